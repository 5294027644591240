"""What the database cannot sort and judge as it is now: products that were deleted since, and those of which a
field was changed that the list is sorted or filtered by.

All others of a list may have changed as well, but not in what decides whether and where they stand in it.
"""

from collections.abc import Callable, Collection, Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any, Final, NamedTuple

from django.db.models import BigIntegerField, Q, QuerySet
from django.db.models.functions import Cast
from django.utils.dateparse import parse_datetime

from ..catalog.models import Product
from ..catalog.product_text import TEXTS, derive
from ..trail.models import AuditEntry
from ..trail.names import names_of
from ..trail.product_changes import did, has_changed
from .rebuilt import stored_now, totals_then, walked_back

Values = dict[str, Any]


class Order(NamedTuple):
    """What a list is sorted by: the field whose changes move a product, and the key of its values of then."""

    field: str
    key: Callable[[Values], Any]


def _text_key(text: str, name: str) -> Callable[[Values], Any]:
    alone = dict.fromkeys(TEXTS, "")

    def key(values: Values) -> Any:
        now = values["now"]
        if now and values[text] == now[text]:
            return now[name]
        return getattr(derive({**alone, text: values[text]}, known_sku_key=now.get("sku_key", "")), name)

    return key


ORDERS: Final[dict[str, Order]] = {
    "name": Order("name", _text_key("name", "name_key")),
    "sku": Order("sku", _text_key("sku", "sku_key")),
    "price": Order("price", lambda values: Decimal(values["price"])),
    "quantity": Order("quantity_then", lambda values: values["quantity_then"]),
    "created_at": Order("created_at", lambda values: _moment(values["created_at"])),
}

# With the texts of a product come the keys that are made of them.
_KEYS: Final = ("name_key", "sku_key")


def unmoved(at: datetime, fields: Collection[str]) -> QuerySet[Product, Any]:
    """The products that were there at *at*, and whose *fields* are as they were. Asked within the statement."""
    rows: QuerySet[Product, Any] = Product.objects.all()
    for condition in (did("create"), did("delete"), *map(has_changed, _trailed(fields))):
        rows = rows.exclude(pk__in=_ids(at, condition))
    return rows


def others(at: datetime, fields: Collection[str]) -> Iterator[Values]:
    """*fields*, as they were, of the products that `unmoved` leaves out and that were there."""
    ids = set(_ids(at, did("delete")))
    for name in _trailed(fields):
        ids |= set(_ids(at, has_changed(name)))
    there = {pk: was for pk, was in walked_back(at, ids).items() if was is not None}
    columns = {*fields, *(() if set(fields).isdisjoint(TEXTS) else _KEYS)}
    changed = [pk for pk, was in there.items() if not was.is_whole]
    stored = stored_now(changed, at, ["id", *sorted(columns)])
    whole = [pk for pk, was in there.items() if was.is_whole]
    totals = totals_then(whole, at) if "quantity_then" in fields else {}
    for pk, was in there.items():
        if was.is_whole:
            yield {**was.values, "id": pk, "quantity_then": totals.get(pk, 0), "now": {}}
        elif now := stored.get(pk):  # or it has gone this moment, and the trail has gone on
            yield {**now, **was.values, "now": now}


def with_owners(found: list[Values]) -> list[Values]:
    """The same, with the names of their owners as `owner`."""
    names = names_of(values["created_by_id"] for values in found if values["created_by_id"] is not None)
    for values in found:
        values["owner"] = names.get(values["created_by_id"])
    return found


def _trailed(fields: Collection[str]) -> list[str]:
    return sorted(set(fields) - {"quantity_then"})


def _ids(at: datetime, condition: Q) -> QuerySet[AuditEntry, Any]:
    ids: Any = Cast("object_id", BigIntegerField())
    return AuditEntry.objects.filter(condition, at__gt=at).order_by().values_list(ids, flat=True)


def _moment(value: Any) -> Any:
    return parse_datetime(value) if isinstance(value, str) else value
