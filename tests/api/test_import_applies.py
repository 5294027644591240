"""Applying an import and undoing it, and what others do meanwhile."""

import csv
import io
import json

import pytest
from import_requests import (
    ADDRESS,
    OTHER,
    apply,
    check,
    checked,
    choose,
    everything,
    held,
    lines,
    many,
    rows,
    tally,
    undo,
    upload,
)

from api.live import log
from api.models import Category, Import, Product, StockAlert, StockMovement
from api.stock.ledger import audit

pytestmark = pytest.mark.django_db(transaction=True)


def test_it_creates_with_first_stock_events_and_movements(as_ana, ana, events):
    source, _ = checked(as_ana, many(250), **OTHER)
    last = apply(as_ana, source)[-1]
    assert (last["type"], tally(last)) == ("end", (250, 0, 0, 0))
    assert Product.objects.filter(created_by=ana).count() == 250
    movement = StockMovement.objects.get(sku="N-0007")
    assert (movement.delta, movement.reason, movement.source, movement.actor) == (7, "initial", "import", ana)
    written = events()
    assert [event["action"] for event in written] == ["create"] * 250
    assert written[7]["movement"]["source"] == "import"
    assert last["seq"] == log.position().seq
    assert not audit().discrepancies
    assert as_ana.get(f"{ADDRESS}{source['id']}/").json()["state"] == "applied"
    assert Import.objects.get(pk=source["id"]).source is None


def test_it_updates_in_one_event_a_row(as_ana, ana, product, events):
    other = Product.objects.create(sku="B", name="B", category_id="home", price=1, created_by=ana)
    data = (
        b"sku,name,price,category,reorder_level,is_active,barcode\nHOME-MUG01,Red Mug,13,Books,5,no,\nB,,,,7,,X1\n"
    )
    source, _ = checked(as_ana, data)
    seen = log.position().seq
    assert tally(apply(as_ana, source)[-1]) == (0, 2, 0, 0)
    product.refresh_from_db()
    other.refresh_from_db()
    assert (product.name, str(product.price), product.category_id, product.reorder_level, product.is_active) == (
        "Red Mug", "13.00", "books", 5, False,
    )  # fmt: skip
    assert (product.version, other.version, other.reorder_level, other.barcode) == (2, 2, 7, "X1")
    assert product.name_key == "red mug"
    assert product.quantity == 42
    assert [e["data"]["sku"] for e in events() if e["seq"] > seen] == ["HOME-MUG01", "B"]
    assert list(Product.objects.search("red mug")) == [product]


def test_good_rows_go_in_and_the_others_come_back_as_a_file(as_ana):
    source, _ = checked(as_ana, many(1000, bad=37), **OTHER)
    assert tally(apply(as_ana, source, only="good")[-1])[0] == 963
    answer = as_ana.get(f"{ADDRESS}{source['id']}/").json()
    assert (answer["state"], answer["totals"]["create"], answer["totals"]["held"]) == ("partly", 963, 37)
    assert answer["totals"]["problems"] == {"required": 37}
    file = held(as_ana, source)
    table = list(csv.reader(io.StringIO(file.decode("utf-8-sig"), newline="")))
    assert table[0] == ["sku", "name", "price", "quantity", "Row", "Problem"]
    assert len(table) == 38
    assert table[1][:5] == ["N-0000", "New 0", "", "0", "2"]
    corrected = [table[0], *([*row[:2], "5.00", *row[3:]] for row in table[1:])]
    text = io.StringIO()
    csv.writer(text).writerows(corrected)
    again, found = checked(as_ana, text.getvalue().encode(), **OTHER)
    assert {row["state"] for row in found.values()} == {"create"}
    assert tally(apply(as_ana, again)[-1])[0] == 37
    assert Product.objects.count() == 1000


def test_all_or_nothing_is_a_409_with_nothing_changed(as_ana, nothing_saved):
    source, _ = checked(as_ana, many(5, bad=1), **OTHER)
    with nothing_saved():
        answer = as_ana.post(f"{ADDRESS}{source['id']}/apply/", {"only": "all"})
        assert (answer.status_code, answer.json()["code"]) == (409, "has_problems")


def test_it_must_be_checked_first_and_again_after_a_choice(as_ana):
    source = upload(as_ana, many(3))
    assert as_ana.post(f"{ADDRESS}{source['id']}/apply/", {}).json()["code"] == "not_checked"
    check(as_ana, source)
    choose(as_ana, source, **OTHER)
    assert as_ana.post(f"{ADDRESS}{source['id']}/apply/", {}).json()["code"] == "not_checked"


def test_what_somebody_has_changed_since_stands(as_ana, ana, product):
    other = Product.objects.create(sku="B", name="B", category_id="home", price=1, created_by=ana)
    source, _ = checked(as_ana, b"sku,price,name\nHOME-MUG01,13,Red Mug\nB,2,\n")
    Product.objects.filter(pk=product.pk).update(price=14)
    found = apply(as_ana, source)
    [refused] = [line for line in found if line["type"] == "row"]
    assert (refused["row"], refused["code"], refused["field"], refused["key"]) == (
        2, "changed_since", "price", "HOME-MUG01",
    )  # fmt: skip
    assert tally(found[-1]) == (0, 1, 0, 1)
    product.refresh_from_db()
    other.refresh_from_db()
    assert (str(product.price), product.name, str(other.price)) == ("14.00", "Blue Mug", "2.00")
    assert [row["row"] for row in rows(as_ana, source, "held")] == [2]


def test_what_somebody_has_set_to_the_very_same_is_unchanged(as_ana, product):
    source, _ = checked(as_ana, b"sku,price\nHOME-MUG01,13\n")
    Product.objects.filter(pk=product.pk).update(price=13)
    assert tally(apply(as_ana, source)[-1]) == (0, 0, 1, 0)
    product.refresh_from_db()
    assert product.version == 2


def test_what_has_come_or_gone_since_is_refused(as_ana, ana, product):
    source, _ = checked(as_ana, b"sku,price,name,barcode\nHOME-MUG01,13,,\nN,1,New,\nM,1,Mew,9\n", **OTHER)
    product.delete()
    Product.objects.create(sku="n", name="First", category_id="home", price=1, created_by=ana)
    Product.objects.create(sku="Q", name="Code", category_id="home", price=1, barcode="9", created_by=ana)
    found = apply(as_ana, source)
    assert [(r["row"], r["code"]) for r in found if r["type"] == "row"] == [
        (2, "not_found"),
        (3, "taken"),
        (4, "taken"),
    ]
    assert Product.objects.count() == 2


def test_rights_are_asked_again_at_the_apply(as_ana, bea, product):
    source, _ = checked(as_ana, b"sku,price\nHOME-MUG01,13\n")
    Product.objects.filter(pk=product.pk).update(created_by=bea)
    found = apply(as_ana, source)
    assert [line["code"] for line in found if line["type"] == "row"] == ["not_owner"]
    product.refresh_from_db()
    assert str(product.price) == "12.50"


def test_a_category_that_went_is_refused(as_ana):
    Category.objects.create(slug="toys", name="Toys")
    source, _ = checked(as_ana, b"sku,name,price,category\nA,Car,1,toys\n")
    Category.objects.filter(slug="toys").delete()
    assert [line["code"] for line in apply(as_ana, source) if line["type"] == "row"] == ["category_gone"]
    assert not Product.objects.exists()


def test_the_same_key_again_tells_the_same_and_does_nothing(as_ana, ana):
    source, _ = checked(as_ana, many(250), **OTHER)
    first = apply(as_ana, source, "key")
    before = everything()
    answer = as_ana.post(f"{ADDRESS}{source['id']}/apply/", {"only": "good"}, headers={"Idempotency-Key": "key"})
    assert answer.headers["Idempotent-Replayed"] == "true"
    assert lines(answer) == first
    assert everything() == before
    other = as_ana.post(f"{ADDRESS}{source['id']}/apply/", {"only": "all"}, headers={"Idempotency-Key": "key"})
    assert other.status_code == 422
    again = as_ana.post(f"{ADDRESS}{source['id']}/apply/", {}, headers={"Idempotency-Key": "other"})
    assert again.json()["code"] == "already_applied"
    assert as_ana.patch(f"{ADDRESS}{source['id']}/", OTHER).json()["code"] == "already_applied"


def test_who_stops_listening_stops_it_and_may_go_on(as_ana):
    source, _ = checked(as_ana, many(350), **OTHER)
    address = f"{ADDRESS}{source['id']}/apply/"
    answer = as_ana.post(address, {}, headers={"Idempotency-Key": "key"})
    stream = answer.streaming_content
    assert [json.loads(next(stream))["type"] for _ in range(2)] == ["start", "progress"]
    answer.close()
    assert Product.objects.count() == 99  # the heading is one of the first hundred rows
    assert tally(apply(as_ana, source, "key")[-1]) == (350, 0, 0, 0)
    assert Product.objects.count() == StockMovement.objects.count() + 35 == 350


def test_an_undo_takes_all_of_it_back(as_ana, product, events):
    source, _ = checked(as_ana, b"sku,name,price,quantity\nHOME-MUG01,Red Mug,13,\nA,Cup,1,5\n", **OTHER)
    apply(as_ana, source)
    last = undo(as_ana, source, "back")[-1]
    assert (last["type"], tally(last)) == ("end", (1, 1, 0, 0))
    product.refresh_from_db()
    assert (product.name, str(product.price), product.version) == ("Blue Mug", "12.50", 3)
    assert not Product.objects.filter(sku="A").exists()
    assert [event["action"] for event in events()][-2:] == ["delete", "update"]
    assert not audit().discrepancies
    assert as_ana.get(f"{ADDRESS}{source['id']}/").json()["state"] == "undone"
    before = everything()
    assert undo(as_ana, source, "back")[-1] == last
    assert undo(as_ana, source)[-1]["type"] == "end"
    assert everything() == before


def test_an_import_and_its_undo_leave_no_notice(as_ana, product):
    source, _ = checked(as_ana, b"sku,reorder_level\nHOME-MUG01,50\n")
    apply(as_ana, source)
    assert list(StockAlert.objects.values_list("kind", flat=True)) == ["low"]
    undo(as_ana, source)
    product.refresh_from_db()
    assert (product.reorder_level, product.low_since, StockAlert.objects.count()) == (20, None, 0)


def test_what_was_edited_or_moved_since_stays_and_is_listed(as_ana, ana, product):
    source, _ = checked(
        as_ana, b"sku,name,price,quantity\nHOME-MUG01,Red Mug,,\nA,Cup,1,5\nB,Pen,1,5\nC,Ink,1,5\n", **OTHER
    )
    apply(as_ana, source)
    Product.objects.filter(sku="HOME-MUG01").update(name="Green Mug")
    Product.objects.filter(sku="A").update(price=9)
    moved = Product.objects.get(sku="B")
    as_ana.post(f"/api/products/{moved.pk}/adjust/", {"delta": -1})
    found = undo(as_ana, source)
    assert [(r["row"], r["code"]) for r in found if r["type"] == "row"] == [
        (3, "changed_since"), (4, "moved_since"), (2, "changed_since"),
    ]  # fmt: skip
    assert tally(found[-1]) == (1, 0, 0, 3)
    assert set(Product.objects.values_list("sku", "name")) == {
        ("HOME-MUG01", "Green Mug"),
        ("A", "Cup"),
        ("B", "Pen"),
    }


def test_an_import_that_was_not_applied_cannot_be_undone(as_ana):
    source, _ = checked(as_ana, many(3), **OTHER)
    answer = as_ana.post(f"{ADDRESS}{source['id']}/undo/")
    assert (answer.status_code, answer.json()["code"]) == (409, "not_applied")


def test_an_undo_in_the_middle_ends_the_apply(as_ana):
    source, _ = checked(as_ana, many(350), **OTHER)
    answer = as_ana.post(f"{ADDRESS}{source['id']}/apply/", {})
    stream = answer.streaming_content
    next(stream), next(stream)
    assert undo(as_ana, source)[-1]["type"] == "end"
    last = json.loads(list(stream)[-1])
    answer.close()
    assert (last["type"], last["code"]) == ("failed", "run_undone")
    assert not Product.objects.exists()
