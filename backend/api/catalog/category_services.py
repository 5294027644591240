"""Categories that are renamed, put into order, and replaced. Each call is one transaction.

A slug is what products, filters and addresses carry, so it never changes; what changes is the name.
"""

from typing import Any

from django.db import IntegrityError, transaction

from ..core.errors import FieldRefused
from .changes import categories_changed, category_replaced
from .errors import CategoryGone, CategoryInUse, LastCategory
from .models import CATEGORY_NAME_TAKEN, Category, Product


def change_category(*, slug: str, fields: dict[str, Any]) -> Category:
    """Write `name` and `position`, as far as *fields* has them. Raises CategoryGone and FieldRefused.

    A position counts from 0; the others make room. From the first move on, the order is the one that people gave.
    """
    with transaction.atomic():
        categories = list(Category.objects.select_for_update())
        category = next((found for found in categories if found.pk == slug), None)
        if category is None:
            raise CategoryGone
        if fields.get("name", category.name) != category.name:
            _rename(category, fields["name"])
        if "position" in fields:
            others = [other for other in categories if other.pk != slug]
            position = fields["position"]
            _number([*others[:position], category, *others[position:]])
    return category


def delete_category(*, slug: str, replacement: str = "") -> None:
    """Delete a category. Its products, and the saved views that ask for it, go to the category *replacement*.

    Raises CategoryGone, FieldRefused for the replacement, LastCategory, and CategoryInUse where products need one.
    """
    with transaction.atomic():
        categories = {category.pk: category for category in Category.objects.select_for_update().order_by("pk")}
        category = categories.pop(slug, None)
        if category is None:
            raise CategoryGone
        if replacement and replacement not in categories:
            raise FieldRefused("replacement", "Choose another category that exists.")
        if not categories:
            raise LastCategory
        products = Product.objects.filter(category=slug)
        if replacement:
            products.update(category=replacement)
            category_replaced.send(sender=Category, old=slug, new=replacement)
        elif count := products.count():
            raise CategoryInUse(count)
        category.delete()


def _rename(category: Category, name: str) -> None:
    category.name = name
    if category.name_is_taken():
        raise FieldRefused("name", CATEGORY_NAME_TAKEN, "taken")
    try:
        with transaction.atomic():
            category.save(update_fields=["name"])
    except IntegrityError as error:
        # Another one got the name since it was looked for.
        raise FieldRefused("name", CATEGORY_NAME_TAKEN, "taken") from error


def _number(categories: list[Category]) -> None:
    """From 1: a 0 says that nobody has put it anywhere."""
    for position, category in enumerate(categories, 1):
        if category.position != position:
            category.position = position
            Category.objects.filter(pk=category.pk).update(position=position)
    categories_changed.send(sender=Category, using="default")
