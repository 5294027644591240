"""What a person has chosen about an import: which column is what, and what is to be done with which row."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Final

from ..catalog.categories import MAX_NAME
from ..catalog.models import Category
from ..core.errors import FieldRefused
from ..core.words import counted
from .cells import Refused, category_key, reader
from .fields import BY_NAME, KEYS
from .models import Import, Kind

ON_NEW: Final = ("create", "skip", "refuse")
ON_MATCH: Final = ("update", "skip", "refuse")
REPAIRS: Final = ("missing_zero",)
MOVED: Final = ("difference", "set", "leave")
_DEFAULTS: Final = ("category", "description", "price", "quantity", "reorder_level", "is_active")


@dataclass(slots=True)
class Choices:
    """*mapping* is field to column (from 0 on). *decimal* and *dates*, the order of day and month, are by column.

    *tz* is the zone of days, and of times that name none. *categories* say for a name that is no category:
    `{"use": slug}` or `{"create": true}`. *moved_since*: what to do with stock that has moved, in `all` rows, and
    in some `rows` by their number.
    """

    header_row: int = 1
    mapping: dict[str, int] = field(default_factory=dict)
    defaults: dict[str, str] = field(default_factory=dict)
    decimal: dict[str, str] = field(default_factory=dict)
    dates: dict[str, str] = field(default_factory=dict)
    tz: str = "UTC"
    match: list[str] = field(default_factory=lambda: list(KEYS))
    on_new: str = "create"
    on_match: str = "update"
    clear: list[str] = field(default_factory=list)
    categories: dict[str, dict[str, Any]] = field(default_factory=dict)
    accept: list[str] = field(default_factory=list)
    moved_since: dict[str, Any] = field(default_factory=dict)

    def moved(self, rows: Iterable[int]) -> str | None:
        """What to do where the stock has moved of which *rows* say the sum; None too where they don't agree."""
        chosen = self.moved_since.get("rows", {})
        found = {chosen[str(row)] for row in rows if str(row) in chosen} or {self.moved_since.get("all")}
        return found.pop() if len(found) == 1 else None


def choices_of(source: Import) -> Choices:
    return Choices(**source.choices)


def stored(choices: Choices) -> dict[str, Any]:
    return asdict(choices)


def check_choices(choices: Choices, kind: str, width: int) -> None:
    """Raises FieldRefused for what makes no sense with a file of *width* columns."""
    fields = BY_NAME[Kind(kind)]
    used: set[int] = set()
    for name, column in choices.mapping.items():
        if name not in fields:
            raise FieldRefused("mapping", f"There's no field {name[:40]}. The fields are {', '.join(fields)}.")
        if not 0 <= column < width:
            has = f"The file has {counted(width, 'column')}, numbered from 0."
            raise FieldRefused("mapping", f"There's no column {column}. {has}")
        if column in used:
            raise FieldRefused("mapping", f"Column {column} is used twice.")
        used.add(column)
    _check_names("match", choices.match, KEYS)
    _check_names("clear", choices.clear, [name for name, each in fields.items() if each.clearable])
    _check_names("defaults", choices.defaults, _DEFAULTS if kind == Kind.PRODUCTS else ())
    known, chosen = category_slugs({}), category_slugs(choices.categories)
    for name, text in choices.defaults.items():
        try:
            reader(fields[name], is_csv=False, decimal=".", currency="", categories=chosen)(text)
        except Refused as error:
            raise FieldRefused("defaults", f"{name}: {error.detail}") from None
    for name, wanted in choices.categories.items():
        if not wanted.get("create") and wanted.get("use") not in known.values():
            raise FieldRefused("categories", f"{name[:80]}: there's no category {str(wanted.get('use'))[:50]}.")
        if wanted.get("create") and len(name) > MAX_NAME:
            raise FieldRefused(
                "categories", f"{name[:80]}…: a category's name can have up to {MAX_NAME} characters."
            )


def _check_names(what: str, names: Collection[str], known: Collection[str]) -> None:
    for name in names:
        if name not in known:
            raise FieldRefused(
                what, f"{name[:40]} is none of {', '.join(known)}." if known else "Doesn't go with this."
            )


NEW_CATEGORY: Final = "+"
"""Before the name of a category that the apply is to make: no slug begins with it."""


def category_slugs(chosen: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    """Slugs by the key of what a cell may say: names, slugs, and what has been *chosen* for other names."""
    found: dict[str, str] = {}
    for slug, name in Category.objects.values_list("slug", "name"):
        found[category_key(name)] = slug
    for slug in list(found.values()):
        found.setdefault(category_key(slug), slug)
    for name, wanted in chosen.items():
        key = category_key(name)
        if key not in found:
            found[key] = f"{NEW_CATEGORY}{name}" if wanted.get("create") else wanted["use"]
    return found
