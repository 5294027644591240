"""Kinds of objects that the trail follows, and how their state is read."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from typing import Any, Final
from uuid import UUID

from django.db.models import AutoField, BigAutoField, JSONField, Model, QuerySet

from engine.db.prepared import Prepared

from ..core.batches import in_batches
from ..core.rows import utc

Key = int | str | UUID
Values = dict[str, Any]

# Up to this many are asked for one after the other, with a query that is compiled already.
_FEW: Final = 4
# Stored as they are. Nearly all values of every write are such.
_PLAIN: Final = frozenset({type(None), bool, int, str, list})


@dataclass(eq=False)
class Kind:
    """What the trail keeps of the rows of *model*: *columns*, and *lists* (the name to the path of a relation).

    Of *hidden* columns it is kept that they changed, and no value. Values of *personal* ones go to FormerName,
    from which they can be erased. *label* is the column that names an object. Where *is_referenced*, foreign keys
    point to the rows: a change takes its turn in the log first (see hooks.py).
    """

    name: str
    model: type[Model]
    columns: tuple[str, ...]
    label: str = ""
    lists: Mapping[str, str] = field(default_factory=dict)
    hidden: frozenset[str] = frozenset()
    personal: frozenset[str] = frozenset()
    is_referenced: bool = False

    @cached_property
    def written(self) -> frozenset[str]:
        """The names under which the columns are written: `owner` and `owner_id`."""
        return frozenset(self.columns) | {column.removesuffix("_id") for column in self.columns}

    @cached_property
    def empty(self) -> Values:
        """What is in each column and list that the entry of a new object leaves out."""
        fields = {name: self.model._meta.get_field(name.removesuffix("_id")) for name in self.columns}
        columns = {name: None if field.null else _empty_of(field) for name, field in fields.items()}
        return {**columns, **{name: [] for name in self.lists}}

    def read(self, ids: Collection[Key], *, using: str, lock: bool = False) -> dict[Key, Values]:
        """The state by id of those that exist; with *lock* nobody else changes them until the transaction ends."""
        found: dict[Key, Values] = {}
        for pk, *stored in self._rows(ids, using, lock):
            found[pk] = self.plain(dict(zip(self.columns, stored, strict=True)))
        for name in self.lists:
            for values in found.values():
                values[name] = []
            for pk, value in self._related(name, found, using):
                found[pk][name].append(value)
        return found

    def plain(self, values: Mapping[str, Any]) -> Values:
        """*values* as they are compared and stored."""
        return {n: value if type(value) in _PLAIN else _plain(value) for n, value in values.items()}

    def _rows(self, ids: Collection[Key], using: str, lock: bool) -> Iterable[tuple[Any, ...]]:
        if not lock and len(ids) <= _FEW and isinstance(self.model._meta.pk, AutoField | BigAutoField):
            return [row for pk in ids for row in self._one.rows(pk, using=using)]  # type: ignore[arg-type]
        rows = self.model._base_manager.using(using).order_by("pk")
        if lock:
            # Without its key: whoever commits a row that points to it need not wait.
            rows = rows.select_for_update(no_key=True)
        return [row for batch in in_batches(rows, ids) for row in batch.values_list("pk", *self.columns)]  # type: ignore[arg-type]

    def _related(self, name: str, ids: Collection[Key], using: str) -> Iterable[tuple[Any, ...]]:
        """Pairs of an id and a value of the list *name*."""
        if len(ids) <= _FEW:
            return [row for pk in ids for row in self._of_one[name].rows(pk, using=using)]  # type: ignore[arg-type]
        return self._pairs(name).using(using).filter(pk__in=list(ids))

    def _pairs(self, name: str) -> QuerySet[Any, Any]:
        path = self.lists[name]
        return self.model._base_manager.filter(**{f"{path}__isnull": False}).order_by(path).values_list("pk", path)

    @cached_property
    def _of_one(self) -> dict[str, Prepared]:
        def prepared(name: str) -> Prepared:
            return Prepared(lambda pk: self._pairs(name).filter(pk=pk))

        return {name: prepared(name) for name in self.lists}

    @cached_property
    def _one(self) -> Prepared:
        def one(pk: int) -> QuerySet[Any, Any]:
            return self.model._base_manager.filter(pk=pk).order_by().values_list("pk", *self.columns)

        return Prepared(one)


def _empty_of(field: Any) -> Any:
    return [] if isinstance(field, JSONField) else ""


def _plain(value: Any) -> Any:
    match value:
        case Decimal() | UUID():
            return str(value)
        case datetime():
            return utc(value)
        case None | bool() | int() | str() | list():
            return value
    return str(value)  # the name of a file
