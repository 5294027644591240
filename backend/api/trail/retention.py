"""How long the trail is kept, where it is not kept forever."""

from datetime import timedelta
from typing import Final

from django.db import connection, transaction
from django.utils import timezone

from .models import AuditEntry
from .notes import note_event

# So that the trail tells of being cut once a day, and not of every ten minutes.
_STEP: Final = timedelta(days=1)
_CHUNK: Final = 5_000


def prune(keep: timedelta) -> int:
    """Drop what is older than *keep*, if that is a day's worth. Returns how many entries.

    The trail says up to where it was cut, and the hash of the last entry that went: the chain goes on from there.
    """
    if not keep:
        return 0
    now = timezone.now()
    oldest = AuditEntry.objects.order_by("id").values_list("at", flat=True).first()
    if oldest is None or oldest > now - keep - _STEP:
        return 0
    last = AuditEntry.objects.filter(at__lt=now - keep).order_by("-id").values_list("id", "hash").first()
    if last is None:
        return 0
    through, hash_ = last
    note_event(AuditEntry.Action.PRUNE, "trail", None, details={"through": through, "hash": bytes(hash_).hex()})
    return _drop(through)


def _drop(through: int) -> int:
    """In small transactions, which let others write; the oldest first."""
    dropped = 0
    while True:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "DELETE FROM api_auditentry WHERE id IN "
                "(SELECT id FROM api_auditentry WHERE id <= %s ORDER BY id LIMIT %s)",
                [through, _CHUNK],
            )
            if cursor.rowcount <= 0:
                return dropped
            dropped += cursor.rowcount
