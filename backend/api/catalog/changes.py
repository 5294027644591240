"""What has happened to products, told to whoever keeps a record of it (api/signals.py).

All are sent inside the transaction that makes the change. A single instance's own change is told by Django's
`post_save` and `pre_delete`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.dispatch import Signal

products_created = Signal()
"""Many at once. *ids*; *unnamed*: above 0 where the database does not say which of about so many rows it kept;
*moves_stock*: whether the ledger is to follow; *using*."""

products_changed = Signal()
"""Many at once. *ids*; *moves_stock*: whether their quantities may have changed; *using*."""

products_going = Signal()
"""Many at once, which are still there, and locked. *rows* by id, as they were last; *using*."""

quantity_saved = Signal()
"""By `Product.save`. *product*, whose quantity was *before* (0 when it *is_new*) and is another now; *using*."""

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
