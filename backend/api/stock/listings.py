"""Lists of movements and of low-stock alerts: what they can be sorted by."""

from typing import Final

from django.db.models import F

from ..http.pagination import Listing, SortKey, read_whole
from .rows import ALERT_COLUMNS, MOVEMENT_COLUMNS, AlertRow, MovementRow, alert_row, movement_row

MOVEMENTS: Final = Listing[MovementRow](
    columns=MOVEMENT_COLUMNS,
    row=movement_row,
    # The order in which they were posted, which is also that of each product's balances. Clocks may disagree.
    keys={"created_at": SortKey(F("id"), read_whole), "delta": SortKey(F("delta"), read_whole)},
    default="-created_at",
)
ALERTS: Final = Listing[AlertRow](
    columns=ALERT_COLUMNS,
    row=alert_row,
    keys={"created_at": SortKey(F("id"), read_whole)},
    default="-created_at",
)
