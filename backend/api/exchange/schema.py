"""What the OpenAPI schema says of files and of imports."""

from typing import Any, Final

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter

from ..bulk.schema import line_schema
from ..catalog.schema import AT, LIST_PARAMETERS
from ..http.pagination import DEFAULT_LIMIT, MAX_LIMIT
from .export import CONTENT_TYPES, EXPORTED
from .models import Kind
from .serializers import ROW_STATES

FILE_TYPE: Final = OpenApiParameter(
    "type", OpenApiTypes.STR, enum=tuple(CONTENT_TYPES), description="Default csv."
)
EXPORT_PARAMETERS: Final = [
    *(p for p in LIST_PARAMETERS if p.name not in ("limit", "cursor", "offset")),
    AT,
    OpenApiParameter("scope", OpenApiTypes.STR, enum=("all", "mine"), description="mine: one's own products."),
    FILE_TYPE,
    OpenApiParameter(
        "sheet",
        OpenApiTypes.STR,
        enum=("products", "count"),
        description="count: a sheet to count the stock with.",
    ),
    OpenApiParameter(
        "fields", OpenApiTypes.STR, description=f"Columns with commas between them, of {', '.join(EXPORTED)}."
    ),
]
FILE_RESPONSES: Final[dict[Any, Any]] = {
    (200, content_type.partition(";")[0]): OpenApiTypes.BINARY for content_type in CONTENT_TYPES.values()
}
EXPORT_RESPONSES: Final = FILE_RESPONSES

KIND: Final = OpenApiParameter("kind", OpenApiTypes.STR, enum=Kind.values, description="Default products.")
UPLOAD_PARAMETERS: Final = [
    OpenApiParameter("kind", OpenApiTypes.STR, enum=Kind.values, required=True),
    OpenApiParameter("filename", OpenApiTypes.STR, description="What to call it in the list of imports."),
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
    OpenApiParameter("state", OpenApiTypes.STR, enum=ROW_STATES, description="All where left out."),
    OpenApiParameter(
        "limit",
        {"type": "integer", "minimum": 1, "maximum": MAX_LIMIT, "default": DEFAULT_LIMIT},
        description="Rows a page.",
    ),
    OpenApiParameter("cursor", OpenApiTypes.STR, description="Opaque; from the Link header of another page."),
    OpenApiParameter(
        "offset", {"type": "integer", "minimum": 0}, description="For jumps: leave out so many rows first."
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
        "One line of the answer to a check (application/x-ndjson).",
        ("Start", "Progress", "End", "Failed"),
    ),
    "ImportCheckStart": line_schema("start", "The first line: how many rows there are.", total=_COUNT),
    "ImportCheckProgress": line_schema("progress", "How many rows have been looked at.", done=_COUNT),
    "ImportCheckEnd": line_schema(
        "end",
        "The last line: how many rows would do what. seq is where the feed stood when the check began.",
        total=_COUNT,
        **dict.fromkeys((*ROW_STATES, "warnings"), _COUNT),
        unknown_categories=_COUNTS,
        problems=_COUNTS,
        notes=_COUNTS,
        **_PLACE,
    ),
    "ImportCheckFailed": line_schema(
        "failed", "The last line where the server had to stop.", code=_TEXT, detail=_TEXT, done=_COUNT
    ),
    "ImportLine": _lines(
        "Import",
        "One line of the answer to an apply or an undo (application/x-ndjson).",
        ("Start", "Progress", "Row", "End", "Failed"),
    ),
    "ImportStart": line_schema("start", "The first line: how many rows are to be written.", total=_COUNT),
    "ImportProgress": line_schema(
        "progress",
        "After each chunk: all that is done so far. Of an undo, created counts what went.",
        done=_COUNT,
        **_TALLY,
    ),
    "ImportRow": line_schema(
        "row",
        "A row that was left as it is, and why.",
        row=_COUNT,
        key=_TEXT,
        code=_TEXT,
        detail=_TEXT,
        field={"type": "string", "nullable": True},
        product={"type": "integer", "nullable": True},
    ),
    "ImportEnd": line_schema(
        "end",
        "The last line, with the place in the live feed that vouches for all of it.",
        total=_COUNT,
        **_TALLY,
        **_PLACE,
    ),
    "ImportFailed": line_schema(
        "failed",
        "The last line where the server had to stop. What was done by then stays done.",
        code=_TEXT,
        detail=_TEXT,
        done=_COUNT,
        **_TALLY,
    ),
}
