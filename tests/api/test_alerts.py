"""Low stock: noticed once when a product goes low and once when it recovers. By e-mail: test_mail.py."""

from typing import Any

import pytest
from bulk_requests import adjust, fill, send, undo
from django.core.management import call_command
from django.db import transaction
from django.db.models import F

from api.models import Product, StockAlert
from api.stock.services import adjust_by, revert, set_to

pytestmark = pytest.mark.django_db(transaction=True)


def kinds(product: Product) -> list[str]:
    return list(StockAlert.objects.filter(product=product).order_by("pk").values_list("kind", flat=True))


# --- Edges ---------------------------------------------------------------------------------------------------


def test_it_is_noticed_once_going_down_and_once_coming_back(product, events):
    for delta in (-21, -1, -5, -10, 3, 12, 1, -10, 30, 5):  # 21 20 15 5 8 20 21 11 41 46
        adjust_by(product_id=product.pk, delta=delta)

    assert [event["alert"] for event in events()] == [
        None, "low", None, None, None, None, "recovered", "low", "recovered", None,
    ]  # fmt: skip
    assert kinds(product) == ["low", "recovered", "low", "recovered"]
    first = StockAlert.objects.earliest("pk")
    assert (first.sku, first.name, first.quantity, first.reorder_level) == ("HOME-MUG01", "Blue Mug", 20, 20)
    assert first.owner == product.created_by


@pytest.mark.parametrize(
    "change",
    [
        lambda product: set_to(product_id=product.pk, quantity=3, expected=42),
        lambda product: Product.objects.filter(pk=product.pk).update(quantity=3),
        lambda product: Product.objects.filter(pk=product.pk).update(reorder_level=50),
        lambda product: Product.objects.filter(pk=product.pk).update(quantity=F("quantity") - 40),
        lambda product: _save(product, quantity=3),
        lambda product: _save(product, reorder_level=42),
    ],
)
def test_whatever_makes_it_low_is_noticed(product, events, change):
    change(product)
    assert events()[-1]["alert"] == "low"
    assert kinds(product) == ["low"]


@pytest.mark.parametrize(
    ("fields", "low"),
    [
        ({"quantity": 3, "reorder_level": 3}, True),
        ({"quantity": 0, "reorder_level": 0}, True),
        ({"quantity": 4, "reorder_level": 3}, False),
        ({"quantity": 0}, False),
        ({"quantity": 2, "reorder_level": 3, "is_active": False}, False),
        ({"quantity": 0, "reorder_level": 0, "is_active": False}, False),
        ({"quantity": 9, "reorder_level": 3, "is_active": False}, False),
    ],
)
def test_low_means_the_same_everywhere(as_ana, site, events, fields, low):
    values = {"name": "Bowl", "category": "home", "price": "1", "sku": "BOWL", **fields}
    row = as_ana.post("/api/products/", values).json()

    def listed(**query: str) -> bool:
        return [each["id"] for each in as_ana.get("/api/products/", query).json()] == [row["id"]]

    stored = Product.objects.get()
    assert row["is_low_stock"] == as_ana.get(f"/api/products/{row['id']}/").json()["is_low_stock"] == low
    assert events()[-1]["data"]["is_low_stock"] == low
    assert (listed(low_stock="true"), listed(low_stock="false")) == (low, not low)
    shown = site.get("/admin/api/product/?stock=low").context["cl"].result_list
    assert [each.pk for each in shown] == ([row["id"]] if low else [])
    assert as_ana.get("/api/dashboard/").json()["low"] == int(low)
    assert bool(as_ana.get("/api/reorder/").json()) == low
    assert bool(stored.low_since) == low


def test_what_is_switched_off_is_low_no_longer_and_says_so(as_ana, product, events):
    adjust_by(product_id=product.pk, delta=-40)
    as_ana.patch(f"/api/products/{product.pk}/", {"is_active": False})
    as_ana.patch(f"/api/products/{product.pk}/", {"is_active": True})

    told = [(event["data"]["is_low_stock"], event["alert"]) for event in events()]
    assert told == [(True, "low"), (False, None), (True, "low")]


def _save(product: Product, **values: Any) -> None:
    for name, value in values.items():
        setattr(product, name, value)
    product.save()


def test_what_nobody_asks_about_any_more_has_not_recovered(as_ana, product, events):
    as_ana.patch(f"/api/products/{product.pk}/", {"reorder_level": 100})
    as_ana.patch(f"/api/products/{product.pk}/", {"reorder_level": None})
    assert [event["alert"] for event in events()] == ["low", None]
    as_ana.patch(f"/api/products/{product.pk}/", {"reorder_level": 42})
    assert kinds(product) == ["low", "low"]


def test_what_nobody_sells_is_not_missed(product):
    Product.objects.update(is_active=False)
    adjust_by(product_id=product.pk, delta=-40)
    assert kinds(product) == []
    Product.objects.update(is_active=True)
    assert kinds(product) == ["low"]
    Product.objects.update(is_active=False)
    assert kinds(product) == ["low"]
    Product.objects.update(is_active=True)
    assert kinds(product) == ["low", "low"]


def test_what_is_low_from_the_start_has_not_gone_low(ana, events):
    low = {"name": "Low", "category_id": "home", "price": 1, "quantity": 1, "reorder_level": 5, "created_by": ana}
    one = Product.objects.create(sku="A", **low)
    [two] = Product.objects.bulk_create([Product(sku="B", **low)])
    assert StockAlert.objects.count() == 0
    for product in (one, two):
        adjust_by(product_id=product.pk, delta=10)
        assert kinds(product) == ["recovered"]


def test_what_goes_low_in_the_transaction_that_made_it_is_noticed(ana, events):
    with transaction.atomic():
        product = Product.objects.create(
            sku="A", name="A", category_id="home", price=1, quantity=20, reorder_level=5, created_by=ana
        )
        adjust_by(product_id=product.pk, delta=-18)
    assert [(event["action"], event["alert"]) for event in events()] == [("create", "low")]
    Product.objects.filter(pk=product.pk).update(name="B")
    assert kinds(product) == ["low"]


def test_an_old_instance_does_not_notice_again(product):
    old = Product.objects.get(pk=product.pk)
    adjust_by(product_id=product.pk, delta=-40)
    old.name = "Renamed"
    old.save()
    assert kinds(product) == ["low"]


def test_a_refused_adjustment_notices_nothing(as_ana, product, nothing_saved):
    with nothing_saved():
        assert as_ana.post(f"/api/products/{product.pk}/adjust/", {"delta": -50}).status_code == 409


def test_many_at_once_are_all_noticed_and_samples_are_not(ana):
    call_command("populate_products", count=30, verbosity=0)
    assert StockAlert.objects.count() == 0
    Product.objects.bulk_create(
        Product(sku=f"S{n}", name=f"P{n}", category_id="home", price=1, quantity=9, reorder_level=3)
        for n in range(600)
    )
    Product.objects.filter(sku__startswith="S", name__startswith="P").update(quantity=2)
    assert StockAlert.objects.filter(kind="low", name__startswith="P").count() == 600


# --- Taken back ----------------------------------------------------------------------------------------------


def test_a_slip_that_is_undone_leaves_no_notice(product, events):
    slip = adjust_by(product_id=product.pk, delta=-30)
    assert kinds(product) == ["low"]

    revert(movement_id=slip.movement["id"])
    assert kinds(product) == []
    assert [event["alert"] for event in events()] == ["low", "recovered"]  # screens ask for the list again
    adjust_by(product_id=product.pk, delta=-30)
    assert kinds(product) == ["low"]


def test_a_delivery_that_is_undone_leaves_the_notice_of_before(product):
    adjust_by(product_id=product.pk, delta=-30)
    delivery = adjust_by(product_id=product.pk, delta=30)
    assert kinds(product) == ["low", "recovered"]

    revert(movement_id=delivery.movement["id"])
    assert kinds(product) == ["low"]


def test_what_had_another_reason_is_not_taken_back(product):
    delivery = adjust_by(product_id=product.pk, delta=5)
    adjust_by(product_id=product.pk, delta=-25)
    adjust_by(product_id=product.pk, delta=-2)
    assert kinds(product) == ["low"]
    adjust_by(product_id=product.pk, delta=1)

    revert(movement_id=delivery.movement["id"])
    assert kinds(product) == ["low", "recovered", "low"]


def test_an_older_movement_that_is_undone_leaves_the_alert_that_it_did_not_cause(product):
    older = adjust_by(product_id=product.pk, delta=-1)
    adjust_by(product_id=product.pk, delta=-22)
    adjust_by(product_id=product.pk, delta=1)
    assert kinds(product) == ["low"]

    revert(movement_id=older.movement["id"])
    assert kinds(product) == ["low", "recovered"]
    assert StockAlert.objects.earliest("pk").quantity == 19


def test_the_movement_that_caused_an_alert_takes_it_back_whatever_came_since(product):
    slip = adjust_by(product_id=product.pk, delta=-30)
    adjust_by(product_id=product.pk, delta=-1)
    revert(movement_id=slip.movement["id"])
    assert kinds(product) == []


def test_a_movement_that_is_undone_leaves_the_alert_that_a_new_reorder_level_caused(product):
    sale = adjust_by(product_id=product.pk, delta=-10)
    Product.objects.filter(pk=product.pk).update(reorder_level=35)
    assert kinds(product) == ["low"]

    revert(movement_id=sale.movement["id"])
    assert kinds(product) == ["low", "recovered"]


def test_a_mailed_notice_stays_and_is_answered(product):
    slip = adjust_by(product_id=product.pk, delta=-30)
    StockAlert.objects.update(mail=StockAlert.Mail.SENT)

    revert(movement_id=slip.movement["id"])
    assert kinds(product) == ["low", "recovered"]


def test_a_bulk_change_and_its_undo_leave_the_notices_of_before(as_ana, ana):
    low = Product.objects.create(
        name="Lamp", sku="L", price=1, category_id="home", created_by=ana, quantity=9, reorder_level=5
    )
    adjust_by(product_id=low.pk, delta=-4)
    send(as_ana, adjust([low.pk], 1), "run")
    assert kinds(low) == ["low", "recovered"]

    undo(as_ana, "run")
    assert kinds(low) == ["low"]
    low.refresh_from_db()
    assert low.low_since


def test_an_activation_and_its_undo_leave_no_notice(as_ana, ana, events):
    low = fill(ana, 3, is_active=False, reorder_level=10)
    [fine] = fill(ana, 1, is_active=False, reorder_level=3)
    send(as_ana, {"ids": [*low, fine], "action": "set_active", "is_active": True}, "run")
    assert list(StockAlert.objects.values_list("kind", flat=True)) == ["low"] * 3
    adjust_by(product_id=fine, delta=-9)

    undo(as_ana, "run")
    # Stock was sold: undoing the activation does not undo that.
    assert list(StockAlert.objects.values_list("product", "kind")) == [(fine, "low")]
    assert not Product.objects.filter(low_since__isnull=False).exists()
    # Screens that show the alerts ask for them again.
    assert [event["alert"] for event in events()[-4:]] == ["recovered"] * 3 + [None]


def test_an_alert_of_after_the_activation_stays_when_that_is_undone(as_ana, ana):
    [pk] = fill(ana, 1, is_active=False, reorder_level=3)
    send(as_ana, {"ids": [pk], "action": "set_active", "is_active": True}, "run")
    Product.objects.filter(pk=pk).update(reorder_level=10)

    undo(as_ana, "run")
    assert list(StockAlert.objects.values_list("kind", flat=True)) == ["low"]


def test_notices_are_listed(as_ana, as_bea, product):
    adjust_by(product_id=product.pk, delta=-40)
    adjust_by(product_id=product.pk, delta=40)
    rows = as_ana.get("/api/alerts/").json()

    assert [(row["kind"], row["quantity"], row["owner"]) for row in rows] == [
        ("recovered", 42, "ana"),
        ("low", 2, "ana"),
    ]
    assert rows[0]["product"] == product.pk
    assert len(as_ana.get("/api/alerts/?kind=low").json()) == 1
    assert len(as_ana.get("/api/alerts/?mine=true").json()) == 2
    assert as_bea.get("/api/alerts/?mine=true").json() == []
    assert as_ana.get("/api/alerts/?kind=high").status_code == 400
    product.delete()
    assert [row["product"] for row in as_bea.get("/api/alerts/").json()] == [None, None]
