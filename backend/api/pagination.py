"""Keyset pagination: pages that stay put while rows come and go, at the same cost on page 1 and page 1,000.

The cursor holds the sort keys of the row at the edge of a page; the next page is "what sorts after it", which an
index answers, where an offset would count its way there (https://use-the-index-luke.com/no-offset).
"""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from threading import Lock
from typing import Any, Final, NamedTuple
from urllib.parse import urlencode

import orjson
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Lower
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

from .live.log import Position
from .models import Product
from .search import relevance
from .selectors import ROW_COLUMNS, ProductRow, product_row

DEFAULT_LIMIT: Final = 50
MAX_LIMIT: Final = 500
DEFAULT_ORDERING: Final = "-created_at"
RELEVANCE: Final = "relevance"


def _text(raw: Any) -> str:
    if not isinstance(raw, str) or "\0" in raw:
        raise ValueError
    return raw


def _whole(raw: Any) -> int:
    if not isinstance(raw, int) or abs(raw) >= 2**63:
        raise ValueError
    return raw


def _price(raw: Any) -> Decimal:
    if not re.fullmatch(r"[0-9]{1,8}\.[0-9]{2}", _text(raw)):
        raise ValueError
    return Decimal(raw)


def _moment(raw: Any) -> datetime:
    moment = datetime.fromisoformat(raw)
    if moment.tzinfo is None:
        raise ValueError
    return moment.astimezone(UTC)


@dataclass(frozen=True)
class SortKey:
    """What a list is sorted by; `parse` reads a value of it back from a cursor, which anybody may have written.

    It raises ValueError, TypeError or ArithmeticError.
    """

    expression: Any
    parse: Callable[[Any], Any]


_KEYS: Final = {
    "name": SortKey(Lower("name"), _text),
    "sku": SortKey(Lower("sku"), _text),
    "price": SortKey(F("price"), _price),
    "quantity": SortKey(F("quantity"), _whole),
    "created_at": SortKey(F("created_at"), _moment),
    "updated_at": SortKey(F("updated_at"), _moment),
}
ORDERINGS: Final = tuple(_KEYS)


class Page(NamedTuple):
    """*next* and *previous* are cursors, or None at the ends."""

    rows: list[ProductRow]
    next: str | None
    previous: str | None


class Cursor(NamedTuple):
    ordering: str
    backwards: bool
    values: list[Any]


def read_limit(raw: str | None) -> int:
    if not raw:
        return DEFAULT_LIMIT
    if not re.fullmatch(r"[0-9]{1,6}", raw) or not 1 <= int(raw) <= MAX_LIMIT:
        raise ValidationError({"limit": [f"Must be a whole number from 1 to {MAX_LIMIT}."]})
    return int(raw)


def read_ordering(raw: str | None, *, searching: bool) -> str:
    if not raw:
        return RELEVANCE if searching else DEFAULT_ORDERING
    if raw.removeprefix("-") not in _KEYS:
        raise ValidationError(
            {"ordering": [f"Must be one of {', '.join(ORDERINGS)}, with or without a leading -."]}
        )
    return raw


def paginate(products: QuerySet[Product], *, ordering: str, search: str, limit: int, cursor: str | None) -> Page:
    """One page of *products*. Raises ValidationError for a cursor that is not of this ordering."""
    keys = _sort_keys(ordering, search)
    descending = ordering.startswith("-")
    at = _decode(cursor, ordering, keys) if cursor else None
    backwards = bool(at and at.backwards)
    products = products.annotate(**{f"_key{n}": key.expression for n, key in enumerate(keys)})
    names = [*(f"_key{n}" for n in range(len(keys))), "pk"]
    downwards = descending != backwards
    if at:
        products = products.filter(_after(names, at.values, downwards=downwards))
    order = [F(name).desc() if downwards else F(name).asc() for name in names]
    found = list(products.order_by(*order).values_list(*ROW_COLUMNS, *names)[: limit + 1])
    more, found = len(found) > limit, found[:limit]
    if backwards:
        found.reverse()
    edges = [[_plain(value) for value in row[len(ROW_COLUMNS) :]] for row in (found[:1] + found[-1:])]
    has_next, has_previous = (bool(at), more) if backwards else (more, bool(at))
    return Page(
        rows=[product_row(row[: len(ROW_COLUMNS)]) for row in found],
        next=_encode(Cursor(ordering, False, edges[-1])) if edges and has_next else None,
        previous=_encode(Cursor(ordering, True, edges[0])) if edges and has_previous else None,
    )


def count(products: QuerySet[Product], position: Position) -> int:
    """How many *products* there are; counted once for each place in the log, as nothing changes between two."""
    key = (position, *_query_key(products))
    with _totals_lock:
        if key in _totals:
            _totals.move_to_end(key)
            return _totals[key]
    total = products.order_by().count()
    with _totals_lock:
        _totals[key] = total
        while len(_totals) > _TOTALS_KEPT:
            _totals.popitem(last=False)
    return total


def link_header(request: Request, page: Page) -> str:
    """RFC 8288 links to the pages around *page*; empty when it is the only one."""
    links = []
    for rel, cursor in (("next", page.next), ("prev", page.previous)):
        if cursor:
            query = [(name, value) for name, values in request.query_params.lists() for value in values]
            query = [pair for pair in query if pair[0] != "cursor"] + [("cursor", cursor)]
            links.append(f'<{request.build_absolute_uri(request.path)}?{urlencode(query)}>; rel="{rel}"')
    return ", ".join(links)


_TOTALS_KEPT: Final = 256
_totals: OrderedDict[Any, int] = OrderedDict()
_totals_lock = Lock()


def _query_key(products: QuerySet[Product]) -> tuple[str, tuple[Any, ...]]:
    try:
        sql, params = products.order_by().query.sql_with_params()
    except Exception as error:  # Django says so when a condition can never hold
        if type(error).__name__ != "EmptyResultSet":
            raise
        return "", ()
    return sql, tuple(params)


def _sort_keys(ordering: str, search: str) -> list[SortKey]:
    if ordering == RELEVANCE:
        return [SortKey(relevance(search), _whole), _KEYS["name"]]
    return [_KEYS[ordering.removeprefix("-")]]


def _after(names: list[str], values: list[Any], *, downwards: bool) -> Q:
    """Rows that sort after *values*: the first key bounds the index range, the rest breaks ties."""
    beyond = "lt" if downwards else "gt"
    ties = Q()
    for depth, name in enumerate(names):
        equal = {names[i]: values[i] for i in range(depth)}
        ties |= Q(**equal, **{f"{name}__{beyond}": values[depth]})
    return Q(**{f"{names[0]}__{beyond}e": values[0]}) & ties


def _encode(cursor: Cursor) -> str:
    return urlsafe_b64encode(orjson.dumps(list(cursor))).decode().rstrip("=")


def _decode(raw: str, ordering: str, keys: list[SortKey]) -> Cursor:
    try:
        padded = raw + "=" * (-len(raw) % 4)
        made_for, backwards, values = orjson.loads(urlsafe_b64decode(padded))
        if made_for != ordering or not isinstance(backwards, bool) or len(values) != len(keys) + 1:
            raise ValueError
        parsers = [*(key.parse for key in keys), _whole]
        parsed = [parse(value) for parse, value in zip(parsers, values, strict=True)]
    except (ValueError, TypeError, ArithmeticError):
        raise ValidationError({"cursor": ["This cursor is not one of this list's. Start without it."]}) from None
    return Cursor(ordering, backwards, parsed)


def _plain(value: Any) -> Any:
    return (
        value.isoformat() if isinstance(value, datetime) else str(value) if isinstance(value, Decimal) else value
    )
