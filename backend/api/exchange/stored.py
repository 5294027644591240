"""Rows and verdicts as they are stored: zlib over JSON, a tenth of the size."""

import zlib
from collections.abc import Iterable, Iterator
from typing import Any, Final

import orjson

from .models import Import, ImportChunk
from .table import Row

CHUNK_ROWS: Final = 100
"""One transaction when they are applied: others who write wait for no more than that."""

CHUNKS_A_READ: Final = 5
_LEVEL: Final = 1


def pack(values: Any) -> bytes:
    return zlib.compress(orjson.dumps(values), _LEVEL)


def unpack(blob: Any) -> Any:
    return orjson.loads(zlib.decompress(blob))


def rows_of(chunk: ImportChunk) -> list[Row]:
    return [Row(number, cells) for number, *cells in unpack(chunk.raw)]


def pack_rows(rows: list[Row]) -> bytes:
    return pack([[row.number, *row.cells] for row in rows])


def read_chunks(source: Import, *fields: str) -> Iterator[list[ImportChunk]]:
    """The chunks in their order, CHUNKS_A_READ at a time."""
    after = -1
    while True:
        found = source.chunks.filter(number__gt=after).order_by("number").only("parent_id", "number", *fields)
        chunks = list(found[:CHUNKS_A_READ])
        if not chunks:
            return
        yield chunks
        after = chunks[-1].number


# Of a chunk's reversal (apply.Reversal): what begins with a row and names a product.
_ENTRIES: Final = ("created", "updated", "moved")


def imported_ids(source: Import) -> list[int]:
    """The products that an import has made, changed or moved, in the order of its file."""
    applied = source.chunks.exclude(reversal=None).order_by("number")
    reversals: Iterable[dict[str, Any]] = applied.values_list("reversal", flat=True)  # type: ignore[assignment]
    return [
        product
        for reversal in reversals
        for _, product in sorted((entry[0], entry[2]) for kind in _ENTRIES for entry in reversal[kind])
    ]
