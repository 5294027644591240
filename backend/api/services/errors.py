"""Why a service refused. Raised where it is known; `api/errors.py` turns each into an HTTP answer."""

from ..selectors import ProductRow


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


class StorageFailed(ServiceError):
    """The disk would not take a file: full, read-only or broken."""

    code = "storage_failed"

    def __init__(self) -> None:
        super().__init__("The picture could not be stored: the server has no room for it. Nothing was saved.")
