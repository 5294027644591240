"""What the ledger says about the stock: a product's history, the dashboard's figures, what to reorder."""

from datetime import date, datetime, timedelta, tzinfo
from decimal import Decimal
from typing import Any, Final, NamedTuple, TypedDict

from django.db import connection
from django.db.models import Case, CharField, F, FilteredRelation, Q, Sum, When
from django.db.models.expressions import RawSQL
from django.db.models.functions import TruncDate
from django.utils import timezone

from ..catalog.errors import ProductGone
from ..catalog.low import LOW_SQL, counts_as_low
from ..catalog.models import Product
from ..catalog.rows import ProductRow
from ..core.rows import utc
from ..live import log
from .kept import Kept
from .models import StockMovement
from .usage import FIRST_REASON, USES, usage_since

FRESH_SECONDS: Final = 1.0
SPARKLINE_DAYS: Final = 30


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
    known = _on_hand_and_moved([product_id], first, today, zone)
    if product_id not in known:
        raise ProductGone
    on_hand, moved = known[product_id]
    history: list[Day] = []
    day = today
    while day >= first:
        received, removed = moved.get(day, (0, 0))
        history.append({"date": day.isoformat(), "on_hand": on_hand, "received": received, "removed": removed})
        on_hand -= received - removed
        day -= timedelta(days=1)
    return history[::-1]


class Sparkline(TypedDict):
    product: int
    on_hand: list[int]


def sparklines(*, ids: list[int], zone: tzinfo) -> list[Sparkline]:
    """What was on hand of each of these products at the end of the last SPARKLINE_DAYS days, in this order.

    As in `on_hand_history`; those that are gone are left out.
    """
    today = timezone.now().astimezone(zone).date()
    days = [today - timedelta(days=ago) for ago in range(SPARKLINE_DAYS)]
    known = _on_hand_and_moved(ids, days[-1], today, zone)
    found: list[Sparkline] = []
    for product in ids:
        if product not in known:
            continue
        on_hand, moved = known[product]
        counts = []
        for day in days:
            counts.append(on_hand)
            received, removed = moved.get(day, (0, 0))
            on_hand -= received - removed
        found.append({"product": product, "on_hand": counts[::-1]})
    return found


def _on_hand_and_moved(
    ids: list[int], first: date, today: date, zone: tzinfo
) -> dict[int, tuple[int, dict[date, tuple[int, int]]]]:
    """The quantity, and what was received and removed by day; by product.

    One statement sees one moment. In two reads, a movement between them would be wrong on every past day.
    """
    start = datetime.combine(first, datetime.min.time(), zone)
    recent = FilteredRelation("movements", condition=Q(movements__created_at__gte=start))
    products: Any = Product.objects.filter(pk__in=ids).order_by().annotate(recent=recent)
    by_day = products.annotate(day=TruncDate("recent__created_at", tzinfo=zone)).values("pk", "quantity", "day")
    received = Sum(Case(When(recent__delta__gt=0, then=F("recent__delta")), default=0))
    found = by_day.annotate(received=received, net=Sum("recent__delta"))
    known: dict[int, tuple[int, dict[date, tuple[int, int]]]] = {}
    for product, on_hand, day, received, net in found.values_list("pk", "quantity", "day", "received", "net"):
        _, moved = known.setdefault(product, (on_hand, {}))
        if day is None:
            continue  # nothing was moved
        # A clock that is ahead writes movements of tomorrow: they are today's.
        day = min(day, today)
        before = moved.get(day, (0, 0))
        moved[day] = (before[0] + received, before[1] + received - net)
    return known


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


_dashboards: Final = Kept[Dashboard]()


def dashboard(zone: tzinfo) -> tuple[Dashboard, log.Position]:
    """The figures, and the place in the log that they stand at; computed at most once in FRESH_SECONDS."""
    midnight = midnight_of(timezone.now(), zone)
    return _dashboards.get(midnight, lambda: _figures(midnight), fresh_seconds=FRESH_SECONDS)


def _figures(midnight: datetime) -> Dashboard:
    with connection.cursor() as cursor:
        cursor.execute(_STOCK)
        stock = StockTally.of(cursor.fetchone())
    return as_dashboard(stock, movements_of(midnight))


class StockTally(NamedTuple):
    """What is in stock; *cents*: what the active products are worth."""

    products: int
    listed: int
    low: int
    low_in_stock: int
    out: int
    cents: int

    @classmethod
    def of(cls, row: tuple[Any, ...]) -> "StockTally":
        """From the row of `stock_sql`."""
        products, listed, low, low_in_stock, out, high, rest = row
        return cls(products, listed, low, low_in_stock, out, cents=int(high) * SPLIT + int(rest))

    def plus(self, *, is_active: bool, quantity: int, reorder_level: int | None, price: Decimal) -> "StockTally":
        """The same with one more product."""
        if not is_active:
            return self._replace(listed=self.listed + 1)
        is_low = counts_as_low(is_active=True, quantity=quantity, reorder_level=reorder_level)
        return StockTally(
            self.products + 1,
            self.listed + 1,
            self.low + is_low,
            self.low_in_stock + (is_low and quantity > 0),
            self.out + (quantity == 0),
            self.cents + int(price * 100) * quantity,
        )


class MovedTally(NamedTuple):
    movements: int
    units_in: int
    net: int


def movements_of(midnight: datetime, *, until: datetime | None = None) -> MovedTally:
    """What was moved from *midnight* to *until*; without it, to now and by clocks that are ahead."""
    adapt = connection.ops.adapt_datetimefield_value
    with connection.cursor() as cursor:
        if until is None:
            cursor.execute(_MOVED, [adapt(midnight)])
        else:
            cursor.execute(f"{_MOVED} AND created_at <= %s", [adapt(midnight), adapt(until)])
        return MovedTally(*cursor.fetchone())


def as_dashboard(stock: StockTally, moved: MovedTally) -> Dashboard:
    return {
        "stock_value": f"{Decimal(stock.cents) / 100:.2f}",
        "products": stock.products,
        "listed": stock.listed,
        "low": stock.low,
        "low_in_stock": stock.low_in_stock,
        "out": stock.out,
        "movements_today": moved.movements,
        "units_in_today": moved.units_in,
        "units_out_today": moved.units_in - moved.net,
    }


def midnight_of(moment: datetime, zone: tzinfo) -> datetime:
    """When the day of *moment* began in *zone*."""
    return moment.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)


# Sums of whole cents, exact where SQLite would add floats. In two parts: one product alone may be worth more cents
# than 64 bits hold.
SPLIT: Final = 65_536
CENTS: Final = "CAST(round(price * 100) AS bigint)"


def stock_sql(products: str) -> str:
    """The statement that counts the rows of *products*: is_active, quantity, reorder_level and price of each."""
    return f"""
SELECT count(*),
       (SELECT count(*) FROM {products}),
       coalesce(sum(CASE WHEN {LOW_SQL} THEN 1 ELSE 0 END), 0),
       coalesce(sum(CASE WHEN {LOW_SQL} AND quantity > 0 THEN 1 ELSE 0 END), 0),
       coalesce(sum(CASE WHEN quantity = 0 THEN 1 ELSE 0 END), 0),
       coalesce(sum({CENTS} * (quantity / {SPLIT})), 0),
       coalesce(sum({CENTS} * (quantity % {SPLIT})), 0)
FROM {products} WHERE is_active
"""  # noqa: S608  # constants alone


_STOCK: Final = stock_sql("api_product")
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


def reorders(rows: list[ProductRow], *, zone: tzinfo) -> list[Reorder]:
    """How many to buy of each of these low products; days are those of *zone*.

    Enough for the reorder level and what is used in a month, or twice the reorder level where less is used.
    """
    ids = [row["id"] for row in rows]
    used = _used(ids, usage_since(timezone.now().astimezone(zone).date(), zone))
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


def _used(ids: list[int], since: datetime) -> dict[int, int]:
    """Sold, damaged and lost, less returns and what was reverted; by product."""
    recent: Any = StockMovement.objects.filter(product__in=ids, created_at__gte=since).order_by()
    movements = recent.alias(first_reason=RawSQL(FIRST_REASON, [], CharField())).filter(first_reason__in=USES)  # noqa: S611
    totals = movements.values_list("product").annotate(total=Sum("delta"))
    return {product: max(0, -total) for product, total in totals}
