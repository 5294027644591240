"""Labels: HTTP in, files out. printing.py chooses what is on them, layout.py where it stands."""

import ipaddress
from typing import Any, Final
from urllib.parse import urlsplit

import orjson
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.http import require_safe
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import mixins, status, viewsets
from rest_framework.exceptions import ValidationError
from rest_framework.permissions import BasePermission, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from ..bulk.views import selected_ids
from ..catalog.errors import ProductGone
from ..catalog.models import Product
from ..catalog.rows import instance_row
from ..catalog.serializers import ProductSerializer
from ..exchange.services import imports_of
from ..exchange.stored import imported_ids
from ..http.conditional import etag
from ..http.idempotency import answer_once
from ..http.idempotency_header import REPLAYED, as_sent, create_once, read_key
from ..http.lists import live_headers
from ..http.parsers import JSONParser
from ..http.query_parameters import check_parameters
from ..http.renderers import Unasked
from ..http.schema import IDEMPOTENCY_KEY
from ..http.site import site_of
from ..live import log
from ..permissions import IsTemplateOwnerOrReadOnly, MayEditProduct, MayWrite
from . import media as medium
from .design import Design, of_media, of_template, of_values
from .models import LabelTemplate
from .pdf import rulers_pdf
from .printing import CONTENT_TYPES, Printed, Wanted, print_blanks, print_products
from .schema import BLANK_FILE, COUNT, FILE, NOTICES, PDF
from .serializers import (
    BarcodeSerializer,
    BlankSerializer,
    LabelOptionsSerializer,
    LabelsSerializer,
    LabelTemplateSerializer,
    TestPageSerializer,
)
from .services import create_template, give_barcode, new_codes, update_template


class LabelsView(APIView):
    write_scope = "read"
    permission_classes = (IsAuthenticated,)  # a selection is sent, nothing is written
    content_negotiation_class = Unasked
    parser_classes = (JSONParser,)

    @extend_schema(request=LabelsSerializer, responses=FILE)
    def post(self, request: Request) -> HttpResponse:
        """Print product labels as PDF or ZPL, or draw the first one as a picture (SVG).

        The header X-Label-Notices has notices for the user as JSON: `missing_letters` (no font has them),
        `lines_left_out` (not enough space) and `gone` (products that no longer exist). A request is refused as a
        whole, with the `ids` at fault: `code_too_wide`, `code_unprintable`, `nothing_to_print`, `bad_start`,
        `too_many_labels`.
        """
        wanted = _checked(LabelsSerializer, request)
        printed = print_products(
            _products(request, wanted),
            copies=wanted["copies"],
            wanted=_wanted(_design(request, wanted), wanted),
            site=site_of(request),
        )
        return _file_answer(printed, wanted["format"], "labels")


class BlankLabelsView(APIView):
    write_scope = "products"
    permission_classes = (IsAuthenticated, MayWrite)
    content_negotiation_class = Unasked
    parser_classes = (JSONParser,)

    @extend_schema(request=BlankSerializer, responses=BLANK_FILE)
    def post(self, request: Request) -> HttpResponse:
        """Print labels with codes that no product has yet. The app offers to give a scanned one to a product."""
        wanted = _checked(BlankSerializer, request)
        printed = print_blanks(
            new_codes(wanted["count"]), _wanted(_design(request, wanted, stored="media"), wanted)
        )
        return _file_answer(printed, wanted["format"], "blank-labels")


class TestPageView(APIView):
    write_scope = "read"
    permission_classes = (IsAuthenticated,)
    content_negotiation_class = Unasked
    parser_classes = (JSONParser,)

    @extend_schema(request=TestPageSerializer, responses=PDF)
    def post(self, request: Request) -> HttpResponse:
        """Print the outlines of a page's labels with rulers, to lay over the real ones."""
        wanted = _checked(TestPageSerializer, request)
        design = _design(request, wanted)
        data = rulers_pdf(design.geometry, design.name, dx=wanted["dx"], dy=wanted["dy"])
        return _file_answer(Printed(data, design.geometry.per_page), "pdf", "test-page")


class LabelOptionsView(APIView):
    @extend_schema(responses=LabelOptionsSerializer)
    def get(self, request: Request) -> Response:
        """List the built-in media, and the address that QR codes contain."""
        check_parameters(request.query_params)
        address = site_of(request)
        media = [
            {
                "slug": each.slug,
                "name": each.name,
                "kind": each.kind,
                "dpi": each.dpi,
                "geometry": each.geometry.numbers(),
            }
            for each in medium.ALL
        ]
        return Response({"media": media, "address": address, "address_problem": _problem_of(address)})


@extend_schema_view(
    retrieve=extend_schema(description="Get a label template: your own, or one that someone shares."),
    destroy=extend_schema(description="Delete a label template. Only its owner can do this."),
)
class LabelTemplateViewSet(
    mixins.ListModelMixin,
    mixins.CreateModelMixin,
    mixins.RetrieveModelMixin,
    mixins.DestroyModelMixin,
    viewsets.GenericViewSet[LabelTemplate],
):
    """Label templates: one's own, and those that others share. Only the owner changes or deletes one."""

    queryset = LabelTemplate.objects.select_related("owner")
    serializer_class = LabelTemplateSerializer
    write_scope = "products"
    permission_classes: tuple[type[BasePermission], ...] = (IsAuthenticated, MayWrite, IsTemplateOwnerOrReadOnly)
    parser_classes = (JSONParser,)
    filter_backends = ()
    lookup_value_regex = "[0-9]{1,18}"

    def get_queryset(self) -> QuerySet[LabelTemplate]:
        templates: QuerySet[LabelTemplate] = super().get_queryset()
        # Those of others are there to be refused, where someone wants to write one.
        reads = self.request.method in ("GET", "HEAD")
        return templates.filter(_readable(self.request)) if reads else templates

    @extend_schema(responses=LabelTemplateSerializer(many=True))
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """List your own label templates and shared ones as a JSON array, by name."""
        check_parameters(request.query_params)
        return super().list(request, *args, **kwargs)

    @extend_schema(parameters=[IDEMPOTENCY_KEY])
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Save a label template. Only its owner can change or delete it."""

        def work() -> dict[str, Any]:
            serializer = self.get_serializer(data=request.data)
            serializer.is_valid(raise_exception=True)
            serializer.instance = create_template(owner=request.user, fields=dict(serializer.validated_data))
            return dict(serializer.data)

        return create_once(request, work)

    def partial_update(self, request: Request, pk: str) -> Response:
        """Change only the fields that are sent."""
        template = self.get_object()
        serializer = self.get_serializer(template, data=request.data, partial=True)
        serializer.is_valid(raise_exception=True)
        serializer.instance = update_template(template=template, fields=dict(serializer.validated_data))
        return Response(serializer.data)


class BarcodeView(APIView):
    write_scope = "products"
    permission_classes = (IsAuthenticated, MayWrite, MayEditProduct)
    parser_classes = (JSONParser,)

    @extend_schema(request=BarcodeSerializer, parameters=[IDEMPOTENCY_KEY], responses={201: ProductSerializer})
    def post(self, request: Request, id: int) -> Response:
        """Give a barcode to a product that has none: a new in-store EAN-13, or the code of a blank label.

        409 if the product already has a barcode (`has_barcode`) or the code belongs to another product
        (`barcode_taken`).
        """
        product = Product.objects.filter(pk=id).first()
        if product is None:
            raise ProductGone
        self.check_object_permissions(request, product)
        wanted = _checked(BarcodeSerializer, request)
        log.take_last_written()  # threads outlive requests: what an earlier one has left is not this one's
        key = read_key(request)
        answer = answer_once(
            user=request.user,
            key=key,
            request=as_sent(request) if key else None,
            work=lambda: dict(instance_row(give_barcode(product_id=id, barcode=wanted.get("barcode", "")))),
        )
        headers = {
            "ETag": etag(answer.body),
            **live_headers(answer.position or log.take_last_written()),
            **(REPLAYED if answer.replayed else {}),
        }
        return Response(answer.body, status=status.HTTP_201_CREATED, headers=headers)


@require_safe
def label_link(request: HttpRequest, product: str) -> HttpResponse:
    """Where the QR code of a label leads: to its product, which the app shows, or says that it is gone."""
    return HttpResponseRedirect(f"/products/{int(product)}")


def _checked(serializer_class: Any, request: Request) -> dict[str, Any]:
    serializer = serializer_class(data=request.data)
    serializer.is_valid(raise_exception=True)
    found: dict[str, Any] = serializer.validated_data
    return found


def _products(request: Request, wanted: dict[str, Any]) -> list[int]:
    if "import_id" not in wanted:
        return selected_ids(request, wanted)
    source = imports_of(request.user).filter(pk=wanted["import_id"]).first()
    if source is None:
        raise ValidationError({"import_id": ["This import no longer exists."]})
    return imported_ids(source)


def _readable(request: Request) -> Q:
    return Q(owner=request.user.pk) | Q(shared=True)


def _design(request: Request, wanted: dict[str, Any], *, stored: str = "template") -> Design:
    return of_values(wanted["design"]) if "design" in wanted else _stored_design(request, wanted[stored])


def _stored_design(request: Request, template: str | int) -> Design:
    """Of the slug of a medium, or of the id of a template that the person may see."""
    if isinstance(template, str):
        return of_media(template)
    stored = LabelTemplate.objects.filter(_readable(request), pk=template).first()
    if stored is None:
        raise ValidationError({"template": ["This label template no longer exists or is no longer shared."]})
    return of_template(stored)


def _wanted(design: Design, placed: dict[str, Any]) -> Wanted:
    return Wanted(
        design=design,
        format=placed["format"],
        start=placed["start"],
        dpi=placed.get("dpi") or design.dpi,
        dx=placed["dx"],
        dy=placed["dy"],
    )


def _file_answer(printed: Printed, format: str, name: str) -> HttpResponse:
    headers = {
        "Content-Disposition": f'inline; filename="{name}-{timezone.now():%Y-%m-%d}.{format}"',
        COUNT: str(printed.labels),
    }
    if printed.notices:
        headers[NOTICES] = _ascii(printed.notices)
    content_type = next(type_ for name_, type_ in CONTENT_TYPES.items() if name_ == format)
    return HttpResponse(printed.data, content_type=content_type, headers=headers)


def _ascii(notices: list[dict[str, Any]]) -> str:
    """JSON as a header may carry it."""
    text = orjson.dumps(notices).decode()
    return "".join(char if char.isascii() else _escape(char) for char in text)


def _escape(char: str) -> str:
    pairs = char.encode("utf-16-be")
    return "".join(f"\\u{pairs[at : at + 2].hex()}" for at in range(0, len(pairs), 2))


_LOCAL: Final = ("localhost", "127.0.0.1", "::1", "0.0.0.0")  # noqa: S104  # to warn of it


def _problem_of(address: str) -> str | None:
    host = urlsplit(address).hostname or ""
    if host in _LOCAL or host.endswith(".localhost"):
        return "localhost"
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return None
    return "ip"
