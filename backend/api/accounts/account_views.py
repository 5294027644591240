"""One's own account: name, address, password, devices, the end."""

from typing import Any, Final

from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import NotFound, Throttled
from rest_framework.generics import ListAPIView
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from . import link_mail, links, people, sessions
from .account_serializers import (
    AccountChangeSerializer,
    AccountSerializer,
    CodeSerializer,
    ConfirmedSerializer,
    PasswordChangeSerializer,
    PasswordForgottenSerializer,
    PasswordResetSerializer,
    ResetSerializer,
    SentSerializer,
    SignInRecordSerializer,
)
from .errors import LinkGone, NoMail
from .links import Purpose
from .models import OneTimeLink, SignIn
from .schema import TOKENS_RESPONSE
from .serializers import check_new_password, tokens_of
from .throttles import PasswordThrottle, ResetThrottle

# A script may sign in every minute.
MOST_LISTED: Final = 100


def check_own_password(request: Request, view: Any, password: str, *, field: str) -> None:
    """A token alone is no way to try passwords: a few a minute, as at the sign-in."""
    throttle = PasswordThrottle()
    if not throttle.allow_request(request, view):
        raise Throttled(throttle.wait())
    people.check_password(request.user, password, field=field)


class AccountView(APIView):
    permission_classes = (IsAuthenticated,)

    @extend_schema(responses=AccountSerializer)
    def get(self, request: Request) -> Response:
        """Get your account: name, email address, role and rights."""
        return Response(AccountSerializer(request.user).data)

    @extend_schema(request=AccountChangeSerializer, responses=AccountSerializer)
    def patch(self, request: Request) -> Response:
        """Change your name or email address.

        A new name appears wherever the old one was shown. A new email address requires your password.
        """
        serializer = AccountChangeSerializer(request.user, data=request.data)
        serializer.is_valid(raise_exception=True)
        fields = dict(serializer.validated_data)
        if (password := fields.pop("password", None)) is not None:
            check_own_password(request, self, password, field="password")
        return Response(AccountSerializer(people.change_account(user=request.user, fields=fields)).data)

    @extend_schema(request=ConfirmedSerializer, responses={204: None})
    def delete(self, request: Request) -> Response:
        """Delete your account. The body is `{"password": "…"}`.

        Your products stay without an owner, movements keep your name, and your saved views are deleted. The last
        admin cannot be deleted.
        """
        serializer = ConfirmedSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        check_own_password(request, self, serializer.validated_data["password"], field="password")
        people.delete_account(user=request.user)
        return Response(status=204)


class PasswordView(APIView):
    permission_classes = (IsAuthenticated,)

    @extend_schema(request=PasswordChangeSerializer, responses={200: TOKENS_RESPONSE})
    def post(self, request: Request) -> Response:
        """Change your password. Other devices are signed out; this one gets new tokens."""
        serializer = PasswordChangeSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        wanted = serializer.validated_data
        check_own_password(request, self, wanted["old_password"], field="old_password")
        check_new_password(wanted["new_password"], request.user, field="new_password")
        people.set_password(request.user, wanted["new_password"])
        return Response(tokens_of(sessions.start(request.user, sessions.Client.of(request))))


class PasswordForgottenView(APIView):
    permission_classes = (AllowAny,)
    authentication_classes = ()
    throttle_classes = (ResetThrottle,)

    @extend_schema(request=PasswordForgottenSerializer, responses=SentSerializer)
    def post(self, request: Request) -> Response:
        """Request an email with a link to set a new password.

        The response is the same whether the address is known or not. If `mail` in `config/` is false, nothing is
        sent: ask an admin for a link.
        """
        serializer = PasswordForgottenSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        if links.can_mail():
            link_mail.ask(Purpose.PASSWORD, email=serializer.validated_data["email"])
            return Response({"detail": "If this address has an account, a link is on its way."})
        return Response({"detail": "This server can't send email. Ask an admin for a link."})


class PasswordResetView(APIView):
    permission_classes = (AllowAny,)
    authentication_classes = ()

    @extend_schema(request=PasswordResetSerializer, responses={204: None})
    def post(self, request: Request) -> Response:
        """Set a new password with a link, which works once.

        All devices are signed out. Sign in with the new password.
        """
        serializer = PasswordResetSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        wanted = serializer.validated_data
        user, _ = _holder(wanted["code"])
        check_new_password(wanted["password"], user, field="password")
        people.reset_password(code=wanted["code"], password=wanted["password"])
        return Response(status=204)


class PasswordLinkView(APIView):
    permission_classes = (AllowAny,)
    authentication_classes = ()

    @extend_schema(request=CodeSerializer, responses=ResetSerializer)
    def post(self, request: Request) -> Response:
        """Show whose password a link sets and when it expires. This doesn't use up the link."""
        serializer = CodeSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        code = serializer.validated_data["code"]
        user, link = _holder(code)
        return Response(ResetSerializer({"username": user.username, "expires_at": link.expires_at}).data)


def _holder(code: str) -> tuple[Any, OneTimeLink]:
    """The account whose password a link sets, and the link. Raises LinkGone."""
    link = links.find(code, Purpose.PASSWORD)
    if link is None or link.user is None or not link.user.is_active:
        raise LinkGone
    return link.user, link


class EmailView(APIView):
    permission_classes = (IsAuthenticated,)
    throttle_classes = (ResetThrottle,)

    @extend_schema(request=None, responses={202: SentSerializer})
    def post(self, request: Request) -> Response:
        """Request a link that confirms your email address. Once confirmed, it receives alerts."""
        if not links.can_mail():
            raise NoMail
        user: Any = request.user
        link_mail.ask(Purpose.EMAIL, email=user.email, user=user)
        return Response({"detail": "A link is on its way to your address."}, status=202)


class EmailConfirmView(APIView):
    permission_classes = (AllowAny,)
    authentication_classes = ()

    @extend_schema(request=CodeSerializer, responses={204: None})
    def post(self, request: Request) -> Response:
        """Confirm an email address with the link that was sent to it."""
        serializer = CodeSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        people.confirm_email(code=serializer.validated_data["code"])
        return Response(status=204)


class SignInListView(ListAPIView[SignIn]):
    """List the devices that are signed in, most recently seen first; at most 100."""

    permission_classes = (IsAuthenticated,)
    serializer_class = SignInRecordSerializer
    read_scope = None
    filter_backends = ()

    def get_queryset(self) -> Any:
        return sessions.open_sign_ins(self.request.user)[:MOST_LISTED]


class SignInView(APIView):
    permission_classes = (IsAuthenticated,)

    @extend_schema(responses={204: None})
    def delete(self, request: Request, id: str) -> Response:
        """Sign a device out: its sockets are closed, and it can no longer refresh its tokens."""
        sign_in = sessions.open_sign_ins(request.user).filter(pk=id).first()
        if sign_in is None:
            raise NotFound
        sessions.end_family(sign_in.pk, user=request.user, last=sign_in.expires_at)
        return Response(status=204)
