"""The live log in the admin."""

import json

from django.contrib import admin
from django.utils.html import format_html
from django.utils.safestring import SafeString

from ..core.words import counted
from ..http.read_only_admin import ReadOnlyAdmin
from .models import LiveEvent


@admin.register(LiveEvent)
class LiveEventAdmin(ReadOnlyAdmin):
    """The live log, to look at."""

    list_display = ("seq", "action", "subject", "actor", "at")
    list_filter = ("action",)
    ordering = ("-seq",)
    fields = ("seq", "action", "actor", "at", "row")
    readonly_fields = fields

    @admin.display(description="product")
    def subject(self, event: LiveEvent) -> str:
        if event.action == LiveEvent.Action.BULK:
            return counted(int(event.data), "product")
        row = json.loads(event.data)
        return f"{row['name']} ({row['sku']})"

    @admin.display(description="row")
    def row(self, event: LiveEvent) -> SafeString:
        return format_html("<pre>{}</pre>", json.dumps(json.loads(event.data), indent=2, ensure_ascii=False))
