"""What is stored. Writes go through `services/`; whatever else changes a product is recorded all the same."""

import re
import uuid
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models.functions import Lower
from django.utils import timezone

from . import alerts, ledger
from .querysets import MovementQuerySet, ProductQuerySet

MAX_QUANTITY = 2_147_483_647
DEFAULT_CATEGORIES = {
    "books": "Books",
    "clothing": "Clothing",
    "electronics": "Electronics",
    "home": "Home",
    "sports": "Sports",
    "other": "Other",
}

_CONTROL_CHARACTERS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


# Not a RegexValidator: the API schema would give its pattern as what a value must match.
def no_control_characters(value: str) -> None:
    if _CONTROL_CHARACTERS.search(value):
        raise ValidationError("Control characters are not allowed.")


class Category(models.Model):
    """A kind of product. Its slug is its identity: rows and filters carry it, so it never changes."""

    slug = models.SlugField(max_length=50, primary_key=True)
    name = models.CharField(max_length=80, unique=True, validators=[no_control_characters])

    class Meta:
        ordering = ("name",)
        verbose_name_plural = "categories"

    def __str__(self) -> str:
        return self.name


class Product(models.Model):
    """A thing that is stocked. `version` rises by one at every change."""

    sku = models.CharField(
        "SKU",
        max_length=64,
        blank=True,
        validators=[no_control_characters],
        help_text="Unique code. Made from the category when left blank.",
    )
    name = models.CharField(max_length=200, validators=[no_control_characters])
    description = models.TextField(blank=True, max_length=5000, validators=[no_control_characters])
    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="products")
    barcode = models.CharField(
        max_length=64, blank=True, null=True, unique=True, validators=[no_control_characters]
    )
    price = models.DecimalField(max_digits=10, decimal_places=2, validators=[MinValueValidator(Decimal("0.01"))])
    quantity = models.PositiveIntegerField(default=0, validators=[MaxValueValidator(MAX_QUANTITY)])
    reorder_level = models.PositiveIntegerField(
        null=True,
        blank=True,
        validators=[MaxValueValidator(MAX_QUANTITY)],
        help_text="At or below this quantity the product counts as low.",
    )
    image = models.ImageField(upload_to="products/", blank=True, max_length=200)
    thumbnail = models.ImageField(upload_to="products/", blank=True, max_length=200, editable=False)
    is_active = models.BooleanField(default=True)
    # The stock outlives the account of whoever entered it.
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="products",
        verbose_name="owner",
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    # When it went low; null while it is not. Where this contradicts the quantity, a notice is due (alerts.py).
    low_since = models.DateTimeField(null=True, blank=True, editable=False)

    objects = ProductQuerySet.as_manager()

    # The quantity that was read from the database, when this instance was; see `save`.
    _read_quantity: int | None = None

    class Meta:
        # Django's own bulk paths (SET_NULL when a user is deleted) go through this manager: they are recorded.
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                Lower("sku"), name="product_sku_unique", violation_error_message="This SKU is already in use."
            ),
            models.CheckConstraint(condition=models.Q(quantity__gte=0), name="product_quantity_not_negative"),
            models.CheckConstraint(
                condition=models.Q(price__gte=Decimal("0.01")), name="product_price_at_least_a_cent"
            ),
            models.CheckConstraint(condition=~models.Q(name=""), name="product_name_not_empty"),
            models.CheckConstraint(condition=~models.Q(sku=""), name="product_sku_not_empty"),
        ]
        # One index for each order a list can be asked in; `id` breaks ties, as in the cursor.
        indexes = [
            models.Index(Lower("name"), "id", name="product_name"),
            models.Index("price", "id", name="product_price"),
            models.Index("quantity", "id", name="product_quantity"),
            models.Index("created_at", "id", name="product_created"),
            models.Index("updated_at", "id", name="product_updated"),
            models.Index("category", Lower("name"), "id", name="product_category_name"),
            models.Index("category", "price", "id", name="product_category_price"),
            models.Index("created_by", "created_at", "id", name="product_owner_created"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.sku})"

    @classmethod
    def from_db(cls, *args: Any, **kwargs: Any) -> "Product":
        product = super().from_db(*args, **kwargs)
        product._read_quantity = product.__dict__.get("quantity")
        return product

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:
        super().refresh_from_db(*args, **kwargs)
        self._read_quantity = self.__dict__.get("quantity")

    def save(
        self,
        *args: Any,
        update_fields: Iterable[str] | None = None,
        **kwargs: Any,
    ) -> None:
        """Save, raise `version`, and have the change recorded in the same transaction: event and movement.

        With *update_fields*, `version` and `updated_at` are written along. The quantity is written as a
        difference to what this instance has read: an instance that is older than the stored row takes nothing
        back that has been moved since.
        """
        using = kwargs.get("using") or self._state.db or "default"
        before = {name: value for name, value in self.__dict__.items() if name in ("quantity", "version")}
        try:
            # The transaction is there for plain `save()` calls: without one the row would be committed before
            # post_save runs, and the event would belong to another transaction.
            with transaction.atomic(using=using):
                self._save_in_transaction(args, update_fields, {**kwargs, "using": using})
        except BaseException:
            self.__dict__.update(before)  # it may be tried again
            raise

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        with ledger.cutting_links():
            return super().delete(*args, **kwargs)

    def _save_in_transaction(
        self, args: tuple[Any, ...], update_fields: Iterable[str] | None, kwargs: dict[str, Any]
    ) -> None:
        using = kwargs["using"]
        update_fields = None if update_fields is None else set(update_fields)
        writes_quantity = update_fields is None or "quantity" in update_fields
        stored = self._lock_stored(using)
        if stored is None:
            # What is low from the start has not gone low: it gets the mark, and no notice.
            self.low_since = timezone.now() if alerts.is_low(self) else None
        else:
            if writes_quantity:
                self._rebase_quantity(stored)
            self.version, self.low_since = stored.version + 1, stored.low_since
            if update_fields is not None:
                update_fields = {*update_fields, "version", "updated_at"}
        super().save(*args, update_fields=update_fields, **kwargs)
        if stored is None:
            self._posted("initial", 0, using)
        elif writes_quantity:
            self._posted("correction", stored.quantity, using)

    def _lock_stored(self, using: str) -> "_Stored | None":
        if self._state.adding and not self.pk:
            return None
        # A key that is given with a new instance may be that of a stored row.
        locked = Product.objects.using(using).select_for_update().filter(pk=self.pk)
        found = locked.values_list("version", "quantity", "low_since").first()
        return _Stored(*found) if found else None

    def _rebase_quantity(self, stored: "_Stored") -> None:
        """Turn the quantity that this instance wants into the stored one and what it adds to the one it has read.

        Left alone: one that was not loaded, an expression (a difference by itself), that of an instance made by
        hand, and that of one whose last save was rolled back: it has read nothing that is there.
        """
        wanted: Any = self.__dict__.get("quantity")
        if self._read_quantity is None or wanted is None or _is_expression(wanted):
            return
        if self.__dict__.get("version", 0) <= stored.version:
            self.quantity = stored.quantity + int(wanted) - self._read_quantity

    def _posted(self, reason: str, before: int, using: str) -> None:
        """Post the difference between *before* and the saved quantity."""
        quantity: Any = self.__dict__.get("quantity")
        if quantity is None:
            return
        if _is_expression(quantity):
            self.refresh_from_db(using=using, fields=["quantity"])
        self._read_quantity = balance = int(self.quantity)
        if balance != before:
            posting = ledger.Posting(
                self.pk, sku=self.sku, name=self.name, delta=balance - before, balance=balance, reason=reason
            )
            ledger.post([posting], using=using)


def _is_expression(value: Any) -> bool:
    return hasattr(value, "resolve_expression")


class _Stored(NamedTuple):
    version: int
    quantity: int
    low_since: datetime | None


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

    product = models.ForeignKey(
        Product,
        on_delete=models.SET_NULL,
        null=True,
        related_name="movements",
        db_index=False,  # the index below begins with it
    )
    sku = models.CharField("SKU", max_length=64)
    name = models.CharField(max_length=200)
    delta = models.IntegerField(help_text="What was added; negative for what was taken.")
    balance_after = models.PositiveIntegerField()
    reason = models.CharField(max_length=10, choices=Reason.choices)
    note = models.CharField(max_length=500, blank=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    actor_name = models.CharField(max_length=150, blank=True)
    source = models.CharField(max_length=7, choices=Source.choices)
    created_at = models.DateTimeField(default=timezone.now)
    reverts = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="reverted_by")
    idempotency_key = models.CharField(max_length=200, blank=True)

    objects = MovementQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        ordering = ("-id",)
        permissions = (("adjust_any_stock", "Can adjust the stock of any product"),)
        constraints = [
            models.CheckConstraint(condition=models.Q(balance_after__gte=0), name="movement_balance_not_negative"),
        ]
        indexes = [
            # With all that `ledger.audit` adds up: it need not look at the rows.
            models.Index("product", "id", "delta", "balance_after", name="movement_product"),
            models.Index("reason", "id", name="movement_reason"),
            models.Index("actor_name", "id", name="movement_actor"),
            models.Index("delta", "id", name="movement_delta"),
            models.Index("created_at", "id", name="movement_created"),
        ]

    def __str__(self) -> str:
        return f"{self.delta:+} {self.name} ({self.sku})"

    def save(self, *args: Any, **kwargs: Any) -> None:
        raise ledger.AppendOnly("Movements are posted by the ledger and never changed.")

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise ledger.AppendOnly("Movements are never deleted.")


class StockAlert(models.Model):
    """A product went low, or has recovered: one row at each edge. Written by `alerts.py` alone."""

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
    quantity = models.PositiveIntegerField()
    reorder_level = models.PositiveIntegerField(null=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    mail = models.CharField(max_length=6, choices=Mail.choices, default=Mail.NONE)
    # Who is sending it, and since when: of several server processes, one sends.
    mail_claim = models.UUIDField(null=True)
    mail_claimed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-id",)
        indexes = [
            models.Index("id", condition=models.Q(mail="due"), name="alert_mail_due"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.sku}): {self.kind}"


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


class LiveFeed(models.Model):
    """The one row that numbers the live feed: taking it orders commits."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    epoch = models.UUIDField(default=uuid.uuid4, help_text="Renewed when history is cut or restored.")
    seq = models.BigIntegerField(default=0, help_text="Number of the newest event.")
    floor = models.BigIntegerField(default=1, help_text="Number of the oldest event that is kept.")
    identity = models.CharField(max_length=100, blank=True, help_text="Which database this is; see continuity.py.")

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

    seq = models.BigIntegerField(primary_key=True)
    action = models.CharField(max_length=6, choices=Action.choices)
    # The product's row as JSON text, exactly as it goes out; for a bulk event, the count of rows.
    data = models.TextField()
    actor = models.CharField(max_length=150, null=True)  # noqa: DJ001  # null says "nobody signed in"
    # The last movement of the transaction on this product as JSON text, and whether it went low or recovered.
    movement = models.TextField(blank=True)
    alert = models.CharField(max_length=9, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ("seq",)
        indexes = [models.Index("at", name="liveevent_at")]

    def __str__(self) -> str:
        return f"{self.seq} {self.action}"
