"""Days and moments in files: how they are read, and in which order a column writes day and month."""

import re
from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any, Final, Literal, NamedTuple

from django.utils import timezone

from .table import Cell

Order = Literal["dmy", "mdy"]
ORDERS: Final = ("dmy", "mdy")

_ISO: Final = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})"
    r"(?:[T ]([0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?)(?:Z|[+-][0-9]{2}:[0-9]{2})?)?"
)
_PARTS: Final = re.compile(r"([0-9]{1,2})([./-])([0-9]{1,2})\2([0-9]{4})")
_SAMPLES: Final = 5


class DateStyle(NamedTuple):
    """*order* is None where only a person can tell. *readings*: `[text, day first, month first]`, as ISO dates."""

    order: Order | None
    readings: list[list[str]]


class DateVotes:
    """Looks at all the dates of a column: the order of day and month is decided for all of them at once."""

    def __init__(self) -> None:
        self._votes: Counter[Order] = Counter()
        self._doubtful: dict[str, list[str]] = {}

    def add(self, cell: Cell) -> None:
        parts = _PARTS.fullmatch(cell.strip()) if isinstance(cell, str) else None
        if not parts:
            return
        first, separator, second = int(parts[1]), parts[2], int(parts[3])
        if separator == "." or first > 12:
            self._votes["dmy"] += 1
        elif second > 12:
            self._votes["mdy"] += 1
        elif 0 < first != second > 0 and len(self._doubtful) < _SAMPLES:
            year = parts[4]
            self._doubtful[parts[0]] = [
                parts[0],
                f"{year}-{second:02}-{first:02}",
                f"{year}-{first:02}-{second:02}",
            ]

    def style(self) -> DateStyle:
        if self._votes:
            return DateStyle(self._votes.most_common(1)[0][0], [])
        return DateStyle(None if self._doubtful else "dmy", list(self._doubtful.values()))


def moment_reader(
    order: Order | None, zone: tzinfo, refuse: Callable[[str, str], Exception]
) -> Callable[[Cell], str | None]:
    """How cells become moments, as text in ISO 8601 and UTC. A day means its end: what moved on it, was counted.

    Days, and times that name no zone, are those of *zone*.
    *refuse* makes what is raised, of a code and a sentence.
    """

    def read(cell: Cell) -> str | None:
        if isinstance(cell, list) and cell[0] == "date":
            text = str(cell[1]).removesuffix("T00:00:00").removesuffix(" 00:00:00")
        else:
            text = cell.strip() if isinstance(cell, str) else "" if cell is None else str(cell)
        if not text:
            return None
        moment = _moment(text, order, zone, refuse)
        now = timezone.now()
        # A day on which clocks go back is longer than one.
        if moment > max(now + timedelta(days=1), _end_of(now.astimezone(zone).date(), zone)):
            raise refuse("too_large", f"{text[:40]} is in the future.")
        return moment.isoformat()

    return read


def _moment(text: str, order: Order | None, zone: tzinfo, refuse: Callable[[str, str], Exception]) -> datetime:
    parts = _PARTS.fullmatch(text)
    try:
        if parts:
            day = _day(parts, order or ("dmy" if parts[2] == "." else None))
            if day is None:
                detail = f"“{text}” can be read in two ways. Choose whether the day or the month comes first."
                raise refuse("ambiguous_date", detail)
            return _end_of(day, zone)
        if iso := _ISO.fullmatch(text):
            if iso[2] is None:
                return _end_of(date.fromisoformat(iso[1]), zone)
            moment = datetime.fromisoformat(text.replace(" ", "T"))
            return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    raise refuse("not_a_date", f"“{text[:40]}” isn't a date we can read. Write it like 2026-11-24.")


def _day(parts: re.Match[str], order: Any) -> date | None:
    """None: the order is not known, and it matters. Raises ValueError."""
    first, second, year = int(parts[1]), int(parts[3]), int(parts[4])
    if order is None:
        if first <= 12 and second <= 12 and first != second:
            return None
        order = "mdy" if second > 12 else "dmy"
    day, month = (first, second) if order == "dmy" else (second, first)
    return date(year, month, day)


def _end_of(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), zone).astimezone(UTC)
