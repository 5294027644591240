"""What the OpenAPI schema says of labels."""

from typing import Any, Final

from drf_spectacular.types import OpenApiTypes

NOTICES: Final = "X-Label-Notices"
COUNT: Final = "X-Label-Count"

PDF: Final[dict[Any, Any]] = {(200, "application/pdf"): OpenApiTypes.BINARY}
FILE: Final[dict[Any, Any]] = {
    **PDF,
    (200, "image/svg+xml"): OpenApiTypes.STR,
    (200, "application/zpl"): OpenApiTypes.STR,
}
BLANK_FILE: Final[dict[Any, Any]] = {**PDF, (200, "application/zpl"): OpenApiTypes.STR}
