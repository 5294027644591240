"""Rows of counts: how many there are to be, and whether the stock has moved since it was counted."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from ..bulk.changes import reason_against_adjusting
from ..stock.models import StockMovement
from .cells import Refused
from .choices import Choices
from .judge import Judge, Seen, Verdict
from .matching import Problem
from .models import Import
from .table import Row


class CountJudge(Judge):
    """Counts: of rows that mean the same product, the first takes the sum."""

    def __init__(self, source: Import, choices: Choices, user: Any) -> None:
        super().__init__(source, choices, user, add_up=True)
        self._rows: dict[int, list[int]] = {}
        self._counted: dict[int, int] = {}
        self._expected: dict[int, set[int]] = {}
        self._counted_at: dict[int, set[str]] = {}
        self._spoiled: set[int] = set()
        # By product, of the rows that are being judged: what has moved since they were counted.
        self._moved: dict[int, int] = {}

    def match(self, rows: Sequence[Row]) -> None:
        wanted = [each for each in self.readers if each[0] in ("counted", "expected", "change", "counted_at")]
        for row, product in self.matcher.feed(rows):
            if product is None:
                continue
            self._rows.setdefault(product, []).append(row.number)
            for name, index, read in wanted:
                try:
                    value = read(row.cells[index]) if index < len(row.cells) else None
                except Refused:
                    self._spoiled.add(product)
                    continue
                if value is None:
                    continue
                if name == "expected":
                    self._expected.setdefault(product, set()).add(value)
                elif name == "counted_at":
                    self._counted_at.setdefault(product, set()).add(value)
                else:
                    self._counted[product] = self._counted.get(product, 0) + value

    def verdicts(self, rows: Sequence[Row]) -> list[Verdict]:
        products = self.matcher.matches.products
        found = {products[row.number] for row in rows if row.number in products}
        self._moved = moved_since(
            {pk: datetime.fromisoformat(min(self._counted_at[pk])) for pk in found if pk in self._counted_at}
        )
        return super().verdicts(rows)

    def verdict(self, row: Row, product: Seen | None) -> Verdict:
        # Quantities are compared, not taken for unchanged.
        values, problems = self.read(row, None)
        if problem := self.matcher.matches.problems.get(row.number):
            problems.append(problem)
        elif product is None and not problems:
            problems.append(Problem(None, "not_found", "No product matches this row."))
        given = [name for name in ("counted", "change") if name in values]
        if not given and not problems:
            return self.made(row, "skipped", product, values, notes=["not_counted"])
        if len(given) == 2:
            problems.append(Problem("change", "invalid", "Enter a count or a change, not both."))
        if problems or product is None:
            return self.held(row, product, values, problems)
        rows = self._rows[product.locked.pk]
        notes = []
        if len(rows) > 1:
            together = [number for number in rows if number != row.number]
            names = ", ".join(map(str, together[:10]))
            said = (self._expected, self._counted_at)
            if product.locked.pk in self._spoiled or any(len(x.get(product.locked.pk, ())) > 1 for x in said):
                problem = Problem(None, "duplicate", f"Rows {names} are about the same product but don't agree.")
                return self.held(row, product, values, [problem])
            if rows[0] != row.number:
                return self.made(row, "skipped", product, values, notes=["added_up"])
            notes.append("added_up")
            values[given[0]] = self._counted[product.locked.pk]
        return self._judge(row, product, values, notes)

    def _judge(self, row: Row, product: Seen, values: dict[str, Any], notes: list[str]) -> Verdict:
        on_hand = product.locked.quantity
        wish = Wish.of(values, on_hand - self._moved.get(product.locked.pk, 0))
        new, problem = wish.settle(on_hand, self.choices.moved(row.number))
        if problem:
            return self.held(row, product, values, [problem])
        if new is None:
            return self.made(row, "skipped", product, values, notes=notes)
        if new == on_hand:
            return self.made(row, "unchanged", product, values, notes=notes)
        changes = {"quantity": [on_hand, new]}
        if reason := reason_against_adjusting(self.user, product.locked, new - on_hand):
            return self.made(row, "held", product, values, changes=changes, problems=[Problem(None, *reason)])
        return self.made(row, "update", product, values, changes=changes, notes=notes) | {"wish": list(wish)}


def moved_since(moments: Mapping[int, datetime]) -> dict[int, int]:
    """By how much the stock of each product has moved since its moment. One query for 500, none for none."""
    moved: Counter[int] = Counter()
    if not moments:
        return moved
    movements = StockMovement.objects.filter(product__in=list(moments), created_at__gt=min(moments.values()))
    for product, delta, moment in movements.order_by().values_list("product", "delta", "created_at"):
        if moment > moments[product]:
            moved[product] += delta
    return moved


class Wish(NamedTuple):
    """What a row wants of a stock: *change*, or *counted* where *expected* were thought to be there."""

    change: int | None
    counted: int | None
    expected: int
    reason: str
    note: str

    @classmethod
    def of(cls, values: dict[str, Any], expected: int) -> "Wish":
        """*expected* is where the file says none: what was there when it was counted, as far as that is known."""
        change, counted = values.get("change"), values.get("counted")
        reason = values.get("reason") or ("correction" if counted is None else "count")
        return cls(change, counted, values.get("expected", expected), reason, values.get("note", ""))

    def settle(self, on_hand: int, choice: str | None) -> tuple[int | None, Problem | None]:
        """How many there will be (None: it stays), or the problem that stock has moved and nobody has chosen."""
        if self.change is not None:
            return on_hand + self.change, None
        counted = self.counted or 0
        if on_hand == self.expected or choice == "set":
            return counted, None
        moved = on_hand + counted - self.expected
        if choice == "difference":
            return moved, None
        if choice == "leave":
            return None, None
        detail = (
            f"Expected {self.expected:,}, now {on_hand:,} on hand. "
            f"Apply the difference ({moved:,}) or set to the count ({counted:,})?"
        )
        return None, Problem("counted", "moved_since", detail, str(counted), str(moved))
