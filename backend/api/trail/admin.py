"""The trail in the admin."""

from django.contrib import admin

from ..http.read_only_admin import ReadOnlyAdmin
from .models import AuditEntry


@admin.register(AuditEntry)
class AuditEntryAdmin(ReadOnlyAdmin):
    """The trail, to look at. Accounts are numbers here; the web app's page has their names."""

    list_display = ("id", "at", "actor_id", "source", "action", "kind", "object_id", "label")
    list_filter = ("action", "kind", "source")
    ordering = ("-id",)
    fields = (*list_display, "changes", "address")
    readonly_fields = fields
