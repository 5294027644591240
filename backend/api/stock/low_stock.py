"""Low stock: an alert when a product goes low and one when it recovers, once each.

The product remembers on which side it stands (`low_since`). Just before the commit that changed it, `settle`
compares this with what is true, writes the alerts, and moves the mark: an edge is noticed by whichever way it
came, and by no two transactions. Undoing a change removes the alert that it caused, and no other: a slip of the
finger and its Undo leave nothing to read.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Literal

from django.conf import settings
from django.db import models
from django.db.models import Max, Q
from django.utils import timezone

from ..catalog.low import LOW
from ..catalog.models import Product
from ..core.batches import in_batches
from .models import StockAlert

Kind = Literal["low", "recovered"]


def settle(
    product_ids: Iterable[int] | None,
    *,
    using: str,
    movements: Mapping[int, Mapping[str, Any]],
    undone: Mapping[int, int],
) -> dict[int, Kind]:
    """Write the alerts that are due for these products (None: for all), and return them by product.

    By product, *movements* has the row of the last one of this transaction, and *undone* the version that came
    with the change that this transaction takes back.
    """
    now = timezone.now()
    noticed: dict[int, Kind] = {}
    everything = Product.objects.using(using)
    for products in [everything] if product_ids is None else in_batches(everything, product_ids):
        due = products.filter(Q(LOW, low_since__isnull=True) | Q(~LOW, low_since__isnull=False))
        locked = due.order_by("pk").select_for_update(of=("self",))
        found = list(locked.select_related("created_by"))
        if not found:
            continue
        taken_back = _take_back([product.pk for product in found], movements, undone, using=using)
        told = [product for product in found if product.pk in taken_back or not _is_excused(product)]
        alerts = [_alert(product, now, movements.get(product.pk)) for product in told]
        StockAlert.objects.using(using).bulk_create([a for a in alerts if a.product_id not in taken_back])
        low = {alert.product_id for alert in alerts if alert.kind == StockAlert.Kind.LOW}
        for mark, ids in ((now, low), (None, {product.pk for product in found} - low)):
            if ids:
                # Past the product queryset: the mark is no part of the row, so neither version nor event.
                models.QuerySet.update(Product.objects.using(using).filter(pk__in=ids), low_since=mark)
        noticed |= {alert.product_id: alert.kind for alert in alerts}
    return noticed


def _take_back(
    product_ids: Iterable[int],
    movements: Mapping[int, Mapping[str, Any]],
    undone: Mapping[int, int],
    *,
    using: str,
) -> set[int]:
    """Delete the newest alert of each product whose cause is undone, and return the products.

    One that has been mailed stays, and is answered.
    """
    reverted = {pk: movements[pk]["reverts"] for pk in product_ids if pk in movements and movements[pk]["reverts"]}
    undone = {pk: undone[pk] for pk in product_ids if pk in undone}
    if not reverted and not undone:
        return set()
    stored = StockAlert.objects.using(using)
    last = stored.filter(pk__in=_newest(stored, {*reverted, *undone})).exclude(mail=StockAlert.Mail.SENT)
    rows = last.values_list("product_id", "pk", "movement_id", "version")
    gone = {
        product: pk
        for product, pk, movement, version in rows
        if product and ((product, movement) in reverted.items() or (product, version) in undone.items())
    }
    stored.filter(pk__in=list(gone.values())).delete()
    return set(gone)


def _newest(rows: models.QuerySet[Any], product_ids: Iterable[int]) -> models.QuerySet[Any, Any]:
    """The id of the newest of *rows* of each product."""
    of_products = rows.filter(product__in=list(product_ids)).order_by().values("product")
    newest: models.QuerySet[Any, Any] = of_products.annotate(newest=Max("pk")).values("newest")
    return newest


def _is_excused(product: Product) -> bool:
    """Whether it is low no longer because nobody asks any more: that is no recovery to tell people of."""
    return bool(product.low_since) and (not product.is_active or product.reorder_level is None)


def _alert(product: Product, now: Any, movement: Mapping[str, Any] | None) -> Any:
    kind: Kind = "recovered" if product.low_since else "low"
    owner = product.created_by
    wanted = settings.EMAIL_HOST and owner is not None and owner.is_active and owner.email
    return StockAlert(
        product=product,
        sku=product.sku,
        name=product.name,
        kind=kind,
        quantity=product.quantity,
        reorder_level=product.reorder_level,
        owner=owner,
        created_at=now,
        movement_id=movement["id"] if movement else None,
        version=product.version,
        mail=StockAlert.Mail.DUE if wanted else StockAlert.Mail.NONE,
    )
