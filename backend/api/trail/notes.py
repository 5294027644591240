"""Writing the trail: what a transaction changes is noted with what was there before, and written before COMMIT.

The notes are compared with the rows as they will be committed: a transaction leaves one entry for each object that
it has changed in the end, and none when it is rolled back. The chain of hashes needs an order. The log has one:
whoever holds its counter row commits next (live/log.py), so entries are numbered while it is held.
"""

import sys
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any, Final, NamedTuple

import orjson
from django.conf import settings
from django.db import IntegrityError, connections, transaction
from django.db.models import QuerySet
from django.utils import timezone

from engine.db.prepared import Prepared

from ..core.actor import current_actor, current_request, current_source, via_of
from ..core.rows import utc
from ..http.addresses import client_address
from ..live import log
from .kind import Key, Kind, Values
from .models import AuditEntry, FormerName

Before = Mapping[Any, Mapping[str, Any] | None]

FIRST_HASH: Final = bytes(32)
_LONGEST_LABEL: Final = 80
_off: ContextVar[bool] = ContextVar("trail_off", default=False)


def note(kind: Kind, before: Before, *, using: str, after: Mapping[Any, Mapping[str, Any]] | None = None) -> None:
    """Note that the open transaction changes objects of *kind*; *before* is what each was, None for a new one.

    It may be a part of the columns: then only these are looked at. *after* is what has just been stored in these
    and in the label, where that is known. The others are read before the commit.
    """
    if before and not _off.get():
        plain = {pk: None if values is None else kind.plain(values) for pk, values in before.items()}
        _add(_Note(kind, plain, {pk: kind.plain(values) for pk, values in (after or {}).items()}), using)


def note_stored(kind: Kind, ids: Collection[Key], *, using: str, lock: bool = False) -> None:
    """The same, for objects that are about to change and are as they are stored."""
    if not _off.get() and (before := kind.read(ids, using=using, lock=lock)):
        _add(_Note(kind, dict(before), {}), using)


def note_event(
    action: AuditEntry.Action,
    kind: str,
    object_id: Key | None,
    *,
    actor_id: int | None = None,
    details: Values | None = None,
    using: str = "default",
) -> None:
    """Note what is no change of a row, such as a sign-in. *actor_id*: whose doing it is, if not of who acts."""
    if not _off.get():
        what = _Written(action, kind, _text(object_id), "", _json(details) if details else "", actor_id)
        with transaction.atomic(using=using):
            _add(_Note(None, {}, {}, [what]), using)


@contextmanager
def without_trail() -> Iterator[None]:
    """Changes made inside are not the trail's: what every installation is given when its tables are made."""
    token = _off.set(True)
    try:
        yield
    finally:
        _off.reset(token)


class Fields(NamedTuple):
    """What the hash of an entry covers, besides the hash before it."""

    id: int
    at: datetime
    actor_id: int | None
    source: str
    via: str
    action: str
    kind: str
    object_id: str
    label: str
    changes: str


def chained(before: bytes, entry: Fields) -> bytes:
    """The hash of *entry*, which follows one with the hash *before*."""
    return sha256(before + orjson.dumps([entry.id, utc(entry.at), *entry[2:]])).digest()


class _Written(NamedTuple):
    """An entry before it has its place in the chain."""

    action: str
    kind: str
    object_id: str
    label: str
    changes: str
    actor_id: int | None = None


@dataclass(slots=True)
class _Note:
    kind: Kind | None
    before: dict[Key, Values | None]
    after: dict[Key, Values]
    written: list[_Written] = field(default_factory=list)
    told: list[bytes] = field(default_factory=list)

    def __call__(self) -> None:
        """After the commit, where the entries are wanted as lines on stdout."""
        for line in self.told:
            sys.stdout.write(line.decode())
        if self.told:
            sys.stdout.flush()

    @staticmethod
    def pre_commit_prepare(connection: Any, notes: "list[_Note]") -> None:
        notes[0].written = list(_entries(notes, connection.alias))

    @staticmethod
    def pre_commit_batch(connection: Any, notes: "list[_Note]") -> None:
        if notes[0].written:
            notes[0].told = _append(notes[0].written, connection.alias)


def _add(note: _Note, using: str) -> None:
    if not connections[using].in_atomic_block:
        raise transaction.TransactionManagementError("The trail is written inside a transaction.")
    transaction.on_commit(note, using=using)


# --- What has changed ----------------------------------------------------------------------------------------


def _entries(notes: list[_Note], using: str) -> Iterator[_Written]:
    first: dict[tuple[Kind, Key], Values | None] = {}
    now: dict[tuple[Kind, Key], Values] = {}
    unread: dict[Kind, dict[Key, None]] = {}
    for noted in notes:
        if noted.kind is None:
            continue
        for pk, values in noted.before.items():
            at = (noted.kind, pk)
            is_again = at in first
            known = first.get(at, values)
            first[at] = {**values, **known} if is_again and known and values else known
            if not is_again and pk in noted.after:
                now[at] = noted.after[pk]
            else:
                unread.setdefault(noted.kind, {})[pk] = None
    for kind, keys in unread.items():
        for pk in keys:
            now.pop((kind, pk), None)  # it was changed again, or is gone
        now |= {(kind, pk): values for pk, values in kind.read(list(keys), using=using).items()}
    for (kind, pk), before in first.items():
        if (entry := _entry(kind, pk, before, now.get((kind, pk)), using)) is not None:
            yield entry
    for noted in notes:
        yield from noted.written


def _entry(kind: Kind, pk: Key, before: Values | None, after: Values | None, using: str) -> _Written | None:
    label = _text((after or before or {}).get(kind.label, ""))[:_LONGEST_LABEL]
    if before is None and after is None:
        return None  # came and went within the transaction
    if before is not None and after is not None:
        changes = {
            name: _pair(kind, pk, name, old, after[name], using)
            for name, old in before.items()
            if old != after[name]
        }
        return _Written("update", kind.name, str(pk), label, _json(changes)) if changes else None
    action, state = ("create", after) if before is None else ("delete", before)
    kept = {name: value for name, value in (state or {}).items() if value not in (None, "", [])}
    personal = {name: _former(pk, kept[name], using) for name in kind.personal & kept.keys() if action == "delete"}
    kept = {name: value for name, value in kept.items() if name not in kind.hidden | kind.personal}
    return _Written(action, kind.name, str(pk), label, _json({**kept, **personal}))


def _pair(kind: Kind, pk: Key, name: str, old: Any, new: Any, using: str) -> list[Any]:
    if name in kind.hidden:
        return []
    if name in kind.personal:
        return [_former(pk, old, using), _former(pk, new, using)]
    return [old, new]


def _former(pk: Key, name: str, using: str) -> int:
    known = (
        FormerName.objects.using(using)
        .filter(user_id=int(str(pk)), name=name)
        .values_list("pk", flat=True)
        .first()
    )
    if known is not None:
        return known
    # Past Django, whose savepoint would leave the connection, which is just committing, inside a transaction.
    with connections[using].cursor() as cursor:
        cursor.execute("INSERT INTO api_formername (user_id, name) VALUES (%s, %s) RETURNING id", [pk, name])
        return int(cursor.fetchone()[0])


# --- Into the chain ------------------------------------------------------------------------------------------


def _append(written: Sequence[_Written], using: str) -> list[bytes]:
    """Write the entries behind the last one. Returns their lines for stdout, where these are wanted."""
    log.take_turn(using=using)
    known = _ends.get(using)
    entries = _linked(written, known or _end(using), using)
    if not _inserted(entries, using):
        # Another process has written since, or what this one wrote was rolled back.
        entries = _linked(written, _end(using), using)
        if not _inserted(entries, using):
            raise IntegrityError("The trail has changed while its turn was held.")
    _ends[using] = entries[-1].end
    return _lines(entries) if settings.AUDIT_STDOUT else []


class _End(NamedTuple):
    """The last entry of a chain."""

    id: int
    hash: bytes
    at: datetime | None


class _Linked(NamedTuple):
    """An entry in its place: *before* is the hash of the one before it."""

    before: bytes
    entry: Fields
    address: str
    end: _End


# Where each database's chain ended when this process last wrote to it, by alias. That it still ends there, the
# statement that writes the next entry sees for itself: to ask first would be one more in everyone's way.
_ends: Final[dict[str, _End]] = {}


def _end(using: str) -> _End:
    return _End(*next(iter(_last.rows(limit=1, using=using)), (0, FIRST_HASH, None)))


@Prepared
def _last() -> QuerySet[AuditEntry, Any]:
    return AuditEntry.objects.order_by("-id").values_list("id", "hash", "at")


def _linked(written: Iterable[_Written], end: _End, using: str) -> list[_Linked]:
    now = timezone.now()
    # Clocks of several servers differ: the order of times is that of the entries.
    at = max(now, end.at) if end.at else now
    actor, source, address = current_actor(), current_source(), _address()
    actor_id, via = (actor.pk, via_of(actor)) if actor else (None, "")
    linked = []
    for what in written:
        before = bytes(end.hash)
        entry = Fields(
            end.id + 1,
            at,
            actor_id if what.actor_id is None else what.actor_id,
            source,
            via,
            what.action,
            what.kind,
            what.object_id,
            what.label,
            what.changes,
        )
        end = _End(entry.id, chained(before, entry), at)
        linked.append(_Linked(before, entry, address, end))
    return linked


def _inserted(entries: list[_Linked], using: str) -> bool:
    """Whether the entries were written: each is, if the last one at that moment is the one that it follows."""
    adapt = connections[using].ops.adapt_datetimefield_value
    rows = [
        (entry.id, adapt(entry.at), *entry[2:], address, end.hash, FIRST_HASH, before)
        for before, entry, address, end in entries
    ]
    with connections[using].cursor() as cursor:
        if len(rows) == 1:
            cursor.execute(_INSERT, rows[0])
        else:
            cursor.executemany(_INSERT, rows)
        return bool(cursor.rowcount == len(rows))


_INSERT: Final = (
    "INSERT INTO api_auditentry "
    "(id, at, actor_id, source, via, action, kind, object_id, label, changes, address, hash) "
    "SELECT %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s "
    "WHERE coalesce((SELECT hash FROM api_auditentry ORDER BY id DESC LIMIT 1), %s) = %s"
)


def _address() -> str:
    request = current_request()
    return client_address(request) if request is not None else ""


def _lines(entries: list[_Linked]) -> list[bytes]:
    actor = current_actor()
    name = actor.get_username() if actor else None
    return [_line(entry, name, address) for _, entry, address, _ in entries]


def _line(entry: Fields, actor: str | None, address: str) -> bytes:
    changes = orjson.loads(entry.changes) if entry.changes else {}
    line = {"trail": entry.id, **entry._asdict(), "at": utc(entry.at), "changes": changes, "actor": actor}
    del line["id"]
    return orjson.dumps({**line, "address": address}, option=orjson.OPT_APPEND_NEWLINE)


def _json(values: Values) -> str:
    return orjson.dumps(values).decode()


def _text(value: Any) -> str:
    return "" if value is None else str(value)
