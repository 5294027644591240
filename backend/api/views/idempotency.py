"""The header Idempotency-Key, and what is said when it came before."""

import re
from typing import Final

from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

from ..services.idempotency import KEY_PATTERN, KEY_RULE

REPLAYED: Final = {"Idempotent-Replayed": "true"}


def read_key(request: Request) -> str:
    """The key of a request; empty when it has none."""
    key = request.headers.get("Idempotency-Key", "")
    if key and not re.match(KEY_PATTERN, key):
        raise ValidationError({"Idempotency-Key": [KEY_RULE]})
    return key
