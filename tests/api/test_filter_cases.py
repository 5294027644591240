"""Which rows a filter lets through: the cases that the web app judges by itself as changes come, held to the API.

`frontend/src/entities/product/filterCases.test.ts` reads the same table.
"""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import transaction

from api.models import Product, StockMovement
from api.stock import ledger

pytestmark = pytest.mark.django_db

CASES = json.loads((Path(__file__).parent.parent / "cases" / "filters.json").read_text())


def name_of(case: Any) -> str:
    return json.dumps([case.get("product") or case.get("movement") or {}, case["params"]])


@pytest.mark.parametrize("case", CASES["products"], ids=name_of)
def test_products(as_bea, product, case):
    Product.objects.filter(pk=product.pk).update(**case.get("product", {}))

    response = as_bea.get("/api/products/", case["params"])

    assert response.status_code == 200, response.json()
    assert [row["id"] for row in response.json()] == ([product.pk] if case["belongs"] else [])


@pytest.mark.parametrize("case", CASES["movements"], ids=name_of)
def test_movements(as_bea, ana: User, case):
    table = Product.objects.create(
        sku="FURN-1x", name="Oak Table abc", category_id="home", price="80.00", quantity=0, created_by=ana
    )
    posted = {"created_at": "2026-03-05T12:00:00Z", "actor": "ana", **case.get("movement", {})}
    with transaction.atomic():
        at = datetime.fromisoformat(posted["created_at"])
        actor = ana if posted["actor"] else None
        ledger.post([ledger.Posting(table.pk, table.sku, table.name, -3, 42, "sale", actor=actor, at=at)])
    days = {"from": "date_from", "to": "date_to"}
    params = {days.get(name, name): value for name, value in case["params"].items()}

    response = as_bea.get("/api/movements/", params)

    assert response.status_code == 200, response.json()
    assert [row["delta"] for row in response.json()] == ([-3] if case["belongs"] else [])
    assert StockMovement.objects.count() == 1
