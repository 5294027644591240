"""Imports: a file comes in, is read another way, is listed and goes. None of it writes a product."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from hashlib import sha256
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from ..core.errors import FieldRefused, Unreadable
from .choices import Choices, check_choices, choices_of
from .choices import stored as stored_choices
from .columns import Column, column_styles, describe, find_header, guess_mapping, shown
from .csv_files import open_csv
from .errors import AlreadyApplied, NoSuchImport, TooManyImports
from .models import Import, ImportChunk, State
from .stored import CHUNK_ROWS, pack_rows, read_chunks, rows_of
from .table import Asked, Row, Table
from .xlsx_files import is_workbook, open_xlsx

KEEP: Final = timedelta(days=7)
MOST_OPEN: Final = 5
PREVIEW_ROWS: Final = 20
_PREVIEW_CHARACTERS: Final = 100
_OPEN: Final = (State.NEW, State.CHECKED)


def imports_of(user: Any) -> Any:
    """Those of *user* that have not expired, newest first, without their files."""
    return Import.objects.filter(owner=user, expires_at__gt=timezone.now()).defer("source")


def begin_import(user: Any, *, kind: str, filename: str, data: bytes, tz: str = "UTC") -> Import:
    """Read a file. Raises Unreadable, and TooManyImports."""
    if imports_of(user).filter(state__in=_OPEN).count() >= MOST_OPEN:
        raise TooManyImports(MOST_OPEN)
    if not data.strip():
        raise Unreadable("empty_file", "The file is empty.")
    table = _open(data, Asked(), kind)
    reading, choices, chunks = _read(table, kind, Choices(tz=tz))
    source = Import(
        kind=kind,
        owner=user,
        filename=filename[:200],
        sha256=sha256(data).hexdigest(),
        size=len(data),
        format=table.format,
        reading=reading,
        choices=stored_choices(choices),
        source=data,
        expires_at=timezone.now() + KEEP,
    )
    with transaction.atomic():
        source.save(force_insert=True)
        _store(source, chunks)
    return source


def change_import(source: Import, changes: dict[str, Any]) -> Import:
    """Read the file another way, or decide otherwise about its rows; it has to be checked again.

    *changes* are fields of Choices and of Asked. Raises FieldRefused, Unreadable, AlreadyApplied and NoSuchImport.
    """
    while source.state in _OPEN:
        # A large file takes seconds: others who write do not wait for it.
        reading, choices, chunks = _decided(source, changes)
        with transaction.atomic():
            locked = lock_import(source.pk)
            seen = source.reading, source.choices
            if locked.state in _OPEN and (locked.reading, locked.choices) == seen:
                if chunks is not None:
                    locked.chunks.all().delete()
                    _store(locked, chunks)
                locked.reading, locked.choices = reading, stored_choices(choices)
                locked.state, locked.totals = State.NEW, {}
                locked.save(update_fields=["reading", "choices", "state", "totals"])
                return locked
        source = locked  # another request was first: the changes are made to what it has left
    raise AlreadyApplied


def lock_import(pk: Any) -> Import:
    """The import, without its file, locked until the transaction ends. Raises NoSuchImport."""
    found: Import | None = Import.objects.select_for_update().defer("source").filter(pk=pk).first()
    if found is None:
        raise NoSuchImport
    return found


def delete_import(pk: Any) -> None:
    """Forget an import. What it has done stays. Raises NoSuchImport."""
    with transaction.atomic():
        # Its chunks go first. A check that holds the import would wait for them, and this for the import.
        lock_import(pk).delete()


def prune() -> int:
    """Forget imports that have expired. What they have done stays. Returns how many."""
    _, by_model = Import.objects.filter(expires_at__lte=timezone.now()).defer("source").delete()
    return by_model.get(Import._meta.label, 0)


def seen_before(source: Import) -> Import | None:
    """The last import of the very same file that was applied."""
    earlier = imports_of(source.owner_id).filter(sha256=source.sha256, kind=source.kind).exclude(pk=source.pk)
    found: Import | None = earlier.filter(state__in=(State.APPLIED, State.PARTLY)).first()
    return found


# --- Reading -------------------------------------------------------------------------------------------------


def _decided(source: Import, changes: dict[str, Any]) -> tuple[dict[str, Any], Choices, list[bytes] | None]:
    """What *source* is with *changes*: how it is read, the choices, and its rows where they are read anew."""
    asked = {name: changes[name] for name in Asked._fields if name in changes}
    chosen = {name: value for name, value in changes.items() if name not in asked}
    reading, choices, chunks = source.reading, choices_of(source), None
    if any(value != reading.get(name) for name, value in asked.items()):
        known = {name: reading.get(name, "") for name in Asked._fields} | asked
        table = _open(_file_of(source), Asked(**known), source.kind)
        reading, choices, chunks = _read(table, source.kind, choices)
    elif "header_row" in chosen and chosen["header_row"] != choices.header_row:
        reading, choices = _reheaded(source, chosen["header_row"], choices)
    for name, value in chosen.items():
        setattr(choices, name, value)
    check_choices(choices, source.kind, len(reading["columns"]))
    if chunks is None and "mapping" in chosen:
        rows = _rows_below(source, choices.header_row)
        reading = reading | {"styles": _styles(source.kind, choices.mapping, rows)}
    return reading, choices, chunks


def _file_of(source: Import) -> bytes:
    kept = Import.objects.filter(pk=source.pk).values_list("source").first()
    if kept is None:
        raise NoSuchImport
    if kept[0] is None:
        raise AlreadyApplied
    return bytes(kept[0])


def _open(data: bytes, asked: Asked, kind: str) -> Table:
    if is_workbook(data):
        if asked.encoding or asked.delimiter:
            raise FieldRefused("encoding", "An XLSX file has neither encoding nor delimiter.")
        return open_xlsx(data, asked)
    if asked.sheet:
        raise FieldRefused("sheet", "A text file has no sheets.")
    return open_csv(data, asked, kind)


def _read(table: Table, kind: str, choices: Choices) -> tuple[dict[str, Any], Choices, list[bytes]]:
    """All rows, packed for storing; what was found out; and the choices that go with it.

    The packed rows are a fraction of the file: no more of it is held at any time.
    """
    head: list[Row] = []
    chunks: list[bytes] = []
    filled: Counter[int] = Counter()
    count = 0
    for rows in _in_chunks(table.rows):
        head = head or rows
        chunks.append(pack_rows(rows))
        count += len(rows)
        for row in rows:
            filled.update(index for index, cell in enumerate(row.cells) if cell is not None and cell != "")
    if not head:
        raise Unreadable("empty_file", "The file is empty.")
    header_row = find_header(head, kind)
    columns = describe(head, header_row, kind)
    if not any(row.number > header_row for row in head):
        raise Unreadable("empty_file", "There are no rows under the headings.")
    mapping = guess_mapping(columns, kind)
    choices.header_row, choices.mapping = header_row, mapping
    choices.decimal, choices.dates = {}, {}
    reading: dict[str, Any] = {
        "encoding": table.encoding,
        "delimiter": table.delimiter,
        "sheet": table.sheet,
        "sheets": list(table.sheets),
        "doubts": table.doubts,
        "left_out": table.left_out,
        "filled": [filled[index] for index in range(max(filled, default=0) + 1)],
        "count": count,
        "preview": [
            {"row": row.number, "cells": [shown(cell)[:_PREVIEW_CHARACTERS] for cell in row.cells]}
            for row in head[:PREVIEW_ROWS]
        ],
    }
    reading |= _columns(columns, head, header_row, reading)
    from_chunks = (row for chunk in chunks for row in rows_of(ImportChunk(raw=chunk)) if row.number > header_row)
    reading["styles"] = _styles(kind, mapping, from_chunks)
    return reading, choices, chunks


def _columns(columns: list[Column], head: list[Row], header_row: int, reading: dict[str, Any]) -> dict[str, Any]:
    """The columns with how many rows have them, and how many rows there are under the headings."""
    above = [row for row in head if row.number <= header_row]
    filled = Counter(dict(enumerate(reading["filled"])))
    for row in above:
        filled.subtract(index for index, cell in enumerate(row.cells) if cell is not None and cell != "")
    made = [_column(column, filled[column.place]) for column in columns]
    return {"columns": made, "rows": reading["count"] - len(above)}


def _column(column: Column, filled: int) -> dict[str, Any]:
    return {
        "index": column.place,
        "name": column.name,
        "samples": column.samples,
        "filled": max(0, filled),
        "suggestion": column.suggestion,
    }


def _reheaded(source: Import, header_row: int, choices: Choices) -> tuple[dict[str, Any], Choices]:
    """The same rows under other headings."""
    first = source.chunks.order_by("number").first()
    if first is None:
        raise NoSuchImport
    head = rows_of(first)
    if header_row and header_row not in {row.number for row in head[:PREVIEW_ROWS]}:
        raise FieldRefused("header_row", f"Must be one of the first {PREVIEW_ROWS} rows that are not empty.")
    columns = describe(head, header_row, source.kind)
    choices.header_row, choices.mapping = header_row, guess_mapping(columns, source.kind)
    choices.decimal, choices.dates = {}, {}
    styles = _styles(source.kind, choices.mapping, _rows_below(source, header_row))
    reading = source.reading | _columns(columns, head, header_row, source.reading) | {"styles": styles}
    return reading, choices


def _rows_below(source: Import, header_row: int) -> Iterator[Row]:
    for chunks in read_chunks(source, "raw"):
        for chunk in chunks:
            yield from (row for row in rows_of(chunk) if row.number > header_row)


def _styles(kind: str, mapping: dict[str, int], rows: Iterator[Row]) -> dict[str, Any]:
    return {str(index): style._asdict() for index, style in column_styles(kind, mapping, rows).items()}


def _in_chunks(rows: Iterator[Row]) -> Iterator[list[Row]]:
    chunk: list[Row] = []
    for row in rows:
        chunk.append(row)
        if len(chunk) == CHUNK_ROWS:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _store(source: Import, chunks: list[bytes]) -> None:
    ImportChunk.objects.bulk_create(
        [ImportChunk(parent=source, number=number, raw=raw) for number, raw in enumerate(chunks)], batch_size=100
    )
