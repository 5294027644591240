"""Saved views in the admin."""

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from ..http.read_only_admin import ReadOnlyAdmin
from .models import SavedView


@admin.register(SavedView)
class SavedViewAdmin(ReadOnlyAdmin):
    """To look at, and to delete: their owners name and arrange them in the app."""

    list_display = ("name", "owner", "scope", "slug", "created_at")
    list_filter = ("scope",)
    list_select_related = ("owner",)
    search_fields = ("name", "slug", "owner__username")

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return request.user.has_perm("api.delete_savedview")
