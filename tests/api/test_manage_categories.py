"""Categories that managers rename, put into order, merge and delete."""

from typing import Any
from urllib.parse import parse_qs

import pytest
from django.contrib.auth.models import User

from api.accounts import roles
from api.models import Category, Product, SavedView

pytestmark = pytest.mark.django_db

ALL = "/api/categories/"


@pytest.fixture
def as_manager(client_of, db):
    mona = User.objects.create_user("mona", "mona@shop.example", "correct-horse-9")
    roles.set_role(mona, "manager")
    return client_of(User.objects.get(pk=mona.pk))


def names(client: Any) -> list[str]:
    return [category["name"] for category in client.get(ALL).json()]


# --- Names ---------------------------------------------------------------------------------------------------


def test_a_new_name_is_there_at_once_and_the_slug_stays(as_manager, as_bea, product):
    answer = as_manager.patch(f"{ALL}home/", {"name": " Household "})

    assert answer.status_code == 200
    assert answer.json() == {"slug": "home", "name": "Household"}
    assert "Household" in names(as_bea)
    product.refresh_from_db()
    assert (product.category_id, product.version) == ("home", 1)


@pytest.mark.parametrize("name", ["", "  ", "Books", "bOOKS", "a\nb", "x" * 81])
def test_a_name_that_cannot_be_is_refused(as_manager, nothing_saved, name):
    with nothing_saved():
        answer = as_manager.patch(f"{ALL}home/", {"name": name})
    assert (answer.status_code, list(answer.json())) == (400, ["name"])


def test_a_name_that_is_taken_has_a_code(as_manager):
    answer = as_manager.patch(f"{ALL}home/", {"name": "bOOKS"})
    assert answer.json() == {"name": ["This name is already in use."]}
    assert answer.headers["Error-Codes"] == "name=taken"


def test_a_name_may_change_its_case(as_manager):
    assert as_manager.patch(f"{ALL}home/", {"name": "HOME"}).json()["name"] == "HOME"


# --- Order ---------------------------------------------------------------------------------------------------


def test_the_list_is_by_name_until_somebody_moves_one(as_manager):
    assert names(as_manager) == ["Books", "Clothing", "Electronics", "Home", "Other", "Sports"]
    assert as_manager.patch(f"{ALL}other/", {"position": 5}).status_code == 200
    assert names(as_manager) == ["Books", "Clothing", "Electronics", "Home", "Sports", "Other"]
    as_manager.patch(f"{ALL}home/", {"position": 0})
    assert names(as_manager) == ["Home", "Books", "Clothing", "Electronics", "Sports", "Other"]
    as_manager.patch(f"{ALL}books/", {"position": 1000, "name": "Reading"})
    assert names(as_manager) == ["Home", "Clothing", "Electronics", "Sports", "Other", "Reading"]


def test_a_new_one_comes_last_in_an_order_that_people_gave(as_manager):
    as_manager.post(ALL, {"name": "Attic"})
    assert names(as_manager)[0] == "Attic"
    as_manager.patch(f"{ALL}attic/", {"position": 2})
    as_manager.post(ALL, {"name": "Art"})
    assert names(as_manager)[-1] == "Art"


@pytest.mark.parametrize("position", [-1, 1001, "first", 1.5, None])
def test_a_position_is_a_number_from_zero(as_manager, nothing_saved, position):
    with nothing_saved():
        answer = as_manager.patch(f"{ALL}home/", {"position": position})
    assert (answer.status_code, list(answer.json())) == (400, ["position"])


# --- Deleting and merging ------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_a_merge_takes_the_products_along(as_manager, as_bea, product, events):
    answer = as_manager.delete(f"{ALL}home/?replacement=books")

    assert answer.status_code == 204
    assert not Category.objects.filter(slug="home").exists()
    product.refresh_from_db()
    assert (product.category_id, product.version) == ("books", 2)
    [event] = events()
    assert (event["action"], event["data"]["category"], event["actor"]) == ("update", "books", "mona")
    assert int(answer.headers["X-Live-Seq"]) == event["seq"]
    assert "Home" not in names(as_bea)


def test_saved_views_go_along(as_manager, ana):
    def view(name: str, query: str) -> SavedView:
        return SavedView.objects.create(owner=ana, name=name, query=query)

    one = view("One", "category=home&search=mug+home&ordering=-price")
    both = view("Both", "category=books&category=home")
    other = view("Other", "search=home")
    as_manager.delete(f"{ALL}home/?replacement=books")
    for saved in (one, both, other):
        saved.refresh_from_db()
    assert parse_qs(one.query) == {"category": ["books"], "search": ["mug home"], "ordering": ["-price"]}
    assert both.query == "category=books"
    assert other.query == "search=home"


def test_an_empty_one_goes_by_itself(as_manager):
    assert as_manager.delete(f"{ALL}sports/").status_code == 204
    assert "Sports" not in names(as_manager)


def test_products_are_left_in_none(as_manager, product, nothing_saved):
    with nothing_saved():
        answer = as_manager.delete(f"{ALL}home/")
    assert (answer.status_code, answer.json()["code"]) == (409, "category_in_use")
    assert "1 product " in answer.json()["detail"]


@pytest.mark.parametrize("replacement", ["home", "attic", "HOME"])
def test_the_replacement_is_another_that_is_there(as_manager, product, nothing_saved, replacement):
    with nothing_saved():
        answer = as_manager.delete(f"{ALL}home/?replacement={replacement}")
    assert (answer.status_code, list(answer.json())) == (400, ["replacement"])


def test_the_last_one_stays(as_manager, nothing_saved):
    Category.objects.exclude(slug="home").delete()
    with nothing_saved():
        answer = as_manager.delete(f"{ALL}home/")
    assert (answer.status_code, answer.json()["code"]) == (409, "last_category")


@pytest.mark.parametrize("method", ["patch", "delete"])
def test_one_that_is_not_there_is_not_found(as_manager, method):
    assert getattr(as_manager, method)(f"{ALL}attic/", {"name": "Loft"}).status_code == 404


@pytest.mark.parametrize("method", ["patch", "delete"])
def test_others_than_managers_are_refused(as_ana, product, nothing_saved, method):
    with nothing_saved():
        answer = getattr(as_ana, method)(f"{ALL}books/", {"name": "Reading"})
    assert (answer.status_code, answer.json()["code"]) == (403, "permission_denied")
    assert answer.json()["detail"] == "Only managers and admins can change categories."


# --- Counts --------------------------------------------------------------------------------------------------


def test_it_counts_products_where_it_is_asked_to(as_ana, product, django_assert_num_queries):
    Product.objects.create(sku="B-1", name="Old", category_id="books", price=1, is_active=False)
    found = {category["slug"]: category["products"] for category in as_ana.get(f"{ALL}?counts=true").json()}
    assert (found["home"], found["books"], found["sports"]) == (1, 1, 0)
    assert "products" not in as_ana.get(ALL).json()[0]
    assert as_ana.get(f"{ALL}?counts=yes").status_code == 400
