"""Writes that may be asked for twice and happen once."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class IdempotencyKey(models.Model):
    """The answer to a write that was given an `Idempotency-Key`, for whoever asks again with the same key."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=200)
    request_digest = models.CharField(max_length=64)
    # JSON text: a JSON column would give the fields back in another order.
    answer = models.TextField(blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint("user", "key", name="idempotency_key_unique")]
        indexes = [models.Index("created_at", name="idempotency_key_created")]

    def __str__(self) -> str:
        return self.key


class BulkChunk(models.Model):
    """A part of a bulk change that was given an `Idempotency-Key`: which products, and what became of them."""

    run = models.ForeignKey(IdempotencyKey, on_delete=models.CASCADE, related_name="chunks", db_index=False)
    number = models.PositiveIntegerField()
    ids = models.JSONField()
    # JSON, written in the transaction that changes the products; null until then.
    outcome = models.JSONField(null=True)
    # What takes it back: Revert or Restore of bulk/changes.py; null where nothing does, and until then.
    reversal = models.JSONField(null=True)
    # Its run was undone before this was done: now it will not be.
    is_undone = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint("run", "number", name="bulk_chunk_unique")]

    def __str__(self) -> str:
        return f"{self.run} {self.number}"
