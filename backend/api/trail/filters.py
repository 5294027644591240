"""Which entries of the trail a list shows."""

from typing import Any

from django.db.models import QuerySet
from django_filters import rest_framework as filters

from ..http.filters import FilterSet, FromFilter, UntilFilter
from .models import AuditEntry
from .names import ids_of


class AuditFilter(FilterSet):
    kind = filters.CharFilter(field_name="kind", label="product, category, account, view, import, link or group.")
    object = filters.CharFilter(field_name="object_id", label="Id of the object; goes with kind.")
    actor = filters.CharFilter(method="filter_actor", label="Username of who did it, the present or a former one.")
    action = filters.MultipleChoiceFilter(choices=AuditEntry.Action.choices, distinct=False, label="Repeatable.")
    source = filters.ChoiceFilter(
        choices=[(name, name) for name in ("api", "admin", "command", "system", "import")],
        label="By which way it came.",
    )
    since = FromFilter(
        field_name="at", lookup_expr="gte", label="A date or date and time (UTC unless it says other)."
    )
    until = UntilFilter(field_name="at", lookup_expr="lte", label="As since; a date includes the whole day.")

    class Meta:
        model = AuditEntry
        fields: tuple[str, ...] = ()

    def filter_actor(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return queryset.filter(actor_id__in=ids_of(value))


class HistoryFilter(FilterSet):
    """None: the history of one object is shown whole."""

    class Meta:
        model = AuditEntry
        fields: tuple[str, ...] = ()
