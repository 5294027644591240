"""The trail: for admins all of it, and for everyone the history of one object."""

from typing import Any, ClassVar

from django.http import StreamingHttpResponse
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import viewsets
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.permissions import BasePermission, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from ..http.lists import check_list_parameters, every_page, filtered_rows, list_response
from ..http.pagination import read_ordering
from ..http.renderers import Unasked
from ..live.log import Position
from ..permissions import MayReadTrail
from .export import CONTENT_TYPES, entry_csv, entry_lines
from .filters import AuditFilter, HistoryFilter
from .listings import ENTRIES
from .models import AuditEntry
from .rows import history, told
from .schema import AUDIT_PARAMETERS, EXPORT_PARAMETERS, EXPORT_RESPONSES, HISTORY_PARAMETERS
from .serializers import AuditEntrySerializer, HistoryEntrySerializer

_EXPORT_PAGE = 2_000


class AuditViewSet(viewsets.GenericViewSet[AuditEntry]):
    """Who has changed what, and who has signed in. For admins. Nobody changes or deletes an entry."""

    queryset = AuditEntry.objects.all()
    serializer_class = AuditEntrySerializer
    read_scope = "admin"
    permission_classes: tuple[type[BasePermission], ...] = (IsAuthenticated, MayReadTrail)
    filter_backends = ()

    @extend_schema(parameters=AUDIT_PARAMETERS, responses=AuditEntrySerializer(many=True))
    def list(self, request: Request) -> Response:
        """List the entries in the audit trail as a JSON array, newest first.

        Paging is in the headers Link and X-Total-Count.
        """
        rows = self.get_queryset()
        return list_response(request, ENTRIES, AuditFilter, rows, shape=told, counted_at=_head())

    @extend_schema(parameters=EXPORT_PARAMETERS, responses=EXPORT_RESPONSES)
    @action(detail=False, content_negotiation_class=Unasked)
    def export(self, request: Request) -> StreamingHttpResponse:
        """Export all entries that match: CSV with one line per changed field, or one JSON object per line."""
        params = request.query_params
        check_list_parameters(params, AuditFilter, "ordering", "type")
        kind = params.get("type") or "csv"
        if kind not in CONTENT_TYPES:
            raise ValidationError({"type": [f"Must be {' or '.join(CONTENT_TYPES)}."]})
        rows = filtered_rows(request, AuditFilter, self.get_queryset())
        ordering = read_ordering(ENTRIES, params.get("ordering"))
        pages = every_page(ENTRIES, rows, ordering=ordering, size=_EXPORT_PAGE)
        headers = {
            "Content-Disposition": f'attachment; filename="audit-{timezone.now():%Y-%m-%d}.{kind}"',
            "X-Accel-Buffering": "no",
        }
        pieces: Any = entry_csv(pages) if kind == "csv" else entry_lines(pages)
        return StreamingHttpResponse(pieces, content_type=CONTENT_TYPES[kind], headers=headers)


class HistoryActions(viewsets.GenericViewSet[Any]):
    """The part of an object's addresses that tells its history."""

    trail_kind: ClassVar[str]

    @extend_schema(parameters=HISTORY_PARAMETERS, responses=HistoryEntrySerializer(many=True), filters=False)
    @action(detail=True)
    def changes(self, request: Request, pk: str) -> Response:
        """List who changed which field, when, and the old and new values, newest first.

        For quantities, see `movements/`.
        """
        found = self.get_object()
        rows = AuditEntry.objects.filter(kind=self.trail_kind, object_id=str(found.pk))
        return list_response(request, ENTRIES, HistoryFilter, rows, shape=history, counted_at=_head())


def _head() -> Position:
    """Where the trail stands: two counts of the same entries at the same place are the same."""
    return Position("trail", head_of_trail())


def head_of_trail() -> int:
    return AuditEntry.objects.values_list("id", flat=True).first() or 0
