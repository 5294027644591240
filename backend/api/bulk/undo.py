"""Taking a bulk change back, chunk by chunk and product by product."""

from typing import Any, Final

from django.db.models import Case, Value, When

from ..catalog.models import Category, Product
from ..http.models import BulkChunk
from ..live import log
from ..stock.models import StockMovement
from ..stock.services import adjust_locked
from .changes import (
    LockedRow,
    Outcome,
    Reason,
    Restore,
    Revert,
    lock_rows,
    reason_against_adjusting,
    reason_against_writing,
    reversal_from,
)
from .errors import CannotBeUndone

_CHANGED_SINCE: Final = ("changed_since", "It has been changed again since.")
_CATEGORY_GONE: Final = ("category_gone", "Its old category no longer exists.")


def take_back(user: Any, chunk: BulkChunk | None, key: str) -> Outcome:
    """Take back what was done to the products of *chunk*, inside the open transaction, which has locked it.

    A chunk that has not been done will not be: its run is over. What the run left as it was, and what has been put
    back since, counts as unchanged. The movements carry *key*. Raises CannotBeUndone when the chunk is kept no
    longer, or was, since the undo began, done in a way that cannot be taken back.
    """
    if chunk is None or (chunk.outcome and not chunk.reversal):
        raise CannotBeUndone
    if chunk.outcome is None:
        chunk.is_undone = True
        chunk.save(update_fields=["is_undone"])
        return Outcome(0, len(chunk.ids), [])
    reversal = reversal_from(chunk.reversal)
    found, refused = lock_rows([product_id for product_id, _ in reversal.was])
    # Made when the rows are locked: what it reads of them stays so.
    way = _Reverting(user, reversal, key) if isinstance(reversal, Revert) else _Restoring(user, reversal)
    to_change = []
    for product in found:
        if way.is_back(product):
            continue
        if reason := way.reason_against(product):
            refused.append(product.refused(*reason))
        else:
            to_change.append(product)
    way.write(to_change)
    unchanged = len(chunk.ids) - len(to_change) - len(refused)
    return Outcome(len(to_change), unchanged, sorted(refused, key=lambda refusal: refusal.id))


class _Reverting:
    """By a movement that reverts each movement, once."""

    def __init__(self, user: Any, reversal: Revert, key: str) -> None:
        self.user, self.key, self.delta = user, key, -reversal.delta
        self.movements = dict(reversal.was)
        reverts = StockMovement.objects.filter(reverts__in=list(self.movements.values()))
        # By the movement that was reverted: what has reverted the revert, or None.
        self.reverted = dict(reverts.values_list("reverts", "reverted_by"))

    def is_back(self, product: LockedRow) -> bool:
        return self.reverted.get(self.movements[product.pk], product) is None

    def reason_against(self, product: LockedRow) -> Reason | None:
        if self.movements[product.pk] in self.reverted:
            # A movement is reverted once, so this one counts for good.
            return _CHANGED_SINCE
        return reason_against_adjusting(self.user, product, self.delta)

    def write(self, products: list[LockedRow]) -> None:
        adjust_locked(
            products, delta=self.delta, reason="revert", idempotency_key=self.key, reverts=self.movements
        )


class _Restoring:
    """By the value that each product had, where it still has the one that the run gave it."""

    def __init__(self, user: Any, reversal: Restore) -> None:
        self.user, self.field, self.now = user, reversal.field, reversal.now
        self.was, self.versions = dict(reversal.was), dict(reversal.versions)
        known = Category.objects.filter(pk__in=set(self.was.values()))
        self.categories = set(known.values_list("pk", flat=True)) if self.field == "category_id" else None

    def is_back(self, product: LockedRow) -> bool:
        return bool(getattr(product, self.field) == self.was[product.pk])

    def reason_against(self, product: LockedRow) -> Reason | None:
        if reason := reason_against_writing(self.user, product):
            return reason
        if getattr(product, self.field) != self.now:
            return _CHANGED_SINCE
        if self.categories is not None and self.was[product.pk] not in self.categories:
            return _CATEGORY_GONE
        return None

    def write(self, products: list[LockedRow]) -> None:
        ids = [product.pk for product in products]
        if ids:
            own = Case(*(When(pk=pk, then=Value(self.was[pk])) for pk in ids))
            Product.objects.filter(pk__in=ids).update(**{self.field: own})
            log.record_undone({pk: self.versions[pk] for pk in ids if pk in self.versions})
