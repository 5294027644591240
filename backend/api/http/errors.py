"""Where errors become HTTP: DRF's shape, always JSON, never a stack trace."""

import logging
import re
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Final

import orjson
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import Http404, HttpResponse
from rest_framework import exceptions
from rest_framework.exceptions import ErrorDetail
from rest_framework.response import Response
from rest_framework.views import exception_handler as drf_exception_handler

from engine.db.failures import meaning

from ..core.errors import (
    FieldRefused,
    Gone,
    IdempotencyKeyReused,
    NotAllowed,
    ServiceError,
    Spent,
    Stale,
    StorageFailed,
    TooLarge,
    Unreadable,
)

logger = logging.getLogger(__name__)

SERVER_ERROR: Final = "Something went wrong on the server. Try again; if it keeps happening, tell an admin."
FIELD_CODES: Final = "Error-Codes"
_FIELD: Final = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,63}")

_CODES = {
    400: ("bad_request", "The server can't understand this request."),
    403: ("permission_denied", "You don't have permission to do this."),
    404: ("not_found", "There's nothing at this address."),
    405: ("method_not_allowed", "This method isn't allowed here."),
    500: ("server_error", SERVER_ERROR),
}
# Of refusals by services; all others are conflicts.
_STATUSES: dict[type[ServiceError], int] = {
    Unreadable: 400,
    NotAllowed: 403,
    Gone: 404,
    Spent: 410,
    Stale: 412,
    TooLarge: 413,
    IdempotencyKeyReused: 422,
    StorageFailed: 507,
}


def exception_handler(error: Exception, context: dict[str, Any]) -> Response | None:
    """DRF's EXCEPTION_HANDLER: services' refusals, and DRF's own errors with a `code` beside the `detail`."""
    if isinstance(error, ServiceError):
        return _service_error(error)
    if isinstance(error, RecursionError):
        # Only the JSON parser can be driven this deep; what it was sent is no JSON of ours.
        error = exceptions.ParseError("JSON parse error - nested too deeply")
    failure = meaning(error)
    if failure == "no room":
        logger.error("The database could not write: %s", error)
        no_room = {
            "detail": "The server is out of space. Nothing was saved.",
            "code": "storage_failed",
        }
        return Response(no_room, status=507)
    if failure == "busy or away":
        logger.error("The database did not answer: %s", error)
        busy = {
            "detail": "The database is busy or unavailable. Nothing was saved; try again.",
            "code": "database_busy",
        }
        return Response(busy, status=503, headers={"Retry-After": "2"})
    if isinstance(error, IntegrityError):
        # What two requests at once get past validation: the same username, a category that is being deleted.
        logger.warning("Refused by a constraint of the database: %s", error)
        conflict = {
            "detail": "Another change was saved at the same time, so this one wasn't. Try again.",
            "code": "conflict",
        }
        return Response(conflict, status=409)
    response = drf_exception_handler(error, context)
    if response is None or not isinstance(response.data, dict):
        return response
    if refused := _field_codes(response.data):
        response[FIELD_CODES] = refused
    if isinstance(error, Http404):
        response.data = {"detail": _CODES[404][1], "code": "not_found"}
    elif isinstance(error, PermissionDenied):
        response.data["code"] = "permission_denied"
    elif isinstance(error, exceptions.APIException) and "detail" in response.data:
        codes = error.get_codes()
        response.data.setdefault("code", codes if isinstance(codes, str) else error.default_code)
    return response


def error_response(status: int, data: dict[str, Any] | None = None) -> HttpResponse:
    """A JSON error made outside DRF (an unknown address, a crash, a refused host)."""
    if data is None:
        code, detail = _CODES.get(status, (f"http_{status}", HTTPStatus(status).phrase))
        data = {"detail": detail, "code": code}
    headers = {"X-Content-Type-Options": "nosniff"}
    return HttpResponse(orjson.dumps(data), status=status, content_type="application/json", headers=headers)


def _field_codes(refused: Mapping[str, Any]) -> str:
    """Why each field was refused, for programs: `sku=taken, password=password_too_short+password_too_common`."""
    pairs = []
    for field, details in refused.items():
        codes = (
            [str(one.code) for one in details if isinstance(one, ErrorDetail)] if isinstance(details, list) else []
        )
        # Names come from the request as well: only those that are fit for a header.
        if codes and _FIELD.fullmatch(field):
            pairs.append(f"{field}={'+'.join(codes)}")
    return ", ".join(pairs)


def _service_error(error: ServiceError) -> Response:
    if isinstance(error, FieldRefused):
        return Response(
            {error.field: [error.detail]}, status=400, headers={FIELD_CODES: f"{error.field}={error.code}"}
        )
    data: dict[str, Any] = {"detail": error.detail, "code": error.code, **error.more}
    if error.current is not None:
        data["current"] = error.current
    status = next((status for kind, status in _STATUSES.items() if isinstance(error, kind)), 409)
    return Response(data, status=status)
