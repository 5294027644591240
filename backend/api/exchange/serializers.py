"""What comes in about files, checked."""

from collections.abc import Mapping
from typing import Any, Final

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import ValidationError

from ..bulk.serializers import SCOPES
from ..core.zones import NOT_A_ZONE, zone_of
from ..http.list_fields import ListField
from ..http.number_fields import WholeNumberField
from ..http.text_fields import LineField
from .choices import MOVED, ON_MATCH, ON_NEW, REPAIRS
from .csv_files import DELIMITERS, ENCODINGS
from .dates import ORDERS
from .export import EXPORTED, FILE_TYPES
from .fields import COUNT_SHEET, KEYS
from .models import Kind, State

MAX_IDS: Final = 10_000
SHEETS: Final = ("products", "count")
ROW_STATES: Final = ("create", "update", "unchanged", "held", "skipped")
NOTES: Final = ("quantity_ignored", "price_jump", "added_up", "not_counted")
ZONE: Final = (
    "Time zone of days, and of times that name none: an IANA name, or an offset such as +02:00. Default: UTC."
)
WARNINGS: Final = ("encoding_guessed", "decimal_unknown", "date_unknown", "no_heading", "rows_left_out")


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

    type = serializers.ChoiceField(choices=FILE_TYPES, default="csv")
    sheet = serializers.ChoiceField(
        choices=SHEETS, default="products", help_text="count: a sheet for counting the stock."
    )
    fields = ColumnsField(required=False, help_text="Columns in the order of the file. Default: all.")  # type: ignore[assignment]

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs["sheet"] == "count" and attrs.get("fields"):
            raise ValidationError({"fields": ["A count sheet has its own columns."]})
        attrs["columns"] = COUNT_SHEET if attrs["sheet"] == "count" else attrs.get("fields") or EXPORTED
        return attrs


class ListExportSerializer(ExportSerializer):
    scope = serializers.ChoiceField(choices=SCOPES, default="all")


class SelectionSerializer(ExportSerializer):
    """The products to export, and the kind of file."""

    ids = ListField(
        child=WholeNumberField(min_value=1, max_value=2**63 - 1),
        min_length=1,
        max_length=MAX_IDS,
        help_text="Ids of the products, in the order of the file.",
    )


# --- Imports -------------------------------------------------------------------------------------------------


@extend_schema_field(OpenApiTypes.STR)
class ZoneField(serializers.Field[str, Any, Any, Any]):
    """The name of a time zone, or an offset."""

    default_error_messages = {"invalid": NOT_A_ZONE}

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("invalid")
        try:
            zone_of(data or "UTC")
        except ValueError:
            self.fail("invalid")
        return data.replace(" ", "+") or "UTC"


class UploadSerializer(serializers.Serializer[Any]):
    """The query of an upload."""

    kind = serializers.ChoiceField(choices=Kind.choices)
    filename = LineField(max_length=200, required=False, allow_blank=True, default="")
    tz = ZoneField(default="UTC")


class FileForm(serializers.Serializer[Any]):
    file = serializers.FileField(allow_empty_file=True)


class CategoryChoiceSerializer(serializers.Serializer[Any]):
    use = serializers.SlugField(required=False)
    create = serializers.BooleanField(required=False)  # type: ignore[assignment]

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if bool(attrs.get("create")) == ("use" in attrs):
            raise ValidationError("Give either use or create.")
        return attrs


class KeyedField(serializers.DictField):
    """A dictionary whose keys are read by a field of their own, *key*: DRF takes whatever JSON can say."""

    def __init__(self, *, key: serializers.CharField, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._key = key

    def run_child_validation(self, data: Mapping[str, Any]) -> dict[str, Any]:
        named = {self._key.run_validation(name): value for name, value in data.items()}
        found: dict[str, Any] = super().run_child_validation(named)
        return found


def numbered(what: str, child: serializers.ChoiceField, **kwargs: Any) -> KeyedField:
    """Choices by the numbers of *what*, which JSON has as text where they are keys."""
    number = serializers.RegexField(
        r"\A[0-9]{1,7}\Z", error_messages={"invalid": f"The keys must be numbers of {what}."}
    )
    return KeyedField(key=number, child=child, required=False, **kwargs)


class MovedSerializer(serializers.Serializer[Any]):
    all = serializers.ChoiceField(choices=MOVED, required=False)
    rows = numbered("rows", serializers.ChoiceField(choices=MOVED))


class ChoicesSerializer(serializers.Serializer[Any]):
    """How a file is read, and what happens to its rows. Every field is optional."""

    encoding = serializers.ChoiceField(choices=tuple(ENCODINGS), required=False)
    delimiter = serializers.ChoiceField(choices=DELIMITERS, required=False)
    sheet = serializers.CharField(max_length=100, required=False)
    header_row = WholeNumberField(
        min_value=0,
        max_value=2**31 - 1,
        required=False,
        help_text="Number of the row with the headings; 0 if there are none.",
    )
    mapping = serializers.DictField(
        child=WholeNumberField(min_value=0, max_value=1_000),
        required=False,
        help_text="Column by field; columns are counted from 0. Columns that are not listed are not read.",
    )
    defaults = serializers.DictField(
        child=serializers.CharField(max_length=5000, allow_blank=True),
        required=False,
        help_text="Values for new products where the file has none.",
    )
    decimal = numbered(
        "columns", serializers.ChoiceField(choices=(".", ",")), help_text="Decimal separator by column."
    )
    dates = numbered(
        "columns",
        serializers.ChoiceField(choices=ORDERS),
        help_text="Whether the day or the month comes first, by column.",
    )
    tz = ZoneField(required=False, help_text=ZONE)
    match = ListField(
        child=serializers.ChoiceField(choices=KEYS),
        required=False,
        help_text="Fields that identify the product of a row, in this order.",
    )
    on_new = serializers.ChoiceField(choices=ON_NEW, required=False)
    on_match = serializers.ChoiceField(choices=ON_MATCH, required=False)
    clear = ListField(
        child=serializers.CharField(max_length=40), required=False, help_text="Fields that an empty cell clears."
    )
    categories = KeyedField(
        key=LineField(max_length=200),
        child=CategoryChoiceSerializer(),
        required=False,
        help_text="What to do with names that are not categories.",
    )
    accept = ListField(
        child=serializers.ChoiceField(choices=REPAIRS),
        required=False,
        help_text="Repairs to make in all rows.",
    )
    moved_since = MovedSerializer(required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        unknown = [name for name in self.initial_data if name not in self.fields]
        if unknown:
            raise ValidationError({name: ["This choice doesn't exist."] for name in unknown[:10]})
        return attrs


class ApplySerializer(serializers.Serializer[Any]):
    only = serializers.ChoiceField(
        choices=("good", "all"), default="good", help_text="all: nothing is imported if any row is held."
    )


class SuggestionSerializer(serializers.Serializer[Any]):
    field = serializers.CharField()
    why = serializers.ChoiceField(choices=("heading", "content"))


class ColumnSerializer(serializers.Serializer[Any]):
    index = serializers.IntegerField()
    name = serializers.CharField()
    samples = serializers.ListField(child=serializers.CharField())
    filled = serializers.IntegerField(help_text="Number of rows that have a value.")
    suggestion = SuggestionSerializer(allow_null=True)
    decimal = serializers.ChoiceField(
        choices=(".", ","), allow_null=True, help_text="Decimal separator. Null if only a person can tell."
    )
    date_order = serializers.ChoiceField(
        choices=ORDERS,
        allow_null=True,
        help_text="Order of day and month in a column of dates. Null if only a person can tell.",
    )
    readings = serializers.ListField(
        child=serializers.ListField(child=serializers.CharField()),
        help_text="Ambiguous values: the text, then how it reads with a point and with a comma as the decimal "
        "separator, or with the day and with the month first.",
    )


class PreviewSerializer(serializers.Serializer[Any]):
    row = serializers.IntegerField()
    cells = serializers.ListField(child=serializers.CharField())


class DoubtSerializer(serializers.Serializer[Any]):
    row = serializers.IntegerField()
    column = serializers.IntegerField()
    readings = serializers.DictField(child=serializers.CharField())


class TotalsSerializer(serializers.Serializer[Any]):
    create = serializers.IntegerField()  # type: ignore[assignment]
    update = serializers.IntegerField()  # type: ignore[assignment]
    unchanged = serializers.IntegerField()
    held = serializers.IntegerField()
    skipped = serializers.IntegerField()
    warnings = serializers.IntegerField()
    unknown_categories = serializers.DictField(child=serializers.IntegerField())
    problems = serializers.DictField(
        child=serializers.IntegerField(), help_text="Number of rows that the check has held, by problem code."
    )
    notes = serializers.DictField(child=serializers.IntegerField(), help_text="Number of rows by note code.")


class ImportSummarySerializer(serializers.Serializer[Any]):
    """An import in a list."""

    id = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=Kind.choices)
    state = serializers.ChoiceField(choices=State.choices)
    filename = serializers.CharField()
    size = serializers.IntegerField(help_text="Size of the file in bytes.")
    format = serializers.ChoiceField(choices=FILE_TYPES)
    rows = serializers.IntegerField()
    totals = TotalsSerializer(allow_null=True, help_text="Null if the rows have not been checked.")
    created_at = serializers.DateTimeField()
    expires_at = serializers.DateTimeField()


class ImportSerializer(ImportSummarySerializer):
    """An import, and how its file is read."""

    encoding = serializers.CharField()
    delimiter = serializers.CharField()
    sheet = serializers.CharField()
    sheets = serializers.ListField(child=serializers.CharField())
    header_row = serializers.IntegerField()
    columns = ColumnSerializer(many=True)
    preview = PreviewSerializer(many=True)
    doubts = DoubtSerializer(many=True, help_text="Cells that would read differently in other encodings.")
    warnings = serializers.ListField(child=serializers.ChoiceField(choices=WARNINGS))
    seen_before = serializers.DateTimeField(allow_null=True)
    mapping = serializers.DictField(child=serializers.IntegerField())
    tz = serializers.CharField(help_text=ZONE)
    defaults = serializers.DictField(child=serializers.CharField())
    match = serializers.ListField(child=serializers.CharField())
    on_new = serializers.ChoiceField(choices=ON_NEW)
    on_match = serializers.ChoiceField(choices=ON_MATCH)
    clear = serializers.ListField(child=serializers.CharField())
    categories = serializers.DictField(child=CategoryChoiceSerializer())
    accept = serializers.ListField(child=serializers.CharField())
    moved_since = MovedSerializer()


class ProblemSerializer(serializers.Serializer[Any]):
    field = serializers.CharField(allow_null=True)
    code = serializers.CharField()
    detail = serializers.CharField()
    value = serializers.CharField()
    suggestion = serializers.CharField()


class CheckedRowSerializer(serializers.Serializer[Any]):
    row = serializers.IntegerField(help_text="Number of the row as in the spreadsheet, from 1.")
    state = serializers.ChoiceField(choices=ROW_STATES)
    product = serializers.IntegerField(allow_null=True)
    key = serializers.CharField()
    name = serializers.CharField()
    changes = serializers.DictField(
        child=serializers.ListField(child=serializers.JSONField()),
        help_text="Old and new value by field.",
    )
    problems = ProblemSerializer(many=True)
    notes = serializers.ListField(child=serializers.ChoiceField(choices=NOTES))
