from typing import Any

from django.db.models import F

from ..http.pagination import Listing, SortKey, read_moment
from .rows import COLUMNS, trashed_row

TRASHED = Listing[dict[str, Any]](
    columns=COLUMNS,
    row=trashed_row,
    keys={"deleted_at": SortKey(F("deleted_at"), read_moment)},
    default="-deleted_at",
)
