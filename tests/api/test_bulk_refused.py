"""Bulk changes that are refused: a product of many, what a person may not, and requests that make no sense."""

import pytest
from bulk_requests import ADDRESS, adjust, fill, send, tally

from api.bulk import runs
from api.models import MAX_QUANTITY, Product
from api.stock.ledger import audit

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_row_that_cannot_be_is_reported_and_holds_up_no_other(as_ana, ana, bea, nothing_saved):
    mine, theirs = fill(ana, 3), fill(bea, 1)
    Product.objects.filter(pk=mine[1]).update(quantity=2)
    Product.objects.filter(pk=mine[2]).delete()
    ids = [*mine, *theirs]
    lines = send(as_ana, {"ids": ids, "action": "adjust", "delta": -3, "reason": "sale"})

    assert [line["type"] for line in lines] == ["start", "row", "row", "row", "progress", "end"]
    assert tally(lines[-1]) == (1, 0, 3)
    assert [(line["id"], line["sku"], line["name"], line["code"]) for line in lines[1:4]] == [
        (mine[1], "ana-0001", "P0001", "insufficient_stock"),
        (mine[2], None, None, "not_found"),
        (theirs[0], "bea-0000", "P0000", "not_owner"),
    ]
    assert lines[1]["detail"] == "Not enough stock: 2 are on hand."
    assert sorted(Product.objects.values_list("pk", "quantity")) == [(mine[0], 7), (mine[1], 2), (theirs[0], 10)]
    assert not audit().discrepancies


def test_more_than_can_be_counted_is_refused(as_ana, ana):
    ids = fill(ana, 2)
    Product.objects.filter(pk=ids[0]).update(quantity=MAX_QUANTITY)
    lines = send(as_ana, adjust(ids, 1))

    assert [(line["id"], line["code"]) for line in lines if line["type"] == "row"] == [(ids[0], "too_much_stock")]
    assert tally(lines[-1]) == (1, 0, 1)


@pytest.mark.parametrize(
    "body",
    [
        {"action": "adjust", "delta": 1, "reason": "count"},
        {"action": "set_category", "category": "books"},
        {"action": "set_active", "is_active": False},
        {"action": "delete"},
    ],
)
@pytest.mark.parametrize("chosen", ["ids", "filter"])
def test_an_outsider_changes_nothing(as_bea, ana, nothing_saved, body, chosen):
    ids = fill(ana, 2)
    with nothing_saved():
        lines = send(as_bea, {chosen: ids if chosen == "ids" else {"owner": "ana"}, **body})
    assert [line["code"] for line in lines if line["type"] == "row"] == ["not_owner"] * 2
    assert tally(lines[-1]) == (0, 0, 2)


def test_a_stock_keeper_adjusts_any_and_does_nothing_else(as_keeper, ana):
    ids = fill(ana, 2)

    assert tally(send(as_keeper, adjust(ids, 1))[-1]) == (2, 0, 0)
    assert tally(send(as_keeper, {"ids": ids, "action": "set_active", "is_active": False})[-1]) == (0, 0, 2)
    assert tally(send(as_keeper, {"ids": ids, "action": "delete"})[-1]) == (0, 0, 2)
    assert set(Product.objects.values_list("quantity", "is_active")) == {(11, True)}


def test_only_who_is_signed_in(anonymous, product, nothing_saved):
    with nothing_saved():
        response = anonymous.post(ADDRESS, adjust([product.pk], 1))
    assert response.status_code == 401


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "action"),
        ({"ids": [1]}, "action"),
        ({"ids": [1], "action": "burn"}, "action"),
        ({"action": "delete"}, "ids"),
        ({"ids": [1], "filter": {}, "action": "delete"}, "ids"),
        ({"ids": [], "action": "delete"}, "ids"),
        ({"ids": None, "action": "delete"}, "ids"),
        ({"ids": "all", "action": "delete"}, "ids"),
        ({"ids": [0], "action": "delete"}, "ids"),
        ({"ids": [2**63], "action": "delete"}, "ids"),
        ({"ids": ["x"], "action": "delete"}, "ids"),
        ({"ids": list(range(1, 10_002)), "action": "delete"}, "ids"),
        ({"ids": [1], "action": "adjust", "reason": "sale"}, "delta"),
        ({"ids": [1], "action": "adjust", "delta": 0, "reason": "sale"}, "delta"),
        ({"ids": [1], "action": "adjust", "delta": 1.5, "reason": "sale"}, "delta"),
        ({"ids": [1], "action": "adjust", "delta": 2**31, "reason": "sale"}, "delta"),
        ({"ids": [1], "action": "adjust", "delta": 1}, "reason"),
        ({"ids": [1], "action": "adjust", "delta": 1, "reason": "initial"}, "reason"),
        ({"ids": [1], "action": "adjust", "delta": 1, "reason": "sale", "note": "x" * 501}, "note"),
        ({"ids": [1], "action": "adjust", "delta": 1, "reason": "sale", "category": "books"}, "category"),
        ({"ids": [1], "action": "set_category"}, "category"),
        ({"ids": [1], "action": "set_category", "category": "boats"}, "category"),
        ({"ids": [1], "action": "set_active"}, "is_active"),
        ({"ids": [1], "action": "set_active", "is_active": "maybe"}, "is_active"),
        ({"ids": [1], "action": "delete", "is_active": True}, "is_active"),
        ({"filter": [], "action": "delete"}, "filter"),
        ({"filter": {"serach": "mug"}, "action": "delete"}, "filter"),
        ({"filter": {"limit": 50}, "action": "delete"}, "filter"),
        ({"filter": {"offset": 50}, "action": "delete"}, "filter"),
        ({"filter": {"scope": "theirs"}, "action": "delete"}, "filter"),
        ({"filter": {"price_min": "dear"}, "action": "delete"}, "filter"),
        ({"filter": {"price_min": [1, 2]}, "action": "delete"}, "filter"),
        ({"filter": {"category": "boats"}, "action": "delete"}, "filter"),
        ({"filter": {"in_stock": {}}, "action": "delete"}, "filter"),
        ({"filter": {"search": "x" * 201}, "action": "delete"}, "filter"),
    ],
)
def test_a_request_that_makes_no_sense_is_refused_before_it_begins(as_ana, product, nothing_saved, body, field):
    with nothing_saved():
        response = as_ana.post(ADDRESS, body, headers={"Idempotency-Key": "k"})
    assert response.status_code == 400
    assert list(response.json()) == [field]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("body", "field"),
    [
        (r'{"ids": [1], "action": "adjust", "delta": 1, "reason": "\ud800"}', "reason"),
        (r'{"ids": [1], "action": "\ud800"}', "action"),
        (r'{"filter": {"\ud800": 1}, "action": "delete"}', "filter"),
        (r'{"filter": {"search": "\ud800"}, "action": "delete"}', "filter"),
        (r'{"filter": {"category": "\ud800"}, "action": "delete"}', "filter"),
        (r'{"filter": {"ordering": "\ud800"}, "action": "delete"}', "filter"),
        (r'{"filter": {"owner": "a\u0000"}, "action": "delete"}', "filter"),
        (r'{"filter": {"price_min": 1e400}, "action": "delete"}', "filter"),
    ],
)
def test_what_is_no_text_and_no_number_is_refused(as_ana, product, nothing_saved, body, field):
    with nothing_saved():
        response = as_ana.generic("POST", ADDRESS, body, content_type="application/json", HTTP_IDEMPOTENCY_KEY="k")
    assert response.status_code == 400
    assert list(response.json()) == [field]


def test_a_filter_says_which_of_its_values_is_wrong(as_ana, product):
    for wanted, details in (
        (
            {"serach": "mug", "price_min": [1, 2], "search": "mug"},
            ["serach: There is no such parameter. Did you mean search?", "price_min: Give one value."],
        ),
        ({"price_min": "dear"}, ["price_min: Enter a number."]),
    ):
        assert as_ana.post(ADDRESS, {"filter": wanted, "action": "delete"}).json() == {"filter": details}


# --- How much of it ------------------------------------------------------------------------------------------


def test_a_user_has_three_runs_under_way_at_once(as_ana, as_bea, ana, bea):
    ids = fill(ana, 1)
    runs = [as_ana.post(ADDRESS, adjust(ids, 1)) for _ in range(3)]

    refused = as_ana.post(ADDRESS, adjust(ids, 1))
    assert (refused.status_code, refused.json()["code"]) == (429, "too_many_runs")
    assert refused.headers["Retry-After"] == "5"
    assert tally(send(as_bea, adjust(fill(bea, 1), 1))[-1]) == (1, 0, 0)

    runs[0].close()
    b"".join(runs[1].streaming_content)
    for _ in range(5):
        assert as_ana.post(ADDRESS, {"ids": ids, "action": "adjust"}).status_code == 400
        assert tally(send(as_ana, adjust(ids, 1))[-1]) == (1, 0, 0)


def test_the_first_refusals_are_kept_by_name_and_the_others_as_a_number(as_ana, bea, monkeypatch):
    monkeypatch.setattr(runs, "KEPT_REFUSALS", 150)
    body = adjust(fill(bea, 350), 1)

    def rows(lines):
        return [line for line in lines if line["type"] == "row"]

    first = send(as_ana, body, key="all-of-bea-s")
    assert (len(rows(first)), tally(first[-1])) == (350, (0, 0, 350))
    again = send(as_ana, body, key="all-of-bea-s")
    assert rows(again) == rows(first)[:150]
    assert tally(again[-1]) == (0, 0, 350)
    assert [line["done"] for line in again if line["type"] == "progress"] == [100, 200, 300, 350]
