"""What comes in about labels, checked, and templates as they go out."""

from typing import Any, Final

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.fields import empty

from ..bulk.serializers import MAX_IDS, ProductFilterField
from ..http.list_fields import ListField
from ..http.number_fields import PriceField, WholeNumberField
from ..http.text_fields import CodeField, LineField
from .content import ARRANGEMENTS, CODE_KINDS, LINE_FIELDS, MAX_LINES
from .media import MAX_PER_PAGE, MEDIA, Geometry
from .models import LabelTemplate
from .printing import CONTENT_TYPES, MAX_LABELS

RESOLUTIONS: Final = (203, 300, 600)
_MOST_SHIFT: Final = 50


@extend_schema_field(OpenApiTypes.DOUBLE)
class MillimetresField(serializers.Field[float, Any, float, Any]):
    """A length; a number, or text with a point."""

    def __init__(self, *, least: float = 0, most: float = 2_000, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._number: Any = PriceField(max_digits=9, decimal_places=4, min_value=least, max_value=most)

    def to_internal_value(self, data: Any) -> float:
        return float(self._number.run_validation(data))

    def to_representation(self, value: float) -> float:
        return value


def _in_one_list(detail: Any, where: str = "") -> list[str]:
    """Errors at any depth as those of one field, which is what every form can show: `width: Must be …`."""
    if isinstance(detail, dict):
        named = [
            (f"{where}{name}: " if name != "non_field_errors" else where, each) for name, each in detail.items()
        ]
    elif isinstance(detail, list):
        named = [(where, each) for each in detail]
    else:
        return [f"{where}{detail}"]
    return [text for name, each in named for text in _in_one_list(each, name)]


class _PartSerializer(serializers.Serializer[Any]):
    """A part of a body; by itself it is like any other. A PATCH may leave a part out, but sends it whole."""

    def run_validation(self, data: Any = empty) -> Any:
        if self.parent is None or data is empty or data is None:
            return super().run_validation(data)
        try:
            # Without the body around it: whether fields may be missing, DRF asks of the outermost serializer.
            return type(self)().run_validation(data)
        except ValidationError as error:
            raise ValidationError(_in_one_list(error.detail)) from error


class _PartsSerializer(serializers.ListSerializer[Any]):
    def run_validation(self, data: Any = empty) -> Any:
        try:
            return super().run_validation(data)
        except ValidationError as error:
            raise ValidationError(_in_one_list(error.detail)) from error


class GeometrySerializer(_PartSerializer):
    """A custom medium, in millimeters from the top left corner of the page. A roll has one label per page."""

    page_width = MillimetresField()
    page_height = MillimetresField()
    columns = WholeNumberField(min_value=1, max_value=MAX_PER_PAGE)
    rows = WholeNumberField(min_value=1, max_value=MAX_PER_PAGE)
    left = MillimetresField(help_text="Left edge of the first label.")
    top = MillimetresField(help_text="Top edge of the first label.")
    width = MillimetresField(help_text="Width of a label.")
    height = MillimetresField(help_text="Height of a label.")
    pitch_x = MillimetresField(help_text="Distance from the left edge of a label to that of the next one.")
    pitch_y = MillimetresField(help_text="Distance from the top edge of a label to that of the next one.")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if problems := Geometry(**attrs).problems():
            raise ValidationError({name: [problem] for name, problem in problems.items()})
        return attrs


class LineSerializer(_PartSerializer):
    """A line on a label."""

    field = serializers.ChoiceField(choices=LINE_FIELDS)
    size = MillimetresField(least=6, most=36, default=12.0, help_text="Maximum font size in points, from 6 to 36.")
    bold = serializers.BooleanField(default=False)

    class Meta:
        list_serializer_class = _PartsSerializer


class DesignSerializer(_PartSerializer):
    """How labels look and what they are printed on: either `media`, the slug of a medium, or `geometry`."""

    media = serializers.ChoiceField(choices=list(MEDIA), required=False, allow_blank=True)
    geometry = GeometrySerializer(required=False, allow_null=True)
    layout = serializers.ChoiceField(choices=ARRANGEMENTS, default="top")
    code = serializers.ChoiceField(choices=CODE_KINDS, default="auto")
    lines = LineSerializer(many=True, required=False, max_length=MAX_LINES)  # type: ignore[call-arg]
    show_price = serializers.BooleanField(default=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        stored: Any = self.instance
        media, geometry = (attrs.get(name, getattr(stored, name, None)) or None for name in ("media", "geometry"))
        if "media" in attrs and media and "geometry" not in attrs:
            attrs["geometry"] = geometry = None
        elif "geometry" in attrs and geometry and "media" not in attrs:
            attrs["media"], media = "", None
        if bool(media) == bool(geometry):
            raise ValidationError({"media": ["Give either media or geometry."]})
        code = attrs.get("code", getattr(stored, "code", "auto"))
        layout = attrs.get("layout", getattr(stored, "layout", "top"))
        if code == "none" and layout == "code_only":
            raise ValidationError({"code": ["A label with nothing but a code needs a code."]})
        if stored is None:
            attrs = {"media": "", "geometry": None, "lines": [], **attrs}
        return attrs


class LabelTemplateSerializer(DesignSerializer):
    id = serializers.IntegerField(read_only=True)
    name = LineField(max_length=60)
    owner = serializers.CharField(source="owner.username", read_only=True)
    is_own = serializers.SerializerMethodField()
    shared = serializers.BooleanField(default=False, help_text="Whether everyone may print with the template.")

    def get_is_own(self, template: LabelTemplate) -> bool:
        return bool(template.owner_id == self.context["request"].user.pk)


@extend_schema_field(
    {
        "oneOf": [{"type": "string", "enum": list(MEDIA)}, {"type": "integer", "minimum": 1}],
        "description": "Slug of a medium, or id of a label template.",
    }
)
class TemplateField(serializers.Field[Any, Any, Any, Any]):
    default_error_messages = {
        "invalid": "Must be a medium, or the id of a template.",
        "unknown": f"There is no such medium. There are: {', '.join(MEDIA)}.",
    }

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, str):
            if data not in MEDIA:
                self.fail("unknown")
            return data
        if isinstance(data, bool) or not isinstance(data, int) or not 0 < data < 2**63:
            self.fail("invalid")
        return data


@extend_schema_field(
    {
        "oneOf": [
            {"type": "integer", "minimum": 1, "maximum": MAX_LABELS},
            {"type": "string", "enum": ["on_hand"]},
            {"type": "object", "additionalProperties": {"type": "integer", "minimum": 0, "maximum": MAX_LABELS}},
        ],
        "description": "Labels per product: a number, `on_hand` for as many as are on hand, or numbers by id.",
    }
)
class CopiesField(serializers.Field[Any, Any, Any, Any]):
    default_error_messages = {
        "invalid": f"Must be a whole number from 1 to {MAX_LABELS:,}, on_hand, or an object of such numbers by id."
    }

    def to_internal_value(self, data: Any) -> Any:
        if data == "on_hand":
            return data
        if not isinstance(data, dict):
            return self._number(data, least=1)
        if len(data) > MAX_IDS or not all(key.isascii() and key.isdecimal() and len(key) < 19 for key in data):
            self.fail("invalid")
        return {int(key): self._number(value, least=0) for key, value in data.items()}

    def _number(self, data: Any, *, least: int) -> int:
        if isinstance(data, bool) or not isinstance(data, int) or not least <= data <= MAX_LABELS:
            self.fail("invalid")
        return data


class _PlacedSerializer(serializers.Serializer[Any]):
    """Where on the page, and for which printer."""

    start = WholeNumberField(
        min_value=1, max_value=MAX_PER_PAGE, default=1, help_text="Number of the first free label."
    )
    dpi = serializers.ChoiceField(
        choices=RESOLUTIONS,
        required=False,
        help_text="Dots per inch. Default: those of the medium's usual printer.",
    )
    dx = MillimetresField(
        least=-_MOST_SHIFT, most=_MOST_SHIFT, default=0.0, help_text="Shift to the right, in millimeters."
    )
    dy = MillimetresField(
        least=-_MOST_SHIFT, most=_MOST_SHIFT, default=0.0, help_text="Shift down, in millimeters."
    )


class LabelsSerializer(_PlacedSerializer):
    """Labels for the products in `ids`, those that `filter` selects, or those of an import: at most 2,000."""

    ids = ListField(
        child=WholeNumberField(min_value=1, max_value=2**63 - 1),
        min_length=1,
        max_length=MAX_IDS,
        required=False,
        help_text="Ids of the products, in the order of the labels. Give one of `ids`, `filter` and `import_id`.",
    )
    filter = ProductFilterField(
        required=False,
        help_text="Query parameters of the product list, to select all products that it shows; {} selects every "
        "product.",
    )
    import_id = serializers.UUIDField(
        required=False,
        help_text="Id of one of your imports, to select the products that it created or changed, in the order of "
        "its file.",
    )
    copies = CopiesField(default=1)
    template = TemplateField(required=False)
    design = DesignSerializer(required=False, help_text="Used instead of `template`: a design that is not saved.")
    format = serializers.ChoiceField(
        choices=list(CONTENT_TYPES), default="pdf", help_text="svg: only the first label."
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if sum(name in attrs for name in ("ids", "filter", "import_id")) != 1:
            raise ValidationError({"ids": ["Give one of ids, filter and import_id."]})
        return _with_one_design(attrs)


class BlankSerializer(_PlacedSerializer):
    """Labels with new codes."""

    count = WholeNumberField(min_value=1, max_value=MAX_LABELS)
    media = TemplateField(required=False)
    design = DesignSerializer(
        required=False, help_text="Used instead of `media`. Only what it is printed on matters."
    )
    format = serializers.ChoiceField(choices=["pdf", "zpl"], default="pdf")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        return _with_one_design(attrs, "media")


class TestPageSerializer(serializers.Serializer[Any]):
    """A page with the outlines of its labels and rulers."""

    __test__ = False  # no test, for pytest

    template = TemplateField(required=False)
    design = DesignSerializer(required=False)
    dx = MillimetresField(least=-_MOST_SHIFT, most=_MOST_SHIFT, default=0.0)
    dy = MillimetresField(least=-_MOST_SHIFT, most=_MOST_SHIFT, default=0.0)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        return _with_one_design(attrs)


def _with_one_design(attrs: dict[str, Any], stored: str = "template") -> dict[str, Any]:
    if (stored in attrs) == ("design" in attrs):
        raise ValidationError({stored: [f"Give either {stored} or design."]})
    return attrs


class BarcodeSerializer(serializers.Serializer[Any]):
    barcode = CodeField(
        max_length=64,
        required=False,
        allow_blank=True,
        help_text="Code of an existing label, such as a blank one. Default: a new in-store EAN-13.",
    )


class MediaSerializer(serializers.Serializer[Any]):
    slug = serializers.CharField()
    name = serializers.CharField()
    kind = serializers.ChoiceField(choices=["A4", "Letter", "roll"])
    dpi = serializers.IntegerField()
    geometry = GeometrySerializer()


class LabelOptionsSerializer(serializers.Serializer[Any]):
    media = MediaSerializer(many=True)
    address = serializers.CharField(
        help_text="What QR codes begin with: SITE_URL, or the address that this request was sent to."
    )
    address_problem = serializers.ChoiceField(
        choices=["localhost", "ip"],
        allow_null=True,
        help_text="Why the address may not be reachable from other devices or later on.",
    )
