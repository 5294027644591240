"""The trail: one entry for each object that a transaction has changed, with what was there before."""

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import pytest
from admin_forms import form_of
from django.contrib.auth.models import Group, User
from django.db import transaction
from django.db.models import F
from django.test import Client

from api.accounts import roles
from api.models import AuditEntry, Category, FormerName, OneTimeLink, Product, SavedView

pytestmark = pytest.mark.django_db(transaction=True)


class _Undo(Exception):
    pass


@contextmanager
def rolled_back() -> Iterator[None]:
    with suppress(_Undo), transaction.atomic():
        yield
        raise _Undo


@pytest.fixture
def entries(db):
    """Call it for the entries since the fixture was set up, oldest first."""
    first = AuditEntry.objects.count()

    def since(**conditions: Any) -> list[AuditEntry]:
        found = AuditEntry.objects.filter(id__gt=first, **conditions).order_by("id")
        for entry in found:
            entry.values = json.loads(entry.changes) if entry.changes else {}
        return list(found)

    return since


def test_a_new_product_is_one_entry_with_its_values(as_ana, ana, entries):
    body = {"name": "Mug", "sku": "M-1", "category": "home", "price": "2.50", "quantity": 7}
    made = as_ana.post("/api/products/", body).json()

    [entry] = entries()
    assert (entry.action, entry.kind, entry.object_id, entry.label) == (
        "create",
        "product",
        str(made["id"]),
        "Mug",
    )
    assert (entry.actor_id, entry.source, entry.address) == (ana.pk, "api", "127.0.0.1")
    assert entry.values["price"] == "2.50"
    assert entry.values["created_by_id"] == ana.pk
    assert "quantity" not in entry.values


def test_a_change_tells_old_and_new_of_what_differs(product, as_ana, entries):
    as_ana.patch(f"/api/products/{product.pk}/", {"price": "13", "name": "Blue Mug", "barcode": None})

    [entry] = entries()
    assert entry.action == "update"
    assert entry.values == {"price": ["12.50", "13.00"], "barcode": ["4006381333931", None]}


def test_stock_is_the_ledgers_and_not_the_trails(product, as_ana, entries):
    as_ana.post(f"/api/products/{product.pk}/adjust/", {"delta": -2, "reason": "sale"})
    as_ana.patch(f"/api/products/{product.pk}/", {"quantity": 3})
    assert entries() == []


def test_what_changes_nothing_and_what_is_rolled_back_leave_no_entry(product, as_ana, as_bea, entries):
    as_ana.patch(f"/api/products/{product.pk}/", {"name": "Blue Mug"})
    as_bea.patch(f"/api/products/{product.pk}/", {"name": "Mine"})
    with rolled_back():
        product.name = "Lost"
        product.save()
    with transaction.atomic():
        Product.objects.filter(pk=product.pk).update(name="Other")
        Product.objects.filter(pk=product.pk).update(name="Blue Mug")
        Product.objects.create(name="Brief", sku="B-1", category_id="home", price=1).delete()

    assert entries() == []


def test_a_savepoint_that_is_rolled_back_takes_its_notes_with_it(product, entries):
    with transaction.atomic():
        product.price = "3.00"
        product.save()
        with rolled_back():
            Category.objects.create(slug="garden", name="Garden")
    [entry] = entries()
    assert entry.kind == "product"


def test_two_changes_of_one_transaction_are_one_entry(product, entries):
    with transaction.atomic():
        product.price = "3.00"
        product.save()
        Product.objects.filter(pk=product.pk).update(price="4.00", is_active=False)
    [entry] = entries()
    assert entry.values == {"price": ["12.50", "4.00"], "is_active": [True, False]}


def test_bulk_writes_are_one_entry_a_row(product, ana, entries):
    made = Product.objects.bulk_create(
        [Product(name=f"Cup {n}", sku=f"C-{n}", category_id="home", price=1) for n in range(3)]
    )
    Product.objects.filter(sku__startswith="C-").update(price=F("price") * 2)
    Product.objects.bulk_update([Product(pk=p.pk, name=f"Tall {p.name}") for p in made], ["name"])
    Product.objects.filter(pk=made[0].pk).delete()

    found = entries()
    assert [entry.action for entry in found] == ["create"] * 3 + ["update"] * 6 + ["delete"]
    assert found[3].values == {"price": ["1.00", "2.00"]}
    assert found[6].values == {"name": ["Cup 0", "Tall Cup 0"]}
    assert found[9].values["name"] == "Tall Cup 0"


def test_rows_that_conflict_are_told_from_new_ones(product, entries):
    two = [
        Product(name="Blue Mug", sku=product.sku, category_id="home", price="9.00", barcode=product.barcode),
        Product(name="New", sku="N-1", category_id="home", price="1.00"),
    ]
    Product.objects.bulk_create(two, ignore_conflicts=True)
    assert [(entry.action, entry.label) for entry in entries()] == [("create", "New")]

    two = [
        Product(name="Red Mug", sku="R-1", category_id="home", price="9.00", barcode=product.barcode),
        Product(name="Newer", sku="N-2", category_id="home", price="1.00", barcode="N2"),
    ]
    Product.objects.bulk_create(two, update_conflicts=True, unique_fields=["barcode"], update_fields=["price"])
    changed, new = entries()[1:]
    assert (changed.object_id, changed.values) == (str(product.pk), {"price": ["12.50", "9.00"]})
    assert (new.action, new.label) == ("create", "Newer")


def test_the_admin_is_named_as_the_way(site, boss, product, entries):
    address = f"/admin/api/product/{product.pk}/change/"
    site.post(address, form_of(site, address, price="14.00"))
    [entry] = entries(kind="product")
    assert (entry.source, entry.actor_id, entry.values) == ("admin", boss.pk, {"price": ["12.50", "14.00"]})


def test_other_tables_are_followed_by_save_update_and_delete(ana, entries):
    category = Category.objects.create(slug="garden", name="Garden")
    category.name = "Yard"
    category.save()
    Category.objects.filter(pk="garden").update(name="Lawn")
    view = SavedView.objects.create(owner=ana, name="Low", query="low_stock=true")
    SavedView.objects.filter(owner=ana).update(name="Very low", query="low_stock=true&owner=ana")
    view.delete()
    category.delete()

    assert [(e.kind, e.action) for e in entries()] == [
        ("category", "create"),
        ("category", "update"),
        ("category", "update"),
        ("view", "create"),
        ("view", "update"),
        ("view", "delete"),
        ("category", "delete"),
    ]
    assert entries()[2].values == {"name": ["Yard", "Lawn"]}
    assert "query" not in entries()[3].values
    assert entries()[4].values == {"name": ["Low", "Very low"], "query": []}


def test_a_role_is_one_entry_with_the_groups_before_and_after(client_of, boss, bea, entries):
    client_of(boss).patch(f"/api/people/{bea.pk}/", {"role": "manager"})
    [entry] = entries()
    assert (entry.kind, entry.object_id, entry.actor_id) == ("account", str(bea.pk), boss.pk)
    assert entry.values == {"groups": [[], ["Role: manager"]]}


def test_a_group_that_goes_is_told_of_each_member(bea, entries):
    group = Group.objects.create(name="Night shift")
    group.user_set.add(bea)
    group.name = "Late shift"
    group.save()
    group.delete()

    assert [e.values.get("groups") for e in entries(kind="account")] == [
        [[], ["Night shift"]],
        [["Night shift"], ["Late shift"]],
        [["Late shift"], []],
    ]


def test_secrets_and_addresses_are_said_to_have_changed_and_not_kept(client_of, bea, boss, entries):
    client_of(boss).patch(f"/api/people/{bea.pk}/", {"email": "secret@shop.example"})
    bea.refresh_from_db()
    bea.set_password("another-horse-9")
    bea.save()
    found = entries()
    assert [entry.values.get(name) for entry, name in zip(found, ("email", "password"), strict=True)] == [[], []]
    assert "secret@" not in "".join(entry.changes for entry in found)


def test_names_are_kept_apart_so_that_they_can_be_erased(bea, entries):
    bea.username = "beatrice"
    bea.save()
    pk = bea.pk
    bea.delete()
    changed, deleted = entries(kind="account")
    old, new = changed.values["username"]
    assert [FormerName.objects.get(pk=n).name for n in (old, new)] == ["bea", "beatrice"]
    assert deleted.values["username"] == new
    assert FormerName.objects.filter(user_id=pk).count() == 2


def test_sign_ins_refusals_and_sign_outs_are_entries(anonymous, ana, boss, entries):
    credentials = {"username": "ana", "password": "correct-horse-9"}
    tokens = anonymous.post("/api/token/", credentials).json()
    anonymous.post("/api/token/", {"username": "ANA", "password": "wrong"})
    anonymous.post("/api/token/", {"username": "hunter2-typed-here", "password": "wrong"})
    anonymous.post("/api/token/blacklist/", {"refresh": tokens["refresh"]})
    Client().post("/admin/login/", {"username": "boss", "password": "correct-horse-9"})

    assert [(e.action, e.object_id) for e in entries(kind="account")] == [
        ("sign_in", str(ana.pk)),
        ("refused", str(ana.pk)),
        ("refused", ""),
        ("sign_out", str(ana.pk)),
        ("sign_in", str(boss.pk)),
    ]
    assert "hunter2" not in json.dumps(list(AuditEntry.objects.values_list("label", "changes")))


def test_an_invitation_is_followed_from_link_to_account(client_of, boss, anonymous, entries):
    made = client_of(boss).post("/api/invitations/", {"role": "viewer"}).json()
    secret = made["link"].partition("#")[2]
    body = {"username": "dora", "email": "d@shop.example", "password": "correct-horse-9", "invitation": secret}
    assert anonymous.post("/api/user/register/", body).status_code == 201

    assert sorted((e.kind, e.action) for e in entries()) == [
        ("account", "create"),
        ("link", "create"),
        ("link", "update"),
    ]
    assert secret not in "".join(e.changes for e in entries())
    assert OneTimeLink.objects.get().digest not in "".join(e.changes for e in entries())


def test_accounts_changed_past_their_model_are_followed(bea, entries):
    User.objects.filter(pk=bea.pk).update(is_active=False)
    [entry] = entries()
    assert entry.values == {"is_active": [True, False]}


def test_products_of_a_deleted_account_lose_their_owner_in_the_trail_too(product, ana, entries):
    pk = ana.pk
    ana.delete()
    [entry] = entries(kind="product")
    assert entry.values == {"created_by_id": [pk, None]}


def test_set_up_is_no_change_of_anybody(entries):
    from api.signals import prepare_database

    class App:
        name = "api"

    Category.objects.all().delete()
    before = len(entries())
    prepare_database(App, using="default")
    assert Category.objects.exists()
    assert len(entries()) == before
    roles.ensure_groups("default")
