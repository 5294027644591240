"""Undoing a bulk change: what each product gets back, what is in the way, and what a run that is undone may do."""

import json

import pytest
from bulk_requests import ADDRESS, DatabaseAway, adjust, fill, send, tally, undo
from django.contrib.auth.models import Group, User

from api.http import idempotency
from api.live import log
from api.models import BulkChunk, Category, IdempotencyKey, Product, StockMovement
from api.stock.ledger import audit

pytestmark = pytest.mark.django_db(transaction=True)


def revert(client, product, reason):
    """Revert the movement of *product* with this reason."""
    movement = StockMovement.objects.get(product=product, reason=reason)
    assert client.post(f"/api/movements/{movement.pk}/revert/", {}).status_code == 201


# --- What comes back -----------------------------------------------------------------------------------------


def test_it_reverts_each_movement(as_ana, ana, events):
    ids = fill(ana, 250)
    send(as_ana, adjust(ids, 5, note="Delivery 7"), "run")
    before = log.position().seq
    lines = undo(as_ana, key="back")

    assert [line["type"] for line in lines] == ["start", "progress", "progress", "progress", "end"]
    assert (lines[0]["total"], tally(lines[-1])) == (250, (250, 0, 0))
    assert set(Product.objects.values_list("quantity", "version")) == {(10, 3)}
    posted = StockMovement.objects.filter(reason="revert")
    assert set(posted.values_list("delta", "balance_after", "reverts__note", "idempotency_key", "actor_name")) == {
        (-5, 10, "Delivery 7", "back", "ana")
    }
    assert all(movement.product_id == movement.reverts.product_id for movement in posted.select_related("reverts"))
    written = [event for event in events() if event["seq"] > before]
    assert [(event["action"], event["data"]["id"], event["actor"]) for event in written] == [
        ("update", pk, "ana") for pk in ids
    ]
    assert {event["movement"]["reason"] for event in written} == {"revert"}
    assert not audit().discrepancies


def test_it_gives_each_the_category_that_it_had(as_ana, ana, events):
    at_home, books, balls = fill(ana, 2), fill(ana, 1, category_id="books"), fill(ana, 3, category_id="sports")
    send(as_ana, {"filter": {}, "action": "set_category", "category": "books"}, "run")
    before = log.position().seq
    last = undo(as_ana)[-1]

    assert tally(last) == (5, 1, 0)
    categories = dict(Product.objects.values_list("pk", "category"))
    assert categories == dict.fromkeys(at_home, "home") | {books[0]: "books"} | dict.fromkeys(balls, "sports")
    assert {event["data"]["id"] for event in events() if event["seq"] > before} == {*at_home, *balls}


def test_it_switches_on_again_what_it_switched_off_alone(as_ana, ana):
    fill(ana, 3)
    was_off = fill(ana, 2, is_active=False, category_id="sports")
    send(as_ana, {"filter": {}, "action": "set_active", "is_active": False}, "run")

    assert tally(undo(as_ana)[-1]) == (3, 2, 0)
    assert set(Product.objects.filter(is_active=False).values_list("pk", flat=True)) == set(was_off)


def test_what_the_run_refused_stays_as_it_is(as_ana, ana, bea):
    mine, theirs = fill(ana, 2), fill(bea, 1)
    Product.objects.filter(pk=mine[0]).update(quantity=1)
    assert tally(send(as_ana, adjust([*mine, *theirs], -4, reason="sale"), "run")[-1]) == (1, 0, 2)

    assert tally(undo(as_ana)[-1]) == (1, 2, 0)
    assert list(Product.objects.order_by("pk").values_list("quantity", flat=True)) == [1, 10, 10]


def test_a_second_undo_changes_nothing(as_ana, ana):
    fill(ana, 3)
    send(as_ana, {"filter": {}, "action": "set_category", "category": "sports"}, "category")
    send(as_ana, {"filter": {}, "action": "adjust", "delta": 1, "reason": "count"}, "stock")
    for run in ("category", "stock"):
        assert tally(undo(as_ana, run)[-1]) == (3, 0, 0)
        position = log.position()
        assert tally(undo(as_ana, run)[-1]) == (0, 3, 0)
        assert log.position() == position
    assert not audit().discrepancies


def test_the_same_undo_sent_again_tells_the_same(as_ana, ana):
    send(as_ana, adjust(fill(ana, 150), 1), "run")
    first = undo(as_ana, key="back")
    position = log.position()

    assert undo(as_ana, key="back") == first
    assert log.position() == position


# --- What is in the way --------------------------------------------------------------------------------------


def test_what_has_happened_since_stays(as_ana, ana):
    sold, reverted, gone, adjusted, restored = ids = fill(ana, 5)
    send(as_ana, adjust(ids, 5), "run")
    as_ana.post(f"/api/products/{sold}/adjust/", {"delta": -12, "reason": "sale"})
    revert(as_ana, reverted, "receive")
    revert(as_ana, restored, "receive")
    revert(as_ana, restored, "revert")
    as_ana.delete(f"/api/products/{gone}/")
    as_ana.post(f"/api/products/{adjusted}/adjust/", {"delta": -1, "reason": "sale"})
    lines = undo(as_ana)

    refused = [(line["id"], line["code"]) for line in lines if line["type"] == "row"]
    assert refused == [(sold, "insufficient_stock"), (gone, "not_found"), (restored, "changed_since")]
    assert tally(lines[-1]) == (1, 1, 3)
    quantities = dict(Product.objects.values_list("pk", "quantity"))
    assert quantities == {sold: 3, reverted: 10, adjusted: 9, restored: 15}
    assert not audit().discrepancies


def test_a_category_that_was_changed_again_or_is_gone_stays(as_ana, ana):
    Category.objects.create(slug="boats", name="Boats")
    [moved], [boat], [back] = fill(ana, 1), fill(ana, 1, category_id="boats"), fill(ana, 1, category_id="sports")
    send(as_ana, {"filter": {}, "action": "set_category", "category": "books"}, "run")
    as_ana.patch(f"/api/products/{moved}/", {"category": "clothing"})
    as_ana.patch(f"/api/products/{back}/", {"category": "sports"})
    Category.objects.filter(slug="boats").delete()
    lines = undo(as_ana)

    assert [(line["id"], line["code"], line["detail"]) for line in lines if line["type"] == "row"] == [
        (moved, "changed_since", "It has been changed again since."),
        (boat, "category_gone", "Its old category no longer exists."),
    ]
    assert tally(lines[-1]) == (0, 1, 2)
    assert dict(Product.objects.values_list("pk", "category")) == {
        moved: "clothing",
        boat: "books",
        back: "sports",
    }


def test_who_may_no_longer_change_it_undoes_nothing(as_keeper, as_ana, ana, bea):
    theirs, mine = fill(bea, 1), fill(ana, 1)
    send(as_keeper, adjust(theirs, 5), "run")
    User.objects.get(username="kim").groups.remove(Group.objects.get(name="Stock keepers"))
    send(as_ana, {"ids": mine, "action": "set_active", "is_active": False}, "run")
    Product.objects.filter(pk=mine[0]).update(created_by=bea)
    for client in (as_keeper, as_ana):
        row, last = undo(client)[1], undo(client)[-1]
        assert (row["code"], tally(last)) == ("not_owner", (0, 0, 1))
    assert Product.objects.get(pk=theirs[0]).quantity == 15
    assert not Product.objects.get(pk=mine[0]).is_active


# --- Which runs ----------------------------------------------------------------------------------------------


def test_only_ones_own_runs_that_are_kept(as_ana, as_bea, ana, nothing_saved):
    ids = fill(ana, 1)
    send(as_ana, adjust(ids, 5), "run")
    as_ana.post(
        f"/api/products/{ids[0]}/adjust/", {"delta": 1, "reason": "count"}, headers={"Idempotency-Key": "one"}
    )
    for client, run in ((as_bea, "run"), (as_ana, "other"), (as_ana, "one")):
        with nothing_saved():
            response = client.post(ADDRESS, {"action": "undo", "run": run})
        assert response.status_code == 400
        assert response.json()["run"] == [
            "No bulk change of yours has this Idempotency-Key. They're kept for seven days."
        ]
    IdempotencyKey.objects.update(created_at="2026-01-01T00:00:00Z")
    idempotency.prune()
    assert as_ana.post(ADDRESS, {"action": "undo", "run": "run"}).status_code == 400


def test_neither_a_deletion_nor_an_undo_is_undone(as_ana, ana, nothing_saved):
    send(as_ana, {"ids": fill(ana, 1), "action": "delete"}, "deletion")
    send(as_ana, adjust(fill(ana, 1), 5), "run")
    undo(as_ana, key="back")
    for run in ("deletion", "back"):
        with nothing_saved():
            response = as_ana.post(ADDRESS, {"action": "undo", "run": run})
        told = "This can't be undone. Deleted products can be restored from the trash."
        assert (response.status_code, response.json()) == (400, {"run": [told]})


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"action": "undo"}, "run"),
        ({"action": "undo", "run": ""}, "run"),
        ({"action": "undo", "run": "with blank"}, "run"),
        ({"action": "undo", "run": "schlüssel"}, "run"),
        ({"action": "undo", "run": "run", "ids": [1]}, "ids"),
        ({"action": "undo", "run": "run", "filter": {}}, "filter"),
        ({"action": "undo", "run": "run", "delta": 1}, "delta"),
        ({"action": "delete", "ids": [1], "run": "run"}, "run"),
    ],
)
def test_an_undo_that_makes_no_sense_is_refused(as_ana, ana, nothing_saved, body, field):
    send(as_ana, adjust(fill(ana, 1), 5), "run")
    with nothing_saved():
        response = as_ana.post(ADDRESS, body)
    assert (response.status_code, list(response.json())) == (400, [field])


# --- Runs that ended early -----------------------------------------------------------------------------------


def test_what_the_run_had_not_done_is_left_and_will_not_be_done(as_ana, ana, monkeypatch):
    body = adjust(fill(ana, 250), 5)
    DatabaseAway(monkeypatch, chunk=2)
    assert send(as_ana, body, "run")[-1]["done"] == 100

    assert tally(undo(as_ana)[-1]) == (100, 150, 0)
    position = log.position()
    again = send(as_ana, body, "run")
    assert (again[-1]["type"], again[-1]["code"], again[-1]["done"]) == ("failed", "run_undone", 100)
    assert again[-1]["detail"] == "This bulk change has been undone."
    assert log.position() == position
    assert set(Product.objects.values_list("quantity", flat=True)) == {10}
    assert not audit().discrepancies


def test_an_undo_that_broke_off_goes_on(as_ana, ana, monkeypatch):
    send(as_ana, adjust(fill(ana, 250), 5), "run")
    revert = StockMovement.objects.filter(reason="revert")
    response = as_ana.post(ADDRESS, {"action": "undo", "run": "run"}, headers={"Idempotency-Key": "back"})
    next(response.streaming_content)
    next(response.streaming_content)
    response.close()
    assert revert.count() == 100

    assert tally(undo(as_ana, key="back")[-1]) == (250, 0, 0)
    assert revert.count() == 250
    assert BulkChunk.objects.filter(run__key="back", outcome__isnull=False).count() == 3
    assert not audit().discrepancies


def test_a_deletion_that_begins_meanwhile_ends_it(as_ana, ana):
    body = {"ids": fill(ana, 1), "action": "delete"}
    deletion = as_ana.post(ADDRESS, body, headers={"Idempotency-Key": "run"})
    undoing = as_ana.post(ADDRESS, {"action": "undo", "run": "run"}).streaming_content
    assert b'"end"' in b"".join(deletion.streaming_content)
    last = json.loads(list(undoing)[-1])

    assert (last["type"], last["code"], last["done"]) == ("failed", "cannot_be_undone", 0)
    assert not Product.objects.exists()


def test_an_undo_outlives_the_run_that_it_has_undone(as_ana, ana):
    send(as_ana, adjust(fill(ana, 150), 5), "run")
    first = undo(as_ana, key="back")
    IdempotencyKey.objects.filter(key="run").update(created_at="2026-01-01T00:00:00Z")
    idempotency.prune()

    assert undo(as_ana, key="back") == first


# --- Cost ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    [{"action": "adjust", "delta": 5, "reason": "count"}, {"action": "set_category", "category": "books"}],
)
def test_a_chunk_takes_a_fixed_number_of_queries(as_ana, ana, django_assert_max_num_queries, change):
    for category in ("home", "sports", "clothing", "electronics"):
        fill(ana, 25, category_id=category)
    send(as_ana, {"filter": {}, **change}, "run")
    # Of these, four are for what the account may do: of the request, and again of the chunk. The trail has three.
    with django_assert_max_num_queries(37):
        assert tally(undo(as_ana, key="back")[-1]) == (100, 0, 0)
    assert set(Product.objects.values_list("category", "quantity")) == {
        (category, 10) for category in ("home", "sports", "clothing", "electronics")
    }
