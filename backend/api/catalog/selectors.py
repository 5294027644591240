"""Reads of products by id."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from engine.db.prepared import Prepared

from .models import Product
from .rows import ROW_COLUMNS, ProductRow, product_row, product_rows

# Up to this many, asking for one after the other is quicker than compiling a query for all of them.
_FEW = 8


def product_rows_by_id(ids: Iterable[int], *, using: str = "default") -> dict[int, ProductRow]:
    """Rows by product id; ids that do not exist are missing from the answer."""
    wanted = list(ids)
    if len(wanted) <= _FEW:
        found = [values for pk in wanted for values in _one_product.rows(pk, using=using)]
        return {values[0]: product_row(values) for values in found}
    rows = product_rows(Product.objects.using(using).filter(pk__in=wanted).order_by())
    return {row["id"]: row for row in rows}


@Prepared
def _one_product(pk: int) -> QuerySet[Product, Any]:
    return Product.objects.filter(pk=pk).order_by().values_list(*ROW_COLUMNS)
