"""Querysets: bulk writes of products that are recorded like single ones, search, and movements that stay."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import connections, models, transaction
from django.db.models import F
from django.utils import timezone

from backend.db.prepared import PreparedInserts

from . import alerts, ledger
from .live import log
from .search import matching
from .selectors import product_rows

if TYPE_CHECKING:
    from .models import Product, StockMovement


class ProductQuerySet(PreparedInserts, models.QuerySet["Product"]):
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
            changed = super(ProductQuerySet, locked).update(**values)
            if "quantity" in values:
                ledger.settle(ids, reason="correction", using=self.db)
            return changed

    update.alters_data = True  # type: ignore[attr-defined]  # Django's marker: templates may not call it

    def bulk_create(self, objs: Iterable["Product"], *args: Any, **kwargs: Any) -> list["Product"]:
        objs = list(objs)
        now = timezone.now()
        for product in objs:
            # What is low from the start has not gone low: it gets the mark, and no notice.
            product.low_since = now if alerts.is_low(product) else None
        with transaction.atomic(using=self.db):
            created = super().bulk_create(objs, *args, **kwargs)
            # With ignore_conflicts the database does not say which rows it kept.
            known = tuple(product.pk for product in created if product.pk is not None)
            if kwargs.get("ignore_conflicts") or len(known) < len(created):
                log.record_bulk(len(created), using=self.db)
                skus = [product.sku for product in objs]
                kept = self.model.objects.using(self.db).filter(sku__in=skus).values_list("pk", flat=True)
                ledger.settle(kept, reason="initial", using=self.db)
            elif kwargs.get("update_conflicts"):
                # Some of these rows were there before, and their version must rise.
                self.model.objects.using(self.db).filter(pk__in=known).update()
                ledger.settle(known, reason="correction", using=self.db)
            else:
                log.record("create", known, using=self.db)
                self._open_ledger(created)
            return created

    bulk_create.alters_data = True  # type: ignore[attr-defined]

    def _open_ledger(self, created: list["Product"]) -> None:
        ledger.settle([product.pk for product in created], reason="initial", using=self.db)

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
            with ledger.cutting_links():
                return super(ProductQuerySet, doomed).delete()

    delete.alters_data = True  # type: ignore[attr-defined]
    delete.queryset_only = True  # type: ignore[attr-defined]  # `Product.objects.delete()` must not exist

    def _locked(self) -> "ProductQuerySet":
        """The same products by id, locked until the transaction ends. Whoever locks several goes by id."""
        products = self.order_by()
        if connections[self.db].vendor == "postgresql" and (products.query.distinct or products.query.group_by):
            # PostgreSQL locks no rows through DISTINCT or GROUP BY.
            products = self.model.objects.using(self.db).filter(pk__in=products.values("pk"))
        return products.order_by("pk").select_for_update(of=("self",))

    def search(self, text: str) -> "ProductQuerySet":
        """Products that hold every word of *text* in name, SKU, barcode or description (see `api/search.py`)."""
        return self.filter(matching(text, using=self.db))


class MovementQuerySet(models.QuerySet["StockMovement"]):
    """Movements are appended, and stay as they are. Only the links to what is deleted are cut."""

    def update(self, **values: Any) -> int:
        # What Django sets to null when an account or a product goes.
        cut = {"actor", "product"} if ledger.links_may_be_cut() else {"actor"}
        if any(name not in cut or value is not None for name, value in values.items()):
            raise ledger.AppendOnly("Movements are posted by the ledger and never changed.")
        return super().update(**values)

    update.alters_data = True  # type: ignore[attr-defined]

    def bulk_create(self, *args: Any, **kwargs: Any) -> list["StockMovement"]:
        raise ledger.AppendOnly("Movements are posted by the ledger: a quantity would not follow.")

    bulk_create.alters_data = True  # type: ignore[attr-defined]

    def delete(self) -> tuple[int, dict[str, int]]:
        raise ledger.AppendOnly("Movements are never deleted.")

    delete.alters_data = True  # type: ignore[attr-defined]
    delete.queryset_only = True  # type: ignore[attr-defined]

    def _raw_delete(self, using: str | None) -> int:
        raise ledger.AppendOnly("Movements are never deleted.")
