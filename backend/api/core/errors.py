"""Why a service refused: the kinds of refusal, which http/errors.py turns into answers. Raised where it is known.

A noun's own refusals are of these kinds, and stand in its package.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any


class ServiceError(Exception):
    """A refusal with a sentence for people and a code for programs.

    *current* is the row as it stands, where the caller has to know it to decide again.
    """

    code = "refused"
    # What programs are told beside it.
    more: Mapping[str, Any] = MappingProxyType({})

    def __init__(self, detail: str, *, current: Mapping[str, Any] | None = None) -> None:
        super().__init__(detail)
        self.detail = detail
        self.current = current


class FieldRefused(ServiceError):
    """The value of one field cannot be taken; *code* says why."""

    def __init__(self, field: str, detail: str, code: str = "invalid") -> None:
        super().__init__(detail)
        self.field = field
        self.code = code


class Gone(ServiceError):
    """What it was about was deleted in the meantime."""

    code = "not_found"


class NotAllowed(ServiceError):
    """The caller may not do this, or no longer."""

    code = "permission_denied"


class Spent(ServiceError):
    """What was good for one use or for some time is good no longer."""

    code = "gone"


class Stale(ServiceError):
    """The caller changed a version that is no longer the current one."""

    code = "stale_version"


class IdempotencyKeyReused(ServiceError):
    """The same Idempotency-Key came with another request."""

    code = "idempotency_key_reused"

    def __init__(self) -> None:
        super().__init__("This Idempotency-Key was used for another request. Nothing was saved.")


class StorageFailed(ServiceError):
    """The disk would not take a file: full, read-only or broken."""

    code = "storage_failed"

    def __init__(self) -> None:
        super().__init__("Couldn't store the picture: the server is out of space. Nothing was saved.")


class Unreadable(ServiceError):
    """What was sent is not what it should be, or more than can be taken; *code* says what of it."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code = code


class TooLarge(ServiceError):
    """More bytes were sent than are taken."""

    code = "too_large"
