"""The dashboard and the files of a list as they were: equal to what follows from the products of then."""

import csv
import io
import random
from decimal import Decimal
from typing import Any

import pytest
from django.utils.dateparse import parse_datetime
from import_requests import exported
from past_products import Written, everything, moment

from api.models import Product, StockMovement

pytestmark = pytest.mark.django_db(transaction=True)


def figures_of(rows: list[dict[str, Any]], at: str) -> dict[str, Any]:
    active = [row for row in rows if row["is_active"]]
    end = parse_datetime(at)
    assert end
    moved = StockMovement.objects.filter(created_at__gte=end.replace(hour=0, minute=0, second=0, microsecond=0))
    deltas = list(moved.filter(created_at__lte=end).values_list("delta", flat=True))
    value = sum((Decimal(row["price"]) * row["quantity"] for row in active), Decimal("0.00"))
    return {
        "stock_value": str(value),
        "products": len(active),
        "listed": len(rows),
        "low": sum(row["is_low_stock"] for row in active),
        "low_in_stock": sum(row["is_low_stock"] and row["quantity"] > 0 for row in active),
        "out": sum(row["quantity"] == 0 for row in active),
        "movements_today": len(deltas),
        "units_in_today": sum(delta for delta in deltas if delta > 0),
        "units_out_today": -sum(delta for delta in deltas if delta < 0),
    }


@pytest.mark.parametrize("seed", [2])
def test_figures_and_files_equal_what_was_seen_at_any_instant(seed, as_ana, as_boss, site):
    rng = random.Random(seed)
    shop = Written(rng, as_ana=as_ana, as_boss=as_boss, site=site)
    shop.run(150)

    for at, state in rng.sample(shop.states, 25):
        answer = as_ana.get(f"/api/dashboard/?at={at}")
        assert answer.json() == figures_of(list(state.values()), at)
        assert answer.headers["X-As-Of"] == at
        assert "X-Live-Seq" not in answer.headers
        data = exported(as_ana, f"at={at}&ordering=name&fields=id,sku,quantity,price").decode("utf-8-sig")
        lines = list(csv.DictReader(io.StringIO(data)))
        rows = everything(as_ana, at, "ordering=name")
        assert {row["id"] for row in rows} == state.keys()
        for line, row in zip(lines, rows, strict=True):
            was = state[row["id"]]
            assert (line["id"], line["sku"], line["price"]) == (str(row["id"]), was["sku"], was["price"])
            assert line["quantity"] == str(was["quantity"])


def test_value_is_exact_where_one_product_is_worth_more_cents_than_64_bits_hold(as_ana, ana):
    for sku in ("A", "B"):
        Product.objects.create(
            sku=sku, name=sku, category_id="home", price="99999999.99", quantity=2_147_483_647, created_by=ana
        )
    at = moment()
    Product.objects.filter(sku="A").update(price=1, quantity=0)
    assert as_ana.get(f"/api/dashboard/?at={at}").json()["stock_value"] == str(
        2 * Decimal("99999999.99") * 2_147_483_647
    )


def test_a_file_of_the_past_has_all_pages_and_what_was_filtered(as_ana, as_bea, ana, bea, monkeypatch):
    monkeypatch.setattr("api.past.answers._FILE_PAGE", 7)
    owners = (ana, bea)
    Product.objects.bulk_create(
        Product(
            sku=f"P-{number:02}",
            name=f"Cup {number:02}",
            category_id="home",
            price=number + 1,
            quantity=number % 3,
            created_by=owners[number % 2],
        )
        for number in range(40)
    )
    at = moment()
    Product.objects.filter(sku__lte="P-09").delete()
    Product.objects.filter(sku__gte="P-30").update(price=1, name="Saucer")

    def skus(client: Any, query: str) -> list[str]:
        data = exported(client, f"at={at}&ordering=name&{query}").decode("utf-8-sig")
        return [line["sku"] for line in csv.DictReader(io.StringIO(data))]

    assert skus(as_ana, "") == [f"P-{number:02}" for number in range(40)]
    assert skus(as_bea, "scope=mine") == [f"P-{number:02}" for number in range(1, 40, 2)]
    assert skus(as_ana, "in_stock=false&price_min=31") == ["P-30", "P-33", "P-36", "P-39"]
    answer = as_ana.get(f"/api/products/export/?at={at}&type=xlsx")
    assert answer.headers["X-Total-Count"] == "40"
    assert answer.headers["X-As-Of"] == at
    assert answer.headers["Content-Disposition"] == f'attachment; filename="products-{at[:10]}.xlsx"'
    b"".join(answer.streaming_content)


@pytest.mark.parametrize(
    ("path", "query", "field"),
    [
        ("dashboard/", "at=2999-01-01", "at"),
        ("dashboard/", "at=", "at"),
        ("dashboard/", "at={now}&tz=Nowhere", "tz"),
        ("products/export/", "at=yesterday", "at"),
        ("products/export/", "at={now}&sheet=count", "at"),
        ("products/export/", "at={now}&ordering=updated_at", "ordering"),
        ("products/export/", "at={now}&code=123", "code"),
        ("products/export/", "at={now}&price_min=x", "price_min"),
    ],
)
def test_it_refuses_what_cannot_be_answered(path, query, field, product, as_ana):
    answer = as_ana.get(f"/api/{path}?{query.format(now=moment())}")
    assert answer.status_code == 400
    assert list(answer.json()) == [field]
