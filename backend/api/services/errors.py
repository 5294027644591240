"""Why a service refused. Raised where it is known; `api/errors.py` turns each into an HTTP answer."""

from typing import Final

from ..selectors import ProductRow

OWNER_ONLY: Final = "Only the owner of this product may change it."
KEEPERS_ONLY: Final = "Only the owner of this product and stock keepers may adjust its stock."


class ServiceError(Exception):
    """A refusal with a sentence for people and a code for programs."""

    code = "refused"

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail


class FieldRefused(ServiceError):
    """The value of one field cannot be taken."""

    code = "invalid"

    def __init__(self, field: str, detail: str) -> None:
        super().__init__(detail)
        self.field = field


class StaleVersion(ServiceError):
    """The caller changed a version of the product that is no longer the current one."""

    code = "stale_version"

    def __init__(self, current: ProductRow) -> None:
        super().__init__("This product has changed since you read it.")
        self.current = current


class ProductGone(ServiceError):
    """The product was deleted in the meantime."""

    code = "not_found"

    def __init__(self) -> None:
        super().__init__("This product no longer exists.")


class Unsuitable(ServiceError):
    """The stock is such that the adjustment cannot be; carries the product's current row."""

    detail = ""

    def __init__(self, current: ProductRow) -> None:
        super().__init__(self.detail.format(**current))
        self.current = current


class StaleQuantity(Unsuitable):
    """The caller counted from a quantity that is no longer the current one."""

    code = "stale_quantity"
    detail = "The quantity has changed since you read it: {quantity} are on hand now."


class InsufficientStock(Unsuitable):
    """More would be taken than is there."""

    code = "insufficient_stock"
    detail = "There is not enough stock: {quantity} are on hand."


class TooMuchStock(Unsuitable):
    """More would be there than can be counted."""

    code = "too_much_stock"
    detail = "That is more than can be stocked: {quantity} are on hand, and 2,147,483,647 is the most."


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


class IdempotencyKeyReused(ServiceError):
    """The same Idempotency-Key came with another request."""

    code = "idempotency_key_reused"

    def __init__(self) -> None:
        super().__init__("This Idempotency-Key was used for another request. Nothing was saved.")


class CannotBeUndone(ServiceError):
    """A bulk change has kept nothing to go back to."""

    code = "cannot_be_undone"

    def __init__(self) -> None:
        super().__init__("This cannot be undone: nothing was kept to go back to. Deletions and undos are final.")


class RunUndone(ServiceError):
    """The bulk change that was to go on has been undone."""

    code = "run_undone"

    def __init__(self) -> None:
        super().__init__("This bulk change has been undone.")


class ViewGone(ServiceError):
    """The saved view was deleted in the meantime."""

    code = "not_found"

    def __init__(self) -> None:
        super().__init__("This view no longer exists.")


class TooManyViews(ServiceError):
    code = "too_many_views"

    def __init__(self, limit: int) -> None:
        super().__init__(f"You have {limit} saved views, which is the most. Delete one first.")


class AccountOff(ServiceError):
    """The account was switched off, or is gone, while its work was being done."""

    code = "account_off"

    def __init__(self) -> None:
        super().__init__("Your account has been switched off.")


class StorageFailed(ServiceError):
    """The disk would not take a file: full, read-only or broken."""

    code = "storage_failed"

    def __init__(self) -> None:
        super().__init__("The picture could not be stored: the server has no room for it. Nothing was saved.")
