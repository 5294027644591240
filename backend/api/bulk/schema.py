"""What the OpenAPI schema says of the lines that a bulk change answers with."""

from typing import Any

from drf_spectacular.extensions import OpenApiSerializerFieldExtension

from ..catalog.filters import CategoryFilter, ProductFilter
from ..http.schema import JSON_TYPES, filter_type
from .serializers import SCOPES

BULK_RESPONSES: dict[Any, Any] = {(200, "application/x-ndjson"): {"$ref": "#/components/schemas/BulkLine"}}


def line_schema(kind: str, description: str, **properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "description": description,
        "properties": {"type": {"type": "string", "enum": [kind]}, **properties},
        "required": ["type", *properties],
    }


_COUNT = {"type": "integer"}
_TEXT = {"type": "string"}
_TALLY = {"changed": _COUNT, "unchanged": _COUNT, "refused": _COUNT}
BULK_SCHEMAS: dict[str, Any] = {
    "BulkLine": {
        "description": "One line of the response to a bulk change (application/x-ndjson).",
        "oneOf": [
            {"$ref": f"#/components/schemas/Bulk{name}"} for name in ("Start", "Progress", "Row", "End", "Failed")
        ],
        "discriminator": {
            "propertyName": "type",
            "mapping": {
                name.lower(): f"#/components/schemas/Bulk{name}"
                for name in ("Start", "Progress", "Row", "End", "Failed")
            },
        },
    },
    "BulkStart": line_schema("start", "The first line: the number of selected products.", total=_COUNT),
    "BulkProgress": line_schema("progress", "Sent after each chunk: the totals so far.", done=_COUNT, **_TALLY),
    "BulkRow": line_schema(
        "row",
        "A product that was left unchanged, and why. `sku` and `name` are null if it no longer exists.",
        id=_COUNT,
        sku={"type": "string", "nullable": True},
        name={"type": "string", "nullable": True},
        code={
            "type": "string",
            "enum": [
                "not_found",
                "not_owner",
                "insufficient_stock",
                "too_much_stock",
                "changed_since",
                "category_gone",
            ],
        },
        detail=_TEXT,
    ),
    "BulkEnd": line_schema(
        "end",
        "The last line. `epoch` and `seq` are a position in the live feed that includes all of the changes.",
        total=_COUNT,
        **_TALLY,
        seq=_COUNT,
        epoch=_TEXT,
    ),
    "BulkFailed": line_schema(
        "failed",
        "The last line if the server had to stop. Changes made by then stay.",
        code=_TEXT,
        detail=_TEXT,
        done=_COUNT,
        **_TALLY,
    ),
}


class FilterFieldScheme(OpenApiSerializerFieldExtension):  # type: ignore[no-untyped-call]  # drf-spectacular has few types
    """Registers itself: a bulk change chooses by the list's own filters."""

    target_class = "api.bulk.serializers.ProductFilterField"

    def map_serializer_field(self, auto_schema: Any, direction: Any) -> dict[str, Any]:
        properties: dict[str, Any] = {"scope": {"type": "string", "enum": list(SCOPES)}}
        for name, filter_ in ProductFilter.base_filters.items():
            kind = filter_type(filter_)
            one = JSON_TYPES.get(kind, {"type": "string"})
            many = isinstance(filter_, CategoryFilter)
            shape = {"type": "array", "items": one} if many else one
            properties[name] = {**shape, "description": filter_.label}
        properties["ordering"] = {"type": "string", "description": "Accepted and ignored."}
        return {"type": "object", "properties": properties, "additionalProperties": False}
