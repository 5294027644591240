"""The admin. Its changes are recorded like any other, with the signed-in admin as the actor."""

import json
from collections import Counter
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminFileWidget
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Count, F, Field, Model, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from .models import Category, LiveEvent, Product, SavedView, StockAlert, StockMovement
from .querysets import ProductQuerySet
from .selectors import media_url
from .services.errors import ServiceError
from .services.images import StoredImage, store_image
from .services.products import discard, generate_sku
from .services.stock import revert

admin.site.site_header = admin.site.site_title = "LR Inventory"
admin.site.index_title = "Administration"


class ProductForm(forms.ModelForm):  # type: ignore[type-arg]  # generic in the stubs only
    # Not an ImageField: services/images.py decides what a picture is.
    image = forms.FileField(
        required=False, widget=AdminFileWidget, help_text="JPEG, PNG, WebP, GIF or AVIF. Stored as WebP."
    )

    class Meta:
        model = Product
        fields = (
            "name",
            "sku",
            "barcode",
            "category",
            "description",
            "price",
            "quantity",
            "reorder_level",
            "image",
            "is_active",
            "created_by",
        )

    stored: StoredImage | None = None

    def clean(self) -> dict[str, Any] | None:
        values = super().clean() or self.cleaned_data
        if self.instance.pk and "quantity" in self.changed_data and "quantity" in values:
            self._check_quantity_seen()
        if not values.get("sku") and "sku" not in self.errors and values.get("category"):
            values["sku"] = generate_sku(values["category"].slug)
        return values

    def _check_quantity_seen(self) -> None:
        """Refuse a quantity that was typed over another one than is there now; the page may be minutes old."""
        seen_name = self.add_initial_prefix("quantity")
        stored = Product.objects.filter(pk=self.instance.pk).values_list("quantity", flat=True).first()
        if self.data.get(seen_name) in (None, str(stored)):
            return
        detail = (
            f"{stored} are on hand now; the page showed {self.data[seen_name]}. Save again to have it your way."
        )
        self.add_error("quantity", detail)
        # The page that comes back shows what is there: the next attempt is a decision.
        posted: Any = self.data
        posted = posted.copy()
        posted[seen_name] = str(stored)
        self.data = posted

    def is_valid(self) -> bool:
        # The picture last: a form that is refused for another reason must not leave files behind.
        return super().is_valid() and self._store_picture()

    def _store_picture(self) -> bool:
        """Put the uploaded picture's stored names into the instance; take the thumbnail away with the picture."""
        upload = self.cleaned_data.get("image")
        if "image" not in self.changed_data or self.stored:
            return True
        if isinstance(upload, UploadedFile):
            try:
                self.stored = store_image(upload)
            except ServiceError as refused:
                self.add_error("image", refused.detail)
                return False
        self.instance.image = self.stored.image if self.stored else ""
        self.instance.thumbnail = self.stored.thumbnail if self.stored else ""
        return True


class StockFilter(admin.SimpleListFilter):
    title = "stock"
    parameter_name = "stock"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("in", "In stock"), ("low", "Low"), ("out", "Out")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Product]) -> QuerySet[Product]:
        match self.value():
            case "in":
                return queryset.filter(quantity__gt=0)
            case "low":
                return queryset.filter(quantity__lte=F("reorder_level"))
            case "out":
                return queryset.filter(quantity=0)
        return queryset


@admin.register(Product)
class ProductAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # generic in the stubs only
    form = ProductForm
    list_display = (
        "picture",
        "name",
        "sku",
        "category",
        "price",
        "quantity",
        "reorder_level",
        "is_active",
        "owner",
    )
    list_display_links = ("name",)
    list_editable = ("price", "quantity")
    list_filter = ("category", "is_active", StockFilter)
    list_per_page = 50
    list_select_related = ("category", "created_by")
    search_fields = ("name",)  # shows the search box; get_search_results searches
    search_help_text = "Name, SKU, barcode or description"
    show_full_result_count = False
    date_hierarchy = "created_at"
    ordering = ("-created_at", "-id")
    autocomplete_fields = ("created_by",)
    readonly_fields = ("created_at", "updated_at", "version", "movements")
    actions = ("activate", "deactivate")

    @admin.display(description="")
    def picture(self, product: Product) -> SafeString:
        address = media_url(product.thumbnail.name)
        if not address:
            return SafeString("")
        return format_html('<img src="{}" width="40" height="40" loading="lazy" alt="">', address)

    @admin.display(description="owner", ordering="created_by__username")
    def owner(self, product: Product) -> str:
        return product.created_by.get_username() if product.created_by else "-"

    @admin.display(description="stock")
    def movements(self, product: Product) -> SafeString:
        if not product.pk:
            return SafeString("-")
        address = f"{reverse('admin:api_stockmovement_changelist')}?product__id__exact={product.pk}"
        return format_html('<a href="{}">Movements</a>', address)

    @admin.action(description="Activate selected products", permissions=["change"])
    def activate(self, request: HttpRequest, queryset: ProductQuerySet) -> None:
        self._set_active(request, queryset, True)

    @admin.action(description="Deactivate selected products", permissions=["change"])
    def deactivate(self, request: HttpRequest, queryset: ProductQuerySet) -> None:
        self._set_active(request, queryset, False)

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        return (queryset.search(search_term) if search_term.strip() else queryset), False

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {"created_by": request.user.pk, **super().get_changeform_initial_data(request)}

    def formfield_for_dbfield(self, db_field: "Field[Any, Any]", request: Any, **kwargs: Any) -> Any:
        if db_field.name in _CARRIED:
            # The page carries the values it was made with. What somebody else has changed since then does not
            # count as changed by this admin, and is not written back.
            kwargs["show_hidden_initial"] = True
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and db_field.name in ("price", "quantity"):
            field.widget.attrs["style"] = "width: 7em"  # both fit into the list
        return field

    def save_model(self, request: HttpRequest, obj: Product, form: Any, change: bool) -> None:
        try:
            if not change:
                obj.save()
            elif form.changed_data:
                with_thumbnail = ("thumbnail",) if "image" in form.changed_data else ()
                obj.save(update_fields=[*form.changed_data, *with_thumbnail])
        except BaseException:
            discard(getattr(form, "stored", None))
            raise

    def _set_active(self, request: HttpRequest, queryset: ProductQuerySet, active: bool) -> None:
        count = queryset.exclude(is_active=active).update(is_active=active)
        done = "activated" if active else "deactivated"
        self.message_user(request, f"{count:,} product{'' if count == 1 else 's'} {done}.", messages.SUCCESS)


# Every field that can be typed into.
_CARRIED = {field for field in ProductForm.Meta.fields if field not in ("image", "created_by")}


@admin.register(Category)
class CategoryAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # generic in the stubs only
    list_display = ("name", "slug", "product_count")
    search_fields = ("name", "slug")

    @admin.display(description="products", ordering="product_total")
    def product_count(self, category: Any) -> str:
        return f"{category.product_total:,}"

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).annotate(product_total=Count("products"))

    def get_readonly_fields(self, request: HttpRequest, obj: Category | None = None) -> tuple[str, ...]:
        # The slug is what products, filters and addresses carry.
        return ("slug",) if obj else ()

    def get_prepopulated_fields(self, request: HttpRequest, obj: Category | None = None) -> dict[str, Any]:
        return {} if obj else {"slug": ("name",)}

    def get_deleted_objects(
        self, objs: Any, request: HttpRequest
    ) -> tuple[list[str], dict[str, int], set[str], list[str]]:
        """Categories in use are protected; Django would list each of their products, however many."""
        used = Category.objects.filter(pk__in=[category.pk for category in objs], products__isnull=False)
        counts = used.annotate(total=Count("products")).values_list("name", "total")
        protected = [
            f"{name}: {total:,} product{'' if total == 1 else 's'}. Move them to another category first."
            for name, total in counts
        ]
        names = [str(category) for category in objs]
        missing = set() if self.has_delete_permission(request) else {"category"}
        return names, {"categories": len(names)}, missing, protected


class ReadOnlyAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # generic in the stubs only
    """Rows to look at."""

    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


@admin.register(StockMovement)
class StockMovementAdmin(ReadOnlyAdmin):
    """The ledger. What is wrong is taken back by the opposite."""

    list_display = ("created_at", "name", "sku", "change", "balance_after", "reason", "note", "who", "source")
    list_display_links = ("created_at",)
    list_filter = ("reason", "source")
    list_per_page = 50
    search_fields = ("name", "sku", "note", "actor_name")
    date_hierarchy = "created_at"
    actions = ("revert_selected",)

    @admin.display(description="change", ordering="delta")
    def change(self, movement: StockMovement) -> str:
        return f"{movement.delta:+,}"

    @admin.display(description="who", ordering="actor_name")
    def who(self, movement: StockMovement) -> str:
        return movement.actor_name or "-"

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        return lookup == "product__id__exact" or super().lookup_allowed(lookup, value, request)

    def has_adjust_permission(self, request: HttpRequest) -> bool:
        """For the action below; Django looks it up by name."""
        return request.user.has_perm("api.adjust_any_stock")

    @admin.action(description="Revert selected movements", permissions=["adjust"])
    def revert_selected(self, request: HttpRequest, queryset: QuerySet[StockMovement]) -> None:
        done, refusals = 0, Counter[str]()
        for pk in list(queryset.order_by("-pk").values_list("pk", flat=True)):
            try:
                revert(movement_id=pk)
            except ServiceError as refused:
                refusals[refused.code] += 1
            else:
                done += 1
        for code, count in refusals.items():
            words = f"{count:,} not reverted: {code.replace('_', ' ')}."
            self.message_user(request, words, messages.WARNING)
        if done:
            self.message_user(request, f"{done:,} movement{'' if done == 1 else 's'} reverted.", messages.SUCCESS)


@admin.register(StockAlert)
class StockAlertAdmin(ReadOnlyAdmin):
    """Low-stock notices, and what became of their mail."""

    list_display = ("created_at", "name", "sku", "kind", "quantity", "reorder_level", "owner", "mail")
    list_filter = ("kind", "mail")
    list_select_related = ("owner",)
    search_fields = ("name", "sku")


@admin.register(SavedView)
class SavedViewAdmin(ReadOnlyAdmin):
    """To look at, and to delete: their owners name and arrange them in the app."""

    list_display = ("name", "owner", "scope", "slug", "created_at")
    list_filter = ("scope",)
    list_select_related = ("owner",)
    search_fields = ("name", "slug", "owner__username")

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return request.user.has_perm("api.delete_savedview")


@admin.register(LiveEvent)
class LiveEventAdmin(ReadOnlyAdmin):
    """The live log, to look at."""

    list_display = ("seq", "action", "subject", "actor", "at")
    list_filter = ("action",)
    ordering = ("-seq",)
    fields = ("seq", "action", "actor", "at", "row")
    readonly_fields = fields

    @admin.display(description="product")
    def subject(self, event: LiveEvent) -> str:
        if event.action == LiveEvent.Action.BULK:
            return f"{int(event.data):,} products"
        row = json.loads(event.data)
        return f"{row['name']} ({row['sku']})"

    @admin.display(description="row")
    def row(self, event: LiveEvent) -> SafeString:
        return format_html("<pre>{}</pre>", json.dumps(json.loads(event.data), indent=2, ensure_ascii=False))
