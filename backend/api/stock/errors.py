"""Why stock is not adjusted."""

from typing import Final

from ..catalog.rows import ProductRow
from ..core.errors import ServiceError
from ..core.words import on_hand

KEEPERS_ONLY: Final = "Only this product's owner, stock keepers, managers and admins can change its stock."


class Unsuitable(ServiceError):
    """The stock does not allow the adjustment; carries the product's current row."""

    detail = ""

    def __init__(self, current: ProductRow) -> None:
        super().__init__(self.sentence(current["quantity"]), current=current)

    @classmethod
    def sentence(cls, quantity: int) -> str:
        """The refusal in words, where *quantity* items are on hand."""
        return cls.detail.format(on_hand=on_hand(quantity))


class StaleQuantity(Unsuitable):
    """The caller counted from a quantity that is no longer the current one."""

    code = "stale_quantity"
    detail = "The stock has changed since you read it: {on_hand} now."


class InsufficientStock(Unsuitable):
    """More would be taken than is there."""

    code = "insufficient_stock"
    detail = "Not enough stock: {on_hand}."


class TooMuchStock(Unsuitable):
    """More would be there than can be counted."""

    code = "too_much_stock"
    detail = "That's more than we can count: {on_hand}, and the limit is 2,147,483,647."


class ProductDeleted(ServiceError):
    """The movement is there, but its product is not."""

    code = "product_gone"

    def __init__(self) -> None:
        super().__init__("This product was deleted. There's no stock to change.")


class NothingToRevert(ServiceError):
    code = "nothing_to_revert"

    def __init__(self) -> None:
        super().__init__("This movement changed nothing: it confirmed a count.")


class AlreadyReverted(ServiceError):
    code = "already_reverted"

    def __init__(self) -> None:
        super().__init__("This movement has already been reverted.")
