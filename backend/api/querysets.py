"""The product queryset: bulk writes that are recorded like single ones, and search."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import connections, models, transaction
from django.db.models import F
from django.utils import timezone

from .live import log
from .search import matching
from .selectors import product_rows

if TYPE_CHECKING:
    from .models import Product


class ProductQuerySet(models.QuerySet["Product"]):
    """Bulk methods send no signals, or one a row; each records its own change, in its own transaction."""

    def update(self, **values: Any) -> int:
        with transaction.atomic(using=self.db):
            ids = tuple(self._locked().values_list("pk", flat=True))
            if not ids:
                return 0
            values.setdefault("version", F("version") + 1)
            # Not the database's own time: SQLite's has three decimals, and would not sort among those with six.
            values.setdefault("updated_at", timezone.now())
            log.record("update", ids, using=self.db)
            locked = self
            if connections[self.db].vendor != "sqlite" or len(ids) <= settings.LIVE_BULK_ROWS:
                # Rows that came to match since they were read stay out: nobody has recorded them. On SQLite only
                # a query that picks at random finds such rows. It limits the number of parameters, and beyond
                # LIVE_BULK_ROWS no row is named anyway.
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
            elif kwargs.get("update_conflicts"):
                # Some of these rows were there before, and their version must rise.
                self.model.objects.using(self.db).filter(pk__in=known).update()
            else:
                log.record("create", known, using=self.db)
            return created

    bulk_create.alters_data = True  # type: ignore[attr-defined]

    def delete(self) -> tuple[int, dict[str, int]]:
        with transaction.atomic(using=self.db):
            # Read here at once: the signals of the single rows would each ask for theirs.
            rows = {row["id"]: row for row in product_rows(self._locked())}
            if rows:
                log.record("delete", rows, using=self.db, rows=rows)
            doomed = self
            if len(rows) <= settings.LIVE_BULK_ROWS:
                # By key: asked again, a query that picks at random would name others than were recorded.
                doomed = self.model.objects.using(self.db).filter(pk__in=rows)
            return super(ProductQuerySet, doomed).delete()

    delete.alters_data = True  # type: ignore[attr-defined]
    delete.queryset_only = True  # type: ignore[attr-defined]  # `Product.objects.delete()` must not exist

    def _locked(self) -> "ProductQuerySet":
        """The same products, in no order, locked until the transaction ends."""
        products = self.order_by()
        if connections[self.db].vendor == "postgresql" and (products.query.distinct or products.query.group_by):
            # PostgreSQL locks no rows through DISTINCT or GROUP BY.
            products = self.model.objects.using(self.db).filter(pk__in=products.values("pk"))
        return products.select_for_update(of=("self",))

    def search(self, text: str) -> "ProductQuerySet":
        """Products that hold every word of *text* in name, SKU, barcode or description (see `api/search.py`)."""
        return self.filter(matching(text, using=self.db))
