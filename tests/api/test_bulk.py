"""Bulk changes: what is chosen, what becomes of each product, and what it costs."""

import json

import pytest
from bulk_requests import ADDRESS, adjust, fill, send, tally
from django.core.files.base import ContentFile
from image_files import png

from api.bulk import changes as bulk_changes
from api.bulk import runs as bulk
from api.catalog.images.store import store_image
from api.catalog.selectors import product_rows_by_id
from api.live import log
from api.models import Product, StockAlert, StockMovement, TrashedProduct
from api.stock.ledger import audit

pytestmark = pytest.mark.django_db(transaction=True)


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


def test_products_go_into_the_trash_with_their_pictures_and_their_movements_stay(as_ana, ana, events, media):
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
    assert set(TrashedProduct.objects.values_list("pk", flat=True)) == set(ids)
    assert len([path for path in media.rglob("*") if path.is_file()]) == 2
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
    monkeypatch.setattr("api.bulk.views.MAX_ROWS", 3)
    with nothing_saved():
        response = as_ana.post(ADDRESS, {"filter": {}, "action": "delete"}, headers={"Idempotency-Key": "k"})
    assert response.status_code == 400
    assert "100,000" in response.json()["filter"][0]


# --- Cost ----------------------------------------------------------------------------------------------------


def test_a_chunk_takes_a_fixed_number_of_queries(as_ana, ana, django_assert_max_num_queries):
    ids = fill(ana, 100)
    run = bulk.begin(user=ana, change=bulk_changes.Adjust(1, "count"), select=lambda: ids, key="", request=None)
    # Account, groups, permissions, begin, lock, update, two statements of movements, low stock, rows, the counter,
    # events, commit.
    with django_assert_max_num_queries(13):
        assert bulk.do_chunk(run, 0).changed == 100
