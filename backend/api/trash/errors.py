"""Why a product stays in the trash."""

from ..core.errors import Gone, ServiceError


class NotInTrash(Gone):
    """It was restored or removed in the meantime, or never was there."""

    def __init__(self) -> None:
        super().__init__("This product is no longer in the trash.")


class CodeTaken(ServiceError):
    """Another product has its SKU or barcode now."""

    code = "code_taken"

    def __init__(self, field: str, value: str) -> None:
        super().__init__(f"Another product has this {field} now: {value}. Change it there, then restore this one.")


class CategoryGone(ServiceError):
    """Its category was deleted since, and there are as many as there may be."""

    code = "category_gone"

    def __init__(self, name: str) -> None:
        super().__init__(
            f"Its category {name} was deleted and can't be added again: there are too many categories."
        )
