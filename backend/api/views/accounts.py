"""Sign-in, accounts, and what a client needs to know before either."""

from typing import Any

from django.conf import settings
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import generics
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView
from rest_framework_simplejwt.views import TokenObtainPairView, TokenRefreshView

from ..schema import TOKENS_RESPONSE
from ..serializers.accounts import (
    ConfigSerializer,
    RefreshSerializer,
    RegisterSerializer,
    SignInSerializer,
    UserSerializer,
)
from ..throttles import RegisterThrottle, SignInAddressThrottle, SignInThrottle


@extend_schema_view(post=extend_schema(responses=TOKENS_RESPONSE))
class SignInView(TokenObtainPairView):
    """Exchange username and password for an access and a refresh token."""

    serializer_class = SignInSerializer
    throttle_classes = (SignInThrottle, SignInAddressThrottle)


@extend_schema_view(post=extend_schema(responses=TOKENS_RESPONSE))
class RefreshView(TokenRefreshView):
    """Exchange a refresh token for a new pair; the old one is spent."""

    serializer_class = RefreshSerializer


class RegisterView(generics.CreateAPIView[Any]):
    """Open an account."""

    serializer_class = RegisterSerializer
    permission_classes = (AllowAny,)
    authentication_classes = ()
    throttle_classes = (RegisterThrottle,)


class CurrentUserView(generics.RetrieveAPIView[Any]):
    """The signed-in user, with permissions."""

    serializer_class = UserSerializer

    def get_object(self) -> Any:
        return self.request.user


class ConfigView(APIView):
    permission_classes = (AllowAny,)
    authentication_classes = ()

    @extend_schema(responses=ConfigSerializer)
    def get(self, request: Request) -> Response:
        return Response(
            {
                "currency": settings.CURRENCY,
                "max_upload_bytes": settings.IMAGE_MAX_BYTES,
                "image_types": settings.IMAGE_TYPES,
                "version": settings.SPECTACULAR_SETTINGS["VERSION"],
            }
        )
