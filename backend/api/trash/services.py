"""Deleted products: kept, restored, and removed for good. Each call is one transaction, but for `keep`."""

import logging
from collections.abc import Collection, Iterable
from datetime import timedelta
from functools import partial
from typing import Any, Final

from django.core.files.storage import default_storage
from django.db import DatabaseError, IntegrityError, models, transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from ..catalog.category_services import bring_back_category
from ..catalog.codes import sku_key
from ..catalog.models import Category, Product
from ..catalog.rows import ProductRow
from ..catalog.selectors import product_rows_by_id
from ..core.actor import current_actor
from ..core.batches import ROWS_A_QUERY, in_batches
from ..core.errors import FieldRefused
from ..stock.models import StockAlert, StockMovement
from ..trail import notes
from ..trail.models import AuditEntry
from .errors import CategoryGone, CodeTaken, NotInTrash
from .models import TrashedProduct

logger = logging.getLogger(__name__)

# Kept in columns of their own, or by `columns` under the same names.
_OWN: Final = ("sku", "name", "quantity", "image", "thumbnail")
_REST: Final = (
    "description",
    "category_id",
    "barcode",
    "price",
    "reorder_level",
    "is_active",
    "created_at",
    "version",
    "low_since",
    "more_pictures",
)
_PRUNED_AT_ONCE: Final = 200


def keep(product_ids: Collection[int], *, using: str) -> None:
    """Put products into the trash that the open transaction has locked and is about to delete."""
    actor = current_actor()
    now = timezone.now()
    for products in in_batches(Product.objects.using(using).order_by("pk"), product_ids):
        found = list(products.values("pk", "created_by_id", *_OWN, *_REST))
        pks = [row["pk"] for row in found]
        of_these = StockMovement.objects.using(using).filter(product__in=pks)
        moved = _ids_by_product(of_these)
        alerts = _ids_by_product(StockAlert.objects.using(using).filter(product__in=pks))
        trashed = [
            TrashedProduct(
                product_id=row["pk"],
                owner_id=row["created_by_id"],
                columns={name: _plain(row[name]) for name in _REST} | {"alerts": alerts.get(row["pk"], [])},
                movements=moved.get(row["pk"], []),
                deleted_at=now,
                deleted_by=actor.get_username() if actor else "",
                **{name: row[name] for name in _OWN},
            )
            for row in found
        ]
        TrashedProduct.objects.using(using).bulk_create(trashed)
        # Past the queryset, as nothing is moved: whose they were is known even when the trash has forgotten it.
        models.QuerySet.update(of_these, former_product=models.F("product"))


def replace_category(old: str, new: str, *, using: str) -> None:
    """Move the products in the trash that are of the category *old* to *new*, as those outside it are moved."""
    for trashed in _of_category(old, using):
        trashed.columns["category_id"] = new
        trashed.save(using=using, update_fields=["columns"])


def keep_category_name(slug: str, name: str, *, using: str) -> None:
    """Remember what a category was called that is being deleted: a product that is restored brings it back."""
    for trashed in _of_category(slug, using):
        trashed.columns["category_name"] = name
        trashed.save(using=using, update_fields=["columns"])


def _of_category(slug: str, using: str) -> Iterable[TrashedProduct]:
    of_it = TrashedProduct.objects.using(using).filter(columns__category_id=slug)
    return of_it.order_by("pk").select_for_update(of=("self",))


def restore(*, product_id: int) -> ProductRow:
    """Make a deleted product again under the id it had, with its picture, its dates and its movements.

    A category that was deleted since comes back with it. Raises NotInTrash, CodeTaken and CategoryGone.
    """
    trashed: TrashedProduct | None = None
    try:
        with transaction.atomic():
            trashed = _locked(product_id)
            columns: dict[str, Any] = trashed.columns
            _check_codes(trashed)
            product = Product(
                pk=product_id,
                created_by_id=trashed.owner_id,
                category_id=_category_of(columns),
                # Without stock at first: the movements that made it come back, and no new one.
                quantity=0,
                **{name: getattr(trashed, name) for name in _OWN if name != "quantity"},
                **{
                    name: columns.get(name)
                    for name in _REST
                    if name not in ("category_id", "created_at", "version", "low_since")
                },
            )
            product.save(force_insert=True)
            Product.objects.filter(pk=product_id).update(
                created_at=_moment(columns["created_at"]), version=columns["version"] + 1
            )
            _return_stock(trashed, _moment(columns["low_since"]))
            trashed.delete()
    except IntegrityError:
        # Someone else may have got the code since it was looked for.
        if trashed:
            _check_codes(trashed)
        raise
    return product_rows_by_id([product_id])[product_id]


def remove(*, product_id: int) -> None:
    """Remove a product from the trash for good, with its pictures. Raises NotInTrash."""
    with transaction.atomic():
        _remove([_locked(product_id)])


def prune(keep_for: timedelta) -> int:
    """Remove what has been in the trash for longer than *keep_for*. Returns how many products."""
    removed = 0
    while True:
        with transaction.atomic():
            old = TrashedProduct.objects.filter(deleted_at__lt=timezone.now() - keep_for).order_by("deleted_at")
            trashed = list(old.select_for_update()[:_PRUNED_AT_ONCE])
            _remove(trashed)
        removed += len(trashed)
        if len(trashed) < _PRUNED_AT_ONCE:
            return removed


def holds(name: str) -> bool:
    """Whether a file is the picture of a product in the trash."""
    held = TrashedProduct.objects.filter(models.Q(image=name) | models.Q(thumbnail=name))
    try:
        return held.exists()
    except DatabaseError:
        logger.warning("The file %s stays: the database does not say whether the trash holds it.", name)
        return True


def _locked(product_id: int) -> TrashedProduct:
    trashed = TrashedProduct.objects.select_for_update(of=("self",)).filter(pk=product_id).first()
    if trashed is None:
        raise NotInTrash
    return trashed


def _check_codes(trashed: TrashedProduct) -> None:
    if Product.objects.filter(sku_key=sku_key(trashed.sku)).exists():
        raise CodeTaken("SKU", trashed.sku)
    barcode = trashed.columns["barcode"]
    if barcode and Product.objects.filter(barcode=barcode).exists():
        raise CodeTaken("barcode", barcode)


def _category_of(columns: dict[str, Any]) -> str:
    slug = str(columns["category_id"])
    if Category.objects.filter(pk=slug).exists():
        return slug
    name = columns.get("category_name", slug)
    try:
        return bring_back_category(name=name, slug=slug).pk
    except FieldRefused as refused:
        raise CategoryGone(name) from refused


def _ids_by_product(rows: models.QuerySet[Any]) -> dict[int, list[int]]:
    ids: dict[int, list[int]] = {}
    for product_id, pk in rows.order_by("product", "id").values_list("product_id", "id"):
        ids.setdefault(product_id, []).append(pk)
    return ids


def _return_stock(trashed: TrashedProduct, low_since: Any) -> None:
    """The quantity, with its movements and alerts. Past the querysets: nothing is moved by this."""
    for start in range(0, len(trashed.movements), ROWS_A_QUERY):
        ids = trashed.movements[start : start + ROWS_A_QUERY]
        models.QuerySet.update(
            StockMovement.objects.filter(pk__in=ids), product=trashed.product_id, former_product=None
        )
    # What was deleted by an earlier version does not say which its alerts were.
    for alerts in in_batches(StockAlert.objects.all(), trashed.columns.get("alerts", ())):
        alerts.update(product=trashed.product_id)
    models.QuerySet.update(
        Product.objects.filter(pk=trashed.product_id), quantity=trashed.quantity, low_since=low_since
    )


def _remove(trashed: Iterable[TrashedProduct]) -> None:
    for product in trashed:
        product_id, files = product.product_id, [product.image, product.thumbnail]
        files += [name for picture in product.columns.get("more_pictures") or () for name in picture.values()]
        product.delete()
        notes.note_event(
            AuditEntry.Action.DELETE, "trash", product_id, details={"name": product.name, "sku": product.sku}
        )
        for name in filter(None, files):
            # After the commit, when the trash holds it no longer. One that cannot be removed is logged by Django.
            transaction.on_commit(partial(default_storage.delete, name), robust=True)


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, bool | int | str | list) else str(value)


def _moment(text: str | None) -> Any:
    return parse_datetime(text) if text else None
