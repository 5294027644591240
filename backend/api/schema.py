"""What the OpenAPI schema says beyond the serializers: paging, conditional writes, live headers."""

from typing import Any

from django_filters import rest_framework as filters
from drf_spectacular.contrib.rest_framework_simplejwt import SimpleJWTScheme
from drf_spectacular.extensions import OpenApiSerializerFieldExtension
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, inline_serializer
from rest_framework import serializers

from .bulk_schema import BULK_SCHEMAS
from .filters import (
    AlertFilter,
    CategoryFilter,
    FromFilter,
    IdsFilter,
    MovementFilter,
    ProductFilter,
    StrictBooleanFilter,
    UntilFilter,
    WholeNumberFilter,
)
from .pagination import ALERTS, DEFAULT_LIMIT, MAX_LIMIT, MAX_OFFSET, MOVEMENTS, PRODUCTS, REORDERS, Listing
from .serializers.bulk import SCOPES
from .serializers.products import ProductSerializer
from .serializers.stock import AdjustmentSerializer


class TokenScheme(SimpleJWTScheme):  # type: ignore[no-untyped-call]  # drf-spectacular has few types
    """Registers itself: our way to check a token is described as simplejwt's."""

    target_class = "api.authentication.TokenAuthentication"


class FilterFieldScheme(OpenApiSerializerFieldExtension):  # type: ignore[no-untyped-call]  # as above
    """Registers itself: a bulk change chooses by the list's own filters."""

    target_class = "api.serializers.bulk.ProductFilterField"

    def map_serializer_field(self, auto_schema: Any, direction: Any) -> dict[str, Any]:
        properties: dict[str, Any] = {"scope": {"type": "string", "enum": list(SCOPES)}}
        for name, filter_ in ProductFilter.base_filters.items():
            kind = _FILTER_TYPES[type(filter_)]
            one = _JSON_TYPES.get(kind, {"type": "string"})
            many = isinstance(filter_, CategoryFilter)
            shape = {"type": "array", "items": one} if many else one
            properties[name] = {**shape, "description": filter_.label}
        properties["ordering"] = {"type": "string", "description": "Taken and of no effect."}
        return {"type": "object", "properties": properties, "additionalProperties": False}


_FILTER_TYPES = {
    StrictBooleanFilter: OpenApiTypes.BOOL,
    WholeNumberFilter: OpenApiTypes.INT,
    filters.NumberFilter: OpenApiTypes.NUMBER,
    filters.CharFilter: OpenApiTypes.STR,
    CategoryFilter: OpenApiTypes.STR,
    IdsFilter: OpenApiTypes.INT,
    FromFilter: OpenApiTypes.STR,
    UntilFilter: OpenApiTypes.STR,
    filters.ChoiceFilter: OpenApiTypes.STR,
    filters.MultipleChoiceFilter: OpenApiTypes.STR,
}
# A number may come as it stands in an address.
_JSON_TYPES: dict[Any, Any] = {
    OpenApiTypes.BOOL: {"type": "boolean"},
    OpenApiTypes.INT: {"oneOf": [{"type": "integer"}, {"type": "string"}]},
    OpenApiTypes.NUMBER: {"oneOf": [{"type": "number"}, {"type": "string"}]},
}


def _list_parameters(filter_class: Any, listing: Listing[Any], default: str) -> list[OpenApiParameter]:
    found = [_filter_parameter(name, filter_) for name, filter_ in filter_class.base_filters.items()]
    orderings = [name for key in listing.orderings for name in (key, f"-{key}")]
    return [
        *found,
        OpenApiParameter("ordering", OpenApiTypes.STR, enum=orderings, description=default),
        OpenApiParameter(
            "limit",
            {"type": "integer", "minimum": 1, "maximum": MAX_LIMIT, "default": DEFAULT_LIMIT},
            description="Rows a page.",
        ),
        OpenApiParameter("cursor", OpenApiTypes.STR, description="Opaque; from the Link header of another page."),
        OpenApiParameter(
            "offset",
            {"type": "integer", "minimum": 0, "maximum": MAX_OFFSET, "default": 0},
            description="How many rows to leave out, for a jump into the middle; not with a cursor.",
        ),
    ]


def _filter_parameter(name: str, filter_: Any) -> OpenApiParameter:
    choices = [value for value, _ in filter_.extra.get("choices", ())]
    many = isinstance(filter_, CategoryFilter | IdsFilter | filters.MultipleChoiceFilter)
    kind = _FILTER_TYPES[type(filter_)]
    return OpenApiParameter(name, kind, many=many, enum=choices or None, description=filter_.label)


_SORTED = "Default {}; with `search`, best match first. Ties are broken by id."
LIST_PARAMETERS = _list_parameters(ProductFilter, PRODUCTS, _SORTED.format(PRODUCTS.default))
REORDER_PARAMETERS = _list_parameters(ProductFilter, REORDERS, _SORTED.format(REORDERS.default))
MOVEMENT_PARAMETERS = _list_parameters(
    MovementFilter, MOVEMENTS, f"Default {MOVEMENTS.default}: the newest first, in the order of posting."
)
ALERT_PARAMETERS = _list_parameters(AlertFilter, ALERTS, f"Default {ALERTS.default}.")
TIME_ZONE = OpenApiParameter(
    "tz", OpenApiTypes.STR, description="IANA name of the time zone whose days count. Default UTC."
)
DAYS = OpenApiParameter(
    "days",
    {"type": "integer", "minimum": 1, "maximum": 366, "default": 90},
    description="How many days, today included.",
)
IDEMPOTENCY_KEY = OpenApiParameter(
    "Idempotency-Key",
    {"type": "string", "maxLength": 200},
    OpenApiParameter.HEADER,
    description="Made up by the client for one write. The same key and body again get the first answer.",
)

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

TOKENS_RESPONSE = inline_serializer(
    "Tokens", {"access": serializers.CharField(), "refresh": serializers.CharField()}
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


ERROR_SCHEMAS: dict[str, Any] = {
    "Error": {
        "type": "object",
        "description": "A sentence for people and a code for programs.",
        "properties": {"detail": {"type": "string"}, "code": {"type": "string"}},
        "required": ["detail", "code"],
    },
    "Refusal": {
        "type": "object",
        "description": "What is wrong, by field; or an Error, when it is no one field's fault.",
        "additionalProperties": {
            "oneOf": [{"type": "array", "items": {"type": "string"}}, {"type": "string"}],
        },
    },
}
METHODS = ("get", "post", "put", "patch", "delete")
ERRORS = {
    "400": "What was sent cannot be taken. Nothing was saved.",
    "401": "There is no valid token, or the name and password are wrong.",
    "403": "You may not do this; what is somebody's is changed by its owner alone, stock by stock keepers too.",
    "404": "There is nothing at this address.",
    "409": "Something stored at the same moment is in the way. Nothing was saved.",
    "415": "Bodies are JSON or multipart forms.",
    "422": "The Idempotency-Key was used for another request. Nothing was saved.",
    "429": "Too many attempts; Retry-After says when to try again, in seconds.",
}


def describe_headers(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """drf-spectacular hook: adds the headers of the product calls, the errors, and what a row always has."""
    for path, operations in result["paths"].items():
        # The generator takes the methods from a set: left so, the order would be another in every run.
        operations = result["paths"][path] = {name: operations[name] for name in METHODS if name in operations}
        for method, operation in operations.items():
            responses = operation["responses"]
            _add_headers(path, method, operation)
            for code in _errors(path, method, operation):
                responses.setdefault(code, _error_response(code))
    schemas = result["components"]["schemas"]
    product = schemas["Product"]
    product["required"] = sorted(product["properties"])
    product["properties"]["image"]["format"] = "uri-reference"
    result["components"]["schemas"] = dict(sorted((schemas | ERROR_SCHEMAS | BULK_SCHEMAS).items()))
    return result


def _add_headers(path: str, method: str, operation: dict[str, Any]) -> None:
    """The headers of calls that stand somewhere in the live feed."""
    if not path.startswith(_LIVE_PATHS):
        return
    headers = dict(LIVE_HEADERS)
    if _is_list(operation):
        headers |= PAGE_HEADERS
    elif path.startswith("/api/products/") and method != "delete" and not path.endswith("history/"):
        headers["ETag"] = "The version of the row."
    if _is_idempotent(operation):
        if path == BULK_PATH:
            del headers["ETag"]
        else:
            headers["ETag"] = "The version of the product."
        headers["Idempotent-Replayed"] = "true, where the key came before."
    for code, response in operation["responses"].items():
        if code.startswith("2"):
            response["headers"] = {
                name: {"description": text, "schema": {"type": "string"}} for name, text in headers.items()
            }


BULK_PATH = "/api/products/bulk/"
_LIVE_PATHS = ("/api/products/", "/api/movements/", "/api/alerts/", "/api/reorder/", "/api/dashboard/")


def _is_list(operation: dict[str, Any]) -> bool:
    return any(parameter["name"] == "cursor" for parameter in operation.get("parameters", ()))


def _is_idempotent(operation: dict[str, Any]) -> bool:
    return any(parameter["name"] == "Idempotency-Key" for parameter in operation.get("parameters", ()))


def _errors(path: str, method: str, operation: dict[str, Any]) -> list[str]:
    """The codes of the errors that an operation may answer with."""
    in_query = [p["name"] for p in operation.get("parameters", ()) if p["in"] == "query" and p["name"] != "format"]
    codes = {
        "400": bool(in_query) or "requestBody" in operation,
        "401": path.startswith("/api/token/") or {"jwtAuth": []} in operation.get("security", ()),
        "403": ("}/" in path and method != "get") or path == "/api/metrics/",
        "404": "}/" in path,
        "409": "requestBody" in operation and not path.startswith("/api/token/"),
        "415": "requestBody" in operation,
        "422": _is_idempotent(operation),
        "429": path in ("/api/token/", "/api/user/register/"),
    }
    return [code for code, possible in codes.items() if possible]


def _error_response(code: str) -> dict[str, Any]:
    schema = {"$ref": f"#/components/schemas/{'Refusal' if code == '400' else 'Error'}"}
    return {"description": ERRORS[code], "content": {"application/json": {"schema": schema}}}
