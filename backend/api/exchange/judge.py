"""Judging a row: what it says, what there is, what would come of it. Products and counts have this in common."""

from collections import Counter
from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from ..bulk.changes import LockedRow
from ..catalog.models import Product
from ..core.batches import in_batches
from ..core.spreadsheets import revive
from ..core.zones import zone_of
from ..place import reading as place
from .cells import MissingZero, Read, Refused, UnknownCategory, reader, with_zeros
from .choices import Choices, category_slugs
from .columns import shown
from .fields import BY_NAME, KEYS
from .matching import Matcher, Problem
from .models import Import, Kind
from .table import Row

_COLUMNS: Final = (
    "pk",
    "sku",
    "name",
    "quantity",
    "category_id",
    "is_active",
    "created_by_id",
    "version",
    "description",
    "barcode",
    "price",
    "reorder_level",
)
_EMPTIED: Final = {"description": ""}


class Seen(NamedTuple):
    """A product as the check has seen it."""

    locked: LockedRow
    values: dict[str, Any]


Verdict = dict[str, Any]
"""`row`, `state` (create, update, unchanged, held, skipped), `product`, `key`, `name`, `changes`
({field: [old, new]}), `problems` and `notes` (codes); of a count also `wish`."""


class Judge:
    """What products and counts have in common."""

    def __init__(self, source: Import, choices: Choices, user: Any, *, add_up: bool = False) -> None:
        self.choices, self.user = choices, user
        self.kind = Kind(source.kind)
        self.unknown_categories: Counter[str] = Counter()
        self._is_csv = is_csv = source.format == "csv"
        styles = source.reading.get("styles", {})
        categories = category_slugs(choices.categories)
        zone = zone_of(choices.tz)
        fields = BY_NAME[self.kind]
        self._make: Any = lambda name, decimal, order=None: reader(
            fields[name],
            is_csv=is_csv,
            decimal=decimal,
            currency=place.current().currency,
            categories=categories,
            date_order=order,
            zone=zone,
        )
        self.readers: list[tuple[str, int, Read]] = []
        keys: list[tuple[str, int, Read]] = []
        for name, index in choices.mapping.items():
            if fields[name].content == "shown":
                continue
            decimal = choices.decimal.get(str(index)) or styles.get(str(index), {}).get("decimal", ".")
            order = choices.dates.get(str(index)) or styles.get(str(index), {}).get("order")
            read = self._make(name, decimal, order)
            if name in KEYS:
                # What is added up also finds the product of a row that is held for its zeros.
                repaired = name == "barcode" and (self._repairs or add_up)
                keys.append((name, index, self._repairing(read) if repaired else read))
            self.readers.append((name, index, self._barcode(read) if name == "barcode" else read))
        self.matcher = Matcher(keys, choices.match, add_up=add_up)

    @property
    def _repairs(self) -> bool:
        return "missing_zero" in self.choices.accept

    def _repairing(self, read: Read) -> Read:
        def repaired(cell: Any) -> Any:
            code = read(cell)
            return (with_zeros(code) or code) if code else code

        return repaired

    def _barcode(self, read: Read) -> Read:
        if self._repairs:
            return self._repairing(read)

        def checked(cell: Any) -> Any:
            code = read(cell)
            if code and (padded := with_zeros(code)):
                raise MissingZero(padded)
            return code

        return checked

    def match(self, rows: Sequence[Row]) -> None:
        for _ in self.matcher.feed(rows):
            pass

    def verdicts(self, rows: Sequence[Row]) -> list[Verdict]:
        products = self.matcher.matches.products
        seen = seen_products({products[row.number] for row in rows if row.number in products})
        return [self.verdict(row, seen.get(products.get(row.number, 0))) for row in rows]

    def verdict(self, row: Row, product: Seen | None) -> Verdict:
        raise NotImplementedError

    def read(self, row: Row, product: Seen | None) -> tuple[dict[str, Any], list[Problem]]:
        """The values of a row, without those that are empty, or what the product has."""
        values: dict[str, Any] = {}
        problems: list[Problem] = []
        known = product.values if product else {}
        clear = self.choices.clear
        cells = row.cells
        width = len(cells)
        for name, index, read in self.readers:
            cell = cells[index] if index < width else None
            if cell is None or cell == "":
                if name in clear:
                    values[name] = _EMPTIED.get(name)
                continue
            if name in known and (cell == known[name] or (self._is_csv and _says(name, cell, known[name]))):
                continue
            try:
                value = read(cell)
            except UnknownCategory as error:
                self.unknown_categories[error.name] += 1
                problems.append(Problem(name, error.code, error.detail, error.name))
            except Refused as error:
                suggestion = getattr(error, "suggestion", "")
                problems.append(Problem(name, error.code, error.detail, shown(cell)[:200], suggestion))
            else:
                if value is not None:
                    values[name] = value
                elif name in clear:
                    values[name] = _EMPTIED.get(name)
        return values, problems

    def held(self, row: Row, product: Seen | None, values: dict[str, Any], problems: list[Problem]) -> Verdict:
        return self.made(row, "held", product, values, problems=problems)

    def made(
        self,
        row: Row,
        state: str,
        product: Seen | None,
        values: dict[str, Any],
        *,
        changes: dict[str, Any] | None = None,
        problems: Sequence[Problem] = (),
        notes: Sequence[str] = (),
    ) -> Verdict:
        key = (product.locked.sku if product else "") or values.get("sku") or values.get("barcode") or ""
        name = values.get("name") or (product.locked.name if product else "")
        return {
            "row": row.number,
            "state": state,
            "product": product.locked.pk if product else None,
            "key": key,
            "name": name,
            "changes": changes or {},
            "problems": [problem._asdict() for problem in problems],
            "notes": list(notes),
        }


def _says(name: str, cell: str, known: Any) -> bool:
    """Whether a cell of a CSV file is *known* as exports write it."""
    return "'" in cell and revive(cell, is_code=name in KEYS) == known


def seen_products(ids: set[int]) -> dict[int, Seen]:
    """One query for 500."""
    found = {}
    for products in in_batches(Product.objects.order_by(), ids):
        for values in products.values_list(*_COLUMNS):
            found[values[0]] = seen(values)
    return found


def seen(values: tuple[Any, ...]) -> Seen:
    """From the _COLUMNS of a product."""
    locked = LockedRow(*values[: len(LockedRow._fields)])
    description, barcode, price, reorder_level = values[len(LockedRow._fields) :]
    return Seen(
        locked,
        {
            "sku": locked.sku,
            "barcode": barcode,
            "name": locked.name,
            "description": description,
            "category": locked.category_id,
            "price": f"{price:.2f}",
            "reorder_level": reorder_level,
            "is_active": locked.is_active,
            "quantity": locked.quantity,
        },
    )


SEEN_COLUMNS: Final = _COLUMNS
