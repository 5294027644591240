"""Having the trail follow a table: its instances, its bulk writes, its relations.

Django sends signals for instances and for deletions, and none for `update` and `bulk_create`. A table that is
watched therefore also gets a queryset that notes what these do. Products have signals of their own for all of it
(catalog/changes.py) and need none of this.
"""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django.db import models, transaction
from django.db.models.signals import m2m_changed, post_save, pre_delete, pre_save

from ..live import log
from .kind import Kind
from .notes import note, note_stored


def watch(kind: Kind) -> None:
    """Follow all that is done to the rows of *kind*, and to its *lists*. To be called once, at the start."""
    model: Any = kind.model
    # Django opens no transaction for a plain `save()` and sends `post_save` after it: the change would be
    # committed, and the process might die before what belongs to it follows.
    model.save = _in_one_transaction(model.save)
    model._default_manager._queryset_class = _recorded(kind, model._default_manager._queryset_class)
    pre_save.connect(_before_save(kind), sender=model, weak=False)
    post_save.connect(_after_save(kind), sender=model, weak=False)
    pre_delete.connect(_before_delete(kind), sender=model, weak=False)
    for name in kind.lists:
        m2m_changed.connect(_before_list(kind), sender=getattr(model, name).through, weak=False)


def _in_one_transaction(save: Callable[..., None]) -> Callable[..., None]:
    @wraps(save)
    def save_in_one_transaction(instance: Any, *args: Any, **kwargs: Any) -> None:
        using = kwargs.get("using") or instance._state.db or "default"
        with transaction.atomic(using=using):
            save(instance, *args, **kwargs)

    return save_in_one_transaction


def _before_save(kind: Kind) -> Callable[..., None]:
    def note_save(instance: Any, using: str, update_fields: frozenset[str] | None, **_: Any) -> None:
        concerns = update_fields is None or not kind.written.isdisjoint(update_fields)
        if instance.pk is not None and concerns and not instance._state.adding:
            _take_turn(kind, using)
            note_stored(kind, [instance.pk], using=using, lock=True)

    return note_save


def _after_save(kind: Kind) -> Callable[..., None]:
    def note_created(instance: Any, created: bool, using: str, **_: Any) -> None:
        if created:
            note(kind, {instance.pk: None}, using=using)

    return note_created


def _before_delete(kind: Kind) -> Callable[..., None]:
    def note_delete(instance: Any, using: str, **_: Any) -> None:
        _take_turn(kind, using)
        note_stored(kind, [instance.pk], using=using)

    return note_delete


def _before_list(kind: Kind) -> Callable[..., None]:
    def note_list(
        instance: Any, action: str, reverse: bool, model: Any, pk_set: set[int] | None, using: str, **_: Any
    ) -> None:
        if not action.startswith("pre_"):
            return
        if not reverse:
            note_stored(kind, [instance.pk] if pk_set is None or pk_set else [], using=using)
        else:
            ids = pk_set if pk_set is not None else _members(kind, instance, using)
            note_stored(kind, list(ids), using=using)

    return note_list


def _members(kind: Kind, instance: Any, using: str) -> list[Any]:
    """The rows of *kind* that are related to *instance* of the other table."""
    found: set[Any] = set()
    for name in kind.lists:
        if isinstance(instance, kind.model._meta.get_field(name).related_model):  # type: ignore[arg-type]
            rows = kind.model._base_manager.using(using).filter(**{name: instance})
            found |= set(rows.values_list("pk", flat=True))
    return sorted(found)


def _take_turn(kind: Kind, using: str) -> None:
    """In the order of all others: the log first, then the rows that the database locks when others are committed.

    A transaction with an event holds the log's counter when the database checks what its rows point to. Whoever
    locked that and then waited for the counter would wait for ever.
    """
    if kind.is_referenced:
        log.take_turn(using=using)


def _recorded(kind: Kind, queryset_class: type[models.QuerySet[Any]]) -> type[models.QuerySet[Any]]:
    base: Any = queryset_class

    class Recorded(base):  # type: ignore[misc]  # of a class that is known at run time
        def update(self, **values: Any) -> int:
            if kind.written.isdisjoint(values):
                return int(super().update(**values))
            with transaction.atomic(using=self.db):
                _take_turn(kind, self.db)
                ids = list(self.order_by().values_list("pk", flat=True).distinct())
                note_stored(kind, ids, using=self.db, lock=True)
                return int(super().update(**values))

        update.alters_data = True  # type: ignore[attr-defined]

        def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> list[Any]:
            objs = list(objs)
            with transaction.atomic(using=self.db):
                known = kind.read([obj.pk for obj in objs if obj.pk is not None], using=self.db)
                created: list[Any] = super().bulk_create(objs, *args, **kwargs)
                new = {obj.pk: None for obj in created if obj.pk is not None and obj.pk not in known}
                note(kind, {**known, **new}, using=self.db)
                return created

        bulk_create.alters_data = True  # type: ignore[attr-defined]

    Recorded.__name__ = Recorded.__qualname__ = queryset_class.__name__
    return Recorded
