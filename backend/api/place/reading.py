"""What holds at this place: what admins have set, and for the rest what the environment says."""

import math
import time
from datetime import timedelta
from typing import Final, NamedTuple

from django.conf import settings
from django.db import DatabaseError

from .models import ONLY, OPTIONAL_REASONS, PlaceSettings

# Other processes change it as well. A statement a second costs nobody anything.
_FRESH_SECONDS: Final = 1.0


class Place(NamedTuple):
    """*name* may be empty: then it is called by the name of the app."""

    name: str
    currency: str
    trash_keep: timedelta
    reasons: tuple[str, ...]
    registration: str


_kept: tuple[float, Place] | None = None


def current() -> Place:
    """As it was a second ago at most, mostly without asking the database."""
    if _kept is not None and time.monotonic() - _kept[0] < _FRESH_SECONDS:
        return _kept[1]
    return read()


def read() -> Place:
    """As it is stored now; as it was known last while the database is away."""
    global _kept
    try:
        row = PlaceSettings.objects.filter(pk=ONLY).first()
    except DatabaseError:
        return _kept[1] if _kept is not None else _place(PlaceSettings())
    place = _place(row or PlaceSettings())
    _kept = (time.monotonic(), place)
    return place


def titled(subject: str) -> str:
    """The subject of a mail, with the name of the place before it."""
    name = current().name
    return f"[{name}] {subject}" if name else subject


def forget() -> None:
    global _kept
    _kept = None


def default_trash_days() -> int:
    return math.ceil(settings.TRASH_KEEP / timedelta(days=1))


def _place(row: PlaceSettings) -> Place:
    return Place(
        row.name,
        row.currency or settings.CURRENCY,
        settings.TRASH_KEEP if row.trash_days is None else timedelta(days=row.trash_days),
        OPTIONAL_REASONS if row.reasons is None else tuple(row.reasons),
        row.registration or settings.REGISTRATION,
    )
