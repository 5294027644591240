"""Which entries of the trail a list shows."""

from typing import Any

from django.db.models import QuerySet
from django_filters import rest_framework as filters

from ..http.filters import FilterSet, FromFilter, UntilFilter
from .models import AuditEntry
from .names import ids_of


class AuditFilter(FilterSet):
    kind = filters.CharFilter(
        field_name="kind",
        label="Kind of object: product, category, account, view, label, token, place, import, link or group.",
    )
    object = filters.CharFilter(field_name="object_id", label="Id of the object; use it with `kind`.")
    actor = filters.CharFilter(method="filter_actor", label="Current or former username of the actor.")
    action = filters.MultipleChoiceFilter(
        choices=AuditEntry.Action.choices, distinct=False, label="Action; repeatable."
    )
    source = filters.ChoiceFilter(
        choices=[(name, name) for name in ("api", "admin", "command", "system", "import")],
        label="Where the change came from.",
    )
    since = FromFilter(
        field_name="at",
        lookup_expr="gte",
        label="Earliest date, or date and time (UTC unless an offset is given).",
    )
    until = UntilFilter(
        field_name="at",
        lookup_expr="lte",
        label="Latest date, or date and time, as in `since`. A date includes the whole day.",
    )

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
