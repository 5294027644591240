"""Categories, and the configuration that a client reads before anybody has signed in."""

import json

import pytest

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
        ({"name": "日本"}, "slug"),
        ({"name": "BOOKS!"}, "slug"),
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


def test_a_category_is_never_changed_or_deleted_here(as_ana, product, nothing_saved):
    with nothing_saved():
        for method in (as_ana.put, as_ana.patch, as_ana.delete):
            assert method("/api/categories/").status_code == 405
            assert method("/api/categories/home/").status_code == 404


def test_the_configuration_needs_no_token(anonymous):
    response = anonymous.get("/api/config/")

    assert response.status_code == 200
    assert response.json() == {
        "currency": "USD",
        "max_upload_bytes": 5 * 1024 * 1024,
        "image_types": ["image/jpeg", "image/png", "image/webp", "image/gif", "image/avif"],
        "version": "0.1.0",
    }


def test_the_configuration_ignores_a_bad_token(anonymous, settings):
    settings.CURRENCY = "EUR"
    anonymous.credentials(HTTP_AUTHORIZATION="Bearer expired")

    assert anonymous.get("/api/config/").json()["currency"] == "EUR"
