"""Names of accounts: how they are written, which of them are the same, and which pass for another.

A name says who did it, in the ledger and on every screen, so nobody may have one that reads like someone else's.
"""

import unicodedata
from typing import Final

TAKEN: Final = "This name is taken."
RESERVED: Final = "This name is reserved. Choose another one."
INVISIBLE: Final = "Usernames can't have invisible characters."
WORDLESS: Final = "Use at least one letter or digit."
MIXED: Final = "Use letters from one alphabet only."
_CODES: Final = {
    TAKEN: "taken",
    RESERVED: "reserved",
    INVISIBLE: "invisible",
    WORDLESS: "wordless",
    MIXED: "mixed",
}

# Names that speak for the shop or the software. Compared without case and punctuation, for self-registration only.
_RESERVED: Final = frozenset(
    {"admin", "administrator", "anonymous", "api", "everyone", "help", "helpdesk", "inventory", "lrinventory"}
    | {"moderator", "nobody", "none", "null", "operator", "owner", "root", "security", "staff", "superuser"}
    | {"support", "sysadmin", "system", "undefined", "webmaster"}
)
# Letters, by Unicode's classes, that show nothing: the fillers of Hangul.
_FILLERS: Final = frozenset("\u115f\u1160\u3164\uffa0")
# The scripts that are written together, as Unicode's technical standard 39 has it ("highly restrictive").
_TOGETHER: Final = (
    frozenset({"LATIN", "CJK", "HIRAGANA", "KATAKANA"}),
    frozenset({"LATIN", "CJK", "BOPOMOFO"}),
    frozenset({"LATIN", "CJK", "HANGUL"}),
)
# First words of characters' names that are not the name of their script; None belongs to all.
_SCRIPTS: Final = {
    "ARABIC-INDIC": "ARABIC",
    "DIGIT": None,
    "EXTENDED": "ARABIC",  # EXTENDED ARABIC-INDIC DIGIT
    "IDEOGRAPHIC": "CJK",
    "KATAKANA-HIRAGANA": "KATAKANA",
    "MODIFIER": None,
}


def normalize(name: str) -> str:
    """The name as it is stored: no blanks at its ends, and in NFKC, where full-width letters are letters."""
    return unicodedata.normalize("NFKC", name.strip())


def key_of(name: str) -> str:
    """The same for all names that differ in case, width or composition only."""
    return normalize(normalize(name).casefold())


def code_of(problem: str) -> str:
    """What programs know a problem with a name by."""
    return _CODES[problem]


def problem_of(name: str) -> str | None:
    """What is wrong with a new name, whoever gives it; None when nothing is. Expects a normalised name."""
    if any(char in _FILLERS or unicodedata.category(char) in ("Cc", "Cf", "Zl", "Zp") for char in name):
        return INVISIBLE
    if not any(char.isalnum() for char in name):
        return WORDLESS
    scripts = {script for char in name if char.isalnum() and (script := _script_of(char))}
    if len(scripts) > 1 and not any(scripts <= together for together in _TOGETHER):
        return MIXED
    return None


def is_reserved(name: str) -> bool:
    """Whether a name is not for people who register themselves."""
    return "".join(char for char in key_of(name) if char.isalnum()) in _RESERVED


def _script_of(char: str) -> str | None:
    """The script of a letter or digit, by the first word of its name in Unicode; None where it belongs to all."""
    first = unicodedata.name(char, "UNNAMED").split()[0]
    return _SCRIPTS.get(first, first)
