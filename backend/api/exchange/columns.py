"""What the columns of a file are: their headings, what they seem to mean, and how their numbers are written."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from ..catalog.codes import gtin
from .dates import DateStyle, DateVotes
from .fields import BY_NAME, heading_key, meaning_of
from .models import Kind
from .table import Cell, Row

HEADER_ROWS: Final = 20
SAMPLES: Final = 5
_SAMPLED_ROWS: Final = 50
_CODES_AT_LEAST: Final = 0.8


class Column(NamedTuple):
    """*place* from 0 on; *suggestion* is `{field, why}` or None. *filled*: how many rows have it."""

    place: int
    name: str
    samples: list[str]
    suggestion: dict[str, str] | None


def find_header(rows: Sequence[Row], kind: str) -> int:
    """The number of the row that names the columns: the most known names, then the most words.

    *rows* are the first of the file. 0: no row seems to.
    """
    best = max(rows[:HEADER_ROWS], key=lambda row: (_known(row, kind), _words(row), -row.number), default=None)
    return best.number if best else 0


def _known(row: Row, kind: str) -> int:
    return len({found for cell in row.cells if isinstance(cell, str) and (found := meaning_of(cell, kind))})


def _words(row: Row) -> int:
    return sum(isinstance(cell, str) and bool(cell.strip()) and not _DIGIT.search(cell) for cell in row.cells)


_DIGIT: Final = re.compile(r"[0-9]")


def describe(rows: Sequence[Row], header_row: int, kind: str) -> list[Column]:
    """The columns, from the heading and the first rows under it."""
    heading: Sequence[Cell] = next((row.cells for row in rows if row.number == header_row), ())
    below = [row for row in rows if row.number > header_row][:_SAMPLED_ROWS]
    width = max([len(heading), *(len(row.cells) for row in below)])
    names = _names([heading[i] if i < len(heading) else None for i in range(width)])
    columns = []
    for index, name in enumerate(names):
        cells = [shown(row.cells[index]) for row in below if index < len(row.cells)]
        samples = list(dict.fromkeys(cell for cell in cells if cell))
        written = heading[index] if index < len(heading) else None
        columns.append(Column(index, name, samples[:SAMPLES], _suggest(written, samples, kind)))
    return columns


def _names(heading: Sequence[Cell]) -> list[str]:
    """What each column is called: no two alike, none without a name."""
    names: list[str] = []
    for index, cell in enumerate(heading):
        name = shown(cell).strip() or f"Column {letters(index)}"
        taken, number = name, 2
        while taken in names:
            taken, number = f"{name} ({number})", number + 1
        names.append(taken)
    return names


def letters(index: int) -> str:
    """The spreadsheet's name of a column: A for 0, AB for 27."""
    made = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        made = chr(65 + rest) + made
    return made


def shown(cell: Cell) -> str:
    """A cell as a person reads it."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, list):
        return str(cell[1])
    return str(cell)


def _suggest(heading: Cell, samples: Sequence[str], kind: str) -> dict[str, str] | None:
    if isinstance(heading, str) and heading.strip():
        found = meaning_of(heading, kind)
        return {"field": found, "why": "heading"} if found else None
    codes = sum(bool(gtin(sample.strip())) for sample in samples)
    if samples and codes >= _CODES_AT_LEAST * len(samples):
        return {"field": "barcode", "why": "content"}
    return None


def guess_mapping(columns: Sequence[Column], kind: str) -> dict[str, int]:
    """Field to column, as far as headings say it. Of two that say the same, a field's own name wins, else none."""
    claims: dict[str, list[Column]] = {}
    for column in columns:
        if column.suggestion:
            claims.setdefault(column.suggestion["field"], []).append(column)
    mapping = {}
    for field, claimants in claims.items():
        exact = [c for c in claimants if heading_key(re.sub(r" \(\d+\)\Z", "", c.name)) == heading_key(field)]
        chosen = exact or claimants
        if len(chosen) == 1:
            mapping[field] = chosen[0].place
    return mapping


# --- Numbers -------------------------------------------------------------------------------------------------

NUMERIC: Final = frozenset({"money", "whole", "signed"})


class NumberStyle(NamedTuple):
    """*decimal* is the sign before decimals; None where only a person can tell. *readings*: `[text, ".", ","]`."""

    decimal: str | None
    readings: list[list[str]]


class NumberVotes:
    """Looks at all the numbers of a column: how they are written is decided for all of them at once."""

    def __init__(self) -> None:
        self._votes: Counter[str] = Counter()
        self._doubtful: dict[str, None] = {}

    def add(self, cell: Cell) -> None:
        if not isinstance(cell, str) or ("," not in cell and "." not in cell):
            return
        text = _NOT_NUMBER.sub("", cell)
        point, comma = text.rfind("."), text.rfind(",")
        if point >= 0 and comma >= 0:
            self._votes["." if point > comma else ","] += 1
            return
        sign, other = (".", ",") if point >= 0 else (",", ".")
        if text.count(sign) > 1:
            self._votes[other] += 1
        elif _IN_THREES.fullmatch(text):
            if len(self._doubtful) < SAMPLES:
                self._doubtful[text] = None
        else:
            self._votes[sign] += 1

    def style(self) -> NumberStyle:
        if self._votes:
            return NumberStyle(max(".,", key=lambda sign: self._votes[sign]), [])
        if self._doubtful:
            return NumberStyle(None, [[text, *_both(text)] for text in self._doubtful])
        return NumberStyle(".", [])


_NOT_NUMBER: Final = re.compile(r"[^0-9.,+-]")
# 1,234 may be one thousand and something, or one and something; 0,234 only the latter.
_IN_THREES: Final = re.compile(r"[+-]?[1-9][0-9]{0,2}[.,][0-9]{3}")


def _both(text: str) -> tuple[str, str]:
    """*text* read with a point and with a comma before the decimals."""
    together = text.replace(",", "").replace(".", "")
    apart = text.replace(",", ".")
    return (apart, together) if "." in text else (together, apart)


def column_styles(kind: str, mapping: dict[str, int], rows: Iterable[Row]) -> dict[int, NumberStyle | DateStyle]:
    """By column, for those columns that hold numbers or dates."""
    fields = BY_NAME[Kind(kind)]
    votes: dict[int, NumberVotes | DateVotes] = {}
    for field, index in mapping.items():
        content = fields[field].content
        if content in NUMERIC:
            votes[index] = NumberVotes()
        elif content == "date":
            votes[index] = DateVotes()
    for row in rows:
        for index, vote in votes.items():
            if index < len(row.cells):
                vote.add(row.cells[index])
    return {index: vote.style() for index, vote in votes.items()}
