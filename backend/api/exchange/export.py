"""Products as a file: page by page, so that the first bytes leave at once and no file is ever held in memory."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Final, Literal

from ..catalog.rows import ProductRow
from ..core.spreadsheets import MARK, csv_lines
from .fields import PRODUCT_FIELDS
from .workbook import Cell, Money, workbook

FileType = Literal["csv", "xlsx"]
CONTENT_TYPES: Final[dict[str, str]] = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
FILE_TYPES: Final = tuple(CONTENT_TYPES)
EXPORTED: Final = tuple(field.name for field in PRODUCT_FIELDS)

_CODES: Final = frozenset({"sku", "barcode"})
_WIDTHS: Final = {"name": 40, "description": 50, "sku": 18, "barcode": 18, "note": 30}


def product_file(
    pages: Iterable[Sequence[ProductRow]], *, columns: Sequence[str], type: FileType
) -> Iterator[Any]:
    """The products of *pages* with *columns* (of EXPORTED, or of COUNT_SHEET) as the pieces of a file."""
    takers = [_TAKERS.get(column) or _taker(column) for column in columns]
    rows = ([[take(row) for take in takers] for row in page] for page in pages)
    return _file(columns, rows, type)


def template(columns: Sequence[str], *, type: FileType) -> Iterator[Any]:
    """A file to start from: the headings alone."""
    return _file(columns, [], type)


def _file(columns: Sequence[str], pages: Iterable[Iterable[Sequence[Cell]]], type: FileType) -> Iterator[Any]:
    if type == "xlsx":
        return workbook(_with_heading(columns, pages), widths=[_WIDTHS.get(column, 12) for column in columns])
    return _csv(columns, pages)


def _with_heading(
    columns: Sequence[str], pages: Iterable[Iterable[Sequence[Cell]]]
) -> Iterator[Iterable[Sequence[Cell]]]:
    yield [columns]
    yield from pages


def _csv(columns: Sequence[str], pages: Iterable[Iterable[Sequence[Cell]]]) -> Iterator[str]:
    codes = [place for place, column in enumerate(columns) if column in _CODES]
    yield MARK + csv_lines([columns])
    for rows in pages:
        yield csv_lines(([_csv_cell(cell) for cell in row] for row in rows), codes=codes)


def _csv_cell(cell: Cell) -> Cell:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return cell


def _taker(column: str) -> Callable[[Any], Cell]:
    return lambda row: row[column]


_TAKERS: Final[dict[str, Callable[[Any], Cell]]] = {
    "price": lambda row: Money(row["price"]),
    "expected": lambda row: row["quantity"],
    "counted": lambda row: None,
    "note": lambda row: None,
}
