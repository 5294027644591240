"""A file of rows, whatever its kind: opened here, read in csv_files.py and xlsx_files.py, a row at a time."""

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from ..core.errors import Unreadable

MAX_ROWS: Final = 50_000
MAX_COLUMNS: Final = 100
MAX_CHARACTERS: Final = 32_767  # of a cell, as in Excel

Cell = Any
"""Text; in XLSX also a number, a truth value, `["date", ISO 8601]` or `["error", text]`; None where nothing is."""


class Row(NamedTuple):
    """*number* is the spreadsheet's own, from 1 on."""

    number: int
    cells: list[Cell]


class Asked(NamedTuple):
    """How a person wants the file to be read; empty: as it seems right."""

    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""


class Table(NamedTuple):
    """*rows* are read as they are taken, and raise Unreadable where the file is none.

    *doubts* and *left_out* are filled on the way: cells that another encoding would read otherwise, and the last
    row before a gap after which rows are left out.
    """

    format: str
    rows: Iterator[Row]
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    doubts: list[dict[str, Any]] = []  # of a NamedTuple: given anew where there may be any
    left_out: list[int] = []  # as above


def bounded(rows: Iterator[tuple[int, list[Cell]]]) -> Iterator[Row]:
    """The rows that are not empty, without the empty cells at their ends. Raises Unreadable."""
    taken = 0
    for number, cells in rows:
        while cells and (cells[-1] is None or cells[-1] == ""):
            cells.pop()
        if not any(not isinstance(cell, str) or cell.strip() for cell in cells if cell is not None):
            continue
        taken += 1
        if taken > MAX_ROWS + 1:  # and a heading
            raise Unreadable("too_many_rows", f"The file has more than {MAX_ROWS:,} rows. Import it in parts.")
        if len(cells) > MAX_COLUMNS:
            raise Unreadable(
                "too_many_columns", f"Row {number} has {len(cells)} columns. The limit is {MAX_COLUMNS}."
            )
        if any(isinstance(cell, str) and len(cell) > MAX_CHARACTERS for cell in cells):
            raise Unreadable("not_a_table", f"A cell of row {number} has more than {MAX_CHARACTERS:,} characters.")
        yield Row(number, cells)
