"""How the stock develops: compared with the same figures, computed one movement at a time."""

import random
from collections import Counter
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from api.live import log
from api.models import MAX_QUANTITY, Product, StockMovement
from api.stock import insights as stock_insights
from api.stock import ledger
from api.stock.services import adjust_by, revert

pytestmark = pytest.mark.django_db(transaction=True)

USES = {"sale", "damage", "loss", "return"}


@pytest.fixture(autouse=True)
def _computed_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stock_insights, "FRESH_SECONDS", 0.0)
    monkeypatch.setattr(stock_insights._insights, "pause", 0.0)


def make(sku: str, **fields: Any) -> Product:
    values = {"name": sku, "category_id": "home", "price": "2.50", "quantity": 0, **fields}
    return Product.objects.create(sku=sku, **values)


def move(product: Product, at: datetime, delta: int, reason: str = "sale") -> None:
    """Post a movement of the past; the quantity follows, so that the ledger stays right."""
    with transaction.atomic():
        balance = Product.objects.values_list("quantity", flat=True).get(pk=product.pk) + delta
        ledger.post([ledger.Posting(product.pk, product.sku, product.name, delta, balance, reason, at=at)])
        Product.objects.filter(pk=product.pk).update(quantity=balance)


def shop(seed: int) -> None:
    """Products, some of them inactive or deleted, and their movements of more than a year."""
    dice = random.Random(seed)  # a test that can be repeated
    now = timezone.now()
    for number in range(14):
        product = make(f"P{number}", price=f"{dice.randint(1, 99_999) / 100:.2f}")
        at = now - timedelta(days=dice.uniform(80, 420))
        move(product, at, dice.randint(100, 5_000), "receive")
        for _ in range(dice.randint(0, 14)):
            at += (now - at) * dice.random() * 0.5
            on_hand = Product.objects.get(pk=product.pk).quantity
            reason = dice.choice(["sale", "sale", "damage", "loss", "return", "receive", "count", "correction"])
            delta = dice.randint(1, 60)
            move(product, at, delta if reason in ("return", "receive") else -min(delta, on_hand), reason)
        if number % 7 == 5:
            Product.objects.filter(pk=product.pk).update(is_active=False)
        if number % 7 == 6:
            product.delete()
    sales = StockMovement.objects.filter(reason="sale", delta__lt=0, product__is_active=True).order_by("-id")
    revert(movement_id=sales[0].pk)
    back = revert(movement_id=sales[1].pk)  # and the sale counts again
    revert(movement_id=back.movement["id"])


def by_hand(days: int, zone: ZoneInfo) -> dict[str, Any]:
    """The same answer from the movements and products, without a line of SQL."""
    today = timezone.now().astimezone(zone).date()
    dates = [today - timedelta(days=ago) for ago in range(days - 1, -1, -1)]
    products = {product.pk: product for product in Product.objects.filter(is_active=True)}
    moves = [
        (move.created_at.astimezone(zone).date(), move) for move in StockMovement.objects.select_related("reverts")
    ]

    def moved(movements: list[StockMovement]) -> dict[str, int]:
        return {
            "movements": len(movements),
            "received": sum(max(0, one.delta) for one in movements),
            "removed": sum(max(0, -one.delta) for one in movements),
        }

    def used(since: Any) -> Counter[int]:
        total: Counter[int] = Counter()
        for at, one in moves:
            reason = _first(one).reason
            if at >= since and reason in USES and one.product_id in products:
                total[one.product_id] -= one.delta
        return Counter({pk: units for pk, units in total.items() if units > 0})

    def told(pk: int) -> dict[str, Any]:
        product = products[pk]
        return {"product": pk, "sku": product.sku, "name": product.name, "on_hand": product.quantity}

    value: list[Decimal] = []
    for day in dates:
        later: Counter[int] = Counter()
        for at, one in moves:
            if at > day and one.product_id in products:
                later[one.product_id] += one.delta
        worth = [product.price * (product.quantity - later[pk]) for pk, product in products.items()]
        value.append(sum(worth, Decimal("0.00")))
    inside = [one for at, one in moves if at >= dates[0]]
    reasons = {one.reason for one in inside}
    counted = {reason: moved([one for one in inside if one.reason == reason]) for reason in reasons}
    in_period, in_month = used(dates[0]), used(today - timedelta(days=29))
    most_used = sorted(in_period, key=lambda pk: (-in_period[pk], pk))
    dead_since = today - timedelta(days=90)
    still = set(products) - {one.product_id for at, one in moves if at >= dead_since}
    dead = [products[pk] for pk in still if products[pk].quantity > 0]
    covered = [pk for pk in in_month if products[pk].quantity > 0]
    return {
        "days": [
            {"date": day.isoformat(), "value": f"{worth:.2f}", **moved([one for at, one in moves if at == day])}
            for day, worth in zip(dates, value, strict=True)
        ],
        "reasons": [
            {"reason": reason, **figures}
            for reason, figures in sorted(counted.items(), key=lambda item: (-item[1]["movements"], item[0]))
        ],
        "movers": [{**told(pk), "used": in_period[pk]} for pk in most_used[:10]],
        "cover": [
            {**told(pk), "used_30_days": in_month[pk], "days_left": products[pk].quantity * 30 // in_month[pk]}
            for pk in sorted(covered, key=lambda pk: (products[pk].quantity / in_month[pk], pk))[:10]
        ],
        "dead_stock": {
            "since": dead_since.isoformat(),
            "products": len(dead),
            "value": f"{sum((one.price * one.quantity for one in dead), Decimal()):.2f}",
            "worth_most": [
                {
                    **told(one.pk),
                    "value": f"{one.price * one.quantity:.2f}",
                    "last_moved": _last_moved(one).isoformat().replace("+00:00", "Z"),
                }
                for one in sorted(dead, key=lambda one: (-one.price * one.quantity, one.pk))[:10]
            ],
        },
    }


def _first(movement: StockMovement) -> StockMovement:
    return _first(movement.reverts) if movement.reverts else movement


def _last_moved(product: Product) -> datetime:
    return max(move.created_at for move in StockMovement.objects.filter(product=product))


@pytest.mark.parametrize(("seed", "zone"), [(1, "UTC"), (2, "Pacific/Auckland"), (3, "America/St_Johns")])
def test_it_says_what_one_finds_by_hand(as_bea, seed, zone):
    shop(seed)
    for days in (1, 30, 365):
        response = as_bea.get("/api/insights/", {"days": days, "tz": zone})
        assert response.status_code == 200
        assert response.json() == by_hand(days, ZoneInfo(zone))
    assert response.headers["X-Live-Seq"] == str(log.position().seq)


def test_an_empty_stock_has_days_all_the_same(as_bea):
    answer = as_bea.get("/api/insights/").json()
    assert len(answer["days"]) == 90
    assert answer["days"][-1] == {
        "date": timezone.now().date().isoformat(), "value": "0.00", "movements": 0, "received": 0, "removed": 0,
    }  # fmt: skip
    assert (answer["reasons"], answer["movers"], answer["cover"]) == ([], [], [])
    assert answer["dead_stock"]["products"] == 0


def test_a_clock_that_is_ahead_moves_today(as_bea):
    product = make("A")
    move(product, timezone.now() + timedelta(days=2), 5, "receive")
    days = as_bea.get("/api/insights/?days=2").json()["days"]
    assert [(day["value"], day["received"]) for day in days] == [("0.00", 0), ("12.50", 5)]


def test_sums_are_exact_however_large(as_bea):
    old = timezone.now() - timedelta(days=100)
    for number in range(5):
        move(make(f"S{number}", price="99999999.99"), old, MAX_QUANTITY, "receive")
    answer = as_bea.get("/api/insights/?days=365").json()
    cents = 5 * MAX_QUANTITY * 9_999_999_999
    assert answer["days"][-1]["value"] == f"{cents // 100}.{cents % 100:02}"
    assert answer["days"][0]["value"] == "0.00"
    assert answer["dead_stock"]["value"] == f"{cents // 100}.{cents % 100:02}"


@pytest.mark.parametrize(
    ("query", "field"),
    [("days=0", "days"), ("days=367", "days"), ("days=x", "days"), ("tz=Mars/Base", "tz"), ("day=3", "day")],
)
def test_what_makes_no_sense_is_refused(as_bea, query, field):
    response = as_bea.get(f"/api/insights/?{query}")
    assert (response.status_code, list(response.json())) == (400, [field])


def test_it_is_for_those_who_are_signed_in(client):
    assert client.get("/api/insights/").status_code == 401


def test_it_follows_a_movement(as_bea, product):
    before = as_bea.get("/api/insights/?days=1").json()["days"][0]
    adjust_by(product_id=product.pk, delta=-2, reason="sale")
    answer = as_bea.get("/api/insights/?days=1").json()
    assert answer["days"][0]["removed"] == before["removed"] + 2
    assert [mover["used"] for mover in answer["movers"]] == [2]


def test_a_sale_whose_revert_was_reverted_was_use_after_all(as_bea, product):
    moved = adjust_by(product_id=product.pk, delta=-30, reason="sale")
    for used in ([], [30], [], [30]):
        moved = revert(movement_id=moved.movement["id"])
        answer = as_bea.get("/api/insights/?days=1").json()
        assert [mover["used"] for mover in answer["movers"]] == used
        assert [line["used_30_days"] for line in answer["cover"]] == used


def test_a_slow_answer_is_kept_longer(as_bea, product, monkeypatch):
    """However busy the stock is, a tenth of the time is the most that goes into the figures."""
    first = as_bea.get("/api/insights/")
    monkeypatch.setattr(stock_insights._insights, "pause", 1e9)
    adjust_by(product_id=product.pk, delta=-1)
    again = as_bea.get("/api/insights/")
    assert (again.json(), again.headers["X-Live-Seq"]) == (first.json(), first.headers["X-Live-Seq"])


def test_it_takes_a_fixed_number_of_queries(as_bea, django_assert_num_queries):
    shop(4)
    # The user, the position, days and reasons, movers, cover, dead stock, when that was last moved.
    with django_assert_num_queries(7):
        as_bea.get("/api/insights/?days=365")


def test_what_has_moved_is_found_by_an_index(as_bea):
    shop(5)
    with CaptureQueriesContext(connection) as queries:
        as_bea.get("/api/insights/?days=30")
    asked = [query["sql"] for query in queries if "created_at" in query["sql"] and "MAX(" not in query["sql"]]
    assert len(asked) == 4  # days, movers, cover, dead stock
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")  # it reads all of so small a table
        for sql in asked:
            explain = "EXPLAIN QUERY PLAN" if connection.vendor == "sqlite" else "EXPLAIN"
            cursor.execute(f"{explain} {sql}")
            assert "movement_created" in str(cursor.fetchall()), sql


def test_stock_that_was_written_past_the_ledger_breaks_nothing(as_bea):
    product = make("A")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE api_product SET quantity = 4 WHERE id = %s", [product.pk])
    [dead] = as_bea.get("/api/insights/").json()["dead_stock"]["worth_most"]
    assert (dead["value"], dead["last_moved"]) == ("10.00", None)
