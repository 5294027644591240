"""What all lists have in common: filters, paging in headers, and where the answer stands in the live feed."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.db import close_old_connections
from django.db.models import QuerySet
from django.http import QueryDict
from django_filters.utils import translate_validation
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from ..live import log
from .conditional import etag
from .filters import takes_many
from .pagination import RELEVANCE, Listing, count, link_header, paginate, read_limit, read_offset, read_ordering
from .query_parameters import check_parameters


def list_response(
    request: Request,
    listing: Listing[Any],
    filter_class: type[Any],
    rows: QuerySet[Any],
    *,
    shape: Callable[[list[Any]], list[Any]] | None = None,
    counted_at: log.Position | None = None,
    others: Iterable[str] = (),
) -> Response:
    """One page of *rows* as a JSON array; *shape* turns a page of rows into what is answered.

    *counted_at* is the place at which *rows* are counted, where they change without an event in the log. *others*
    are parameters that the caller reads.
    """
    params = request.query_params
    check_list_parameters(params, filter_class, "ordering", "limit", "cursor", "offset", *others)
    search = params.get("search", "").strip()
    filtered = filtered_rows(request, filter_class, rows)
    ordering = read_ordering(listing, params.get("ordering"), searching=bool(search and listing.relevance))
    limit = read_limit(params.get("limit"))
    cursor = params.get("cursor") or None
    offset = read_offset(params.get("offset"), cursor=cursor)
    # The position is read before the rows: whatever they miss comes as an event after it.
    position = log.position()

    def count_matches() -> int | None:
        is_narrowed = any(any(params.getlist(name)) for name in filter_class.base_filters if name != "search")
        if not listing.count_matches or not search or is_narrowed:
            return None
        return listing.count_matches(rows, search)

    total = count(filtered, counted_at or position, quickly=count_matches)
    shown = filtered
    if ordering == RELEVANCE and listing.best and not cursor and not offset:
        others = params.copy()
        del others["search"]
        unsearched = filtered_rows(request, filter_class, rows, params=others)
        best = listing.best(unsearched, search, limit + 1, total)
        shown = filtered if best is None else rows.filter(pk__in=best)
    page = paginate(listing, shown, ordering=ordering, search=search, limit=limit, cursor=cursor, offset=offset)
    headers = {"X-Total-Count": str(total), **live_headers(position)}
    if links := link_header(request, page):
        headers["Link"] = links
    return Response(shape(page.rows) if shape else page.rows, headers=headers)


def every_page(
    listing: Listing[Any], rows: QuerySet[Any], *, ordering: str, size: int, most: int | None = None
) -> Iterator[list[Any]]:
    """All of *rows*, or the first *most*, in pages of at most *size*, for an answer that streams.

    Each page is a query of its own, as the next may be asked for on another thread.
    """
    left, cursor = most, None
    while left is None or left > 0:
        close_old_connections()  # those of this thread: they may be broken since its last request
        limit = size if left is None else min(size, left)
        page = paginate(listing, rows, ordering=ordering, limit=limit, cursor=cursor)
        yield page.rows
        left = None if left is None else left - len(page.rows)
        cursor = page.next
        if cursor is None:
            return


def check_list_parameters(params: QueryDict, filter_class: type[Any], *others: str) -> None:
    """Raise ValidationError for parameters that are neither filters of *filter_class* nor *others*."""
    filters = filter_class.base_filters
    repeatable = [name for name, filter_ in filters.items() if takes_many(filter_)]
    check_parameters(
        params, once=[name for name in (*filters, *others) if name not in repeatable], repeatable=repeatable
    )


def filtered_rows(
    request: Request, filter_class: type[Any], rows: QuerySet[Any], *, params: QueryDict | None = None
) -> QuerySet[Any]:
    """*rows* as *params*, or else the query parameters, want them.

    Raises ValidationError for a value that makes no sense.
    """
    filtered = filter_class(request.query_params if params is None else params, queryset=rows, request=request)
    if not filtered.is_valid():
        raise translate_validation(filtered.errors)
    found: QuerySet[Any] = filtered.qs
    return found


def live_headers(position: log.Position | None) -> dict[str, str]:
    """Where an answer stands in the live feed; nothing for one that stands nowhere.

    The head is no substitute for None: what is read after the rows may be ahead of them.
    """
    return {"X-Live-Epoch": position.epoch, "X-Live-Seq": str(position.seq)} if position else {}


def row_response(
    row: Any,
    position: log.Position | None,
    *,
    status: int = status.HTTP_200_OK,
    headers: dict[str, str] | None = None,
) -> Response:
    """An answer of one row, with its version, and where it stands in the feed."""
    return Response(row, status=status, headers={"ETag": etag(row), **live_headers(position), **(headers or {})})
