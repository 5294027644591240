"""The products as they were at an instant: one, or a page of a list."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any, Final, NamedTuple, TypeVar

from django.db.models import F, Max, Q, QuerySet
from rest_framework.exceptions import APIException

from ..catalog.listings import PRODUCTS
from ..catalog.models import Product
from ..catalog.rows import ProductRow
from ..core.errors import Gone
from ..core.rows import utc
from ..http.pagination import (
    Cursor,
    Page,
    SortKey,
    decode_cursor,
    encode_cursor,
    paginate,
    plain_value,
    read_whole,
)
from ..stock.models import StockMovement
from ..trail.models import AuditEntry
from ..trail_kinds import PRODUCT
from .others import ORDERS, Values, others, unmoved, with_owners
from .rebuilt import COLUMNS, Then, rebuilt, then, with_quantity_then

# `updated_at` is worked out for the rows of a page alone.
_KEYS: Final[dict[str, SortKey]] = {
    **{name: key for name, key in PRODUCTS.keys.items() if name != "updated_at"},
    "quantity": SortKey(F("quantity_then"), read_whole),
}
PAST: Final = replace(PRODUCTS, columns=COLUMNS, row=then, keys=_KEYS, relevance=None)  # type: ignore[arg-type]
_KEY_OF: Final[dict[str, Callable[[Then], Any]]] = {
    "name": lambda was: was.name_key,
    "sku": lambda was: was.sku_key,
    "price": lambda was: Decimal(was.row["price"]),
    "quantity": lambda was: was.row["quantity"],
    "created_at": lambda was: datetime.fromisoformat(was.row["created_at"]),
}
_TRIES: Final = 5


class NotThereThen(Gone):
    def __init__(self) -> None:
        super().__init__("There was no such product at that time.")


class StillChanging(APIException):
    """Products were changed each time that the list was read."""

    status_code = 503
    default_detail = "Products are changing right now. Try again."
    default_code = "busy"


class Wanted(NamedTuple):
    """Which products: as a filter of those that the database can judge, and as a test of the values of others.

    *fields* are what they are judged by.
    """

    narrow: Callable[[QuerySet[Product, Any]], QuerySet[Product, Any]]
    matches: Callable[[Values], bool]
    fields: frozenset[str]


@dataclass(frozen=True, slots=True)
class PastPage:
    page: Page[ProductRow]
    total: int


def product_at(product_id: int, at: datetime) -> ProductRow:
    """Raises NotThereThen."""

    def read() -> Then | None:
        changed = rebuilt(at, [product_id])
        if product_id in changed:
            return changed[product_id]
        stored = with_quantity_then(Product.objects.filter(pk=product_id).order_by(), at).values_list(*COLUMNS)
        return next(map(then, stored), None)

    found = undisturbed(read, only=product_id)
    if found is None:
        raise NotThereThen
    return _dated([found.row], at)[0]


def page_at(at: datetime, wanted: Wanted, *, ordering: str, limit: int, cursor: str | None) -> PastPage:
    """A page of the list as it was.

    Raises ValidationError for a cursor of another ordering, and StillChanging.
    """
    order = ORDERS[ordering.removeprefix("-")]
    fields = wanted.fields | {order.field}

    def read() -> PastPage:
        rows = wanted.narrow(with_quantity_then(unmoved(at, fields), at))
        places = [_Place(order.key(was), was["id"]) for was in _judged(others(at, fields), wanted)]
        page = _merged(
            paginate(PAST, rows, ordering=ordering, limit=limit, cursor=cursor), places, ordering, limit, cursor
        )
        return PastPage(_as_it_was(page, at), rows.order_by().count() + len(places))

    found = undisturbed(read)
    return replace(found, page=found.page._replace(rows=_dated(found.page.rows, at)))


Found = TypeVar("Found")


def undisturbed(read: Callable[[], Found], *, only: int | None = None) -> Found:
    """What *read* finds, if no product was changed while it read; *only* is the id of the one that matters.

    Each change that one of its statements has seen is in the trail by the end, behind what was its last entry.
    """
    for _ in range(_TRIES):
        head = AuditEntry.objects.order_by("-id").values_list("id", flat=True).first() or 0
        found = read()
        since = AuditEntry.objects.filter(id__gt=head).order_by().values_list("kind", "object_id")
        if not any(kind == PRODUCT.name and only in (None, int(pk)) for kind, pk in since):
            return found
    raise StillChanging


class _Place(NamedTuple):
    """Where a product stands in the list. *row*: as the database found it."""

    key: Any
    id: int
    row: ProductRow | None = None


def _judged(found: Iterable[Values], wanted: Wanted) -> Iterator[Values]:
    named = with_owners(list(found)) if "created_by_id" in wanted.fields else found
    return filter(wanted.matches, named)


def _merged(
    page: Page[Any], others: Sequence[_Place], ordering: str, limit: int, cursor: str | None
) -> Page[_Place]:
    """*page*, of what the database has found, with those of *others* that stand among it."""
    name, descending = ordering.removeprefix("-"), ordering.startswith("-")
    key = _KEY_OF[name]
    at = decode_cursor(cursor, ordering, [_KEYS[name]]) if cursor else None
    backwards = bool(at and at.backwards)
    # In rising order, whatever is asked for: from there on it is a matter of which end is cut.
    rising = sorted(others, key=_place)
    if at:
        after = tuple(at.values)
        is_from_below = descending != backwards
        if is_from_below:
            rising = rising[: bisect_left(rising, after, key=_place)]
        else:
            rising = rising[bisect_right(rising, after, key=_place) :]
    stored = [_Place(key(was), was.row["id"], was.row) for was in page.rows]
    both = sorted([*stored, *rising], key=_place, reverse=descending)
    more = len(both) > limit or (page.previous if backwards else page.next) is not None
    shown = both[-limit:] if backwards else both[:limit]
    has_next, has_previous = (True, more) if backwards else (more, bool(at))

    def edge(place: _Place, *, is_backwards: bool) -> str:
        return encode_cursor(Cursor(ordering, is_backwards, [plain_value(place.key), place.id]))

    return Page(
        rows=shown,
        next=edge(shown[-1], is_backwards=False) if shown and has_next else None,
        previous=edge(shown[0], is_backwards=True) if shown and has_previous else None,
    )


def _place(place: _Place) -> tuple[Any, int]:
    return place.key, place.id


def _as_it_was(page: Page[_Place], at: datetime) -> Page[ProductRow]:
    """With the rows of then. One that cannot be told has been changed while it was read."""
    changed = rebuilt(at, [place.id for place in page.rows])
    rows = [was.row if (was := changed.get(place.id)) else place.row for place in page.rows]
    return Page([row for row in rows if row is not None], page.next, page.previous)


def _dated(rows: list[ProductRow], at: datetime) -> list[ProductRow]:
    """With the last change that the trail and the ledger know of, where there was a later one."""
    later = {row["id"]: row for row in rows if datetime.fromisoformat(row["updated_at"]) >= at}
    last = _last_changes(later.keys(), at)
    for pk, row in later.items():
        row["updated_at"] = utc(last[pk]) if pk in last else row["created_at"]
    return rows


def _last_changes(ids: Collection[int], at: datetime) -> dict[int, datetime]:
    texts = [str(pk) for pk in ids]
    entries = AuditEntry.objects.filter(kind=PRODUCT.name, object_id__in=texts, at__lte=at).order_by()
    found = {int(pk): last for pk, last in entries.values_list("object_id").annotate(last=Max("at"))}
    moved = StockMovement.objects.filter(Q(product__in=ids) | Q(former_product__in=ids), created_at__lte=at)
    by_product = moved.order_by().values_list("product", "former_product").annotate(last=Max("created_at"))
    for product, former, last in by_product:
        pk = product or former
        found[pk] = max(last, found[pk]) if pk in found else last
    return found
