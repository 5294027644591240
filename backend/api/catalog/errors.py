"""Why a product is not changed."""

from typing import Final

from ..core.errors import Gone, Stale
from .rows import ProductRow

OWNER_ONLY: Final = "Only the owner of this product and managers may change it."


class StaleVersion(Stale):
    """The caller changed a version of the product that is no longer the current one."""

    def __init__(self, current: ProductRow) -> None:
        super().__init__("This product has changed since you read it.", current=current)


class ProductGone(Gone):
    """The product was deleted in the meantime."""

    def __init__(self) -> None:
        super().__init__("This product no longer exists.")
