"""Where on a label everything stands. PDF, SVG and ZPL draw what is decided here, and decide nothing themselves.

Millimetres from the top left corner of the label; sizes of letters in points. A bar is a whole number of the
printer's dots wide, and a code is never made smaller than scanners can read: if it does not fit, that is said.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from .content import Content, Look, Words
from .fonts import ASCENT, ROW, Letters, letters
from .media import INCH
from .symbols import LEAST_QR, MOST_QR, QUIET_QR, Linear, Matrix

POINT: Final = INCH / 72


@dataclass(frozen=True, slots=True)
class Bars:
    """*x* is where the first bar begins; *runs* are bars and spaces in turn, in modules."""

    x: float
    y: float
    module: float
    height: float
    runs: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Squares:
    x: float
    y: float
    module: float
    rows: tuple[tuple[tuple[int, int], ...], ...]


@dataclass(frozen=True, slots=True)
class Text:
    """*x* is the left end of the letters, *baseline* what they stand on, *width* how far they reach."""

    x: float
    baseline: float
    size: float
    text: str
    bold: bool
    letters: Letters
    width: float


Item = Bars | Squares | Text


@dataclass(frozen=True, slots=True)
class Drawing:
    width: float
    height: float
    items: tuple[Item, ...]
    missing: str
    """Characters that no font has, and that are printed as question marks."""
    left_out: bool
    """Whether there was no room for all lines."""


class DoesNotFit(Exception):
    """The code needs more room than the label has."""


def layout(content: Content, *, width: float, height: float, look: Look, dpi: int) -> Drawing:
    """One label, *width* by *height*, for a printer of *dpi* dots an inch. Raises DoesNotFit."""
    label = _Label(width, height, dpi, pad=2.0 if min(width, height) >= 18 else 1.0)
    words = content.words
    if content.price:
        price = Words(content.price, _PRICE_SIZE if look.arrangement == "price" else 12, bold=True)
        words = (*words, price)
    code = content.code
    if code is None:
        label.write(words, _Box(0, 0, width, height), centred=True)
    elif look.arrangement == "code_only" or not words:
        label.code_alone(code)
    elif isinstance(code, Matrix):
        if look.arrangement == "top":
            label.stack(code, words)
        else:
            label.beside(code, words, code_first=look.arrangement == "left")
    elif look.arrangement == "left":
        label.beside(code, words, code_first=True)
    else:
        label.stack(code, words, code_first=look.arrangement == "top")
    return label.drawing()


_PRICE_SIZE: Final = 28
_SMALLEST: Final = 6.0
_STEP: Final = 0.5
# Scanners are held crooked: bars need some height.
_LEAST_BARS: Final = 5.0
_MOST_BARS: Final = 20.0
_DIGITS_SIZE: Final = 7.0
_LEAST_BESIDE: Final = 14.0
_LONGEST: Final = 200
_EPSILON: Final = 1e-6


class _Box(NamedTuple):
    x: float
    y: float
    width: float
    height: float


class _Row(NamedTuple):
    text: str
    letters: Letters
    size: float
    bold: bool

    @property
    def width(self) -> float:
        return self.letters.width * self.size * POINT

    @property
    def height(self) -> float:
        return self.size * ROW * POINT


class _Label:
    """One label while it is being laid out."""

    def __init__(self, width: float, height: float, dpi: int, *, pad: float) -> None:
        self._width, self._height, self._pad = width, height, pad
        self._dot = INCH / dpi
        self._items: list[Item] = []
        self._missing = ""
        self._left_out = False

    def drawing(self) -> Drawing:
        missing = "".join(dict.fromkeys(self._missing))
        return Drawing(self._width, self._height, tuple(self._items), missing, self._left_out)

    def code_alone(self, code: Linear | Matrix) -> None:
        if isinstance(code, Matrix):
            self._squares(code, _Box(0, 0, self._width, self._height))
            return
        room = self._height - 2 * self._pad
        self._bars(code, self._module_of(code, self._width), 0, self._width, self._pad, min(room, 2 * _MOST_BARS))

    def stack(self, code: Linear | Matrix, words: Sequence[Words], *, code_first: bool = True) -> None:
        """The code above the words, or below."""
        words = [replace(each, rows=min(each.rows, 2)) for each in words]
        if isinstance(code, Matrix):
            least, gap = (code.size + 2 * QUIET_QR) * self._whole(LEAST_QR), 0.0
        else:
            least, gap = _LEAST_BARS + self._pad, self._pad / 2
        rows, left_out = _rows(words, self._width - 2 * self._pad, self._height - self._pad - least - gap)
        self._left_out |= left_out
        text = sum(row.height for row in rows)
        room = self._height - text - self._pad - gap * bool(rows)
        if isinstance(code, Matrix):
            side = self._module_of(code, min(self._width, room)) * (code.size + 2 * QUIET_QR)
            top = max(0.0, (self._height - side - text - self._pad) / 2)
            code_y, text_y = (top, top + side) if code_first else (self._height - top - side, top + self._pad)
            self._squares(code, _Box(0, code_y, self._width, side))
        else:
            height = min(room - self._pad, _MOST_BARS)
            top = max(self._pad, (self._height - height - text - gap) / 2)
            code_y, text_y = (top, top + height + gap) if code_first else (top + text + gap, top)
            self._bars(code, self._module_of(code, self._width), 0, self._width, code_y, height)
        self._draw(rows, _Box(self._pad, text_y, self._width - 2 * self._pad, text), centred=True)

    def beside(self, code: Linear | Matrix, words: Sequence[Words], *, code_first: bool) -> None:
        """The code on the left of the words, or on the right; above them where that leaves no room for words."""
        if isinstance(code, Matrix):
            try:
                module = self._module_of(code, min(self._height, self._width * 0.55))
            except DoesNotFit:
                module = self._module_of(code, min(self._height, self._width))
            side = module * (code.size + 2 * QUIET_QR)
        else:
            try:
                module = self._module_of(code, self._width * 0.6)
            except DoesNotFit:
                module = self._module_of(code, self._width)
            side = module * code.modules
        room = self._width - side - self._pad
        if room < _LEAST_BESIDE:
            self.stack(code, words)
            return
        code_x, text_x = (0.0, side) if code_first else (self._width - side, self._pad)
        if isinstance(code, Matrix):
            self._squares(code, _Box(code_x, 0, side, self._height))
        else:
            height = min(self._height - 2 * self._pad, _MOST_BARS)
            self._bars(code, module, code_x, side, (self._height - height) / 2, height)
        self.write(words, _Box(text_x, 0, room, self._height), centred=False, pad_x=0)

    def write(self, words: Sequence[Words], box: _Box, *, centred: bool, pad_x: float | None = None) -> None:
        pad_x = self._pad if pad_x is None else pad_x
        inner = _Box(box.x + pad_x, box.y + self._pad, box.width - 2 * pad_x, box.height - 2 * self._pad)
        rows, left_out = _rows(words, inner.width, inner.height)
        self._left_out |= left_out
        self._draw(rows, inner, centred=centred)

    def _draw(self, rows: Sequence[_Row], box: _Box, *, centred: bool) -> None:
        y = box.y + (box.height - sum(row.height for row in rows)) / 2
        for row in rows:
            self._text(row, box.x, box.width, y, centred=centred)
            y += row.height

    def _text(self, row: _Row, left: float, room: float, y: float, *, centred: bool) -> None:
        spare = room - row.width
        x = left + (spare / 2 if centred else spare if row.letters.is_rtl else 0)
        baseline = y + row.size * ASCENT * POINT
        self._items.append(Text(x, baseline, row.size, row.text, row.bold, row.letters, row.width))
        self._missing += row.letters.missing

    # --- Codes -----------------------------------------------------------------------------------------------

    def _bars(self, code: Linear, module: float, left: float, room: float, y: float, height: float) -> None:
        """The bars in the middle of *room*, and what they say below them where that leaves enough of them."""
        digits = _row(code.text, _DIGITS_SIZE, bold=False)
        width = sum(code.runs) * module
        if height - digits.height >= _LEAST_BARS and digits.width <= room:
            height -= digits.height
            self._text(digits, left, room, y + height, centred=True)
        if height < _LEAST_BARS - _EPSILON:
            raise DoesNotFit
        before, after = (quiet * module for quiet in code.quiet)
        x = left + before + (room - before - width - after) / 2
        self._items.append(Bars(x, y, module, height, code.runs))

    def _squares(self, code: Matrix, box: _Box) -> None:
        module = self._module_of(code, min(box.width, box.height))
        side = code.size * module
        x, y = box.x + (box.width - side) / 2, box.y + (box.height - side) / 2
        self._items.append(Squares(x, y, module, code.rows))

    def _module_of(self, code: Linear | Matrix, room: float) -> float:
        """The widest module, a whole number of dots, with which the code and its quiet zones fit into *room*."""
        if isinstance(code, Matrix):
            modules, least, most = code.size + 2 * QUIET_QR, LEAST_QR, MOST_QR
        else:
            modules, least, most = code.modules, code.least, code.most
        for dots in range(int(most / self._dot + _EPSILON), 0, -1):
            module = dots * self._dot
            if module < least - _EPSILON:
                break
            if modules * module <= room + _EPSILON:
                return module
        raise DoesNotFit

    def _whole(self, least: float) -> float:
        """The smallest whole number of dots that is at least so long."""
        return -int(-(least - _EPSILON) // self._dot) * self._dot


# --- Rows of words -------------------------------------------------------------------------------------------


def _rows(words: Sequence[Words], width: float, height: float) -> tuple[list[_Row], bool]:
    """*words* as large as they fit, and whether some had to be left out."""
    for scale in (1.0, 0.85, 0.7, 0.6, 0.5):
        rows = [row for each in words for row in _fitted(each, max(_SMALLEST, each.size * scale), width)]
        if sum(row.height for row in rows) <= height + _EPSILON:
            return rows, False
    rows = [_cut(each.text, _SMALLEST, width, bold=each.bold) for each in words]
    most = max(0, int((height + _EPSILON) / (_SMALLEST * ROW * POINT)))
    return rows[:most], len(rows) > most


def _fitted(words: Words, largest: float, width: float) -> list[_Row]:
    """On as many rows as they may have, at the largest size that fits; else cut at the smallest."""
    size = largest
    while size >= _SMALLEST:
        if rows := _broken(words, size, width):
            return rows
        size -= _STEP
    first, rest = words.text, ""
    if words.rows > 1:
        first, rest = _take_row(words.text, _SMALLEST, width, bold=words.bold)
    rows = [_cut(first, _SMALLEST, width, bold=words.bold)]
    return [*rows, _cut(rest, _SMALLEST, width, bold=words.bold)] if rest else rows


def _broken(words: Words, size: float, width: float) -> list[_Row]:
    """The words on at most their number of rows; nothing where they do not fit at this size."""
    rows: list[_Row] = []
    rest = words.text[:_LONGEST]
    while rest and len(rows) < words.rows:
        first, rest = _take_row(rest, size, width, bold=words.bold)
        row = _row(first, size, bold=words.bold)
        if row.width > width + _EPSILON:
            return []
        rows.append(row)
    return [] if rest or len(words.text) > _LONGEST else rows


def _take_row(text: str, size: float, width: float, *, bold: bool) -> tuple[str, str]:
    """As many whole words as fit on a row, at least one; and the rest. Scripts without blanks break anywhere."""
    if _row(text, size, bold=bold).width <= width:
        return text, ""
    ends = _ends(text)
    fitting = 0
    for end in ends:
        if _row(text[:end], size, bold=bold).width > width:
            break
        fitting = end
    end = fitting or (ends[0] if ends else len(text))
    return text[:end].rstrip(), text[end:].lstrip()


@lru_cache(maxsize=1024)
def _ends(text: str) -> list[int]:
    """Where a row may end."""
    if text.isascii():
        return [each.start() for each in _BLANK.finditer(text, 1)]
    return [at for at in range(1, len(text)) if text[at] == " " or _breaks_before(text, at)]


_BLANK: Final = re.compile(" ")


def _breaks_before(text: str, at: int) -> bool:
    return all("\u2e80" <= char <= "\u9fff" or "\uac00" <= char <= "\ud7a3" for char in text[at - 1 : at + 1])


def _cut(text: str, size: float, width: float, *, bold: bool) -> _Row:
    """The row, with an ellipsis for what does not fit."""
    row = _row(text[:_LONGEST], size, bold=bold)
    end = min(len(text), _LONGEST)
    while row.width > width and end > 1:
        end -= 1
        row = _row(text[:end].rstrip() + "…", size, bold=bold)
    return row


def _row(text: str, size: float, *, bold: bool) -> _Row:
    return _Row(text, letters(text, bold=bold), size, bold)


def bar_places(runs: Sequence[int]) -> list[tuple[int, int]]:
    """Where each bar begins and how wide it is, in modules."""
    ends = [0]
    for run in runs:
        ends.append(ends[-1] + run)
    return [(start, end - start) for start, end in list(pairwise(ends))[::2]]
