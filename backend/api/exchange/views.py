"""Files in, files out: HTTP. What a file says is read in table.py; what becomes of it is in check.py and apply.py."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from django.http import StreamingHttpResponse
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.views import APIView

from ..catalog.filters import ProductFilter
from ..catalog.listings import PRODUCTS
from ..catalog.models import Product
from ..catalog.rows import ProductRow
from ..catalog.selectors import product_rows_by_id
from ..http.lists import check_list_parameters, every_page, filtered_rows, live_headers
from ..http.pagination import read_ordering
from ..http.parsers import JSONParser
from ..http.renderers import Unasked
from ..live import log
from .export import CONTENT_TYPES, product_file
from .schema import EXPORT_PARAMETERS, EXPORT_RESPONSES
from .serializers import ListExportSerializer, SelectionSerializer

EXPORT_PAGE: Final = 1_000


class ExportView(APIView):
    content_negotiation_class = Unasked
    parser_classes = (JSONParser,)

    @extend_schema(parameters=EXPORT_PARAMETERS, responses=EXPORT_RESPONSES, filters=False)
    def get(self, request: Request) -> StreamingHttpResponse:
        """The list as a file, CSV or XLSX: all products that the list's own parameters choose, in its order.

        It can be imported as it is. `id`, `version` and `owner` are for reading. `sheet=count` is a sheet to count
        the stock with; imported as `stock`, it says what was expected.
        """
        params = request.query_params
        check_list_parameters(params, ProductFilter, "ordering", "scope", "type", "sheet", "fields")
        serializer = ListExportSerializer(data=params.dict())
        serializer.is_valid(raise_exception=True)
        rows = Product.objects.all()
        if serializer.validated_data["scope"] == "mine":
            rows = rows.filter(created_by=request.user.pk)
        found = filtered_rows(request, ProductFilter, rows)
        ordering = read_ordering(PRODUCTS, params.get("ordering"))
        position = log.position()
        pages = every_page(PRODUCTS, found, ordering=ordering, size=EXPORT_PAGE)
        return _file_answer(pages, found.count(), position, serializer.validated_data)

    @extend_schema(request=SelectionSerializer, responses=EXPORT_RESPONSES)
    def post(self, request: Request) -> StreamingHttpResponse:
        """The products with `ids` as a file, in their order. Those that are there no more are left out."""
        serializer = SelectionSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        wanted = serializer.validated_data
        ids = list(dict.fromkeys(wanted["ids"]))
        position = log.position()
        count = sum(
            Product.objects.filter(pk__in=ids[start : start + EXPORT_PAGE]).count()
            for start in range(0, len(ids), EXPORT_PAGE)
        )
        return _file_answer(_pages_by_id(ids), count, position, wanted)


def _pages_by_id(ids: Sequence[int]) -> Iterator[list[ProductRow]]:
    for start in range(0, len(ids), EXPORT_PAGE):
        page = ids[start : start + EXPORT_PAGE]
        rows = product_rows_by_id(page)
        yield [rows[pk] for pk in page if pk in rows]


def _file_answer(
    pages: Iterator[list[ProductRow]], total: int, position: log.Position, wanted: dict[str, Any]
) -> StreamingHttpResponse:
    kind = "count" if wanted["sheet"] == "count" else "products"
    headers = {
        "Content-Disposition": f'attachment; filename="{kind}-{timezone.now():%Y-%m-%d}.{wanted["type"]}"',
        "Cache-Control": "no-store",
        "X-Accel-Buffering": "no",
        "X-Total-Count": str(total),
        **live_headers(position),
    }
    pieces = product_file(pages, columns=wanted["columns"], type=wanted["type"])
    return StreamingHttpResponse(pieces, content_type=CONTENT_TYPES[wanted["type"]], headers=headers)
