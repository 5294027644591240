"""What the ledger tells: a product's days, the dashboard's figures, what to buy."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Event
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection, transaction
from django.utils import timezone

from api.live import log
from api.models import MAX_QUANTITY, Product
from api.stock import ledger
from api.stock import reports as stock_reports
from api.stock.services import adjust_by

pytestmark = pytest.mark.django_db(transaction=True)


def make(sku: str, quantity: int = 0, **fields: Any) -> Product:
    values = {"name": sku, "category_id": "home", "price": "2.50", **fields}
    return Product.objects.create(sku=sku, quantity=quantity, **values)


def move(product: Product, at: datetime, delta: int, reason: str = "sale") -> None:
    """Post a movement of the past; the quantity follows, so that the ledger stays right."""
    with transaction.atomic():
        balance = Product.objects.values_list("quantity", flat=True).get(pk=product.pk) + delta
        ledger.post([ledger.Posting(product.pk, product.sku, product.name, delta, balance, reason, at=at)])
        Product.objects.filter(pk=product.pk).update(quantity=balance)


# --- History -------------------------------------------------------------------------------------------------


def test_each_day_ends_with_what_was_on_hand(as_bea):
    now = timezone.now()
    product = make("A")
    for days_ago, delta in ((40, 100), (5, -10), (5, 3), (2, -20), (0, 7)):
        move(product, now - timedelta(days=days_ago), delta)
    response = as_bea.get(f"/api/products/{product.pk}/history/?days=7")

    assert response.status_code == 200
    assert response.headers["X-Live-Seq"] == str(log.position().seq)
    days = response.json()["days"]
    assert [day["on_hand"] for day in days] == [100, 93, 93, 93, 73, 73, 80]
    assert [(day["received"], day["removed"]) for day in days] == [
        (0, 0), (3, 10), (0, 0), (0, 0), (0, 20), (0, 0), (7, 0),
    ]  # fmt: skip
    assert days[-1]["date"] == now.date().isoformat()
    assert days[0]["date"] == (now.date() - timedelta(days=6)).isoformat()


def test_sparklines_have_the_last_thirty_days_of_several_products(as_bea):
    now = timezone.now()
    busy, still = make("A"), make("B", 4)
    for days_ago, delta in ((40, 100), (5, -10), (0, 7)):
        move(busy, now - timedelta(days=days_ago), delta)
    gone = make("C")
    gone_id = gone.pk
    gone.delete()
    response = as_bea.get(f"/api/products/sparklines/?ids={still.pk},{busy.pk},{gone_id},{still.pk}")

    assert response.status_code == 200
    assert response.headers["X-Live-Seq"] == str(log.position().seq)
    first, second = response.json()
    assert first == {"product": still.pk, "on_hand": [0] * 29 + [4]}
    assert second == {"product": busy.pk, "on_hand": [100] * 24 + [90] * 5 + [97]}


@pytest.mark.parametrize("ids", ["", "a", "1,", "1;2", "-1", ",".join(map(str, range(1, 102)))])
def test_sparklines_are_refused_without_ids_or_for_too_many(as_bea, ids):
    response = as_bea.get(f"/api/products/sparklines/?ids={ids}")
    assert response.status_code == 400
    assert list(response.json()) == ["ids"]


def test_a_movement_in_the_middle_of_the_reading_shifts_no_day(as_bea, product):
    def adjust_elsewhere():
        try:
            adjust_by(product_id=product.pk, delta=-5)
        finally:
            connection.close()

    done = []

    def before_movements_are_read(execute, sql, params, many, context):
        if "api_stockmovement" in sql and not done:
            done.append(True)
            with ThreadPoolExecutor(1) as elsewhere:
                elsewhere.submit(adjust_elsewhere).result()
        return execute(sql, params, many, context)

    with connection.execute_wrapper(before_movements_are_read):
        days = as_bea.get(f"/api/products/{product.pk}/history/?days=3").json()["days"]

    assert done
    assert [(day["on_hand"], day["received"], day["removed"]) for day in days[:2]] == [(0, 0, 0)] * 2
    assert days[-1]["on_hand"] == days[-1]["received"] - days[-1]["removed"] == 37


def test_days_are_those_of_the_time_zone(as_bea):
    product = make("A")
    noon = timezone.now().replace(hour=12, minute=0, second=0) - timedelta(days=3)
    move(product, noon + timedelta(hours=11), 5)  # 23:00 in UTC, the next day in Auckland
    utc, auckland = (
        as_bea.get(f"/api/products/{product.pk}/history/?days=10&tz={zone}").json()["days"]
        for zone in ("UTC", "Pacific/Auckland")
    )
    received = [{day["date"]: day["received"] for day in days} for days in (utc, auckland)]
    assert received[0][noon.date().isoformat()] == 5
    assert received[1][(noon.date() + timedelta(days=1)).isoformat()] == 5


def test_a_clock_that_is_ahead_moves_today(as_bea):
    product = make("A")
    move(product, timezone.now() + timedelta(days=2), 5)
    days = as_bea.get(f"/api/products/{product.pk}/history/?days=2").json()["days"]
    assert [(day["on_hand"], day["received"]) for day in days] == [(0, 0), (5, 5)]


@pytest.mark.parametrize(
    ("offset", "same_day"),
    [("%2B00:59", True), ("%2B01:00", False), ("+01:00", False), ("-11:00", True), ("%2B05:30", False)],
)
def test_a_time_zone_may_be_an_offset(as_bea, offset, same_day):
    product = make("A")
    late = timezone.now().replace(hour=23, minute=0, second=0) - timedelta(days=3)
    move(product, late, 5)
    days = as_bea.get(f"/api/products/{product.pk}/history/?days=10&tz={offset}").json()["days"]
    [day] = [day["date"] for day in days if day["received"] == 5]
    assert day == (late if same_day else late + timedelta(days=1)).date().isoformat()
    assert as_bea.get(f"/api/dashboard/?tz={offset}").status_code == 200


@pytest.mark.parametrize(
    "zone",
    ["Etc/Unknown", "+15:00", "+2:00", "02:00", "+02:60", "+0200", "UTC+2", "++02:00", "+02:00\n", "Etc", "."],
)
@pytest.mark.parametrize("path", ["dashboard/", "products/{id}/history/", "reorder/"])
def test_a_time_zone_that_is_none_is_named(as_bea, product, path, zone):
    response = as_bea.get(f"/api/{path.format(id=product.pk)}", {"tz": zone})
    assert (response.status_code, list(response.json())) == (400, ["tz"])


def test_ninety_days_by_default(as_bea, product):
    assert len(as_bea.get(f"/api/products/{product.pk}/history/").json()["days"]) == 90


@pytest.mark.parametrize(("query", "field"), [("days=0", "days"), ("days=367", "days"), ("tz=Mars/Base", "tz")])
def test_what_makes_no_sense_is_refused(as_bea, product, query, field):
    response = as_bea.get(f"/api/products/{product.pk}/history/?{query}")
    assert (response.status_code, list(response.json())) == (400, [field])


@pytest.mark.parametrize("zone", ["../../etc/passwd", "x" * 300, "Europe/Berlin\0", "/etc/localtime"])
def test_a_time_zone_is_no_path(as_bea, zone):
    response = as_bea.get("/api/dashboard/", {"tz": zone})
    assert (response.status_code, list(response.json())) == (400, ["tz"])


def test_a_product_that_is_gone(as_bea):
    assert as_bea.get("/api/products/12345/history/").status_code == 404


# --- Dashboard -----------------------------------------------------------------------------------------------


def test_the_figures_are_those_of_active_products(as_bea, monkeypatch):
    monkeypatch.setattr(stock_reports, "FRESH_SECONDS", 0.0)
    make("A", 10, price="0.10", reorder_level=10)
    make("B", 0, reorder_level=1)
    make("C", 3, price="19.99")
    make("D", 50, is_active=False, reorder_level=99)
    old = make("E", 0)
    move(old, timezone.now() - timedelta(days=2), 4)
    adjust_by(product_id=old.pk, delta=-1)
    response = as_bea.get("/api/dashboard/")

    assert response.json() == {
        "stock_value": "68.47",  # 1.00 + 59.97 + 7.50
        "products": 4,
        "listed": 5,
        "low": 2,
        "low_in_stock": 1,
        "out": 1,
        "movements_today": 4,
        "units_in_today": 63,
        "units_out_today": 1,
    }
    assert response.headers["X-Live-Seq"] == str(log.position().seq)


def test_sums_are_exact(as_bea):
    for n in range(30):
        make(f"S{n}", MAX_QUANTITY, price="99999999.99")
    expected = 30 * MAX_QUANTITY * 9_999_999_999
    assert as_bea.get("/api/dashboard/").json()["stock_value"] == f"{expected // 100}.{expected % 100:02}"


def test_they_are_computed_once_for_all_who_ask(as_ana, as_bea, product, django_assert_num_queries):
    first = as_ana.get("/api/dashboard/")
    adjust_by(product_id=product.pk, delta=-1)
    with django_assert_num_queries(1):  # the user of the token
        again = as_bea.get("/api/dashboard/")
    assert again.json() == first.json()
    # It says how old it is, so that a screen that knows more asks again.
    assert again.headers["X-Live-Seq"] == first.headers["X-Live-Seq"]


def test_nobody_waits_for_whoever_computes_them(client_of, ana, bea, product, monkeypatch):
    """One request computes and comes to no end; others are answered with the last figures, or their own."""
    monkeypatch.setattr(stock_reports, "FRESH_SECONDS", 0.0)
    last = client_of(bea).get("/api/dashboard/")
    adjust_by(product_id=product.pk, delta=-2)
    figures, started, may_end = stock_reports._figures, Event(), Event()

    def slow_figures(midnight):
        monkeypatch.setattr(stock_reports, "_figures", figures)
        started.set()
        assert may_end.wait(timeout=60)
        return figures(midnight)

    def ask(client):
        try:
            return client.get("/api/dashboard/")
        finally:
            connection.close()

    monkeypatch.setattr(stock_reports, "_figures", slow_figures)
    with ThreadPoolExecutor(2) as threads:
        slow = threads.submit(ask, client_of(ana))
        assert started.wait(timeout=60)
        known = threads.submit(ask, client_of(bea)).result(timeout=10)
        elsewhere = client_of(bea).get("/api/dashboard/", {"tz": "Asia/Tokyo"})  # nobody has asked for it
        may_end.set()
        after = slow.result()
    assert (known.json(), known.headers["X-Live-Seq"]) == (last.json(), last.headers["X-Live-Seq"])
    assert elsewhere.json()["stock_value"] == after.json()["stock_value"] == "500.00"
    assert after.headers["X-Live-Seq"] == str(log.position().seq)


def test_they_are_computed_anew_when_something_has_changed(as_ana, product, monkeypatch):
    monkeypatch.setattr(stock_reports, "FRESH_SECONDS", 0.0)
    before = as_ana.get("/api/dashboard/").json()
    adjust_by(product_id=product.pk, delta=-2)
    after = as_ana.get("/api/dashboard/").json()
    assert (before["stock_value"], after["stock_value"]) == ("525.00", "500.00")


# --- Reordering ----------------------------------------------------------------------------------------------


def test_it_says_what_to_buy_and_how_many(as_bea):
    now = datetime.now(UTC)
    used = make("USED", 0, price="3.00", reorder_level=10)
    move(used, now - timedelta(days=50), 200, "receive")
    move(used, now - timedelta(days=40), -100)
    move(used, now - timedelta(days=20), -60)
    move(used, now - timedelta(days=10), -35)
    move(used, now - timedelta(days=9), 5, "return")
    move(used, now - timedelta(days=8), -6, "count")  # neither used nor sold
    quiet = make("QUIET", 2, price="1.00", reorder_level=4)
    make("OUT", 0, reorder_level=0)
    make("FINE", 50, reorder_level=4)
    make("GONE", 0, reorder_level=4, is_active=False)
    response = as_bea.get("/api/reorder/")

    rows = {row["product"]["sku"]: row for row in response.json()}
    assert list(rows) == ["OUT", "QUIET", "USED"]
    assert response.headers["X-Total-Count"] == "3"
    assert {key: rows["USED"][key] for key in ("used_30_days", "suggested", "cost")} == {
        "used_30_days": 90, "suggested": 10 + 90 - 4, "cost": "288.00",
    }  # fmt: skip
    assert rows["USED"]["low_since"]
    assert (rows["QUIET"]["used_30_days"], rows["QUIET"]["suggested"], rows["QUIET"]["cost"]) == (0, 6, "6.00")
    assert rows["OUT"]["suggested"] == 1
    assert rows["QUIET"]["product"] == as_bea.get(f"/api/products/{quiet.pk}/").json()


def test_a_sale_that_was_taken_back_was_no_use(as_ana, as_bea, product):
    sale = as_ana.post(f"/api/products/{product.pk}/adjust/", {"delta": -30, "reason": "sale"}).json()["movement"]
    as_ana.post(f"/api/movements/{sale['id']}/revert/")
    as_ana.post(f"/api/products/{product.pk}/adjust/", {"delta": -30, "reason": "sale"})
    [row] = as_bea.get("/api/reorder/").json()
    assert row["used_30_days"] == 30


def test_a_sale_whose_revert_was_reverted_was_use_after_all(as_ana, as_bea, product):
    moved = as_ana.post(f"/api/products/{product.pk}/adjust/", {"delta": -30, "reason": "sale"}).json()["movement"]
    for used in (0, 30, 0, 30):
        moved = as_ana.post(f"/api/movements/{moved['id']}/revert/").json()["movement"]
        lines = [(row["used_30_days"], row["suggested"]) for row in as_bea.get("/api/reorder/").json()]
        assert lines == ([(used, 20 + 30 - 12)] if used else [])


@pytest.mark.parametrize("zone", ["UTC", "Pacific/Auckland", "Pacific/Honolulu"])
def test_thirty_days_are_those_of_the_insights(as_bea, zone):
    today = timezone.now().astimezone(ZoneInfo(zone)).date()
    first_moment = datetime.combine(today - timedelta(days=29), datetime.min.time(), ZoneInfo(zone))
    product = make("A", 40, reorder_level=20)
    move(product, first_moment - timedelta(seconds=1), -5)
    move(product, first_moment, -30)
    [line] = as_bea.get("/api/reorder/", {"tz": zone}).json()
    [cover] = as_bea.get("/api/insights/", {"tz": zone}).json()["cover"]
    assert line["used_30_days"] == cover["used_30_days"] == 30


def test_it_is_filtered_and_paged_as_products_are(as_bea):
    for n in range(5):
        make(f"S{n}", n, reorder_level=9, category_id="books" if n % 2 else "home")
    assert len(as_bea.get("/api/reorder/?category=books").json()) == 2
    page = as_bea.get("/api/reorder/?limit=2&ordering=-quantity")
    assert [row["product"]["sku"] for row in page.json()] == ["S4", "S3"]
    assert 'rel="next"' in page.headers["Link"]
    assert as_bea.get("/api/reorder/?ordering=cost").status_code == 400


def test_a_page_takes_a_fixed_number_of_queries(as_bea, django_assert_num_queries):
    for n in range(5):
        make(f"S{n}", n, reorder_level=9)
    with django_assert_num_queries(6):  # user, position, rows, count, usage, since when they are low
        as_bea.get("/api/reorder/")
