"""Accounts and tokens, and what a client needs to know before it has either."""

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError as DjangoValidationError
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework_simplejwt.serializers import (
    TokenBlacklistSerializer,
    TokenObtainPairSerializer,
    TokenRefreshSerializer,
)

from ..core.errors import FieldRefused
from ..http.addresses import client_address
from . import names, sessions
from . import services as accounts
from .authentication import TokenAuthentication
from .tokens import RefreshToken

User = get_user_model()


class SignInSerializer(TokenObtainPairSerializer):
    token_class = RefreshToken

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A password is taken as it was registered, blanks at its ends included.
        self.fields["password"] = serializers.CharField(write_only=True, trim_whitespace=False)


class RefreshSerializer(TokenRefreshSerializer):
    token_class = RefreshToken

    def validate(self, attrs: dict[str, Any]) -> dict[str, str]:
        token = RefreshToken(attrs["refresh"])
        # What REST asks of an access token: the account is there, active, and has the password of then.
        user = TokenAuthentication().get_user(token)
        new = sessions.exchange(token, user=user, address=client_address(self.context["request"]))
        return {"access": str(new.access_token), "refresh": str(new)}


class SignOutSerializer(TokenBlacklistSerializer):
    token_class = RefreshToken

    def validate(self, attrs: dict[str, Any]) -> dict[str, str]:
        token = RefreshToken(attrs["refresh"])
        sessions.end(token, user=User.objects.filter(pk=token.get("user_id")).first())
        return {}


class _NameField(serializers.CharField):
    """A name as it will be stored, before anything is asked about it."""

    def to_internal_value(self, data: Any) -> str:
        return names.normalize(super().to_internal_value(data))


class RegisterSerializer(serializers.ModelSerializer[Any]):
    # The model's own rules but the one about uniqueness: whether a name is taken is known to the service.
    username = _NameField(
        max_length=150,
        validators=[User.username_validator],
        help_text="Letters, digits and @/./+/-/_ only; stored in Unicode's NFKC. Unique in any case.",
    )
    email = serializers.EmailField(required=True, max_length=254)
    password = serializers.CharField(write_only=True, max_length=128, trim_whitespace=False)

    class Meta:
        model = User
        fields = ("id", "username", "email", "password")
        read_only_fields = ("id",)

    def validate_username(self, name: str) -> str:
        if problem := accounts.name_problem(name, chosen=True):
            raise ValidationError(problem)
        return name

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        try:
            validate_password(attrs["password"], User(username=attrs["username"], email=attrs["email"]))
        except DjangoValidationError as error:
            raise ValidationError({"password": error.messages}) from error
        return attrs

    def create(self, validated_data: dict[str, Any]) -> Any:
        try:
            return accounts.register(**validated_data)
        except FieldRefused as refused:
            raise ValidationError({refused.field: [refused.detail]}) from refused


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
    registration = serializers.ChoiceField(
        choices=["open", "closed"], help_text="Whether people may open accounts for themselves."
    )
    max_upload_bytes = serializers.IntegerField()
    max_image_pixels = serializers.IntegerField(help_text="Width times height that a picture may have.")
    image_types = serializers.ListField(child=serializers.CharField())
    version = serializers.CharField()
