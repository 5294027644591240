"""Products as they were: the trail is walked back from now.

A quantity is what is on hand now, less what was moved since then. Of a product that is deleted, it is the sum of
its movements until then.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any, Final, NamedTuple

import orjson
from django.db.models import F, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils.dateparse import parse_datetime

from ..catalog.changes import FIELDS
from ..catalog.models import Product
from ..catalog.pictures import StoredPicture
from ..catalog.product_text import TEXTS, derive
from ..catalog.rows import ROW_COLUMNS, ProductRow, product_row
from ..core.batches import ROWS_A_QUERY, in_batches
from ..stock.models import StockMovement
from ..trail.models import AuditEntry
from ..trail.names import names_of
from ..trail_kinds import PRODUCT
from ..trash.models import TrashedProduct

_CHANGES: Final = ("create", "update", "delete")

# ROW_COLUMNS with the quantity of then, and the keys that lists are sorted by.
COLUMNS: Final = (
    *("quantity_then" if name == "quantity" else name for name in ROW_COLUMNS),
    "name_key",
    "sku_key",
)


class Then(NamedTuple):
    """A product as it was, and what it is sorted by."""

    row: ProductRow
    name_key: str
    sku_key: str


def then(values: tuple[Any, ...]) -> Then:
    """From its COLUMNS. The version of then is not known: 0 is none that a write could be made on."""
    row = product_row(values[:-2])
    row["version"] = 0
    return Then(row, *values[-2:])


def with_quantity_then(products: QuerySet[Product], at: datetime) -> QuerySet[Product, Any]:
    """One statement sees one moment: no movement is counted in the quantity and missing in the difference."""
    moved = StockMovement.objects.filter(product=OuterRef("pk"), created_at__gt=at).order_by().values("product")
    since: Any = Subquery(moved.values(total=Sum("delta")))
    return products.annotate(quantity_then=F("quantity") - Coalesce(since, 0))


def rebuilt(at: datetime, ids: Collection[int]) -> dict[int, Then | None]:
    """Those of *ids* that the trail has changed since *at*, as they were; None for one that was not there."""
    walked = walked_back(at, ids)
    found: dict[int, Then | None] = dict.fromkeys(walked)
    there = {pk: was for pk, was in walked.items() if was is not None}
    whole = [pk for pk, was in there.items() if was.is_whole]
    stored = stored_now([pk for pk, was in there.items() if not was.is_whole], at, COLUMNS)
    totals, kept = totals_then(whole, at), _kept_pictures(whole)
    rows: list[tuple[dict[str, Any], dict[str, Any]]] = []
    for pk, was in there.items():
        if was.is_whole:
            more = {"quantity_then": totals.get(pk, 0), "updated_at": at, "version": 0}
            rows.append((_values(pk, {**was.values, **more}, kept.get(pk, set())), {}))
        elif pk in stored:  # or it has gone this moment, and the trail has gone on
            now = stored[pk]
            rows.append((_values(pk, {**now, **was.values}, _names(now["image"], now["more_pictures"])), now))
    owners = names_of(values["created_by_id"] for values, _ in rows if values["created_by_id"] is not None)
    for values, now in rows:
        values |= {"created_by__username": owners.get(values["created_by_id"]), **_keys(values, now)}
        found[values["id"]] = then(tuple(values[name] for name in COLUMNS))
    return found


@dataclass(slots=True)
class Was:
    """What is known of a product; *is_whole*: all of it, and not only where it differs from now."""

    values: dict[str, Any] = field(default_factory=dict)
    is_whole: bool = False


def walked_back(at: datetime, ids: Collection[int]) -> dict[int, Was | None]:
    """What each of *ids* was that the trail has changed since; None for one that was not there.

    The entries are read forwards: of each field, the first one after *at* has its value of then.
    """
    walked: dict[int, Was | None] = {}
    listed = list(ids)
    for start in range(0, len(listed), ROWS_A_QUERY):
        some = [str(pk) for pk in listed[start : start + ROWS_A_QUERY]]
        entries = product_entries().filter(object_id__in=some, at__gt=at).order_by("id")
        for object_id, action, changes in entries.values_list("object_id", "action", "changes"):
            _follow(walked, int(object_id), action, changes)
    return walked


def _follow(walked: dict[int, Was | None], pk: int, action: str, changes: str) -> None:
    if pk not in walked:
        walked[pk] = None if action == "create" else Was()
    was = walked[pk]
    if was is None or was.is_whole:
        return  # it was not there, or all of it is known
    if action == "update":
        for name, (old, _) in orjson.loads(changes).items():
            was.values.setdefault(name, old)
    else:
        gone = orjson.loads(changes)
        was.values = {name: gone.get(name, PRODUCT.empty[name]) for name in FIELDS} | was.values
        was.is_whole = True


def product_entries() -> QuerySet[AuditEntry]:
    return AuditEntry.objects.filter(kind=PRODUCT.name, action__in=_CHANGES).order_by()


def stored_now(ids: Collection[int], at: datetime, columns: Sequence[str]) -> dict[int, dict[str, Any]]:
    """*columns* of those of *ids* that are there now, with the quantity of then; the first one is `id`."""
    found: dict[int, dict[str, Any]] = {}
    products: QuerySet[Product, Any] = Product.objects.order_by()
    if "quantity_then" in columns:
        products = with_quantity_then(products, at)
    for batch in in_batches(products, ids):
        for values in batch.values_list(*columns):
            found[values[0]] = dict(zip(columns, values, strict=True))
    return found


def totals_then(ids: Collection[int], at: datetime) -> dict[int, int]:
    """What was on hand of products that were deleted since, some of which may have been restored."""
    listed, found = list(ids), dict[int, int]()
    for start in range(0, len(listed), ROWS_A_QUERY):
        some = listed[start : start + ROWS_A_QUERY]
        for owner in ("former_product", "product"):
            moved = StockMovement.objects.filter(**{f"{owner}__in": some}, created_at__lte=at).order_by()
            found |= dict(moved.values_list(owner).annotate(total=Sum("delta")))
    return found


def _kept_pictures(ids: Collection[int]) -> dict[int, set[str]]:
    """The pictures that deleted and restored products still have, by id."""
    found: dict[int, set[str]] = {}
    for products in in_batches(Product.objects.order_by(), ids):
        found |= {
            pk: _names(image, more) for pk, image, more in products.values_list("pk", "image", "more_pictures")
        }
    for trashed in in_batches(TrashedProduct.objects.order_by(), ids):
        for pk, image, columns in trashed.values_list("product_id", "image", "columns"):
            found[pk] = _names(image, columns.get("more_pictures"))
    return found


def _names(image: str, more: list[StoredPicture] | None) -> set[str]:
    return {image, *(picture["image"] for picture in more or ())}


def _keys(values: dict[str, Any], now: dict[str, Any]) -> dict[str, str]:
    """What it was sorted by; *now*: its present values, if it has not been deleted since."""
    if now and all(values[name] == now[name] for name in TEXTS):
        return {}
    derived = derive({name: values[name] for name in TEXTS}, known_sku_key=now.get("sku_key", ""))
    return {"name_key": derived.name_key, "sku_key": derived.sku_key}


def _values(pk: int, values: dict[str, Any], kept: Collection[str]) -> dict[str, Any]:
    """*values*, some of which are as the trail stores them, as those of COLUMNS. Of the pictures, those that are
    *kept*: one that was replaced or removed is not."""
    price, created_at = values["price"], values["created_at"]
    is_kept = values["image"] in kept
    return {
        **values,
        "id": pk,
        "price": Decimal(price),
        "created_at": parse_datetime(created_at) if isinstance(created_at, str) else created_at,
        "image": values["image"] if is_kept else "",
        "thumbnail": values["thumbnail"] if is_kept else "",
        "more_pictures": [picture for picture in values["more_pictures"] or () if picture["image"] in kept],
    }
