"""What is stored. Writes go through `services/`; whatever else changes a product is recorded all the same."""

from .live import LiveEvent, LiveFeed
from .products import DEFAULT_CATEGORIES, MAX_QUANTITY, Category, Product
from .requests import BulkChunk, IdempotencyKey
from .saved_views import MAX_QUERY_LENGTH, SavedView, plain_query
from .stock import StockAlert, StockMovement
from .text import no_control_characters

__all__ = [
    "DEFAULT_CATEGORIES",
    "MAX_QUANTITY",
    "MAX_QUERY_LENGTH",
    "BulkChunk",
    "Category",
    "IdempotencyKey",
    "LiveEvent",
    "LiveFeed",
    "Product",
    "SavedView",
    "StockAlert",
    "StockMovement",
    "no_control_characters",
    "plain_query",
]
