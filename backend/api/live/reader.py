"""Reads of the log, for the hub: synchronous, on a connection of their own."""

from typing import Any, NamedTuple
from uuid import UUID, uuid4

from django.db import connection

from ..selectors import utc
from .log import position
from .protocol import Entry, encode_entry

READ_LIMIT = 1000


class Snapshot(NamedTuple):
    """The counter row, and the events after the asked place as far as one read goes."""

    epoch: str
    seq: int
    floor: int
    entries: list[Entry]


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
    from ..models import LiveEvent

    rows = LiveEvent.objects.filter(seq__gt=after, seq__lte=to).order_by("seq")
    columns = ("seq", "action", "data", "movement", "alert", "actor", "at")
    return [
        encode_entry(seq, action, data, movement, alert, actor, utc(at))
        for seq, action, data, movement, alert, actor, at in rows.values_list(*columns)[:limit]
    ]


def renew_epoch(seen: str) -> None:
    """Begin a new epoch, unless somebody else has already left *seen*: history has been cut or restored."""
    new: Any = uuid4().hex if connection.vendor == "sqlite" else uuid4()
    old: Any = UUID(seen).hex if connection.vendor == "sqlite" else UUID(seen)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE api_livefeed SET epoch = %s WHERE id = 1 AND epoch = %s", [new, old])
