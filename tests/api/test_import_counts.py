"""Imports of stock counts: what was counted, what is there by now, and who decides where the two differ."""

import csv
import io
from datetime import datetime
from typing import Any

import pytest
from django.db.models import QuerySet
from import_requests import ADDRESS, apply, check, checked, choose, codes, rows, tally, undo, upload

from api.models import Product, StockMovement
from api.stock.ledger import audit

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def item(ana: Any) -> Product:
    return Product.objects.create(sku="G-1", name="Glue", category_id="home", price=1, quantity=9, created_by=ana)


def adjust(client: Any, product: Product, delta: int) -> None:
    assert client.post(f"/api/products/{product.pk}/adjust/", {"delta": delta}).status_code == 201


def on_hand(product: Product) -> int:
    return Product.objects.get(pk=product.pk).quantity


def test_t8_stock_that_has_moved_is_decided_by_a_person(as_ana, item):
    data = b"sku,counted,expected\nG-1,8,10\n"
    source, found = checked(as_ana, data, kind="stock")
    assert codes(found[2]) == ["moved_since"]
    [problem] = found[2]["problems"]
    assert (problem["value"], problem["suggestion"]) == ("8", "7")
    for choice, quantity in (("difference", 7), ("set", 8)):
        source = choose(as_ana, source, moved_since={"all": choice})
        check(as_ana, source)
        assert rows(as_ana, source)[0]["changes"] == {"quantity": [9, quantity]}
    source = choose(as_ana, source, moved_since={"all": "leave"})
    check(as_ana, source)
    assert rows(as_ana, source)[0]["state"] == "skipped"
    source = choose(as_ana, source, moved_since={"all": "set", "rows": {"2": "difference"}})
    check(as_ana, source)
    assert tally(apply(as_ana, source)[-1]) == (0, 1, 0, 0)
    assert on_hand(item) == 7


def test_a_count_is_a_movement(as_ana, item, events):
    source, _ = checked(as_ana, b"sku,counted,note\nG-1,12,Shelf 4\n", kind="stock")
    apply(as_ana, source, "key")
    movement = StockMovement.objects.get(reason="count")
    assert (movement.delta, movement.balance_after, movement.note, movement.source) == (3, 12, "Shelf 4", "import")
    assert movement.idempotency_key == "key"
    last = events()[-1]
    assert (last["data"]["quantity"], last["movement"]["delta"], last["data"]["version"]) == (12, 3, 2)
    assert not audit().discrepancies


def test_what_moves_between_check_and_apply_is_not_overwritten(as_ana, item):
    source, _ = checked(as_ana, b"sku,counted\nG-1,12\n", kind="stock")
    adjust(as_ana, item, -2)
    found = apply(as_ana, source)
    assert [line["code"] for line in found if line["type"] == "row"] == ["moved_since"]
    assert on_hand(item) == 7
    assert as_ana.get(f"{ADDRESS}{source['id']}/").json()["state"] == "partly"


def test_a_choice_for_moved_stock_holds_at_the_apply_too(as_ana, item):
    source, _ = checked(as_ana, b"sku,counted\nG-1,12\n", kind="stock", moved_since={"all": "difference"})
    adjust(as_ana, item, -2)
    apply(as_ana, source)
    assert on_hand(item) == 10


def test_changes_add_to_whatever_is_there(as_ana, item):
    source, _ = checked(as_ana, b"sku,change,reason\nG-1,-4,damage\n", kind="stock")
    adjust(as_ana, item, -2)
    apply(as_ana, source)
    assert on_hand(item) == 3
    assert StockMovement.objects.filter(reason="damage", delta=-4).exists()


def test_too_little_is_refused_in_the_check_and_at_the_apply(as_ana, item):
    _, found = checked(as_ana, b"sku,change\nG-1,-10\n", kind="stock")
    assert codes(found[2]) == ["insufficient_stock"]
    source, _ = checked(as_ana, b"sku,change\nG-1,-8\n", kind="stock")
    adjust(as_ana, item, -5)
    assert [line["code"] for line in apply(as_ana, source) if line["type"] == "row"] == ["insufficient_stock"]
    assert on_hand(item) == 4


def test_two_shelves_are_added_up(as_ana, item):
    source, found = checked(as_ana, b"sku,counted\nG-1,5\ng-1,6\n", kind="stock")
    assert found[2]["changes"] == {"quantity": [9, 11]}
    assert (found[2]["notes"], found[3]["state"], found[3]["notes"]) == (["added_up"], "skipped", ["added_up"])
    apply(as_ana, source)
    assert on_hand(item) == 11
    _, found = checked(as_ana, b"sku,counted\nG-1,5\ng-1,x\n", kind="stock")
    assert [found[2]["state"], found[3]["state"]] == ["held", "held"]


def test_what_confirms_is_unchanged_and_what_is_blank_is_left(as_ana, item, nothing_saved):
    with nothing_saved():
        _, found = checked(as_ana, b"sku,counted\nG-1,9\n", kind="stock")
        assert found[2]["state"] == "unchanged"
        _, found = checked(as_ana, b"sku,counted\nG-1,\n", kind="stock")
        assert (found[2]["state"], found[2]["notes"]) == ("skipped", ["not_counted"])


@pytest.mark.parametrize(
    ("row", "code"),
    [("G-9,1,,", "not_found"), ("G-1,x,,", "not_a_number"), ("G-1,-1,,", "too_small"), ("G-1,1,1,", "invalid"),
     ("G-1,,1,theft", "no_such_reason")],
)  # fmt: skip
def test_rows_that_make_no_sense_are_held(as_ana, item, row, code):
    _, found = checked(as_ana, f"sku,counted,change,reason\n{row}\n".encode(), kind="stock")
    assert codes(found[2]) == [code]


def test_stock_keepers_count_what_others_own_and_strangers_do_not(as_keeper, as_bea, item):
    _, found = checked(as_bea, b"sku,counted\nG-1,8\n", kind="stock")
    assert codes(found[2]) == ["not_owner"]
    source, _ = checked(as_keeper, b"sku,counted\nG-1,8\n", kind="stock")
    assert tally(apply(as_keeper, source)[-1]) == (0, 1, 0, 0)
    assert on_hand(item) == 8


def test_the_count_sheet_comes_back(as_ana, item, product):
    text = b"".join(as_ana.get("/api/products/export/?sheet=count&ordering=sku").streaming_content).decode(
        "utf-8-sig"
    )
    table = list(csv.DictReader(io.StringIO(text, newline="")))
    for row in table:
        row["counted"] = str(int(row["expected"]) - 1)
    filled = io.StringIO()
    writer = csv.DictWriter(filled, table[0])
    writer.writeheader()
    writer.writerows(table)
    source = upload(as_ana, filled.getvalue().encode(), kind="stock")
    assert source["mapping"]["expected"] == 4
    check(as_ana, source)
    assert tally(apply(as_ana, source)[-1]) == (0, 2, 0, 0)
    assert (on_hand(item), on_hand(product)) == (8, 41)


def test_an_undo_moves_the_stock_back_once(as_ana, item, product):
    source, _ = checked(as_ana, b"sku,counted\nG-1,12\nHOME-MUG01,50\n", kind="stock")
    apply(as_ana, source)
    adjust(as_ana, item, -1)
    assert tally(undo(as_ana, source, "back")[-1]) == (0, 2, 0, 0)
    assert (on_hand(item), on_hand(product)) == (8, 42)
    undo(as_ana, source, "back")
    undo(as_ana, source, "again")
    assert (on_hand(item), on_hand(product)) == (8, 42)
    assert StockMovement.objects.filter(reason="revert").count() == 2
    assert not audit().discrepancies


def test_what_is_gone_by_now_is_not_taken(as_ana, item):
    source, _ = checked(as_ana, b"sku,counted\nG-1,12\n", kind="stock")
    apply(as_ana, source)
    adjust(as_ana, item, -11)
    found = undo(as_ana, source)
    assert [line["code"] for line in found if line["type"] == "row"] == ["insufficient_stock"]
    assert on_hand(item) == 1


# --- Counted at ------------------------------------------------------------------------------------------------


def moved(product: Product, *deltas: tuple[str, int]) -> None:
    """As if the stock had moved then: past the ledger, which changes no movement."""
    for moment, delta in deltas:
        QuerySet.update(StockMovement.objects.filter(product=product, delta=delta), created_at=moment)


def test_what_has_moved_since_it_was_counted_is_asked_about(as_ana, item):
    moved(item, ("2026-11-20T08:00Z", 9))
    for delta in (-2, -3):
        adjust(as_ana, item, delta)
    moved(item, ("2026-11-24T18:00Z", -2), ("2026-11-26T09:00Z", -3))
    # On the evening of the 24th there were 7, and 8 were counted; by now there are 4.
    source, found = checked(as_ana, b"sku,counted,counted_at\nG-1,8,2026-11-24\n", kind="stock")
    assert codes(found[2]) == ["moved_since"]
    detail = "Expected 7, now 4 on hand. Apply the difference (5) or set to the count (8)?"
    assert found[2]["problems"][0]["detail"] == detail
    source = choose(as_ana, source, moved_since={"all": "difference"})
    check(as_ana, source)
    assert tally(apply(as_ana, source)[-1]) == (0, 1, 0, 0)
    assert on_hand(item) == 5
    assert not audit().discrepancies


def test_nothing_is_asked_where_nothing_has_moved_since(as_ana, item):
    moved(item, ("2026-11-20T08:00Z", 9))
    _, found = checked(as_ana, b"sku,counted,date\nG-1,8,2026-11-21T10:00:00+02:00\n", kind="stock")
    assert found[2]["changes"] == {"quantity": [9, 8]}


@pytest.mark.parametrize(
    ("dates", "order", "readings"),
    [
        ("24/11/2026", "dmy", []),
        ("11/24/2026", "mdy", []),
        ("4.5.2026", "dmy", []),
        ("04/05/2026", None, [["04/05/2026", "2026-05-04", "2026-04-05"]]),
        ("04/05/2026,24/05/2026", "dmy", []),
        ("2026-05-04", "dmy", []),
    ],
)
def test_the_order_of_day_and_month_is_one_of_the_column(as_ana, item, dates, order, readings):
    lines = "".join(f"G-{number},1,{day}\n" for number, day in enumerate(dates.split(",")))
    source = upload(as_ana, f"sku,counted,counted_at\n{lines}".encode(), kind="stock")
    column = source["columns"][2]
    assert (column["date_order"], column["readings"]) == (order, readings)
    assert ("date_unknown" in source["warnings"]) == (order is None)


def test_a_date_that_can_be_read_in_two_ways_is_asked_about(as_ana, item):
    moved(item, ("2026-04-20T08:00Z", 9))
    data = b"sku,counted,counted_at\nG-1,8,04/05/2026\n"
    source, found = checked(as_ana, data, kind="stock")
    assert codes(found[2]) == ["ambiguous_date"]
    source = choose(as_ana, source, dates={"2": "dmy"})
    check(as_ana, source)
    assert rows(as_ana, source)[0]["state"] == "update"
    # On the 5th of April there were none.
    source = choose(as_ana, source, dates={"2": "mdy"})
    check(as_ana, source)
    assert codes(rows(as_ana, source)[0]) == ["moved_since"]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("soon", "not_a_date"),
        ("31/02/2026", "not_a_date"),
        ("2026-13-01", "not_a_date"),
        ("2999-01-01", "too_large"),
    ],
)
def test_what_is_no_date_is_held(as_ana, item, written, code):
    _, found = checked(as_ana, f"sku,counted,counted_at\nG-1,8,{written}\n".encode(), kind="stock")
    assert codes(found[2]) == [code]


def test_a_date_cell_of_a_spreadsheet_is_a_date(as_ana, item):
    import openpyxl

    moved(item, ("2026-11-20T08:00Z", 9))
    book = openpyxl.Workbook()
    book.active.append(["sku", "counted", "counted_at"])
    book.active.append(["G-1", 8, datetime(2026, 11, 21)])
    data = io.BytesIO()
    book.save(data)
    _, found = checked(as_ana, data.getvalue(), kind="stock")
    assert found[2]["state"] == "update"
