"""Signing in and opening accounts, and what a client needs to know before either."""

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError as DjangoValidationError
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.fields import get_error_detail
from rest_framework_simplejwt.serializers import (
    TokenBlacklistSerializer,
    TokenObtainPairSerializer,
    TokenRefreshSerializer,
)

from ..core.errors import FieldRefused
from . import names, sessions
from . import services as accounts
from .authentication import TokenAuthentication
from .jwt_tokens import RefreshToken

User = get_user_model()


class SignInSerializer(TokenObtainPairSerializer):
    token_class = RefreshToken
    default_error_messages = {"no_active_account": "Incorrect username or password."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A password is taken as it was registered, blanks at its ends included.
        self.fields["password"] = serializers.CharField(write_only=True, trim_whitespace=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        # Past the step that would make a token which is no device's.
        super(TokenObtainPairSerializer, self).validate(attrs)
        return tokens_of(sessions.sign_in(self.user, sessions.Client.of(self.context["request"])))


def tokens_of(token: RefreshToken) -> dict[str, str]:
    """A pair as clients are given it."""
    return {"access": str(token.access_token), "refresh": str(token)}


class RefreshSerializer(TokenRefreshSerializer):
    token_class = RefreshToken

    def validate(self, attrs: dict[str, Any]) -> dict[str, str]:
        token = RefreshToken(attrs["refresh"])
        # What REST asks of an access token: the account is there, active, and has the password of then.
        user = TokenAuthentication().get_user(token)
        return tokens_of(sessions.exchange(token, user=user, client=sessions.Client.of(self.context["request"])))


class SignOutSerializer(TokenBlacklistSerializer):
    token_class = RefreshToken

    def validate(self, attrs: dict[str, Any]) -> dict[str, str]:
        token = RefreshToken(attrs["refresh"])
        sessions.end(token, user=User.objects.filter(pk=token.get("user_id")).first())
        return {}


class NameField(serializers.CharField):
    """A name as it will be stored, before anything is asked about it.

    With the model's own rules but uniqueness: whether a name is taken is known to the service.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            max_length=150,
            validators=[User.username_validator],
            help_text="Letters, digits and @/./+/-/_ only; stored in Unicode's NFKC. Unique regardless of case.",
            **kwargs,
        )

    def to_internal_value(self, data: Any) -> str:
        return names.normalize(super().to_internal_value(data))


class RegisterSerializer(serializers.ModelSerializer[Any]):
    username = NameField()
    email = serializers.EmailField(required=True, max_length=254)
    password = serializers.CharField(write_only=True, max_length=128, trim_whitespace=False)
    invitation = serializers.CharField(
        write_only=True,
        required=False,
        allow_blank=True,
        max_length=100,
        help_text="The part of an invitation or setup link after the #. Required unless registration is open.",
    )

    class Meta:
        model = User
        fields = ("id", "username", "email", "password", "invitation")
        read_only_fields = ("id",)

    def validate_username(self, name: str) -> str:
        if problem := accounts.name_problem(name, chosen=True):
            raise ValidationError(problem, code=names.code_of(problem))
        return name

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        holder = User(username=attrs["username"], email=attrs["email"])
        check_new_password(attrs["password"], holder, field="password")
        return attrs

    def create(self, validated_data: dict[str, Any]) -> Any:
        try:
            return accounts.register(**validated_data)
        except FieldRefused as refused:
            raise ValidationError({refused.field: [refused.detail]}, code=refused.code) from refused


def check_new_password(password: str, user: Any, *, field: str) -> None:
    """Raises ValidationError for *field* when Django's validators have something against a password of *user*."""
    try:
        validate_password(password, user)
    except DjangoValidationError as error:
        raise ValidationError({field: get_error_detail(error)}) from error


class UserSerializer(serializers.ModelSerializer[Any]):
    permissions = serializers.SerializerMethodField()

    class Meta:
        model = User
        fields = ("id", "username", "email", "is_staff", "permissions")

    def get_permissions(self, user: Any) -> list[str]:
        return sorted(user.get_all_permissions())


class ConfigSerializer(serializers.Serializer[Any]):
    """What a client needs to know before anyone signs in."""

    place = serializers.CharField(allow_blank=True, help_text="Name of this place; may be empty.")
    currency = serializers.CharField(help_text="ISO 4217 currency code of all prices.")
    reasons = serializers.ListField(
        child=serializers.CharField(),
        help_text="The reasons for a movement that the app offers, in addition to count and correction.",
    )
    registration = serializers.ChoiceField(
        choices=["open", "invite", "closed"],
        help_text="Who can create an account: anyone, or only people with an invitation.",
    )
    needs_setup = serializers.BooleanField(
        help_text="true if there is no account yet. The server has printed a link to create the first one."
    )
    mail = serializers.BooleanField(
        help_text="Whether a forgotten password can be reset with a link sent by email."
    )
    max_upload_bytes = serializers.IntegerField()
    max_image_pixels = serializers.IntegerField(
        help_text="Maximum number of pixels of a picture: width times height."
    )
    max_pictures = serializers.IntegerField(help_text="Maximum number of pictures per product.")
    image_types = serializers.ListField(child=serializers.CharField())
    version = serializers.CharField()
