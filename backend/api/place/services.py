"""Changing the settings of the place."""

from typing import Any

from django.db import transaction

from ..live import log, sessions
from . import reading
from .models import ONLY, PlaceSettings


def stored() -> PlaceSettings:
    """What admins have set; nothing, before any has set something."""
    return PlaceSettings.objects.filter(pk=ONLY).first() or PlaceSettings()


def change_place(*, fields: dict[str, Any]) -> PlaceSettings:
    """Change *fields*, which have been checked. Every open screen asks again for what it shows of them."""
    with transaction.atomic():
        log.take_turn(using="default")  # two admins may be the first at the same moment
        place = stored()
        changed = {name: value for name, value in fields.items() if getattr(place, name) != value}
        if changed:
            for name, value in changed.items():
                setattr(place, name, value)
            place.save()
            transaction.on_commit(reading.forget)  # before anyone is told of it
            sessions.tell_changed("config", using="default")
    return place
