"""Text files: encoding and delimiter are found out, and never guessed in silence."""

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, Final

from ..core.errors import FieldRefused, Unreadable
from .fields import meaning_of
from .table import Asked, Row, Table, bounded

ENCODINGS: Final = {
    "utf-8": "utf-8-sig",
    "utf-16": "utf-16",
    "windows-1252": "cp1252",
    "windows-1250": "cp1250",
    "windows-1251": "cp1251",
    "macintosh": "mac_roman",
}
DELIMITERS: Final = (",", ";", "\t", "|")

_SAMPLE_BYTES: Final = 64 * 1024
_SAMPLE_ROWS: Final = 50
_HEADER_ROWS: Final = 20
_MOST_DOUBTS: Final = 5
_LEGACY: Final = tuple(name for name in ENCODINGS if not name.startswith("utf"))
_BINARY: Final = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"\x1f\x8b", b"{\\rtf")
_NO_TABLE: Final = "This file isn't a table. Save it as CSV or XLSX."
_SEPARATOR_LINE: Final = re.compile(r'"?sep=(.)"?(?:\r\n|[\r\n]|\Z)', re.IGNORECASE)


def open_csv(data: bytes, asked: Asked, kind: str) -> Table:
    """Raises Unreadable, and FieldRefused for an encoding or a delimiter that there is not."""
    if data.startswith(_BINARY):
        raise Unreadable("not_a_table", _NO_TABLE)
    if asked.encoding and asked.encoding not in ENCODINGS:
        raise FieldRefused("encoding", f"Must be one of {', '.join(ENCODINGS)}.")
    if asked.delimiter and asked.delimiter not in DELIMITERS:
        raise FieldRefused("delimiter", "Must be a comma, a semicolon, a tab or a vertical bar.")
    encoding = asked.encoding or _encoding_of(data)
    sample = _decoded(data[:_SAMPLE_BYTES], encoding)
    named = _SEPARATOR_LINE.match(sample)
    delimiter = asked.delimiter or (named[1] if named and named[1] in DELIMITERS else "")
    if not delimiter:
        delimiter = _delimiter_of(sample[named.end() if named else 0 :], kind, is_cut=len(data) > _SAMPLE_BYTES)
    text = io.TextIOWrapper(io.BytesIO(data), ENCODINGS[encoding], errors="replace", newline="")
    if named:
        text.readline()
    doubts: list[dict[str, Any]] = []
    rows = bounded(enumerate(_records(text, delimiter), 1))
    if encoding in _LEGACY:
        rows = _doubting(rows, encoding, doubts)
    return Table("csv", rows, encoding=encoding, delimiter=delimiter, doubts=doubts)


def _encoding_of(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "windows-1252"
    return "utf-8"


def _decoded(data: bytes, encoding: str) -> str:
    """The start of a file, which may have been cut within a character."""
    return codecs.getincrementaldecoder(ENCODINGS[encoding])(errors="replace").decode(data)


def _records(text: Any, delimiter: str) -> Iterator[list[Any]]:
    reader = csv.reader(_without_nul(text), delimiter=delimiter, strict=True)
    done = 0
    while True:
        try:
            record = next(reader, None)
        except csv.Error as error:
            raise Unreadable(
                "not_a_table", f"Row {done + 1} can't be read: {_SAID.get(str(error), error)}."
            ) from None
        if record is None:
            return
        done += 1
        yield record


def _without_nul(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        if "\0" in line:
            raise Unreadable("not_a_table", _NO_TABLE)
        yield line


_SAID: Final = {
    "unexpected end of data": "a quotation mark is opened and never closed",
    "field larger than field limit (131072)": "a cell is too long; perhaps a quotation mark is never closed",
}


def _delimiter_of(sample: str, kind: str, *, is_cut: bool) -> str:
    """The one that gives the most known headings, then the most rows of one and the same width."""
    lines = sample.splitlines(keepends=True)
    if is_cut and len(lines) > 1:
        lines.pop()
    votes = []
    for delimiter in DELIMITERS:
        records: list[list[str]] = []
        try:
            for record in csv.reader(lines, delimiter=delimiter):
                if any(record):
                    records.append(record)
                if len(records) == _SAMPLE_ROWS:
                    break
        except csv.Error:
            continue
        known = max((sum(bool(meaning_of(cell, kind)) for cell in r) for r in records[:_HEADER_ROWS]), default=0)
        widths = Counter(len(record) for record in records if len(record) > 1)
        [(width, alike)] = widths.most_common(1) or [(0, 0)]
        votes.append(((known if width else 0, alike, width), delimiter))
    return max(votes, key=lambda vote: vote[0])[1] if votes else ","


def _doubting(rows: Iterator[Row], encoding: str, doubts: list[dict[str, Any]]) -> Iterator[Row]:
    """The same rows; the first cells that other encodings would read otherwise go into *doubts*."""
    for row in rows:
        if len(doubts) < _MOST_DOUBTS:
            for column, cell in enumerate(row.cells):
                if cell.isascii() or len(doubts) == _MOST_DOUBTS:
                    continue
                raw = cell.encode(ENCODINGS[encoding], "replace")
                readings = {name: raw.decode(ENCODINGS[name], "replace")[:200] for name in _LEGACY}
                doubts.append({"row": row.number, "column": column, "readings": readings})
        yield row
