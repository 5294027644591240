"""Products of the past, as HTTP answers. They stand at no place in the live feed, and cannot be written back."""

from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from ..http.lists import check_list_parameters
from ..http.pagination import link_header, read_limit, read_ordering
from ..http.query_parameters import check_parameters
from .filters import PastFilter, wanted
from .instants import past_headers, read_at
from .reading import PAST, page_at, product_at


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
