"""What comes in about files, checked."""

from typing import Any, Final

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import ValidationError

from ..bulk.serializers import SCOPES, IdsField
from ..http.number_fields import WholeNumberField
from .export import CONTENT_TYPES, EXPORTED
from .fields import COUNT_SHEET

MAX_IDS: Final = 10_000
SHEETS: Final = ("products", "count")


@extend_schema_field({"type": "array", "items": {"type": "string", "enum": list(EXPORTED)}})
class ColumnsField(serializers.Field[tuple[str, ...], Any, Any, Any]):
    """Names of exported columns: a list, or text with commas between them."""

    default_error_messages = {
        "invalid": "Must be names of columns.",
        "unknown": f"There is no column {{name}}. There are: {', '.join(EXPORTED)}.",
        "twice": "{name} is there twice.",
    }

    def to_internal_value(self, data: Any) -> tuple[str, ...]:
        names = data.split(",") if isinstance(data, str) else data
        if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
            self.fail("invalid")
        names = [name.strip() for name in names if name.strip()]
        for place, name in enumerate(names):
            if name not in EXPORTED:
                self.fail("unknown", name=name[:40])
            if name in names[:place]:
                self.fail("twice", name=name)
        return tuple(names)


class ExportSerializer(serializers.Serializer[Any]):
    """Which file is wanted; the products are chosen by the list's own parameters, or by *ids*."""

    type = serializers.ChoiceField(choices=tuple(CONTENT_TYPES), default="csv")
    sheet = serializers.ChoiceField(
        choices=SHEETS, default="products", help_text="count: a sheet to count the stock with."
    )
    fields = ColumnsField(required=False, help_text="The columns, in their order; all where left out.")  # type: ignore[assignment]

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs["sheet"] == "count" and attrs.get("fields"):
            raise ValidationError({"fields": ["A count sheet has its own columns."]})
        attrs["columns"] = COUNT_SHEET if attrs["sheet"] == "count" else attrs.get("fields") or EXPORTED
        return attrs


class ListExportSerializer(ExportSerializer):
    scope = serializers.ChoiceField(choices=SCOPES, default="all")


class SelectionSerializer(ExportSerializer):
    ids = IdsField(
        child=WholeNumberField(min_value=1, max_value=2**63 - 1),
        min_length=1,
        max_length=MAX_IDS,
        help_text="Which products, in this order.",
    )
