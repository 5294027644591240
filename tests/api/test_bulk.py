"""Bulk changes: what is chosen, what becomes of each product, who may, and what a second attempt does."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.db import OperationalError
from image_files import png

from api.ledger import audit
from api.live import log
from api.models import (
    MAX_QUANTITY,
    BulkChunk,
    Category,
    IdempotencyKey,
    LiveEvent,
    Product,
    StockAlert,
    StockMovement,
)
from api.selectors import product_rows_by_id
from api.services import bulk, idempotency
from api.services.images import store_image

pytestmark = pytest.mark.django_db(transaction=True)

ADDRESS = "/api/products/bulk/"
Send = Callable[..., list[dict[str, Any]]]


def send(client: Any, body: dict[str, Any], key: str = "") -> list[dict[str, Any]]:
    """The lines of the answer."""
    response = client.post(ADDRESS, body, headers={"Idempotency-Key": key} if key else {})
    assert response.status_code == 200, response.content
    assert response.headers["Content-Type"] == "application/x-ndjson"
    return [json.loads(line) for line in b"".join(response.streaming_content).splitlines()]


def fill(owner: User, count: int, **fields: Any) -> list[int]:
    """Make *count* products of *owner*, 10 on hand; returns their ids."""
    values = {"category_id": "home", "price": "2.00", "quantity": 10, **fields}
    made = Product.objects.bulk_create(
        Product(sku=f"{owner.username}-{number:04}", name=f"P{number:04}", created_by=owner, **values)
        for number in range(count)
    )
    return [product.pk for product in made]


def adjust(ids: list[int], delta: int, **more: Any) -> dict[str, Any]:
    return {"ids": ids, "action": "adjust", "delta": delta, "reason": "receive", **more}


def tally(line: dict[str, Any]) -> tuple[int, int, int]:
    return line["changed"], line["unchanged"], line["refused"]


# --- What is done --------------------------------------------------------------------------------------------


def test_many_are_adjusted_in_chunks_each_with_its_movement_and_event(as_ana, ana, events):
    ids = fill(ana, 250)
    before = log.position().seq
    lines = send(as_ana, adjust(ids, 5, note="Delivery 7"))

    assert [line["type"] for line in lines] == ["start", "progress", "progress", "progress", "end"]
    assert lines[0] == {"type": "start", "total": 250}
    assert [line["done"] for line in lines[1:4]] == [100, 200, 250]
    assert (tally(lines[-1]), lines[-1]["total"]) == ((250, 0, 0), 250)
    assert (lines[-1]["seq"], lines[-1]["epoch"]) == (log.position().seq, log.position().epoch)
    assert set(Product.objects.values_list("quantity", "version")) == {(15, 2)}
    written = [event for event in events() if event["seq"] > before]
    assert [event["data"]["id"] for event in written] == ids
    rows = product_rows_by_id(ids)
    for event in written:
        moved = event["movement"]
        assert (event["action"], event["actor"], event["data"]) == ("update", "ana", rows[event["data"]["id"]])
        assert (moved["delta"], moved["balance_after"], moved["reason"]) == (5, 15, "receive")
        assert (moved["note"], moved["actor"], moved["source"]) == ("Delivery 7", "ana", "api")
    assert not audit().discrepancies


def test_an_answer_says_where_it_stands_and_is_not_stored_on_the_way(as_ana, ana):
    position = log.position()
    response = as_ana.post(ADDRESS, adjust(fill(ana, 1), 1), headers={"Accept": "application/x-ndjson"})

    assert int(response.headers["X-Live-Seq"]) > position.seq
    assert response.headers["X-Live-Epoch"] == position.epoch
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["X-Accel-Buffering"] == "no"


def test_a_category_is_set_where_it_is_another(as_ana, ana, events):
    ids = fill(ana, 3)
    Product.objects.filter(pk=ids[0]).update(category="books")
    lines = send(as_ana, {"ids": ids, "action": "set_category", "category": "books"})

    assert tally(lines[-1]) == (2, 1, 0)
    assert set(Product.objects.values_list("category", "version")) == {("books", 2)}
    assert [(e["data"]["id"], e["data"]["category"], e["movement"]) for e in events()[-2:]] == [
        (ids[1], "books", None),
        (ids[2], "books", None),
    ]


def test_products_are_switched_off_and_on(as_ana, ana):
    ids = fill(ana, 3)
    Product.objects.filter(pk=ids[1]).update(is_active=False)

    assert tally(send(as_ana, {"ids": ids, "action": "set_active", "is_active": False})[-1]) == (2, 1, 0)
    assert set(Product.objects.values_list("is_active", flat=True)) == {False}
    assert tally(send(as_ana, {"ids": ids, "action": "set_active", "is_active": True})[-1]) == (3, 0, 0)
    assert set(Product.objects.values_list("is_active", flat=True)) == {True}


def test_products_are_deleted_with_their_pictures_and_their_movements_stay(as_ana, ana, events, media):
    ids = fill(ana, 2)
    stored = store_image(ContentFile(png(), "mug.png"))
    picture = Product.objects.get(pk=ids[0])
    picture.image, picture.thumbnail = stored.image, stored.thumbnail
    picture.save()
    rows = product_rows_by_id(ids)
    assert len([path for path in media.rglob("*") if path.is_file()]) == 2
    before = log.position().seq
    lines = send(as_ana, {"ids": ids, "action": "delete"})

    assert tally(lines[-1]) == (2, 0, 0)
    assert not Product.objects.exists()
    assert not [path for path in media.rglob("*") if path.is_file()]
    written = [event for event in events() if event["seq"] > before]
    assert [(event["action"], event["data"]) for event in written] == [("delete", rows[pk]) for pk in ids]
    assert list(StockMovement.objects.values_list("product", "sku").order_by("pk")) == [
        (None, "ana-0000"),
        (None, "ana-0001"),
    ]


def test_stock_that_goes_low_is_noticed_once_for_each(as_ana, ana, events):
    ids = fill(ana, 3, reorder_level=8)
    send(as_ana, {"ids": ids, "action": "adjust", "delta": -1, "reason": "sale"})
    assert not StockAlert.objects.exists()
    send(as_ana, {"ids": ids, "action": "adjust", "delta": -1, "reason": "sale"})

    assert sorted(StockAlert.objects.values_list("product", "kind", "quantity")) == [(pk, "low", 8) for pk in ids]
    assert [event["alert"] for event in events()[-3:]] == ["low"] * 3


# --- What is refused -----------------------------------------------------------------------------------------


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
    assert lines[1]["detail"] == "There is not enough stock: 2 are on hand."
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
            ["serach: The list has no such filter.", "price_min: Give one value."],
        ),
        ({"price_min": "dear"}, ["price_min: Enter a number."]),
    ):
        assert as_ana.post(ADDRESS, {"filter": wanted, "action": "delete"}).json() == {"filter": details}


# --- What is chosen ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "chosen",
    [
        {},
        {"scope": "all"},
        {"scope": "mine"},
        {"search": "P0001"},
        {"category": ["books", "home"], "ordering": "-name"},
        {"category": "books"},
        {"is_active": True, "in_stock": "true", "low_stock": False},
        {"price_min": 2, "price_max": "2.50", "quantity_min": 10, "quantity_max": "10", "owner": "ana"},
        {"search": "", "owner": None},
        {"search": "nothing like it"},
    ],
)
def test_a_filter_chooses_what_the_list_shows(as_ana, ana, bea, chosen):
    mine, theirs = fill(ana, 4), fill(bea, 2)
    Product.objects.filter(pk__in=[mine[0], theirs[0]]).update(category="books", price="2.50")
    query = {name: str(value).lower() if isinstance(value, bool) else value for name, value in chosen.items()}
    listed = as_ana.get(
        "/api/products/my_products/" if query.pop("scope", "") == "mine" else "/api/products/",
        {name: value for name, value in query.items() if value is not None},
    )
    lines = send(as_ana, {"filter": chosen, "action": "adjust", "delta": 1, "reason": "count"})

    shown = {row["id"] for row in listed.json()}
    assert lines[0]["total"] == len(shown)
    assert set(Product.objects.filter(quantity=11).values_list("pk", flat=True)) == shown & set(mine)
    assert {line["id"] for line in lines if line["type"] == "row"} == shown & set(theirs)


def test_what_comes_to_match_while_it_goes_on_is_left_out(as_ana, ana):
    fill(ana, 150)
    response = as_ana.post(
        ADDRESS, {"filter": {"is_active": True}, "action": "set_active", "is_active": False}
    ).streaming_content
    next(response)
    late = Product.objects.create(sku="LATE", name="Late", category_id="home", price=1, created_by=ana)
    end = json.loads(list(response)[-1])

    assert (end["total"], tally(end)) == (150, (150, 0, 0))
    assert list(Product.objects.filter(is_active=True)) == [late]


def test_one_that_goes_while_it_goes_on_is_refused(as_ana, ana):
    ids = fill(ana, 150)
    response = as_ana.post(ADDRESS, adjust(ids, 1)).streaming_content
    next(response)
    next(response)
    Product.objects.filter(pk=ids[-1]).delete()
    lines = [json.loads(line) for part in response for line in part.splitlines()]

    assert [(line["id"], line["code"]) for line in lines if line["type"] == "row"] == [(ids[-1], "not_found")]
    assert tally(lines[-1]) == (149, 0, 1)


def test_one_that_is_named_twice_is_changed_once(as_ana, ana):
    ids = fill(ana, 2)

    assert send(as_ana, adjust([*ids, *ids], 1))[0]["total"] == 2
    assert set(Product.objects.values_list("quantity", flat=True)) == {11}


def test_more_than_the_most_is_refused(as_ana, ana, nothing_saved, monkeypatch):
    fill(ana, 4)
    monkeypatch.setattr("api.views.bulk.MAX_ROWS", 3)
    with nothing_saved():
        response = as_ana.post(ADDRESS, {"filter": {}, "action": "delete"}, headers={"Idempotency-Key": "k"})
    assert response.status_code == 400
    assert "100,000" in response.json()["filter"][0]


# --- When it ends early --------------------------------------------------------------------------------------


class DatabaseAway:
    """Stands in the way of one chunk, as a database does that is locked or gone."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, chunk: int) -> None:
        self.left = chunk
        write = bulk._write

        def fail_once(*args: Any) -> None:
            write(*args)
            self.left -= 1
            if self.left == 0:
                raise OperationalError("database is locked")

        monkeypatch.setattr(bulk, "_write", fail_once)


def test_a_database_that_goes_away_ends_it_and_what_was_done_stays(as_ana, ana, monkeypatch):
    fill(ana, 250)
    DatabaseAway(monkeypatch, chunk=2)
    lines = send(as_ana, {"filter": {}, "action": "adjust", "delta": 1, "reason": "count"})

    assert [line["type"] for line in lines] == ["start", "progress", "failed"]
    assert (lines[-1]["code"], lines[-1]["done"], tally(lines[-1])) == ("database_busy", 100, (100, 0, 0))
    assert lines[-1]["detail"] == (
        "The database is busy or away. 100 of 250 products were done by then and stay so."
    )
    assert Product.objects.filter(quantity=11).count() == 100
    assert not audit().discrepancies


def test_a_second_attempt_with_the_key_goes_on_and_does_nothing_twice(as_ana, ana, monkeypatch):
    fill(ana, 250)
    Product.objects.filter(sku="ana-0007").update(quantity=0)
    body = {"filter": {"quantity_max": 10}, "action": "adjust", "delta": -5, "reason": "sale"}
    DatabaseAway(monkeypatch, chunk=2)
    assert send(as_ana, body, "key")[-1]["type"] == "failed"
    # What has been done no longer matches in the same way, and what is new does.
    Product.objects.filter(sku="ana-0200").update(quantity=100)
    fill_more = Product.objects.create(sku="NEW", name="New", category_id="home", price=1, created_by=ana)
    whole = send(as_ana, body, "key")

    assert [line["type"] for line in whole] == ["start", "row", "progress", "progress", "progress", "end"]
    assert (whole[0]["total"], tally(whole[-1])) == (250, (249, 0, 1))
    assert (whole[1]["sku"], whole[1]["code"]) == ("ana-0007", "insufficient_stock")
    assert Product.objects.filter(quantity=5).count() == 248
    assert Product.objects.get(sku="ana-0200").quantity == 95
    assert Product.objects.get(pk=fill_more.pk).quantity == 0
    sold = StockMovement.objects.filter(reason="sale")
    assert (sold.count(), set(sold.values_list("idempotency_key", flat=True))) == (249, {"key"})
    seq = log.position()
    again = send(as_ana, body, "key")
    assert again == whole
    assert log.position() == seq
    assert not audit().discrepancies


def test_a_repeated_key_is_said_to_be_one(as_ana, ana):
    body = adjust(fill(ana, 1), 1)
    answers = [as_ana.post(ADDRESS, body, headers={"Idempotency-Key": "k"}) for _ in range(2)]

    assert [answer.headers.get("Idempotent-Replayed") for answer in answers] == [None, "true"]
    assert b"".join(answers[0].streaming_content)
    assert b"".join(answers[1].streaming_content)
    assert Product.objects.get().quantity == 11


@pytest.mark.parametrize(
    "other",
    [
        {"delta": 2},
        {"note": "x"},
        {"ids": [1, 2]},
        {"action": "delete", "delta": None},
    ],
)
def test_a_key_with_another_body_is_refused(as_ana, product, nothing_saved, other):
    body = adjust([product.pk], 1)
    send(as_ana, body, "k")
    with nothing_saved():
        changed = {name: value for name, value in {**body, **other}.items() if value is not None}
        changed = {"ids": changed["ids"], "action": "delete"} if other.get("action") else changed
        response = as_ana.post(ADDRESS, changed, headers={"Idempotency-Key": "k"})
    assert (response.status_code, response.json()["code"]) == (422, "idempotency_key_reused")


def test_a_key_is_one_persons_and_one_addresses(as_ana, as_keeper, product, nothing_saved):
    body = adjust([product.pk], 1)
    send(as_ana, body, "k")
    assert tally(send(as_keeper, body, "k")[-1]) == (1, 0, 0)
    assert Product.objects.get().quantity == 44
    with nothing_saved():
        response = as_ana.post(
            f"/api/products/{product.pk}/adjust/", {"delta": 1}, headers={"Idempotency-Key": "k"}
        )
    assert response.status_code == 422


def test_a_key_that_is_none(as_ana, product, nothing_saved):
    with nothing_saved():
        response = as_ana.post(ADDRESS, adjust([product.pk], 1), headers={"Idempotency-Key": "with blank"})
    assert (response.status_code, list(response.json())) == (400, ["Idempotency-Key"])


def test_old_keys_go_with_what_they_have_done(as_ana, ana):
    send(as_ana, adjust(fill(ana, 150), 1), "old")
    assert BulkChunk.objects.count() == 2
    IdempotencyKey.objects.update(created_at="2026-01-01T00:00:00Z")

    assert idempotency.prune() == 1
    assert not BulkChunk.objects.exists()


def test_an_account_that_is_switched_off_ends_its_runs(as_ana, ana):
    ids = fill(ana, 150)
    response = as_ana.post(ADDRESS, adjust(ids, 1)).streaming_content
    next(response)
    next(response)
    User.objects.filter(pk=ana.pk).update(is_active=False)
    last = json.loads(list(response)[-1])

    assert (last["type"], last["code"], last["done"]) == ("failed", "account_off", 100)
    assert Product.objects.filter(quantity=11).count() == 100


def test_a_category_that_goes_meanwhile_ends_it(as_ana, ana):
    Category.objects.create(slug="boats", name="Boats")
    ids = fill(ana, 150)
    response = as_ana.post(ADDRESS, {"ids": ids, "action": "set_category", "category": "boats"}).streaming_content
    next(response)
    Category.objects.filter(slug="boats").delete()
    last = json.loads(list(response)[-1])

    assert (last["type"], last["code"], last["done"]) == ("failed", "conflict", 0)
    assert set(Product.objects.values_list("category", flat=True)) == {"home"}


def test_who_stops_listening_stops_it(as_ana, ana):
    fill(ana, 250)
    response = as_ana.post(ADDRESS, {"filter": {}, "action": "delete"})
    next(response.streaming_content)
    next(response.streaming_content)
    response.close()

    assert Product.objects.count() == 150
    assert LiveEvent.objects.filter(action="delete").count() == 100


# --- Cost ----------------------------------------------------------------------------------------------------


def test_a_chunk_takes_a_fixed_number_of_queries(as_ana, ana, django_assert_max_num_queries):
    ids = fill(ana, 100)
    run = bulk.begin(user=ana, change=bulk.Adjust(1, "count"), select=lambda: ids, key="", request=None)
    # Account, begin, lock, update, two statements of movements, low stock, rows, the counter, events, commit.
    with django_assert_max_num_queries(11):
        assert bulk.do_chunk(run, 0).changed == 100
