"""The log behind the live feed: every committed change of a subject, numbered in commit order, with no gaps.

The subjects are products; api/signals.py says so, and hands the log what it needs to know of them.

`record()` notes during a transaction which subjects it touches. Just before COMMIT the notes become events: the
rows are read as they will be committed, the counter row is taken, and the events are written, all in the same
transaction. Whoever holds the counter row commits next, so the order of numbers is the order of commits; a
transaction that rolls back takes its numbers with it. An auto-increment id would promise neither: ids are handed
out early, and a slow transaction's lower id would appear after a reader has gone past it.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, Final, Literal, NamedTuple
from uuid import UUID, uuid4

import orjson
from django.conf import settings
from django.db import connection, connections, transaction
from django.db.models import QuerySet
from django.utils import timezone

from engine.db.prepared import Prepared

from ..core.actor import current_actor, via_of
from ..core.rows import utc
from . import hints
from .models import LiveEvent
from .protocol import Entry, encode_entry

Action = Literal["create", "update", "delete"]
# Deleted and made again under the same id, within one transaction: two events, as its versions start anew.
Net = Literal["create", "update", "delete", "replace"]


Row = Mapping[str, Any]


class Kind(NamedTuple):
    """What the log is a log of.

    *rows_by_id* reads the rows of those subjects that exist. *settle* is called with what has changed (None: with
    all) before its rows are read, and returns the notice that travels with a subject's event, where there is one.
    Both take ids, and the keyword `using`. *settle* also takes `movements`, the last one of each subject, and
    `undone`: for each subject of which a change is taken back, the version that this change gave it.
    """

    rows_by_id: Callable[..., Mapping[int, Row]]
    settle: Callable[..., Mapping[int, str]]


class Position(NamedTuple):
    """A place in the log: events up to and including *seq* of this *epoch*."""

    epoch: str
    seq: int


class Snapshot(NamedTuple):
    """The counter row, and the events after the asked place as far as one read goes."""

    epoch: str
    seq: int
    floor: int
    entries: list[Entry]


READ_LIMIT: Final = 1000

_last_written: ContextVar[Position | None] = ContextVar("live_last_written", default=None)
_kind: Kind


def keep_events_of(kind: Kind) -> None:
    """To be called once, before anything is recorded."""
    global _kind
    _kind = kind


def record(action: Action, ids: Iterable[int], *, using: str, rows: Mapping[int, Row] | None = None) -> None:
    """Note that the open transaction touches the subjects *ids*; *rows* are the last rows of deleted ones."""
    _note(_Change(action=action, ids=tuple(ids), rows=rows or {}), using)


def record_bulk(count: int, *, using: str) -> None:
    """Note that the open transaction touches about *count* subjects that cannot be named."""
    _note(_Change(action="update", ids=(), unnamed=count), using)


def record_movements(movements: Mapping[int, Row], *, using: str) -> None:
    """Note the open transaction's movements by subject: an event carries the last one of its subject."""
    _note(_Change(action="update", ids=(), movements=movements), using)


def record_undone(versions: Mapping[int, int], *, using: str = "default") -> None:
    """Note that the open transaction takes back the changes that gave the subjects these *versions*."""
    _note(_Change(action="update", ids=(), undone=versions), using)


def take_last_written() -> Position | None:
    """The position of the newest event this context has committed, and forget it."""
    position = _last_written.get()
    _last_written.set(None)
    return position


def position(*, using: str = "default") -> Position:
    """The head of the log. Read it *before* the rows that it is to vouch for."""
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT epoch, seq FROM api_livefeed WHERE id = 1")
        found = cursor.fetchone()
    if not found:
        with transaction.atomic(using=using):
            _advance(using, 0)
        return position(using=using)
    return Position(str(UUID(str(found[0]))), found[1])


def take_turn(*, using: str) -> None:
    """Lock the counter until the open transaction ends: no other transaction with an event commits."""
    # SQLite has one writer anyway.
    if connections[using].vendor == "postgresql" and not _has_turn(using):
        with connections[using].cursor() as cursor:
            cursor.execute("SELECT 1 FROM api_livefeed WHERE id = 1 FOR UPDATE")
            is_there = cursor.fetchone() is not None
        if not is_there:
            _advance(using, 0)  # makes the row, and takes it


def _has_turn(using: str) -> bool:
    """Whether the commit that is under way has moved the counter already."""
    noted: Any = connections[using].run_on_commit
    first = next((note for _, note, _ in noted if isinstance(note, _Change)), None)
    return first is not None and first.written is not None


def read_after(seq: int, limit: int = READ_LIMIT) -> Snapshot:
    """Events with a number above *seq*, oldest first, at most *limit*; encoded.

    The events are read before the counter row: the row can then only be ahead of them, never behind.
    """
    entries = read_range(seq, 2**62, limit)
    with connection.cursor() as cursor:
        cursor.execute("SELECT epoch, seq, floor FROM api_livefeed WHERE id = 1")
        found = cursor.fetchone()
    if not found:
        position()  # makes the row
        return read_after(seq, limit)
    return Snapshot(str(UUID(str(found[0]))), found[1], found[2], entries)


def read_range(after: int, to: int, limit: int) -> list[Entry]:
    """Events in (after, to], oldest first, at most *limit*; encoded."""
    return [
        encode_entry(seq, action, data, movement, alert, actor, utc(at), via=via)
        for seq, action, data, movement, alert, actor, at, via in _events_between.rows(after, to, limit=limit)
    ]


def renew_epoch(seen: str) -> None:
    """Begin a new epoch, unless someone else has already left *seen*: history has been cut or restored."""
    new: Any = uuid4().hex if connection.vendor == "sqlite" else uuid4()
    old: Any = UUID(seen).hex if connection.vendor == "sqlite" else UUID(seen)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE api_livefeed SET epoch = %s WHERE id = 1 AND epoch = %s", [new, old])


@Prepared
def _events_between(after: int, to: int) -> QuerySet[LiveEvent, Any]:
    events = LiveEvent.objects.filter(seq__gt=after, seq__lte=to).order_by("seq")
    return events.values_list("seq", "action", "data", "movement", "alert", "actor", "at", "via")


@dataclass(slots=True)
class _Change:
    action: Action
    ids: tuple[int, ...]
    rows: Mapping[int, Row] = field(default_factory=dict)
    movements: Mapping[int, Row] = field(default_factory=dict)
    undone: Mapping[int, int] = field(default_factory=dict)
    unnamed: int = 0
    written: Position | None = None

    def __call__(self) -> None:
        """After the commit: wake the hubs, once a transaction."""
        if self.written:
            hints.announce(*self.written)

    @staticmethod
    def pre_commit_batch(connection: Any, changes: "list[_Change]") -> None:
        position = _write(connection.alias, changes)
        if position:
            _last_written.set(position)
            changes[0].written = position


def _note(change: _Change, using: str) -> None:
    if not connections[using].in_atomic_block:
        # on_commit would run the note at once, and the change would never become an event.
        raise transaction.TransactionManagementError("Changes are recorded inside a transaction.")
    transaction.on_commit(change, using=using)


class _Event(NamedTuple):
    action: str
    data: str
    movement: str = ""
    alert: str = ""


def _write(using: str, changes: list[_Change]) -> Position | None:
    """Turn the notes of one transaction into events. Returns the position after them, if there were any."""
    events = _events(using, changes)
    if not events:
        return None
    epoch, head = _advance(using, len(events))
    actor = current_actor()
    username, via = (actor.get_username(), via_of(actor)) if actor else (None, "")
    connection = connections[using]
    at = connection.ops.adapt_datetimefield_value(timezone.now())
    first = head - len(events) + 1
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO api_liveevent (seq, action, data, movement, alert, actor, at, via) "
            "VALUES (%s, %s, %s, %s, %s, %s, %s, %s)",
            [(first + index, *event, username, at, via) for index, event in enumerate(events)],
        )
    return Position(epoch, head)


def _events(using: str, changes: list[_Change]) -> list[_Event]:
    net = _net_actions(changes)
    unnamed = sum(change.unnamed for change in changes)
    # What was created and left alone has no edge: `low_since` was set with it.
    touched = Counter(pk for change in changes for pk in change.ids)
    changed = None if unnamed else [pk for pk, what in net.items() if what == "update" or touched[pk] > 1]
    movements = {pk: row for change in changes for pk, row in change.movements.items()}
    undone = {pk: version for change in changes for pk, version in change.undone.items()}
    noticed: Mapping[int, str] = {}
    if changed != []:
        noticed = _kind.settle(changed, using=using, movements=movements, undone=undone)
    if unnamed or len(net) > settings.LIVE_BULK_ROWS:
        return [_Event("bulk", str(len(net) + unnamed))]
    last_rows = {pk: row for change in changes for pk, row in change.rows.items()}
    alive = [pk for pk, action in net.items() if action != "delete"]
    rows = _kind.rows_by_id(alive, using=using) if alive else {}
    events: list[_Event] = []
    for pk, action in net.items():
        steps = ("delete", "create") if action == "replace" else (action,)
        for step in steps:
            row = last_rows.get(pk) if step == "delete" else rows.get(pk)
            if not row:
                continue  # a row that is gone without a trace (raw SQL) has nothing to say
            moved = movements.get(pk) if step != "delete" else None
            events.append(_Event(step, _json(row), _json(moved) if moved else "", noticed.get(pk, "")))
    return events


def _json(row: Row) -> str:
    return orjson.dumps(row).decode()


def _net_actions(changes: list[_Change]) -> dict[int, Net]:
    """What the whole transaction did to each subject, in the order of first touch."""
    net: dict[int, Net] = {}
    for change in changes:
        for pk in change.ids:
            before = net.get(pk)
            if before == "create" and change.action == "delete":
                del net[pk]  # came and went before anyone could see it
            elif before == "create" or (before == "replace" and change.action != "delete"):
                continue
            elif before == "delete":
                net[pk] = "replace"
            else:
                net[pk] = change.action
    return net


def _advance(using: str, count: int) -> Position:
    """Take the counter row, move it by *count*, and return the epoch with the new head."""
    statement = "UPDATE api_livefeed SET seq = seq + %s WHERE id = 1 RETURNING epoch, seq"
    with connections[using].cursor() as cursor:
        cursor.execute(statement, [count])
        found = cursor.fetchall()
        if not found:
            # A fresh or emptied database: history starts here, under a new epoch. Where two start it at once, the
            # second waits at its INSERT for the first, makes no row, and must leave what the first has written.
            cursor.execute(
                "INSERT INTO api_livefeed (id, epoch, seq, floor, identity) VALUES (1, %s, 0, 1, '') "
                "ON CONFLICT DO NOTHING",
                [uuid4().hex if connections[using].vendor == "sqlite" else uuid4()],
            )
            if cursor.rowcount == 1:
                cursor.execute("DELETE FROM api_liveevent")
            cursor.execute(statement, [count])
            found = cursor.fetchall()
    return Position(str(UUID(str(found[0][0]))), found[0][1])
