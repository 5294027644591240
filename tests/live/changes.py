"""Changes of products, for tests of the log."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from django.db import transaction

from api.models import Product


def make(count: int, **fields: Any) -> list[Product]:
    values: dict[str, Any] = {"name": "Mug", "category_id": "home", "price": "2.50", **fields}
    return Product.objects.bulk_create(Product(sku=f"{values['name']}-{n}", **values) for n in range(count))


class _Undo(Exception):
    pass


@contextmanager
def rolled_back() -> Iterator[None]:
    with suppress(_Undo), transaction.atomic():
        yield
        raise _Undo
