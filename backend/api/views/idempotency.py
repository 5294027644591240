"""The header Idempotency-Key, and what is said when it came before."""

import re
from typing import Final

from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

REPLAYED: Final = {"Idempotent-Replayed": "true"}

_KEY = re.compile(r"[\x21-\x7e]{1,200}")


def read_key(request: Request) -> str:
    """The key of a request; empty when it has none."""
    key = request.headers.get("Idempotency-Key", "")
    if key and not _KEY.fullmatch(key):
        raise ValidationError({"Idempotency-Key": ["Must be 1 to 200 visible ASCII characters."]})
    return key
