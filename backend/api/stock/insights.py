"""How the stock develops: its value day by day, what moves, what runs out, and what lies about.

A few statements compute all of it in the database. The index on `created_at` finds a day's movements.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta, tzinfo
from decimal import Decimal
from typing import Any, Final, TypedDict

from django.db import connection
from django.db.models import Max
from django.utils import timezone

from ..core.rows import utc
from ..live import log
from .kept import Kept
from .models import StockMovement
from .reports import CENTS, FRESH_SECONDS, SPLIT
from .usage import FIRST_REASON, USAGE_DAYS, USES, usage_since

DEAD_DAYS: Final = 90
MOST_PRODUCTS: Final = 10
# Figures of a large ledger take seconds: at most a tenth of the time goes into them.
PAUSE: Final = 10.0


class InsightDay(TypedDict):
    date: str
    value: str
    movements: int
    received: int
    removed: int


class InsightReason(TypedDict):
    reason: str
    movements: int
    received: int
    removed: int


class Mover(TypedDict):
    product: int
    sku: str
    name: str
    on_hand: int
    used: int


class Cover(TypedDict):
    product: int
    sku: str
    name: str
    on_hand: int
    used_30_days: int
    days_left: int


class DeadProduct(TypedDict):
    product: int
    sku: str
    name: str
    on_hand: int
    value: str
    last_moved: str | None


class DeadStock(TypedDict):
    since: str
    products: int
    value: str
    worth_most: list[DeadProduct]


class Insights(TypedDict):
    days: list[InsightDay]
    reasons: list[InsightReason]
    movers: list[Mover]
    cover: list[Cover]
    dead_stock: DeadStock


_insights: Final = Kept[Insights](pause=PAUSE)


def insights(*, days: int, zone: tzinfo) -> tuple[Insights, log.Position]:
    """The figures of the last *days* days in *zone*, today included, and the place in the log they stand at."""
    today = timezone.now().astimezone(zone).date()
    key = (str(zone), today, days)
    return _insights.get(key, lambda: _compute(today, days, zone), fresh_seconds=FRESH_SECONDS)


def _compute(today: date, days: int, zone: tzinfo) -> Insights:
    def start(days_ago: int) -> datetime:
        return datetime.combine(today - timedelta(days=days_ago), datetime.min.time(), zone).astimezone(UTC)

    by_day, reasons = _by_day_and_reason(today, [start(ago) for ago in range(days - 1, -1, -1)])
    return {
        "days": by_day,
        "reasons": reasons,
        "movers": _movers(start(days - 1)),
        "cover": _cover(usage_since(today, zone)),
        "dead_stock": _dead_stock(today - timedelta(days=DEAD_DAYS), start(DEAD_DAYS)),
    }


# --- By day and by reason ------------------------------------------------------------------------------------


class _Moved:
    """What was moved in one day, or for one reason."""

    def __init__(self) -> None:
        self.movements = self.received = self.net = self.cents = 0

    def add(self, movements: int, received: int, net: int, cents: int) -> None:
        self.movements += movements
        self.received += received
        self.net += net
        self.cents += cents


def _by_day_and_reason(today: date, starts: Sequence[datetime]) -> tuple[list[InsightDay], list[InsightReason]]:
    """Each day, oldest first, and each reason, the most frequent first.

    The value of a past day is counted backwards from today's, at today's prices; products that are deleted or
    inactive now have no part in it. One statement sees one moment, as in `reports.on_hand_history`.
    """
    # A clock that is ahead writes movements of tomorrow: they are today's.
    ends = [*starts[1:], datetime.max.replace(tzinfo=UTC)]
    adapt = connection.ops.adapt_datetimefield_value
    rows = ", ".join(f"({place}, %s, %s)" for place in range(len(starts)))
    bounds = [adapt(moment) for pair in zip(starts, ends, strict=True) for moment in pair]
    with connection.cursor() as cursor:
        cursor.execute(_MOVED.format(rows=rows), bounds)
        found = [tuple(row[:2]) + tuple(int(figure) for figure in row[2:]) for row in cursor.fetchall()]

    by_day = [_Moved() for _ in starts]
    by_reason: dict[str, _Moved] = {}
    for place, reason, movements, received, net, high, rest, *_ in found:
        if not movements:
            continue
        for moved in (by_day[place], by_reason.setdefault(reason, _Moved())):
            moved.add(movements, received, net, high * SPLIT + rest)
    worth = found[0][-2] * SPLIT + found[0][-1]  # the stock's value now, which every row has
    days: list[InsightDay] = []
    for days_ago, moved in enumerate(reversed(by_day)):
        days.append({
            "date": (today - timedelta(days=days_ago)).isoformat(),
            "value": _money(worth),
            "movements": moved.movements,
            "received": moved.received,
            "removed": moved.received - moved.net,
        })  # fmt: skip
        worth -= moved.cents
    reasons: list[InsightReason] = [
        {
            "reason": reason,
            "movements": moved.movements,
            "received": moved.received,
            "removed": moved.received - moved.net,
        }
        for reason, moved in sorted(by_reason.items(), key=lambda item: (-item[1].movements, item[0]))
    ]
    return days[::-1], reasons


def _money(cents: int) -> str:
    return f"{Decimal(cents) / 100:.2f}"


# Cents are added in two parts, because one product alone may be worth more than 64 bits hold. Each day is looked
# up in the index: on SQLite, the functions that turn a moment into a day are slow.
_MOVED: Final = f"""
WITH days(place, since, till) AS (VALUES {{rows}})
SELECT days.place,
       movement.reason,
       count(movement.id),
       coalesce(sum(CASE WHEN movement.delta > 0 THEN movement.delta ELSE 0 END), 0),
       coalesce(sum(movement.delta), 0),
       coalesce(sum({CENTS} * (movement.delta / {SPLIT})), 0),
       coalesce(sum({CENTS} * (movement.delta %% {SPLIT})), 0),
       (SELECT coalesce(sum({CENTS} * (quantity / {SPLIT})), 0) FROM api_product WHERE is_active),
       (SELECT coalesce(sum({CENTS} * (quantity %% {SPLIT})), 0) FROM api_product WHERE is_active)
FROM days
LEFT JOIN api_stockmovement movement ON movement.created_at >= days.since AND movement.created_at < days.till
LEFT JOIN api_product product ON product.id = movement.product_id AND product.is_active
GROUP BY days.place, movement.reason
"""  # noqa: S608  # constants alone


# --- Products ------------------------------------------------------------------------------------------------


def _movers(since: datetime) -> list[Mover]:
    """The products of which most was used, the most used first."""
    return [
        {"product": product, "sku": sku, "name": name, "on_hand": on_hand, "used": used}
        for product, sku, name, on_hand, used in _used_since(since, _MOST_USED)
    ]


def _cover(since: datetime) -> list[Cover]:
    """The products that run out first at the pace of the last USAGE_DAYS days, without those that are out."""
    return [
        {
            "product": product,
            "sku": sku,
            "name": name,
            "on_hand": on_hand,
            "used_30_days": used,
            "days_left": on_hand * USAGE_DAYS // used,
        }
        for product, sku, name, on_hand, used in _used_since(since, _OUT_FIRST)
    ]


def _used_since(since: datetime, statement: str) -> list[tuple[int, str, str, int, int]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, [connection.ops.adapt_datetimefield_value(since), *USES, MOST_PRODUCTS])
        return [(*row[:4], int(row[4])) for row in cursor.fetchall()]


# Movements are added up before their products are looked at: a year may have a million of them. Without the plus,
# SQLite would walk the whole ledger by product.
_USED: Final = f"""
SELECT product.id, product.sku, product.name, product.quantity, moved.used
FROM (
  SELECT +product_id AS product_id, -sum(delta) AS used
  FROM api_stockmovement
  WHERE created_at >= %s AND {FIRST_REASON} IN ({", ".join(["%s"] * len(USES))})
  GROUP BY +product_id
) moved
JOIN api_product product ON product.id = moved.product_id
WHERE product.is_active AND moved.used > 0"""  # noqa: S608  # constants alone
_MOST_USED: Final = f"{_USED} ORDER BY moved.used DESC, product.id LIMIT %s"
_OUT_FIRST: Final = f"""{_USED} AND product.quantity > 0
ORDER BY CAST(product.quantity AS double precision) / moved.used, product.id LIMIT %s"""


def _dead_stock(day: date, since: datetime) -> DeadStock:
    """Active products with stock that has not moved since: how many, what they are worth, and those worth most."""
    moment = connection.ops.adapt_datetimefield_value(since)
    with connection.cursor() as cursor:
        cursor.execute(_DEAD, [moment, MOST_PRODUCTS])
        rows = cursor.fetchall()
    moved: Any = StockMovement.objects.filter(product__in=[row[0] for row in rows]).order_by()
    last = dict(moved.values_list("product").annotate(last=Max("created_at")))
    worth_most: list[DeadProduct] = [
        {
            "product": product,
            "sku": sku,
            "name": name,
            "on_hand": on_hand,
            "value": _money(int(cents) * on_hand),
            "last_moved": utc(last[product]) if product in last else None,
        }
        for product, sku, name, on_hand, cents, *_ in rows
    ]
    count, high, rest = rows[0][-3:] if rows else (0, 0, 0)
    return {
        "since": day.isoformat(),
        "products": count,
        "value": _money(int(high) * SPLIT + int(rest)),
        "worth_most": worth_most,
    }


_DEAD: Final = f"""
SELECT id, sku, name, quantity, {CENTS},
       count(*) OVER (), sum({CENTS} * (quantity / {SPLIT})) OVER (), sum({CENTS} * (quantity %% {SPLIT})) OVER ()
FROM api_product
WHERE is_active AND quantity > 0 AND id NOT IN (
  SELECT product_id FROM api_stockmovement WHERE created_at >= %s AND product_id IS NOT NULL
)
ORDER BY CAST(price AS double precision) * quantity DESC, id
LIMIT %s
"""  # noqa: S608  # constants alone
