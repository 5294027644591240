"""The trail: who changed what, when, and from what to what."""

from typing import Any

from django.db import models

from engine.db.fields import NumberedKey

from .product_changes import ACTIONS, FIELDS, did, has_changed


class Immutable(Exception):
    """Someone tried to change or delete an entry of the trail."""


class EntryQuerySet(models.QuerySet["AuditEntry"]):
    """Entries are appended, and stay. Only retention.py drops the oldest, and erasing.py takes addresses out."""

    def update(self, **values: Any) -> int:
        raise Immutable("Entries of the audit trail are never changed.")

    update.alters_data = True  # type: ignore[attr-defined]

    def delete(self) -> tuple[int, dict[str, int]]:
        raise Immutable("Entries of the audit trail are never deleted one by one.")

    delete.alters_data = True  # type: ignore[attr-defined]
    delete.queryset_only = True  # type: ignore[attr-defined]


class AuditEntry(models.Model):
    """One change of one object, or a sign-in. Written by `notes.py` alone, in the transaction of the change.

    `id` counts without gaps, in the order of the commits. `hash` covers the entry and the hash of the one before.
    Accounts are numbers, so that a person can be erased without touching an entry: names are in FormerName, or are
    those that the accounts have now. The address alone is not covered by the hash, for the same reason.
    """

    class Action(models.TextChoices):
        CREATE = "create"
        UPDATE = "update"
        DELETE = "delete"
        SIGN_IN = "sign_in"
        SIGN_OUT = "sign_out"
        REFUSED = "refused", "sign-in refused"
        ERASE = "erase", "person erased"
        PRUNE = "prune", "old entries removed"

    id = NumberedKey(primary_key=True)
    at = models.DateTimeField()
    actor_id = models.BigIntegerField(null=True)
    source = models.CharField(max_length=7)
    # The name of the token that the actor used.
    via = models.CharField(max_length=60, blank=True)
    action = models.CharField(max_length=8, choices=Action.choices)
    kind = models.CharField(max_length=10)
    object_id = models.CharField(max_length=64, blank=True)
    # What the object was called.
    label = models.CharField(max_length=80, blank=True)
    # JSON. Of an update: [old, new] by field, or [] where values are not kept. Else: the value by field.
    changes = models.TextField(blank=True)
    address = models.CharField(max_length=64, blank=True)
    hash = models.BinaryField(max_length=32)

    objects = EntryQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        ordering = ("-id",)
        verbose_name_plural = "audit entries"
        indexes = [
            models.Index("kind", "object_id", "id", name="audit_object"),
            models.Index("actor_id", "id", name="audit_actor"),
            models.Index("at", name="audit_at"),
            # For the past of lists: what has come and gone, and what has changed in what they are sorted by.
            *(
                models.Index("at", "object_id", name=f"audit_product_{action}", condition=did(action))
                for action in ACTIONS
            ),
            *(
                models.Index("at", "object_id", name=f"audit_{field}", condition=has_changed(field))
                for field in FIELDS
            ),
        ]

    def __str__(self) -> str:
        return f"{self.id} {self.action} {self.kind} {self.object_id}"


class FormerName(models.Model):
    """A name that an account had before it was renamed or deleted. Empty: the person has been erased."""

    user_id = models.BigIntegerField(db_index=True)
    name = models.CharField(max_length=150, blank=True)

    def __str__(self) -> str:
        return self.name
