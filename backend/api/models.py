"""What is stored, gathered from the nouns: Django looks for tables here. Writes go through a noun's services."""

from .accounts.models import AccountName, ApiToken, EndedSession, LinkRequest, OneTimeLink, SignIn, SpentToken
from .catalog.models import CATEGORY_NAME_TAKEN, DEFAULT_CATEGORIES, MAX_QUANTITY, Category, Product
from .core.validators import CONTROL_CHARACTERS, MORE_THAN_ONE_LINE, NOTHING_VISIBLE, no_control_characters
from .exchange.models import Import, ImportChunk
from .http.models import BulkChunk, IdempotencyKey
from .labels.models import LabelTemplate
from .live.models import LiveEvent, LiveFeed
from .place.models import PlaceSettings
from .samples.models import SampleProduct
from .saved_views.models import MAX_QUERY_LENGTH, SavedView, plain_query
from .stock.models import StockAlert, StockMovement
from .trail.models import AuditEntry, FormerName
from .trash.models import TrashedProduct

__all__ = [
    "CATEGORY_NAME_TAKEN",
    "CONTROL_CHARACTERS",
    "DEFAULT_CATEGORIES",
    "MAX_QUANTITY",
    "MAX_QUERY_LENGTH",
    "MORE_THAN_ONE_LINE",
    "NOTHING_VISIBLE",
    "AccountName",
    "ApiToken",
    "AuditEntry",
    "BulkChunk",
    "Category",
    "EndedSession",
    "FormerName",
    "IdempotencyKey",
    "Import",
    "ImportChunk",
    "LabelTemplate",
    "LinkRequest",
    "LiveEvent",
    "LiveFeed",
    "OneTimeLink",
    "PlaceSettings",
    "Product",
    "SampleProduct",
    "SavedView",
    "SignIn",
    "SpentToken",
    "StockAlert",
    "StockMovement",
    "TrashedProduct",
    "no_control_characters",
    "plain_query",
]
