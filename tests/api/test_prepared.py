"""Queries that are compiled once answer as those that are compiled every time."""

from decimal import Decimal

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.db.models import Value
from django.test.utils import CaptureQueriesContext
from django.utils.dateparse import parse_datetime

from api.catalog.rows import ROW_COLUMNS, product_row
from api.catalog.selectors import product_rows_by_id
from api.models import Product
from engine.db.prepared import Prepared

pytestmark = pytest.mark.django_db

ODD_TIMES = ["2026-01-02T03:04:05Z", "2026-01-02T03:04:05.000001Z", "2026-12-31T23:59:59.999999Z"]


@pytest.mark.parametrize("time", ODD_TIMES)
@pytest.mark.parametrize("price", ["0.01", "12.5", "99999999.99"])
def test_one_product_s_row_is_that_of_the_list(ana, time, price):
    product = Product.objects.create(
        sku="A", name="Müg ☕", category_id="home", price=price, quantity=7, reorder_level=7, created_by=ana
    )
    Product.objects.filter(pk=product.pk).update(created_at=parse_datetime(time), is_active=False)

    [listed] = Product.objects.filter(pk=product.pk).values_list(*ROW_COLUMNS)
    row = product_rows_by_id([product.pk])[product.pk]
    assert row == product_row(listed)
    assert (row["created_at"], row["price"], row["is_active"]) == (time, f"{Decimal(price):.2f}", False)


def test_the_same_question_is_not_compiled_again(ana):
    ids = [Product.objects.create(sku=f"P{n}", name="Mug", category_id="home", price=1).pk for n in range(2)]
    with CaptureQueriesContext(connection) as queries:
        assert [product_rows_by_id([pk])[pk]["id"] for pk in ids] == ids
    first, second = (query["sql"] for query in queries.captured_queries)
    assert first.replace(f"= {ids[0]}", f"= {ids[1]}") == second
    assert product_rows_by_id([0]) == {}


def test_arguments_must_stand_in_the_query_as_they_are_given(db):
    users = get_user_model().objects

    @Prepared
    def swapped(first, second):
        return users.filter(pk=second).filter(first_name=first).order_by("pk").values_list("pk")

    with pytest.raises(TypeError, match="in order"):
        swapped.rows("Ana", 1)


def test_a_saved_product_is_what_is_stored(ana):
    for _ in range(2):  # the first may be the one that is compiled
        product = Product(sku="", name="Mug", category_id="home", price="2.5", quantity=3, created_by=ana)
        product.sku = f"MUG-{Product.objects.count()}"
        product.save()
        stored = Product.objects.get(pk=product.pk)
        assert (product.created_at, product.updated_at) == (stored.created_at, stored.updated_at)
        assert (stored.price, stored.quantity, stored.created_by) == (Decimal("2.50"), 3, ana)


def test_what_the_database_computes_is_left_to_django(ana):
    product = Product.objects.create(
        sku="A", name="Mug", category_id="home", price=1, quantity=Value(2) + Value(3)
    )
    assert Product.objects.get(pk=product.pk).quantity == 5


def test_many_at_once_are_what_is_stored_each(ana):
    made = Product.objects.bulk_create(
        Product(
            sku=f"M-{number}",
            name=f"Mug {number}",
            category_id="home",
            price=Decimal(number) / 4,
            quantity=number,
            barcode=f"B{number}" if number % 2 else None,
            created_by=ana,
        )
        for number in range(1, 8)
    )
    stored = Product.objects.in_bulk([product.pk for product in made])
    for product in made:
        there = stored[product.pk]
        assert (there.sku, there.name, there.barcode) == (product.sku, product.name, product.barcode)
        assert (there.price, there.quantity, there.search_text) == (
            product.price,
            product.quantity,
            product.search_text,
        )
        assert (there.created_at, there.updated_at) == (product.created_at, product.updated_at)


def test_many_of_which_the_database_computes_one(ana):
    quantities: list = [1, Value(2) + Value(3), 7]
    Product.objects.bulk_create(
        Product(sku=f"V-{n}", name="Mug", category_id="home", price=1, quantity=quantity)
        for n, quantity in enumerate(quantities)
    )
    assert list(Product.objects.order_by("sku").values_list("quantity", flat=True)) == [1, 5, 7]


def test_statements_are_kept_for_those_who_ask_alone(settings, db):
    settings.DEBUG = True
    before = len(connection.queries)
    Product.objects.count()
    assert len(connection.queries) == before
    with CaptureQueriesContext(connection) as queries:
        Product.objects.count()
    assert len(queries.captured_queries) == 1


@pytest.mark.parametrize("filler", ["", " " * 5_000])
def test_statements_mean_the_same_however_often_and_however_they_take_their_values(filler):
    with connection.cursor() as cursor:
        for value in ("50%", "%s", "?"):
            cursor.execute(f"SELECT %s, '%%', '?'{filler}", [value])
            assert cursor.fetchall() == [(value, "%", "?")]
            cursor.execute(f"SELECT %(value)s{filler}", {"value": value})
            assert cursor.fetchall() == [(value,)]
        cursor.execute("SELECT '%%'")
        assert cursor.fetchall() == [("%%",)]
