"""What stored text may be, and how text is compared: in searches, where it must be unique, and for order.

All of it is computed here rather than by the database: SQLite and PostgreSQL disagree about every letter that is
not ASCII. catalog/product_text.py stores what lists and searches need.
"""

import re
from typing import Final
from unicodedata import category, normalize

# --- Cleaning ------------------------------------------------------------------------------------------------

CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")
NOT_ONE_LINE: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_LINE_BREAK: Final = re.compile("\r\n|[\r\x85\u2028\u2029]")

# Characters that show nothing: joiners, soft hyphens, direction marks, overrides and isolates, fillers, tags.
_INVISIBLE_RANGES: Final = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_INVISIBLE: Final = re.compile(f"[{_INVISIBLE_RANGES}]")
# Text keeps what belongs to a character beside it: the joiners of emoji and of Persian and Indic words, the
# selectors of a character's variants, and the tags of a flag.
_OUT_OF_PLACE: Final = re.compile(
    "(\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f"
    "|(?<=[^\x00-\x7f])[\u200c\u200d](?=[^\x00-\x7f])"
    "|[\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef])"
    f"|[{_INVISIBLE_RANGES}]"
)


def clean_line(text: str) -> str:
    """*text* as a name is stored: NFC, no blanks around it, nothing invisible that does nothing.

    What must not be in a line, and is not repaired here, is NOT_ONE_LINE.
    """
    return text.strip() if text.isascii() else normalize("NFC", _OUT_OF_PLACE.sub(r"\1", text)).strip()


def clean_text(text: str) -> str:
    """*text* of several lines as it is stored; as `clean_line`, with \\n for every kind of line break."""
    if _is_plain(text):
        return text
    text = _LINE_BREAK.sub("\n", text)
    return text if text.isascii() else normalize("NFC", _OUT_OF_PLACE.sub(r"\1", text))


def clean_code(text: str) -> str:
    """*text* as a code is stored: NFC, no blanks around it, nothing invisible in it."""
    return text.strip() if text.isascii() else normalize("NFC", _INVISIBLE.sub("", text)).strip()


# What a serializer or a form refuses is repaired where nobody can be asked: in `save` and in bulk writes.


def force_line(text: str) -> str:
    return text.strip() if _is_plain(text) else NOT_ONE_LINE.sub(" ", clean_line(text)).strip()


def force_code(text: str) -> str:
    return text.strip() if _is_plain(text) else NOT_ONE_LINE.sub(" ", clean_code(text)).strip()


def force_text(text: str) -> str:
    return text if _is_plain(text) else CONTROL.sub("", clean_text(text))


def _is_plain(text: str) -> bool:
    """Most text is, and is stored a million times by a command."""
    return text.isascii() and text.isprintable()


def shows_something(text: str) -> bool:
    """Whether one character of *text* is a visible letter, digit, sign or symbol."""
    if _is_plain(text):
        return bool(text.strip())
    return any(category(char)[0] in "LNPS" for char in _INVISIBLE.sub("", text))


# --- Comparing -----------------------------------------------------------------------------------------------

_DROPPED: Final = frozenset({"Mn", "Cf"})  # marks on letters, and what is invisible
# Letters that Unicode does not take apart, and what word processors and phones put for signs of the keyboard.
_LIKE_ASCII: Final = str.maketrans(
    {
        **dict(zip("øłđħŧıð", "oldhtid", strict=True)),
        **{"æ": "ae", "œ": "oe", "þ": "th"},
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u02bc", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f", '"'),
        **dict.fromkeys("\u2010\u2012\u2013\u2014\u2015\u2212", "-"),
    }
)


def fold(text: str) -> str:
    """*text* without case, accents, width and invisible characters: what search compares.

    The web app has the same rules (`tests/cases/search.json` holds both to them).
    """
    if text.isascii():
        return text.lower()
    taken_apart = normalize("NFKD", normalize("NFKD", text).casefold())
    bare = "".join(char for char in taken_apart if category(char) not in _DROPPED)
    return normalize("NFC", bare.translate(_LIKE_ASCII))


def words(text: str) -> list[str]:
    """The folded words of a search, each once."""
    return list(dict.fromkeys(fold(text).split()))


def code_key(text: str) -> str:
    """What two codes or names that are the same to people have in common: case, width and composition are ignored.

    Accents count: two words that differ in one are two words.
    """
    if text.isascii():
        return text.strip().lower()
    visible = normalize("NFKC", _INVISIBLE.sub("", text))
    return normalize("NFKC", visible.casefold()).strip()


def unique_name_key(name: str) -> str:
    """The key of a name that only one may have; names are in the order of people by it."""
    key = " ".join(code_key(name).split())[:_MAX_KEY]
    return f"{sort_key(key)}\t{key}"


_NUMBER: Final = re.compile(r"([0-9]+)((?:[.,][0-9]+)*)")  # with its fraction, which is in order as it stands
_MAX_KEY: Final = 200  # an index entry of PostgreSQL is limited


def sort_key(text: str) -> str:
    """A key whose order by code points is that of people: no case, no accents, 9 before 10, 0.25 before 0.5."""
    folded = " ".join(fold(text).split())
    return _NUMBER.sub(lambda number: counted(number[1].lstrip("0") or "0") + number[2], folded)[:_MAX_KEY]


def in_number_order(code: str) -> str:
    """*code* in a form whose order is that of its numbers (A-9 before A-10); no two codes have the same."""
    return _NUMBER.sub(lambda number: counted(number[1]) + number[2], code)


def counted(digits: str) -> str:
    """*digits* behind their count, so that a longer number comes after a shorter one: 7 is 17, 12 is 212.

    The count is one digit up to 8; a 9 says that 8 are counted and the next digit goes on.
    """
    nines, rest = divmod(len(digits) - 1, 8)
    return f"{'9' * nines}{rest + 1}{digits}"
