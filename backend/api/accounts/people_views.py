"""People and invitations, for admins; and what an invitation tells whoever holds it."""

from typing import Any, Final

from django.contrib.auth import get_user_model
from django.db.models import Max, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import mixins, viewsets
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.permissions import AllowAny, BasePermission, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from ..http.filters import MAX_SEARCH
from ..http.query_parameters import check_parameters
from ..http.site import site_of
from ..permissions import MayManagePeople
from . import links, people, service_accounts
from . import services as accounts
from .account_serializers import (
    CodeSerializer,
    InvitationSerializer,
    InvitedSerializer,
    LinkSerializer,
    NewInvitationSerializer,
    PersonNameSerializer,
    PersonSerializer,
    ServiceAccountSerializer,
)
from .errors import InvitationGone
from .links import Purpose
from .models import OneTimeLink
from .throttles import NamesThrottle

User = get_user_model()
MOST_NAMES: Final = 20


@extend_schema_view(retrieve=extend_schema(description="Get an account. For admins."))
class PeopleViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet[Any]):
    """Accounts: who is who, and what they may do. For admins."""

    queryset = (
        # Nobody signs in to a service account: it was seen when one of its tokens was.
        User.objects.annotate(last_seen=Coalesce(Max("sign_ins__last_seen"), Max("api_tokens__last_used_at")))
        .prefetch_related("groups")
        .order_by("username")
    )
    serializer_class = PersonSerializer
    read_scope = "admin"
    permission_classes: tuple[type[BasePermission], ...] = (IsAuthenticated, MayManagePeople)
    filter_backends = ()
    lookup_value_regex = "[0-9]{1,18}"

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """List all accounts by name. For admins."""
        check_parameters(request.query_params)
        return super().list(request, *args, **kwargs)

    @extend_schema(request=ServiceAccountSerializer, responses={201: PersonSerializer})
    def create(self, request: Request) -> Response:
        """Create a service account for a program. It has tokens and no password. People join by invitation."""
        serializer = ServiceAccountSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        wanted = serializer.validated_data
        made = service_accounts.make(actor=request.user, username=wanted["username"], role=wanted["role"])
        return Response(self.get_serializer(self.get_queryset().get(pk=made.pk)).data, status=201)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, pk: str) -> Response:
        """Delete a service account and its tokens. 409 `not_a_service_account` if it is a person's account."""
        service_accounts.delete(actor=request.user, account=self.get_object())
        return Response(status=204)

    @extend_schema(request=PersonSerializer, responses=PersonSerializer)
    def partial_update(self, request: Request, pk: str) -> Response:
        """Change the role, name or email address of an account, or deactivate or activate it.

        An email address that is set here counts as confirmed. Open screens are updated within a second.
        409 `last_admin` if there would be no active admin left.
        """
        person = self.get_object()
        serializer = self.get_serializer(person, data=request.data, partial=True)
        serializer.is_valid(raise_exception=True)
        people.change_person(actor=request.user, person=person, fields=dict(serializer.validated_data))
        return Response(self.get_serializer(self.get_object()).data)

    @extend_schema(request=None, responses={201: LinkSerializer})
    @action(detail=True, methods=["post"], url_path="reset-link")
    def reset_link(self, request: Request, pk: str) -> Response:
        """Create a link to set a new password. It works once, within a day, and voids earlier links.

        409 `service_account` if the account has no password, `account_off` if it is deactivated.
        """
        made = people.reset_link(actor=request.user, person=self.get_object())
        link = {"link": made.address(site_of(request)), "expires_at": made.link.expires_at}
        return Response(LinkSerializer(link).data, status=201)


class NamesView(APIView):
    permission_classes = (IsAuthenticated,)
    throttle_classes = (NamesThrottle,)

    @extend_schema(
        parameters=[OpenApiParameter("search", str, description="Part of the name, in upper or lower case.")],
        responses=PersonNameSerializer(many=True),
    )
    def get(self, request: Request) -> Response:
        """Search people's names, for filters. At most 20 names are returned.

        Names that begin with the search text come first, then those that contain it. The response has names only,
        including those of deactivated accounts, since their products and movements still exist.
        """
        check_parameters(request.query_params, once=("search",))
        search = request.query_params.get("search", "")
        if len(search) > MAX_SEARCH or "\0" in search:
            raise ValidationError({"search": [f"Must be text of at most {MAX_SEARCH} characters."]})
        return Response([{"username": name} for name in people.names_like(search, most=MOST_NAMES)])


@extend_schema_view(destroy=extend_schema(responses={204: None}, description="Revoke an invitation. For admins."))
class InvitationViewSet(mixins.ListModelMixin, mixins.DestroyModelMixin, viewsets.GenericViewSet[OneTimeLink]):
    """Links by which people open their accounts. For admins."""

    queryset = OneTimeLink.objects.filter(purpose=Purpose.INVITATION).select_related("created_by", "used_by")
    serializer_class = InvitationSerializer
    read_scope = "admin"
    permission_classes: tuple[type[BasePermission], ...] = (IsAuthenticated, MayManagePeople)
    filter_backends = ()
    lookup_value_regex = "[0-9]{1,18}"

    def get_queryset(self) -> QuerySet[OneTimeLink]:
        found = super().get_queryset().filter(expires_at__gt=timezone.now()).order_by("-created_at", "-pk")
        return links.backed(found) if self.action == "list" else found

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """List the invitations that still work or were used, newest first, until they expire. For admins."""
        check_parameters(request.query_params)
        return super().list(request, *args, **kwargs)

    @extend_schema(request=InvitationSerializer, responses={201: NewInvitationSerializer})
    def create(self, request: Request) -> Response:
        """Create an invitation for one account with this role. The link is only shown in this response."""
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        made = accounts.invite(actor=request.user, **serializer.validated_data)
        link = {"link": made.address(site_of(request))}
        return Response({**self.get_serializer(made.link).data, **link}, status=201)


class InvitationReadView(APIView):
    permission_classes = (AllowAny,)
    authentication_classes = ()

    @extend_schema(request=CodeSerializer, responses=InvitedSerializer)
    def post(self, request: Request) -> Response:
        """Show what an invitation or setup link is for. This doesn't use up the link; `user/register/` does."""
        serializer = CodeSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        link = accounts.find_invitation(serializer.validated_data["code"])
        if link is None:
            raise InvitationGone
        return Response(InvitedSerializer(link).data)
