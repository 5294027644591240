"""What all lists have in common: filters, paging in headers, and where the answer stands in the live feed."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django_filters.utils import translate_validation
from rest_framework.request import Request
from rest_framework.response import Response

from ..live import log
from ..pagination import Listing, count, link_header, paginate, read_limit, read_offset, read_ordering
from ..selectors import ProductRow


def list_response(
    request: Request,
    listing: Listing[Any],
    filter_class: type[Any],
    rows: QuerySet[Any],
    *,
    shape: Callable[[list[Any]], list[Any]] | None = None,
) -> Response:
    """One page of *rows* as a JSON array; *shape* turns a page of rows into what is answered."""
    params = request.query_params
    search = params.get("search", "").strip()
    filtered = filtered_rows(request, filter_class, rows)
    ordering = read_ordering(listing, params.get("ordering"), searching=bool(search) and "name" in listing.keys)
    limit = read_limit(params.get("limit"))
    cursor = params.get("cursor") or None
    offset = read_offset(params.get("offset"), cursor=cursor)
    # The position is read before the rows: whatever they miss comes as an event after it.
    position = log.position()
    page = paginate(listing, filtered, ordering=ordering, search=search, limit=limit, cursor=cursor, offset=offset)
    headers = {"X-Total-Count": str(count(filtered, position)), **live_headers(position)}
    if links := link_header(request, page):
        headers["Link"] = links
    return Response(shape(page.rows) if shape else page.rows, headers=headers)


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
    # A write that changed nothing has no event of its own: it stands at the head.
    epoch, seq = position or log.position()
    return {"X-Live-Epoch": epoch, "X-Live-Seq": str(seq)}


def etag(row: ProductRow) -> str:
    return f'"v{row["version"]}"'
