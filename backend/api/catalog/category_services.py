"""Categories that are added, renamed, put into order, and replaced. Each call is one transaction.

A slug is what products, filters and addresses carry, so it never changes; what changes is the name.
"""

from collections.abc import Iterable
from typing import Any

from django.db import DEFAULT_DB_ALIAS, IntegrityError, transaction
from rest_framework.exceptions import ValidationError

from ..core.errors import FieldRefused
from ..core.text import unique_name_key
from ..http.text_fields import LineField
from ..live import log
from .categories import MAX_NAME, MOST_CATEGORIES, make_slug
from .changes import categories_changed, category_replaced
from .errors import CategoryGone, CategoryInUse, LastCategory
from .models import CATEGORY_NAME_TAKEN, Category, Product


def create_category(*, name: str, slug: str = "") -> Category:
    """Add a category; without a *slug* it gets a free one that its name makes. Raises FieldRefused."""
    with transaction.atomic():
        there = _There()
        if there.has(name):
            raise FieldRefused("name", CATEGORY_NAME_TAKEN, "taken")
        return there.add(name, slug)


def create_categories(names: Iterable[str]) -> list[Category]:
    """Add a category for each of *names* that is free, whatever its case. All or none: raises FieldRefused."""
    with transaction.atomic():
        there = _There()
        return [there.add(name) for name in names if not there.has(name)]


def bring_back_category(*, name: str, slug: str) -> Category:
    """The category that is called *name* now, or else the deleted one, made again. Raises FieldRefused."""
    with transaction.atomic():
        there = _There()
        if there.has(name):
            return Category.objects.get(name_key=unique_name_key(name))
        return there.add(name, slug)


def category_name(text: str) -> str:
    """*text* as it would be stored as a name. Raises FieldRefused for what no category can be called."""
    try:
        return str(LineField(max_length=MAX_NAME).run_validation(text))
    except ValidationError as error:
        refused: Any = error.detail
        raise FieldRefused("name", str(refused[0]), refused[0].code) from error


class _There:
    """The categories that there are. Of two transactions that ask at once, the second waits for the first."""

    def __init__(self) -> None:
        log.take_turn(using="default")
        stored = list(Category.objects.values_list("name_key", "slug"))
        self._names = {key for key, _ in stored}
        self._slugs = {slug.lower() for _, slug in stored}

    def has(self, name: str) -> bool:
        return unique_name_key(name) in self._names

    def add(self, name: str, slug: str = "") -> Category:
        name, slug = category_name(name), slug.lower() or make_slug(name, self._slugs)
        if slug in self._slugs:
            raise FieldRefused("slug", "This slug is already in use.", "taken")
        if len(self._names) >= MOST_CATEGORIES:
            raise FieldRefused("name", f"There are {MOST_CATEGORIES:,} categories, the most allowed.")
        category = Category.objects.create(slug=slug, name=name)
        self._names.add(category.name_key)
        self._slugs.add(slug)
        return category


def change_category(*, slug: str, fields: dict[str, Any]) -> Category:
    """Write `name` and `position`, as far as *fields* has them. Raises CategoryGone and FieldRefused.

    A position counts from 0; the others make room. From the first move on, the order is the one that people gave.
    """
    with transaction.atomic():
        stored = _locked()
        category = stored.get(slug)
        if category is None:
            raise CategoryGone
        if fields.get("name", category.name) != category.name:
            _rename(category, fields["name"])
        if "position" in fields:
            in_order = sorted(stored.values(), key=lambda each: (each.position, each.name_key))
            others = [other for other in in_order if other.pk != slug]
            position = fields["position"]
            _number([*others[:position], category, *others[position:]])
    return category


def delete_category(*, slug: str, replacement: str = "") -> None:
    """Delete a category. Its products, and the saved views that ask for it, go to the category *replacement*.

    Raises CategoryGone, FieldRefused for the replacement, LastCategory, and CategoryInUse where products need one.
    """
    with transaction.atomic():
        categories = _locked()
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
            category_replaced.send(sender=Category, old=slug, new=replacement, using=DEFAULT_DB_ALIAS)
        elif count := products.count():
            raise CategoryInUse(count)
        category.delete()


def _locked() -> dict[str, Category]:
    """All categories by slug, as they are behind the lock; in this order, so that nobody waits in a circle.

    The lock leaves their keys free: whoever stores a product of a category does not wait.
    """
    return {category.pk: category for category in Category.objects.select_for_update(no_key=True).order_by("pk")}


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
