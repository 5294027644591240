"""Many rows by id, some at a time: a statement takes only so many parameters."""

from collections.abc import Iterable, Iterator
from typing import Any, Final, TypeVar

from django.db.models import QuerySet

ROWS_A_QUERY: Final = 500

Rows = TypeVar("Rows", bound=QuerySet[Any])


def in_batches(rows: Rows, ids: Iterable[int]) -> Iterator[Rows]:
    """Those of *rows* that have one of *ids*, in querysets of at most ROWS_A_QUERY."""
    listed = list(ids)
    for start in range(0, len(listed), ROWS_A_QUERY):
        yield rows.filter(pk__in=listed[start : start + ROWS_A_QUERY])
