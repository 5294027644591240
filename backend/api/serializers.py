"""What comes in, checked. What goes out is `selectors.product_row`; the fields here also describe it."""

from decimal import Decimal
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError as DjangoValidationError
from django.utils.text import slugify
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.fields import SkipField, empty
from rest_framework_simplejwt.authentication import JWTAuthentication
from rest_framework_simplejwt.serializers import TokenObtainPairSerializer, TokenRefreshSerializer

from .models import MAX_QUANTITY, Category, Product, StockAlert, StockMovement, no_control_characters
from .selectors import ProductRow, instance_row, media_url
from .services.stock import REASONS

User = get_user_model()


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
    default_error_messages = {"does_not_exist": "There is no such category."}

    def to_internal_value(self, data: Any) -> Any:
        if not isinstance(data, str) or "\0" in data:
            self.fail("does_not_exist")
        return super().to_internal_value(data)


class SwitchField(serializers.BooleanField):
    """A boolean that a form may leave out. DRF takes that for an unticked box, and so for false."""

    default_empty_html = empty


class ProductSerializer(serializers.Serializer[Product]):
    id = serializers.IntegerField(read_only=True)
    sku = serializers.CharField(
        max_length=64,
        required=False,
        allow_blank=True,
        validators=[no_control_characters],
        help_text="Made up when blank.",
    )
    name = serializers.CharField(max_length=200, validators=[no_control_characters])
    description = serializers.CharField(
        max_length=5000, required=False, allow_blank=True, validators=[no_control_characters]
    )
    category = CategoryField(slug_field="slug", queryset=Category.objects.all())
    barcode = serializers.CharField(
        max_length=64, required=False, allow_blank=True, allow_null=True, validators=[no_control_characters]
    )
    price = serializers.DecimalField(max_digits=10, decimal_places=2, min_value=Decimal("0.01"))
    quantity = serializers.IntegerField(min_value=0, max_value=MAX_QUANTITY, required=False)
    reorder_level = serializers.IntegerField(min_value=0, max_value=MAX_QUANTITY, required=False, allow_null=True)
    image = PictureField(required=False, allow_null=True, help_text="Upload as multipart; null removes it.")
    thumbnail = serializers.CharField(read_only=True, allow_null=True)
    is_active = SwitchField(required=False)
    is_in_stock = serializers.BooleanField(read_only=True)
    is_low_stock = serializers.BooleanField(read_only=True)
    total_value = serializers.DecimalField(max_digits=20, decimal_places=2, read_only=True)
    owner = serializers.CharField(read_only=True, allow_null=True)
    created_by = serializers.IntegerField(read_only=True, allow_null=True)
    created_at = serializers.DateTimeField(read_only=True)
    updated_at = serializers.DateTimeField(read_only=True)
    version = serializers.IntegerField(read_only=True)

    def validate_sku(self, value: str) -> str:
        return value.strip()

    def validate_barcode(self, value: str | None) -> str | None:
        return value or None

    def to_representation(self, instance: Product) -> ProductRow:  # type: ignore[override]
        return instance_row(instance)


class CategorySerializer(serializers.ModelSerializer[Category]):
    slug = serializers.SlugField(max_length=50, required=False)

    class Meta:
        model = Category
        fields = ("slug", "name")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        slug = attrs.get("slug") or slugify(attrs["name"])[:50]
        if not slug:
            raise ValidationError({"slug": ["Give a slug: the name has no letters to make one from."]})
        if Category.objects.filter(slug=slug).exists():
            raise ValidationError({"slug": ["There is a category with this slug already."]})
        return {**attrs, "slug": slug}


class SignInSerializer(TokenObtainPairSerializer):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A password is taken as it was registered, blanks at its ends included.
        self.fields["password"] = serializers.CharField(write_only=True, trim_whitespace=False)


class RefreshSerializer(TokenRefreshSerializer):
    def validate(self, attrs: dict[str, Any]) -> dict[str, str]:
        # What REST asks of an access token: the account is there, active, and has the password of then.
        JWTAuthentication().get_user(self.token_class(attrs["refresh"]))
        tokens: dict[str, str] = super().validate(attrs)
        return tokens


class RegisterSerializer(serializers.ModelSerializer[Any]):
    email = serializers.EmailField(required=True, max_length=254)
    password = serializers.CharField(write_only=True, max_length=128, trim_whitespace=False)

    class Meta:
        model = User
        fields = ("id", "username", "email", "password")
        read_only_fields = ("id",)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        try:
            validate_password(attrs["password"], User(username=attrs["username"], email=attrs["email"]))
        except DjangoValidationError as error:
            raise ValidationError({"password": error.messages}) from error
        return attrs

    def create(self, validated_data: dict[str, Any]) -> Any:
        return User.objects.create_user(**validated_data)


class UserSerializer(serializers.ModelSerializer[Any]):
    permissions = serializers.SerializerMethodField()

    class Meta:
        model = User
        fields = ("id", "username", "email", "is_staff", "permissions")

    def get_permissions(self, user: Any) -> list[str]:
        return sorted(user.get_all_permissions())


class ConfigSerializer(serializers.Serializer[Any]):
    """What a client needs to know before anybody has signed in."""

    currency = serializers.CharField(help_text="ISO 4217 code of all prices.")
    max_upload_bytes = serializers.IntegerField()
    image_types = serializers.ListField(child=serializers.CharField())
    version = serializers.CharField()


class AdjustSerializer(serializers.Serializer[Any]):
    """Either `delta`, or `set_to` with the quantity that was seen, as `expected`."""

    delta = serializers.IntegerField(
        required=False, min_value=-MAX_QUANTITY, max_value=MAX_QUANTITY, help_text="What comes; negative: goes."
    )
    set_to = serializers.IntegerField(
        required=False, min_value=0, max_value=MAX_QUANTITY, help_text="What was counted."
    )
    expected = serializers.IntegerField(
        required=False,
        min_value=0,
        max_value=MAX_QUANTITY,
        help_text="What was on hand when it was read; goes with set_to.",
    )
    reason = serializers.ChoiceField(
        choices=REASONS, required=False, help_text="correction for a delta and count for set_to, unless given."
    )
    note = serializers.CharField(
        max_length=500, required=False, allow_blank=True, validators=[no_control_characters]
    )

    def validate_delta(self, value: int) -> int:
        if value == 0:
            raise ValidationError("Must not be 0.")
        return value

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if ("delta" in attrs) == ("set_to" in attrs):
            raise ValidationError({"delta": ["Give either delta or set_to."]})
        if "set_to" in attrs and "expected" not in attrs:
            raise ValidationError({"expected": ["Goes with set_to: the quantity that you have seen."]})
        if "delta" in attrs and "expected" in attrs:
            raise ValidationError({"expected": ["Goes with set_to, not with delta."]})
        return attrs


class RevertSerializer(serializers.Serializer[Any]):
    note = serializers.CharField(
        max_length=500, required=False, allow_blank=True, validators=[no_control_characters]
    )


class MovementSerializer(serializers.Serializer[Any]):
    """Describes `selectors.MovementRow`."""

    id = serializers.IntegerField()
    product = serializers.IntegerField(allow_null=True, help_text="Null: the product was deleted.")
    sku = serializers.CharField(help_text="As it was then.")
    name = serializers.CharField(help_text="As it was then.")
    delta = serializers.IntegerField()
    balance_after = serializers.IntegerField()
    reason = serializers.ChoiceField(choices=StockMovement.Reason.values)
    note = serializers.CharField()
    actor = serializers.CharField(allow_null=True, help_text="Username; null: nobody was signed in.")
    source = serializers.ChoiceField(  # type: ignore[assignment]  # declared fields are no attributes at run time
        choices=StockMovement.Source.values
    )
    created_at = serializers.DateTimeField()
    reverts = serializers.IntegerField(allow_null=True, help_text="The movement that this one takes back.")
    reverted_by = serializers.IntegerField(allow_null=True, help_text="The movement that took this one back.")


class AdjustmentSerializer(serializers.Serializer[Any]):
    movement = MovementSerializer()
    product = ProductSerializer()


class OnHandDaySerializer(serializers.Serializer[Any]):
    date = serializers.DateField()
    on_hand = serializers.IntegerField(help_text="At the end of the day.")
    received = serializers.IntegerField(help_text="What came that day.")
    removed = serializers.IntegerField(help_text="What went that day.")


class HistorySerializer(serializers.Serializer[Any]):
    product = serializers.IntegerField()
    days = OnHandDaySerializer(many=True, help_text="Oldest first; the last one is today.")


class DashboardSerializer(serializers.Serializer[Any]):
    """Active products alone; at most about a second old."""

    stock_value = serializers.DecimalField(max_digits=30, decimal_places=2)
    products = serializers.IntegerField()
    low = serializers.IntegerField(help_text="At or below their reorder level, those that are out included.")
    out = serializers.IntegerField()
    movements_today = serializers.IntegerField()
    units_in_today = serializers.IntegerField()
    units_out_today = serializers.IntegerField()


class ReorderSerializer(serializers.Serializer[Any]):
    product = ProductSerializer()
    low_since = serializers.DateTimeField(allow_null=True)
    used_30_days = serializers.IntegerField(help_text="Sold, damaged and lost in the last 30 days, less returns.")
    suggested = serializers.IntegerField(help_text="How many to buy.")
    cost = serializers.DecimalField(max_digits=30, decimal_places=2, help_text="suggested times price.")


class AlertSerializer(serializers.Serializer[Any]):
    """Describes `selectors.AlertRow`."""

    id = serializers.IntegerField()
    product = serializers.IntegerField(allow_null=True, help_text="Null: the product was deleted.")
    sku = serializers.CharField()
    name = serializers.CharField()
    kind = serializers.ChoiceField(choices=StockAlert.Kind.values)
    quantity = serializers.IntegerField()
    reorder_level = serializers.IntegerField(allow_null=True)
    owner = serializers.CharField(allow_null=True)
    created_at = serializers.DateTimeField()
