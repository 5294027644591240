"""One change to many products, a chunk at a time.

Each chunk is one transaction of its own: what is done stays done, others get their turn in between, and the live
feed gets single events. A row that may not or cannot be changed is refused by itself and reported; it holds up no
other.
"""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final, NamedTuple

from django.contrib.auth import get_user_model
from django.db import transaction

from ..actor import acting_as
from ..models import BulkChunk, IdempotencyKey, Product
from . import idempotency
from .errors import (
    KEEPERS_ONLY,
    OWNER_ONLY,
    AccountOff,
    InsufficientStock,
    ProductGone,
    TooMuchStock,
)
from .stock import adjust_locked, fits, may_adjust

CHUNK_ROWS: Final = 100
MAX_ROWS: Final = 100_000


@dataclass(frozen=True, slots=True)
class Adjust:
    """Add *delta* items to each; a negative one takes."""

    delta: int
    reason: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class SetCategory:
    slug: str


@dataclass(frozen=True, slots=True)
class SetActive:
    is_active: bool


@dataclass(frozen=True, slots=True)
class Delete:
    pass


Change = Adjust | SetCategory | SetActive | Delete


@dataclass(frozen=True, slots=True)
class Refusal:
    """A product that was left as it is, and why; *sku* and *name* are None where there is no such product."""

    id: int
    sku: str | None
    name: str | None
    code: str
    detail: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a chunk."""

    changed: int
    unchanged: int
    refused: list[Refusal]

    @property
    def done(self) -> int:
        return self.changed + self.unchanged + len(self.refused)


@dataclass(frozen=True, slots=True)
class Run:
    """A bulk change that has been begun: the products are chosen, the chunks are to be done."""

    user_id: int
    change: Change
    chunks: list[list[int]]
    key: IdempotencyKey | None = None
    replayed: bool = False

    @property
    def total(self) -> int:
        return sum(map(len, self.chunks))


def begin(*, user: Any, change: Change, select: Callable[[], Sequence[int]], key: str, request: Any) -> Run:
    """Choose the products once and for all, by *select*, which gives their ids.

    With an Idempotency-Key *key*, the choice and what becomes of each chunk are kept: the same *request* (JSON
    values) with the same key goes on with the same products, and does no chunk twice. Raises IdempotencyKeyReused.
    """
    if not key:
        return Run(user.pk, change, _chunks(select()))
    known = IdempotencyKey.objects.filter(user=user, key=key).exists()
    # Outside the transaction, which keeps other writers waiting.
    chunks = [] if known else _chunks(select())
    with transaction.atomic():
        kept, is_new = idempotency.claim(user=user, key=key, request=request)
        if is_new:
            BulkChunk.objects.bulk_create(
                [BulkChunk(run=kept, number=number, ids=ids) for number, ids in enumerate(chunks)], batch_size=200
            )
        else:
            chunks = list(kept.chunks.order_by("number").values_list("ids", flat=True))
    return Run(user.pk, change, chunks, kept, replayed=not is_new)


def do_chunk(run: Run, number: int) -> Outcome:
    """Do one chunk of *run*, or find what became of it before.

    Raises AccountOff. What the database raises leaves all of the chunk as it was.
    """
    user = get_user_model().objects.filter(pk=run.user_id, is_active=True).first()
    if user is None:
        raise AccountOff
    with acting_as(user, source="api"), transaction.atomic():
        kept = run.key and run.key.chunks.select_for_update().get(number=number)
        if kept and kept.outcome is not None:
            return _outcome(kept.outcome)
        outcome = _apply(user, run.change, run.chunks[number], run.key.key if run.key else "")
        if kept:
            kept.outcome = asdict(outcome)
            kept.save(update_fields=["outcome"])
        return outcome


def _chunks(ids: Sequence[int]) -> list[list[int]]:
    """By id: two runs that lock several products each lock them in the same order."""
    ordered = sorted(set(ids))
    return [ordered[start : start + CHUNK_ROWS] for start in range(0, len(ordered), CHUNK_ROWS)]


def _outcome(stored: dict[str, Any]) -> Outcome:
    return Outcome(**{**stored, "refused": [Refusal(**refusal) for refusal in stored["refused"]]})


class _Locked(NamedTuple):
    pk: int
    sku: str
    name: str
    quantity: int
    category_id: str
    is_active: bool
    created_by_id: int | None


def _apply(user: Any, change: Change, ids: list[int], key: str) -> Outcome:
    locked = Product.objects.filter(pk__in=ids).order_by("pk").select_for_update()
    found = [_Locked(*values) for values in locked.values_list(*_Locked._fields)]
    gone = set(ids) - {product.pk for product in found}
    refused = [Refusal(pk, None, None, ProductGone.code, ProductGone().detail) for pk in gone]
    wanted: list[_Locked] = []
    for product in found:
        if reason := _reason_to_refuse(user, change, product):
            refused.append(Refusal(product.pk, product.sku, product.name, *reason))
        else:
            wanted.append(product)
    to_change = [product for product in wanted if not _is_so_already(change, product)]
    if to_change:
        _write(change, to_change, key)
    return Outcome(len(to_change), len(wanted) - len(to_change), sorted(refused, key=lambda refusal: refusal.id))


def _reason_to_refuse(user: Any, change: Change, product: _Locked) -> tuple[str, str] | None:
    """A code and a sentence; None where nothing is in the way."""
    if not isinstance(change, Adjust):
        return None if product.created_by_id == user.pk else ("not_owner", OWNER_ONLY)
    if not may_adjust(user, product.created_by_id):
        return "not_owner", KEEPERS_ONLY
    if fits(product.quantity, change.delta):
        return None
    unsuitable = InsufficientStock if change.delta < 0 else TooMuchStock
    return unsuitable.code, unsuitable.detail.format(quantity=product.quantity)


def _is_so_already(change: Change, product: _Locked) -> bool:
    match change:
        case SetCategory(slug):
            return product.category_id == slug
        case SetActive(is_active):
            return product.is_active == is_active
    return False


def _write(change: Change, products: list[_Locked], key: str) -> None:
    rows = Product.objects.filter(pk__in=[product.pk for product in products])
    match change:
        case Adjust(delta, reason, note):
            adjust_locked(products, delta=delta, reason=reason, note=note, idempotency_key=key)
        case SetCategory(slug):
            rows.update(category=slug)
        case SetActive(is_active):
            rows.update(is_active=is_active)
        case Delete():
            rows.delete()
