"""What is stored. Writes go through `services/`; whatever else changes a product is recorded all the same."""

import re
import uuid
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models.functions import Lower

from .querysets import ProductQuerySet

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

    objects = ProductQuerySet.as_manager()

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

    def save(
        self,
        *args: Any,
        update_fields: Iterable[str] | None = None,
        **kwargs: Any,
    ) -> None:
        """Save, raise `version`, and have the change recorded in the same transaction.

        With *update_fields*, `version` and `updated_at` are written along.
        """
        # The transaction is there for plain `save()` calls: without one the row would be committed before
        # post_save runs, and the event would belong to another transaction.
        with transaction.atomic(using=kwargs.get("using") or self._state.db or "default"):
            if self.pk is not None:  # given with a new instance, it may be that of a stored row
                locked = Product.objects.select_for_update().filter(pk=self.pk)
                self.version = (locked.values_list("version", flat=True).first() or 0) + 1
                if update_fields is not None:
                    update_fields = {*update_fields, "version", "updated_at"}
            super().save(*args, update_fields=update_fields, **kwargs)


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
    at = models.DateTimeField()

    class Meta:
        ordering = ("seq",)
        indexes = [models.Index("at", name="liveevent_at")]

    def __str__(self) -> str:
        return f"{self.seq} {self.action}"
