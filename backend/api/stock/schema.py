"""What the OpenAPI schema says of stock, beyond the serializers."""

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, inline_serializer
from rest_framework import serializers

from ..catalog.filters import ProductFilter
from ..catalog.listings import REORDERS
from ..catalog.schema import SORTED
from ..catalog.serializers import ProductSerializer
from ..http.schema import list_parameters
from .filters import AlertFilter, MovementFilter
from .listings import ALERTS, MOVEMENTS
from .serializers import AdjustmentSerializer

MOVEMENT_PARAMETERS = list_parameters(
    MovementFilter, MOVEMENTS, f"Default: {MOVEMENTS.default}, newest first, in the order of posting."
)
ALERT_PARAMETERS = list_parameters(AlertFilter, ALERTS, f"Default: {ALERTS.default}.")
TIME_ZONE = OpenApiParameter(
    "tz",
    OpenApiTypes.STR,
    description="Time zone in which days are counted: an IANA name, or an offset such as +02:00. Default: UTC.",
)
REORDER_PARAMETERS = [*list_parameters(ProductFilter, REORDERS, SORTED.format(REORDERS.default)), TIME_ZONE]
DAYS = OpenApiParameter(
    "days",
    {"type": "integer", "minimum": 1, "maximum": 366, "default": 90},
    description="Number of days, including today.",
)
IDS = OpenApiParameter(
    "ids",
    OpenApiTypes.STR,
    required=True,
    description="Comma-separated product ids, at most 100. Products that do not exist are left out.",
)
ADJUSTMENT_RESPONSES = {
    201: AdjustmentSerializer,
    409: inline_serializer(
        "StockRefusal",
        {
            "detail": serializers.CharField(),
            "code": serializers.CharField(),
            "current": ProductSerializer(required=False),
        },
    ),
}
