"""Taking a person out of the trail, whose entries stay as they are: they know accounts by number."""

from django.db import connection, transaction

from .models import AuditEntry, FormerName
from .notes import note_event


def names_of(user_id: int) -> set[str]:
    """Every name that a deleted account has had."""
    return set(FormerName.objects.filter(user_id=user_id).values_list("name", flat=True))


def erase(user_id: int, *, keep: str) -> None:
    """Forget the names that an account had, but for *keep*, and the addresses that its requests came from."""
    with transaction.atomic():
        FormerName.objects.filter(user_id=user_id).exclude(name=keep).update(name="")
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE api_auditentry SET address = '' "
                "WHERE actor_id = %s OR (kind = 'account' AND object_id = %s)",
                [user_id, str(user_id)],
            )
        note_event(AuditEntry.Action.ERASE, "account", user_id)
