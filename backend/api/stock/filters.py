"""Which movements and low-stock alerts a list shows."""

from typing import Any

from django.db.models import QuerySet
from django_filters import rest_framework as filters

from ..core.text import words
from ..http.filters import MAX_SEARCH, FilterSet, FromFilter, IdsFilter, StrictBooleanFilter, UntilFilter
from .models import StockAlert, StockMovement


class MovementFilter(FilterSet):
    product = IdsFilter(field_name="product_id", lookup_expr="in", label="Product id; repeatable.")
    reason = filters.MultipleChoiceFilter(
        choices=StockMovement.Reason.choices, distinct=False, label="Reason for the movement; repeatable."
    )
    actor = filters.CharFilter(
        field_name="actor_name", label="Username of whoever made the movement, as it was at the time."
    )
    date_from = FromFilter(
        field_name="created_at",
        lookup_expr="gte",
        label="Earliest date, or date and time (UTC unless an offset is given).",
    )
    date_to = UntilFilter(
        field_name="created_at",
        lookup_expr="lte",
        label="Latest date, or date and time, as in `date_from`. A date includes the whole day.",
    )
    search = filters.CharFilter(
        method="filter_search",
        max_length=MAX_SEARCH,
        label="Words that must all occur in the product's name or SKU, as they were at the time.",
    )

    class Meta:
        model = StockMovement
        fields: tuple[str, ...] = ()

    def filter_search(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        for word in words(value):
            queryset = queryset.filter(search_text__contains=word)
        return queryset


class AlertFilter(FilterSet):
    kind = filters.ChoiceFilter(choices=StockAlert.Kind.choices, label="Kind of alert: low or recovered.")
    mine = StrictBooleanFilter(method="filter_mine", label="true: only alerts for products that you own.")

    class Meta:
        model = StockAlert
        fields: tuple[str, ...] = ()

    def filter_mine(self, queryset: QuerySet[Any], name: str, value: bool) -> QuerySet[Any]:
        mine = {"owner": self.request.user.pk}
        return queryset.filter(**mine) if value else queryset.exclude(**mine)
