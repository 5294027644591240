"""Adjustments of stock: by a difference, to a counted number, and back again. Each call is one transaction.

But for `adjust_locked` and `move_locked`, which belong into one.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final, NamedTuple, Protocol

from django.db import models, transaction
from django.db.models import F
from django.utils import timezone

from ..catalog.errors import ProductGone
from ..catalog.models import MAX_QUANTITY, Product
from ..catalog.rows import ProductRow
from ..catalog.selectors import product_rows_by_id
from ..live import log
from . import ledger
from .errors import (
    AlreadyReverted,
    InsufficientStock,
    NothingToRevert,
    ProductDeleted,
    StaleQuantity,
    TooMuchStock,
)
from .models import StockMovement
from .rows import MovementRow

REASONS: Final = tuple(
    str(reason)
    for reason in StockMovement.Reason
    if reason not in (StockMovement.Reason.INITIAL, StockMovement.Reason.REVERT)
)
"""What someone may give as a reason; the others are the ledger's own."""


class Adjustment(NamedTuple):
    """What was posted, and the product as it stands after it."""

    movement: MovementRow
    product: ProductRow


def adjust_by(
    *, product_id: int, delta: int, reason: str = "correction", note: str = "", idempotency_key: str = ""
) -> Adjustment:
    """Add *delta* items; a negative one takes. Others may adjust at the same moment: all of them count.

    Raises ProductGone, InsufficientStock and TooMuchStock, each with nothing stored.
    """
    posting = _Wanted(product_id, delta, reason, note, idempotency_key)
    with transaction.atomic():
        if _move(posting):
            return _post(posting)
        current = _current(product_id)
    # The sign decides: the row that is shown may have moved on since it did not fit.
    raise InsufficientStock(current) if delta < 0 else TooMuchStock(current)


def set_to(
    *,
    product_id: int,
    quantity: int,
    expected: int,
    reason: str = "count",
    note: str = "",
    idempotency_key: str = "",
) -> Adjustment:
    """Say that *quantity* items are there, having seen *expected*. One that confirms what is there is recorded.

    Raises ProductGone, and StaleQuantity when *expected* no longer holds: whoever counted decides again.
    """
    posting = _Wanted(product_id, quantity - expected, reason, note, idempotency_key)
    with transaction.atomic():
        if _move(posting, quantity=expected):
            return _post(posting)
        raise StaleQuantity(_current(product_id))


def revert(*, movement_id: int, note: str = "", idempotency_key: str = "") -> Adjustment:
    """Post the opposite of a movement, once.

    Raises ProductDeleted, NothingToRevert, AlreadyReverted, InsufficientStock and TooMuchStock;
    StockMovement.DoesNotExist when there is no such movement.
    """
    with transaction.atomic():
        movement = StockMovement.objects.get(pk=movement_id)
        if movement.product_id is None:
            raise ProductDeleted
        if movement.delta == 0:
            raise NothingToRevert
        wanted = _Wanted(movement.product_id, -movement.delta, "revert", note, idempotency_key, movement.pk)
        moved = _move(wanted)
        # Asked when the product's row is locked: of two reverts at once, the second sees the first.
        if StockMovement.objects.filter(reverts=movement).exists():
            raise AlreadyReverted
        if moved:
            return _post(wanted)
        try:
            current = _current(movement.product_id)
        except ProductGone:
            raise ProductDeleted from None
    raise InsufficientStock(current) if movement.delta > 0 else TooMuchStock(current)


class Stocked(Protocol):
    """A product's row, as far as its stock is concerned."""

    @property
    def pk(self) -> int: ...
    @property
    def sku(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def quantity(self) -> int: ...


def fits(quantity: int, delta: int) -> bool:
    """Whether *delta* can be added to *quantity*."""
    return 0 <= quantity + delta <= MAX_QUANTITY


def adjust_locked(
    products: Sequence[Stocked],
    *,
    delta: int,
    reason: str,
    note: str = "",
    idempotency_key: str = "",
    reverts: Mapping[int, int] = MappingProxyType({}),
) -> dict[int, int]:
    """Add *delta* to each of *products*, which the open transaction has read and locked, and which it fits.

    *reverts* names the movement that is taken back, by product. Returns the id of the new movement, by product.
    """
    return move_locked(
        [Move(product, delta, reason, note, reverts.get(product.pk)) for product in products],
        idempotency_key=idempotency_key,
    )


class Move(NamedTuple):
    """Add *delta* items to *product*; a negative number takes. *reverts* is the movement that is taken back."""

    product: Stocked
    delta: int
    reason: str
    note: str = ""
    reverts: int | None = None


def move_locked(moves: Sequence[Move], *, idempotency_key: str = "") -> dict[int, int]:
    """As `adjust_locked`, with a difference for each product. No product is in it twice."""
    ids = [move.product.pk for move in moves]
    by_delta: dict[int, list[int]] = {}
    for move in moves:
        by_delta.setdefault(move.delta, []).append(move.product.pk)
    now = timezone.now()
    for delta, of_delta in by_delta.items():
        # Past the product queryset, as in `_move`.
        models.QuerySet.update(
            Product.objects.filter(pk__in=of_delta),
            quantity=F("quantity") + delta,
            version=F("version") + 1,
            updated_at=now,
        )
    log.record("update", ids, using="default")
    postings = [
        ledger.Posting(
            move.product.pk,
            sku=move.product.sku,
            name=move.product.name,
            delta=move.delta,
            balance=move.product.quantity + move.delta,
            reason=move.reason,
            note=move.note,
            reverts=move.reverts,
            idempotency_key=idempotency_key,
        )
        for move in moves
    ]
    movements = ledger.post(postings)
    return {move.product.pk: movement["id"] for move, movement in zip(moves, movements, strict=True)}


class _Wanted(NamedTuple):
    product_id: int
    delta: int
    reason: str
    note: str
    idempotency_key: str
    reverts: int | None = None


def _move(wanted: _Wanted, **conditions: Any) -> bool:
    """The quantity moves in one conditional UPDATE, or does not: no read comes between the check and the write."""
    fits = {"quantity__gte": max(0, -wanted.delta), "quantity__lte": MAX_QUANTITY - max(0, wanted.delta)}
    product = Product.objects.filter(pk=wanted.product_id, **fits, **conditions)
    # Past the product queryset, which would read and lock first; what it records is recorded by `_post`.
    changed = models.QuerySet.update(
        product, quantity=F("quantity") + wanted.delta, version=F("version") + 1, updated_at=timezone.now()
    )
    return bool(changed)


def _post(wanted: _Wanted) -> Adjustment:
    row = _current(wanted.product_id)
    posting = ledger.Posting(
        wanted.product_id,
        sku=row["sku"],
        name=row["name"],
        delta=wanted.delta,
        balance=row["quantity"],
        reason=wanted.reason,
        note=wanted.note,
        reverts=wanted.reverts,
        idempotency_key=wanted.idempotency_key,
    )
    log.record("update", [wanted.product_id], using="default")
    [movement] = ledger.post([posting])
    return Adjustment(movement, row)


def _current(product_id: int) -> ProductRow:
    row = product_rows_by_id([product_id]).get(product_id)
    if row is None:
        raise ProductGone
    return row
