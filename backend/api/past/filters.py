"""Which products a list of the past shows: the filters of the list, judged on the values of then."""

from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import Any, Final

from django.db.models import F, Q, QuerySet
from django.http import QueryDict
from django_filters.utils import translate_validation
from rest_framework.exceptions import ValidationError

from ..catalog.filters import QUANTITY, ProductFilter
from ..catalog.low import counts_as_low
from ..catalog.models import Product
from ..catalog.product_text import TEXTS, search_text
from ..core.text import words
from ..http.filters import WholeNumberFilter
from .others import Values
from .reading import Wanted

_LOW = Q(is_active=True, reorder_level__isnull=False, quantity_then__lte=F("reorder_level"))
_QUANTITY = {**QUANTITY, "field_name": "quantity_then"}


class PastFilter(ProductFilter):
    """For products that have not changed but in their quantity, which is `quantity_then`."""

    quantity_min = WholeNumberFilter(**_QUANTITY, lookup_expr="gte")
    quantity_max = WholeNumberFilter(**_QUANTITY, lookup_expr="lte")
    code = None

    def filter_in_stock(self, queryset: QuerySet[Product], name: str, value: bool) -> QuerySet[Product]:
        rows: Any = queryset
        found: QuerySet[Product] = rows.filter(quantity_then__gt=0) if value else rows.filter(quantity_then=0)
        return found

    def filter_low_stock(self, queryset: QuerySet[Product], name: str, value: bool) -> QuerySet[Product]:
        return queryset.filter(_LOW) if value else queryset.exclude(_LOW)


def wanted(params: QueryDict, owner_id: int | None) -> Wanted:
    """What *params* choose, of the products of the account *owner_id* where that is given.

    Raises ValidationError for a value that makes no sense.
    """
    if params.get("code"):
        raise ValidationError({"code": ["Codes are looked up as they are now: leave out at."]})
    chosen = PastFilter(params, queryset=Product.objects.none())
    if not chosen.is_valid():
        raise translate_validation(chosen.errors)
    tests = _tests(chosen.form.cleaned_data)

    def narrow(rows: QuerySet[Product, Any]) -> QuerySet[Product, Any]:
        mine = rows if owner_id is None else rows.filter(created_by=owner_id)
        found: QuerySet[Product, Any] = PastFilter(params, queryset=mine).qs
        return found

    def matches(was: Values) -> bool:
        return (owner_id is None or was["created_by_id"] == owner_id) and all(test(was) for test in tests)

    return Wanted(narrow, matches, _fields(chosen.form.cleaned_data, owner_id))


def _tests(data: dict[str, Any]) -> list[Callable[[Values], bool]]:
    """The same in Python; a filter that is not set makes no test."""
    tests: list[Callable[[Values], bool]]
    tests = [partial(_TESTS[name], value) for name, value in data.items() if name in _TESTS and value is not None]
    if categories := {category.pk for category in data["category"] or ()}:
        tests.append(lambda was: was["category_id"] in categories)
    if searched := words(data["search"] or ""):
        tests.append(lambda was: _has_words(was, searched))
    if owner := data["owner"]:
        tests.append(lambda was: was["owner"] == owner)
    return tests


def _fields(data: dict[str, Any], owner_id: int | None) -> frozenset[str]:
    """What the filters that are set judge by."""
    found: set[str] = set() if owner_id is None else {"created_by_id"}
    for name, fields in _JUDGES_BY.items():
        if data[name] not in (None, "") and (name != "category" or data[name]):
            found |= set(fields)
    return frozenset(found)


_JUDGES_BY: Final = {
    "category": ("category_id",),
    "is_active": ("is_active",),
    "in_stock": ("quantity_then",),
    "low_stock": ("is_active", "reorder_level", "quantity_then"),
    "price_min": ("price",),
    "price_max": ("price",),
    "quantity_min": ("quantity_then",),
    "quantity_max": ("quantity_then",),
    "owner": ("created_by_id",),
    "search": TEXTS,
}
_TESTS: Final[dict[str, Callable[[Any, Values], bool]]] = {
    "is_active": lambda value, was: was["is_active"] == value,
    "in_stock": lambda value, was: (was["quantity_then"] > 0) == value,
    "low_stock": lambda value, was: _is_low(was) == value,
    "price_min": lambda value, was: Decimal(was["price"]) >= value,
    "price_max": lambda value, was: Decimal(was["price"]) <= value,
    "quantity_min": lambda value, was: was["quantity_then"] >= value,
    "quantity_max": lambda value, was: was["quantity_then"] <= value,
}


def _is_low(was: Values) -> bool:
    return counts_as_low(
        is_active=was["is_active"], quantity=was["quantity_then"], reorder_level=was["reorder_level"]
    )


def _has_words(was: Values, searched: list[str]) -> bool:
    text = search_text(was["name"], was["sku"], was["barcode"] or "", was["description"])
    return all(word in text for word in searched)
