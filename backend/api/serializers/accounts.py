"""Accounts and tokens, and what a client needs to know before it has either."""

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError as DjangoValidationError
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework_simplejwt.serializers import TokenObtainPairSerializer, TokenRefreshSerializer

from ..authentication import TokenAuthentication

User = get_user_model()


class SignInSerializer(TokenObtainPairSerializer):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A password is taken as it was registered, blanks at its ends included.
        self.fields["password"] = serializers.CharField(write_only=True, trim_whitespace=False)


class RefreshSerializer(TokenRefreshSerializer):
    def validate(self, attrs: dict[str, Any]) -> dict[str, str]:
        # What REST asks of an access token: the account is there, active, and has the password of then.
        TokenAuthentication().get_user(self.token_class(attrs["refresh"]))
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
