"""A change to many products: which ones, what, and whether both make sense."""

from typing import Any, Final

from django.http import QueryDict
from rest_framework import serializers
from rest_framework.exceptions import ValidationError

from ..catalog.filters import ProductFilter
from ..catalog.models import MAX_QUANTITY, Category
from ..catalog.serializers import CategoryField, SwitchField
from ..http.filters import takes_many
from ..http.idempotency import KEY_PATTERN, KEY_RULE
from ..http.list_fields import ListField
from ..http.number_fields import WholeNumberField
from ..http.query_parameters import no_such_parameter
from ..http.text_fields import TextField
from ..stock.services import REASONS
from .changes import Adjust, Change, Delete, SetActive, SetCategory

MAX_IDS: Final = 10_000
SCOPES: Final = ("all", "mine")

# What each action takes beside the products, and what it cannot do without.
_FIELDS: Final = {
    "adjust": ("delta", "reason", "note"),
    "set_category": ("category",),
    "set_active": ("is_active",),
    "delete": (),
    "undo": ("run",),
}
_NEEDED: Final = {
    "adjust": ("delta", "reason"),
    "set_category": ("category",),
    "set_active": ("is_active",),
    "undo": ("run",),
}


class ProductFilterField(serializers.Field[QueryDict, Any, Any, Any]):
    """The list's own query parameters as a JSON object, and `scope`; as a QueryDict, for the list's own filter.

    A name that the list does not have is refused: left out, the selection would be a larger one than was meant.
    """

    default_error_messages = {
        "no_object": "Must be an object of the list's query parameters.",
        "no_value": "Must be text, a number, true or false, or a list of these.",
        "many": "Give one value.",
        "scope": "Must be one of all, mine.",
    }

    def to_internal_value(self, data: Any) -> QueryDict:
        if not isinstance(data, dict):
            self.fail("no_object")
        found, errors = QueryDict(mutable=True), dict[str, Any]()
        for name, value in data.items():
            try:
                if values := self._values(name, value):
                    found.setlist(name, values)
            except ValidationError as error:
                errors[name] = error.detail
        if errors:
            raise ValidationError(in_one_list(errors))
        return found

    def _values(self, name: str, value: Any) -> list[str]:
        filters = ProductFilter.base_filters
        # How the list is sorted says nothing about what is in it.
        if name not in filters and name not in ("scope", "ordering"):
            raise ValidationError([no_such_parameter(name, (*filters, "scope"))])
        values = [self._text(each) for each in (value if isinstance(value, list) else [value]) if each is not None]
        if len(values) > 1 and not (name in filters and takes_many(filters[name])):
            self.fail("many")
        if name == "scope" and any(each not in SCOPES for each in values):
            self.fail("scope")
        return values

    def _text(self, value: Any) -> str:
        if isinstance(value, bool):
            return "true" if value else "false"
        if not isinstance(value, str | int | float):
            self.fail("no_value")
        # A whole number is one however JSON spells it.
        text = str(int(value) if isinstance(value, float) and value.is_integer() else value)
        try:
            text.encode()
        except UnicodeEncodeError:  # half of a surrogate pair has no place in UTF-8
            self.fail("no_value")
        return text


def in_one_list(errors: dict[str, Any]) -> list[str]:
    """The errors of a filter's values as those of one field, which is what every form can show."""
    return [f"{name}: {detail}" for name, details in errors.items() for detail in details]


class BulkSerializer(serializers.Serializer[Any]):
    """Which products to change, by `ids` or `filter`, and how, by `action` and the fields that it requires."""

    ids = ListField(
        child=WholeNumberField(min_value=1, max_value=2**63 - 1),
        min_length=1,
        max_length=MAX_IDS,
        required=False,
        help_text="Ids of the products. Give either `ids` or `filter`.",
    )
    filter = ProductFilterField(
        required=False,
        help_text="Query parameters of the product list, to select all products that it shows; {} selects every "
        "product. The selection is made when the run begins.",
    )
    action = serializers.ChoiceField(choices=list(_FIELDS))
    delta = WholeNumberField(
        required=False,
        min_value=-MAX_QUANTITY,
        max_value=MAX_QUANTITY,
        help_text="adjust: units to add; negative to remove.",
    )
    reason = serializers.ChoiceField(
        choices=REASONS, required=False, help_text="adjust: reason for the movements."
    )
    note = TextField(
        max_length=500, required=False, allow_blank=True, help_text="adjust: note for the movements; optional."
    )
    category = CategoryField(
        slug_field="slug",
        queryset=Category.objects.all(),
        required=False,
        help_text="set_category: slug of the category.",
    )
    is_active = SwitchField(required=False, help_text="set_active: true or false.")
    run = serializers.RegexField(
        KEY_PATTERN,
        required=False,
        error_messages={"invalid": KEY_RULE},
        help_text="undo: Idempotency-Key of the run to undo, instead of `ids` and `filter`.",
    )

    def validate_delta(self, value: int) -> int:
        if value == 0:
            raise ValidationError("Must not be 0.")
        return value

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        action = attrs["action"]
        chosen = [name for name in ("ids", "filter") if name in attrs]
        if action == "undo" and chosen:
            raise ValidationError({name: ["Does not go with undo: the run says which."] for name in chosen})
        if action != "undo" and len(chosen) != 1:
            raise ValidationError({"ids": ["Give either ids or filter."]})
        errors = {name: [f"{action} needs this."] for name in _NEEDED.get(action, ()) if name not in attrs}
        others = {name for fields in _FIELDS.values() for name in fields} - set(_FIELDS[action])
        errors |= {name: [f"Does not go with {action}."] for name in sorted(others) if name in attrs}
        if errors:
            raise ValidationError(errors)
        return attrs

    @property
    def change(self) -> Change:
        """What is to be done to each product, once the request has been found valid, and is no undo."""
        wanted = self.validated_data
        match wanted["action"]:
            case "adjust":
                return Adjust(wanted["delta"], wanted["reason"], wanted.get("note", ""))
            case "set_category":
                return SetCategory(wanted["category"].pk)
            case "set_active":
                return SetActive(wanted["is_active"])
        return Delete()
