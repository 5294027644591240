"""Instants that can be looked back at: from the first entry of the trail until now."""

from datetime import datetime

from django.utils import timezone
from rest_framework.exceptions import ValidationError

from ..core.rows import utc
from ..http.filters import read_instant
from ..trail.models import AuditEntry


def read_at(raw: str) -> datetime:
    """The instant that `at` names. Raises ValidationError for one of which nothing is known."""
    at = read_instant("at", raw)
    if at > timezone.now():
        raise ValidationError({"at": ["Must not be in the future."]})
    first = AuditEntry.objects.order_by("id").values_list("at", flat=True).first()
    if first is None:
        raise ValidationError({"at": ["The audit trail has no entries yet."]})
    if at < first:
        raise ValidationError(
            {"at": [f"The audit trail begins at {utc(first)}. Nothing is recorded before that."]}
        )
    return at


def past_headers(at: datetime) -> dict[str, str]:
    return {"X-As-Of": utc(at)}
