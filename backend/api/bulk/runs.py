"""One change to many products, a chunk at a time, and taking it back.

Each chunk is one transaction of its own: what is done stays done, others get their turn in between, and the live
feed gets single events. A row that may not or cannot be changed is refused by itself and reported; it holds up no
other.
"""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

from django.db import transaction

from ..accounts.roles import whose_work
from ..core.actor import acting_as
from ..core.errors import FieldRefused
from ..http import idempotency
from ..http.models import BulkChunk, IdempotencyKey
from .changes import Change, Outcome, Refusal, apply
from .errors import CannotBeUndone, RunUndone
from .undo import take_back

CHUNK_ROWS: Final = 100
MAX_ROWS: Final = 100_000
# Of one run. Each is some 250 bytes in the database, for a week; the others are kept as a number.
KEPT_REFUSALS: Final = 1_000


@dataclass(frozen=True, slots=True)
class Undo:
    """Take back what the run with the stored key *run_id* has done; None: it is kept no longer."""

    run_id: int | None


@dataclass(frozen=True, slots=True)
class Run:
    """A bulk change that has been begun: the products are chosen, the chunks are to be done."""

    user: Any
    change: Change | Undo
    chunks: list[list[int]]
    key: IdempotencyKey | None = None
    replayed: bool = False

    @property
    def total(self) -> int:
        return sum(map(len, self.chunks))


def begin(*, user: Any, change: Change, select: Callable[[], Sequence[int]], key: str, request: Any) -> Run:
    """Choose the products once and for all, by *select*, which gives their ids.

    With an Idempotency-Key *key*, the choice and what becomes of each chunk are kept: the same *request* (JSON
    values) with the same key goes on with the same products, does no chunk twice, and can be undone. Raises
    IdempotencyKeyReused.
    """
    return _begin(user, change, lambda: _chunks(select()), key, request)


def begin_undo(*, user: Any, run: str, key: str, request: Any) -> Run:
    """Take back the run of *user* that was given the Idempotency-Key *run*; *key* and *request* as in `begin`.

    What has been done in it by then is taken back, and what has not will not be. Raises FieldRefused where there
    is no such run, or one that cannot be undone, and IdempotencyKeyReused.
    """
    undone = IdempotencyKey.objects.filter(user=user, key=run).first()
    chunks = BulkChunk.objects.filter(run=undone).order_by("number")

    def choose() -> list[list[int]]:
        if chunks.filter(outcome__isnull=False, reversal__isnull=True).exists():
            raise FieldRefused("run", CannotBeUndone().detail)
        if chosen := list(chunks.values_list("ids", flat=True)):
            return chosen
        raise FieldRefused("run", "No bulk change of yours has this Idempotency-Key. They're kept for seven days.")

    return _begin(user, Undo(undone.pk if undone else None), choose, key, request)


def _begin(user: Any, change: Change | Undo, choose: Callable[[], list[list[int]]], key: str, request: Any) -> Run:
    if not key:
        return Run(user, change, choose())
    known = IdempotencyKey.objects.filter(user=user, key=key).exists()
    # Outside the transaction, which keeps other writers waiting.
    chunks = [] if known else choose()
    with transaction.atomic():
        kept, is_new = idempotency.claim(user=user, key=key, request=request)
        if is_new:
            BulkChunk.objects.bulk_create(
                [BulkChunk(run=kept, number=number, ids=ids) for number, ids in enumerate(chunks)], batch_size=200
            )
        else:
            chunks = list(kept.chunks.order_by("number").values_list("ids", flat=True))
    return Run(user, change, chunks, kept, replayed=not is_new)


def do_chunk(run: Run, number: int, *, refused_before: int = 0) -> Outcome:
    """Do one chunk of *run*, or find what became of it before. Earlier chunks have *refused_before*.

    Raises AccountOff, OnlyReads, RunUndone and CannotBeUndone. What the database raises leaves all of the chunk as
    it was.
    """
    user = whose_work(run.user)
    key = run.key.key if run.key else ""
    with acting_as(user, source="api"), transaction.atomic():
        kept = run.key and run.key.chunks.select_for_update().get(number=number)
        if kept and kept.outcome is not None:
            return _outcome(kept.outcome)
        if kept and kept.is_undone:
            raise RunUndone
        if isinstance(run.change, Undo):
            undone = BulkChunk.objects.select_for_update().filter(run=run.change.run_id, number=number).first()
            outcome, reversal = take_back(user, undone, key), None
        else:
            outcome, reversal = apply(user, run.change, run.chunks[number], key)
        if kept:
            kept.outcome = asdict(outcome.naming(KEPT_REFUSALS - refused_before))
            kept.reversal = asdict(reversal) if reversal else None
            kept.save(update_fields=["outcome", "reversal"])
        return outcome


def _chunks(ids: Sequence[int]) -> list[list[int]]:
    """By id: two runs that lock several products each lock them in the same order."""
    ordered = sorted(set(ids))
    return [ordered[start : start + CHUNK_ROWS] for start in range(0, len(ordered), CHUNK_ROWS)]


def _outcome(stored: dict[str, Any]) -> Outcome:
    return Outcome(**{**stored, "refused": [Refusal(**refusal) for refusal in stored["refused"]]})
