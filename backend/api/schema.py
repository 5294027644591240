"""What the OpenAPI schema says beyond the serializers: paging, conditional writes, live headers."""

from typing import Any

from django_filters import rest_framework as filters
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, inline_serializer
from rest_framework import serializers

from .filters import CategoryFilter, ProductFilter, StrictBooleanFilter, WholeNumberFilter
from .pagination import DEFAULT_LIMIT, DEFAULT_ORDERING, MAX_LIMIT, ORDERINGS
from .serializers import ProductSerializer

_FILTER_TYPES = {
    StrictBooleanFilter: OpenApiTypes.BOOL,
    WholeNumberFilter: OpenApiTypes.INT,
    filters.NumberFilter: OpenApiTypes.NUMBER,
    filters.CharFilter: OpenApiTypes.STR,
    CategoryFilter: OpenApiTypes.STR,
}

LIST_PARAMETERS = [
    *(
        OpenApiParameter(name, _FILTER_TYPES[type(filter_)], many=name == "category", description=filter_.label)
        for name, filter_ in ProductFilter.base_filters.items()
    ),
    OpenApiParameter(
        "ordering",
        OpenApiTypes.STR,
        enum=[name for key in ORDERINGS for name in (key, f"-{key}")],
        description=f"Default {DEFAULT_ORDERING}; with `search`, best match first. Ties are broken by id.",
    ),
    OpenApiParameter(
        "limit",
        {"type": "integer", "minimum": 1, "maximum": MAX_LIMIT, "default": DEFAULT_LIMIT},
        description="Rows a page.",
    ),
    OpenApiParameter("cursor", OpenApiTypes.STR, description="Opaque; from the Link header of another page."),
]

IF_MATCH = OpenApiParameter(
    "If-Match",
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    description='The ETag that was read, such as "v7". If the product has moved on: 412 and its current row.',
)

STALE_RESPONSE = inline_serializer(
    "StaleProduct",
    {
        "detail": serializers.CharField(),
        "code": serializers.CharField(),
        "current": ProductSerializer(),
    },
)


def list_responses() -> dict[int, Any]:
    return {200: ProductSerializer(many=True)}


LIVE_HEADERS = {
    "X-Live-Epoch": "Which history the number belongs to.",
    "X-Live-Seq": "Position in the live feed that the answer vouches for.",
}
PAGE_HEADERS = {
    "X-Total-Count": "How many products match, over all pages.",
    "Link": 'RFC 8288 links with rel="next" and rel="prev".',
}


def describe_headers(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """drf-spectacular hook: names the response headers of the product calls."""
    for path, operations in result["paths"].items():
        if not path.startswith("/api/products/"):
            continue
        for method, operation in operations.items():
            is_list = method == "get" and not path.endswith("{id}/")
            headers = {**LIVE_HEADERS, **(PAGE_HEADERS if is_list else {"ETag": "The version of the row."})}
            for code, response in operation["responses"].items():
                if code.startswith("2"):
                    response["headers"] = {
                        name: {"description": text, "schema": {"type": "string"}} for name, text in headers.items()
                    }
    return result
