"""Products of the past, as HTTP answers. They stand at no place in the live feed, and cannot be written back."""

from collections.abc import Iterator
from datetime import datetime, tzinfo
from typing import Final, NamedTuple

from django.db import close_old_connections
from django.http import QueryDict
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from ..catalog.rows import ProductRow
from ..http.lists import check_list_parameters
from ..http.pagination import link_header, read_limit, read_ordering
from ..http.query_parameters import check_parameters
from .figures import dashboard_at
from .filters import PastFilter, wanted
from .instants import past_headers, read_at
from .reading import PAST, PastPage, page_at, product_at

# Each page of a file looks anew for what has changed since, so there are few of them.
_FILE_PAGE: Final = 5_000


def past_list_response(request: Request, *, owner_id: int | None = None) -> Response:
    """A page of the list at the instant `at`; of the products of the account *owner_id* where that is given."""
    params = request.query_params
    check_list_parameters(params, PastFilter, "at", "ordering", "limit", "cursor", "offset", "code")
    if params.get("offset"):
        raise ValidationError({"offset": ["Lists of the past are read page by page: use the cursor in Link."]})
    at = read_at(params["at"])
    found = page_at(
        at,
        wanted(params, owner_id),
        ordering=read_ordering(PAST, params.get("ordering")),
        limit=read_limit(params.get("limit")),
        cursor=params.get("cursor") or None,
    )
    headers = {"X-Total-Count": str(found.total), **past_headers(at)}
    if links := link_header(request, found.page):
        headers["Link"] = links
    return Response(found.page.rows, headers=headers)


def past_product_response(request: Request, product_id: int) -> Response:
    check_parameters(request.query_params, once=["at"])
    at = read_at(request.query_params["at"])
    return Response(product_at(product_id, at), headers=past_headers(at))


class PastProducts(NamedTuple):
    """All products of a list as they were, *total* of them, page by page."""

    at: datetime
    total: int
    pages: Iterator[list[ProductRow]]


def past_products(params: QueryDict, *, owner_id: int | None) -> PastProducts:
    """What *params* choose, of the products of the account *owner_id* where that is given.

    Raises ValidationError, and StillChanging also while `pages` is read.
    """
    at = read_at(params.get("at") or "")
    chosen, ordering = wanted(params, owner_id), read_ordering(PAST, params.get("ordering"))

    def read(cursor: str | None) -> PastPage:
        return page_at(at, chosen, ordering=ordering, limit=_FILE_PAGE, cursor=cursor)

    first = read(None)

    def pages() -> Iterator[list[ProductRow]]:
        page = first.page
        yield page.rows
        while page.next is not None:
            close_old_connections()  # those of this thread: they may be broken since its last request
            page = read(page.next).page
            yield page.rows

    return PastProducts(at, first.total, pages())


def past_dashboard_response(request: Request, zone: tzinfo) -> Response:
    at = read_at(request.query_params["at"])
    return Response(dashboard_at(at, zone), headers=past_headers(at))
