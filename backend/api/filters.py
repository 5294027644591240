"""Which products a list shows. A value that cannot be understood is refused, never ignored."""

from datetime import UTC, datetime, time, timedelta
from functools import cache
from typing import Any, Final

from django import forms
from django.db.models import F, Q, QuerySet
from django.utils.dateparse import parse_date, parse_datetime
from django_filters import rest_framework as filters
from django_filters.fields import ModelMultipleChoiceField

from .models import MAX_QUANTITY, Category, Product, StockAlert, StockMovement
from .search import MAX_WORDS


class _StrictBooleanField(forms.CharField):
    def clean(self, value: Any) -> bool | None:
        text = str(value or "").strip().lower()
        if not text:
            return None
        if text in {"true", "1"}:
            return True
        if text in {"false", "0"}:
            return False
        raise forms.ValidationError("Must be true or false.")


class StrictBooleanFilter(filters.Filter):  # type: ignore[misc]  # django-filter has no types
    field_class = _StrictBooleanField


class WholeNumberFilter(filters.Filter):  # type: ignore[misc]  # as above
    field_class = forms.IntegerField


class _CategoriesField(ModelMultipleChoiceField):  # type: ignore[misc]  # as above
    def clean(self, value: Any) -> Any:
        return super().clean([slug for slug in value or () if slug])


class CategoryFilter(filters.ModelMultipleChoiceFilter):  # type: ignore[misc]  # as above
    field_class = _CategoriesField


_PRICE: Final = {"field_name": "price", "max_digits": 10, "decimal_places": 2}
_QUANTITY: Final = {"field_name": "quantity", "min_value": -MAX_QUANTITY, "max_value": MAX_QUANTITY}


class _FilterSet(filters.FilterSet):  # type: ignore[misc]  # django-filter has no types
    def get_form_class(self) -> type[forms.Form]:
        # The same for every request; making a class anew each time took a tenth of the whole answer.
        return _form_class(type(self))  # type: ignore[arg-type]  # mypy takes a class for no hashable


class ProductFilter(_FilterSet):
    # DISTINCT is for joins that repeat a row; this one repeats none, and it would keep the indexes from sorting.
    category = CategoryFilter(
        queryset=Category.objects.all(),
        to_field_name="slug",
        distinct=False,
        label="Category slug; repeatable.",
    )
    is_active = StrictBooleanFilter(field_name="is_active", label="true or false")
    in_stock = StrictBooleanFilter(method="filter_in_stock", label="true: some on hand; false: none.")
    low_stock = StrictBooleanFilter(method="filter_low_stock", label="true: at or below the reorder level.")
    price_min = filters.NumberFilter(**_PRICE, lookup_expr="gte", label="At least this price.")
    price_max = filters.NumberFilter(**_PRICE, lookup_expr="lte", label="At most this price.")
    quantity_min = WholeNumberFilter(**_QUANTITY, lookup_expr="gte", label="At least so many on hand.")
    quantity_max = WholeNumberFilter(**_QUANTITY, lookup_expr="lte", label="At most so many on hand.")
    owner = filters.CharFilter(field_name="created_by__username", label="Username of the owner.")
    search = filters.CharFilter(
        method="filter_search", max_length=200, label="Every word in name, SKU, barcode or description."
    )

    class Meta:
        model = Product
        fields: tuple[str, ...] = ()

    def filter_in_stock(self, queryset: QuerySet[Product], name: str, value: bool) -> QuerySet[Product]:
        return queryset.filter(quantity__gt=0) if value else queryset.filter(quantity=0)

    def filter_low_stock(self, queryset: QuerySet[Product], name: str, value: bool) -> QuerySet[Product]:
        low = {"reorder_level__isnull": False, "quantity__lte": F("reorder_level")}
        return queryset.filter(**low) if value else queryset.exclude(**low)

    def filter_search(self, queryset: Any, name: str, value: str) -> Any:
        return queryset.search(value)


class _MomentField(forms.CharField):
    """A date or a date and time in ISO 8601; without an offset it is in UTC. A date becomes its first moment."""

    def clean(self, value: Any) -> datetime | None:
        text = str(value or "").strip()
        if not text:
            return None
        try:
            day = parse_date(text)
            moment = datetime.combine(day, time(), UTC) if day else parse_datetime(text)
            if moment is not None:
                moment = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
        except (ValueError, OverflowError):  # no such day, or one beyond the calendar
            moment = None
        if moment is None:
            raise forms.ValidationError("Must be a date or a date and time, such as 2026-11-24T13:30:00Z.")
        return self.of_day(moment) if day else moment

    def of_day(self, first_moment: datetime) -> datetime:
        return first_moment


class _UntilField(_MomentField):
    def of_day(self, first_moment: datetime) -> datetime:
        return first_moment + timedelta(days=1, microseconds=-1)


class _IdsField(forms.Field):
    widget = forms.MultipleHiddenInput  # reads every value of a name, not the last
    _one = forms.IntegerField(min_value=0, max_value=2**63 - 1)

    def clean(self, value: Any) -> list[int]:
        return [self._one.clean(each) for each in value or () if each]


class IdsFilter(filters.Filter):  # type: ignore[misc]  # as above
    field_class = _IdsField


class FromFilter(filters.Filter):  # type: ignore[misc]  # as above
    field_class = _MomentField


class UntilFilter(filters.Filter):  # type: ignore[misc]  # as above
    field_class = _UntilField


class MovementFilter(_FilterSet):
    product = IdsFilter(field_name="product_id", lookup_expr="in", label="Id of a product; repeatable.")
    reason = filters.MultipleChoiceFilter(
        choices=StockMovement.Reason.choices, distinct=False, label="Repeatable."
    )
    actor = filters.CharFilter(field_name="actor_name", label="Username of who did it, as it was then.")
    date_from = FromFilter(
        field_name="created_at", lookup_expr="gte", label="A date or date and time (UTC unless it says other)."
    )
    date_to = UntilFilter(
        field_name="created_at", lookup_expr="lte", label="As date_from; a date includes the whole day."
    )
    search = filters.CharFilter(
        method="filter_search", max_length=200, label="Every word in the product's name or SKU, as it was then."
    )

    class Meta:
        model = StockMovement
        fields: tuple[str, ...] = ()

    def filter_search(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        for word in value.split()[:MAX_WORDS]:
            queryset = queryset.filter(Q(name__icontains=word) | Q(sku__icontains=word))
        return queryset


class AlertFilter(_FilterSet):
    kind = filters.ChoiceFilter(choices=StockAlert.Kind.choices, label="low or recovered")
    mine = StrictBooleanFilter(method="filter_mine", label="true: of products that I own.")

    class Meta:
        model = StockAlert
        fields: tuple[str, ...] = ()

    def filter_mine(self, queryset: QuerySet[Any], name: str, value: bool) -> QuerySet[Any]:
        mine = {"owner": self.request.user.pk}
        return queryset.filter(**mine) if value else queryset.exclude(**mine)


@cache
def _form_class(filter_set: type[_FilterSet]) -> type[forms.Form]:
    made: type[forms.Form] = super(_FilterSet, filter_set()).get_form_class()
    return made
