"""The log: what becomes an event, in which transaction, and what leaves no trace.

Runs on the database of the settings: SQLite, or PostgreSQL when DATABASE_URL says so (see test_commit_order.py).
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from changes import make, rolled_back
from django.contrib.auth.models import User
from django.db import DatabaseError, connection, transaction
from django.db.models import F, ProtectedError
from django.test import Client
from django.urls import reverse
from rest_framework.test import APIClient

from api.catalog.selectors import product_rows_by_id
from api.core.actor import acting_as
from api.live import log
from api.models import Category, LiveEvent, Product

pytestmark = pytest.mark.django_db(transaction=True)

Events = Callable[[], list[dict[str, Any]]]


def actions(events: list[dict[str, Any]]) -> list[str]:
    return [event["action"] for event in events]


# --- What is recorded ----------------------------------------------------------------------------------------


def test_a_save_outside_a_transaction_is_recorded_with_the_row_as_rest_gives_it(events: Events) -> None:
    product = Product.objects.create(sku="A", name="Mug", category_id="home", price="2.5", quantity=3)
    product.quantity = 2
    product.save()

    created, updated = events()

    assert (created["action"], created["data"]["quantity"], created["data"]["version"]) == ("create", 3, 1)
    assert updated["action"] == "update"
    assert updated["data"] == product_rows_by_id([product.pk])[product.pk]
    assert updated["data"]["version"] == 2


def test_a_deleted_product_leaves_its_last_stored_row(product: Product, ana: User, events: Events) -> None:
    stale = Product.objects.get(pk=product.pk)
    Product.objects.filter(pk=product.pk).update(name="Red Mug")
    stale.name = "never stored"
    last = product_rows_by_id([product.pk])[product.pk]

    stale.delete()

    event = events()[-1]
    assert event["action"] == "delete"
    assert event["data"] == last
    assert (event["data"]["name"], event["data"]["version"], event["data"]["owner"]) == ("Red Mug", 2, "ana")


def test_a_product_that_is_gone_already_is_not_deleted_twice(product: Product, events: Events) -> None:
    stale = Product.objects.get(pk=product.pk)
    product.delete()

    stale.delete()

    assert actions(events()) == ["delete"]


def test_a_queryset_update_raises_versions_and_is_recorded_row_by_row(events: Events) -> None:
    make(3)

    assert Product.objects.filter(sku__in=["Mug-0", "Mug-2"]).update(quantity=F("quantity") + 5) == 2

    updated = events()[3:]
    assert actions(updated) == ["update", "update"]
    assert {e["data"]["sku"]: (e["data"]["quantity"], e["data"]["version"]) for e in updated} == {
        "Mug-0": (5, 2),
        "Mug-2": (5, 2),
    }


def test_an_update_that_matches_nothing_leaves_no_trace(events: Events) -> None:
    assert Product.objects.filter(sku="none").update(quantity=1) == 0
    assert events() == []


def test_an_update_of_a_distinct_queryset_is_recorded(events: Events) -> None:
    make(2)
    assert Product.objects.filter(category__name="Home").distinct().update(quantity=9) == 2
    assert [e["data"]["quantity"] for e in events()[2:]] == [9, 9]


def test_bulk_create_records_every_row(events: Events) -> None:
    make(3)
    assert [(e["action"], e["data"]["sku"]) for e in events()] == [("create", f"Mug-{n}") for n in range(3)]


def test_bulk_create_that_ignores_conflicts_asks_for_a_refetch(events: Events) -> None:
    make(1)
    again = [Product(sku=sku, name="Mug", category_id="home", price=1) for sku in ("Mug-0", "Mug-1")]

    Product.objects.bulk_create(again, ignore_conflicts=True)

    # The database does not say which rows it kept, so the event cannot name them.
    assert [(e["action"], e["data"]) for e in events()[1:]] == [("bulk", 2)]
    assert Product.objects.count() == 2


def test_bulk_create_that_updates_conflicts_raises_versions(events: Events) -> None:
    [stored] = make(1, barcode="4006381333931")
    upsert = [
        Product(sku="Cup", name="Cup", category_id="home", price=1, barcode="4006381333931"),
        Product(sku="New", name="New", category_id="home", price=1, barcode="96385074"),
    ]

    Product.objects.bulk_create(upsert, update_conflicts=True, unique_fields=["barcode"], update_fields=["name"])

    told = {e["data"]["id"]: e["data"] for e in events()[1:]}
    assert told == product_rows_by_id(Product.objects.values_list("pk", flat=True))
    assert told[stored.pk]["name"] == "Cup"
    assert told[stored.pk]["version"] == 2


def test_bulk_update_is_recorded(events: Events) -> None:
    products = make(3)
    for product in products:
        product.price = "9.99"

    Product.objects.bulk_update(products, ["price"], batch_size=2)

    updated = events()[3:]
    assert actions(updated) == ["update"] * 3
    assert {(e["data"]["price"], e["data"]["version"]) for e in updated} == {("9.99", 2)}


def test_a_queryset_delete_is_recorded_row_by_row(ana: User, events: Events) -> None:
    make(3, created_by=ana)

    Product.objects.only("id").filter(sku__lt="Mug-2").delete()

    deleted = events()[3:]
    assert actions(deleted) == ["delete", "delete"]
    assert {e["data"]["sku"] for e in deleted} == {"Mug-0", "Mug-1"}
    assert {e["data"]["owner"] for e in deleted} == {"ana"}


def test_get_or_create_and_update_or_create_are_recorded(events: Events) -> None:
    fields = {"name": "Mug", "category_id": "home", "price": 1}
    Product.objects.get_or_create(sku="A", defaults=fields)
    Product.objects.get_or_create(sku="A", defaults=fields)
    Product.objects.update_or_create(sku="A", defaults={"name": "Cup"})
    Product.objects.update_or_create(sku="B", defaults=fields)

    assert [(e["action"], e["data"]["name"]) for e in events()] == [
        ("create", "Mug"),
        ("update", "Cup"),
        ("create", "Mug"),
    ]


def test_saving_over_an_existing_key_goes_on_with_its_version(product: Product, events: Events) -> None:
    Product(pk=product.pk, sku="B", name="Cup", category_id="home", price=1, created_at=product.created_at).save()

    [event] = events()
    assert (event["action"], event["data"]["name"], event["data"]["version"]) == ("update", "Cup", 2)


# --- Cascades and names --------------------------------------------------------------------------------------


def test_deleting_users_takes_their_name_off_their_products(product: Product, ana: User, bea: User) -> None:
    make(2, created_by=bea)
    before = log.position().seq

    User.objects.filter(pk__in=[ana.pk, bea.pk]).delete()

    events = LiveEvent.objects.filter(seq__gt=before)
    rows = product_rows_by_id(Product.objects.values_list("pk", flat=True))
    assert [e.action for e in events] == ["update"] * 3
    assert all(row["owner"] is None and row["version"] == 2 for row in rows.values())


def test_deleting_one_user_is_recorded(product: Product, ana: User, events: Events) -> None:
    ana.delete()
    [event] = events()
    assert (event["action"], event["data"]["owner"], event["data"]["created_by"]) == ("update", None, None)


def test_a_random_choice_is_recorded_as_it_was_made(events: Events) -> None:
    made = {product.pk for product in make(40)}
    Product.objects.filter(pk__in=Product.objects.order_by("?").values("pk")[:20]).delete()
    gone = made - set(Product.objects.values_list("pk", flat=True))
    assert gone
    assert {event["data"]["id"] for event in events() if event["action"] == "delete"} == gone


def test_a_category_with_products_cannot_be_deleted_and_leaves_no_trace(product: Product, events: Events) -> None:
    with pytest.raises(ProtectedError):
        Category.objects.filter(slug="home").delete()
    assert events() == []


def test_renaming_a_user_changes_the_rows_of_their_products(product: Product, ana: User, events: Events) -> None:
    ana.username = "anna"
    ana.save()
    assert [(e["action"], e["data"]["owner"]) for e in events()] == [("update", "anna")]


@pytest.mark.parametrize("failure", [ValueError, KeyboardInterrupt])
def test_a_rename_whose_events_cannot_be_written_has_not_happened(
    product: Product, ana: User, events: Events, monkeypatch: pytest.MonkeyPatch, failure: type[BaseException]
) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise failure("no row can be read")

    ana.username = "anna"
    for broken in ("api.catalog.selectors.product_row", "api.catalog.querysets.ProductQuerySet.update"):
        with monkeypatch.context() as patched:
            patched.setattr(broken, fail)
            with pytest.raises(failure, match="no row"):
                ana.save()
        assert User.objects.get(pk=ana.pk).username == "ana"
    assert events() == []

    ana.save()  # and it can be tried again
    assert [e["data"]["owner"] for e in events()] == ["anna"]


def test_a_name_that_was_not_saved_yet_is_not_forgotten(product: Product, ana: User, events: Events) -> None:
    ana.username = "anna"
    ana.save(update_fields=["email"])
    assert events() == []

    ana.save()

    assert [e["data"]["owner"] for e in events()] == ["anna"]


def test_a_rename_is_recorded_when_its_first_try_rolled_back(product: Product, ana: User, events: Events) -> None:
    ana.username = "anna"
    with rolled_back():
        ana.save()
    ana.save()
    assert [e["data"]["owner"] for e in events()] == ["anna"]


def test_a_user_loaded_without_name_can_be_renamed(product: Product, ana: User, events: Events) -> None:
    partial = User.objects.only("pk").get(pk=ana.pk)
    partial.username = "anna"
    partial.save()
    assert [e["data"]["owner"] for e in events()] == ["anna"]


def test_signing_in_changes_no_product(product: Product, ana: User, events: Events) -> None:
    assert Client().login(username="ana", password="correct-horse-9")
    assert events() == []


# --- Transactions --------------------------------------------------------------------------------------------


def test_a_rolled_back_transaction_leaves_no_trace(events: Events) -> None:
    before = log.position()
    with rolled_back():
        make(2)
    assert events() == []
    assert log.position() == before


def test_a_rolled_back_savepoint_leaves_no_trace(events: Events) -> None:
    with transaction.atomic():
        make(1, name="kept")
        with rolled_back():
            make(2, name="lost")
    assert [e["data"]["sku"] for e in events()] == ["kept-0"]


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        (["create", "update"], ["create"]),
        (["create", "update", "delete"], []),
        (["create", "delete", "create"], ["create"]),
    ],
)
def test_a_transaction_tells_its_net_effect(steps: list[str], expected: list[str], events: Events) -> None:
    with transaction.atomic():
        for step in steps:
            match step:
                case "create":
                    product = Product.objects.create(pk=77, sku="A", name="Mug", category_id="home", price=1)
                case "update":
                    product.save()
                case "delete":
                    product.delete()
    assert actions(events()) == expected


def test_deleting_and_making_again_in_one_transaction_is_a_delete_and_a_create(
    product: Product, events: Events
) -> None:
    key = product.pk
    with transaction.atomic():
        Product.objects.filter(pk=key).update(quantity=1)
        product.delete()
        again = Product.objects.create(pk=key, sku="NEW", name="Cup", category_id="home", price=1)
        again.save()
    # Two events: the versions of the new one begin at 1, and a client that has seen a later one would drop it.
    assert [(e["action"], e["data"]["sku"]) for e in events()] == [("delete", "HOME-MUG01"), ("create", "NEW")]


@pytest.mark.parametrize(("count", "expected"), [(500, ["create"] * 500), (501, ["bulk"])])
def test_many_rows_become_one_bulk_event(count: int, expected: list[str], events: Events) -> None:
    make(count)
    found = events()
    assert actions(found) == expected
    if len(found) == 1:
        assert found[0]["data"] == count


@pytest.mark.parametrize("failure", [ValueError, DatabaseError, KeyboardInterrupt, SystemExit])
def test_a_failure_while_writing_events_takes_the_change_back(
    events: Events, monkeypatch: pytest.MonkeyPatch, failure: type[BaseException]
) -> None:
    told: list[str] = []

    def fail(*_: Any, **__: Any) -> None:
        raise failure("no row can be read")

    @transaction.atomic
    def make_and_tell() -> None:
        transaction.on_commit(lambda: told.append("committed"))
        make(1)

    with monkeypatch.context() as patched:
        patched.setattr("api.catalog.selectors.product_row", fail)
        with pytest.raises(failure, match="no row can be read"):
            make_and_tell()

    def look_and_write_elsewhere() -> bool:
        # On a connection of its own, as another request: it sees what is committed, and gets its turn to write.
        try:
            found = Product.objects.exists()
            Category.objects.create(slug="garden", name="Garden")
            return found
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as elsewhere:
        assert not elsewhere.submit(look_and_write_elsewhere).result(timeout=10)
    assert events() == []
    make(1)  # and the connection is as good as before
    assert actions(events()) == ["create"]
    assert told == []


def test_recording_outside_a_transaction_is_refused() -> None:
    with pytest.raises(transaction.TransactionManagementError):
        log.record("update", [1], using="default")


# --- Actor ---------------------------------------------------------------------------------------------------


def test_the_actor_of_a_request_is_its_user(as_ana: APIClient, events: Events) -> None:
    answer = as_ana.post("/api/products/", {"name": "Mug", "category": "home", "price": "1"})
    assert answer.status_code == 201
    [event] = events()
    assert event["actor"] == "ana"
    assert answer.headers["X-Live-Seq"] == str(event["seq"])


def test_the_actor_in_the_admin_is_who_is_signed_in(product: Product, events: Events) -> None:
    admin = Client()
    admin.force_login(User.objects.create_superuser("root"))

    gone = admin.post(reverse("admin:api_product_delete", args=[product.pk]), {"post": "yes"})

    assert gone.status_code == 302
    assert [(e["action"], e["actor"]) for e in events()] == [("delete", "root")]


def test_the_actor_of_a_script_is_whom_it_names_or_nobody(ana: User, events: Events) -> None:
    make(1, name="nobody")
    with acting_as(ana):
        make(1, name="somebody")
    assert [e["actor"] for e in events()] == [None, "ana"]
