"""Entries of the trail as REST and files show them: with names instead of numbers."""

from collections.abc import Iterable
from typing import Any, Final, TypedDict

import orjson

from ..core.rows import utc
from .names import former_names, names_of

# The order in which `entry_row` takes its values.
COLUMNS: Final = (
    "id",
    "at",
    "actor_id",
    "source",
    "via",
    "action",
    "kind",
    "object_id",
    "label",
    "changes",
    "address",
)

_ACCOUNT: Final = "account"
# Columns that hold the number of an account, and the one that holds the number of a former name.
_ACCOUNTS: Final = frozenset({"created_by_id", "owner_id", "user_id", "used_by_id"})
_NAME: Final = "username"
# Fields by the names that products have for them.
_CALLED: Final = {"category_id": "category", "created_by_id": "owner"}
# Bookkeeping that follows from another field.
_UNSHOWN: Final = frozenset({"thumbnail", "created_at"})


class FieldChange(TypedDict):
    field: str
    old: Any
    new: Any
    # Something has changed whose values are not kept.
    hidden: bool


class EntryRow(TypedDict):
    id: int
    at: str
    actor: str | None
    source: str
    via: str | None
    action: str
    kind: str
    object: str
    label: str
    changes: list[FieldChange]
    address: str


class HistoryRow(TypedDict):
    id: int
    at: str
    actor: str | None
    source: str
    via: str | None
    action: str
    changes: list[FieldChange]


class Stored(TypedDict):
    """An entry as it is stored, its changes decoded."""

    id: int
    at: str
    actor_id: int | None
    source: str
    via: str | None
    action: str
    kind: str
    object: str
    label: str
    changes: dict[str, Any]
    address: str


def entry_row(values: tuple[Any, ...]) -> Stored:
    pk, at, actor_id, source, via, action, kind, object_id, label, changes, address = values
    return {
        "id": pk,
        "at": utc(at),
        "actor_id": actor_id,
        "source": source,
        "via": via or None,
        "action": action,
        "kind": kind,
        "object": object_id,
        "label": label,
        "changes": orjson.loads(changes) if changes else {},
        "address": address,
    }


def told(entries: list[Stored]) -> list[EntryRow]:
    """A page of entries with the names of those whose numbers are in it: three queries."""
    names = _Names(entries)
    return [
        {
            "id": entry["id"],
            "at": entry["at"],
            "actor": names.account(entry["actor_id"]),
            "source": entry["source"],
            "via": entry["via"],
            "action": entry["action"],
            "kind": entry["kind"],
            "object": entry["object"],
            "label": (names.account(_number(entry)) or "") if entry["kind"] == _ACCOUNT else entry["label"],
            "changes": names.changes(entry),
            "address": entry["address"],
        }
        for entry in entries
    ]


def history(entries: list[Stored]) -> list[HistoryRow]:
    """The same for the history of one object, which everyone reads: without addresses."""
    return [
        {
            "id": row["id"],
            "at": row["at"],
            "actor": row["actor"],
            "source": row["source"],
            "via": row["via"],
            "action": row["action"],
            "changes": row["changes"],
        }
        for row in told(entries)
    ]


class _Names:
    def __init__(self, entries: list[Stored]) -> None:
        users = {entry["actor_id"] for entry in entries} | {
            _number(entry) for entry in entries if entry["kind"] == _ACCOUNT
        }
        former: set[int] = set()
        for entry in entries:
            for field, value in entry["changes"].items():
                if field in _ACCOUNTS:
                    users |= set(_values(value))
                elif field == _NAME:
                    former |= set(_values(value))
        self._users = names_of(user for user in users if user is not None)
        self._former = former_names(former) if former else {}

    def account(self, user_id: int | None) -> str | None:
        return None if user_id is None else self._users.get(user_id) or f"account {user_id}"

    def changes(self, entry: Stored) -> list[FieldChange]:
        return [
            self._change(entry["action"], field, value)
            for field, value in entry["changes"].items()
            if field not in _UNSHOWN
        ]

    def _change(self, action: str, field: str, value: Any) -> FieldChange:
        called = _CALLED.get(field) or field.removesuffix("_id")
        if action == "update" and value == []:
            return {"field": called, "old": None, "new": None, "hidden": True}
        old, new = value if action == "update" else (value, None) if action == "delete" else (None, value)
        return {"field": called, "old": self._shown(field, old), "new": self._shown(field, new), "hidden": False}

    def _shown(self, field: str, value: Any) -> Any:
        if value is None:
            return None
        if field in _ACCOUNTS:
            return self.account(value)
        return self._former.get(value, "") if field == _NAME else value


def _number(entry: Stored) -> int | None:
    return int(entry["object"]) if entry["object"].isdecimal() else None


def _values(value: Any) -> Iterable[int]:
    """The numbers in a change: two, or one, or none."""
    return [each for each in (value if isinstance(value, list) else [value]) if isinstance(each, int)]
