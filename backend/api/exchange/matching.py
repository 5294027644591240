"""Which product each row of a file means, and which rows say the same: found for all rows before any is judged."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from django.db.models import Q

from ..catalog.codes import barcode_key, sku_key
from ..catalog.models import Product
from .cells import Read, Refused
from .fields import KEYS
from .table import Row


class Problem(NamedTuple):
    """Why a row is held. *value* is what the file says, *suggestion* what it may have meant."""

    field: str | None
    code: str
    detail: str
    value: str = ""
    suggestion: str = ""


@dataclass(slots=True)
class Matches:
    """By the number of the row: the product that it means, and why it is held."""

    products: dict[int, int] = field(default_factory=dict)
    problems: dict[int, Problem] = field(default_factory=dict)
    _firsts: dict[str, dict[Any, int]] = field(default_factory=lambda: {name: {} for name in (*KEYS, "product")})

    def note(self, key: str, value: Any, row: int) -> int | None:
        """The first row with this *value*, if there was one before."""
        first = self._firsts[key].setdefault(value, row)
        return None if first == row else first

    def forget_keys(self) -> None:
        self._firsts.clear()


class Keys(NamedTuple):
    id: int | None
    sku: str
    barcode: str
    raw_barcode: str


_NAMES: Final = {"id": "id", "sku": "SKU", "barcode": "barcode"}


def read_keys(row: Row, readers: Sequence[tuple[str, int, Read]]) -> Keys:
    """What *row* may name its product by. What cannot be read is said when the row is judged."""
    found: dict[str, Any] = {}
    for name, index, read in readers:
        if index < len(row.cells):
            try:
                found[name] = read(row.cells[index])
            except Refused:
                continue
    barcode = found.get("barcode") or ""
    return Keys(found.get("id"), sku_key(found.get("sku") or ""), barcode_key(barcode), barcode)


class Matcher:
    """Feed it all rows, at most 500 at a time; *match* are the keys that count, in their order."""

    def __init__(self, readers: Sequence[tuple[str, int, Read]], match: Sequence[str], *, add_up: bool) -> None:
        self._readers = [each for each in readers if each[0] in KEYS]
        self._match = match
        self._add_up = add_up
        self.matches = Matches()

    def feed(self, rows: Sequence[Row]) -> Iterator[tuple[Row, Collection[int]]]:
        """Each row with the ids of the products that it may mean: several where it is ambiguous. One query."""
        keys = [read_keys(row, self._readers) for row in rows]
        stored = _stored(keys)
        for row, key in zip(rows, keys, strict=True):
            named = self._named(key, stored)
            found, problem = self._find(key, named, stored)
            if found is not None:
                self.matches.products[row.number] = found
            if not self._add_up:
                repeated = self._repeated(row.number, key, found)
                problem = problem or repeated
            if problem:
                self.matches.problems[row.number] = problem
            if problem and problem.code == "ambiguous":
                yield row, {product for name in self._match for product in named[name]}
            else:
                yield row, () if found is None else (found,)

    def _named(self, key: Keys, stored: "_Stored") -> dict[str, list[int]]:
        return {
            "id": [key.id] if key.id in stored.ids and key.id is not None else [],
            "sku": [stored.by_sku[key.sku]] if key.sku in stored.by_sku else [],
            "barcode": stored.by_barcode.get(key.barcode, []) if key.barcode else [],
        }

    def _find(
        self, key: Keys, found: dict[str, list[int]], stored: "_Stored"
    ) -> tuple[int | None, Problem | None]:
        if key.id is not None and not found["id"] and "id" in self._match:
            return None, Problem("id", "not_found", f"Product {key.id} doesn't exist.", str(key.id))
        first: tuple[str, int] | None = None
        for name in self._match:
            products = found[name]
            if first is None and len(products) > 1:
                return None, Problem(name, "ambiguous", f"Several products have this {_NAMES[name]}.")
            if first is None and products:
                first = name, products[0]
            elif first and products and first[1] not in products:
                one, other = _NAMES[first[0]], _NAMES[name]
                detail = f"The {one} belongs to product {first[1]}, the {other} to product {products[0]}."
                return None, Problem(name, "ambiguous", detail)
        product = first[1] if first else None
        for name in ("sku", "barcode"):
            if name not in self._match and (taken := self._taken(name, key, found[name], product, stored)):
                return product, Problem(name, "taken", f"This {_NAMES[name]} belongs to product {taken}.")
        return product, None

    def _taken(
        self, name: str, key: Keys, products: list[int], product: int | None, stored: "_Stored"
    ) -> int | None:
        others = [pk for pk in products if pk != product]
        if name == "barcode":
            others = [pk for pk in others if stored.barcodes[pk] == key.raw_barcode]
        return others[0] if others else None

    def _repeated(self, row: int, key: Keys, product: int | None) -> Problem | None:
        """Both rows are held: neither is right by coming first."""
        for name, value in (("id", key.id), ("sku", key.sku), ("barcode", key.barcode), ("product", product)):
            if not value:
                continue
            first = self.matches.note(name, value, row)
            if first is not None:
                where = f"has the same {_NAMES[name]}" if name in _NAMES else "is for the same product"
                column = name if name in _NAMES else None
                earlier = Problem(column, "duplicate", f"Row {row} {where}.")
                self.matches.problems.setdefault(first, earlier)
                return Problem(column, "duplicate", f"Row {first} {where}.")
        return None


class _Stored(NamedTuple):
    ids: set[int]
    by_sku: dict[str, int]
    by_barcode: dict[str, list[int]]
    barcodes: dict[int, str | None]


def _stored(keys: Sequence[Keys]) -> _Stored:
    found = _Stored(set(), {}, {}, {})
    ids = {key.id for key in keys if key.id is not None}
    skus = {key.sku for key in keys if key.sku}
    barcodes = {key.barcode for key in keys if key.barcode}
    if not (ids or skus or barcodes):
        return found
    wanted = Q(pk__in=ids) | Q(sku_key__in=skus) | Q(barcode_key__in=barcodes)
    for pk, sku, key, barcode in Product.objects.filter(wanted).values_list(
        "pk", "sku_key", "barcode_key", "barcode"
    ):
        found.ids.add(pk)
        found.by_sku[sku] = pk
        found.barcodes[pk] = barcode
        if key:
            found.by_barcode.setdefault(key, []).append(pk)
    return found
