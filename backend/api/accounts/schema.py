"""What the OpenAPI schema says of tokens."""

from drf_spectacular.contrib.rest_framework_simplejwt import SimpleJWTScheme
from drf_spectacular.utils import inline_serializer
from rest_framework import serializers

TOKENS_RESPONSE = inline_serializer(
    "Tokens", {"access": serializers.CharField(), "refresh": serializers.CharField()}
)


class TokenScheme(SimpleJWTScheme):  # type: ignore[no-untyped-call]  # drf-spectacular has few types
    """Registers itself: our way to check a token is described as simplejwt's."""

    target_class = "api.accounts.authentication.TokenAuthentication"
