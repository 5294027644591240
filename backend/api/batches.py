"""Many products by id, some at a time: a statement takes only so many parameters."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from .querysets import ProductQuerySet

ROWS_A_QUERY: Final = 500


def in_batches(products: "ProductQuerySet", ids: Iterable[int]) -> "Iterator[ProductQuerySet]":
    """Those of *products* that have one of *ids*, in querysets of at most ROWS_A_QUERY."""
    listed = list(ids)
    for start in range(0, len(listed), ROWS_A_QUERY):
        yield products.filter(pk__in=listed[start : start + ROWS_A_QUERY])
