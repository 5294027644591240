"""Several rows of one product in a stock count: what is added up, and what is held together."""

import csv
import io
from collections.abc import Sequence
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from import_requests import ADDRESS, Line, apply, check, checked, choose, codes, held, rows, tally, upload

from api.exchange import services
from api.models import Product, StockMovement
from api.stock.ledger import audit

pytestmark = pytest.mark.django_db(transaction=True)

HEADINGS = "sku,counted,change,reason"


@pytest.fixture
def item(ana: Any) -> Product:
    return make(ana, "D", 10)


def make(owner: Any, sku: str, quantity: int, **fields: Any) -> Product:
    return Product.objects.create(
        sku=sku, name=f"Product {sku}", category_id="home", price=1, quantity=quantity, created_by=owner, **fields
    )


def file_of(*lines: str, headings: str = HEADINGS) -> bytes:
    return "\n".join([headings, *lines, ""]).encode()


def on_hand(product: Product) -> int:
    return Product.objects.get(pk=product.pk).quantity


def adjust(client: Any, product: Product, delta: int) -> None:
    assert client.post(f"/api/products/{product.pk}/adjust/", {"delta": delta}).status_code == 201


def states(found: dict[int, Line]) -> list[str]:
    return [row["state"] for row in found.values()]


def held_rows(client: Any, source: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(held(client, source).decode("utf-8-sig"), newline="")))


# --- What is added up -------------------------------------------------------------------------------------------


def test_a_shelf_that_was_not_counted_takes_nothing_from_the_others(as_ana, item):
    source, found = checked(as_ana, b"sku,counted\nD,\nD,7\n", kind="stock")
    assert (found[2]["state"], found[2]["notes"]) == ("skipped", ["not_counted"])
    assert (found[3]["changes"], found[3]["notes"]) == ({"quantity": [10, 7]}, [])
    assert tally(apply(as_ana, source)[-1]) == (0, 1, 0, 0)
    assert on_hand(item) == 7


def test_the_first_row_with_a_number_takes_the_sum(as_ana, item):
    source, found = checked(as_ana, b"sku,counted\nD,\nD,7\nD,\nD,5\n", kind="stock")
    assert states(found) == ["skipped", "update", "skipped", "skipped"]
    assert [row["notes"] for row in found.values()] == [
        ["not_counted"],
        ["added_up"],
        ["not_counted"],
        ["added_up"],
    ]
    apply(as_ana, source)
    assert on_hand(item) == 12


@pytest.mark.parametrize("lines", [["D,,-2,loss", "D,5,,"], ["D,5,,", "D,,-2,loss"]])
def test_a_count_and_a_change_are_never_added(as_ana, item, lines):
    source, found = checked(as_ana, file_of(*lines), kind="stock")
    assert [codes(row) for row in found.values()] == [["duplicate"], ["duplicate"]]
    assert all("don't agree" in row["problems"][0]["detail"] for row in found.values())
    assert tally(apply(as_ana, source)[-1]) == (0, 0, 0, 0)
    assert on_hand(item) == 10


def test_what_one_row_expects_holds_for_the_sum_whichever_it_is(as_ana, item):
    for lines in (["D,6,12", "D,5,"], ["D,6,", "D,5,12"]):
        _, found = checked(as_ana, file_of(*lines, headings="sku,counted,expected"), kind="stock")
        assert found[2]["problems"][0]["suggestion"] == "9"


def test_what_a_row_without_a_number_expects_is_not_asked(as_ana, item):
    _, found = checked(as_ana, file_of("D,,9", "D,7,10", headings="sku,counted,expected"), kind="stock")
    assert found[3]["changes"] == {"quantity": [10, 7]}


# --- What is held together --------------------------------------------------------------------------------------


@pytest.mark.parametrize("bad", ["D,5,,bogus", "D,x,,", "D,5,3,", "D,-1,,", "D,,,bogus"])
@pytest.mark.parametrize("place", [0, 1])
def test_if_one_row_is_held_all_are(as_ana, item, bad, place):
    lines = ["D,7,,count"]
    lines.insert(place, bad)
    source, found = checked(as_ana, file_of(*lines), kind="stock")
    good = found[3 - place]
    assert (good["state"], codes(good)) == ("held", ["duplicate"])
    assert good["problems"][0]["detail"] == f"Row {2 + place} is about the same product and is held."
    assert tally(apply(as_ana, source)[-1]) == (0, 0, 0, 0)
    assert on_hand(item) == 10
    assert [row["Row"] for row in held_rows(as_ana, source)] == ["2", "3"]


def test_a_note_that_is_too_long_holds_the_other_shelf_too(as_ana, item):
    _, found = checked(as_ana, file_of("D,5,", f"D,7,{'x' * 501}", headings="sku,counted,note"), kind="stock")
    assert [codes(row) for row in found.values()] == [["duplicate"], ["too_long"]]


def test_a_row_that_may_mean_a_product_holds_those_that_do(as_ana, ana, item):
    other = make(ana, "E", 10, barcode="4006381333931")
    lines = ("D,,5", "D,4006381333931,1", "E,,7")
    source, found = checked(as_ana, file_of(*lines, headings="sku,barcode,counted"), kind="stock")
    assert [codes(row) for row in found.values()] == [["duplicate"], ["ambiguous"], ["duplicate"]]
    apply(as_ana, source)
    assert (on_hand(item), on_hand(other)) == (10, 10)


def test_a_barcode_without_its_zeros_holds_the_row_that_has_them(as_ana, ana):
    make(ana, "F", 1, barcode="012345678905")
    _, found = checked(
        as_ana, file_of("012345678905,5", "12345678905,7", headings="barcode,counted"), kind="stock"
    )
    assert [codes(row) for row in found.values()] == [["duplicate"], ["missing_zero"]]
    assert found[3]["key"] == "F"


def test_too_little_holds_all_that_was_added_up(as_ana, item):
    source, found = checked(as_ana, file_of("D,,-6,", "D,,-7,", headings=HEADINGS), kind="stock")
    assert [codes(row) for row in found.values()] == [["insufficient_stock"]] * 2
    assert [row["changes"] for row in found.values()] == [{"quantity": [10, -3]}] * 2
    apply(as_ana, source)
    adjust(as_ana, item, 5)
    again, _ = checked(as_ana, held(as_ana, source), kind="stock")
    apply(as_ana, again)
    assert on_hand(item) == 2


def test_anothers_product_holds_all_its_rows(as_bea, item):
    source, found = checked(as_bea, b"sku,counted\nD,5\nD,7\n", kind="stock")
    assert [codes(row) for row in found.values()] == [["not_owner"]] * 2
    assert len(held_rows(as_bea, source)) == 2


@pytest.mark.parametrize("chosen", [{"2": "set"}, {"3": "set"}, {"2": "set", "3": "set"}])
def test_moved_stock_is_decided_on_any_of_its_rows(as_ana, item, chosen):
    source, found = checked(as_ana, file_of("D,5,12", "D,6,12", headings="sku,counted,expected"), kind="stock")
    assert [codes(row) for row in found.values()] == [["moved_since"]] * 2
    assert {(row["problems"][0]["value"], row["problems"][0]["suggestion"]) for row in found.values()} == {
        ("11", "9")
    }
    source = choose(as_ana, source, moved_since={"all": "leave", "rows": chosen})
    check(as_ana, source)
    assert [row["state"] for row in rows(as_ana, source)] == ["update", "skipped"]
    adjust(as_ana, item, -1)
    apply(as_ana, source)
    assert on_hand(item) == 11


def test_two_choices_for_one_product_are_asked_again(as_ana, item):
    choice = {"rows": {"2": "set", "3": "difference"}}
    lines = file_of("D,5,12", "D,6,12", headings="sku,counted,expected")
    _, found = checked(as_ana, lines, kind="stock", moved_since=choice)
    assert [codes(row) for row in found.values()] == [["moved_since"]] * 2


def test_a_sum_that_is_refused_at_the_apply_takes_its_rows_along(as_ana, ana, item):
    """Chunks are applied one by one: the rows of a sum may be in several."""
    others = [make(ana, f"N-{number}", 1) for number in range(150)]
    lines = ["D,5", *(f"{other.sku},2" for other in others), "D,7", "D,"]
    source, _ = checked(as_ana, file_of(*lines, headings="sku,counted"), kind="stock")
    adjust(as_ana, item, -1)
    found = apply(as_ana, source, "key")
    assert [(line["row"], line["code"]) for line in found if line["type"] == "row"] == [(2, "moved_since")]
    assert tally(found[-1]) == (0, 150, 0, 1)
    assert [(row["row"], codes(row)) for row in rows(as_ana, source, "held")] == [
        (2, ["moved_since"]),
        (153, ["moved_since"]),
    ]
    assert as_ana.get(f"{ADDRESS}{source['id']}/").json()["totals"]["held"] == 2
    assert tally(apply(as_ana, source, "key")[-1]) == tally(found[-1])
    again, _ = checked(as_ana, held(as_ana, source), kind="stock")
    assert tally(apply(as_ana, again)[-1]) == (0, 1, 0, 0)
    assert on_hand(item) == 12


# --- In any order -----------------------------------------------------------------------------------------------

START = 1000
"""On hand of each product: more than all rows of a file together."""


class Shelf(NamedTuple):
    """A row of a file: what it says of its product, and what it should."""

    sku: str
    cells: tuple[str, str, str]
    right: tuple[str, str, str]


def shelves(sku: str) -> st.SearchStrategy[list[Shelf]]:
    """Rows of one product that all count it, or all change it; some blank, some wrong."""
    rows = st.booleans().flatmap(lambda is_count: st.lists(_shelf(sku, is_count=is_count), max_size=4))
    # Rows that are all in the wrong column agree: nothing tells that they are wrong.
    return rows.filter(lambda found: any(map(_shows, found)) or not any(map(_is_elsewhere, found)))


def _shelf(sku: str, *, is_count: bool) -> st.SearchStrategy[Shelf]:
    def made(number: int, fault: str) -> Shelf:
        right = (str(number), "", "") if is_count else ("", str(-number), "loss")
        wrong = {
            "": right,
            "blank": ("", "", ""),
            "reason": (right[0], right[1], "bogus"),
            "number": ("x", "", "") if is_count else ("", "x", ""),
            "both": (str(number), str(-number), ""),
            "other": ("", str(number), "") if is_count else (str(number), "", ""),
            "lost": ("", "", "bogus"),
        }[fault]
        return Shelf(sku, wrong, wrong if fault == "blank" else right)

    faults = st.sampled_from(["", "", "", "blank", "blank", "reason", "number", "both", "other", "lost"])
    return st.builds(made, st.integers(1, 20), faults)


def _is_elsewhere(shelf: Shelf) -> bool:
    return [bool(cell) for cell in shelf.cells[:2]] == [not cell for cell in shelf.right[:2]]


def _shows(shelf: Shelf) -> bool:
    return any(shelf.cells) and not _is_elsewhere(shelf)


def files() -> st.SearchStrategy[list[Shelf]]:
    together = st.tuples(*map(shelves, "ABC")).map(lambda parts: [shelf for part in parts for shelf in part])
    return together.filter(bool).flatmap(st.permutations)


def stock_after(sku: str, file: Sequence[Shelf], moved: int) -> int:
    """What the file means, without its faults, where *moved* had come before it."""
    counted = [int(shelf.right[0]) for shelf in file if shelf.sku == sku and shelf.right[0]]
    changed = [int(shelf.right[1]) for shelf in file if shelf.sku == sku and shelf.right[1]]
    return sum(counted) if counted else START + moved + sum(changed)


@given(files(), st.fixed_dictionaries({sku: st.sampled_from([0, 0, 3]) for sku in "ABC"}))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_applied_and_what_is_held_make_the_whole_file(as_ana, ana, monkeypatch, file, moved):
    monkeypatch.setattr(services, "CHUNK_ROWS", 2)  # the rows of a product are in several chunks
    Product.objects.all().delete()
    products = {sku: make(ana, sku, START) for sku in "ABC"}
    source, _ = checked(as_ana, file_of(*(f"{s.sku},{','.join(s.cells)}" for s in file)), kind="stock")
    for sku, delta in moved.items():
        if delta:
            adjust(as_ana, products[sku], delta)
    apply(as_ana, source)
    left = [file[int(row["Row"]) - 2] for row in held_rows(as_ana, source)]
    if left:
        again = upload(as_ana, file_of(*(f"{s.sku},{','.join(s.right)}" for s in left)), kind="stock")
        assert check(as_ana, again)["held"] == 0
        apply(as_ana, again)
    found = {sku: on_hand(product) for sku, product in products.items()}
    assert found == {sku: stock_after(sku, file, moved[sku]) for sku in products}
    as_ana.delete(f"{ADDRESS}{source['id']}/")
    assert not audit().discrepancies
    assert not StockMovement.objects.filter(delta=0).exists()
