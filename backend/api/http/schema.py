"""What the OpenAPI schema says of lists and of writes that may be sent twice."""

from typing import Any

from django_filters import rest_framework as filters
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter

from .filters import (
    FromFilter,
    IdsFilter,
    PriceFilter,
    StrictBooleanFilter,
    UntilFilter,
    WholeNumberFilter,
    takes_many,
)
from .pagination import DEFAULT_LIMIT, MAX_LIMIT, MAX_OFFSET, Listing

IDEMPOTENCY_KEY = OpenApiParameter(
    "Idempotency-Key",
    {"type": "string", "maxLength": 200},
    OpenApiParameter.HEADER,
    description="A value that the client generates for one write, such as a UUID. A request with the same key and "
    "body does not repeat the write: it gets the first response again. Keys are kept for seven days.",
)
_FILTER_TYPES = {
    StrictBooleanFilter: OpenApiTypes.BOOL,
    WholeNumberFilter: OpenApiTypes.INT,
    PriceFilter: OpenApiTypes.NUMBER,
    filters.CharFilter: OpenApiTypes.STR,
    IdsFilter: OpenApiTypes.INT,
    FromFilter: OpenApiTypes.STR,
    UntilFilter: OpenApiTypes.STR,
    filters.ChoiceFilter: OpenApiTypes.STR,
    filters.MultipleChoiceFilter: OpenApiTypes.STR,
}
# A number may come as it stands in an address.
JSON_TYPES: dict[Any, Any] = {
    OpenApiTypes.BOOL: {"type": "boolean"},
    OpenApiTypes.INT: {"oneOf": [{"type": "integer"}, {"type": "string"}]},
    OpenApiTypes.NUMBER: {"oneOf": [{"type": "number"}, {"type": "string"}]},
}


def filter_type(filter_: filters.Filter) -> OpenApiTypes:
    """What a value of the filter's parameter is."""
    return next(_FILTER_TYPES[kind] for kind in type(filter_).__mro__ if kind in _FILTER_TYPES)


def list_parameters(filter_class: Any, listing: Listing[Any], default: str) -> list[OpenApiParameter]:
    found = [_filter_parameter(name, filter_) for name, filter_ in filter_class.base_filters.items()]
    orderings = [name for key in listing.orderings for name in (key, f"-{key}")]
    return [
        *found,
        OpenApiParameter("ordering", OpenApiTypes.STR, enum=orderings, description=default),
        OpenApiParameter(
            "limit",
            {"type": "integer", "minimum": 1, "maximum": MAX_LIMIT, "default": DEFAULT_LIMIT},
            description="Rows per page.",
        ),
        OpenApiParameter(
            "cursor", OpenApiTypes.STR, description="Opaque value from the Link header of another page."
        ),
        OpenApiParameter(
            "offset",
            {"type": "integer", "minimum": 0, "maximum": MAX_OFFSET, "default": 0},
            description="Number of rows to skip, to jump into the middle of the list. Cannot be combined with "
            "`cursor`.",
        ),
    ]


def _filter_parameter(name: str, filter_: Any) -> OpenApiParameter:
    choices = [value for value, _ in filter_.extra.get("choices", ())]
    many = takes_many(filter_)
    kind = filter_type(filter_)
    return OpenApiParameter(name, kind, many=many, enum=choices or None, description=filter_.label)
