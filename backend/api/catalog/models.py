"""Products and their categories."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import F, Max
from django.utils import timezone

from engine.db.fields import KeyField

from ..core.text import force_code, force_line, unique_name_key
from ..core.validators import no_control_characters, one_line, visible
from .categories import MAX_NAME
from .changes import FIELDS, deleting_products, quantity_saved
from .codes import sku_key
from .low import is_low
from .product_text import DERIVED, TEXTS, TWIN, is_expression, rederive, set_derived, tidy
from .querysets import CategoryQuerySet, ProductQuerySet

MAX_QUANTITY = 2_147_483_647
DEFAULT_CATEGORIES = {
    "books": "Books",
    "clothing": "Clothing",
    "electronics": "Electronics",
    "home": "Home",
    "sports": "Sports",
    "other": "Other",
}
CATEGORY_NAME_TAKEN = "This name is already in use."
SKU_TAKEN = "This SKU is already in use."


class Category(models.Model):
    """A kind of product. Its slug is its identity: rows and filters carry it, so it never changes."""

    slug = models.SlugField(max_length=50, primary_key=True)
    name = models.CharField(max_length=MAX_NAME, unique=True, validators=[one_line, visible])
    # What the list is sorted by, and what no two names may have in common (core/text.py).
    name_key = KeyField()
    # Where it stands in lists. All are 0, and so by name, until someone puts them into an order of their own.
    position = models.PositiveIntegerField(default=0, editable=False)

    objects = CategoryQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        ordering = ("position", "name_key")
        verbose_name_plural = "categories"
        permissions = (("manage_categories", "Can rename, merge, reorder and delete categories"),)
        constraints = [models.UniqueConstraint(F("name_key"), name="category_name_unique")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        self.tidy()
        if self._state.adding and not self.position:
            # At the end of an order that people gave; by its name where they gave none.
            last = Category.objects.aggregate(last=Max("position"))["last"]
            self.position = last + 1 if last else 0
        if update_fields is not None and "name" in (update_fields := set(update_fields)):
            update_fields.add("name_key")
        super().save(*args, update_fields=update_fields, **kwargs)

    def clean(self) -> None:
        self.tidy()

    def validate_constraints(self, exclude: Any = None) -> None:
        super().validate_constraints(exclude)
        if self.name_is_taken():
            raise ValidationError({"name": CATEGORY_NAME_TAKEN})

    def name_is_taken(self) -> bool:
        """Whether another category has this name, in whatever case and composition."""
        if TWIN in self.name_key:
            return False  # it had the name before names were unique
        return Category.objects.filter(name_key=unique_name_key(self.name)).exclude(pk=self.pk).exists()

    def tidy(self) -> None:
        """Clean slug and name, and set what follows from the name."""
        if self._state.adding:
            self.slug = force_code(self.slug).lower()  # a stored one stays: products carry it
        self.name = force_line(self.name)
        key = unique_name_key(self.name)
        if self.name_key.partition(TWIN)[0] != key:
            self.name_key = key


class Product(models.Model):
    """A thing that is stocked. `version` rises by one at every change."""

    sku = models.CharField(
        "SKU",
        max_length=64,
        blank=True,
        validators=[one_line],
        help_text="Leave blank to generate one.",
    )
    name = models.CharField(max_length=200, validators=[one_line, visible])
    description = models.TextField(blank=True, max_length=5000, validators=[no_control_characters])
    # Both keys have indexes below that begin with them.
    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="products", db_index=False)
    barcode = models.CharField(max_length=64, blank=True, null=True, unique=True, validators=[one_line])
    price = models.DecimalField(max_digits=10, decimal_places=2, validators=[MinValueValidator(Decimal("0.01"))])
    quantity = models.PositiveIntegerField("on hand", default=0, validators=[MaxValueValidator(MAX_QUANTITY)])
    reorder_level = models.PositiveIntegerField(
        "reorder at",
        null=True,
        blank=True,
        validators=[MaxValueValidator(MAX_QUANTITY)],
        help_text="We'll flag it as low at this level.",
    )
    image = models.ImageField("picture", upload_to="products/", blank=True, max_length=200)
    thumbnail = models.ImageField(upload_to="products/", blank=True, max_length=200, editable=False)
    # The pictures after the cover, which is `image`, in their order (pictures.py). Null where there are none.
    more_pictures = models.JSONField(null=True, editable=False)
    is_active = models.BooleanField("active", default=True)
    # The stock outlives the account of whoever entered it.
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="products",
        db_index=False,
        verbose_name="owner",
    )
    created_at = models.DateTimeField("added", auto_now_add=True)
    updated_at = models.DateTimeField("changed", auto_now=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    # When it went low; null while it is not. Where this contradicts the quantity, low_stock.py owes a notice.
    low_since = models.DateTimeField(null=True, blank=True, editable=False)

    # What follows from name, SKU, barcode and description (product_text.py).
    search_text = models.TextField(default="", editable=False)
    name_key = KeyField()
    sku_key = KeyField()
    barcode_key = KeyField()

    objects = ProductQuerySet.as_manager()

    # The quantity that was read from the database, when this instance was; see `save`.
    _read_quantity: int | None = None

    # What was stored in FIELDS when it was last saved; None: it was not there.
    before_save: dict[str, Any] | None = None

    class Meta:
        # Django's own bulk paths (SET_NULL when a user is deleted) go through this manager: they are recorded.
        base_manager_name = "objects"
        permissions = (("change_any_product", "Can change and delete the products of others"),)
        constraints = [
            models.UniqueConstraint(F("sku_key"), name="product_sku_unique", violation_error_message=SKU_TAKEN),
            models.CheckConstraint(condition=models.Q(quantity__gte=0), name="product_quantity_not_negative"),
            models.CheckConstraint(
                condition=models.Q(price__gte=Decimal("0.01")), name="product_price_at_least_a_cent"
            ),
            models.CheckConstraint(condition=~models.Q(name=""), name="product_name_not_empty"),
            models.CheckConstraint(condition=~models.Q(sku=""), name="product_sku_not_empty"),
        ]
        # One index for each order a list can be asked in; `id` breaks ties, as in the cursor.
        indexes = [
            models.Index("name_key", "id", name="product_name"),
            models.Index("price", "id", name="product_price"),
            models.Index("quantity", "id", name="product_quantity"),
            models.Index("created_at", "id", name="product_created"),
            models.Index("updated_at", "id", name="product_updated"),
            models.Index("category", "name_key", "id", name="product_category_name"),
            models.Index("category", "price", "id", name="product_category_price"),
            models.Index("created_by", "created_at", "id", name="product_owner_created"),
            models.Index("barcode_key", name="product_barcode_key"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.sku})"

    @classmethod
    def from_db(cls, *args: Any, **kwargs: Any) -> "Product":
        product = super().from_db(*args, **kwargs)
        product._read_quantity = product.__dict__.get("quantity")
        return product

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:
        loaded: Any = kwargs.get("fields", args[1] if len(args) > 1 else None)
        super().refresh_from_db(*args, **kwargs)
        # A field that is loaded late (after `defer`) says nothing about a quantity that is about to be saved.
        if loaded is None or "quantity" in loaded:
            self._read_quantity = self.__dict__.get("quantity")

    def save(
        self,
        *args: Any,
        update_fields: Iterable[str] | None = None,
        **kwargs: Any,
    ) -> None:
        """Save, raise `version`, and tell of the change in the same transaction: it becomes event and movement.

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
        with deleting_products():
            return super().delete(*args, **kwargs)

    def clean(self) -> None:
        tidy(self)

    def validate_constraints(self, exclude: Any = None) -> None:
        super().validate_constraints(exclude)
        key = sku_key(self.sku)
        if self.sku_key.partition(TWIN)[0] == key or (exclude and "sku" in exclude):
            return
        if Product.objects.filter(sku_key=key).exclude(pk=self.pk).exists():
            raise ValidationError({"sku": SKU_TAKEN})

    def _save_in_transaction(
        self, args: tuple[Any, ...], update_fields: Iterable[str] | None, kwargs: dict[str, Any]
    ) -> None:
        using = kwargs["using"]
        update_fields = None if update_fields is None else set(update_fields)
        writes_quantity = update_fields is None or "quantity" in update_fields
        stored = self._lock_stored(using)
        self.before_save = stored.fields if stored else None
        if stored is None:
            # What is low from the start has not gone low: it gets the mark, and no notice.
            self.low_since = timezone.now() if is_low(self) else None
        else:
            if writes_quantity:
                self._rebase_quantity(stored)
            self.version, self.low_since = stored.version + 1, stored.low_since
            if update_fields is not None:
                update_fields = {*update_fields, "version", "updated_at"}
        tidy(self)
        is_derived = self._derive(stored, update_fields)
        if update_fields is not None and not update_fields.isdisjoint(TEXTS):
            update_fields = {*update_fields, *DERIVED}
        super().save(*args, update_fields=update_fields, **kwargs)
        if not is_derived:
            rederive(Product.objects.using(using), [self.pk])
            computed = [name for name in TEXTS if is_expression(self.__dict__.get(name))]
            self.refresh_from_db(using=using, fields=[*computed, *DERIVED])
        if stored is None or writes_quantity:
            self._tell_quantity(stored, using)

    def _lock_stored(self, using: str) -> "_Stored | None":
        if self._state.adding and not self.pk:
            return None
        # A key that is given with a new instance may be that of a stored row.
        locked = Product.objects.using(using).select_for_update().filter(pk=self.pk)
        found = locked.values_list("version", "quantity", "low_since", "sku_key", *FIELDS).first()
        if found is None:
            return None
        version, quantity, low_since, key, *values = found
        return _Stored(version, quantity, low_since, key, dict(zip(FIELDS, values, strict=True)))

    def _derive(self, stored: "_Stored | None", update_fields: set[str] | None) -> bool:
        """Set what follows from the text that will be stored; False where only the database will know it.

        What is not written, because it was not loaded or is not in *update_fields*, is what is stored.
        """
        written: dict[str, Any] = {
            name: self.__dict__[name]
            for name in TEXTS
            if name in self.__dict__ and (update_fields is None or name in update_fields)
        }
        if update_fields is not None and not written:
            return True
        texts = {**(stored.texts if stored else {}), **written}
        return set_derived(self, texts, known_sku_key=stored.sku_key if stored else "")

    def _rebase_quantity(self, stored: "_Stored") -> None:
        """Turn the quantity that this instance wants into the stored one and what it adds to the one it has read.

        Left alone: one that was not loaded, an expression (a difference by itself), that of an instance made by
        hand, and that of one whose last save was rolled back: it has read nothing that is there.
        """
        wanted: Any = self.__dict__.get("quantity")
        if self._read_quantity is None or wanted is None or is_expression(wanted):
            return
        if self.__dict__.get("version", 0) <= stored.version:
            self.quantity = stored.quantity + int(wanted) - self._read_quantity

    def _tell_quantity(self, stored: "_Stored | None", using: str) -> None:
        """Tell what has become of the quantity that was *stored*."""
        quantity: Any = self.__dict__.get("quantity")
        if quantity is None:
            return
        if is_expression(quantity):
            self.refresh_from_db(using=using, fields=["quantity"])
        self._read_quantity = int(self.quantity)
        before = stored.quantity if stored else 0
        if self._read_quantity != before:
            quantity_saved.send(sender=Product, product=self, before=before, is_new=stored is None, using=using)


class _Stored(NamedTuple):
    version: int
    quantity: int
    low_since: datetime | None
    sku_key: str
    fields: dict[str, Any]

    @property
    def texts(self) -> dict[str, str | None]:
        return {name: self.fields[name] for name in TEXTS}
