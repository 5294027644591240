"""Why stock is not adjusted."""

from typing import Final

from ..catalog.rows import ProductRow
from ..core.errors import ServiceError
from ..core.words import on_hand

KEEPERS_ONLY: Final = "Only the owner of this product, stock keepers and managers may adjust its stock."


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
    detail = "The quantity has changed since you read it: {on_hand} now."


class InsufficientStock(Unsuitable):
    """More would be taken than is there."""

    code = "insufficient_stock"
    detail = "There is not enough stock: {on_hand}."


class TooMuchStock(Unsuitable):
    """More would be there than can be counted."""

    code = "too_much_stock"
    detail = "That is more than can be stocked: {on_hand}, and 2,147,483,647 is the most."


class ProductDeleted(ServiceError):
    """The movement is there, but its product is not."""

    code = "product_gone"

    def __init__(self) -> None:
        super().__init__("The product of this movement was deleted. There is no stock to change.")


class NothingToRevert(ServiceError):
    code = "nothing_to_revert"

    def __init__(self) -> None:
        super().__init__("This movement changed nothing: it confirmed a count.")


class AlreadyReverted(ServiceError):
    code = "already_reverted"

    def __init__(self) -> None:
        super().__init__("This movement has been reverted already.")
