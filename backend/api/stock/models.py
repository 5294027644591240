"""What the stock ledger keeps: movements, and the low-stock alerts."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

from ..catalog.models import Product
from .querysets import AppendOnly, MovementQuerySet


class StockMovement(models.Model):
    """One change of one quantity. Append-only: a product's quantity is the sum of its movements.

    Written by `ledger.post` alone. `sku`, `name` and `actor_name` are as they were then, so that a movement stays
    readable when its product and its actor are gone.
    """

    class Reason(models.TextChoices):
        INITIAL = "initial"
        RECEIVE = "receive"
        SALE = "sale"
        RETURN = "return"
        DAMAGE = "damage"
        LOSS = "loss"
        COUNT = "count"
        CORRECTION = "correction"
        REVERT = "revert"

    class Source(models.TextChoices):
        API = "api"
        ADMIN = "admin"
        COMMAND = "command"
        SYSTEM = "system"
        IMPORT = "import"

    product = models.ForeignKey(
        Product,
        on_delete=models.SET_NULL,
        null=True,
        related_name="movements",
        db_index=False,  # the index below begins with it
    )
    # The number of the product, while that is deleted.
    former_product = models.BigIntegerField(null=True, editable=False)
    sku = models.CharField("SKU", max_length=64)
    name = models.CharField(max_length=200)
    delta = models.IntegerField(help_text="Units added; negative if units were removed.")
    balance_after = models.PositiveIntegerField("on hand after")
    reason = models.CharField(max_length=10, choices=Reason.choices)
    note = models.CharField(max_length=500, blank=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    actor_name = models.CharField(max_length=150, blank=True)
    source = models.CharField(max_length=7, choices=Source.choices)
    via = models.CharField(max_length=60, blank=True, db_default="", help_text="Name of the token that was used.")
    created_at = models.DateTimeField("when", default=timezone.now)
    reverts = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="reverted_by")
    idempotency_key = models.CharField(max_length=200, blank=True)
    search_text = models.TextField(default="", editable=False, db_default="")  # name and SKU, folded

    objects = MovementQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        ordering = ("-id",)
        verbose_name = "movement"
        permissions = (("adjust_any_stock", "Can adjust the stock of any product"),)
        constraints = [
            models.CheckConstraint(condition=models.Q(balance_after__gte=0), name="movement_balance_not_negative"),
        ]
        indexes = [
            # With all that `ledger.audit` adds up: it need not look at the rows.
            models.Index("product", "id", "delta", "balance_after", name="movement_product"),
            # What was moved since an instant is added up in the index.
            models.Index("product", "created_at", "delta", name="movement_product_created"),
            models.Index("reason", "id", name="movement_reason"),
            models.Index("actor_name", "id", name="movement_actor"),
            models.Index("delta", "id", name="movement_delta"),
            models.Index("created_at", "id", name="movement_created"),
            models.Index(
                "former_product",
                name="movement_former_product",
                condition=models.Q(former_product__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.delta:+} {self.name} ({self.sku})"

    def save(self, *args: Any, **kwargs: Any) -> None:
        raise AppendOnly("Movements are posted by the ledger and never changed.")

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise AppendOnly("Movements are never deleted.")


class StockAlert(models.Model):
    """A product went low, or has recovered: one row at each edge. Written by low_stock.py alone."""

    class Kind(models.TextChoices):
        LOW = "low"
        RECOVERED = "recovered"

    class Mail(models.TextChoices):
        NONE = "none", "not to be sent"
        DUE = "due"
        SENT = "sent"
        FAILED = "failed"

    product = models.ForeignKey(Product, on_delete=models.SET_NULL, null=True, related_name="alerts")
    sku = models.CharField("SKU", max_length=64)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=9, choices=Kind.choices)
    quantity = models.PositiveIntegerField("on hand")
    reorder_level = models.PositiveIntegerField("reorder at", null=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField("when", default=timezone.now)
    # What caused it: the movement, if stock was moved, and the version that came with it. Undone, it takes the
    # alert with it. Null in alerts from before this was noted.
    movement = models.ForeignKey(
        StockMovement, on_delete=models.PROTECT, null=True, editable=False, related_name="+", db_index=False
    )
    version = models.PositiveIntegerField(null=True, editable=False)
    mail = models.CharField("email", max_length=6, choices=Mail.choices, default=Mail.NONE)
    # Who is sending it, and since when: of several server processes, one sends.
    mail_claim = models.UUIDField(null=True)
    mail_claimed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-id",)
        verbose_name = "low-stock alert"
        indexes = [
            models.Index("id", condition=models.Q(mail="due"), name="alert_mail_due"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.sku}): {self.kind}"
