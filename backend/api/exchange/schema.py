"""What the OpenAPI schema says of files and of imports."""

from typing import Any, Final

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter

from ..bulk.schema import line_schema
from ..catalog.filters import ProductFilter
from ..catalog.listings import PRODUCTS
from ..catalog.schema import AT
from ..http.pagination import DEFAULT_LIMIT, MAX_LIMIT
from ..http.schema import list_parameters
from .export import CONTENT_TYPES, EXPORTED
from .models import Kind
from .serializers import ROW_STATES, ZONE

FILE_TYPE: Final = OpenApiParameter(
    "type", OpenApiTypes.STR, enum=tuple(CONTENT_TYPES), description="Default: csv."
)
# Unlike the list, a file is not sorted by the best match.
_LIST_PARAMETERS: Final = list_parameters(
    ProductFilter, PRODUCTS, f"Default: {PRODUCTS.default}. Ties are broken by id."
)
EXPORT_PARAMETERS: Final = [
    *(p for p in _LIST_PARAMETERS if p.name not in ("limit", "cursor", "offset")),
    AT,
    OpenApiParameter("scope", OpenApiTypes.STR, enum=("all", "mine"), description="mine: only your own products."),
    FILE_TYPE,
    OpenApiParameter(
        "sheet",
        OpenApiTypes.STR,
        enum=("products", "count"),
        description="count: a sheet for counting the stock.",
    ),
    OpenApiParameter(
        "fields", OpenApiTypes.STR, description=f"Comma-separated columns, out of: {', '.join(EXPORTED)}."
    ),
]
FILE_RESPONSES: Final[dict[Any, Any]] = {
    (200, content_type.partition(";")[0]): OpenApiTypes.BINARY for content_type in CONTENT_TYPES.values()
}
EXPORT_RESPONSES: Final = FILE_RESPONSES

KIND: Final = OpenApiParameter("kind", OpenApiTypes.STR, enum=Kind.values, description="Default: products.")
UPLOAD_PARAMETERS: Final = [
    OpenApiParameter("kind", OpenApiTypes.STR, enum=Kind.values, required=True),
    OpenApiParameter("filename", OpenApiTypes.STR, description="Name to show in the list of imports."),
    OpenApiParameter("tz", OpenApiTypes.STR, description=ZONE),
]
UPLOAD: Final[dict[str, Any]] = {
    "text/csv": OpenApiTypes.BINARY,
    CONTENT_TYPES["xlsx"]: OpenApiTypes.BINARY,
    "multipart/form-data": {
        "type": "object",
        "properties": {"file": {"type": "string", "format": "binary"}},
        "required": ["file"],
    },
}
HELD_RESPONSES: Final[dict[Any, Any]] = {(200, "text/csv"): OpenApiTypes.STR}
ROW_PARAMETERS: Final = [
    OpenApiParameter("state", OpenApiTypes.STR, enum=ROW_STATES, description="Default: all rows."),
    OpenApiParameter(
        "limit",
        {"type": "integer", "minimum": 1, "maximum": MAX_LIMIT, "default": DEFAULT_LIMIT},
        description="Rows per page.",
    ),
    OpenApiParameter("cursor", OpenApiTypes.STR, description="Opaque value from the Link header of another page."),
    OpenApiParameter(
        "offset",
        {"type": "integer", "minimum": 0},
        description="Number of rows to skip, to jump into the middle of the list. Cannot be combined with "
        "`cursor`.",
    ),
]
CHECK_RESPONSES: Final[dict[Any, Any]] = {
    (200, "application/x-ndjson"): {"$ref": "#/components/schemas/ImportCheckLine"}
}
APPLY_RESPONSES: Final[dict[Any, Any]] = {
    (200, "application/x-ndjson"): {"$ref": "#/components/schemas/ImportLine"}
}

_COUNT: Final = {"type": "integer"}
_COUNTS: Final = {"type": "object", "additionalProperties": _COUNT}
_TEXT: Final = {"type": "string"}
_TALLY: Final = {"created": _COUNT, "updated": _COUNT, "unchanged": _COUNT, "refused": _COUNT}
_PLACE: Final = {"seq": _COUNT, "epoch": _TEXT}


def _lines(prefix: str, description: str, names: tuple[str, ...]) -> dict[str, Any]:
    of = {name: f"#/components/schemas/{prefix}{name}" for name in names}
    return {
        "description": description,
        "oneOf": [{"$ref": reference} for reference in of.values()],
        "discriminator": {
            "propertyName": "type",
            "mapping": {name.lower(): reference for name, reference in of.items()},
        },
    }


IMPORT_SCHEMAS: Final[dict[str, Any]] = {
    "ImportCheckLine": _lines(
        "ImportCheck",
        "One line of the response to a check (application/x-ndjson).",
        ("Start", "Progress", "End", "Failed"),
    ),
    "ImportCheckStart": line_schema("start", "The first line: the number of rows.", total=_COUNT),
    "ImportCheckProgress": line_schema("progress", "Number of rows checked so far.", done=_COUNT),
    "ImportCheckEnd": line_schema(
        "end",
        "The last line: the number of rows by what they would do. `epoch` and `seq` are the position in the live "
        "feed when the check began.",
        total=_COUNT,
        **dict.fromkeys((*ROW_STATES, "warnings"), _COUNT),
        unknown_categories=_COUNTS,
        problems=_COUNTS,
        notes=_COUNTS,
        **_PLACE,
    ),
    "ImportCheckFailed": line_schema(
        "failed", "The last line if the server had to stop.", code=_TEXT, detail=_TEXT, done=_COUNT
    ),
    "ImportLine": _lines(
        "Import",
        "One line of the response to an apply or an undo (application/x-ndjson).",
        ("Start", "Progress", "Row", "End", "Failed"),
    ),
    "ImportStart": line_schema("start", "The first line: the number of rows to write.", total=_COUNT),
    "ImportProgress": line_schema(
        "progress",
        "Sent after each chunk: the totals so far. In an undo, `created` counts the products that were removed.",
        done=_COUNT,
        **_TALLY,
    ),
    "ImportRow": line_schema(
        "row",
        "A row that was left unchanged, and why.",
        row=_COUNT,
        key=_TEXT,
        code=_TEXT,
        detail=_TEXT,
        field={"type": "string", "nullable": True},
        product={"type": "integer", "nullable": True},
    ),
    "ImportEnd": line_schema(
        "end",
        "The last line. `epoch` and `seq` are a position in the live feed that includes all of the changes.",
        total=_COUNT,
        **_TALLY,
        **_PLACE,
    ),
    "ImportFailed": line_schema(
        "failed",
        "The last line if the server had to stop. Changes made by then stay.",
        code=_TEXT,
        detail=_TEXT,
        done=_COUNT,
        **_TALLY,
    ),
}
