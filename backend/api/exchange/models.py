"""Imports: the rows of a file, what was found of each, and what became of them."""

import uuid
from typing import Final

from django.conf import settings
from django.db import models
from django.utils import timezone

from ..http.models import IdempotencyKey


class Kind(models.TextChoices):
    PRODUCTS = "products"
    STOCK = "stock"


class State(models.TextChoices):
    NEW = "new", "read, not checked"
    CHECKED = "checked"
    APPLYING = "applying"
    APPLIED = "applied"
    PARTLY = "partly", "applied, some rows left out"
    UNDONE = "undone"


NEW_CATEGORIES: Final = "new_categories"


class Import(models.Model):
    """One file that someone brings. `settings` says how it is read and what is done with which row."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False)
    filename = models.CharField(max_length=200, blank=True)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField(help_text="In bytes.")
    format = models.CharField(max_length=4)
    # How the file was read: encoding, delimiter, sheets, warnings (table.Reading).
    reading = models.JSONField(default=dict)
    # What the person has chosen (choices.Choices).
    choices = models.JSONField(default=dict)
    state = models.CharField(max_length=8, choices=State.choices, default=State.NEW)
    # What the check has counted; and, under NEW_CATEGORIES, the names of those that its rows need.
    totals = models.JSONField(default=dict)
    # The bytes, until the import is applied: another encoding, delimiter or sheet is read from them.
    source = models.BinaryField(null=True)
    run = models.ForeignKey(IdempotencyKey, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()

    class Meta:
        ordering = ("-created_at",)
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=Kind.values), name="import_kind_known"),
            models.CheckConstraint(condition=models.Q(state__in=State.values), name="import_state_known"),
        ]
        indexes = [
            models.Index("owner", "created_at", name="import_owner_created"),
            models.Index("expires_at", name="import_expires"),
        ]

    def __str__(self) -> str:
        return self.filename or str(self.pk)


class ImportChunk(models.Model):
    """At most 100 rows of a file: one transaction when they are applied. Blobs are zlib over JSON (stored.py)."""

    parent = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="chunks", db_index=False)
    number = models.PositiveIntegerField()
    # [row, cell, cell, …] for each row that is not empty.
    raw = models.BinaryField()
    # A check.Verdict for each row; null until it is checked.
    verdicts = models.BinaryField(null=True)
    # How many verdicts of each state.
    counts = models.JSONField(default=dict)
    # What the apply did, in the transaction that did it; null until then.
    outcome = models.JSONField(null=True)
    # What takes it back: apply.Reversal.
    reversal = models.JSONField(null=True)
    # What the undo did.
    undone = models.JSONField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint("parent", "number", name="import_chunk_unique")]

    def __str__(self) -> str:
        return f"{self.parent_id} {self.number}"
