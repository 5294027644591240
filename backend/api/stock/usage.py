"""What counts as used: sold, damaged and lost, less returns, and without what was reverted."""

from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Final

USAGE_DAYS: Final = 30
USES: Final = ("sale", "damage", "loss", "return")

# A revert counts by the reason of what it takes back, and the revert of a revert by that of the first movement.
FIRST_REASON: Final = """
CASE WHEN api_stockmovement.reverts_id IS NULL THEN api_stockmovement.reason ELSE (
  WITH RECURSIVE step(reverts_id, reason) AS (
    SELECT original.reverts_id, original.reason
    FROM api_stockmovement original WHERE original.id = api_stockmovement.reverts_id
    UNION ALL
    SELECT original.reverts_id, original.reason
    FROM step JOIN api_stockmovement original ON original.id = step.reverts_id
  )
  SELECT reason FROM step WHERE reverts_id IS NULL
) END"""


def usage_since(today: date, zone: tzinfo) -> datetime:
    """When the first of the last USAGE_DAYS days in *zone* began, *today* included; in UTC."""
    return datetime.combine(today - timedelta(days=USAGE_DAYS - 1), datetime.min.time(), zone).astimezone(UTC)
