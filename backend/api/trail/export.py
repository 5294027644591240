"""The trail as a file: page by page, so that a million entries take no more memory than a thousand."""

from collections.abc import Iterable, Iterator
from typing import Any, Final

import orjson

from ..core.spreadsheets import MARK, csv_lines
from .rows import EntryRow, FieldChange, Stored, told

CONTENT_TYPES: Final = {"csv": "text/csv; charset=utf-8", "ndjson": "application/x-ndjson"}

_HEADINGS: Final = (
    "id",
    "at",
    "actor",
    "source",
    "via",
    "action",
    "kind",
    "object",
    "label",
    "field",
    "old",
    "new",
    "address",
)


def entry_lines(pages: Iterable[list[Stored]]) -> Iterator[bytes]:
    """One JSON object a line."""
    for page in pages:
        yield b"".join(orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE) for row in told(page))


def entry_csv(pages: Iterable[list[Stored]]) -> Iterator[str]:
    """One line a field that has changed, and one for an entry without any."""
    yield MARK + csv_lines([_HEADINGS])
    for page in pages:
        yield csv_lines(_cells(row, change) for row in told(page) for change in row["changes"] or [_NOTHING])


_NOTHING: Final[FieldChange] = {"field": "", "old": "", "new": "", "hidden": False}


def _cells(row: EntryRow, change: FieldChange) -> tuple[Any, ...]:
    return (
        row["id"],
        row["at"],
        row["actor"] or "",
        row["source"],
        row["via"] or "",
        row["action"],
        row["kind"],
        row["object"],
        row["label"],
        change["field"],
        _cell(change["old"]),
        _cell(change["new"]),
        row["address"],
    )


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else ", ".join(map(str, value)) if isinstance(value, list) else value
