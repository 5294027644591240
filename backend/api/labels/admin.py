"""Label templates in the admin."""

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from ..http.read_only_admin import ReadOnlyAdmin
from .models import LabelTemplate


@admin.register(LabelTemplate)
class LabelTemplateAdmin(ReadOnlyAdmin):
    """To look at, and to delete: their owners change them in the app."""

    list_display = ("name", "owner", "shared", "media", "layout", "code", "created_at")
    list_filter = ("shared", "layout", "code")
    list_select_related = ("owner",)
    search_fields = ("name", "owner__username")

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return request.user.has_perm("api.delete_labeltemplate")
