"""What comes in, checked. What goes out is `selectors.product_row`; the fields here also describe it."""

from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers
from rest_framework.fields import SkipField, empty

from engine.db.prepared import Prepared

from ..http.list_fields import ListField
from ..http.number_fields import PriceField, WholeNumberField
from ..http.text_fields import CodeField, LineField, TextField
from .categories import MAX_NAME, MOST_CATEGORIES
from .models import MAX_QUANTITY, Category, Product
from .rows import ProductRow, instance_row, media_url

AnyField = serializers.Field[Any, Any, Any, Any]
_CATEGORY_COLUMNS = ("slug", "name")


class PictureField(serializers.FileField):
    """An upload, null to remove the picture, or the address that is there already, which changes nothing."""

    def to_internal_value(self, data: Any) -> Any:
        product = self.parent.instance if self.parent else None
        if (
            isinstance(data, str)
            and isinstance(product, Product)
            and data == (media_url(product.image.name) or "")
        ):
            raise SkipField
        return super().to_internal_value(data)


class CategoryField(serializers.SlugRelatedField[Category]):
    default_error_messages = {"does_not_exist": "This category doesn't exist."}

    def to_internal_value(self, data: Any) -> Any:
        try:
            found = _category.rows(data) if isinstance(data, str) and "\0" not in data else []
        except ValueError:  # half of a surrogate pair has no place in UTF-8
            self.fail("invalid")
        if not found:
            self.fail("does_not_exist")
        return Category.from_db("default", _CATEGORY_COLUMNS, found[0])


@Prepared
def _category(slug: str) -> QuerySet[Category, Any]:
    return Category.objects.filter(slug=slug).order_by().values_list(*_CATEGORY_COLUMNS)


class SwitchField(serializers.BooleanField):
    """A boolean that a form may leave out. DRF takes that for an unticked box, and so for false."""

    default_empty_html = empty


class PictureSerializer(serializers.Serializer[Any]):
    """A picture of a product."""

    id = serializers.CharField()
    image = serializers.CharField()
    thumbnail = serializers.CharField(allow_null=True)


class NewPictureSerializer(serializers.Serializer[Any]):
    image = serializers.FileField(help_text="Upload it in a multipart form.")


class PictureOrderSerializer(serializers.Serializer[Any]):
    order = ListField(
        child=serializers.CharField(max_length=200),
        max_length=100,
        help_text="Ids of all pictures of the product, in the new order. The first one becomes the cover.",
    )


class ProductSerializer(serializers.Serializer[Product]):
    id = serializers.IntegerField(read_only=True)
    sku = CodeField(max_length=64, required=False, allow_blank=True, help_text="Generated when blank.")
    name = LineField(max_length=200)
    description = TextField(max_length=5000, required=False, allow_blank=True)
    category = CategoryField(slug_field="slug", queryset=Category.objects.all())
    barcode = CodeField(max_length=64, required=False, allow_blank=True, allow_null=True)
    price = PriceField(max_digits=10, decimal_places=2, min_value=Decimal("0.01"))
    quantity = WholeNumberField(min_value=0, max_value=MAX_QUANTITY, required=False)
    reorder_level = WholeNumberField(min_value=0, max_value=MAX_QUANTITY, required=False, allow_null=True)
    image = PictureField(
        required=False, allow_null=True, help_text="Upload it in a multipart form; null removes it."
    )
    thumbnail = serializers.CharField(read_only=True, allow_null=True)
    more_pictures = PictureSerializer(
        many=True, read_only=True, help_text="The pictures after the cover (`image`), in order."
    )
    is_active = SwitchField(required=False)
    is_in_stock = serializers.BooleanField(read_only=True)
    is_low_stock = serializers.BooleanField(read_only=True)
    total_value = serializers.DecimalField(max_digits=20, decimal_places=2, read_only=True)
    owner = serializers.CharField(read_only=True, allow_null=True)
    created_by = serializers.IntegerField(read_only=True, allow_null=True)
    created_at = serializers.DateTimeField(read_only=True)
    updated_at = serializers.DateTimeField(read_only=True)
    version = serializers.IntegerField(read_only=True)

    def get_fields(self) -> dict[str, AnyField]:
        # DRF builds each field from deep copies of its arguments. A field changes only when it is bound. Input is
        # checked by the fields that take any: half of them.
        checks_input = hasattr(self, "initial_data")
        fields = self._declared_fields.items()
        return {name: _twin(field) for name, field in fields if not (checks_input and field.read_only)}

    def validate_barcode(self, value: str | None) -> str | None:
        return value or None

    def to_representation(self, instance: Product) -> ProductRow:  # type: ignore[override]
        return instance_row(instance)


def _twin(field: AnyField) -> AnyField:
    twin: AnyField = object.__new__(type(field))
    vars(twin).update(vars(field))
    return twin


class CategoryChangeSerializer(serializers.Serializer[Category]):
    name = LineField(max_length=MAX_NAME, required=False)
    position = WholeNumberField(
        min_value=0,
        max_value=MOST_CATEGORIES,
        required=False,
        help_text="New position among all categories, from 0. The others shift to make room.",
    )


class CategorySerializer(serializers.ModelSerializer[Category]):
    slug = serializers.SlugField(
        max_length=50, required=False, help_text="In lower case. Generated from the name when omitted."
    )
    name = LineField(max_length=MAX_NAME)
    products = serializers.IntegerField(
        source="product_count",
        read_only=True,
        required=False,
        help_text="Number of products in the category. Only with `counts=true`.",
    )

    class Meta:
        model = Category
        fields = ("slug", "name", "products")
