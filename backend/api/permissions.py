from typing import Any

from django.conf import settings
from rest_framework.permissions import SAFE_METHODS, BasePermission, IsAuthenticated
from rest_framework.request import Request

from .catalog.errors import OWNER_ONLY
from .catalog.models import Product
from .saved_views.models import SavedView
from .stock.errors import KEEPERS_ONLY
from .stock.models import StockMovement
from .stock.services import may_adjust


class RegistrationIsOpen(BasePermission):
    message = "Nobody can register here. Ask an administrator for an account."
    code = "registration_closed"

    def has_permission(self, request: Request, view: Any) -> bool:
        return bool(settings.REGISTRATION == "open")


class MayAddProducts(IsAuthenticated):
    """Everybody who is signed in adds products, and so may import them. What a row changes is asked row by row."""


class IsOwnerOrReadOnly(BasePermission):
    """Everybody who is signed in reads; only the owner changes or deletes."""

    message = OWNER_ONLY

    def has_object_permission(self, request: Request, view: Any, obj: Product) -> bool:
        return request.method in SAFE_METHODS or obj.created_by_id == request.user.pk


class IsViewOwnerOrReadOnly(BasePermission):
    """Everybody who is signed in and has the slug reads; only the owner changes or deletes."""

    message = "Only the owner of this view may change it."

    def has_object_permission(self, request: Request, view: Any, obj: SavedView) -> bool:
        return request.method in SAFE_METHODS or obj.owner_id == request.user.pk


class MayAdjustStock(BasePermission):
    """The owner of the product, and stock keepers. What was deleted has no owner: the service says so."""

    message = KEEPERS_ONLY

    def has_object_permission(self, request: Request, view: Any, obj: Product | StockMovement) -> bool:
        product = obj.product if isinstance(obj, StockMovement) else obj
        return product is None or may_adjust(request.user, product.created_by_id)
