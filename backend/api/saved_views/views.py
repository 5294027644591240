"""Saved views: one's own, and those that someone has passed on."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, viewsets
from rest_framework.permissions import BasePermission, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from ..http.idempotency_header import create_once
from ..http.query_parameters import check_parameters
from ..http.schema import IDEMPOTENCY_KEY
from ..permissions import IsViewOwnerOrReadOnly, MayWrite
from .models import SavedView
from .serializers import SavedViewSerializer
from .services import create_view, delete_view, update_view


class SavedViewViewSet(
    mixins.ListModelMixin, mixins.CreateModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet[SavedView]
):
    """Lists under a name. Whoever is signed in opens one by its slug; only its owner changes or deletes it."""

    queryset = SavedView.objects.select_related("owner")
    serializer_class = SavedViewSerializer
    write_scope = "products"
    permission_classes: tuple[type[BasePermission], ...] = (IsAuthenticated, MayWrite, IsViewOwnerOrReadOnly)
    filter_backends = ()
    lookup_field = "slug"
    lookup_value_regex = "[A-Za-z0-9_-]{1,32}"

    def get_queryset(self) -> QuerySet[SavedView]:
        views: QuerySet[SavedView] = super().get_queryset()
        return views.filter(owner=self.request.user.pk) if self.action == "list" else views

    @extend_schema(responses=SavedViewSerializer(many=True))
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """List your saved views in your own order. There are at most 50."""
        check_parameters(request.query_params)
        return super().list(request, *args, **kwargs)

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Get a saved view by its slug, whoever owns it."""
        return super().retrieve(request, *args, **kwargs)

    @extend_schema(parameters=[IDEMPOTENCY_KEY])
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Save a product list with its filters and order under a name.

        Everyone who is signed in can open it by its slug; only its owner can change or delete it.
        """

        def work() -> dict[str, Any]:
            serializer = self.get_serializer(data=request.data)
            serializer.is_valid(raise_exception=True)
            serializer.instance = create_view(owner=request.user, fields=serializer.validated_data)
            return dict(serializer.data)

        return create_once(request, work)

    def partial_update(self, request: Request, slug: str) -> Response:
        """Change only the fields that are sent. `position` moves the view; the others shift to make room."""
        view = self.get_object()
        serializer = self.get_serializer(view, data=request.data, partial=True)
        serializer.is_valid(raise_exception=True)
        serializer.instance = update_view(view=view, fields=serializer.validated_data)
        return Response(serializer.data)

    def destroy(self, request: Request, slug: str) -> Response:
        """Delete a saved view. Only its owner can do this."""
        delete_view(view=self.get_object())
        return Response(status=204)
