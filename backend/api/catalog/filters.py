"""Which products a list shows."""

from typing import Any, Final

from django.db.models import QuerySet
from django_filters import rest_framework as filters
from django_filters.fields import ModelMultipleChoiceField

from ..http.filters import MAX_SEARCH, FilterSet, PriceFilter, StrictBooleanFilter, WholeNumberFilter
from .low import LOW
from .models import MAX_QUANTITY, Category, Product

_PRICE: Final = {"field_name": "price", "max_digits": 10, "decimal_places": 2}
QUANTITY: Final = {"field_name": "quantity", "min_value": -MAX_QUANTITY, "max_value": MAX_QUANTITY}


class _CategoriesField(ModelMultipleChoiceField):  # type: ignore[misc]  # django-filter has no types
    def clean(self, value: Any) -> Any:
        return super().clean([slug for slug in value or () if slug])


class CategoryFilter(filters.ModelMultipleChoiceFilter):  # type: ignore[misc]  # as above
    field_class = _CategoriesField


class ProductFilter(FilterSet):
    # DISTINCT is for joins that repeat a row; this one repeats none, and it would keep the indexes from sorting.
    category = CategoryFilter(
        queryset=Category.objects.all(),
        to_field_name="slug",
        distinct=False,
        label="Category slug; repeatable.",
    )
    is_active = StrictBooleanFilter(field_name="is_active", label="true: active products; false: inactive ones.")
    in_stock = StrictBooleanFilter(
        method="filter_in_stock", label="true: products with stock on hand; false: those without."
    )
    price_min = PriceFilter(**_PRICE, lookup_expr="gte", label="Minimum price.")
    price_max = PriceFilter(**_PRICE, lookup_expr="lte", label="Maximum price.")
    low_stock = StrictBooleanFilter(
        method="filter_low_stock",
        label="true: active products at or below their reorder level; false: all others.",
    )
    quantity_min = WholeNumberFilter(**QUANTITY, lookup_expr="gte", label="Minimum quantity on hand.")
    quantity_max = WholeNumberFilter(**QUANTITY, lookup_expr="lte", label="Maximum quantity on hand.")
    owner = filters.CharFilter(field_name="created_by__username", label="Username of the owner.")
    search = filters.CharFilter(
        method="filter_search",
        max_length=MAX_SEARCH,
        label="Words that must all occur in the name, SKU, barcode or description.",
    )

    code = filters.CharFilter(
        method="filter_code",
        max_length=500,
        label="The products that this scanned or typed code identifies: by barcode, including other forms of the "
        "same GTIN (UPC-A, EAN-13, GTIN-14, GS1 element string or Digital Link), or else by SKU. Only products "
        "with the best kind of match are returned.",
    )

    class Meta:
        model = Product
        fields: tuple[str, ...] = ()

    def filter_in_stock(self, queryset: QuerySet[Product], name: str, value: bool) -> QuerySet[Product]:
        return queryset.filter(quantity__gt=0) if value else queryset.filter(quantity=0)

    def filter_low_stock(self, queryset: QuerySet[Product], name: str, value: bool) -> QuerySet[Product]:
        return queryset.filter(LOW) if value else queryset.exclude(LOW)

    def filter_search(self, queryset: Any, name: str, value: str) -> Any:
        return queryset.search(value)

    def filter_code(self, queryset: Any, name: str, value: str) -> Any:
        return queryset.named_by(value)
