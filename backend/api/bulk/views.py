"""One change to many products: the answer is a stream of JSON lines, as the work goes on."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any, Final

from django.db import close_old_connections
from django.http import QueryDict, StreamingHttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.views import APIView

from ..accounts.roles import check_scope, grant_of
from ..catalog.filters import ProductFilter
from ..catalog.models import Product
from ..core.words import counted
from ..http.idempotency_header import REPLAYED, read_key
from ..http.lists import filtered_rows, live_headers
from ..http.parsers import JSONParser
from ..http.renderers import Unasked
from ..http.schema import IDEMPOTENCY_KEY
from ..http.streams import Place, StreamAnswer, line, reason_of
from ..live import log
from .errors import RunUndone
from .runs import MAX_ROWS, Run, begin, begin_undo, do_chunk
from .schema import BULK_RESPONSES
from .serializers import BulkSerializer, in_one_list


class BulkView(APIView):
    write_scope = ("stock", "products")
    content_negotiation_class = Unasked
    parser_classes = (JSONParser,)

    @extend_schema(request=BulkSerializer, parameters=[IDEMPOTENCY_KEY], responses=BULK_RESPONSES)
    def post(self, request: Request) -> StreamingHttpResponse:
        """Adjust, move to a category, activate, deactivate or delete many products, row by row, or undo that.

        Products are changed in chunks of at most 100, each in its own transaction. The response is a stream that
        reports each chunk as it is done, with one JSON object per line. Changes that have been made stay if the
        client disconnects, which ends the run after the current chunk, and if the server has to stop, which it
        reports in a `failed` line. The same request with the same Idempotency-Key then continues where the run
        ended and reports everything from the start: no product is changed twice. It lists the first 1,000 refused
        products again and counts the others. The limit is 10,000 `ids`, or 100,000 products that match a `filter`.

        `undo` reverses another run of yours, the one that was sent with the Idempotency-Key `run`. Each product
        gets its previous values back unless it has been changed again since; each movement is reverted in the
        ledger. Deleted products are restored from the trash instead.

        A user can have at most three runs in progress; another one is refused with 429.
        """
        serializer = BulkSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        key = read_key(request)
        headers = live_headers(log.position())
        wanted = serializer.validated_data
        if wanted["action"] != "undo":  # of which each row is asked for
            check_scope(grant_of(request.user), "stock" if wanted["action"] == "adjust" else "products")
        claim: dict[str, Any] = {
            "user": request.user,
            "key": key,
            "request": {"path": request.path, "body": _comparable(wanted)},
        }
        place = Place(request.user)
        try:
            if wanted["action"] == "undo":
                run = begin_undo(run=wanted["run"], **claim)
            else:
                run = begin(change=serializer.change, select=lambda: selected_ids(request, wanted), **claim)
        except BaseException:
            place.give_back()
            raise
        return StreamAnswer(_lines(run), place, headers | (REPLAYED if run.replayed else {}))


def _comparable(wanted: dict[str, Any]) -> dict[str, Any]:
    """The request as JSON values, the same for what means the same."""
    plain = dict(wanted)
    if "filter" in plain:
        plain["filter"] = dict(sorted(plain["filter"].lists()))
    if "category" in plain:
        plain["category"] = plain["category"].pk
    return plain


def selected_ids(request: Request, wanted: dict[str, Any]) -> list[int]:
    """The products that a checked request names, by its `ids` or by its `filter`. Raises ValidationError."""
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


_TOO_MANY: Final = f"More than {MAX_ROWS:,} products match, the limit for one run. Narrow the filters."


# --- Lines ---------------------------------------------------------------------------------------------------


def _lines(run: Run) -> Iterator[bytes]:
    """The lines of the answer. Each step is a chunk, and may be taken on another thread than the one before."""
    tally = Counter(changed=0, unchanged=0, refused=0)
    yield line("start", total=run.total)
    try:
        for number in range(len(run.chunks)):
            close_old_connections()  # those of this thread: they may be broken since its last request
            outcome = do_chunk(run, number, refused_before=tally["refused"])
            tally.update(changed=outcome.changed, unchanged=outcome.unchanged, refused=outcome.refused_count)
            refused = b"".join(line("row", **asdict(refusal)) for refusal in outcome.refused)
            yield refused + line("progress", done=tally.total(), **tally)
        close_old_connections()
        position = log.position()
    except Exception as error:
        code, detail = reason_of(error)
        done = tally.total()
        if not isinstance(error, RunUndone):
            detail += f" Changes made so far are kept: {done:,} of {counted(run.total, 'product')}."
        yield line("failed", code=code, detail=detail, done=done, **tally)
    else:
        yield line("end", total=run.total, **tally, seq=position.seq, epoch=position.epoch)
