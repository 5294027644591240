"""The product queryset: bulk writes that are recorded like single ones, and search."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db import connections, models, transaction
from django.db.models import F
from django.db.models.functions import Now

from .live import log
from .search import matching

if TYPE_CHECKING:
    from .models import Product


class ProductQuerySet(models.QuerySet["Product"]):
    """Bulk methods send no signals, so each records its own change, in its own transaction.

    `delete()` needs nothing here: Django sends post_delete for each row as long as a receiver is connected.
    """

    def update(self, **values: Any) -> int:
        with transaction.atomic(using=self.db):
            ids = tuple(self.order_by().select_for_update(of=("self",)).values_list("pk", flat=True))
            if not ids:
                return 0
            values.setdefault("version", F("version") + 1)
            values.setdefault("updated_at", Now())
            log.record("update", ids, using=self.db)
            locked = self
            if connections[self.db].vendor != "sqlite":
                # Rows that came to match since the lock was taken stay out: nobody has recorded them. SQLite
                # has one writer at a time, and a limit on the number of parameters.
                locked = self.filter(pk__in=ids)
            return super(ProductQuerySet, locked).update(**values)

    update.alters_data = True  # type: ignore[attr-defined]  # Django's marker: templates may not call it

    def bulk_create(self, objs: Iterable["Product"], *args: Any, **kwargs: Any) -> list["Product"]:
        with transaction.atomic(using=self.db):
            created = super().bulk_create(objs, *args, **kwargs)
            # With ignore_conflicts the database does not say which rows it kept.
            known = tuple(product.pk for product in created if product.pk is not None)
            if kwargs.get("ignore_conflicts") or len(known) < len(created):
                log.record_bulk(len(created), using=self.db)
            else:
                log.record("create", known, using=self.db)
            return created

    bulk_create.alters_data = True  # type: ignore[attr-defined]

    def search(self, text: str) -> "ProductQuerySet":
        """Products that hold every word of *text* in name, SKU, barcode or description (see `api/search.py`)."""
        return self.filter(matching(text, using=self.db))
