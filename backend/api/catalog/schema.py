"""What the OpenAPI schema says of products, beyond the serializers: paging and conditional writes."""

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, inline_serializer
from rest_framework import serializers

from ..http.schema import list_parameters
from .filters import ProductFilter
from .listings import PRODUCTS
from .serializers import ProductSerializer

SORTED = "Default: {}, or best match first with `search`. Ties are broken by id."
LIST_PARAMETERS = list_parameters(ProductFilter, PRODUCTS, SORTED.format(PRODUCTS.default))
IF_MATCH = OpenApiParameter(
    "If-Match",
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    description='The ETag that was read, such as "v7". If the product has changed since, the response is 412 with '
    "its current row.",
)
AT = OpenApiParameter(
    "at",
    OpenApiTypes.STR,
    description="Point in time, such as 2026-11-20T10:00:00Z, to show the data as of then. "
    "Repeated in the header X-As-Of.",
)
COUNTS = OpenApiParameter(
    "counts", OpenApiTypes.BOOL, description="true: include the number of products in each category."
)
REPLACEMENT = OpenApiParameter(
    "replacement",
    OpenApiTypes.STR,
    description="Slug of the category that takes over the products and saved views.",
)
SEARCH = OpenApiParameter("search", OpenApiTypes.STR, description="The search that found nothing.")
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
