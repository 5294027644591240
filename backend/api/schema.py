"""What the OpenAPI schema says beyond the serializers: paging, conditional writes, live headers."""

from typing import Any

from django_filters import rest_framework as filters
from drf_spectacular.contrib.rest_framework_simplejwt import SimpleJWTScheme
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, inline_serializer
from rest_framework import serializers

from .filters import CategoryFilter, ProductFilter, StrictBooleanFilter, WholeNumberFilter
from .pagination import DEFAULT_LIMIT, DEFAULT_ORDERING, MAX_LIMIT, ORDERINGS
from .serializers import ProductSerializer


class TokenScheme(SimpleJWTScheme):  # type: ignore[no-untyped-call]  # drf-spectacular has few types
    """Registers itself: our way to check a token is described as simplejwt's."""

    target_class = "api.authentication.TokenAuthentication"


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
    "403": "You may not do this; a product is changed by its owner alone.",
    "404": "There is no such product.",
    "409": "Something stored at the same moment is in the way. Nothing was saved.",
    "415": "Bodies are JSON or multipart forms.",
    "429": "Too many attempts; Retry-After says when to try again, in seconds.",
}


def describe_headers(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """drf-spectacular hook: adds the headers of the product calls, the errors, and what a row always has."""
    for path, operations in result["paths"].items():
        # The generator takes the methods from a set: left so, the order would be another in every run.
        operations = result["paths"][path] = {name: operations[name] for name in METHODS if name in operations}
        for method, operation in operations.items():
            responses = operation["responses"]
            if path.startswith("/api/products/"):
                _add_headers(path, method, responses)
            for code in _errors(path, method, operation):
                responses.setdefault(code, _error_response(code))
    schemas = result["components"]["schemas"]
    product = schemas["Product"]
    product["required"] = sorted(product["properties"])
    product["properties"]["image"]["format"] = "uri-reference"
    result["components"]["schemas"] = dict(sorted((schemas | ERROR_SCHEMAS).items()))
    return result


def _add_headers(path: str, method: str, responses: dict[str, Any]) -> None:
    headers = dict(LIVE_HEADERS)
    if method == "get" and not path.endswith("{id}/"):
        headers |= PAGE_HEADERS
    elif method != "delete":
        headers["ETag"] = "The version of the row."
    for code, response in responses.items():
        if code.startswith("2"):
            response["headers"] = {
                name: {"description": text, "schema": {"type": "string"}} for name, text in headers.items()
            }


def _errors(path: str, method: str, operation: dict[str, Any]) -> list[str]:
    """The codes of the errors that an operation may answer with."""
    listed = path.startswith("/api/products/") and method == "get" and not path.endswith("{id}/")
    codes = {
        "400": listed or "requestBody" in operation,
        "401": path.startswith("/api/token/") or {"jwtAuth": []} in operation.get("security", ()),
        "403": (path.endswith("{id}/") and method != "get") or path == "/api/metrics/",
        "404": path.endswith("{id}/"),
        "409": "requestBody" in operation and not path.startswith("/api/token/"),
        "415": "requestBody" in operation,
        "429": path in ("/api/token/", "/api/user/register/"),
    }
    return [code for code, possible in codes.items() if possible]


def _error_response(code: str) -> dict[str, Any]:
    schema = {"$ref": f"#/components/schemas/{'Refusal' if code == '400' else 'Error'}"}
    return {"description": ERRORS[code], "content": {"application/json": {"schema": schema}}}
