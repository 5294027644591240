"""Movements and low-stock alerts in the admin."""

from collections import Counter
from typing import Any

from django.contrib import admin, messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from ..accounts.roles import may
from ..core.errors import ServiceError
from ..core.text import fold
from ..http.filters import MAX_SEARCH
from ..http.read_only_admin import ReadOnlyAdmin
from .models import StockAlert, StockMovement
from .services import revert


@admin.register(StockMovement)
class StockMovementAdmin(ReadOnlyAdmin):
    """The ledger. What is wrong is taken back by the opposite."""

    list_display = ("created_at", "name", "sku", "change", "balance_after", "reason", "note", "who", "source")
    list_display_links = ("created_at",)
    list_filter = ("reason", "source")
    list_per_page = 50
    search_fields = ("name",)  # shows the search box; get_search_results searches
    search_help_text = "Name, SKU, note or username"
    date_hierarchy = "created_at"
    actions = ("revert_selected",)

    @admin.display(description="change", ordering="delta")
    def change(self, movement: StockMovement) -> str:
        return f"{movement.delta:+,}"

    @admin.display(description="who", ordering="actor_name")
    def who(self, movement: StockMovement) -> str:
        return movement.actor_name or "-"

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        for word in search_term[:MAX_SEARCH].split():
            seen = Q(search_text__contains=fold(word))
            queryset = queryset.filter(seen | Q(note__icontains=word) | Q(actor_name__icontains=word))
        return queryset, False

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        return lookup == "product__id__exact" or super().lookup_allowed(lookup, value, request)

    def has_adjust_permission(self, request: HttpRequest) -> bool:
        """For the action below; Django looks it up by name."""
        return may(request.user, "stock:adjust_any")

    @admin.action(description="Revert selected movements", permissions=["adjust"])
    def revert_selected(self, request: HttpRequest, queryset: QuerySet[StockMovement]) -> None:
        done, refusals = 0, Counter[str]()
        for pk in list(queryset.order_by("-pk").values_list("pk", flat=True)):
            try:
                revert(movement_id=pk)
            except ServiceError as refused:
                refusals[refused.code] += 1
            else:
                done += 1
        for code, count in refusals.items():
            words = f"{count:,} not reverted: {code.replace('_', ' ')}."
            self.message_user(request, words, messages.WARNING)
        if done:
            self.message_user(request, f"{done:,} movement{'' if done == 1 else 's'} reverted.", messages.SUCCESS)


@admin.register(StockAlert)
class StockAlertAdmin(ReadOnlyAdmin):
    """Low-stock alerts, and what became of their emails."""

    list_display = ("created_at", "name", "sku", "kind", "quantity", "reorder_level", "owner", "mail")
    list_filter = ("kind", "mail")
    list_select_related = ("owner",)
    search_fields = ("name", "sku")
