"""Which products are samples, and as which version they were made."""

from django.db import models


class SampleProduct(models.Model):
    """A product that was added as a sample. It is one as long as it has the version that it was made with.

    No foreign key: deleting a product, which is done far more often, would pay for it. Ids are not used twice.
    """

    product_id = models.BigIntegerField(primary_key=True)
    version = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"product {self.product_id} at version {self.version}"
