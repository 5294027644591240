"""The log of the live feed."""

import uuid

from django.db import models

from engine.db.fields import NumberedKey


class LiveFeed(models.Model):
    """The one row that numbers the live feed: taking it orders commits."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    epoch = models.UUIDField(default=uuid.uuid4, help_text="Changes when history is truncated or restored.")
    seq = models.BigIntegerField(default=0, help_text="Number of the newest event.")
    floor = models.BigIntegerField(default=1, help_text="Number of the oldest event still kept.")
    identity = models.CharField(
        max_length=100, blank=True, help_text="Identifies this database; see continuity.py."
    )

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="livefeed_single_row")]

    def __str__(self) -> str:
        return f"{self.epoch} at {self.seq}"


class LiveEvent(models.Model):
    """One committed change, in commit order. Written by `live/log.py` alone."""

    class Action(models.TextChoices):
        CREATE = "create"
        UPDATE = "update"
        DELETE = "delete"
        BULK = "bulk"

    seq = NumberedKey(primary_key=True)
    action = models.CharField(max_length=6, choices=Action.choices)
    # The product's row as JSON text, exactly as it goes out; for a bulk event, the count of rows.
    data = models.TextField()
    actor = models.CharField(max_length=150, null=True)  # noqa: DJ001  # null says "nobody signed in"
    # The name of the token that the actor used, where there was one.
    via = models.CharField(max_length=60, blank=True, db_default="")
    # The last movement of the transaction on this product as JSON text, and whether it went low or recovered.
    movement = models.TextField(blank=True)
    alert = models.CharField(max_length=9, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ("seq",)

    def __str__(self) -> str:
        return f"{self.seq} {self.action}"
