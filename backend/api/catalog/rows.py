"""Reads. A product leaves the house as the same row everywhere: REST answers and live events alike."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, TypedDict
from urllib.parse import quote

from django.conf import settings

from ..core.rows import utc
from .low import counts_as_low
from .pictures import StoredPicture, picture_id

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from .models import Product

# The order in which `product_row` takes its values.
ROW_COLUMNS = (
    "id",
    "sku",
    "name",
    "description",
    "category_id",
    "barcode",
    "price",
    "quantity",
    "reorder_level",
    "image",
    "thumbnail",
    "more_pictures",
    "is_active",
    "created_by__username",
    "created_by_id",
    "created_at",
    "updated_at",
    "version",
)


class PictureRow(TypedDict):
    id: str
    image: str | None
    thumbnail: str | None


class ProductRow(TypedDict):
    id: int
    sku: str
    name: str
    description: str
    category: str
    barcode: str | None
    price: str
    quantity: int
    reorder_level: int | None
    image: str | None
    thumbnail: str | None
    more_pictures: list[PictureRow]
    is_active: bool
    is_in_stock: bool
    is_low_stock: bool
    total_value: str
    owner: str | None
    created_by: int | None
    created_at: str
    updated_at: str
    version: int


def product_row(values: tuple[Any, ...]) -> ProductRow:
    """The row of one product from its ROW_COLUMNS. Image addresses are root-relative, times ISO 8601 in UTC."""
    (
        pk,
        sku,
        name,
        description,
        category,
        barcode,
        price,
        quantity,
        reorder_level,
        image,
        thumbnail,
        more_pictures,
        is_active,
        owner,
        created_by,
        created_at,
        updated_at,
        version,
    ) = values
    return {
        "id": pk,
        "sku": sku,
        "name": name,
        "description": description,
        "category": category,
        "barcode": barcode,
        "price": f"{price:.2f}",
        "quantity": quantity,
        "reorder_level": reorder_level,
        "image": media_url(image),
        "thumbnail": media_url(thumbnail),
        "more_pictures": [picture_row(picture) for picture in more_pictures or ()],
        "is_active": is_active,
        "is_in_stock": quantity > 0,
        "is_low_stock": counts_as_low(is_active=is_active, quantity=quantity, reorder_level=reorder_level),
        "total_value": f"{price * quantity:.2f}",
        "owner": owner,
        "created_by": created_by,
        "created_at": utc(created_at),
        "updated_at": utc(updated_at),
        "version": version,
    }


def product_rows(products: "QuerySet[Product]") -> list[ProductRow]:
    """The rows of *products* in its order: one query."""
    return [product_row(values) for values in products.values_list(*ROW_COLUMNS)]


def instance_row(product: "Product") -> ProductRow:
    """The row of an instance that has just been written."""
    return product_row(tuple(_instance_value(product, column) for column in ROW_COLUMNS))


def _instance_value(product: "Product", column: str) -> Any:
    if column == "created_by__username":
        return product.created_by.username if product.created_by else None
    value = getattr(product, column)
    if column in {"image", "thumbnail"}:
        return value.name
    if column in {"price", "quantity", "reorder_level"}:
        # Code that made the instance may have left a string where the database gives a number.
        field: Any = product._meta.get_field(column)
        return field.to_python(value)
    return value


def instance_fields(product: "Product", names: Iterable[str]) -> dict[str, Any] | None:
    """Those of changes.FIELDS of an instance that has just been written; None where the database computed one."""
    values = {name: product.__dict__.get(name) for name in names}
    if any(hasattr(value, "resolve_expression") for value in values.values()):
        return None
    for name, value in values.items():
        if name in ("image", "thumbnail"):
            values[name] = getattr(product, name).name
        elif name == "price":
            field: Any = product._meta.get_field(name)
            values[name] = f"{field.to_python(value):.2f}"
        elif name in ("reorder_level", "is_active"):
            field = product._meta.get_field(name)
            values[name] = field.to_python(value)
    return values


def picture_row(picture: StoredPicture) -> PictureRow:
    return {
        "id": picture_id(picture),
        "image": media_url(picture["image"]),
        "thumbnail": media_url(picture["thumbnail"]),
    }


def media_url(name: str | None) -> str | None:
    return settings.MEDIA_URL + quote(name) if name else None
