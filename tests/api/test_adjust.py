"""Adjusting stock: by a difference, to a counted number; who may; what a retry gets; what is refused."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from moments import at_once

from api.catalog.selectors import product_rows_by_id
from api.http import idempotency
from api.models import MAX_QUANTITY, IdempotencyKey, Product, StockMovement
from api.stock.ledger import audit
from api.stock.rows import MOVEMENT_COLUMNS, movement_row

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def address(product) -> str:
    return f"/api/products/{product.pk}/adjust/"


def on_hand(product: Product) -> int:
    return Product.objects.values_list("quantity", flat=True).get(pk=product.pk)


def keyed(key: str) -> dict[str, Any]:
    return {"headers": {"Idempotency-Key": key}}


def test_a_difference_is_posted_and_answered_with_movement_and_product(as_ana, address, product, events):
    response = as_ana.post(address, {"delta": -3, "reason": "sale", "note": "Counter 2"})

    assert response.status_code == 201
    movement, row = response.json()["movement"], response.json()["product"]
    expected = {"product": product.pk, "delta": -3, "balance_after": 39, "reason": "sale", "note": "Counter 2"}
    expected |= {"actor": "ana", "source": "api", "sku": "HOME-MUG01", "name": "Blue Mug"}
    expected |= {"reverts": None, "reverted_by": None}
    assert {name: movement[name] for name in expected} == expected
    assert row == product_rows_by_id([product.pk])[product.pk]
    assert (row["quantity"], row["version"]) == (39, 2)
    [event] = events()
    assert (event["action"], event["data"], event["movement"], event["actor"]) == ("update", row, movement, "ana")
    assert response.headers["ETag"] == '"v2"'
    assert response.headers["X-Live-Seq"] == str(event["seq"])
    assert not response.has_header("Idempotent-Replayed")
    assert not audit().discrepancies


@pytest.mark.parametrize(
    ("body", "quantity", "reason"),
    [
        ({"delta": 8}, 50, "correction"),
        ({"delta": -42}, 0, "correction"),
        ({"delta": MAX_QUANTITY - 42}, MAX_QUANTITY, "correction"),
        ({"set_to": 12, "expected": 42}, 12, "count"),
        ({"set_to": 42, "expected": 42}, 42, "count"),
        ({"set_to": 0, "expected": 42, "reason": "loss"}, 0, "loss"),
    ],
)
def test_what_may_be_posted(as_ana, address, product, body, quantity, reason):
    response = as_ana.post(address, body)

    assert response.status_code == 201
    movement = StockMovement.objects.latest("id")
    assert (on_hand(product), movement.balance_after, movement.delta) == (quantity, quantity, quantity - 42)
    assert movement.reason == reason
    assert not audit().discrepancies


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "delta"),
        ({"delta": 0}, "delta"),
        ({"delta": 1.5}, "delta"),
        ({"delta": "many"}, "delta"),
        ({"delta": None}, "delta"),
        ({"delta": MAX_QUANTITY + 1}, "delta"),
        ({"delta": 1, "set_to": 2, "expected": 42}, "delta"),
        ({"delta": 1, "expected": 42}, "expected"),
        ({"set_to": 2}, "expected"),
        ({"set_to": -1, "expected": 42}, "set_to"),
        ({"delta": 1, "reason": "initial"}, "reason"),
        ({"delta": 1, "reason": "revert"}, "reason"),
        ({"delta": 1, "reason": "because"}, "reason"),
        ({"delta": 1, "note": "x" * 501}, "note"),
        ({"delta": 1, "note": "a\0b"}, "note"),
    ],
)
def test_what_makes_no_sense_is_refused_by_field(as_ana, address, nothing_saved, body, field):
    with nothing_saved():
        response = as_ana.post(address, body)

    assert response.status_code == 400
    assert list(response.json()) == [field]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"delta": -43}, "insufficient_stock"),
        ({"delta": MAX_QUANTITY}, "too_much_stock"),
        ({"set_to": 12, "expected": 41}, "stale_quantity"),
    ],
)
def test_what_does_not_fit_is_refused_with_the_current_row(as_ana, address, product, nothing_saved, body, code):
    with nothing_saved():
        response = as_ana.post(address, body, **keyed("once"))

    assert response.status_code == 409
    assert response.json()["code"] == code
    assert "42" in response.json()["detail"]
    assert response.json()["current"] == product_rows_by_id([product.pk])[product.pk]


def test_stock_keepers_adjust_any_product_and_outsiders_none(as_bea, as_keeper, address, nothing_saved):
    assert as_keeper.post(address, {"delta": 1}).status_code == 201
    assert StockMovement.objects.latest("id").actor_name == "kim"
    with nothing_saved():
        refused = as_bea.post(address, {"delta": 1})
    assert refused.status_code == 403
    assert refused.json()["code"] == "permission_denied"
    assert "owner, stock keepers, managers and admins" in refused.json()["detail"]


def test_keepers_may_not_change_the_rest_of_a_product(as_keeper, address, nothing_saved):
    with nothing_saved():
        assert as_keeper.patch(address.removesuffix("adjust/"), {"price": "1.00"}).status_code == 403


def test_it_requires_a_token(anonymous, address, nothing_saved):
    with nothing_saved():
        assert anonymous.post(address, {"delta": 1}).status_code == 401


def test_the_user_knows_whether_they_keep_stock(as_keeper, as_bea):
    assert as_keeper.get("/api/user/").json()["permissions"] == ["api.adjust_any_stock"]
    assert as_bea.get("/api/user/").json()["permissions"] == []


def test_a_product_that_is_gone(as_ana, address, product):
    product.delete()
    assert as_ana.post(address, {"delta": 1}).status_code == 404


@pytest.mark.parametrize(
    ("quantity", "words"), [(0, "0 are"), (1, "1 is"), (2, "2 are"), (MAX_QUANTITY - 1, "2,147,483,646 are")]
)
def test_a_refusal_counts_in_english(as_ana, address, product, quantity, words):
    Product.objects.filter(pk=product.pk).update(quantity=quantity)

    few = as_ana.post(address, {"delta": -MAX_QUANTITY})
    stale = as_ana.post(address, {"set_to": 5, "expected": 7})
    assert few.json()["detail"] == f"Not enough stock: {words} on hand."
    assert stale.json()["detail"].endswith(f"since you read it: {words} on hand now.")
    if quantity:
        many = as_ana.post(address, {"delta": MAX_QUANTITY})
        assert many.json()["detail"].endswith(f": {words} on hand, and the limit is 2,147,483,647.")


# --- Idempotency ---------------------------------------------------------------------------------------------


def test_the_same_key_gets_the_first_answer(as_ana, address, product, events):
    first = as_ana.post(address, {"delta": -3}, **keyed("k-1"))
    as_ana.post(address, {"delta": -1})
    again = as_ana.post(address, {"delta": -3}, **keyed("k-1"))

    assert (again.status_code, again.json()) == (201, first.json())
    assert again.headers["Idempotent-Replayed"] == "true"
    assert again.headers["ETag"] == first.headers["ETag"]
    # Not above the place of what it says: a client may take events after it.
    assert int(again.headers["X-Live-Seq"]) < int(first.headers["X-Live-Seq"])
    assert on_hand(product) == 38
    assert len(events()) == 2


def test_the_first_answer_is_given_even_when_the_product_is_gone(as_ana, address, product):
    first = as_ana.post(address, {"delta": -3}, **keyed("k-1"))
    product.delete()
    again = as_ana.post(address, {"delta": -3}, **keyed("k-1"))
    assert (again.status_code, again.json()) == (201, first.json())


@pytest.mark.parametrize("body", [{"delta": -4}, {"delta": -3, "reason": "sale"}, {"set_to": 39, "expected": 42}])
def test_a_key_belongs_to_one_body(as_ana, address, nothing_saved, body):
    as_ana.post(address, {"delta": -3}, **keyed("k-1"))
    with nothing_saved():
        response = as_ana.post(address, body, **keyed("k-1"))
    assert (response.status_code, response.json()["code"]) == (422, "idempotency_key_reused")


def test_a_key_belongs_to_one_address(as_ana, address, ana, nothing_saved):
    other = Product.objects.create(sku="B", name="Bowl", category_id="home", price=1, quantity=9, created_by=ana)
    as_ana.post(address, {"delta": -3}, **keyed("k-1"))
    with nothing_saved():
        response = as_ana.post(f"/api/products/{other.pk}/adjust/", {"delta": -3}, **keyed("k-1"))
    assert response.status_code == 422


def test_a_key_belongs_to_one_user(as_ana, as_keeper, address, product):
    as_ana.post(address, {"delta": -3}, **keyed("k-1"))
    response = as_keeper.post(address, {"delta": -3}, **keyed("k-1"))
    assert response.status_code == 201
    assert on_hand(product) == 36


def test_a_refusal_does_not_use_the_key_up(as_ana, address, product):
    assert as_ana.post(address, {"delta": -50}, **keyed("k-1")).status_code == 409
    as_ana.post(address, {"delta": 20})
    assert as_ana.post(address, {"delta": -50}, **keyed("k-1")).status_code == 201
    assert on_hand(product) == 12


@pytest.mark.parametrize("key", ["x" * 201, "with blank", "ümlaut"])
def test_a_key_that_is_none(as_ana, address, nothing_saved, key):
    with nothing_saved():
        response = as_ana.post(address, {"delta": 1}, HTTP_IDEMPOTENCY_KEY=key)
    assert response.status_code == 400
    assert list(response.json()) == ["Idempotency-Key"]


def test_old_keys_are_forgotten(as_ana, address):
    as_ana.post(address, {"delta": 1}, **keyed("old"))
    IdempotencyKey.objects.update(created_at="2026-01-01T00:00:00Z")
    as_ana.post(address, {"delta": 1}, **keyed("new"))

    assert idempotency.prune() == 1
    assert list(IdempotencyKey.objects.values_list("key", flat=True)) == ["new"]


# --- At the same moment --------------------------------------------------------------------------------------


def test_differences_at_the_same_moment_all_count(client_of, ana: User, address, product):
    clients = [client_of(ana) for _ in range(8)]
    answers = at_once(*[lambda c=c: [c.post(address, {"delta": -2}) for _ in range(3)] for c in clients])

    codes = [answer.status_code for row in answers for answer in row]
    assert codes.count(201) == 21
    assert codes.count(409) == 3
    assert on_hand(product) == 0
    assert not audit().discrepancies


def test_of_two_counts_at_the_same_moment_one_is_asked_again(client_of, ana: User, address, product):
    clients = [client_of(ana), client_of(ana)]
    answers = at_once(
        *[lambda c=c, n=n: c.post(address, {"set_to": n, "expected": 42}) for n, c in enumerate(clients, 10)]
    )
    assert sorted(answer.status_code for answer in answers) == [201, 409]
    [refused] = [answer for answer in answers if answer.status_code == 409]
    assert refused.json()["code"] == "stale_quantity"
    assert refused.json()["current"]["quantity"] == on_hand(product)


def test_one_key_at_the_same_moment_is_applied_once(client_of, ana: User, address, product):
    clients = [client_of(ana) for _ in range(6)]
    answers = at_once(*[lambda c=c: c.post(address, {"delta": -5}, **keyed("same")) for c in clients])

    assert [answer.status_code for answer in answers] == [201] * 6
    assert len({answer.content for answer in answers}) == 1
    assert sum(answer.has_header("Idempotent-Replayed") for answer in answers) == 5
    assert on_hand(product) == 37


def test_the_movement_row_is_the_same_by_every_way(as_ana, as_bea, address, product):
    posted = as_ana.post(address, {"delta": 1}).json()["movement"]
    [listed, _] = as_bea.get(f"/api/products/{product.pk}/movements/").json()
    stored = StockMovement.objects.values_list(*MOVEMENT_COLUMNS).latest("id")
    assert posted == listed == movement_row(stored)
