"""Sample data by a button: added once to an empty inventory, and removed as far as nobody has used it."""

import threading
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection
from rest_framework.test import APIClient

from api.accounts import roles
from api.models import Category, IdempotencyKey, Product, SampleProduct, StockMovement, TrashedProduct
from api.samples import products as samples
from api.samples import services
from api.samples.services import COUNT

pytestmark = pytest.mark.django_db(transaction=True)

ADDRESS = "/api/samples/"


@pytest.fixture(scope="module")
def gallery(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("gallery")


@pytest.fixture(autouse=True)
def media(settings, gallery) -> Path:
    """One folder for the whole module: the pictures are drawn once, as in life."""
    settings.MEDIA_ROOT = gallery
    return gallery


@pytest.fixture
def mara(client_of) -> APIClient:
    """A manager, who may change everybody's products."""
    user = User.objects.create_user("mara", "mara@shop.example", "correct-horse-9")
    roles.set_role(user, "manager")
    return client_of(user)


def standing(client: APIClient) -> tuple[int, int, int]:
    found = client.get(ADDRESS).json()
    return found["removable"], found["changed"], found["not_yours"]


def test_it_adds_sixty_products_of_the_person_and_everybody_hears_of_them(as_ana, ana, events):
    response = as_ana.post(ADDRESS)

    assert (response.status_code, response.json()) == (201, {"added": COUNT})
    assert Product.objects.filter(created_by=ana).count() == Product.objects.count() == COUNT
    assert tally(events()) == {("create", "ana"): COUNT}
    assert set(StockMovement.objects.values_list("actor", flat=True)) == {ana.pk}
    assert standing(as_ana) == (COUNT, 0, 0)
    call_command("check_ledger")


def tally(found: list[dict]) -> dict[tuple[str, str], int]:
    counted: dict[tuple[str, str], int] = {}
    for event in found:
        at = (event["action"], event["actor"])
        counted[at] = counted.get(at, 0) + 1
    return counted


def test_it_adds_them_once_for_a_key(as_ana):
    headers = {"Idempotency-Key": "first"}
    first = as_ana.post(ADDRESS, headers=headers)
    again = as_ana.post(ADDRESS, headers=headers)

    assert (again.status_code, again.json()) == (201, first.json())
    assert again.headers["Idempotent-Replayed"] == "true"
    assert Product.objects.count() == COUNT


def test_it_refuses_to_mix_samples_with_products(as_ana, as_bea, product, nothing_saved):
    with nothing_saved():
        response = as_bea.post(ADDRESS, headers={"Idempotency-Key": "first"})

    assert (response.status_code, response.json()["code"]) == (409, "not_empty")
    assert not IdempotencyKey.objects.exists()


def test_it_says_so_when_there_is_no_category_for_them(as_ana, nothing_saved):
    Category.objects.all().delete()
    with nothing_saved():
        response = as_ana.post(ADDRESS)

    assert (response.status_code, response.json()["code"]) == (409, "no_sample_categories")


def test_it_stores_nothing_when_a_picture_cannot_be_written(as_ana, nothing_saved, monkeypatch):
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(samples, "sample_picture", full)
    with nothing_saved():
        response = as_ana.post(ADDRESS)

    assert (response.status_code, response.json()["code"]) == (507, "storage_failed")
    assert not SampleProduct.objects.exists()


def test_of_two_at_the_same_moment_one_adds_them(client_of, ana, bea):
    codes: list[int] = []

    def press(user: User) -> None:
        try:
            codes.append(client_of(user).post(ADDRESS).status_code)
        finally:
            connection.close()

    pressing = [threading.Thread(target=press, args=(user,)) for user in (ana, bea)]
    for thread in pressing:
        thread.start()
    for thread in pressing:
        thread.join()

    assert sorted(codes) == [201, 409]
    assert Product.objects.count() == COUNT


def test_it_removes_what_nobody_has_changed_or_moved(as_ana, ana, events):
    as_ana.post(ADDRESS)
    moved, renamed = Product.objects.order_by("pk")[:2]
    as_ana.post(f"/api/products/{moved.pk}/adjust/", {"delta": 1, "reason": "receive"})
    as_ana.patch(f"/api/products/{renamed.pk}/", {"name": "Ours"})
    own = as_ana.post("/api/products/", {"name": "Mug", "category": "home", "price": "1"}).json()
    assert standing(as_ana) == (COUNT - 2, 2, 0)

    response = as_ana.delete(ADDRESS)

    assert (response.status_code, response.json()) == (200, {"removed": COUNT - 2, "changed": 2, "not_yours": 0})
    assert set(Product.objects.values_list("pk", flat=True)) == {moved.pk, renamed.pk, own["id"]}
    assert TrashedProduct.objects.count() == COUNT - 2
    assert tally(events())["delete", "ana"] == COUNT - 2
    assert standing(as_ana) == (0, 0, 0), "what was used is an ordinary product from then on"


def test_a_second_removal_removes_nothing(as_ana):
    as_ana.post(ADDRESS)
    as_ana.delete(ADDRESS)

    assert as_ana.delete(ADDRESS).json() == {"removed": 0, "changed": 0, "not_yours": 0}


def test_a_restored_sample_is_an_ordinary_product(as_ana):
    as_ana.post(ADDRESS)
    pk = Product.objects.latest("pk").pk
    as_ana.delete(f"/api/products/{pk}/")
    assert as_ana.post(f"/api/products/trash/{pk}/restore/").status_code == 200

    as_ana.delete(ADDRESS)

    assert list(Product.objects.values_list("pk", flat=True)) == [pk]


def test_other_peoples_samples_stay(as_ana, as_bea):
    as_ana.post(ADDRESS)
    assert standing(as_bea) == (0, 0, COUNT)

    assert as_bea.delete(ADDRESS).json() == {"removed": 0, "changed": 0, "not_yours": COUNT}

    assert standing(as_ana) == (COUNT, 0, 0)


def test_a_manager_removes_everybodys_samples_and_those_of_the_first_start(mara):
    call_command("populate_products", count=30, verbosity=0)

    assert mara.delete(ADDRESS).json() == {"removed": 30, "changed": 0, "not_yours": 0}
    assert not Product.objects.exists()


def test_it_removes_them_in_batches(mara, monkeypatch):
    monkeypatch.setattr(services, "_REMOVED_AT_ONCE", 20)
    mara.post(ADDRESS)

    assert mara.delete(ADDRESS).json()["removed"] == COUNT
