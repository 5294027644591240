"""What the OpenAPI schema says of products, beyond the serializers: paging and conditional writes."""

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, inline_serializer
from rest_framework import serializers

from ..http.schema import list_parameters
from .filters import ProductFilter
from .listings import PRODUCTS
from .serializers import ProductSerializer

SORTED = "Default {}; with `search`, best match first. Ties are broken by id."
LIST_PARAMETERS = list_parameters(ProductFilter, PRODUCTS, SORTED.format(PRODUCTS.default))
IF_MATCH = OpenApiParameter(
    "If-Match",
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    description='The ETag that was read, such as "v7". If the product has moved on: 412 and its current row.',
)
AT = OpenApiParameter(
    "at",
    OpenApiTypes.STR,
    description="An instant, such as 2026-11-20T10:00:00Z: what was there then. Repeated in the header X-As-Of.",
)
COUNTS = OpenApiParameter("counts", OpenApiTypes.BOOL, description="true: with the number of products of each.")
REPLACEMENT = OpenApiParameter(
    "replacement", OpenApiTypes.STR, description="Slug of the category that takes the products, and saved views."
)
SEARCH = OpenApiParameter("search", OpenApiTypes.STR, description="What was searched for, and finds nothing.")
SUGGESTION = inline_serializer("SearchSuggestion", {"search": serializers.CharField(allow_null=True)})
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
