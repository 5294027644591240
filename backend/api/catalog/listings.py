"""Lists of products: what they can be sorted by."""

from dataclasses import replace
from typing import Final

from django.db.models import F

from ..http.pagination import Listing, SortKey, read_moment, read_price, read_text, read_whole
from .rows import ROW_COLUMNS, ProductRow, product_row
from .search import best_matches, count_matches, relevance

PRODUCTS: Final = Listing[ProductRow](
    columns=ROW_COLUMNS,
    row=product_row,
    keys={
        "name": SortKey(F("name_key"), read_text),
        "sku": SortKey(F("sku_key"), read_text),
        "price": SortKey(F("price"), read_price),
        "quantity": SortKey(F("quantity"), read_whole),
        "created_at": SortKey(F("created_at"), read_moment),
        "updated_at": SortKey(F("updated_at"), read_moment),
    },
    default="-created_at",
    relevance=relevance,
    best=best_matches,
    count_matches=count_matches,
)
REORDERS: Final = replace(PRODUCTS, default="quantity")
