"""Stock: adjusting, movements, and the figures made of them. Rules are in services.py and ledger.py."""

import re
from collections.abc import Callable
from datetime import tzinfo
from functools import partial
from typing import Any, Final

from django.http import StreamingHttpResponse
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import status, viewsets
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer
from rest_framework.views import APIView

from ..catalog.filters import ProductFilter
from ..catalog.listings import REORDERS
from ..catalog.low import LOW
from ..catalog.models import Product
from ..catalog.schema import AT
from ..core.zones import NOT_A_ZONE, zone_of
from ..http.conditional import etag
from ..http.idempotency import answer_once
from ..http.idempotency_header import REPLAYED, read_key
from ..http.lists import check_list_parameters, filtered_rows, list_response, live_headers
from ..http.pagination import read_ordering
from ..http.query_parameters import check_parameters
from ..http.renderers import Unasked
from ..http.schema import IDEMPOTENCY_KEY
from ..live import log
from ..past.answers import past_dashboard_response
from ..permissions import MayAdjustStock, MayWrite
from . import export
from .filters import AlertFilter, MovementFilter
from .insights import insights
from .listings import ALERTS, MOVEMENTS
from .models import StockAlert, StockMovement
from .reports import dashboard, on_hand_history, reorders, sparklines
from .schema import (
    ADJUSTMENT_RESPONSES,
    ALERT_PARAMETERS,
    DAYS,
    IDS,
    MOVEMENT_PARAMETERS,
    REORDER_PARAMETERS,
    TIME_ZONE,
)
from .serializers import (
    AdjustSerializer,
    AlertSerializer,
    DashboardSerializer,
    HistorySerializer,
    InsightsSerializer,
    MovementSerializer,
    ReorderSerializer,
    RevertSerializer,
    SparklineSerializer,
)
from .services import Adjustment, adjust_by, revert, set_to

MAX_HISTORY_DAYS: Final = 366
DEFAULT_HISTORY_DAYS: Final = 90
MOST_SPARKLINES: Final = 100


ADJUSTERS: Final = (IsAuthenticated, MayWrite, MayAdjustStock)


class StockActions(viewsets.GenericViewSet[Product]):
    """The part of a product's addresses that concerns its stock."""

    write_scope = "stock"

    @extend_schema(request=AdjustSerializer, parameters=[IDEMPOTENCY_KEY], responses=ADJUSTMENT_RESPONSES)
    @action(detail=True, methods=["post"], write_scope="stock", permission_classes=ADJUSTERS)
    def adjust(self, request: Request, pk: str) -> Response:
        """Change the quantity by a difference, or set it to a counted one. For the owner and stock keepers."""

        def adjust(key: str, wanted: dict[str, Any]) -> Adjustment:
            product = self.get_object()
            if "delta" in wanted:
                return adjust_by(product_id=product.pk, idempotency_key=key, **wanted)
            changes = {**wanted, "quantity": wanted["set_to"]}
            del changes["set_to"]
            return set_to(product_id=product.pk, idempotency_key=key, **changes)

        return _adjusted(request, AdjustSerializer, adjust)

    @extend_schema(parameters=MOVEMENT_PARAMETERS, responses=MovementSerializer(many=True), filters=False)
    @action(detail=True)
    def movements(self, request: Request, pk: str) -> Response:
        """List the movements of a product, newest first."""
        product = self.get_object()
        return list_response(request, MOVEMENTS, MovementFilter, StockMovement.objects.filter(product=product))

    @extend_schema(parameters=[DAYS, TIME_ZONE], responses=HistorySerializer)
    @action(detail=True)
    def history(self, request: Request, pk: str) -> Response:
        """Get the stock on hand at the end of each day."""
        check_parameters(request.query_params, once=("days", "tz"))
        zone = read_zone(request.query_params.get("tz"))
        days = _read_days(request.query_params.get("days"))
        position = log.position()
        product = self.get_object()
        history = on_hand_history(product_id=product.pk, days=days, zone=zone)
        return Response({"product": product.pk, "days": history}, headers=live_headers(position))


class MovementViewSet(viewsets.GenericViewSet[StockMovement]):
    """Movements of all products. Nobody changes or deletes one."""

    queryset = StockMovement.objects.all()
    write_scope = "stock"
    serializer_class = MovementSerializer
    filter_backends = ()
    lookup_value_regex = "[0-9]{1,18}"

    @extend_schema(parameters=MOVEMENT_PARAMETERS, responses=MovementSerializer(many=True))
    def list(self, request: Request) -> Response:
        """List all movements as a JSON array, newest first. Paging is in the headers Link and X-Total-Count."""
        return list_response(request, MOVEMENTS, MovementFilter, self.get_queryset())

    @extend_schema(request=RevertSerializer, parameters=[IDEMPOTENCY_KEY], responses=ADJUSTMENT_RESPONSES)
    @action(detail=True, methods=["post"], write_scope="stock", permission_classes=ADJUSTERS)
    def revert(self, request: Request, pk: str) -> Response:
        """Post the opposite of a movement; this works once. For the product's owner and stock keepers."""

        def take_back(key: str, wanted: dict[str, Any]) -> Adjustment:
            movement = self.get_object()
            return revert(movement_id=movement.pk, idempotency_key=key, **wanted)

        return _adjusted(request, RevertSerializer, take_back)

    @extend_schema(
        parameters=[p for p in MOVEMENT_PARAMETERS if p.name not in ("limit", "cursor", "offset")],
        responses={(200, "text/csv"): OpenApiTypes.STR},
    )
    @action(detail=False, content_negotiation_class=Unasked)
    def export(self, request: Request) -> StreamingHttpResponse:
        """Export matching movements as CSV, at most 100,000. X-Total-Count gives the number of matches."""
        check_list_parameters(request.query_params, MovementFilter, "ordering")
        rows = filtered_rows(request, MovementFilter, self.get_queryset())
        ordering = read_ordering(MOVEMENTS, request.query_params.get("ordering"))
        position = log.position()
        headers = {
            "Content-Disposition": f'attachment; filename="movements-{timezone.now():%Y-%m-%d}.csv"',
            "X-Total-Count": str(rows.count()),
            "X-Export-Limit": str(export.LIMIT),
            **live_headers(position),
        }
        return StreamingHttpResponse(
            export.movement_csv(rows, ordering), content_type="text/csv; charset=utf-8", headers=headers
        )


class AlertViewSet(viewsets.GenericViewSet[StockAlert]):
    """Low-stock alerts: one when a product goes low, one when it recovers."""

    queryset = StockAlert.objects.all()
    serializer_class = AlertSerializer
    filter_backends = ()

    @extend_schema(parameters=ALERT_PARAMETERS, responses=AlertSerializer(many=True))
    def list(self, request: Request) -> Response:
        """List low-stock alerts, newest first."""
        return list_response(request, ALERTS, AlertFilter, self.get_queryset())


class ReorderView(APIView):
    @extend_schema(parameters=REORDER_PARAMETERS, responses=ReorderSerializer(many=True))
    def get(self, request: Request) -> Response:
        """List what to buy and how much: active products that are low, with the fewest on hand first."""
        zone = read_zone(request.query_params.get("tz"))
        low, shape = Product.objects.filter(LOW), partial(reorders, zone=zone)
        return list_response(request, REORDERS, ProductFilter, low, shape=shape, others=("tz",))


class SparklinesView(APIView):
    @extend_schema(parameters=[IDS, TIME_ZONE], responses=SparklineSerializer(many=True))
    def get(self, request: Request) -> Response:
        """Get the stock on hand of several products at the end of each of the last 30 days."""
        check_parameters(request.query_params, once=("ids", "tz"))
        zone = read_zone(request.query_params.get("tz"))
        ids = _read_ids(request.query_params.get("ids"))
        position = log.position()
        return Response(sparklines(ids=ids, zone=zone), headers=live_headers(position))


class DashboardView(APIView):
    @extend_schema(parameters=[TIME_ZONE, AT], responses=DashboardSerializer)
    def get(self, request: Request) -> Response:
        """Get the stock value, the numbers of products that are low or out of stock, and today's movements.

        With `at`, as it was at that instant, at the prices of that time, with the movements of its day until then.
        """
        check_parameters(request.query_params, once=("tz", "at"))
        zone = read_zone(request.query_params.get("tz"))
        if "at" in request.query_params:
            return past_dashboard_response(request, zone)
        figures, position = dashboard(zone)
        return Response(figures, headers=live_headers(position))


class InsightsView(APIView):
    @extend_schema(parameters=[DAYS, TIME_ZONE], responses=InsightsSerializer)
    def get(self, request: Request) -> Response:
        """Get stock trends: value and movements by day, reasons, top movers, days of cover, dead stock."""
        check_parameters(request.query_params, once=("days", "tz"))
        zone = read_zone(request.query_params.get("tz"))
        figures, position = insights(days=_read_days(request.query_params.get("days")), zone=zone)
        return Response(figures, headers=live_headers(position))


def read_zone(raw: str | None) -> tzinfo:
    """The time zone that a request names; without one, UTC."""
    try:
        return zone_of(raw or "UTC")
    except ValueError:
        raise ValidationError({"tz": [NOT_A_ZONE]}) from None


def _read_days(raw: str | None) -> int:
    if not raw:
        return DEFAULT_HISTORY_DAYS
    if not re.fullmatch(r"[0-9]{1,4}", raw) or not 1 <= int(raw) <= MAX_HISTORY_DAYS:
        raise ValidationError({"days": [f"Must be a whole number from 1 to {MAX_HISTORY_DAYS}."]})
    return int(raw)


def _read_ids(raw: str | None) -> list[int]:
    if not re.fullmatch(r"[0-9]{1,18}(,[0-9]{1,18})*", raw or "", re.ASCII):
        raise ValidationError({"ids": ["Must be ids of products with commas between them."]})
    ids = list(dict.fromkeys(map(int, (raw or "").split(","))))
    if len(ids) > MOST_SPARKLINES:
        raise ValidationError({"ids": [f"Must be at most {MOST_SPARKLINES}."]})
    return ids


def _adjusted(
    request: Request,
    serializer_class: type[Serializer[Any]],
    adjust: Callable[[str, dict[str, Any]], Adjustment],
) -> Response:
    """Answer with what *adjust* has posted for the key and the body, or had when the same key came before."""
    serializer = serializer_class(data=request.data)
    serializer.is_valid(raise_exception=True)
    wanted = dict(serializer.validated_data)
    key = read_key(request)
    log.take_last_written()  # threads outlive requests: what an earlier one has left is not this one's
    answer = answer_once(
        user=request.user,
        key=key,
        request={"path": request.path, "body": wanted},
        work=lambda: dict(adjust(key, wanted)._asdict()),
    )
    headers = live_headers(answer.position or log.take_last_written())
    headers["ETag"] = etag(answer.body["product"])
    if answer.replayed:
        headers |= REPLAYED
    return Response(answer.body, status=status.HTTP_201_CREATED, headers=headers)
