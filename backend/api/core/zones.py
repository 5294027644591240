"""Time zones as programs name them."""

import re
from datetime import timedelta, timezone, tzinfo
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

NOT_A_ZONE: Final = "Must be a time zone's name, such as Europe/Berlin, or an offset, such as +02:00."

# 14 hours is the most that there is anywhere.
_OFFSET: Final = re.compile(r"(?P<sign>[+ -])(?P<hours>0[0-9]|1[0-4]):(?P<minutes>[0-5][0-9])", re.ASCII)


def zone_of(name: str) -> tzinfo:
    """The time zone of a name such as `Europe/Berlin`, or of an offset such as `+05:30`. Raises ValueError."""
    # In an address a plus that is not escaped is a blank.
    if offset := _OFFSET.fullmatch(name):
        ahead = timedelta(hours=int(offset["hours"]), minutes=int(offset["minutes"]))
        # Not Django's own kind of fixed offset: its SQLite functions misread the name of that.
        return timezone(-ahead if offset["sign"] == "-" else ahead)
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, OSError) as error:
        raise ValueError(NOT_A_ZONE) from error
