"""Products and categories in the admin. Its changes are recorded like any other, with the admin as the actor."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminFileWidget
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Count, DecimalField, Field, IntegerField, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator

from ..core.errors import ServiceError
from ..core.text import fold, words
from ..core.words import counted
from ..http.filters import MAX_SEARCH
from ..http.number_fields import DecimalFormField, WholeNumberFormField
from .errors import LastCategory
from .images.store import StoredImage, store_image
from .low import LOW
from .models import Category, Product
from .pictures import StoredPicture, picture_fields
from .querysets import ProductQuerySet
from .rows import media_url
from .services import discard, generate_sku


class SeenForm(forms.ModelForm):  # type: ignore[type-arg]  # generic in the stubs only
    """Refuses what was typed over another value than is stored now: the page may be minutes old.

    Works on fields with `show_hidden_initial`, which carry the value that the page showed.
    """

    def clean(self) -> dict[str, Any] | None:
        values = super().clean() or self.cleaned_data
        typed = [name for name in self.changed_data if name in values and self.fields[name].show_hidden_initial]
        if self.instance.pk and typed:
            # Locked until the transaction of the view ends: nobody gets between this look and the save.
            stored = Product.objects.select_for_update().filter(pk=self.instance.pk).values(*typed).first() or {}
            for name, value in stored.items():
                self._check_seen(name, value)
        return values

    def _check_seen(self, name: str, stored: Any) -> None:
        field, seen_name = self.fields[name], self.add_initial_prefix(name)
        shown = self.data.get(seen_name)
        if shown is None or not _differs(field, stored, shown):
            return
        if not _differs(field, stored, field.prepare_value(self.cleaned_data[name])):
            return  # someone else has typed the same
        now, before = (Truncator("empty" if v in ("", None) else str(v)).chars(60) for v in (stored, shown))
        is_upload = isinstance(self.cleaned_data[name], UploadedFile)  # which browsers do not send twice
        again = "Choose your file again to use it." if is_upload else "Save again to use your value."
        detail = f"“{self[name].label}” is now {now}; this page showed {before}. {again}"
        self.add_error(name, detail)
        # The page that comes back shows what is there: the next attempt is a decision.
        posted: Any = self.data
        posted = posted.copy()
        posted[seen_name] = "" if stored is None else str(stored)
        self.data = posted


def _differs(field: forms.Field, stored: Any, posted: Any) -> bool:
    if isinstance(stored, str):
        # Browsers post line breaks of their own, and forms cut blanks off.
        stored, posted = " ".join(stored.split()), " ".join(str(posted).split())
    return field.has_changed(stored, posted)


class PictureField(forms.FileField):
    """Not an ImageField: images/store.py decides what a picture is. The page carries the name that it showed."""

    def to_python(self, data: Any) -> Any:
        return data if isinstance(data, str) else super().to_python(data)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return data != initial if isinstance(data, str) else super().has_changed(initial, data)

    def prepare_value(self, value: Any) -> Any:
        return "" if value is False else value  # False clears

    def bound_data(self, data: Any, initial: Any) -> Any:
        return initial  # a form that comes back shows the picture that is there, and offers to clear it


class ProductForm(SeenForm):
    image = PictureField(
        label="Picture",
        required=False,
        widget=AdminFileWidget,
        show_hidden_initial=True,
        help_text="JPEG, PNG, WebP, GIF or AVIF. Stored as WebP.",
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
        if not values.get("sku") and "sku" not in self.errors and values.get("category"):
            values["sku"] = generate_sku(values["category"].slug)
        return values

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
        new = [StoredPicture(image=self.stored.image, thumbnail=self.stored.thumbnail)] if self.stored else []
        for name, value in picture_fields([*new, *(self.instance.more_pictures or [])]).items():
            setattr(self.instance, name, value)
        return True


class StockFilter(admin.SimpleListFilter):
    title = "on hand"
    parameter_name = "stock"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("in", "In stock"), ("low", "Low"), ("out", "Out of stock")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Product]) -> QuerySet[Product]:
        match self.value():
            case "in":
                return queryset.filter(quantity__gt=0)
            case "low":
                return queryset.filter(LOW)
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
    readonly_fields = ("more_pictures", "created_at", "updated_at", "version", "movements")
    actions = ("activate", "deactivate")
    formfield_overrides = {
        IntegerField: {"form_class": WholeNumberFormField},
        DecimalField: {"form_class": DecimalFormField},
    }

    @admin.display(description="")
    def picture(self, product: Product) -> SafeString:
        address = media_url(product.thumbnail.name)
        if not address:
            return SafeString("")
        return format_html('<img src="{}" width="40" height="40" loading="lazy" alt="">', address)

    @admin.display(description="more pictures")
    def more_pictures(self, product: Product) -> SafeString:
        pictures = product.more_pictures or []
        shown = (
            (media_url(picture["image"]), media_url(picture["thumbnail"]) or media_url(picture["image"]))
            for picture in pictures
        )
        return format_html_join(" ", '<a href="{}"><img src="{}" height="80" alt=""></a>', shown) or SafeString(
            "-"
        )

    @admin.display(description="owner", ordering="created_by__username")
    def owner(self, product: Product) -> str:
        return product.created_by.get_username() if product.created_by else "-"

    @admin.display(description="history")
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

    def get_changelist_form(self, request: HttpRequest, **kwargs: Any) -> Any:
        return super().get_changelist_form(request, form=SeenForm, **kwargs)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        if "_save" not in request.POST:
            return super().changelist_view(request, extra_context)
        # Django checks the rows before it opens a transaction; what is checked here must hold until it is saved.
        with transaction.atomic():
            posted = (str(value) for name, value in request.POST.items() if name.endswith("-id"))
            ids = [int(value) for value in posted if value.isdecimal() and len(value) < 19]
            list(Product.objects.select_for_update().filter(pk__in=ids).order_by("pk").values_list("pk"))
            return super().changelist_view(request, extra_context)

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        return queryset.search(search_term[:MAX_SEARCH]), False

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {"created_by": request.user.pk, **super().get_changeform_initial_data(request)}

    def formfield_for_dbfield(self, db_field: "Field[Any, Any]", request: Any, **kwargs: Any) -> Any:
        if db_field.name in ProductForm.Meta.fields:
            # The page carries the values it was made with. What someone else has changed since then does not
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
                follows = ("thumbnail", "more_pictures") if "image" in form.changed_data else ()
                obj.save(update_fields=[*form.changed_data, *follows])
        except BaseException:
            discard(getattr(form, "stored", None))
            raise

    def _set_active(self, request: HttpRequest, queryset: ProductQuerySet, active: bool) -> None:
        count = queryset.exclude(is_active=active).update(is_active=active)
        done = "activated" if active else "deactivated"
        self.message_user(request, f"{counted(count, 'product')} {done}.", messages.SUCCESS)


@admin.register(Category)
class CategoryAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # generic in the stubs only
    list_display = ("name", "slug", "product_count")
    search_fields = ("name",)  # shows the search box; get_search_results searches

    @admin.display(description="products", ordering="product_total")
    def product_count(self, category: Any) -> str:
        return f"{category.product_total:,}"

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).annotate(product_total=Count("products"))

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        wanted = words(search_term)
        # All names are read: there are few.
        named = {slug: fold(f"{name} {slug}") for slug, name in Category.objects.values_list("slug", "name")}
        found = [slug for slug, text in named.items() if all(word in text for word in wanted)]
        return queryset.filter(slug__in=found), False

    def get_readonly_fields(self, request: HttpRequest, obj: Category | None = None) -> tuple[str, ...]:
        # The slug is what products, filters and addresses carry.
        return ("slug",) if obj else ()

    def get_prepopulated_fields(self, request: HttpRequest, obj: Category | None = None) -> dict[str, Any]:
        return {} if obj else {"slug": ("name",)}

    def get_deleted_objects(
        self, objs: Any, request: HttpRequest
    ) -> tuple[list[str], dict[str, int], set[str], list[str]]:
        """Categories in use are protected, and the last one; Django would list each product, however many."""
        going = [category.pk for category in objs]
        used = Category.objects.filter(pk__in=going, products__isnull=False)
        counts = used.annotate(total=Count("products")).values_list("name", "total")
        protected = [
            f"{name}: {counted(total, 'product')}. "
            f"Move {'it' if total == 1 else 'them'} to another category first."
            for name, total in counts
        ]
        if not Category.objects.exclude(pk__in=going).exists():
            protected.append(LastCategory().detail)
        names = [str(category) for category in objs]
        missing = set() if self.has_delete_permission(request) else {"category"}
        return names, {"categories": len(names)}, missing, protected
