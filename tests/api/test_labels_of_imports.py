"""Labels of what an import has brought."""

from typing import Any

import pytest
from import_requests import apply, checked, undo

from api.models import Product
from label_files import pages, read

pytestmark = pytest.mark.django_db(transaction=True)

URL = "/api/labels/"
GOODS = b"sku,name,price,category\nMUG-2,Mug two,3.00,home\nMUG-1,Mug one,4.00,home\nMUG-3,,5.00,home\n"


def print_import(client: Any, source: Any, **more: Any) -> Any:
    return client.post(URL, {"import_id": source["id"], "template": "dymo-89x28", "dpi": 300, **more})


def scanned(answer: Any) -> list[str]:
    assert answer.status_code == 200, answer.content
    return [code for page in pages(answer.content) for code in read(page)]


def test_what_was_added_and_changed_has_a_label_in_the_order_of_the_file(as_ana, ana):
    Product.objects.create(sku="MUG-1", name="Mug", category_id="home", price=1, created_by=ana)
    Product.objects.create(sku="MUG-9", name="Not in the file", category_id="home", price=1, created_by=ana)
    source, found = checked(as_ana, GOODS)
    assert [found[row]["state"] for row in (2, 3, 4)] == ["create", "update", "held"]
    apply(as_ana, source)

    assert scanned(print_import(as_ana, source)) == ["MUG-2", "MUG-1"]


def test_products_that_were_counted_have_labels(as_ana, ana):
    Product.objects.create(sku="MUG-1", name="Mug", category_id="home", price=1, quantity=3, created_by=ana)
    source, _ = checked(as_ana, b"sku,counted\nMUG-1,5\n", kind="stock")
    apply(as_ana, source)

    assert scanned(print_import(as_ana, source, copies="on_hand")) == ["MUG-1"] * 5


def test_before_it_is_applied_and_after_it_is_undone_there_is_nothing(as_ana):
    source, _ = checked(as_ana, GOODS)
    early = print_import(as_ana, source)
    apply(as_ana, source)
    undo(as_ana, source)
    late = print_import(as_ana, source)

    assert [(each.status_code, each.json()["code"]) for each in (early, late)] == [(400, "nothing_to_print")] * 2


def test_the_import_of_another_is_not_there(as_ana, as_bea):
    source, _ = checked(as_ana, GOODS)
    apply(as_ana, source)

    for answer in (print_import(as_bea, source), print_import(as_ana, {"id": "0" * 32})):
        assert answer.status_code == 400
        assert answer.json() == {"import_id": ["This import no longer exists."]}


def test_an_import_and_ids_are_one_too_many(as_ana, product):
    source, _ = checked(as_ana, GOODS)
    answer = print_import(as_ana, source, ids=[product.pk])
    assert (answer.status_code, answer.json()) == (400, {"ids": ["Give one of ids, filter and import_id."]})


def test_a_preview_shows_the_first_one(as_ana):
    source, _ = checked(as_ana, GOODS)
    apply(as_ana, source)

    answer = print_import(as_ana, source, format="svg")
    assert answer.status_code == 200
    assert b"MUG-2" in answer.content
    assert "X-Label-Notices" not in answer.headers
