"""The header Idempotency-Key, and what is said when it came before."""

import json
import re
from collections.abc import Callable
from hashlib import sha256
from typing import Any, Final

from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from rest_framework import status
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from ..live import log
from .idempotency import KEY_PATTERN, KEY_RULE, Answer, answer_once, find
from .lists import row_response

REPLAYED: Final = {"Idempotent-Replayed": "true"}


def read_key(request: Request) -> str:
    """The key of a request; empty when it has none."""
    key = request.headers.get("Idempotency-Key", "")
    if key and not re.match(KEY_PATTERN, key):
        raise ValidationError({"Idempotency-Key": [KEY_RULE]})
    return key


def create_once(request: Request, work: Callable[[], dict[str, Any]]) -> Response:
    """201 with the row that *work* makes, or made when the same key came before.

    *work* also checks the body: what was free for the first request is taken when it is repeated.
    """
    key = read_key(request)
    answer = answer_once(user=request.user, key=key, request=as_sent(request) if key else None, work=work)
    return Response(answer.body, status=status.HTTP_201_CREATED, headers=REPLAYED if answer.replayed else {})


def create_row_once(request: Request, create: Callable[..., Answer]) -> Response:
    """201 with the row of the product that *create* makes, or made when the same key was first sent.

    *create* takes the `key` and the `request` that it is to keep with its answer, and is not called for a repeat.
    """
    key = read_key(request)
    claim: dict[str, Any] = {"key": key, "request": as_sent(request) if key else None}
    answer = find(user=request.user, **claim) or create(**claim)
    position = answer.position or log.take_last_written()
    headers = REPLAYED if answer.replayed else {}
    return row_response(answer.body, position, status=status.HTTP_201_CREATED, headers=headers)


def as_sent(request: Request, *, without: tuple[str, ...] = ()) -> dict[str, str]:
    """What must be equal for a repeated request: the address and the body, files included.

    The body as it came, before any check of it. The fields *without* are left out.
    """
    data: Any = request.data
    if isinstance(data, QueryDict):
        data = {name: [_plain(value) for value in values] for name, values in data.lists()}
    if isinstance(data, dict):
        data = {name: value for name, value in data.items() if name not in without}
    # Not orjson: it refuses numbers beyond 64 bits and halves of surrogate pairs, which is for the checks to do.
    return {"path": request.path, "body": sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()}


def _plain(value: Any) -> Any:
    """A field of a form: text as it is, a file by the digest of its bytes."""
    if not isinstance(value, UploadedFile):
        return value
    digest = sha256()
    for chunk in value.chunks():
        digest.update(chunk)
    value.seek(0)
    return {"file": digest.hexdigest()}
