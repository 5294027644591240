"""What requests are let through: the rights of accounts/roles.py, as Django REST framework asks for them."""

from typing import Any

from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request

from .accounts import roles
from .accounts.errors import ADMINS_ONLY, VIEWERS_ONLY_READ
from .accounts.services import check_registration
from .catalog.errors import MANAGERS_ONLY, OWNER_ONLY
from .catalog.models import Product
from .labels.models import LabelTemplate
from .saved_views.models import SavedView
from .stock.errors import KEEPERS_ONLY
from .stock.models import StockMovement
from .trash.models import TrashedProduct


class RegistrationIsOpen(BasePermission):
    """For everyone where it is open, else for whoever brings an invitation; if that is good is seen later."""

    def has_permission(self, request: Request, view: Any) -> bool:
        sent = request.data if isinstance(request.data, dict) else {}
        check_registration(str(sent.get("invitation") or ""))
        return True


class MayWrite(BasePermission):
    """Everyone who is signed in reads; viewers do nothing else. The default of all views."""

    message = VIEWERS_ONLY_READ
    code = "viewer"

    def has_permission(self, request: Request, view: Any) -> bool:
        return request.method in SAFE_METHODS or roles.may_write(request.user)


class MayAddProducts(BasePermission):
    """Who may add products may import them. What a row changes is asked row by row."""

    message = VIEWERS_ONLY_READ
    code = "viewer"

    def has_permission(self, request: Request, view: Any) -> bool:
        return request.method in SAFE_METHODS or roles.may(request.user, "product:create")


class MayManageCategories(BasePermission):
    """Everyone who is signed in reads; writers add; managers and admins change and delete."""

    message = MANAGERS_ONLY

    def has_permission(self, request: Request, view: Any) -> bool:
        if request.method in SAFE_METHODS:
            return True
        return roles.may(request.user, "category:create" if request.method == "POST" else "category:manage")


class MayManagePeople(BasePermission):
    """Admins, to read as well."""

    message = ADMINS_ONLY

    def has_permission(self, request: Request, view: Any) -> bool:
        return roles.may(request.user, "people:manage")


class MayManagePlace(BasePermission):
    """Admins, to read as well."""

    message = ADMINS_ONLY

    def has_permission(self, request: Request, view: Any) -> bool:
        return roles.may(request.user, "place:manage")


class MayReadTrail(BasePermission):
    """Admins."""

    message = ADMINS_ONLY

    def has_permission(self, request: Request, view: Any) -> bool:
        return roles.may(request.user, "audit:read")


class MayEditProduct(BasePermission):
    """Everyone who is signed in reads; the owner, managers and admins change and delete."""

    message = OWNER_ONLY

    def has_object_permission(self, request: Request, view: Any, obj: Product) -> bool:
        return request.method in SAFE_METHODS or roles.may_edit(request.user, obj.created_by_id)


class MayEditTrashed(BasePermission):
    """A product in the trash is restored and removed by whoever could change it."""

    message = OWNER_ONLY

    def has_object_permission(self, request: Request, view: Any, obj: TrashedProduct) -> bool:
        return request.method in SAFE_METHODS or roles.may_edit(request.user, obj.owner_id)


class IsViewOwnerOrReadOnly(BasePermission):
    """Everyone who is signed in and has the slug reads; only the owner changes or deletes."""

    message = "Only the owner of this view can change it."

    def has_object_permission(self, request: Request, view: Any, obj: SavedView) -> bool:
        return request.method in SAFE_METHODS or obj.owner_id == request.user.pk


class IsTemplateOwnerOrReadOnly(BasePermission):
    """Everyone who is signed in prints with a shared template; only the owner changes or deletes it."""

    message = "Only the owner of this label template can change it."

    def has_object_permission(self, request: Request, view: Any, obj: LabelTemplate) -> bool:
        return request.method in SAFE_METHODS or obj.owner_id == request.user.pk


class MayAdjustStock(BasePermission):
    """The owner of the product, and stock keepers. What was deleted has no owner: the service says so."""

    message = KEEPERS_ONLY

    def has_object_permission(self, request: Request, view: Any, obj: Product | StockMovement) -> bool:
        product = obj.product if isinstance(obj, StockMovement) else obj
        return product is None or roles.may_adjust(request.user, product.created_by_id)
