"""Sign-in, accounts, and what a client needs to know before either."""

from typing import Any

from django.conf import settings
from django.db import DatabaseError, IntegrityError
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import generics
from rest_framework.exceptions import ValidationError
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView
from rest_framework_simplejwt.views import TokenBlacklistView, TokenObtainPairView, TokenRefreshView

from ..http.idempotency import Answer
from ..http.idempotency_header import REPLAYED, as_sent, read_key
from ..http.schema import IDEMPOTENCY_KEY
from ..permissions import RegistrationIsOpen
from ..place import reading as place
from . import links, services
from .registration import find_registration, register
from .schema import TOKENS_RESPONSE
from .serializers import (
    ConfigSerializer,
    RefreshSerializer,
    RegisterSerializer,
    SignInSerializer,
    SignOutSerializer,
    UserSerializer,
)
from .throttles import SIGN_IN, AskInTurn, RefreshThrottle, RegisterThrottle


@extend_schema_view(post=extend_schema(responses=TOKENS_RESPONSE))
class SignInView(AskInTurn, TokenObtainPairView):
    """Exchange a username and password for an access token and a refresh token."""

    serializer_class = SignInSerializer
    throttle_classes = SIGN_IN


@extend_schema_view(post=extend_schema(responses=TOKENS_RESPONSE))
class RefreshView(AskInTurn, TokenRefreshView):
    """Exchange a refresh token for a new pair of tokens. The old refresh token is then spent.

    For two minutes it still returns the same pair, in case the response was lost. After that, using it ends the
    session: all refresh tokens of the same sign-in are refused from then on.
    """

    serializer_class = RefreshSerializer
    throttle_classes = (RefreshThrottle,)


class SignOutView(AskInTurn, TokenBlacklistView):
    """End a session: its refresh tokens are refused from now on, and its sockets are closed.

    Access tokens that were already issued keep working for REST until they expire.
    """

    serializer_class = SignOutSerializer
    throttle_classes = (RefreshThrottle,)


class RegisterView(generics.CreateAPIView[Any]):
    """Create an account."""

    serializer_class = RegisterSerializer
    permission_classes = (RegistrationIsOpen,)
    authentication_classes = ()
    throttle_classes = (RegisterThrottle,)

    @extend_schema(parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        key = read_key(request)
        if not key:
            return self.create(request, *args, **kwargs)
        sent = request.data if isinstance(request.data, dict) else {}
        repeated: dict[str, Any] = {"key": key, "request": as_sent(request, without=("password",))}
        names: dict[str, Any] = {"username": sent.get("username"), "password": sent.get("password")}
        answer = find_registration(**repeated, **names)
        if answer is None:
            try:
                answer = self._register(request, repeated)
            except (ValidationError, IntegrityError):
                # The name is taken: perhaps by this very request, which came twice at the same moment.
                answer = find_registration(**repeated, **names)
                if answer is None:
                    raise
        return Response(answer.body, status=201, headers=REPLAYED if answer.replayed else {})

    def _register(self, request: Request, repeated: dict[str, Any]) -> Answer:
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)

        def save() -> tuple[Any, dict[str, Any]]:
            account = serializer.save(password=None)
            return account, dict(serializer.data)

        return register(**repeated, password=serializer.validated_data["password"], save=save)


class CurrentUserView(generics.RetrieveAPIView[Any]):
    """Get the signed-in user with their permissions."""

    serializer_class = UserSerializer

    def get_object(self) -> Any:
        return self.request.user


class ConfigView(APIView):
    permission_classes = (AllowAny,)
    authentication_classes = ()

    @extend_schema(responses=ConfigSerializer)
    def get(self, request: Request) -> Response:
        here = place.read()  # not cached: a client that has just heard of a change asks here
        return Response(
            {
                "place": here.name,
                "currency": here.currency,
                "reasons": here.reasons,
                "registration": here.registration,
                "needs_setup": _needs_setup(),
                "mail": links.can_mail(),
                "max_upload_bytes": settings.IMAGE_MAX_BYTES,
                "max_image_pixels": settings.IMAGE_MAX_PIXELS,
                "max_pictures": settings.PICTURES_PER_PRODUCT,
                "image_types": settings.IMAGE_TYPES,
                "version": settings.SPECTACULAR_SETTINGS["VERSION"],
            }
        )


def _needs_setup() -> bool:
    try:
        return services.needs_setup()
    except DatabaseError:
        return False  # all else that a client asks here is known without the database
