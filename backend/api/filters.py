"""Which products a list shows. A value that cannot be understood is refused, never ignored."""

from functools import cache
from typing import Any, Final

from django import forms
from django.db.models import F, QuerySet
from django_filters import rest_framework as filters
from django_filters.fields import ModelMultipleChoiceField

from .models import MAX_QUANTITY, Category, Product


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


class ProductFilter(filters.FilterSet):  # type: ignore[misc]  # django-filter has no types
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

    def get_form_class(self) -> type[forms.Form]:
        # The same for every request; making a class anew each time took a tenth of the whole answer.
        return _form_class()

    def filter_in_stock(self, queryset: QuerySet[Product], name: str, value: bool) -> QuerySet[Product]:
        return queryset.filter(quantity__gt=0) if value else queryset.filter(quantity=0)

    def filter_low_stock(self, queryset: QuerySet[Product], name: str, value: bool) -> QuerySet[Product]:
        low = {"reorder_level__isnull": False, "quantity__lte": F("reorder_level")}
        return queryset.filter(**low) if value else queryset.exclude(**low)

    def filter_search(self, queryset: Any, name: str, value: str) -> Any:
        return queryset.search(value)


@cache
def _form_class() -> type[forms.Form]:
    made: type[forms.Form] = super(ProductFilter, ProductFilter()).get_form_class()
    return made
