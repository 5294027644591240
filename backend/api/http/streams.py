"""Answers that tell of long work as it goes on: JSON lines, a few such answers at once for each user."""

import logging
from collections import Counter
from collections.abc import Iterator
from threading import Lock
from typing import Any, ClassVar, Final

import orjson
from django.db import Error as DatabaseError
from django.db import IntegrityError
from django.http import StreamingHttpResponse
from rest_framework.exceptions import APIException

from ..core.errors import ServiceError
from .errors import SERVER_ERROR

logger = logging.getLogger(__name__)

RUNS_AT_ONCE: Final = 3


class TooManyRuns(APIException):
    status_code = 429
    default_code = "too_many_runs"
    default_detail = f"You already have {RUNS_AT_ONCE} bulk changes running. Wait for one to finish."
    wait = 5  # seconds, for Retry-After


class Place:
    """One of the RUNS_AT_ONCE that a user has in this process. Raises TooManyRuns."""

    _taken: ClassVar[Counter[int]] = Counter()
    _lock: ClassVar = Lock()

    def __init__(self, user: Any) -> None:
        self._user: int = user.pk
        self._is_taken = True
        with self._lock:
            if self._taken[self._user] >= RUNS_AT_ONCE:
                raise TooManyRuns
            self._taken[self._user] += 1

    def give_back(self) -> None:
        with self._lock:
            if self._is_taken:
                self._is_taken = False
                self._taken[self._user] -= 1
                if not self._taken[self._user]:
                    del self._taken[self._user]


class StreamAnswer(StreamingHttpResponse):
    """Closed when it has ended or the client has gone; then the place is given back."""

    def __init__(self, lines: Iterator[bytes], place: Place, headers: dict[str, str]) -> None:
        headers = {"X-Accel-Buffering": "no", **headers}
        super().__init__(lines, content_type="application/x-ndjson", headers=headers)
        self._place = place

    def close(self) -> None:
        super().close()
        self._place.give_back()


def line(kind: str, **fields: Any) -> bytes:
    return orjson.dumps({"type": kind, **fields}, option=orjson.OPT_APPEND_NEWLINE)


def reason_of(error: Exception) -> tuple[str, str]:
    """A code and a sentence for what ended a run; the answer has begun, so that no status can say it."""
    match error:
        case ServiceError():
            return error.code, error.detail
        case IntegrityError():
            logger.warning("A bulk change was refused by a constraint of the database: %s", error)
            return "conflict", "Another change was saved at the same time. Try again."
        case DatabaseError():
            logger.error("The database did not answer a bulk change: %s", error)
            return "database_busy", "The database is busy or unavailable."
    logger.error("A bulk change broke off.", exc_info=error)
    return "server_error", SERVER_ERROR
