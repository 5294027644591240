"""Movements are appended, and stay."""

from typing import TYPE_CHECKING, Any

from django.db import models

from ..catalog.changes import products_are_being_deleted

if TYPE_CHECKING:
    from .models import StockMovement


class AppendOnly(Exception):
    """Someone tried to change or delete a movement."""


class MovementQuerySet(models.QuerySet["StockMovement"]):
    """Movements are appended, and stay as they are. Only the links to what is deleted are cut."""

    def update(self, **values: Any) -> int:
        # What Django sets to null when an account or a product goes.
        cut = {"actor", "product"} if products_are_being_deleted() else {"actor"}
        if any(name not in cut or value is not None for name, value in values.items()):
            raise AppendOnly("Movements are posted by the ledger and never changed.")
        return super().update(**values)

    update.alters_data = True  # type: ignore[attr-defined]

    def bulk_create(self, *args: Any, **kwargs: Any) -> list["StockMovement"]:
        raise AppendOnly("Movements are posted by the ledger: a quantity would not follow.")

    bulk_create.alters_data = True  # type: ignore[attr-defined]

    def delete(self) -> tuple[int, dict[str, int]]:
        raise AppendOnly("Movements are never deleted.")

    delete.alters_data = True  # type: ignore[attr-defined]
    delete.queryset_only = True  # type: ignore[attr-defined]

    def _raw_delete(self, using: str | None) -> int:
        raise AppendOnly("Movements are never deleted.")
