"""Rows of counts: how many there are to be, and whether the stock has moved since it was counted."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from ..bulk.changes import reason_against_adjusting
from ..stock.models import StockMovement
from .choices import Choices
from .judge import Judge, Seen, Verdict
from .matching import Problem
from .models import Import
from .table import Row


class Together:
    """What the rows of one product say. *counting* are those that give a number, *bad* those that can't be read.

    If one of them is held, all are: what is held can be corrected and imported by itself, and the sum is right.
    """

    __slots__ = ("agree", "bad", "counting", "held", "values")

    def __init__(self) -> None:
        self.counting: list[int] = []
        self.bad: list[int] = []
        # The sum, and what else has to be said once.
        self.values: dict[str, Any] = {}
        self.agree = True
        # The verdict of the first, which speaks for all, where it is held.
        self.held: Verdict | None = None

    def add(self, row: int, values: dict[str, Any]) -> None:
        self.counting.append(row)
        for name in ("counted", "change"):
            if name in values:
                self.values[name] = self.values.get(name, 0) + values[name]
        for name in ("expected", "counted_at"):
            if name in values and self.values.setdefault(name, values[name]) != values[name]:
                self.agree = False
        if "counted" in self.values and "change" in self.values:
            self.agree = False

    def problem_of(self, row: int) -> Problem | None:
        """Why *row*, which counts, is held for what others say."""
        if self.bad:
            return Problem(None, "duplicate", f"Row {self.bad[0]} is about the same product and is held.")
        if self.agree:
            return None
        names = ", ".join(map(str, [number for number in self.counting if number != row][:10]))
        return Problem(None, "duplicate", f"Rows {names} are about the same product but don't agree.")


class CountJudge(Judge):
    """Counts: of rows that mean the same product, the first that gives a number takes the sum."""

    def __init__(self, source: Import, choices: Choices, user: Any) -> None:
        super().__init__(source, choices, user, add_up=True)
        self._products: dict[int, Together] = {}
        # By product, of the rows that are being judged: what has moved since they were counted.
        self._moved: dict[int, int] = {}

    def match(self, rows: Sequence[Row]) -> None:
        for row, meant in self.matcher.feed(rows):
            if not meant:
                continue
            values, problems = self._said(row)
            for product in meant:
                together = self._products.setdefault(product, Together())
                if problems:
                    together.bad.append(row.number)
                elif gives_number(values):
                    together.add(row.number, values)

    def _said(self, row: Row) -> tuple[dict[str, Any], list[Problem]]:
        """The values of a row, and why it is held by itself."""
        # Quantities are compared, not taken for unchanged.
        values, problems = self.read(row, None)
        if problem := self.matcher.matches.problems.get(row.number):
            problems.append(problem)
        if "counted" in values and "change" in values:
            problems.append(Problem("change", "invalid", "Enter a count or a change, not both."))
        return values, problems

    def verdicts(self, rows: Sequence[Row]) -> list[Verdict]:
        products = self.matcher.matches.products
        found = {products[row.number] for row in rows if row.number in products}
        said = {pk: self._products[pk].values.get("counted_at") for pk in found}
        self._moved = moved_since({pk: datetime.fromisoformat(moment) for pk, moment in said.items() if moment})
        return super().verdicts(rows)

    def verdict(self, row: Row, product: Seen | None) -> Verdict:
        values, problems = self._said(row)
        if product is None and not problems:
            problems.append(Problem(None, "not_found", "No product matches this row."))
        if problems or product is None:
            return self.held(row, product, values, problems)
        if not gives_number(values):
            return self.made(row, "skipped", product, values, notes=["not_counted"])
        together = self._products[product.locked.pk]
        if problem := together.problem_of(row.number):
            return self.held(row, product, values, [problem])
        if together.counting[0] == row.number:
            verdict = self._judge(row, product, values | together.values, together.counting)
            together.held = verdict if verdict["state"] == "held" else None
            return verdict
        if together.held:
            return self.held(row, product, values, []) | {n: together.held[n] for n in ("changes", "problems")}
        return self.made(row, "skipped", product, values, notes=["added_up"])

    def _judge(self, row: Row, product: Seen, values: dict[str, Any], counting: list[int]) -> Verdict:
        notes = ["added_up"] if len(counting) > 1 else []
        on_hand = product.locked.quantity
        wish = Wish.of(values, on_hand - self._moved.get(product.locked.pk, 0), counting)
        new, problem = wish.settle(on_hand, self.choices.moved(counting))
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


def gives_number(values: Mapping[str, Any]) -> bool:
    return "counted" in values or "change" in values


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
    rows: Sequence[int] = ()  # that are added up; of one that was checked by an older release, none

    @classmethod
    def of(cls, values: dict[str, Any], expected: int, rows: Sequence[int]) -> "Wish":
        """*expected* is where the file says none: what was there when it was counted, as far as that is known."""
        change, counted = values.get("change"), values.get("counted")
        reason = values.get("reason") or ("correction" if counted is None else "count")
        return cls(change, counted, values.get("expected", expected), reason, values.get("note", ""), rows)

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
