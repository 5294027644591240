"""Querysets: bulk writes of products that are recorded like single ones, and search."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import connections, models, transaction
from django.db.models import F
from django.dispatch import Signal
from django.utils import timezone

from engine.db.prepared import PreparedInserts

from ..core.batches import ROWS_A_QUERY
from .changes import FIELDS, Before, deleting_products, products_changed, products_created, products_going, written
from .low import is_low
from .product_text import AFTER_TWIN, TEXTS, TWIN, rederive, set_derived, tidy
from .rows import product_rows
from .search import matching, named_by

if TYPE_CHECKING:
    from .models import Category, Product


class CategoryQuerySet(models.QuerySet["Category"]):
    """What follows from a name is kept in step with it, as `Category.save` does."""

    def update(self, **values: Any) -> int:
        with transaction.atomic(using=self.db):
            slugs = list(self.values_list("pk", flat=True)) if "name" in values else []
            changed = super().update(**values)
            for category in self.model.objects.using(self.db).filter(pk__in=slugs):
                category.save(using=self.db, update_fields=["name"])
            return changed

    update.alters_data = True  # type: ignore[attr-defined]

    def bulk_create(self, objs: Iterable["Category"], *args: Any, **kwargs: Any) -> list["Category"]:
        objs = list(objs)
        for category in objs:
            category.tidy()
        return super().bulk_create(objs, *args, **kwargs)

    bulk_create.alters_data = True  # type: ignore[attr-defined]


class ProductQuerySet(PreparedInserts, models.QuerySet["Product"]):
    """Django's bulk methods send no signals, or one a row. These send one for all rows, in their transaction."""

    def update(self, **values: Any) -> int:
        with transaction.atomic(using=self.db):
            columns = written(values)
            found = list(self._locked().values_list("pk", *columns))
            if not found:
                return 0
            before = {pk: dict(zip(columns, stored, strict=True)) for pk, *stored in found} if columns else {}
            ids = tuple(row[0] for row in found)
            values.setdefault("version", F("version") + 1)
            # Not the database's own time: SQLite's has three decimals, and would not sort among those with six.
            values.setdefault("updated_at", timezone.now())
            locked = self
            if connections[self.db].vendor != "sqlite" or len(ids) <= settings.LIVE_BULK_ROWS:
                # Rows that came to match since they were read stay out: nobody has recorded them. On SQLite only
                # a query that picks at random finds such rows. It limits the number of parameters, and beyond
                # LIVE_BULK_ROWS no row is named anyway.
                locked = self.filter(pk__in=ids)
            changed = super(ProductQuerySet, locked).update(**values)
            if not values.keys().isdisjoint(TEXTS):
                rederive(self.model.objects.using(self.db), ids)
            self._tell(products_changed, ids=ids, before=before, moves_stock="quantity" in values)
            return changed

    update.alters_data = True  # type: ignore[attr-defined]  # Django's marker: templates may not call it

    def bulk_create(self, objs: Iterable["Product"], *args: Any, **kwargs: Any) -> list["Product"]:
        objs = list(objs)
        now = timezone.now()
        for product in objs:
            # What is low from the start has not gone low: it gets the mark, and no notice.
            product.low_since = now if is_low(product) else None
            tidy(product)
        derived = [set_derived(product, {name: getattr(product, name) for name in TEXTS}) for product in objs]
        with transaction.atomic(using=self.db):
            may_conflict = kwargs.get("ignore_conflicts") or kwargs.get("update_conflicts")
            there = self._stored_like(objs) if may_conflict else {}
            created = super().bulk_create(objs, *args, **kwargs)
            if not all(derived):
                unknown = self.model.objects.using(self.db).filter(sku_key__gte=TWIN, sku_key__lt=AFTER_TWIN)
                rederive(self.model.objects.using(self.db), unknown.values_list("pk", flat=True))
            # With ignore_conflicts the database does not say which rows it kept.
            known = tuple(product.pk for product in created if product.pk is not None)
            if kwargs.get("ignore_conflicts") or len(known) < len(created):
                skus = [product.sku for product in objs]
                kept = self.model.objects.using(self.db).filter(sku__in=skus).values_list("pk", flat=True)
                new = [pk for pk in kept if pk not in there]
                self._tell(products_created, ids=kept, new=new, unnamed=len(created))
            elif kwargs.get("update_conflicts"):
                # Some of these rows were there before, and their version must rise.
                self.model.objects.using(self.db).filter(pk__in=known).update()
                rederive(self.model.objects.using(self.db), known)
                self._tell(
                    products_changed, ids=known, before={pk: there.get(pk) for pk in known}, moves_stock=True
                )
            else:
                self._tell(products_created, ids=known, new=known, unnamed=0)
            return created

    bulk_create.alters_data = True  # type: ignore[attr-defined]

    def delete(self) -> tuple[int, dict[str, int]]:
        with transaction.atomic(using=self.db):
            # Read here at once: the signals of the single rows would each ask for theirs.
            rows = {row["id"]: row for row in product_rows(self._locked())}
            if rows:
                self._tell(products_going, rows=rows)
            doomed = self
            if len(rows) <= settings.LIVE_BULK_ROWS:
                # By key: asked again, a query that picks at random would name others than were recorded.
                doomed = self.model.objects.using(self.db).filter(pk__in=rows)
            with deleting_products():
                return super(ProductQuerySet, doomed).delete()

    delete.alters_data = True  # type: ignore[attr-defined]
    delete.queryset_only = True  # type: ignore[attr-defined]  # `Product.objects.delete()` must not exist

    def _stored_like(self, objs: list["Product"]) -> Before:
        """What is stored of the products that *objs* may meet, by id."""
        products = self.model.objects.using(self.db).order_by("pk").select_for_update()
        found: Before = {}
        for start in range(0, len(objs), ROWS_A_QUERY):
            chunk = objs[start : start + ROWS_A_QUERY]
            alike = models.Q(sku_key__in=[product.sku_key for product in chunk])
            alike |= models.Q(pk__in=[product.pk for product in chunk if product.pk is not None])
            alike |= models.Q(barcode__in=[product.barcode for product in chunk if product.barcode is not None])
            for pk, *stored in products.filter(alike).values_list("pk", *FIELDS):
                found[pk] = dict(zip(FIELDS, stored, strict=True))
        return found

    def _tell(self, change: Signal, **what: Any) -> None:
        change.send(sender=self.model, using=self.db, **what)

    def _locked(self) -> "ProductQuerySet":
        """The same products by id, locked until the transaction ends. Whoever locks several goes by id."""
        products = self.order_by()
        if connections[self.db].vendor == "postgresql" and (products.query.distinct or products.query.group_by):
            # PostgreSQL locks no rows through DISTINCT or GROUP BY.
            products = self.model.objects.using(self.db).filter(pk__in=products.values("pk"))
        return products.order_by("pk").select_for_update(of=("self",))

    def search(self, text: str) -> "ProductQuerySet":
        """Products that hold every word of *text* in name, SKU, barcode or description (see search.py)."""
        return self.filter(matching(text, using=self.db))

    def named_by(self, code: str) -> "ProductQuerySet":
        """Those of these products that a scanned or typed *code* names, by the best way in which it names any."""
        return self.filter(pk__in=named_by(code, self.model.objects.using(self.db)))
