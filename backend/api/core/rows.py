"""What rows of every kind have in common."""

from datetime import datetime


def utc(moment: datetime) -> str:
    """ISO 8601 in UTC, as rows and events carry times."""
    return moment.isoformat().replace("+00:00", "Z")
