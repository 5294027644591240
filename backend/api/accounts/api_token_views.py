"""Tokens for programs: one's own, and for admins those of others. No token gets in here."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import mixins, viewsets
from rest_framework.exceptions import PermissionDenied, ValidationError
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from ..http.query_parameters import check_parameters
from . import api_tokens, roles
from .api_token_serializers import ApiTokenSerializer, NewApiTokenSerializer
from .errors import ADMINS_ONLY
from .models import ApiToken

User = get_user_model()

_USER = OpenApiParameter(
    "user", OpenApiTypes.INT, description="For admins: id of the account whose tokens to list."
)


@extend_schema_view(
    destroy=extend_schema(
        responses={204: None}, description="Delete a token: programs can no longer sign in with it."
    )
)
class ApiTokenViewSet(mixins.DestroyModelMixin, viewsets.GenericViewSet[ApiToken]):
    """What programs sign in with."""

    queryset = ApiToken.objects.select_related("created_by")
    serializer_class = ApiTokenSerializer
    permission_classes = (IsAuthenticated,)
    read_scope = None
    filter_backends = ()
    lookup_value_regex = "[0-9]{1,18}"

    def get_queryset(self) -> QuerySet[ApiToken]:
        tokens: QuerySet[ApiToken] = super().get_queryset()
        user: Any = self.request.user
        return tokens if roles.may(user, "people:manage") else tokens.filter(user=user)

    @extend_schema(parameters=[_USER], responses=ApiTokenSerializer(many=True))
    def list(self, request: Request) -> Response:
        """List your tokens, newest first, without their secret values. Expired ones are listed for 30 days."""
        check_parameters(request.query_params, once=["user"])
        account: Any = request.user
        if asked := request.query_params.get("user"):
            account = _account(request, asked)
        return Response(self.get_serializer(api_tokens.tokens_of(account), many=True).data)

    @extend_schema(request=ApiTokenSerializer, responses={201: NewApiTokenSerializer})
    def create(self, request: Request) -> Response:
        """Create a token. Its value is only shown here. Admins can create tokens for service accounts."""
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        wanted = dict(serializer.validated_data)
        user: Any = wanted.pop("user", request.user)
        if user.pk != request.user.pk:
            if not roles.may(request.user, "people:manage"):
                raise PermissionDenied(ADMINS_ONLY)
            if not roles.is_service(user):
                raise ValidationError({"user": ["People create their own tokens. Choose a service account."]})
        made = api_tokens.make(user=user, actor=request.user, **wanted)
        return Response({**self.get_serializer(made.token).data, "token": made.secret}, status=201)


def _account(request: Request, asked: str) -> Any:
    if not asked.isascii() or not asked.isdigit() or len(asked) > 18:
        raise ValidationError({"user": ["Must be the id of an account."]})
    if int(asked) != request.user.pk and not roles.may(request.user, "people:manage"):
        raise PermissionDenied(ADMINS_ONLY)
    account = User.objects.filter(pk=int(asked)).first()
    if account is None:
        raise ValidationError({"user": ["This account doesn't exist."]})
    return account
