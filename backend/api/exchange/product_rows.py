"""Rows of products: which are new, which change what, and which are held."""

from decimal import Decimal
from typing import Any, Final

from ..bulk.changes import reason_against_writing
from ..catalog.codes import barcode_key, sku_key
from .cells import Refused, UnknownCategory
from .choices import Choices
from .fields import BY_NAME
from .judge import Judge, Seen, Verdict
from .matching import Problem
from .models import Import
from .table import Row

PRICE_JUMP: Final = 10
_WRITABLE: Final = ("sku", "barcode", "name", "description", "category", "price", "reorder_level", "is_active")


class ProductJudge(Judge):
    def __init__(self, source: Import, choices: Choices, user: Any) -> None:
        super().__init__(source, choices, user)
        self.defaults: dict[str, Any] = {}
        # A category that was there when it was chosen may have gone.
        self._lost: dict[str, Refused] = {}
        for name, text in choices.defaults.items():
            try:
                self.defaults[name] = self._make(name, ".")(text)
            except Refused as error:
                self._lost[name] = error

    def verdict(self, row: Row, product: Seen | None) -> Verdict:
        values, problems = self.read(row, product)
        if problem := self.matcher.matches.problems.get(row.number):
            problems.append(problem)
        if problems:
            return self.held(row, product, values, problems)
        return self._update(row, product, values) if product else self._create(row, values)

    def _update(self, row: Row, product: Seen, values: dict[str, Any]) -> Verdict:
        match self.choices.on_match:
            case "skip":
                return self.made(row, "skipped", product, values)
            case "refuse":
                return self.held(
                    row, product, values, [Problem(None, "exists", "This product is already in the inventory.")]
                )
        known = product.values
        notes = []
        if "quantity" in values and values["quantity"] != known["quantity"]:
            notes.append("quantity_ignored")
        changes: dict[str, Any] = {
            name: [known[name], values[name]]
            for name in _WRITABLE
            if name in values and values[name] != known[name] and not _same_code(name, known[name], values[name])
        }
        if not changes:
            return self.made(row, "unchanged", product, values, notes=notes)
        if reason := reason_against_writing(self.user, product.locked):
            return self.made(row, "held", product, values, changes=changes, problems=[Problem(None, *reason)])
        if "price" in changes:
            old, new = map(Decimal, changes["price"])
            if new >= old * PRICE_JUMP or new * PRICE_JUMP <= old:
                notes.append("price_jump")
        return self.made(row, "update", product, values, changes=changes, notes=notes)

    def _create(self, row: Row, values: dict[str, Any]) -> Verdict:
        match self.choices.on_new:
            case "skip":
                return self.made(row, "skipped", None, values)
            case "refuse":
                return self.held(row, None, values, [Problem(None, "new", "No product matches this row.")])
        given = {name: value for name, value in {**self.defaults, **values}.items() if value is not None}
        given.pop("id", None)
        missing = [
            self._missing(field.name)
            for field in BY_NAME[self.kind].values()
            if field.needed and not given.get(field.name)
        ]
        if missing:
            return self.held(row, None, values, missing)
        return self.made(
            row, "create", None, values, changes={name: [None, value] for name, value in given.items()}
        )

    def _missing(self, name: str) -> Problem:
        """Why a new product has no *name*, which it needs."""
        lost = self._lost.get(name)
        if lost is None:
            return Problem(name, "required", f"A new product needs a {name}.")
        if isinstance(lost, UnknownCategory):
            self.unknown_categories[lost.name] += 1
        return Problem(name, lost.code, lost.detail, self.choices.defaults[name])


def _same_code(name: str, old: Any, new: Any) -> bool:
    """Whether two codes mean the same: a SKU in another case, or a GTIN in 12 or 13 digits, is no change."""
    if name == "sku":
        return sku_key(old) == sku_key(new)
    return name == "barcode" and bool(old and new) and barcode_key(old) == barcode_key(new)
