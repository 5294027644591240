"""One change to many products: the answer is a stream of JSON lines, as the work goes on."""

import logging
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any, Final

import orjson
from django.db import Error as DatabaseError
from django.db import IntegrityError, close_old_connections
from django.http import QueryDict, StreamingHttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.parsers import JSONParser
from rest_framework.request import Request
from rest_framework.views import APIView

from ..bulk_schema import BULK_RESPONSES
from ..filters import ProductFilter
from ..live import log
from ..models import Product
from ..renderers import Unasked
from ..schema import IDEMPOTENCY_KEY
from ..serializers.bulk import BulkSerializer, in_one_list
from ..services.bulk import MAX_ROWS, Run, begin, begin_undo, do_chunk
from ..services.errors import RunUndone, ServiceError
from .idempotency import REPLAYED, read_key
from .lists import filtered_rows, live_headers

logger = logging.getLogger(__name__)


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
        no product is changed twice. At most 10,000 `ids`, or 100,000 products that match a `filter`.

        `undo` takes back what another run of yours has done: the one that was given the Idempotency-Key `run`.
        Each product gets back what it had, unless it has been changed again since; each movement is reverted in
        the ledger. What was deleted does not come back.
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
        if wanted["action"] == "undo":
            run = begin_undo(run=wanted["run"], **claim)
        else:
            run = begin(change=serializer.change, select=lambda: _selected(request, wanted), **claim)
        headers |= {"Cache-Control": "no-store", "X-Accel-Buffering": "no", **(REPLAYED if run.replayed else {})}
        return StreamingHttpResponse(_lines(run), content_type="application/x-ndjson", headers=headers)


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
            outcome = do_chunk(run, number)
            tally.update(changed=outcome.changed, unchanged=outcome.unchanged, refused=len(outcome.refused))
            refused = b"".join(_line("row", **asdict(refusal)) for refusal in outcome.refused)
            yield refused + _line("progress", done=tally.total(), **tally)
        close_old_connections()
        position = log.position()
    except Exception as error:
        code, detail = _reason(error)
        done = tally.total()
        if not isinstance(error, RunUndone):
            detail += f" {done:,} of {run.total:,} products were done by then and stay so."
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
