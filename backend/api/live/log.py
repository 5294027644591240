"""The log behind the live feed: every committed change of a product, numbered in commit order, with no gaps.

`record()` notes during a transaction which products it touches. Just before COMMIT the notes become events: the
rows are read as they will be committed, the counter row is taken, and the events are written, all in the same
transaction. Whoever holds the counter row commits next, so the order of numbers is the order of commits; a
transaction that rolls back takes its numbers with it. An auto-increment id would promise neither: ids are handed
out early, and a slow transaction's lower id would appear after a reader has gone past it.
"""

from collections import Counter
from collections.abc import Iterable
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple
from uuid import UUID, uuid4

import orjson
from django.conf import settings
from django.db import connections, transaction
from django.utils import timezone

from .. import alerts
from ..actor import current_actor
from ..selectors import MovementRow, ProductRow, product_rows_by_id
from . import wakeup

Action = Literal["create", "update", "delete"]
# Deleted and made again under the same id, within one transaction: two events, as its versions start anew.
Net = Literal["create", "update", "delete", "replace"]


class Position(NamedTuple):
    """A place in the log: events up to and including *seq* of this *epoch*."""

    epoch: str
    seq: int


_last_written: ContextVar[Position | None] = ContextVar("live_last_written", default=None)


def record(action: Action, ids: Iterable[int], *, using: str, rows: dict[int, ProductRow] | None = None) -> None:
    """Note that the open transaction touches the products *ids*; *rows* are the last rows of deleted ones."""
    _note(_Change(action=action, ids=tuple(ids), rows=rows or {}), using)


def record_bulk(count: int, *, using: str) -> None:
    """Note that the open transaction touches about *count* products that cannot be named."""
    _note(_Change(action="update", ids=(), unnamed=count), using)


def record_movements(movements: dict[int, MovementRow], *, using: str) -> None:
    """Note the open transaction's movements by product: an event carries the last one of its product."""
    _note(_Change(action="update", ids=(), movements=movements), using)


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
    """Lock the counter until the open transaction ends: no other transaction that changes products commits."""
    if connections[using].vendor == "postgresql":  # SQLite has one writer anyway
        with connections[using].cursor() as cursor:
            cursor.execute("SELECT 1 FROM api_livefeed WHERE id = 1 FOR UPDATE")


@dataclass(slots=True)
class _Change:
    action: Action
    ids: tuple[int, ...]
    rows: dict[int, ProductRow] = field(default_factory=dict)
    movements: dict[int, MovementRow] = field(default_factory=dict)
    unnamed: int = 0
    head: int | None = None

    def __call__(self) -> None:
        """After the commit: wake the hubs, once a transaction."""
        if self.head is not None:
            wakeup.announce(self.head)

    @staticmethod
    def pre_commit_batch(connection: Any, changes: "list[_Change]") -> None:
        position = _write(connection.alias, changes)
        if position:
            _last_written.set(position)
            changes[0].head = position.seq


def _note(change: _Change, using: str) -> None:
    if not connections[using].in_atomic_block:
        # on_commit would run the note at once, and the change would never become an event.
        raise transaction.TransactionManagementError("Changes of products are recorded inside a transaction.")
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
    username = actor.get_username() if actor else None
    connection = connections[using]
    at = connection.ops.adapt_datetimefield_value(timezone.now())
    first = head - len(events) + 1
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO api_liveevent (seq, action, data, movement, alert, actor, at) "
            "VALUES (%s, %s, %s, %s, %s, %s, %s)",
            [(first + index, *event, username, at) for index, event in enumerate(events)],
        )
    return Position(epoch, head)


def _events(using: str, changes: list[_Change]) -> list[_Event]:
    net = _net_actions(changes)
    unnamed = sum(change.unnamed for change in changes)
    # What was created and left alone has no edge: `low_since` was set with it.
    touched = Counter(pk for change in changes for pk in change.ids)
    changed = None if unnamed else [pk for pk, what in net.items() if what == "update" or touched[pk] > 1]
    noticed = alerts.settle(changed, using=using) if changed != [] else {}
    if unnamed or len(net) > settings.LIVE_BULK_ROWS:
        return [_Event("bulk", str(len(net) + unnamed))]
    last_rows = {pk: row for change in changes for pk, row in change.rows.items()}
    movements = {pk: row for change in changes for pk, row in change.movements.items()}
    alive = [pk for pk, action in net.items() if action != "delete"]
    rows = product_rows_by_id(alive, using=using) if alive else {}
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


def _json(row: MovementRow | ProductRow) -> str:
    return orjson.dumps(row).decode()


def _net_actions(changes: list[_Change]) -> dict[int, Net]:
    """What the whole transaction did to each product, in the order of first touch."""
    net: dict[int, Net] = {}
    for change in changes:
        for pk in change.ids:
            before = net.get(pk)
            if before == "create" and change.action == "delete":
                del net[pk]  # came and went before anybody could see it
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
