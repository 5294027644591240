"""The trash: what was deleted, to be restored or removed for good."""

from drf_spectacular.utils import extend_schema, extend_schema_view, inline_serializer
from rest_framework import mixins, serializers, viewsets
from rest_framework.decorators import action
from rest_framework.permissions import BasePermission, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from ..catalog.serializers import ProductSerializer
from ..http.lists import list_response, row_response
from ..http.schema import list_parameters
from ..live import log
from ..live.log import Position
from ..permissions import MayEditTrashed, MayWrite
from ..trail.filters import HistoryFilter
from ..trail.views import head_of_trail
from .listings import TRASHED
from .models import TrashedProduct
from .serializers import TrashedProductSerializer
from .services import remove, restore

_REFUSED = inline_serializer(
    "RestoreRefusal", {"detail": serializers.CharField(), "code": serializers.CharField()}
)


@extend_schema_view(
    destroy=extend_schema(
        responses={204: None},
        description="Permanently delete a product that is in the trash. For its owner, managers and admins.",
    )
)
class TrashViewSet(mixins.DestroyModelMixin, viewsets.GenericViewSet[TrashedProduct]):
    """Deleted products. Everyone reads; who might change one restores it, or removes it for good."""

    queryset = TrashedProduct.objects.all()
    serializer_class = TrashedProductSerializer
    write_scope = "products"
    permission_classes: tuple[type[BasePermission], ...] = (IsAuthenticated, MayWrite, MayEditTrashed)
    filter_backends = ()
    lookup_value_regex = "[0-9]{1,18}"
    lookup_url_kwarg = "id"

    @extend_schema(
        parameters=list_parameters(HistoryFilter, TRASHED, f"Default: {TRASHED.default}."),
        responses=TrashedProductSerializer(many=True),
    )
    def list(self, request: Request) -> Response:
        """List the deleted products that are still kept in the trash, most recently deleted first."""
        return list_response(request, TRASHED, HistoryFilter, self.get_queryset(), counted_at=_stands_at())

    @extend_schema(request=None, responses={200: ProductSerializer, 409: _REFUSED})
    @action(detail=True, methods=["post"])
    def restore(self, request: Request, id: str) -> Response:
        """Restore a product with its id, pictures, stock and movements. For its owner, managers and admins.

        A category that was deleted since is added again, if none has its name now.

        409 `code_taken` if another product now has its SKU or barcode, `category_gone` if its category was
        deleted and there are too many to add it again.
        """
        log.take_last_written()
        row = restore(product_id=self.get_object().pk)
        return row_response(row, log.take_last_written())

    def perform_destroy(self, instance: TrashedProduct) -> None:
        remove(product_id=instance.pk)


def _stands_at() -> Position:
    """The trash changes with the feed, when it is emptied with the trail, and when it is read at another place."""
    position = log.position()
    return Position(f"trash {position.epoch} {position.seq}", head_of_trail())
