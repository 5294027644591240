from typing import Any

from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request

from .models import Product


class IsOwnerOrReadOnly(BasePermission):
    """Everybody who is signed in reads; only the owner changes or deletes."""

    message = "Only the owner of this product may change it."

    def has_object_permission(self, request: Request, view: Any, obj: Product) -> bool:
        return request.method in SAFE_METHODS or obj.created_by_id == request.user.pk
