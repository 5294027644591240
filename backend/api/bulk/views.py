"""One change to many products: the answer is a stream of JSON lines, as the work goes on."""

import logging
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from threading import Lock
from typing import Any, ClassVar, Final

import orjson
from django.db import Error as DatabaseError
from django.db import IntegrityError, close_old_connections
from django.http import QueryDict, StreamingHttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import APIException, ValidationError
from rest_framework.request import Request
from rest_framework.views import APIView

from ..catalog.filters import ProductFilter
from ..catalog.models import Product
from ..core.errors import ServiceError
from ..core.words import counted
from ..http.idempotency_header import REPLAYED, read_key
from ..http.lists import filtered_rows, live_headers
from ..http.parsers import JSONParser
from ..http.renderers import Unasked
from ..http.schema import IDEMPOTENCY_KEY
from ..live import log
from .errors import RunUndone
from .runs import MAX_ROWS, Run, begin, begin_undo, do_chunk
from .schema import BULK_RESPONSES
from .serializers import BulkSerializer, in_one_list

logger = logging.getLogger(__name__)

RUNS_AT_ONCE: Final = 3


class BulkView(APIView):
    content_negotiation_class = Unasked
    parser_classes = (JSONParser,)

    @extend_schema(request=BulkSerializer, parameters=[IDEMPOTENCY_KEY], responses=BULK_RESPONSES)
    def post(self, request: Request) -> StreamingHttpResponse:
        """Adjust, move to a category, switch on or off, or delete many products, or undo that, row by row.

        The work is done in chunks of at most 100 products, each a transaction of its own, and the answer tells of
        each as it is done, one JSON object a line. What has been done stays done when the client goes away, which
        ends the run after the chunk at hand, and when the server has to stop, which it says in a line `failed`.
        The same request with the same Idempotency-Key then goes on where it ended, and tells all from the start:
        no product is changed twice. It names the first 1,000 refused products again, and counts the others. At
        most 10,000 `ids`, or 100,000 products that match a `filter`.

        `undo` takes back what another run of yours has done: the one that was given the Idempotency-Key `run`.
        Each product gets back what it had, unless it has been changed again since; each movement is reverted in
        the ledger. What was deleted does not come back.

        A user has at most three runs under way at once; one more is a 429.
        """
        serializer = BulkSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        key = read_key(request)
        headers = live_headers(log.position())
        wanted = serializer.validated_data
        claim: dict[str, Any] = {
            "user": request.user,
            "key": key,
            "request": {"path": request.path, "body": _comparable(wanted)},
        }
        place = _Place(request.user)
        try:
            if wanted["action"] == "undo":
                run = begin_undo(run=wanted["run"], **claim)
            else:
                run = begin(change=serializer.change, select=lambda: _selected(request, wanted), **claim)
        except BaseException:
            place.give_back()
            raise
        headers |= {"Cache-Control": "no-store", "X-Accel-Buffering": "no", **(REPLAYED if run.replayed else {})}
        return _Answer(_lines(run), place, headers)


class TooManyRuns(APIException):
    status_code = 429
    default_code = "too_many_runs"
    default_detail = f"{RUNS_AT_ONCE} of your bulk changes are under way. Wait until one of them has ended."
    wait = 5  # seconds, for Retry-After


class _Place:
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


class _Answer(StreamingHttpResponse):
    """Closed when it has ended or the client has gone; then the place is given back."""

    def __init__(self, lines: Iterator[bytes], place: _Place, headers: dict[str, str]) -> None:
        super().__init__(lines, content_type="application/x-ndjson", headers=headers)
        self._place = place

    def close(self) -> None:
        super().close()
        self._place.give_back()


def _comparable(wanted: dict[str, Any]) -> dict[str, Any]:
    """The request as JSON values, the same for what means the same."""
    plain = dict(wanted)
    if "filter" in plain:
        plain["filter"] = dict(sorted(plain["filter"].lists()))
    if "category" in plain:
        plain["category"] = plain["category"].pk
    return plain


def _selected(request: Request, wanted: dict[str, Any]) -> list[int]:
    if "ids" in wanted:
        ids: list[int] = wanted["ids"]
        return ids
    params: QueryDict = wanted["filter"]
    rows = Product.objects.all()
    if params.get("scope") == "mine":
        rows = rows.filter(created_by=request.user.pk)
    try:
        found = filtered_rows(request, ProductFilter, rows, params=params)
    except ValidationError as error:
        details: Any = error.detail
        raise ValidationError({"filter": in_one_list(details)}) from error
    chosen = list(found.order_by("pk").values_list("pk", flat=True)[: MAX_ROWS + 1])
    if len(chosen) > MAX_ROWS:
        raise ValidationError({"filter": [_TOO_MANY]})
    return chosen


_TOO_MANY: Final = f"More than {MAX_ROWS:,} products match: that is the most for one run. Filter more narrowly."


# --- Lines ---------------------------------------------------------------------------------------------------


def _lines(run: Run) -> Iterator[bytes]:
    """The lines of the answer. Each step is a chunk, and may be taken on another thread than the one before."""
    tally = Counter(changed=0, unchanged=0, refused=0)
    yield _line("start", total=run.total)
    try:
        for number in range(len(run.chunks)):
            close_old_connections()  # those of this thread: they may be broken since its last request
            outcome = do_chunk(run, number, refused_before=tally["refused"])
            tally.update(changed=outcome.changed, unchanged=outcome.unchanged, refused=outcome.refused_count)
            refused = b"".join(_line("row", **asdict(refusal)) for refusal in outcome.refused)
            yield refused + _line("progress", done=tally.total(), **tally)
        close_old_connections()
        position = log.position()
    except Exception as error:
        code, detail = _reason(error)
        done = tally.total()
        if not isinstance(error, RunUndone):
            detail += f" Done by then, and kept: {done:,} of {counted(run.total, 'product')}."
        yield _line("failed", code=code, detail=detail, done=done, **tally)
    else:
        yield _line("end", total=run.total, **tally, seq=position.seq, epoch=position.epoch)


def _line(kind: str, **fields: Any) -> bytes:
    return orjson.dumps({"type": kind, **fields}, option=orjson.OPT_APPEND_NEWLINE)


def _reason(error: Exception) -> tuple[str, str]:
    """A code and a sentence for what ended a run; the answer has begun, so that no status can say it."""
    match error:
        case ServiceError():
            return error.code, error.detail
        case IntegrityError():
            logger.warning("A bulk change was refused by a constraint of the database: %s", error)
            return "conflict", "Something stored at the same moment is in the way."
        case DatabaseError():
            logger.error("The database did not answer a bulk change: %s", error)
            return "database_busy", "The database is busy or away."
    logger.error("A bulk change broke off.", exc_info=error)
    return "server_error", "Something went wrong on the server. It has been logged."
