"""Low stock: an alert when a product goes low and one when it recovers, once each.

The product remembers on which side it stands (`low_since`). Just before the commit that changed it, `settle`
compares this with what is true, writes the alerts, and moves the mark: an edge is noticed by whichever way it
came, and by no two transactions. Whoever takes a movement back takes back the alert that it caused: a slip of the
finger and its Undo leave nothing to read.
"""

from collections.abc import Iterable
from typing import Any, Literal

from django.conf import settings
from django.db import models
from django.db.models import Max, Q
from django.utils import timezone

from ..catalog.low import LOW
from ..catalog.models import Product
from ..core.batches import in_batches
from .models import StockAlert, StockMovement

Kind = Literal["low", "recovered"]


def settle(product_ids: Iterable[int] | None, *, using: str) -> dict[int, Kind]:
    """Write the alerts that are due for these products (None: for all), and return them by product."""
    now = timezone.now()
    noticed: dict[int, Kind] = {}
    everything = Product.objects.using(using)
    for products in [everything] if product_ids is None else in_batches(everything, product_ids):
        due = products.filter(Q(LOW, low_since__isnull=True) | Q(~LOW, low_since__isnull=False))
        locked = due.order_by("pk").select_for_update(of=("self",))
        found = list(locked.select_related("created_by"))
        if not found:
            continue
        alerts = [_alert(product, now) for product in found if not _is_excused(product)]
        taken_back = _take_back(alerts, using=using)
        StockAlert.objects.using(using).bulk_create([a for a in alerts if a.product_id not in taken_back])
        low = {alert.product_id for alert in alerts if alert.kind == StockAlert.Kind.LOW}
        for mark, ids in ((now, low), (None, {product.pk for product in found} - low)):
            if ids:
                # Past the product queryset: the mark is no part of the row, so neither version nor event.
                models.QuerySet.update(Product.objects.using(using).filter(pk__in=ids), low_since=mark)
        noticed |= {alert.product_id: alert.kind for alert in alerts}
    return noticed


def _take_back(alerts: list[Any], *, using: str) -> set[int]:
    """Delete the alerts that *alerts* only take back, and return their products.

    The newest movement of such a product reverts one that is no younger than its newest alert. One that has been
    mailed stays, and is answered.
    """
    movements, stored = StockMovement.objects.using(using), StockAlert.objects.using(using)
    reverting = movements.filter(pk__in=_newest(movements, [a.product_id for a in alerts]), reverts__isnull=False)
    undone = dict(reverting.values_list("product_id", "reverts__created_at"))
    if not undone:
        return set()
    last = stored.filter(pk__in=_newest(stored, undone)).exclude(mail=StockAlert.Mail.SENT)
    rows = last.values_list("product_id", "pk", "created_at")
    gone = {product: pk for product, pk, at in rows if product and at >= undone[product]}
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


def _alert(product: Product, now: Any) -> Any:

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
        mail=StockAlert.Mail.DUE if wanted else StockAlert.Mail.NONE,
    )
