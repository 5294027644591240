"""Is the trail what it was? The chain of hashes is followed, and what it says last is compared with the tables."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import orjson

from engine.db.snapshots import snapshot

from .kind import Key, Kind, Values
from .models import AuditEntry
from .notes import FIRST_HASH, Fields, chained

_CHUNK: Final = 5_000
_OBJECTS: Final = 500


@dataclass(frozen=True, slots=True)
class Checked:
    """How many entries there are; the number and the hash of the last one; what is wrong, a sentence each."""

    entries: int
    last: int
    hash: str
    problems: list[str]


def check_trail(
    kinds: Iterable[Kind], *, known: tuple[int, str] | None = None, limit: int = 100, using: str = "default"
) -> Checked:
    """Follow the chain from its beginning, and compare its end with the database; at most *limit* problems.

    An entry that was altered, added, or taken out is named. *known* is the number and the hash of an entry that
    was noted elsewhere: if it is there still, nobody has made up what stands up to it. If it has been removed
    since, by retention or by somebody else, that cannot be told, which is a problem too. Writers need not stop.
    For use outside any transaction.
    """
    with snapshot(using):
        return _checked(kinds, known, limit, using)


def _checked(kinds: Iterable[Kind], known: tuple[int, str] | None, limit: int, using: str) -> Checked:
    problems: list[str] = []
    count = 0
    last, hash_ = _start(using)
    if known and known[0] < last:
        problems.append(
            f"entry {known[0]} was noted, but all up to {last} have been removed since: note a newer one"
        )
    elif known and known[0] == last:
        problems += _unlike(known, hash_)
    for entry, stored in _entries(last, using):
        count += 1
        if entry.id != last + 1:
            problems.append(f"before entry {entry.id}: {_missing(last + 1, entry.id - 1)}")
            last, hash_ = entry.id, stored
            continue
        if chained(hash_, entry) != stored:
            problems.append(f"entry {entry.id} isn't what was written ({entry.action} {entry.kind} {entry.label})")
        if known and known[0] == entry.id:
            problems += _unlike(known, stored)
        last, hash_ = entry.id, stored
        if len(problems) >= limit:
            break
    if known and known[0] > last:
        problems.append(f"entry {known[0]} was noted but is missing: the last one is {last}")
    if not problems:
        for kind in kinds:
            for problem in _differences(kind, using):
                problems.append(problem)
                if len(problems) >= limit:
                    break
    return Checked(count, last, hash_.hex(), problems[:limit])


def _entries(after: int, using: str) -> Iterator[tuple[Fields, bytes]]:
    while True:
        rows = AuditEntry.objects.using(using).filter(id__gt=after).order_by("id")
        found = list(rows.values_list(*Fields._fields, "hash")[:_CHUNK])
        for *fields, hash_ in found:
            yield Fields(*fields), bytes(hash_)
        if len(found) < _CHUNK:
            return
        after = found[-1][0]


def _start(using: str) -> tuple[int, bytes]:
    """The last entry that retention has dropped, and its hash: the trail itself says so."""
    entries = AuditEntry.objects.using(using)
    pruned = (
        entries.filter(action=AuditEntry.Action.PRUNE).order_by("-id").values_list("changes", flat=True).first()
    )
    if pruned is None or entries.filter(id=1).exists():
        return 0, FIRST_HASH
    cut = orjson.loads(pruned)
    return cut["through"], bytes.fromhex(cut["hash"])


def _unlike(known: tuple[int, str], hash_: bytes) -> list[str]:
    return [] if known[1] == hash_.hex() else [f"entry {known[0]} doesn't have the hash that was noted"]


def _missing(first: int, last: int) -> str:
    return f"entry {first} is missing" if first == last else f"entries {first} to {last} are missing"


# --- Against the tables ---------------------------------------------------------------------------------------


def _differences(kind: Kind, using: str) -> Iterator[str]:
    """Where the last that the trail says of an object is not what the database has: written past the app."""
    for object_ids in _objects(kind, using):
        said = replay(kind, object_ids, using=using)
        keys: dict[str, Key] = {str(kind.model._meta.pk.to_python(pk)): pk for pk in object_ids}
        stored = {str(pk): values for pk, values in kind.read(list(keys.values()), using=using).items()}
        for object_id in object_ids:
            yield from _compared(kind, object_id, said[object_id], stored.get(object_id))


def _compared(kind: Kind, object_id: str, said: Values | None, stored: Values | None) -> Iterator[str]:
    what = f"{kind.name} {object_id}"
    if said is None:
        if stored is not None:
            yield f"{what}: the audit trail says it was deleted, but the database still has it"
    elif stored is None:
        yield f"{what}: the audit trail doesn't say it was deleted, but the database no longer has it"
    else:
        for name, value in said.items():
            if name in stored and stored[name] != value:
                yield f"{what}: the audit trail says {name} {value!r}, but the database has {stored[name]!r}"


def _objects(kind: Kind, using: str) -> Iterator[list[str]]:
    after = ""
    while True:
        rows = AuditEntry.objects.using(using).filter(kind=kind.name, object_id__gt=after, action__in=_CHANGES)
        found = list(rows.order_by("object_id").values_list("object_id", flat=True).distinct()[:_OBJECTS])
        if found:
            yield found
            after = found[-1]
        if len(found) < _OBJECTS:
            return


_CHANGES: Final = ("create", "update", "delete")


def replay(kind: Kind, object_ids: Iterable[str], *, using: str = "default") -> dict[str, Values | None]:
    """What the trail says of each object in the end, as far as it says something; None for a deleted one."""
    state: dict[str, Values | None] = {object_id: {} for object_id in object_ids}
    rows = AuditEntry.objects.using(using).filter(kind=kind.name, object_id__in=list(state), action__in=_CHANGES)
    unkept = kind.hidden | kind.personal
    for object_id, action, text in rows.order_by("id").values_list("object_id", "action", "changes"):
        changes = orjson.loads(text)
        if action == "delete":
            state[object_id] = None
        elif action == "create":
            state[object_id] = {
                name: changes.get(name, none) for name, none in kind.empty.items() if name not in unkept
            }
        else:
            known = state[object_id]
            known = state[object_id] = {} if known is None else known
            known |= {name: pair[1] for name, pair in changes.items() if name not in unkept}
    return state
