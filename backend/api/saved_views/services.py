"""Saved views: each call is one transaction, and leaves the owner's views numbered from 0 without gaps."""

from typing import Any, Final
from urllib.parse import parse_qsl, urlencode

from django.contrib.auth import get_user_model
from django.db import transaction

from ..core.errors import FieldRefused
from ..core.text import unique_name_key
from .errors import TooManyViews, ViewGone
from .models import MAX_QUERY_LENGTH, SavedView

MAX_VIEWS: Final = 50


def create_view(*, owner: Any, fields: dict[str, Any]) -> SavedView:
    """Save a view of *owner*, at `position` of *fields* or else at the end. Raises FieldRefused, TooManyViews."""
    values = dict(fields)
    position = values.pop("position", MAX_VIEWS)
    with transaction.atomic():
        views = _own(owner.pk)
        if len(views) >= MAX_VIEWS:
            raise TooManyViews(MAX_VIEWS)
        _check_name(views, values["name"])
        view = SavedView.objects.create(owner=owner, position=len(views), **values)
        _arrange([*views, view], view, position)
    return view


def update_view(*, view: SavedView, fields: dict[str, Any]) -> SavedView:
    """Write *fields*, and only these; a `position` moves it there, and the others make room. Returns it as stored.

    Raises FieldRefused and ViewGone.
    """
    values = dict(fields)
    position = values.pop("position", None)
    with transaction.atomic():
        views = _own(view.owner_id)
        stored = next((own for own in views if own.pk == view.pk), None)
        if stored is None:
            raise ViewGone
        _check_name([own for own in views if own.pk != view.pk], values.get("name"))
        for name, value in values.items():
            setattr(stored, name, value)
        if values:
            stored.save(update_fields=list(values))
        if position is not None:
            _arrange(views, stored, position)
    return stored


def delete_view(*, view: SavedView) -> None:
    with transaction.atomic():
        others = [other for other in _own(view.owner_id) if other.pk != view.pk]
        view.delete()
        _number(others)


def replace_category(old: str, new: str) -> None:
    """Have the views that ask for one category ask for another."""
    _replace("category", old, new)


def replace_owner(old: str, new: str) -> None:
    """The same for the products of an account, by its name."""
    _replace("owner", old, new)


def _replace(parameter: str, old: str, new: str) -> None:
    asked, wanted = (parameter, old), urlencode({parameter: new})
    # Not found by the value, which can be written with more than one escape.
    views = SavedView.objects.filter(query__contains=parameter).values_list("pk", "query")
    ids = [pk for pk, query in views if asked in parse_qsl(query)]
    with transaction.atomic():
        for view in SavedView.objects.select_for_update().filter(pk__in=ids).order_by("pk"):
            parts = [wanted if parse_qsl(part) == [asked] else part for part in view.query.split("&")]
            view.query = "&".join(dict.fromkeys(parts))
            if len(view.query) > MAX_QUERY_LENGTH:
                view.query = "&".join(part for part in parts if part != wanted)
            view.save(update_fields=["query"])


def _own(owner_id: int) -> list[SavedView]:
    """The views of an account, in order. Its row is locked: of two changes at once, the second sees the first.

    Without its key: whoever moves stock in this name meanwhile need not wait.
    """
    get_user_model().objects.select_for_update(no_key=True).filter(pk=owner_id).values_list("pk").first()
    return list(SavedView.objects.filter(owner=owner_id).select_related("owner"))


def _check_name(others: list[SavedView], name: str | None) -> None:
    if name is not None and unique_name_key(name) in {unique_name_key(other.name) for other in others}:
        raise FieldRefused("name", "You already have a view with this name.", "taken")


def _arrange(views: list[SavedView], moved: SavedView, position: int) -> None:
    others = [view for view in views if view.pk != moved.pk]
    _number([*others[:position], moved, *others[position:]])


def _number(views: list[SavedView]) -> None:
    for position, view in enumerate(views):
        if view.position != position:
            view.position = position
            view.save(update_fields=["position"])
