"""An import is applied, and taken back, a chunk at a time: each chunk is a transaction of its own.

What became of a chunk is stored in the transaction that does it. Whoever goes on after a crash, or sends the same
request twice, finds it there: no row is written twice.
"""

from collections import Counter
from dataclasses import asdict, dataclass
from typing import Any, Final

from django.db import IntegrityError, transaction

from ..accounts.roles import whose_work
from ..catalog.categories import MOST_CATEGORIES
from ..catalog.category_services import create_categories
from ..catalog.models import Category
from ..core.actor import acting_as
from ..http import idempotency
from .apply import Outcome, Refusal, Reversal, apply_chunk, is_added_up, outcome_from, stored_outcome, take_back
from .cells import category_key
from .choices import category_slugs, choices_of
from .errors import (
    AlreadyApplied,
    HasProblems,
    ImportUndone,
    NoSuchImport,
    NotApplied,
    NotChecked,
    TooManyCategories,
)
from .models import NEW_CATEGORIES, Import, ImportChunk, State
from .services import lock_import
from .stored import pack, unpack

# Someone who stores products one after the other can be in the way once for each product.
RETRIES: Final = 20
_OPEN: Final = (State.NEW, State.CHECKED)
_DONE: Final = (State.APPLIED, State.PARTLY)


@dataclass(frozen=True, slots=True)
class Run:
    """An apply or an undo that has begun. *total*: how many rows it is about."""

    source: Import
    user: Any
    is_undo: bool
    numbers: list[int]
    total: int
    key: str
    replayed: bool = False


def begin_apply(source_id: Any, user: Any, *, only: str, key: str, request: Any) -> Run:
    """Begin to apply an import, or go on with it.

    The same *key* and *request* find what has been done. Raises IdempotencyKeyReused, NotChecked, HasProblems,
    AlreadyApplied, ImportUndone, TooManyCategories and NoSuchImport.
    """
    with transaction.atomic():
        source = lock_import(source_id)
        kept, is_new = idempotency.claim(user=user, key=key, request=request) if key else (None, True)
        if source.state == State.UNDONE:
            raise ImportUndone
        if source.state in _DONE and (is_new or source.run_id != getattr(kept, "pk", None)):
            raise AlreadyApplied
        if source.state in _OPEN:
            # What an earlier version has checked does not say which categories it needs.
            if source.state == State.NEW or NEW_CATEGORIES not in source.totals:
                raise NotChecked
            if only == "all" and source.totals["held"]:
                raise HasProblems(source.totals["held"])
            _make_categories(source)
            source.state, source.run, source.source = State.APPLYING, kept, None
            source.save(update_fields=["state", "run", "source"])
    return _run(source, user, key, is_undo=False, replayed=not is_new)


def begin_undo(source_id: Any, user: Any, *, key: str, request: Any) -> Run:
    """Begin to take an import back, or go on with it. Raises IdempotencyKeyReused, NotApplied, NoSuchImport."""
    with transaction.atomic():
        source = lock_import(source_id)
        is_new = True
        if key:
            _, is_new = idempotency.claim(user=user, key=key, request=request)
        if source.state in _OPEN:
            raise NotApplied
    return _run(source, user, key, is_undo=True, replayed=not is_new)


def _run(source: Import, user: Any, key: str, *, is_undo: bool, replayed: bool) -> Run:
    numbers = list(source.chunks.order_by("number").values_list("number", flat=True))
    total = source.totals.get("create", 0) + source.totals.get("update", 0)
    return Run(source, user, is_undo, numbers, total, key, replayed)


def _make_categories(source: Import) -> None:
    """Those that the person has told the import to make, that its rows need, and that nobody has made since."""
    known = category_slugs({})
    names = [name for name in source.totals[NEW_CATEGORIES] if category_key(name) not in known]
    if not names:
        return
    if Category.objects.count() + len(names) > MOST_CATEGORIES:
        raise TooManyCategories(MOST_CATEGORIES)
    create_categories(names)


def do_chunk(run: Run, number: int) -> Outcome:
    """Do one chunk of *run*, or find what became of it before.

    Raises AccountOff, OnlyReads, ImportUndone and NoSuchImport.

    What the database raises leaves all of the chunk as it was.
    """
    for _ in range(RETRIES):
        try:
            return _do_chunk(run, number)
        except IntegrityError:
            # Someone else has stored one of the codes at the same moment. Asked again, it is found to be taken.
            continue
    return _do_chunk(run, number)


def _do_chunk(run: Run, number: int) -> Outcome:
    user = whose_work(run.user)
    with acting_as(user, source="import"), transaction.atomic():
        chunks = ImportChunk.objects.select_for_update().defer("raw")
        chunk = chunks.filter(parent=run.source, number=number).first()
        if chunk is None:
            raise NoSuchImport
        return _undo(run, chunk, user) if run.is_undo else _apply(run, chunk, user)


def _apply(run: Run, chunk: ImportChunk, user: Any) -> Outcome:
    if chunk.outcome is not None:
        return outcome_from(chunk.outcome)
    if chunk.undone is not None:
        raise ImportUndone
    verdicts = unpack(chunk.verdicts)
    refused = _refused_before(chunk) if any(map(is_added_up, verdicts)) else []
    choose = choices_of(run.source).moved
    outcome, reversal = apply_chunk(user, run.source.kind, verdicts, choose, run.key, refused)
    chunk.outcome, chunk.reversal = stored_outcome(outcome), asdict(reversal)
    fields = ["outcome", "reversal"]
    counts = _counts(verdicts)
    if outcome.created or counts != chunk.counts:
        chunk.verdicts, chunk.counts = pack(verdicts), counts
        fields += ["verdicts", "counts"]
    chunk.save(update_fields=fields)
    return outcome


def _refused_before(chunk: ImportChunk) -> list[Refusal]:
    """The rows that the apply has refused in the chunks before *chunk*: they are done in their order."""
    before = ImportChunk.objects.filter(parent=chunk.parent_id, number__lt=chunk.number, counts__has_key="held")
    outcomes = before.values_list("outcome", flat=True)
    return [refusal for stored in outcomes if stored for refusal in outcome_from(stored).refused]


def _counts(verdicts: list[dict[str, Any]]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for verdict in verdicts:
        counts[verdict["state"]] = counts.get(verdict["state"], 0) + 1
    return counts


def _undo(run: Run, chunk: ImportChunk, user: Any) -> Outcome:
    """A chunk that has not been applied by now will not be."""
    if chunk.undone is not None:
        return outcome_from(chunk.undone)
    reversal = Reversal(**chunk.reversal) if chunk.reversal else Reversal()
    outcome = take_back(user, reversal, run.key)
    chunk.undone = stored_outcome(outcome)
    chunk.save(update_fields=["undone"])
    return outcome


def finish(run: Run) -> None:
    """Say that all chunks of *run* are done."""
    with acting_as(run.user, source="import"):
        _finish(run)


def _finish(run: Run) -> None:
    if run.is_undo:
        Import.objects.filter(pk=run.source.pk).update(state=State.UNDONE)
        return
    counted = Counter({"create": 0, "update": 0, "held": 0})
    for counts in run.source.chunks.values_list("counts", flat=True):
        counted.update(counts)
    state = State.PARTLY if counted["held"] else State.APPLIED
    totals = run.source.totals | {name: counted[name] for name in ("create", "update", "held")}
    Import.objects.filter(pk=run.source.pk, state=State.APPLYING).update(state=state, totals=totals)
