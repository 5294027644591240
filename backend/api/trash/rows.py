"""Deleted products as the API gives them."""

from datetime import datetime
from typing import Any

from ..catalog.rows import media_url
from ..core.rows import utc
from ..place import reading as place

COLUMNS = (
    "product_id",
    "sku",
    "name",
    "quantity",
    "thumbnail",
    "owner_id",
    "owner__username",
    "columns",
    "deleted_at",
    "deleted_by",
)


def trashed_row(values: tuple[Any, ...]) -> dict[str, Any]:
    pk, sku, name, quantity, thumbnail, owner_id, owner, columns, deleted_at, deleted_by = values
    deleted: datetime = deleted_at
    return {
        "id": pk,
        "sku": sku,
        "name": name,
        "category": columns["category_id"],
        "price": columns["price"],
        "quantity": quantity,
        "thumbnail": media_url(thumbnail),
        "owner": owner,
        "created_by": owner_id,
        "deleted_at": utc(deleted),
        "deleted_by": deleted_by or None,
        "removed_at": utc(deleted + place.current().trash_keep),
    }
