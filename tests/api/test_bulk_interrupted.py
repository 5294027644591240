"""Bulk changes that end early, and what a second attempt does."""

import json

import pytest
from bulk_requests import ADDRESS, DatabaseAway, adjust, fill, send, tally
from django.contrib.auth.models import User

from api.http import idempotency
from api.live import log
from api.models import BulkChunk, Category, IdempotencyKey, LiveEvent, Product, StockMovement
from api.stock.ledger import audit

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_database_that_goes_away_ends_it_and_what_was_done_stays(as_ana, ana, monkeypatch):
    fill(ana, 250)
    DatabaseAway(monkeypatch, chunk=2)
    lines = send(as_ana, {"filter": {}, "action": "adjust", "delta": 1, "reason": "count"})

    assert [line["type"] for line in lines] == ["start", "progress", "failed"]
    assert (lines[-1]["code"], lines[-1]["done"], tally(lines[-1])) == ("database_busy", 100, (100, 0, 0))
    assert lines[-1]["detail"] == (
        "The database is busy or unavailable. Changes made so far are kept: 100 of 250 products."
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
