"""Why a product is not changed."""

from typing import Final

from ..core.errors import Gone, ServiceError, Stale
from ..core.words import counted
from .rows import ProductRow

OWNER_ONLY: Final = "Only this product's owner, managers and admins can change it."


MANAGERS_ONLY: Final = "Only managers and admins can change categories."


class CategoryGone(Gone):
    """The category was deleted in the meantime."""

    def __init__(self) -> None:
        super().__init__("This category no longer exists.")


class CategoryInUse(ServiceError):
    """Products are in it, and nobody has said where they are to go."""

    code = "category_in_use"

    def __init__(self, products: int) -> None:
        super().__init__(
            f"{counted(products, 'product')} would be left without a category. Choose another for them."
        )


class LastCategory(ServiceError):
    code = "last_category"

    def __init__(self) -> None:
        super().__init__("This is the last category. A product needs one.")


class StaleVersion(Stale):
    """The caller changed a version of the product that is no longer the current one."""

    def __init__(self, current: ProductRow) -> None:
        super().__init__("This product has changed since you read it.", current=current)


class PictureGone(Gone):
    """The product does not have the picture any more."""

    def __init__(self) -> None:
        super().__init__("This product no longer has this picture.")


class TooManyPictures(ServiceError):
    code = "too_many_pictures"

    def __init__(self, limit: int) -> None:
        super().__init__(f"A product can have up to {counted(limit, 'picture')}. Remove one first.")


class ProductGone(Gone):
    """The product was deleted in the meantime."""

    def __init__(self) -> None:
        super().__init__("This product no longer exists.")
