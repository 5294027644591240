"""Files in, files out: HTTP. table.py reads a file, check.py judges its rows, apply.py writes them."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import datetime
from functools import partial
from typing import Any, Final, cast
from uuid import UUID

from django.conf import settings
from django.db import close_old_connections
from django.http import QueryDict, StreamingHttpResponse
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import status, viewsets
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.parsers import BaseParser, MultiPartParser
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from ..catalog.filters import ProductFilter
from ..catalog.listings import PRODUCTS
from ..catalog.models import Product
from ..catalog.rows import ProductRow
from ..catalog.selectors import product_rows_by_id
from ..core.errors import TooLarge
from ..core.words import counted
from ..http.idempotency_header import REPLAYED, read_key
from ..http.lists import check_list_parameters, every_page, filtered_rows, live_headers
from ..http.pagination import read_limit, read_ordering
from ..http.parsers import JSONParser
from ..http.query_parameters import check_parameters
from ..http.renderers import Unasked
from ..http.schema import IDEMPOTENCY_KEY
from ..http.streams import Place, StreamAnswer, line, reason_of
from ..live import log
from ..past.answers import past_products
from ..past.instants import past_headers
from ..permissions import MayAddProducts
from .answers import checked_rows, held_file, import_answer, import_row
from .check import check
from .errors import AlreadyApplied, ImportUndone, NoSuchImport
from .export import CONTENT_TYPES, product_file, template
from .fields import TEMPLATES
from .models import Import, Kind, State
from .runs import Run, begin_apply, begin_undo, do_chunk, finish
from .schema import (
    APPLY_RESPONSES,
    CHECK_RESPONSES,
    EXPORT_PARAMETERS,
    EXPORT_RESPONSES,
    FILE_RESPONSES,
    FILE_TYPE,
    HELD_RESPONSES,
    KIND,
    ROW_PARAMETERS,
    UPLOAD,
    UPLOAD_PARAMETERS,
)
from .serializers import (
    ROW_STATES,
    ApplySerializer,
    CheckedRowSerializer,
    ChoicesSerializer,
    FileForm,
    ImportSerializer,
    ImportSummarySerializer,
    ListExportSerializer,
    SelectionSerializer,
    UploadSerializer,
)
from .services import begin_import, change_import, delete_import, imports_of
from .workbook import MAX_ROWS

EXPORT_PAGE: Final = 1_000


class ExportView(APIView):
    write_scope = "read"
    permission_classes = (IsAuthenticated,)  # a selection is sent, nothing is written
    content_negotiation_class = Unasked
    parser_classes = (JSONParser,)

    @extend_schema(parameters=EXPORT_PARAMETERS, responses=EXPORT_RESPONSES, filters=False)
    def get(self, request: Request) -> StreamingHttpResponse:
        """Export the product list as a CSV or XLSX file: all products that match the list's own parameters.

        The file can be imported unchanged. `id`, `version` and `owner` are read-only. `sheet=count` gives a sheet
        for counting the stock; imported as `stock`, it states the expected quantities. With `at`, the file has the
        list as it was at that instant.
        """
        params = request.query_params
        check_list_parameters(params, ProductFilter, "ordering", "scope", "type", "sheet", "fields", "at")
        serializer = ListExportSerializer(data=params.dict())
        serializer.is_valid(raise_exception=True)
        owner_id = request.user.pk if serializer.validated_data["scope"] == "mine" else None
        if "at" in params:
            return _past_file_answer(params, owner_id, serializer.validated_data)
        rows = Product.objects.all()
        if owner_id is not None:
            rows = rows.filter(created_by=owner_id)
        found = filtered_rows(request, ProductFilter, rows)
        ordering = read_ordering(PRODUCTS, params.get("ordering"))
        position = log.position()
        pages = every_page(PRODUCTS, found, ordering=ordering, size=EXPORT_PAGE)
        return _file_answer(pages, found.count(), serializer.validated_data, live_headers(position))

    @extend_schema(request=SelectionSerializer, responses=EXPORT_RESPONSES)
    def post(self, request: Request) -> StreamingHttpResponse:
        """Export the products with these `ids`, in this order. Products that no longer exist are left out."""
        serializer = SelectionSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        wanted = serializer.validated_data
        ids = list(dict.fromkeys(wanted["ids"]))
        position = log.position()
        count = sum(
            Product.objects.filter(pk__in=ids[start : start + EXPORT_PAGE]).count()
            for start in range(0, len(ids), EXPORT_PAGE)
        )
        return _file_answer(_pages_by_id(ids), count, wanted, live_headers(position))


def _pages_by_id(ids: Sequence[int]) -> Iterator[list[ProductRow]]:
    for start in range(0, len(ids), EXPORT_PAGE):
        page = ids[start : start + EXPORT_PAGE]
        rows = product_rows_by_id(page)
        yield [rows[pk] for pk in page if pk in rows]


def _past_file_answer(params: QueryDict, owner_id: int | None, wanted: dict[str, Any]) -> StreamingHttpResponse:
    if wanted["sheet"] == "count":
        raise ValidationError({"at": ["Count sheets show the current stock. Leave out `at`."]})
    found = past_products(params, owner_id=owner_id)
    return _file_answer(found.pages, found.total, wanted, past_headers(found.at), of=found.at)


def _file_answer(
    pages: Iterator[list[ProductRow]],
    total: int,
    wanted: dict[str, Any],
    standing: dict[str, str],
    *,
    of: datetime | None = None,
) -> StreamingHttpResponse:
    """*standing*: the headers that say of when the products are; *of*: the instant, where that is not now."""
    if wanted["type"] == "xlsx" and total >= MAX_ROWS:  # and a heading
        raise ValidationError({"type": [f"An XLSX file can have {MAX_ROWS - 1:,} products. Use CSV."]})
    kind = "count" if wanted["sheet"] == "count" else "products"
    headers = {
        "Content-Disposition": f'attachment; filename="{kind}-{of or timezone.now():%Y-%m-%d}.{wanted["type"]}"',
        "X-Accel-Buffering": "no",
        "X-Total-Count": str(total),
        **standing,
    }
    pieces = product_file(pages, columns=wanted["columns"], type=wanted["type"])
    return StreamingHttpResponse(pieces, content_type=CONTENT_TYPES[wanted["type"]], headers=headers)


# --- Imports -------------------------------------------------------------------------------------------------


class FileParser(BaseParser):
    """A body that is the file itself, of whatever type."""

    media_type = "*/*"

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> Any:
        return bytes(stream.read(settings.IMPORT_MAX_BYTES + 1))


class ImportViewSet(viewsets.GenericViewSet[Import]):
    """Imports of one's own. Nobody else sees them."""

    queryset = Import.objects.none()
    serializer_class = ImportSerializer
    write_scope = "products"
    permission_classes = (IsAuthenticated, MayAddProducts)
    parser_classes = (JSONParser,)
    filter_backends = ()
    lookup_value_regex = "[0-9a-fA-F-]{32,36}"

    def get_parsers(self) -> Any:
        uploads = self.request is not None and self.action_map.get((self.request.method or "").lower()) == "create"
        return [MultiPartParser(), FileParser()] if uploads else super().get_parsers()

    def find(self, pk: str) -> Import:
        """Raises NoSuchImport, for those of others too."""
        try:
            return imports_of(self.request.user).get(pk=UUID(pk))  # type: ignore[no-any-return]
        except (Import.DoesNotExist, ValueError):
            raise NoSuchImport from None

    @extend_schema(responses=ImportSummarySerializer(many=True))
    def list(self, request: Request) -> Response:
        """List your imports of the last seven days as a JSON array, newest first."""
        check_parameters(request.query_params)
        return Response([import_row(source) for source in imports_of(request.user)])

    @extend_schema(parameters=UPLOAD_PARAMETERS, request=UPLOAD, responses={201: ImportSerializer})
    def create(self, request: Request) -> Response:
        """Upload a CSV or XLSX file of at most 20 MB, as the body or as `file` in a form. No products are changed.

        The response shows how the file is read and what its columns appear to be. Use PATCH to correct this. Cells
        copied from a spreadsheet are accepted as a file too: tab-separated text.
        """
        check_parameters(request.query_params, once=("kind", "filename", "tz"))
        wanted = UploadSerializer(data=request.query_params.dict())
        wanted.is_valid(raise_exception=True)
        chosen = wanted.validated_data
        filename, data = chosen["filename"], cast(Any, request.data)
        if not data and not (request.content_type or "").startswith("multipart/"):
            data = b""  # DRF parses no body of no length
        if not isinstance(data, bytes):
            form = FileForm(data=data)
            form.is_valid(raise_exception=True)
            file = form.validated_data["file"]
            data = file.read(settings.IMPORT_MAX_BYTES + 1)
            if "filename" not in request.query_params:
                filename = file.name
        if len(data) > settings.IMPORT_MAX_BYTES:
            raise TooLarge(f"The file is larger than {settings.IMPORT_MAX_BYTES // 1024**2} MB.")
        name = _UNPRINTABLE.sub("", filename).rpartition("/")[2]
        source = begin_import(request.user, kind=chosen["kind"], filename=name, data=data, tz=chosen["tz"])
        headers = {"Location": request.build_absolute_uri(f"{request.path}{source.pk}/")}
        return Response(import_answer(source), status=status.HTTP_201_CREATED, headers=headers)

    def retrieve(self, request: Request, pk: str) -> Response:
        """Get an import: how its file is read, and the choices that have been made."""
        return Response(import_answer(self.find(pk)))

    @extend_schema(request=ChoicesSerializer)
    def partial_update(self, request: Request, pk: str) -> Response:
        """Change how the file is read or what happens to its rows. It must then be checked again."""
        source = self.find(pk)
        choices = ChoicesSerializer(data=request.data)
        choices.is_valid(raise_exception=True)
        return Response(import_answer(change_import(source, dict(choices.validated_data))))

    def destroy(self, request: Request, pk: str) -> Response:
        """Delete an import and its file. What was imported stays and can no longer be undone."""
        delete_import(self.find(pk).pk)
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(request=None, responses=CHECK_RESPONSES)
    @action(detail=True, methods=["post"], content_negotiation_class=Unasked)
    def check(self, request: Request, pk: str) -> StreamingHttpResponse:
        """Check what each row would do. The response is a stream of JSON lines. No product is changed."""
        source = self.find(pk)
        if source.state not in (State.NEW, State.CHECKED):
            raise AlreadyApplied
        headers = live_headers(log.position())
        return StreamAnswer(_check_lines(source, request.user), Place(request.user), headers)

    @extend_schema(parameters=ROW_PARAMETERS, responses=CheckedRowSerializer(many=True))
    @action(detail=True)
    def rows(self, request: Request, pk: str) -> Response:
        """List the rows as a JSON array, in the order of the file, with what each would do or has done."""
        params = request.query_params
        check_parameters(params, once=("state", "limit", "cursor", "offset"))
        state, cursor = params.get("state", ""), params.get("cursor") or "0"
        if state and state not in ROW_STATES:
            raise ValidationError({"state": [f"Must be one of {', '.join(ROW_STATES)}."]})
        if not re.fullmatch(r"[0-9]{1,10}", cursor):
            raise ValidationError({"cursor": ["This cursor belongs to another list. Start without it."]})
        offset = params.get("offset") or "0"
        if not re.fullmatch(r"[0-9]{1,10}", offset):
            raise ValidationError({"offset": ["Must be a whole number from 0."]})
        if "cursor" in params and "offset" in params:
            raise ValidationError({"offset": ["Give either cursor or offset."]})
        limit = read_limit(params.get("limit"))
        found, total, more = checked_rows(self.find(pk), state, after=int(cursor), skip=int(offset), limit=limit)
        headers = {"X-Total-Count": str(total)}
        if more:
            query = params.copy()
            query.pop("offset", None)
            query["cursor"] = str(found[-1]["row"])
            headers["Link"] = f'<{request.build_absolute_uri(request.path)}?{query.urlencode()}>; rel="next"'
        return Response(found, headers=headers)

    @extend_schema(responses=HELD_RESPONSES)
    @action(detail=True, url_path=r"held\.csv", content_negotiation_class=Unasked)
    def held(self, request: Request, pk: str) -> StreamingHttpResponse:
        """Download the held rows as they were uploaded, with the problems. The corrected file can be imported."""
        check_parameters(request.query_params)
        headers = {"Content-Disposition": 'attachment; filename="held.csv"'}
        return StreamingHttpResponse(held_file(self.find(pk)), content_type=CONTENT_TYPES["csv"], headers=headers)

    @extend_schema(request=ApplySerializer, parameters=[IDEMPOTENCY_KEY], responses=APPLY_RESPONSES)
    @action(detail=True, methods=["post"], content_negotiation_class=Unasked)
    def apply(self, request: Request, pk: str) -> StreamingHttpResponse:
        """Apply the import as checked, in chunks of 100 rows.

        The response is a stream of JSON lines, as in bulk changes. Anything that someone has changed since the
        check is left as it is. The same request with the same Idempotency-Key continues where it ended and reports
        everything from the start: no row is written twice.
        """
        wanted = ApplySerializer(data=request.data)
        wanted.is_valid(raise_exception=True)
        return self._stream(
            request, pk, partial(begin_apply, **wanted.validated_data), dict(wanted.validated_data)
        )

    @extend_schema(request=None, parameters=[IDEMPOTENCY_KEY], responses=APPLY_RESPONSES)
    @action(detail=True, methods=["post"], content_negotiation_class=Unasked)
    def undo(self, request: Request, pk: str) -> StreamingHttpResponse:
        """Undo an import: remove the products it created, restore the values it changed, and revert its movements.

        Anything that has been changed since stays as it is and is reported. An undo is final.
        """
        return self._stream(request, pk, begin_undo, {})

    def _stream(self, request: Request, pk: str, begin: Any, body: dict[str, Any]) -> StreamingHttpResponse:
        source, key = self.find(pk), read_key(request)
        headers = live_headers(log.position())
        place = Place(request.user)
        try:
            claim = {"path": request.path, "body": body}
            run: Run = begin(source.pk, request.user, key=key, request=claim)
        except BaseException:
            place.give_back()
            raise
        return StreamAnswer(_run_lines(run), place, headers | (REPLAYED if run.replayed else {}))


class TemplateView(APIView):
    content_negotiation_class = Unasked

    @extend_schema(parameters=[KIND, FILE_TYPE], responses=FILE_RESPONSES)
    def get(self, request: Request) -> StreamingHttpResponse:
        """Download a file to start from, with the column headings that an import accepts."""
        params = request.query_params
        check_parameters(params, once=("kind", "type"))
        kind, type_ = params.get("kind") or Kind.PRODUCTS, params.get("type") or "csv"
        if kind not in Kind.values:
            raise ValidationError({"kind": [f"Must be one of {', '.join(Kind.values)}."]})
        if type_ not in CONTENT_TYPES:
            raise ValidationError({"type": [f"Must be one of {', '.join(CONTENT_TYPES)}."]})
        headers = {"Content-Disposition": f'attachment; filename="{kind}.{type_}"'}
        pieces = template(TEMPLATES[Kind(kind)], type=type_)  # type: ignore[arg-type]  # just looked at
        return StreamingHttpResponse(pieces, content_type=CONTENT_TYPES[type_], headers=headers)


_UNPRINTABLE: Final = re.compile(r"[\x00-\x1f\x7f]")


# --- Lines ---------------------------------------------------------------------------------------------------


def _check_lines(source: Import, user: Any) -> Iterator[bytes]:
    total = source.reading["rows"]
    yield line("start", total=total)
    done = 0
    try:
        position = log.position()
        for step in check(source, user):
            if step.totals is None:
                done = step.done
                yield line("progress", done=done)
            else:
                yield line("end", total=step.done, **step.totals, seq=position.seq, epoch=position.epoch)
    except Exception as error:
        code, detail = reason_of(error)
        yield line("failed", code=code, detail=detail, done=done)


def _run_lines(run: Run) -> Iterator[bytes]:
    """The lines of an apply or an undo. Each step is a chunk, and may be taken on another thread than the last."""
    tally = Counter(created=0, updated=0, unchanged=0, refused=0)
    yield line("start", total=run.total)
    try:
        for number in run.numbers:
            close_old_connections()  # those of this thread: they may be broken since its last request
            outcome = do_chunk(run, number)
            if not outcome.done:
                continue
            tally.update(created=outcome.created, updated=outcome.updated, unchanged=outcome.unchanged)
            tally["refused"] += len(outcome.refused)
            refused = b"".join(line("row", **asdict(refusal)) for refusal in outcome.refused)
            yield refused + line("progress", done=tally.total(), **tally)
        close_old_connections()
        finish(run)
        position = log.position()
    except Exception as error:
        code, detail = reason_of(error)
        done = tally.total()
        if not isinstance(error, ImportUndone):
            detail += f" Changes made so far are kept: {done:,} of {counted(run.total, 'row')}."
        yield line("failed", code=code, detail=detail, done=done, **tally)
    else:
        yield line("end", total=run.total, **tally, seq=position.seq, epoch=position.epoch)
