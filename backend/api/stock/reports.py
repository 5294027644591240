"""What the ledger says about the stock: a product's history, the dashboard's figures, what to reorder."""

import time
from datetime import date, datetime, timedelta, tzinfo
from decimal import Decimal
from threading import Lock
from typing import Any, Final, NamedTuple, TypedDict

from django.db import connection
from django.db.models import Case, F, FilteredRelation, Q, Sum, When
from django.db.models.functions import TruncDate
from django.utils import timezone

from ..catalog.errors import ProductGone
from ..catalog.low import LOW_SQL
from ..catalog.models import Product
from ..catalog.rows import ProductRow
from ..core.rows import utc
from ..live import log
from .models import StockMovement

USAGE_DAYS: Final = 30
FRESH_SECONDS: Final = 1.0


# --- History of one product ----------------------------------------------------------------------------------


class Day(TypedDict):
    date: str
    on_hand: int
    received: int
    removed: int


def on_hand_history(*, product_id: int, days: int, zone: tzinfo) -> list[Day]:
    """What was on hand at the end of each of the last *days* days in *zone*, oldest first, today included.

    Counted backwards from what is on hand now. Raises ProductGone.
    """
    today = timezone.now().astimezone(zone).date()
    first = today - timedelta(days=days - 1)
    on_hand, moved = _on_hand_and_moved(product_id, first, today, zone)
    history: list[Day] = []
    day = today
    while day >= first:
        received, removed = moved.get(day, (0, 0))
        history.append({"date": day.isoformat(), "on_hand": on_hand, "received": received, "removed": removed})
        on_hand -= received - removed
        day -= timedelta(days=1)
    return history[::-1]


def _on_hand_and_moved(
    product_id: int, first: date, today: date, zone: tzinfo
) -> tuple[int, dict[date, tuple[int, int]]]:
    """The quantity, and what was received and removed by day.

    One statement sees one moment. In two reads, a movement between them would be wrong on every past day.
    """
    start = datetime.combine(first, datetime.min.time(), zone)
    recent = FilteredRelation("movements", condition=Q(movements__created_at__gte=start))
    products: Any = Product.objects.filter(pk=product_id).order_by().annotate(recent=recent)
    by_day = products.annotate(day=TruncDate("recent__created_at", tzinfo=zone)).values("quantity", "day")
    received = Sum(Case(When(recent__delta__gt=0, then=F("recent__delta")), default=0))
    found = by_day.annotate(received=received, net=Sum("recent__delta"))
    rows = list(found.values_list("quantity", "day", "received", "net"))
    if not rows:
        raise ProductGone
    moved: dict[date, tuple[int, int]] = {}
    for _, day, received, net in rows:
        if day is None:
            continue  # nothing was moved
        # A clock that is ahead writes movements of tomorrow: they are today's.
        day = min(day, today)
        before = moved.get(day, (0, 0))
        moved[day] = (before[0] + received, before[1] + received - net)
    return rows[0][0], moved


# --- Dashboard -----------------------------------------------------------------------------------------------


class Dashboard(TypedDict):
    stock_value: str
    products: int
    listed: int
    low: int
    low_in_stock: int
    out: int
    movements_today: int
    units_in_today: int
    units_out_today: int


class _Computed(NamedTuple):
    position: log.Position
    at: float
    figures: Dashboard


_dashboards: dict[datetime, _Computed] = {}
_computing = Lock()


def dashboard(zone: tzinfo) -> tuple[Dashboard, log.Position]:
    """The figures, and the place in the log that they stand at.

    Computed at most once in FRESH_SECONDS however many screens ask: it reads every product. A request that comes
    while another one computes gets the last figures, or computes as well where there are none: none waits.
    """
    midnight = timezone.now().astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    known = _dashboards.get(midnight)
    if known and time.monotonic() - known.at < FRESH_SECONDS:
        return known.figures, known.position
    position = log.position()
    if known and known.position == position:
        return known.figures, position
    is_first = _computing.acquire(blocking=False)
    try:
        if known and not is_first:
            return known.figures, known.position
        found = _Computed(position, time.monotonic(), _figures(midnight))
    finally:
        if is_first:
            _computing.release()
    if len(_dashboards) >= 64:  # every zone of the world, and yesterdays
        _dashboards.clear()
    _dashboards[midnight] = found
    return found.figures, found.position


def _figures(midnight: datetime) -> Dashboard:
    with connection.cursor() as cursor:
        cursor.execute(_STOCK)
        count, listed, low, low_in_stock, out, high, rest = cursor.fetchone()
        cursor.execute(_MOVED, [connection.ops.adapt_datetimefield_value(midnight)])
        movements, units_in, net = cursor.fetchone()
    cents = int(high) * _SPLIT + int(rest)
    return {
        "stock_value": f"{Decimal(cents) / 100:.2f}",
        "products": count,
        "listed": listed,
        "low": low,
        "low_in_stock": low_in_stock,
        "out": out,
        "movements_today": movements,
        "units_in_today": units_in,
        "units_out_today": units_in - net,
    }


# Sums of whole cents, exact where SQLite would add floats. In two parts: one product alone may be worth more cents
# than 64 bits hold.
_SPLIT: Final = 65_536
_CENTS: Final = "CAST(round(price * 100) AS bigint)"
_STOCK: Final = f"""
SELECT count(*),
       (SELECT count(*) FROM api_product),
       coalesce(sum(CASE WHEN {LOW_SQL} THEN 1 ELSE 0 END), 0),
       coalesce(sum(CASE WHEN {LOW_SQL} AND quantity > 0 THEN 1 ELSE 0 END), 0),
       coalesce(sum(CASE WHEN quantity = 0 THEN 1 ELSE 0 END), 0),
       coalesce(sum({_CENTS} * (quantity / {_SPLIT})), 0),
       coalesce(sum({_CENTS} * (quantity % {_SPLIT})), 0)
FROM api_product WHERE is_active
"""  # noqa: S608  # constants alone
_MOVED: Final = """
SELECT count(*), coalesce(sum(CASE WHEN delta > 0 THEN delta ELSE 0 END), 0), coalesce(sum(delta), 0)
FROM api_stockmovement WHERE created_at >= %s
"""


# --- Reordering ----------------------------------------------------------------------------------------------


class Reorder(TypedDict):
    product: ProductRow
    low_since: str | None
    used_30_days: int
    suggested: int
    cost: str


def reorders(rows: list[ProductRow]) -> list[Reorder]:
    """How many to buy of each of these low products.

    Enough for the reorder level and what is used in a month, or twice the reorder level where less is used.
    """
    ids = [row["id"] for row in rows]
    used = _used(ids)
    since = dict(Product.objects.filter(pk__in=ids).values_list("pk", "low_since"))
    return [_reorder(row, used.get(row["id"], 0), since.get(row["id"])) for row in rows]


def _reorder(row: ProductRow, used: int, low_since: datetime | None) -> Reorder:
    level = row["reorder_level"] or 0
    suggested = max(1, level + max(level, used) - row["quantity"])
    return {
        "product": row,
        "low_since": utc(low_since) if low_since else None,
        "used_30_days": used,
        "suggested": suggested,
        "cost": f"{suggested * Decimal(row['price']):.2f}",
    }


def _used(ids: list[int]) -> dict[int, int]:
    """Sold, damaged and lost in the last USAGE_DAYS, less returns and what was reverted; by product."""
    reasons = ("sale", "damage", "loss", "return")
    usage = Q(reason__in=reasons) | Q(reason="revert", reverts__reason__in=reasons)
    since = timezone.now() - timedelta(days=USAGE_DAYS)
    movements: Any = StockMovement.objects.filter(usage, product__in=ids, created_at__gte=since).order_by()
    totals = movements.values_list("product").annotate(total=Sum("delta"))
    return {product: max(0, -total) for product, total in totals}
