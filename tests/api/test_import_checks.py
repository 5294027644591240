"""The check of an import: what each row would do, what is held, and what choices change."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from import_requests import (
    ADDRESS,
    OTHER,
    apply,
    check,
    checked,
    choose,
    codes,
    exported,
    fill,
    many,
    rows,
    upload,
)

from api.live import log
from api.models import Product

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_check_changes_nothing_and_says_old_and_new(as_ana, ana, product, nothing_saved):
    with nothing_saved():
        data = b"sku,name,price,quantity\nHOME-MUG01,Blue Mug,99.00,7\nNEW,Cup,3,4\nhome-mug02,,5,1\n"
        source = upload(as_ana, data)
        source = choose(as_ana, source, **OTHER)
        last = check(as_ana, source)
        found = rows(as_ana, source)
    assert (last["create"], last["update"], last["held"], last["warnings"]) == (1, 1, 1, 1)
    assert last["seq"] == log.position().seq
    assert found[0]["changes"] == {"price": ["12.50", "99.00"]}
    assert found[0]["notes"] == ["quantity_ignored"]
    assert (found[0]["product"], found[0]["key"]) == (product.pk, "HOME-MUG01")
    assert codes(found[2]) == ["required"]
    answer = as_ana.get(f"{ADDRESS}{source['id']}/").json()
    assert (answer["state"], answer["totals"]["create"]) == ("checked", 1)


def test_a_price_ten_times_as_high_is_noticed(as_ana, product):
    _, found = checked(as_ana, b"sku,price\nHOME-MUG01,125.00\n")
    assert found[2]["notes"] == ["price_jump"]


def test_rows_are_held_for_what_is_another_owners(as_bea, product):
    _, found = checked(as_bea, b"sku,price\nHOME-MUG01,13.00\n")
    assert codes(found[2]) == ["not_owner"]
    _, found = checked(as_bea, b"sku,price\nHOME-MUG01,12.50\n")
    assert found[2]["state"] == "unchanged"


def test_blank_cells_leave_and_empty_only_where_told(as_ana, product):
    data = b"sku,name,barcode,description,reorder_level\nHOME-MUG01,,,,\n"
    source, found = checked(as_ana, data)
    assert found[2]["state"] == "unchanged"
    source, found = checked(as_ana, data, clear=["barcode", "description", "reorder_level"])
    assert found[2]["changes"] == {
        "barcode": ["4006381333931", None], "description": ["Holds 300 ml.", ""], "reorder_level": [20, None]
    }  # fmt: skip
    apply(as_ana, source)
    product.refresh_from_db()
    assert (product.barcode, product.description, product.reorder_level, product.name) == (
        None,
        "",
        None,
        "Blue Mug",
    )
    choose(as_ana, upload(as_ana, data), clear=["name"], status=400)


def test_keys_are_asked_in_their_order(as_ana, ana, product):
    other = Product.objects.create(sku="B", name="B", category_id="home", price=1, barcode="12", created_by=ana)
    data = (
        f"id,sku,barcode,price\n{product.pk},HOME-MUG01,4006381333931,13\n{other.pk},HOME-MUG01,,13\n999999,,,1\n"
    )
    _, found = checked(as_ana, data.encode())
    # The third names a product by id that another row names by SKU.
    assert codes(found[2]) == ["duplicate"]
    assert codes(found[3])[0] == "ambiguous"
    assert codes(found[4]) == ["not_found"]


def test_twelve_and_thirteen_digits_are_one_barcode(as_ana, ana):
    Product.objects.create(
        sku="U", name="Upc", category_id="home", price=1, barcode="0036000291452", created_by=ana
    )
    _, found = checked(as_ana, b"barcode,name,price\n036000291452,Upc,2\n")
    assert found[2]["changes"] == {"price": ["1.00", "2.00"]}


def test_new_and_known_may_be_skipped_or_refused(as_ana, product):
    data = b"sku,name,price\nHOME-MUG01,Blue Mug,13\nNEW,Cup,3\n"
    _, found = checked(as_ana, data, on_new="skip", on_match="refuse", **OTHER)
    assert (codes(found[2]), found[3]["state"]) == (["exists"], "skipped")
    _, found = checked(as_ana, data, on_new="refuse", on_match="skip", **OTHER)
    assert (found[2]["state"], codes(found[3])) == ("skipped", ["new"])


def test_a_barcode_of_another_product_is_held(as_ana, product):
    data = b"sku,name,price,barcode\nNEW,Cup,3,4006381333931\n"
    _, found = checked(as_ana, data, match=["sku"], **OTHER)
    assert codes(found[2]) == ["taken"]


@pytest.mark.parametrize(
    ("choices", "field"),
    [
        ({"mapping": {"sku": 0, "name": 0}}, "mapping"),
        ({"mapping": {"weight": 0}}, "mapping"),
        ({"mapping": {"sku": 44}}, "mapping"),
        ({"match": ["name"]}, "match"),
        ({"on_new": "destroy"}, "on_new"),
        ({"defaults": {"price": "x"}}, "defaults"),
        ({"defaults": {"sku": "x"}}, "defaults"),
        ({"encoding": "ebcdic"}, "encoding"),
        ({"sheet": "Sheet"}, "sheet"),
        ({"wether": 1}, "wether"),
    ],
)
def test_choices_that_make_no_sense_are_refused(as_ana, choices, field):
    source = upload(as_ana, b"sku,name\nA,Mug\n")
    assert list(choose(as_ana, source, status=400, **choices)) == [field]
    assert as_ana.get(f"{ADDRESS}{source['id']}/").json() == source


def test_a_check_asks_for_products_twice_for_500_rows(as_ana, ana):
    fill(ana, 400)
    source = upload(as_ana, exported(as_ana))
    with CaptureQueriesContext(connection) as queries:
        check(as_ana, source)
    assert len([query for query in queries if 'FROM "api_product"' in query["sql"]]) == 2


def test_choices_that_are_made_during_a_check_end_it(as_ana):
    source = choose(as_ana, upload(as_ana, many(700)), **OTHER)
    answer = as_ana.post(f"{ADDRESS}{source['id']}/check/")
    stream = answer.streaming_content
    assert [json.loads(next(stream))["type"] for _ in range(2)] == ["start", "progress"]
    choose(as_ana, source, on_new="refuse")
    last = json.loads(list(stream)[-1])
    answer.close()
    assert (last["type"], last["code"]) == ("failed", "import_changed")
    assert as_ana.get(f"{ADDRESS}{source['id']}/").json()["state"] == "new"
