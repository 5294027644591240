"""Keyset pagination: pages that stay put while rows come and go, at the same cost on page 1 and page 1,000.

The cursor holds the sort keys of the row at the edge of a page; the next page is "what sorts after it", which an
index answers, where an offset would count its way there (https://use-the-index-luke.com/no-offset). An offset is
there for jumps alone: it is counted off in the index, to the keys of the row before it, and goes on as a cursor.
"""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from threading import Lock
from typing import Any, Final, Generic, NamedTuple, TypeVar
from urllib.parse import urlencode

import orjson
from django.db.models import F, Q, QuerySet
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

from ..live.log import Position

DEFAULT_LIMIT: Final = 50
MAX_LIMIT: Final = 500
MAX_OFFSET: Final = 10_000_000
RELEVANCE: Final = "relevance"

Row = TypeVar("Row")


def read_text(raw: Any) -> str:
    if not isinstance(raw, str) or "\0" in raw:
        raise ValueError
    return raw


def read_whole(raw: Any) -> int:
    if not isinstance(raw, int) or abs(raw) >= 2**63:
        raise ValueError
    return raw


def read_price(raw: Any) -> Decimal:
    if not re.fullmatch(r"[0-9]{1,8}\.[0-9]{2}", read_text(raw)):
        raise ValueError
    return Decimal(raw)


def read_moment(raw: Any) -> datetime:
    moment = datetime.fromisoformat(raw)
    if moment.tzinfo is None:
        raise ValueError
    return moment.astimezone(UTC)


@dataclass(frozen=True)
class SortKey:
    """What a list is sorted by; `parse` reads a value of it back from a cursor, which anyone may have written.

    It raises ValueError, TypeError or ArithmeticError.
    """

    expression: Any
    parse: Callable[[Any], Any]


@dataclass(frozen=True)
class Listing(Generic[Row]):
    """A kind of list: the columns and shape of its rows, and what it can be sorted by (ties are broken by id)."""

    columns: tuple[str, ...]
    row: Callable[[tuple[Any, ...]], Row]
    keys: dict[str, SortKey]
    default: str
    # 0 for the best match of a search, and so on; for lists that can be searched.
    relevance: Callable[[str], Any] | None = None
    # Of rows, a search, a limit and how many match: ids among which are the best so many; None where sorting all
    # is as quick.
    best: Callable[[QuerySet[Any], str, int, int], list[int] | None] | None = None
    # Of rows and a search: how many match; None where counting the rows is as quick.
    count_matches: Callable[[QuerySet[Any], str], int | None] | None = None

    @property
    def orderings(self) -> tuple[str, ...]:
        return tuple(self.keys)


class Page(NamedTuple, Generic[Row]):
    """*next* and *previous* are cursors, or None at the ends."""

    rows: list[Row]
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


def read_offset(raw: str | None, *, cursor: str | None) -> int:
    if not raw:
        return 0
    if not re.fullmatch(r"[0-9]{1,8}", raw) or int(raw) > MAX_OFFSET:
        raise ValidationError({"offset": [f"Must be a whole number from 0 to {MAX_OFFSET}."]})
    if cursor:
        raise ValidationError({"offset": ["Goes without a cursor: both say where the page begins."]})
    return int(raw)


def read_ordering(listing: Listing[Any], raw: str | None, *, searching: bool = False) -> str:
    """The ordering to use; when *searching*, the best match comes first unless another is asked for."""
    if not raw:
        return RELEVANCE if searching else listing.default
    if raw.removeprefix("-") not in listing.keys:
        raise ValidationError(
            {"ordering": [f"Must be one of {', '.join(listing.orderings)}, with or without a leading -."]}
        )
    return raw


def paginate(
    listing: Listing[Row],
    rows: QuerySet[Any],
    *,
    ordering: str,
    search: str = "",
    limit: int,
    cursor: str | None,
    offset: int = 0,
) -> Page[Row]:
    """One page of *rows*, from *cursor* on, or from the row that *offset* others come before.

    Raises ValidationError for a cursor that is not of this ordering.
    """
    if ordering == RELEVANCE and listing.relevance:
        keys = [SortKey(listing.relevance(search), read_whole), listing.keys["name"]]
    else:
        keys = [listing.keys[ordering.removeprefix("-")]]
    descending = ordering.startswith("-")
    at = decode_cursor(cursor, ordering, keys) if cursor else None
    backwards = bool(at and at.backwards)
    rows = rows.annotate(**{f"_key{n}": key.expression for n, key in enumerate(keys)})
    names = [*(f"_key{n}" for n in range(len(keys))), "pk"]
    downwards = descending != backwards
    rows = rows.order_by(*[F(name).desc() if downwards else F(name).asc() for name in names])
    if offset:
        # Keys alone: an index has them, so that what is skipped is neither read nor joined.
        before = rows.values_list(*names)[offset - 1 : offset].first()
        if before is None:
            return Page([], None, None)
        at = Cursor(ordering, False, list(before))
    if at:
        rows = rows.filter(_after(names, at.values, downwards=downwards))
    width = len(listing.columns)
    found = list(rows.values_list(*listing.columns, *names)[: limit + 1])
    more, found = len(found) > limit, found[:limit]
    if backwards:
        found.reverse()
    edges = [[plain_value(value) for value in row[width:]] for row in (found[:1] + found[-1:])]
    has_next, has_previous = (bool(at), more) if backwards else (more, bool(at))
    return Page(
        rows=[listing.row(row[:width]) for row in found],
        next=encode_cursor(Cursor(ordering, False, edges[-1])) if edges and has_next else None,
        previous=encode_cursor(Cursor(ordering, True, edges[0])) if edges and has_previous else None,
    )


def count(rows: QuerySet[Any], position: Position, *, quickly: Callable[[], int | None] = lambda: None) -> int:
    """How many *rows* there are; counted once for each place in the log, as nothing changes between two.

    *quickly* may know a quicker way, or return None.
    """
    key = (position, *_query_key(rows))
    with _totals_lock:
        if key in _totals:
            _totals.move_to_end(key)
            return _totals[key]
    total = quickly()
    if total is None:
        total = rows.order_by().count()
    with _totals_lock:
        _totals[key] = total
        while len(_totals) > _TOTALS_KEPT:
            _totals.popitem(last=False)
    return total


def link_header(request: Request, page: Page[Any]) -> str:
    """RFC 8288 links to the pages around *page*; empty when it is the only one."""
    links = []
    for rel, cursor in (("next", page.next), ("prev", page.previous)):
        if cursor:
            query = [(name, value) for name, values in request.query_params.lists() for value in values]
            query = [pair for pair in query if pair[0] not in ("cursor", "offset")] + [("cursor", cursor)]
            links.append(f'<{request.build_absolute_uri(request.path)}?{urlencode(query)}>; rel="{rel}"')
    return ", ".join(links)


_TOTALS_KEPT: Final = 256
_totals: OrderedDict[Any, int] = OrderedDict()
_totals_lock = Lock()


def _query_key(rows: QuerySet[Any]) -> tuple[str, tuple[Any, ...]]:
    try:
        sql, params = rows.order_by().query.sql_with_params()
    except Exception as error:  # Django says so when a condition can never hold
        if type(error).__name__ != "EmptyResultSet":
            raise
        return "", ()
    return sql, tuple(params)


def _after(names: list[str], values: list[Any], *, downwards: bool) -> Q:
    """Rows that sort after *values*: the first key bounds the index range, the rest breaks ties."""
    beyond = "lt" if downwards else "gt"
    ties = Q()
    for depth, name in enumerate(names):
        equal = {names[i]: values[i] for i in range(depth)}
        ties |= Q(**equal, **{f"{name}__{beyond}": values[depth]})
    return Q(**{f"{names[0]}__{beyond}e": values[0]}) & ties


def encode_cursor(cursor: Cursor) -> str:
    return urlsafe_b64encode(orjson.dumps(list(cursor))).decode().rstrip("=")


def decode_cursor(raw: str, ordering: str, keys: list[SortKey]) -> Cursor:
    try:
        padded = raw + "=" * (-len(raw) % 4)
        made_for, backwards, values = orjson.loads(urlsafe_b64decode(padded))
        if made_for != ordering or not isinstance(backwards, bool) or len(values) != len(keys) + 1:
            raise ValueError
        parsers = [*(key.parse for key in keys), read_whole]
        parsed = [parse(value) for parse, value in zip(parsers, values, strict=True)]
    except (ValueError, TypeError, ArithmeticError):
        raise ValidationError({"cursor": ["This cursor belongs to another list. Start without it."]}) from None
    return Cursor(ordering, backwards, parsed)


def plain_value(value: Any) -> Any:
    return (
        value.isoformat() if isinstance(value, datetime) else str(value) if isinstance(value, Decimal) else value
    )
