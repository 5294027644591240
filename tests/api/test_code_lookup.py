"""`GET products/?code=`: the products that a scanned or typed code names, by the best way alone."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from api.catalog.codes import sku_key
from api.models import Product

pytestmark = pytest.mark.django_db

EAN = "4006381333931"


def make(name: str, **fields: Any) -> Product:
    values = {"sku": f"SKU-{name}", "price": "1", "category_id": "home", **fields}
    return Product.objects.create(name=name, **values)


@pytest.fixture
def named(as_bea):
    def find(code: str, path: str = "/api/products/", **more: str) -> list[str]:
        response = as_bea.get(path, {"code": code, **more})
        assert response.status_code == 200, response.json()
        names = sorted(row["name"] for row in response.json())
        assert response.headers["X-Total-Count"] == str(len(names))
        return names

    return find


@pytest.mark.parametrize(
    "scanned",
    [EAN, f"0{EAN}", f"(01)0{EAN}", f"]C1010{EAN}", f"010{EAN}10LOT\x1d21A", f"https://id.gs1.org/01/0{EAN}?17=1"],
)
def test_a_barcode_is_found_in_every_form_of_its_gtin(named, scanned):
    make("Mug", barcode=EAN)
    make("Another", barcode="4006381333948")

    assert named(scanned) == ["Mug"]


@pytest.mark.parametrize("stored", ["036000291452", "0036000291452", "00036000291452", "(01)00036000291452(10)7"])
@pytest.mark.parametrize("scanned", ["036000291452", "0036000291452", "00036000291452", "]E00036000291452"])
def test_upc_and_ean_are_one_number(named, stored, scanned):
    make("Soda", barcode=stored)

    assert named(scanned) == ["Soda"]


def test_the_best_way_alone_counts(named):
    make("SKU", sku="AbC-7")
    assert named("abc-7") == ["SKU"]
    make("other case", barcode="aBC-7")
    assert named("abc-7") == ["other case"]
    make("the very code", barcode="abc-7")
    assert named("abc-7") == ["the very code"]
    assert named("ABC-7") == ["other case", "the very code"]


def test_a_barcode_wins_over_the_sku_of_another(named):
    make("A comes first by name", sku=EAN)
    make("Z", barcode=EAN)

    assert named(EAN) == ["Z"]
    assert named(f"0{EAN}") == ["Z"]


def test_the_very_digits_win_over_the_same_gtin(named):
    make("UPC", barcode="036000291452")
    make("EAN", barcode="0036000291452")

    assert named("036000291452") == ["UPC"]
    assert named("0036000291452") == ["EAN"]
    assert named("00036000291452") == ["EAN", "UPC"]


@pytest.mark.parametrize(
    ("sku", "typed"), [("ÄÖ-1", "äö-1"), ("Café", "CAFE\u0301"), ("A B", " a b "), ("x\\%_", "X\\%_")]
)
def test_a_sku_is_found_but_for_case_and_composition(named, sku, typed):
    make("Yes", sku=sku)
    make("No", sku="x")

    assert named(typed) == ["Yes"]


@pytest.mark.parametrize(
    "code", ["ABC-70", "BC-7", "ABC", "4006381333932", "400638133393", "\u200b", "%", "_", "(01)", "]C1"]
)
def test_what_names_nothing_finds_nothing(named, code):
    make("Mug", sku="ABC-7", barcode=EAN)
    make("No barcode", sku="DEF")

    assert named(code) == []


def test_products_whose_skus_were_twins_before_are_both_named(named):
    make("first", sku="ÄÖ-1")
    second = make("second", sku="other")
    # As the migration leaves it.
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE api_product SET sku = %s, sku_key = %s WHERE id = %s",
            ["äö-1", f"{sku_key('äö-1')}\n{second.pk}", second.pk],
        )

    assert named("ÄÖ-1") == ["first", "second"]
    second.refresh_from_db()
    second.name = "still second"
    second.save()
    assert named("ÄÖ-1") == ["first", "still second"]
    second.sku = "own"
    second.save()
    assert named("ÄÖ-1") == ["first"]
    assert named("OWN") == ["still second"]


def test_it_goes_with_the_other_parameters(named, ana, bea):
    make("Mug", barcode=EAN, created_by=ana, is_active=False)
    make("Own", sku=EAN, created_by=bea)

    assert named(EAN, is_active="false") == ["Mug"]
    assert named(EAN, is_active="true") == []
    assert named(EAN, search="mug", category="home", ordering="-name", limit="1") == ["Mug"]
    assert named(EAN, "/api/products/my_products/") == []
    assert named("") == ["Mug", "Own"]


def test_a_code_that_is_too_long_is_refused(as_bea, db):
    response = as_bea.get("/api/products/", {"code": "1" * 501})

    assert (response.status_code, list(response.json())) == (400, ["code"])


def test_it_requires_a_token(anonymous, db):
    assert anonymous.get("/api/products/", {"code": EAN}).status_code == 401


def test_the_indexes_answer(as_bea, named):
    for number in range(50):
        make(f"{number}", barcode=f"B{number}")
    with CaptureQueriesContext(connection) as queries:
        assert named("b7") == ["7"]
    [lookup] = [query["sql"] for query in queries if "barcode_key" in query["sql"]]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"EXPLAIN QUERY PLAN {lookup}")
            assert not any(row[-1].startswith("SCAN") for row in cursor.fetchall())
        else:
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute(f"EXPLAIN {lookup}")
            assert not any("Seq Scan" in row[0] for row in cursor.fetchall())
