"""Categories, and the configuration that a client reads before anybody has signed in."""

import json
import re
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connections

from api.catalog import category_services
from api.catalog.category_services import create_categories
from api.core.errors import FieldRefused
from api.models import Category

pytestmark = pytest.mark.django_db


def add(client, **fields):
    return client.post("/api/categories/", json.dumps(fields), content_type="application/json")


def test_the_six_defaults_are_there_by_name(as_bea):
    response = as_bea.get("/api/categories/")

    assert response.status_code == 200
    assert response.json() == [
        {"slug": slug, "name": slug.title()}
        for slug in ("books", "clothing", "electronics", "home", "other", "sports")
    ]


def test_anybody_signed_in_adds_one(as_bea):
    response = add(as_bea, name="Garden tools")

    assert response.status_code == 201
    assert response.json() == {"slug": "garden-tools", "name": "Garden tools"}
    assert Category.objects.get(slug="garden-tools").name == "Garden tools"
    assert (
        as_bea.post("/api/products/", {"name": "Rake", "price": "9", "category": "garden-tools"}).status_code
        == 201
    )


def test_the_slug_may_be_given(as_bea):
    assert add(as_bea, name="Garten", slug="garden").json() == {"slug": "garden", "name": "Garten"}


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Büro & Schule", "buro-schule"),
        ("Łódź", "lodz"),
        ("ＤＩＹ", "diy"),
        ("Straßenrad", "strassenrad"),
        ("Cafe\u0301", "cafe"),
        ("-Tools-", "tools"),
        ("NEW", "new"),
    ],
)
def test_a_slug_is_made_of_the_letters_of_the_name(as_bea, name, slug):
    assert add(as_bea, name=name).json()["slug"] == slug


@pytest.mark.parametrize("name", ["Книги", "日本", "كتب", "Книги 2", "☕", "!!!", "Ωmega"])
def test_a_name_in_any_script_gets_a_slug(as_bea, name):
    response = add(as_bea, name=name)

    assert response.status_code == 201
    slug = response.json()["slug"]
    assert re.fullmatch("category-[0-9a-z]{6}", slug)
    assert Category.objects.get(slug=slug).name == name
    product = {"name": "Rake", "price": "9", "category": slug}
    assert as_bea.post("/api/products/", product).status_code == 201


@pytest.mark.parametrize(
    ("names", "slugs"),
    [
        (["C", "C++", "C#"], ["c", "c-2", "c-3"]),
        (["Home & Garden", "Home Garden"], ["home-garden", "home-garden-2"]),
        (["BOOKS!"], ["books-2"]),
        (["a" * 60, "a" * 61, "A" * 62], ["a" * 50, f"{'a' * 48}-2", f"{'a' * 48}-3"]),
    ],
)
def test_names_that_make_one_slug_get_one_each(as_bea, names, slugs):
    answers = [add(as_bea, name=name) for name in names]

    assert [answer.status_code for answer in answers] == [201] * len(names)
    assert [answer.json()["slug"] for answer in answers] == slugs
    assert [Category.objects.get(slug=slug).name for slug in slugs] == names


def test_a_name_that_a_category_gave_up_is_free_and_its_slug_is_not(as_bea):
    Category.objects.filter(slug="books").update(name="Literature")
    Category.objects.filter(slug="other").update(slug="OLD")

    assert add(as_bea, name="Books").json() == {"slug": "books-2", "name": "Books"}
    assert add(as_bea, name="Old").json() == {"slug": "old-2", "name": "Old"}


@pytest.mark.parametrize("slug", ["NEW", "New"])
def test_slugs_are_one_in_every_case(as_bea, nothing_saved, slug):
    assert add(as_bea, name="New", slug=slug).json() == {"slug": "new", "name": "New"}
    with nothing_saved():
        for twin in ("new", "NEW", "nEW"):
            response = add(as_bea, name=f"Other {twin}", slug=twin)
            assert (response.status_code, list(response.json())) == (400, ["slug"])


def test_a_slug_of_an_earlier_version_is_taken_in_every_case(as_bea, nothing_saved):
    Category.objects.filter(slug="other").update(slug="OLD")
    with nothing_saved():
        assert list(add(as_bea, name="Another", slug="old").json()) == ["slug"]
    Category.objects.get(slug="OLD").save()
    assert Category.objects.filter(slug="OLD").exists()


@pytest.mark.parametrize(
    ("name", "twin"),
    [("Büro", "büro"), ("Büro", "bu\u0308ro"), ("Büro", "BÜRO"), ("Straße", "STRASSE"), ("A B", "a  b")],
)
def test_names_are_one_in_every_case_and_composition(as_bea, nothing_saved, name, twin):
    assert add(as_bea, name=name).status_code == 201
    with nothing_saved():
        response = add(as_bea, name=twin, slug="own")
        assert response.json() == {"name": ["This name is already in use."]}
    assert add(as_bea, name="Buro", slug="own").status_code == 201  # an accent makes another word


def test_they_are_in_the_order_of_people(as_bea):
    for name in ("Zubehör", "Äpfel", "Teil 10", "teil 9"):
        add(as_bea, name=name)
    names = [row["name"] for row in as_bea.get("/api/categories/").json()]

    assert names == [
        "Äpfel",
        "Books",
        "Clothing",
        "Electronics",
        "Home",
        "Other",
        "Sports",
        "teil 9",
        "Teil 10",
        "Zubehör",
    ]


def test_a_name_follows_every_change(db):
    Category.objects.filter(slug="home").update(name=" Äther\u200b ")
    home = Category.objects.get(slug="home")
    assert (home.name, home.name_key) == ("Äther", "ather\täther")
    home.name = "HAUS"
    home.save(update_fields=["name"])
    home.refresh_from_db()
    assert home.name_key == "haus\thaus"


def test_a_long_name_gets_a_short_slug(as_bea):
    response = add(as_bea, name="a" * 80)

    assert response.status_code == 201
    assert response.json()["slug"] == "a" * 50


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({}, "name"),
        ({"name": ""}, "name"),
        ({"name": " "}, "name"),
        ({"name": None}, "name"),
        ({"name": "a" * 81}, "name"),
        ({"name": "a\x00b"}, "name"),
        ({"name": "a\x07b"}, "name"),
        ({"name": "a\ud800"}, "name"),
        ({"name": "Books"}, "name"),
        ({"name": "New", "slug": "books"}, "slug"),
        ({"name": "New", "slug": "two words"}, "slug"),
        ({"name": "New", "slug": "../x"}, "slug"),
        ({"name": "New", "slug": "a" * 51}, "slug"),
        ({"name": "New", "slug": "a\x00"}, "slug"),
        ({"name": "New", "slug": ["a"]}, "slug"),
    ],
)
def test_it_refuses(as_bea, nothing_saved, fields, field):
    with nothing_saved():
        response = add(as_bea, **fields)

    assert response.status_code == 400
    assert list(response.json()) == [field]


def test_it_requires_a_token(anonymous, nothing_saved):
    with nothing_saved():
        assert anonymous.get("/api/categories/").status_code == 401
        assert add(anonymous, name="Garden").status_code == 401


def test_the_configuration_needs_no_token(anonymous):
    response = anonymous.get("/api/config/")

    assert response.status_code == 200
    assert response.json() == {
        "place": "",
        "currency": "USD",
        "reasons": ["receive", "return", "sale", "damage", "loss"],
        "registration": "open",
        "needs_setup": True,
        "mail": False,
        "max_upload_bytes": 5 * 1024 * 1024,
        "max_image_pixels": 40_000_000,
        "max_pictures": 12,
        "image_types": ["image/jpeg", "image/png", "image/webp", "image/gif", "image/avif"],
        "version": "0.1.0",
    }


def test_the_configuration_ignores_a_bad_token(anonymous, settings):
    settings.CURRENCY = "EUR"
    anonymous.credentials(HTTP_AUTHORIZATION="Bearer expired")

    assert anonymous.get("/api/config/").json()["currency"] == "EUR"


def test_many_are_added_at_once_but_none_twice(db):
    made = create_categories(["C++", "books", "C#", " c++ "])

    assert [(each.slug, each.name) for each in made] == [("c", "C++"), ("c-2", "C#")]


@pytest.mark.parametrize("name", ["", "\u200b", "a\nb", "a" * 81])
def test_of_many_none_is_added_when_one_cannot_be(nothing_saved, name):
    with nothing_saved(), pytest.raises(FieldRefused):
        create_categories(["C++", name])


def test_many_keep_the_end_too(monkeypatch, nothing_saved):
    monkeypatch.setattr(category_services, "MOST_CATEGORIES", 7)
    with nothing_saved(), pytest.raises(FieldRefused, match="the most allowed"):
        create_categories(["C++", "C#"])
    create_categories(["Books", "C++"])


@pytest.mark.django_db(transaction=True)
def test_of_those_added_at_once_each_gets_its_own(client_of, bea):
    names = ["C++", "C#", "C!", "C++"]

    def post(client: Any, name: str) -> int:
        try:
            return int(add(client, name=name).status_code)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(names)) as pool:
        codes = list(pool.map(post, [client_of(bea) for _ in names], names))
    assert sorted(codes) == [201, 201, 201, 400]
    assert set(Category.objects.filter(slug__startswith="c-").values_list("slug", flat=True)) == {"c-2", "c-3"}


def test_there_is_an_end_to_them(as_bea, monkeypatch, nothing_saved):
    monkeypatch.setattr(category_services, "MOST_CATEGORIES", 6)
    response = add(as_bea, name="One more")
    assert response.status_code == 400
    assert response.json() == {"name": ["There are 6 categories, the most allowed."]}
