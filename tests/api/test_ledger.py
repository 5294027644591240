"""The ledger: whatever changes a quantity posts a movement, and the quantity is always the sum of them."""

from contextlib import suppress
from importlib import import_module
from typing import Any

import pytest
from admin_forms import form_of
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.db.models import F
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.catalog.services import update_product
from api.core.actor import acting_as
from api.models import Product, StockMovement
from api.stock import services as stock
from api.stock.errors import AlreadyReverted, InsufficientStock, NothingToRevert, StaleQuantity
from api.stock.ledger import audit

pytestmark = pytest.mark.django_db(transaction=True)


class _Undo(Exception):
    pass


def make(sku: str = "A", quantity: int = 10, **fields: Any) -> Product:
    return Product.objects.create(
        sku=sku, name=f"Product {sku}", category_id="home", price="2.00", quantity=quantity, **fields
    )


def new(sku: str, quantity: int) -> Product:
    return Product(sku=sku, name=f"Product {sku}", category_id="home", price="2.00", quantity=quantity)


def steps(product: Product) -> list[tuple[int, int, str]]:
    """(delta, balance, reason) of each movement of *product*, oldest first; the ledger must be right."""
    assert not audit().discrepancies
    found = StockMovement.objects.filter(product=product).order_by("pk")
    return list(found.values_list("delta", "balance_after", "reason"))


# --- Every way in --------------------------------------------------------------------------------------------


def test_a_creation_opens_with_what_it_brings(events):
    assert steps(make(quantity=7)) == [(7, 7, "initial")]
    assert events()[0]["movement"]["delta"] == 7


def test_a_creation_with_nothing_has_no_movement(events):
    assert steps(make(quantity=0)) == []
    assert events()[0]["movement"] is None


def test_rest_opens_and_corrects(as_ana, events):
    row = as_ana.post("/api/products/", {"name": "Cup", "category": "home", "price": "1", "quantity": 5}).json()
    product = Product.objects.get(pk=row["id"])
    as_ana.patch(f"/api/products/{product.pk}/", {"quantity": 3})
    as_ana.patch(f"/api/products/{product.pk}/", {"name": "Mug", "quantity": 3})
    as_ana.put(f"/api/products/{product.pk}/", {"name": "Cup", "category": "home", "price": "1", "quantity": 9})

    assert steps(product) == [(5, 5, "initial"), (-2, 3, "correction"), (6, 9, "correction")]
    assert [event["movement"] and event["movement"]["delta"] for event in events()] == [5, -2, None, 6]
    assert set(StockMovement.objects.values_list("actor_name", "source")) == {("ana", "api")}


def test_the_admin_corrects_in_its_own_name(site, product):
    address = f"/admin/api/product/{product.pk}/change/"
    form = form_of(site, address) | {"quantity": "40"}
    assert site.post(address, form).status_code == 302

    last = StockMovement.objects.latest("pk")
    assert (last.delta, last.reason, last.actor_name, last.source) == (-2, "correction", "boss", "admin")
    assert steps(product) == [(42, 42, "initial"), (-2, 40, "correction")]


def test_the_admin_is_asked_when_the_quantity_has_moved(site, as_ana, product, nothing_saved):
    address = f"/admin/api/product/{product.pk}/change/"
    form = form_of(site, address) | {"quantity": "40"}
    as_ana.post(f"/api/products/{product.pk}/adjust/", {"delta": -5})

    with nothing_saved():
        page = site.post(address, form)
    assert page.status_code == 200
    assert "“On hand” is now 37; this page showed 42" in page.content.decode()
    # The page that came back knows what is there: saving it is a decision.
    asked = page.context["adminform"].form
    again = form | {asked["quantity"].html_initial_name: asked.data[asked["quantity"].html_initial_name]}
    assert site.post(address, again).status_code == 302
    assert steps(product)[-1] == (3, 40, "correction")


def test_saving_an_instance_posts_the_difference():
    product = make(quantity=10)
    product.quantity = 4
    product.save()
    product.quantity = F("quantity") + 3
    product.save()
    product.quantity = 0
    product.save(update_fields=["name"])  # the quantity is not written

    assert steps(product) == [(10, 10, "initial"), (-6, 4, "correction"), (3, 7, "correction")]


def test_an_old_instance_takes_nothing_back():
    product = make(quantity=10)
    old = Product.objects.get(pk=product.pk)
    stock.adjust_by(product_id=product.pk, delta=-6)
    old.name = "Renamed"
    old.save()
    assert (old.quantity, steps(product)) == (4, [(10, 10, "initial"), (-6, 4, "correction")])

    older = Product.objects.get(pk=product.pk)
    stock.adjust_by(product_id=product.pk, delta=10)
    older.quantity -= 1
    older.save()
    assert older.quantity == 13
    assert steps(product)[-1] == (-1, 13, "correction")
    older.refresh_from_db()
    older.quantity += 1
    older.save()
    assert older.quantity == 14


def test_a_save_that_was_rolled_back_can_be_made_again():
    product = make(quantity=42)
    instance = Product.objects.get(pk=product.pk)
    instance.quantity = 8
    with suppress(_Undo), transaction.atomic():
        instance.save()
        raise _Undo
    instance.save()
    assert steps(product) == [(42, 42, "initial"), (-34, 8, "correction")]


def test_a_save_that_failed_can_be_made_again():
    product, other = make("A", quantity=42), make("B")
    old = Product.objects.get(pk=product.pk)
    stock.adjust_by(product_id=product.pk, delta=-2)
    old.quantity -= 1
    old.sku = other.sku
    with pytest.raises(IntegrityError):
        old.save()
    assert (old.quantity, old.version) == (41, 1)
    old.sku = "A"
    old.save()
    assert steps(product)[1:] == [(-2, 40, "correction"), (-1, 39, "correction")]


def test_an_instance_that_was_not_read_says_what_counts():
    product = make(quantity=10)
    by_hand = new("A", 3)
    by_hand.pk, by_hand.created_at = product.pk, product.created_at
    by_hand.save()
    assert steps(product) == [(10, 10, "initial"), (-7, 3, "correction")]


def test_an_instance_without_its_quantity_leaves_it_alone():
    product = make(quantity=10)
    part = Product.objects.only("name").get(pk=product.pk)
    part.name = "Renamed"
    part.save()
    assert steps(product) == [(10, 10, "initial")]


def test_bulk_writes_post_too(events):
    products = Product.objects.bulk_create([new("A", 3), new("B", 0), new("C", 5)])
    Product.objects.update(quantity=F("quantity") * 2)
    products[0].refresh_from_db()
    products[0].quantity = 1
    Product.objects.bulk_update(products[:1], ["quantity"])
    Product.objects.update(price="3.00")

    assert steps(products[0]) == [(3, 3, "initial"), (3, 6, "correction"), (-5, 1, "correction")]
    assert steps(products[1]) == []
    assert steps(products[2]) == [(5, 5, "initial"), (5, 10, "correction")]
    moved = [event["movement"] and event["movement"]["delta"] for event in events()]
    assert moved == [3, None, 5, 3, None, 5, -5, None, None, None]


def test_bulk_writes_that_meet_existing_rows_post_what_they_did():
    old = make("A", 10)
    Product.objects.bulk_create([new("A", 99), new("B", 5)], ignore_conflicts=True)
    assert steps(old) == [(10, 10, "initial")]
    assert steps(Product.objects.get(sku="B")) == [(5, 5, "initial")]

    # Not by the SKU: a unique index on an expression cannot be named as the conflict's target.
    coded = make("C", 1, barcode="111")
    other = new("C", 8)
    other.barcode = "111"
    Product.objects.bulk_create(
        [other], update_conflicts=True, unique_fields=["barcode"], update_fields=["quantity"]
    )
    assert steps(coded) == [(1, 1, "initial"), (7, 8, "correction")]


def test_ten_thousand_rows_at_once_are_all_posted(events):
    Product.objects.bulk_create([new(f"S{n}", 1) for n in range(1200)])
    Product.objects.update(quantity=F("quantity") + 1)

    assert StockMovement.objects.count() == 2400
    assert not audit().discrepancies
    assert [event["action"] for event in events()] == ["bulk", "bulk"]


def test_sample_products_have_a_past():
    call_command("populate_products", count=40, verbosity=0, stdout=_Quiet())
    found = audit()
    assert not found.discrepancies
    assert found.movements > 60
    assert set(StockMovement.objects.values_list("reason", flat=True)) >= {"initial", "sale", "receive"}
    for product in Product.objects.all():
        times = list(product.movements.order_by("pk").values_list("created_at", flat=True))
        assert times == sorted(times)
        assert all(product.created_at <= at <= product.updated_at for at in times)


class _Quiet:
    def write(self, *_: Any, **__: Any) -> None:
        pass

    def isatty(self) -> bool:
        return False

    def flush(self) -> None:
        pass


def test_a_rolled_back_change_leaves_no_movement(product, nothing_saved):
    with nothing_saved(), suppress(_Undo), transaction.atomic():
        stock.adjust_by(product_id=product.pk, delta=1)
        Product.objects.update(quantity=5)
        raise _Undo


def test_several_movements_of_one_transaction_make_one_event(product, events):
    with transaction.atomic():
        stock.adjust_by(product_id=product.pk, delta=1)
        stock.adjust_by(product_id=product.pk, delta=-3, reason="sale")
    [event] = events()
    assert (event["movement"]["delta"], event["data"]["quantity"]) == (-3, 40)


def test_it_is_known_who_and_how(product, ana):
    stock.adjust_by(product_id=product.pk, delta=1)
    with acting_as(ana):
        stock.adjust_by(product_id=product.pk, delta=1)
    with acting_as(None):
        stock.adjust_by(product_id=product.pk, delta=1)
    found = StockMovement.objects.order_by("-pk").values_list("actor_name", "actor", "source")[:3]
    assert list(found) == [("", None, "command"), ("ana", ana.pk, "command"), ("", None, "system")]


# --- Any sequence --------------------------------------------------------------------------------------------

amounts = st.integers(-12, 12).filter(bool)
operations = st.lists(
    st.one_of(
        st.tuples(st.just("adjust"), amounts),
        st.tuples(st.just("set"), st.integers(0, 15), st.integers(-1, 1)),
        st.tuples(st.just("revert"), st.integers(0, 30)),
        st.tuples(st.just("patch"), st.integers(0, 15)),
        st.tuples(st.just("save"), amounts),
        st.tuples(st.just("update"), st.integers(0, 15)),
        st.tuples(st.just("undone"), amounts),
    ),
    max_size=25,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(start=st.integers(0, 10), operations=operations)
def test_any_sequence_of_operations_adds_up(start: int, operations: list[tuple[Any, ...]]) -> None:
    Product.objects.all().delete()
    product = make(quantity=start)
    expected = start
    for operation in operations:
        expected = _apply(product.pk, expected, *operation)
        assert Product.objects.get(pk=product.pk).quantity == expected >= 0
    found = list(StockMovement.objects.filter(product=product).order_by("pk"))
    balance = 0
    for movement in found:
        balance += movement.delta
        assert movement.balance_after == balance >= 0
    assert balance == expected
    assert not audit().discrepancies


def _apply(pk: int, on_hand: int, kind: str, *values: int) -> int:
    """Do it, and return what must be on hand afterwards."""
    match kind, values:
        case "adjust", (delta,):
            if on_hand + delta < 0:
                with pytest.raises(InsufficientStock):
                    stock.adjust_by(product_id=pk, delta=delta)
                return on_hand
            stock.adjust_by(product_id=pk, delta=delta)
            return on_hand + delta
        case "set", (quantity, wrong):
            expected = max(0, on_hand + wrong)
            if expected != on_hand:
                with pytest.raises(StaleQuantity):
                    stock.set_to(product_id=pk, quantity=quantity, expected=expected)
                return on_hand
            stock.set_to(product_id=pk, quantity=quantity, expected=expected)
            return quantity
        case "revert", (index,):
            movements = list(StockMovement.objects.filter(product=pk).order_by("pk"))
            if not movements:
                return on_hand
            movement = movements[index % len(movements)]
            try:
                stock.revert(movement_id=movement.pk)
            except (AlreadyReverted, NothingToRevert, InsufficientStock):
                return on_hand
            return on_hand - movement.delta
        case "patch", (quantity,):
            update_product(product_id=pk, fields={"quantity": quantity})
            return quantity
        case "save", (delta,):
            product = Product.objects.get(pk=pk)
            product.quantity = max(0, product.quantity + delta)
            product.save()
            return product.quantity
        case "update", (quantity,):
            Product.objects.filter(pk=pk).update(quantity=quantity)
            return quantity
        case "undone", (delta,):
            with suppress(_Undo), transaction.atomic():
                stock.adjust_by(product_id=pk, delta=abs(delta))
                raise _Undo
            return on_hand
    raise AssertionError(kind)


def test_the_ledger_of_an_older_database_is_opened_once(product):
    """Migrated back and forth, it is not opened twice."""
    bare = make("OLD", quantity=5)
    sql(f"DELETE FROM api_stockmovement WHERE product_id = {bare.pk}")
    migration = import_module("api.migrations.0003_open_the_ledger")
    for _ in range(2):
        with connection.schema_editor() as editor:
            migration.open_the_ledger(apps, editor)
    assert steps(bare) == [(5, 5, "initial")]
    assert steps(product) == [(42, 42, "initial")]


# --- check_ledger --------------------------------------------------------------------------------------------


def sql(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def test_check_ledger_says_that_all_is_right(product, capsys):
    call_command("check_ledger")
    assert "1 movement of 1 product " in capsys.readouterr().out


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        ("UPDATE api_product SET quantity = 40", "40 on hand, but its movements add up to 42"),
        ("DELETE FROM api_stockmovement", "42 on hand, but its movements add up to 0"),
        ("UPDATE api_stockmovement SET balance_after = 7", ": 0 +42 is not 7"),
    ],
)
def test_check_ledger_says_what_differs(product, capsys, damage, words):
    sql(damage)
    with pytest.raises(CommandError, match="The ledger doesn't add up"):
        call_command("check_ledger")
    out = capsys.readouterr().out
    assert out.startswith(f"product {product.pk} (HOME-MUG01): ")
    assert words in out
