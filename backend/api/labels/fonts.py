"""The letters of labels: which font has them, how wide they are, and in which order they stand on paper.

DejaVu Sans Condensed has Latin, Greek, Cyrillic, Hebrew, Arabic and symbols; WenQuanYi Micro Hei has Chinese,
Japanese and Korean. What neither has is printed as a question mark and reported. Scripts that need more than
letters side by side, such as Devanagari, are in neither.
"""

import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final, NamedTuple

from bidi import get_display
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

FOLDER: Final = Path(__file__).with_name("fonts")
REGULAR: Final = "DejaVuSansCondensed"
BOLD: Final = "DejaVuSansCondensed-Bold"
FALLBACK: Final = "WenQuanYiMicroHei"

# Of DejaVu, as parts of the size: from the top of a row to its baseline, and the height of a row.
ASCENT: Final = 0.93
ROW: Final = 1.18

_REPLACEMENT: Final = "?"
# Marks, directions and joiners are there for the order of letters; on paper they are nothing.
_INVISIBLE: Final = frozenset({"Cf", "Cc", "Cs", "Cn", "Co", "Zl", "Zp"})


class Run(NamedTuple):
    font: str
    text: str


@dataclass(frozen=True, slots=True)
class Letters:
    """A text as it is drawn: from left to right, letter by letter. *missing* are the characters no font has.

    *width* is that of size 1.
    """

    runs: tuple[Run, ...]
    missing: str
    width: float
    is_rtl: bool


@lru_cache(maxsize=8192)
def letters(text: str, *, bold: bool) -> Letters:
    """*text* of one line in the order in which it is drawn, with the fonts that have its letters."""
    first = BOLD if bold else REGULAR
    if text.isascii():
        run = Run(first, text)
        return Letters((run,), "", _advance(run) / 1000, False)
    runs: list[Run] = []
    missing = []
    for char in _in_drawn_order(text):
        font = next((name for name in (first, FALLBACK) if ord(char) in _glyphs(name)), "")
        if not font:
            missing.append(char)
            font, char = first, _REPLACEMENT
        if runs and runs[-1].font == font:
            runs[-1] = Run(font, runs[-1].text + char)
        else:
            runs.append(Run(font, char))
    width = sum(map(_advance, runs)) / 1000
    return Letters(tuple(runs), "".join(dict.fromkeys(missing)), width, _reads_from_the_right(text))


def font_file(name: str) -> Path:
    return FOLDER / (f"{name}.ttc" if name == FALLBACK else f"{name}.ttf")


@cache
def _font(name: str) -> Any:
    """Registered with the PDF library the first time it is needed: the fallback takes 60 ms to read."""
    font = TTFont(name, str(font_file(name)), shapable=False)
    pdfmetrics.registerFont(font)
    return font


@cache
def _glyphs(name: str) -> dict[int, int]:
    found: dict[int, int] = _font(name).face.charToGlyph
    return found


def _advance(run: Run) -> float:
    face = _font(run.font).face
    widths, default = face.charWidths, face.defaultWidth
    return float(sum(widths.get(ord(char), default) for char in run.text))


# --- Order and forms -----------------------------------------------------------------------------------------


def _in_drawn_order(text: str) -> str:
    text = unicodedata.normalize("NFC", text)
    if text.isascii():
        return text
    if any(unicodedata.bidirectional(char) in ("R", "AL", "AN") for char in text):
        text = str(get_display(_joined(text)))
    return "".join(char for char in text if not _is_invisible(char))


def _reads_from_the_right(text: str) -> bool:
    """By its first letter that has a direction (Unicode Bidirectional Algorithm, P2)."""
    if text.isascii():
        return False
    directions = (unicodedata.bidirectional(char) for char in text)
    return next((each for each in directions if each in ("L", "R", "AL")), "L") != "L"


def _is_invisible(char: str) -> bool:
    # A variation selector says how the letter before it is to look, and is none itself.
    return unicodedata.category(char) in _INVISIBLE or "\ufe00" <= char <= "\ufe0f"


def _joined(text: str) -> str:
    """Arabic letters in the forms that they have beside each other (Unicode 9.2; the forms are around FE70)."""
    forms = _arabic_forms()
    made: list[str] = []
    before: str | None = None  # the last letter, if it joins to the next one
    is_drawn = False  # the alef of a ligature
    for at, char in enumerate(text):
        if is_drawn and not unicodedata.combining(char):
            is_drawn = False
            continue
        if unicodedata.combining(char):
            made.append(char)
            continue
        own = forms.get(char)
        if own is None:
            made.append(char)
            before = char if char == "\u0640" else None  # the stroke that lengthens joins to both sides
            continue
        if char == "\u0644" and (alef := _next_letter(text, at)) in _ALEFS:
            ligature = forms[char + alef]
            made.append(ligature["final" if before else "isolated"])
            is_drawn, before = True, None
            continue
        follows = _next_letter(text, at)
        joins_on = "initial" in own and (follows in forms or follows == "\u0640")
        if before:
            made.append(own["medial"] if joins_on else own.get("final", char))
        else:
            made.append(own["initial"] if joins_on else own.get("isolated", char))
        before = char if joins_on else None
    return "".join(made)


_ALEFS: Final = ("\u0622", "\u0623", "\u0625", "\u0627")


def _next_letter(text: str, at: int) -> str:
    return next((char for char in text[at + 1 :] if not unicodedata.combining(char)), "")


@cache
def _arabic_forms() -> dict[str, dict[str, str]]:
    """The forms of each letter, and of lam with an alef, by the names that Unicode gives them."""
    found: dict[str, dict[str, str]] = {}
    for code in (*range(0xFB50, 0xFC00), *range(0xFE70, 0xFF00)):
        kind, *codes = unicodedata.decomposition(chr(code)).split()[:3] or [""]
        form = kind.strip("<>")
        letters_ = "".join(chr(int(each, 16)) for each in codes)
        if form in ("isolated", "final", "initial", "medial") and letters_ and not letters_.startswith(" "):
            found.setdefault(letters_, {})[form] = chr(code)
    return found
