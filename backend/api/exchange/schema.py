"""What the OpenAPI schema says of files and of imports."""

from typing import Any, Final

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter

from ..catalog.schema import LIST_PARAMETERS
from .export import CONTENT_TYPES, EXPORTED

FILE_TYPE: Final = OpenApiParameter("type", OpenApiTypes.STR, enum=tuple(CONTENT_TYPES), description="Default csv.")
EXPORT_PARAMETERS: Final = [
    *(p for p in LIST_PARAMETERS if p.name not in ("limit", "cursor", "offset")),
    OpenApiParameter("scope", OpenApiTypes.STR, enum=("all", "mine"), description="mine: one's own products."),
    FILE_TYPE,
    OpenApiParameter(
        "sheet", OpenApiTypes.STR, enum=("products", "count"), description="count: a sheet to count the stock with."
    ),
    OpenApiParameter(
        "fields", OpenApiTypes.STR, description=f"Columns with commas between them, of {', '.join(EXPORTED)}."
    ),
]
FILE_RESPONSES: Final[dict[Any, Any]] = {
    (200, content_type.partition(";")[0]): OpenApiTypes.BINARY for content_type in CONTENT_TYPES.values()
}
EXPORT_RESPONSES: Final = FILE_RESPONSES
