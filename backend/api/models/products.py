"""Products and their categories."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models.functions import Lower
from django.utils import timezone

from .. import alerts, ledger
from ..querysets import ProductQuerySet
from .text import no_control_characters

MAX_QUANTITY = 2_147_483_647
DEFAULT_CATEGORIES = {
    "books": "Books",
    "clothing": "Clothing",
    "electronics": "Electronics",
    "home": "Home",
    "sports": "Sports",
    "other": "Other",
}


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
