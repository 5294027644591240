"""Products that were deleted, for as long as they can be restored."""

from django.conf import settings
from django.db import models


class TrashedProduct(models.Model):
    """A deleted product as it was. Its SKU and barcode are free for others, and its pictures are kept."""

    product_id = models.BigIntegerField(primary_key=True)
    sku = models.CharField("SKU", max_length=64)
    name = models.CharField(max_length=200)
    quantity = models.PositiveIntegerField()
    # Names in the storage, which the trash keeps from being removed.
    image = models.CharField(max_length=200, blank=True, db_index=True)
    thumbnail = models.CharField(max_length=200, blank=True, db_index=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    # All other columns, and the ids of the alerts and movements that were the product's.
    columns = models.JSONField()
    movements = models.JSONField(default=list)
    deleted_at = models.DateTimeField(db_index=True)
    deleted_by = models.CharField(max_length=150, blank=True)

    class Meta:
        ordering = ("-deleted_at", "-product_id")

    def __str__(self) -> str:
        return f"{self.name} ({self.sku})"
