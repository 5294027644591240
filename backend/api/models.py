"""What is stored, gathered from the nouns: Django looks for tables here. Writes go through a noun's services."""

from .accounts.models import AccountName, EndedSession, LinkRequest, OneTimeLink, SignIn, SpentToken
from .catalog.models import CATEGORY_NAME_TAKEN, DEFAULT_CATEGORIES, MAX_QUANTITY, Category, Product
from .core.validators import CONTROL_CHARACTERS, MORE_THAN_ONE_LINE, NOTHING_VISIBLE, no_control_characters
from .exchange.models import Import, ImportChunk
from .http.models import BulkChunk, IdempotencyKey
from .live.models import LiveEvent, LiveFeed
from .saved_views.models import MAX_QUERY_LENGTH, SavedView, plain_query
from .stock.models import StockAlert, StockMovement

__all__ = [
    "CATEGORY_NAME_TAKEN",
    "CONTROL_CHARACTERS",
    "DEFAULT_CATEGORIES",
    "MAX_QUANTITY",
    "MAX_QUERY_LENGTH",
    "MORE_THAN_ONE_LINE",
    "NOTHING_VISIBLE",
    "AccountName",
    "BulkChunk",
    "Category",
    "EndedSession",
    "IdempotencyKey",
    "Import",
    "ImportChunk",
    "LinkRequest",
    "LiveEvent",
    "LiveFeed",
    "OneTimeLink",
    "Product",
    "SavedView",
    "SignIn",
    "SpentToken",
    "StockAlert",
    "StockMovement",
    "no_control_characters",
    "plain_query",
]
