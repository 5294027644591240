"""The figures of the dashboard as they were."""

from datetime import datetime, tzinfo
from decimal import Decimal
from typing import Final

from django.db import connection

from ..stock.reports import Dashboard, StockTally, as_dashboard, midnight_of, movements_of, stock_sql
from .others import others, unmoved
from .reading import undisturbed
from .rebuilt import with_quantity_then

_COUNTED: Final = ("is_active", "reorder_level", "price", "quantity_then")


def dashboard_at(at: datetime, zone: tzinfo) -> Dashboard:
    """What there was at *at*, at the prices of then, and what was moved until then on its day in *zone*.

    Raises StillChanging.
    """
    return as_dashboard(undisturbed(lambda: _stock(at)), movements_of(midnight_of(at, zone), until=at))


def _stock(at: datetime) -> StockTally:
    """The database counts what it can judge, and the rest is added one by one."""
    rows = with_quantity_then(unmoved(at, _COUNTED), at).order_by().values_list(*_COUNTED)
    sql, values = rows.query.sql_with_params()
    counted = f"WITH was (is_active, reorder_level, price, quantity) AS ({sql}) {stock_sql('was')}"
    with connection.cursor() as cursor:
        cursor.execute(counted, values)
        tally = StockTally.of(cursor.fetchone())
    for was in others(at, _COUNTED):
        tally = tally.plus(
            is_active=was["is_active"],
            quantity=was["quantity_then"],
            reorder_level=was["reorder_level"],
            price=Decimal(was["price"]),
        )
    return tally
