"""What has happened to products, told to whoever keeps a record of it (api/signals.py).

All are sent inside the transaction that makes the change. A single instance's own change is told by Django's
`post_save` and `pre_delete`.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Final

from django.dispatch import Signal

FIELDS: Final = (
    "sku",
    "name",
    "description",
    "category_id",
    "barcode",
    "price",
    "reorder_level",
    "image",
    "thumbnail",
    "more_pictures",
    "is_active",
    "created_by_id",
    "created_at",
)
"""What people know a product by. Not the quantity, whose history is the ledger's."""

products_created = Signal()
"""Many at once. *ids*; *new*: those of them that were not there before; *unnamed*: above 0 where the database does
not say which of about so many rows it kept; *using*. Where they are known, *after*: by id, what has been stored in
FIELDS. *opens_ledger* is False if the sender posts their movements itself."""

products_changed = Signal()
"""Many at once. *ids*; *before*: by id, what was in those of FIELDS that may have changed, None for a new product;
*moves_stock*: whether their quantities may have changed; *using*."""

products_going = Signal()
"""Many at once, which are still there, and locked. *rows* by id, as they were last; *using*."""

quantity_saved = Signal()
"""By `Product.save`. *product*, whose quantity was *before* (0 when it *is_new*) and is another now; *using*."""

categories_changed = Signal()
"""Their order, which no `post_save` tells of. *using*."""

category_replaced = Signal()
"""The products of the category *old* have gone to *new*, and it goes."""

_deleting: ContextVar[bool] = ContextVar("deleting_products", default=False)


@contextmanager
def deleting_products() -> Iterator[None]:
    """Inside, products are being deleted: what remembers them may lose the link to them."""
    token = _deleting.set(True)
    try:
        yield
    finally:
        _deleting.reset(token)


def products_are_being_deleted() -> bool:
    return _deleting.get()


Before = dict[int, dict[str, Any] | None]


def written(names: Iterable[str]) -> tuple[str, ...]:
    """Those of FIELDS that are written under *names*: `category` and `category_id` are the same."""
    known = set(names)
    return tuple(field for field in FIELDS if field in known or field.removesuffix("_id") in known)
