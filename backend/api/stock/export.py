"""Movements as CSV."""

from collections.abc import Iterator
from typing import Final

from django.db.models import QuerySet

from ..core.spreadsheets import MARK, csv_lines
from ..http.lists import every_page
from .listings import MOVEMENTS
from .models import StockMovement
from .rows import MovementRow

LIMIT: Final = 100_000
CHUNK: Final = 1_000

_CODE_PLACES: Final = (list(MovementRow.__annotations__).index("sku"),)


def movement_csv(rows: QuerySet[StockMovement], ordering: str) -> Iterator[str]:
    """The first LIMIT of *rows*, read page by page."""
    yield MARK + csv_lines([MovementRow.__annotations__])
    for page in every_page(MOVEMENTS, rows, ordering=ordering, size=CHUNK, most=LIMIT):
        yield csv_lines((row.values() for row in page), codes=_CODE_PLACES)
