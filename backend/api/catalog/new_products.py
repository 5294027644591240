"""Stores many new products past the models: to make a million instances takes longer than to store their rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from django.db import connections
from django.utils import timezone

from engine.db.inserts import insert_rows

from .changes import FIELDS, products_created
from .low import is_low
from .models import Product
from .product_text import DERIVED, derive


@dataclass(slots=True)
class NewProduct:
    """A product that is not stored yet. Its text is tidy (`product_text.tidy`), its price has two decimals."""

    sku: str
    name: str
    description: str
    category_id: str
    price: Decimal
    quantity: int
    reorder_level: int | None
    image: str
    thumbnail: str
    is_active: bool
    created_by: Any
    created_at: datetime
    updated_at: datetime
    version: int
    barcode: str | None = None
    more_pictures: None = None

    @property
    def created_by_id(self) -> int:
        return int(self.created_by.pk)


_COLUMNS: Final = (*FIELDS, "quantity", "updated_at", "version", "low_since", *DERIVED)


def store_new(products: Sequence[NewProduct], *, using: str = "default") -> list[int]:
    """Store *products* with the times and versions that they have, and tell of them. Returns their ids in order.

    Call it inside the transaction that posts their past: it does not open their ledgers.
    """
    now = timezone.now()
    connection = connections[using]
    known = [{name: getattr(product, name) for name in FIELDS} for product in products]
    rows = [
        (
            *fields.values(),
            product.quantity,
            product.updated_at,
            product.version,
            now if is_low(product) else None,
            *derive(fields),
        )
        for product, fields in zip(products, known, strict=True)
    ]
    ids = insert_rows(connection, Product._meta.db_table, _COLUMNS, rows)
    after = dict(zip(ids, known, strict=True))
    products_created.send(
        sender=Product, ids=ids, new=ids, after=after, unnamed=0, opens_ledger=False, using=using
    )
    return ids
