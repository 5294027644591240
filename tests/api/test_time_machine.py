"""The products as they were: equal to what was seen at that time, by every way of asking."""

import random
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from past_products import Written, everything, moment, seen

from api.models import AuditEntry, Category, Product, StockMovement
from api.past import reading
from api.trail.retention import prune

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("seed", [1])
def test_it_equals_what_was_seen_at_any_instant(seed, as_ana, as_boss, site):
    rng = random.Random(seed)
    shop = Written(rng, as_ana=as_ana, as_boss=as_boss, site=site)
    shop.run(200)

    for at, state in rng.sample(shop.states, 30):
        rows = everything(as_ana, at, f"limit={rng.choice([2, 5, 500])}")
        assert {row["id"]: seen(row) for row in rows} == state
        assert all(row["version"] == 0 and row["updated_at"] <= at for row in rows)
        newest = sorted(state.values(), key=lambda row: (row["created_at"], row["id"]), reverse=True)
        assert [row["id"] for row in rows] == [row["id"] for row in newest]
        for pk in rng.sample(sorted(Product.objects.values_list("pk", flat=True)), 2):
            answer = as_ana.get(f"/api/products/{pk}/?at={at}")
            assert answer.status_code == (200 if pk in state else 404)
            assert pk not in state or seen(answer.json()) == state[pk]

    _check_filters(rng, shop, as_ana)


def _check_filters(rng: random.Random, shop: Written, client: Any) -> None:
    one, other = rng.sample(sorted(Category.objects.values_list("pk", flat=True)), 2)
    tests: dict[str, Callable[[dict[str, Any]], bool]] = {
        "is_active=true": lambda row: row["is_active"],
        "in_stock=false": lambda row: row["quantity"] == 0,
        "low_stock=true": lambda row: row["is_low_stock"],
        "low_stock=false": lambda row: not row["is_low_stock"],
        "quantity_min=3&quantity_max=6": lambda row: 3 <= row["quantity"] <= 6,
        "price_min=50": lambda row: float(row["price"]) >= 50,
        "price_max=50": lambda row: float(row["price"]) <= 50,
        f"category={one}&category={other}": lambda row: row["category"] in (one, other),
        "search=named": lambda row: "named" in f"{row['name']} {row['description']}".lower(),
        "search=new+words": lambda row: "new words" in row["description"].lower(),
    }
    orders: dict[str, Callable[[dict[str, Any]], Any]] = {
        "quantity": lambda row: row["quantity"],
        "price": lambda row: float(row["price"]),
        "created_at": lambda row: row["created_at"],
    }
    for query, test in tests.items():
        for at, state in rng.sample(shop.states, 4):
            order = rng.choice(sorted(orders))
            found = everything(client, at, f"{query}&ordering=-{order}&limit={rng.choice([1, 3, 100])}")
            expected = [row for row in state.values() if test(row)]
            expected.sort(key=lambda row, order=order: (orders[order](row), row["id"]), reverse=True)
            assert [row["id"] for row in found] == [row["id"] for row in expected], (query, order, at)


def test_ones_own_products_are_those_of_then(product, as_ana, as_bea, ana, bea):
    before = moment()
    Product.objects.update(created_by=bea)
    mine = "/api/products/my_products/"

    assert [row["id"] for row in everything(as_ana, before, path=mine)] == [product.pk]
    assert everything(as_bea, before, path=mine) == []
    assert everything(as_ana, moment(), path=mine) == []
    assert everything(as_ana, before, "owner=ana")[0]["owner"] == "ana"


def test_names_and_codes_sort_as_they_were(as_ana, product):
    for name in ("Zebra", "apple", "Äpfel 2", "Äpfel 10"):
        as_ana.post("/api/products/", {"name": name, "sku": f"{name}-1", "category": "home", "price": "1"})
    names = [row["name"] for row in as_ana.get("/api/products/?ordering=name").json()]
    skus = [row["sku"] for row in as_ana.get("/api/products/?ordering=-sku").json()]
    at = moment()
    for number, pk in enumerate(Product.objects.order_by("pk").values_list("pk", flat=True)):
        if number % 2:
            as_ana.patch(f"/api/products/{pk}/", {"name": f"Other {number}", "sku": f"O-{number}"})

    assert [row["name"] for row in everything(as_ana, at, "ordering=name&limit=2")] == names
    assert [row["sku"] for row in everything(as_ana, at, "ordering=-sku&limit=2")] == skus


def test_the_answer_says_when_it_is_of_and_cannot_be_written_back(product, as_ana):
    at = moment()
    as_ana.patch(f"/api/products/{product.pk}/", {"name": "Other"})
    for address in ("/api/products/", f"/api/products/{product.pk}/"):
        answer = as_ana.get(f"{address}?at={at}")
        assert answer.headers["X-As-Of"] == at
        assert "ETag" not in answer.headers
        assert "X-Live-Seq" not in answer.headers


def test_a_picture_that_was_replaced_is_left_out(product, as_ana):
    Product.objects.update(image="products/a.webp", thumbnail="products/a-small.webp")
    kept = moment()
    Product.objects.update(name="Other")
    assert as_ana.get(f"/api/products/{product.pk}/?at={kept}").json()["image"] == "/media/products/a.webp"

    Product.objects.update(image="products/b.webp")
    row = as_ana.get(f"/api/products/{product.pk}/?at={kept}").json()
    assert (row["image"], row["thumbnail"]) == (None, None)


def test_it_refuses_instants_that_nothing_is_known_of(product, as_ana):
    first = AuditEntry.objects.order_by("id").first()
    early = (first.at - timedelta(microseconds=1)).isoformat().replace("+00:00", "Z")
    late = (timezone.now() + timedelta(minutes=1)).isoformat().replace("+00:00", "Z")
    for address in ("/api/products/", f"/api/products/{product.pk}/", "/api/products/my_products/"):
        assert as_ana.get(f"{address}?at={late}").json() == {"at": ["Must not be in the future."]}
        begins = first.at.isoformat().replace("+00:00", "Z")
        refused = as_ana.get(f"{address}?at={early}")
        assert refused.status_code == 400
        assert refused.json() == {
            "at": [f"The audit trail begins at {begins}. Nothing is recorded before that."],
        }
        for nonsense in ("", "yesterday", "20261120", "2026-11-31"):
            assert list(as_ana.get(f"{address}?at={nonsense}").json()) == ["at"]


def test_it_begins_where_the_trail_was_cut(product, as_ana, monkeypatch):
    old = timezone.now()
    as_ana.patch(f"/api/products/{product.pk}/", {"name": "Other"})
    monkeypatch.setattr(timezone, "now", lambda: old + timedelta(days=40))
    assert prune(timedelta(days=30))

    refused = as_ana.get(f"/api/products/?at={old.isoformat().replace('+00:00', 'Z')}")
    assert refused.status_code in (400, 401)


@pytest.mark.parametrize("query", ["offset=5", "code=123", "ordering=updated_at", "limit=0", "cursor=x", "x=1"])
def test_it_refuses_what_cannot_be_answered(query, product, as_ana):
    answer = as_ana.get(f"/api/products/?at={moment()}&{query}")
    assert answer.status_code == 400
    assert list(answer.json()) == [query.partition("=")[0]]


def test_a_change_while_it_is_read_is_not_mixed_in(product, as_ana, monkeypatch):
    at = moment()
    read, changes = reading.rebuilt, iter(["First", "Second"])

    def changing(*args: Any) -> Any:
        found = read(*args)
        if name := next(changes, None):
            Product.objects.update(name=name)
        return found

    monkeypatch.setattr(reading, "rebuilt", changing)
    assert [row["name"] for row in everything(as_ana, at)] == ["Blue Mug"]


def test_it_gives_up_when_products_do_not_stop_changing(product, as_ana, monkeypatch):
    at, read = moment(), reading.rebuilt

    def changing(*args: Any) -> Any:
        found = read(*args)
        Product.objects.update(name=moment())
        return found

    monkeypatch.setattr(reading, "rebuilt", changing)
    assert as_ana.get(f"/api/products/?at={at}").status_code == 503


def test_a_page_costs_as_many_queries_however_many_products_have_changed(as_ana, ana):
    def cost(number: int) -> int:
        Product.objects.bulk_create(
            Product(name=f"Cup {number}-{n}", sku=f"C-{number}-{n}", category_id="home", price=1, created_by=ana)
            for n in range(number)
        )
        at = moment()
        Product.objects.update(price=2)
        with CaptureQueriesContext(connection) as queries:
            as_ana.get(f"/api/products/?at={at}&limit=5")
        return len(queries)

    assert cost(10) == cost(100)


def test_movements_of_a_deleted_product_are_still_its_own(product, as_ana):
    at = moment()
    ids = list(StockMovement.objects.filter(product=product).values_list("pk", flat=True))
    as_ana.delete(f"/api/products/{product.pk}/")
    assert set(StockMovement.objects.filter(pk__in=ids).values_list("former_product", flat=True)) == {product.pk}
    as_ana.delete(f"/api/products/trash/{product.pk}/")

    [row] = everything(as_ana, at)
    assert (row["id"], row["quantity"], row["name"]) == (product.pk, 42, "Blue Mug")
    assert datetime.fromisoformat(row["updated_at"]) <= datetime.fromisoformat(at)


def test_a_restored_product_has_the_stock_of_each_moment(product, as_ana):
    before = moment()
    as_ana.delete(f"/api/products/{product.pk}/")
    without = moment()
    as_ana.post(f"/api/products/trash/{product.pk}/restore/")
    as_ana.post(f"/api/products/{product.pk}/adjust/", {"delta": -2, "reason": "sale"})

    assert [row["quantity"] for row in everything(as_ana, before)] == [42]
    assert everything(as_ana, without) == []
    assert [row["quantity"] for row in everything(as_ana, moment())] == [40]
    assert not StockMovement.objects.exclude(former_product=None).exists()
