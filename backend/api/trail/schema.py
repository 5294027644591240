"""What the OpenAPI schema says of the trail, beyond the serializers."""

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter

from ..http.schema import list_parameters
from .filters import AuditFilter, HistoryFilter
from .listings import ENTRIES

AUDIT_PARAMETERS = list_parameters(AuditFilter, ENTRIES, f"Default: {ENTRIES.default}, newest first.")
HISTORY_PARAMETERS = list_parameters(HistoryFilter, ENTRIES, f"Default: {ENTRIES.default}, newest first.")
EXPORT_PARAMETERS = [
    *(p for p in AUDIT_PARAMETERS if p.name not in ("limit", "cursor", "offset")),
    OpenApiParameter("type", OpenApiTypes.STR, enum=["csv", "ndjson"], description="Default: csv."),
]
EXPORT_RESPONSES = {
    (200, "text/csv"): OpenApiTypes.STR,
    (200, "application/x-ndjson"): OpenApiTypes.STR,
}
