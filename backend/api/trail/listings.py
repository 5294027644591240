"""Lists of entries: always in the order of the chain."""

from typing import Final

from django.db.models import F

from ..http.pagination import Listing, SortKey, read_whole
from .rows import COLUMNS, Stored, entry_row

ENTRIES: Final = Listing[Stored](
    columns=COLUMNS,
    row=entry_row,
    keys={"at": SortKey(F("id"), read_whole)},
    default="-at",
)
