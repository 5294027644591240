"""Searches that find nothing: what may have been meant."""

import json
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from api.models import Product
from api.samples.catalog import AUTHORS, KINDS, TITLE_ENDS, TITLE_STARTS

pytestmark = pytest.mark.django_db

MISSPELLINGS: list[tuple[str, str]] = [
    (typed, meant)
    for typed, meant in json.loads((Path(__file__).parent.parent / "cases" / "misspellings.json").read_text())
]


def stock(*names: str) -> None:
    known = Product.objects.count()
    Product.objects.bulk_create(
        Product(sku=f"S-{n}", name=name, price=1, category_id="home") for n, name in enumerate(names, known)
    )


def sample_names() -> list[str]:
    """A name of every kind, brand and size of the sample catalogue, and some titles."""
    titles = [
        f"{start} {end}"
        for n, end in enumerate(TITLE_ENDS)
        for start in (TITLE_STARTS[n % len(TITLE_STARTS)], TITLE_STARTS[0])
    ]
    return [
        kind.name.format(brand=brand, size=size, title=title, author=AUTHORS[0])
        for kind in KINDS
        for brand in kind.brands
        for size in kind.sizes or ("",)
        for title in (titles if "{title}" in kind.name else titles[:1])
    ]


@pytest.fixture
def ask(as_ana):
    def suggested(search: str) -> str | None:
        response = as_ana.get(f"/api/products/did_you_mean/?{urlencode({'search': search})}")
        assert response.status_code == 200, response.json()
        found: str | None = response.json()["search"]
        return found

    return suggested


def first_page(client: Any, search: str) -> list[str]:
    return [row["name"] for row in client.get(f"/api/products/?{urlencode({'search': search})}").json()]


def test_nine_of_ten_misspellings_find_the_product_on_the_first_page(as_ana, ask) -> None:
    stock(*sample_names())
    missed = []
    for typed, meant in MISSPELLINGS:
        names = first_page(as_ana, typed) or first_page(as_ana, ask(typed) or typed)
        if not any(all(word in name for word in meant.split()) for name in names):
            missed.append((typed, ask(typed)))
    assert len(MISSPELLINGS) >= 60
    assert len(missed) <= len(MISSPELLINGS) / 10, missed


@pytest.mark.parametrize(
    ("search", "meant"),
    [
        ("tabel", "table"),  # two letters swapped
        ("talbe", "table"),
        ("tble", "table"),  # one missing
        ("tabble", "table"),  # one too many
        ("tavle", "table"),  # a wrong one
        ("TAVLE", "table"),
        ("oaktable", "oak table"),  # two words as one
        ("tshirt", "t-shirt"),
        ("co ffee", "coffee"),  # one word as two
        ("cofee makr", "coffee maker"),
        ("coffeemakr", "coffee maker"),
        ("oak coffe", None),  # there is no product that has both
        ("äpfelsaftt", "apfelsaft"),
        ("coffx", "coffe"),  # unfinished
        ("cofffe ma", "coffee ma"),
        ("xyzzy", None),
        ("oka", None),  # too short to tell
        ("ab-1235", None),  # a code is meant as it was typed
        ("4006381333932", None),
        ("", None),
        (" ", None),
        ("%", None),
        ('"', None),
        ("a b c d e f g h i j", None),
        ("x" * 200, None),
    ],
)
def test_it_suggests_what_finds_something(as_ana, ask, search: str, meant: str | None) -> None:
    stock("Oak Table", "Coffee Maker", "T-Shirt", "Äpfelsaft", "AB-1234 Adapter")
    assert ask(search) == meant
    assert meant is None or first_page(as_ana, meant)


def test_it_knows_products_that_are_new_renamed_and_gone(ask) -> None:
    stock("Lantern")
    assert ask("lantren") == "lantern"
    assert ask("hurricne") is None
    stock("Hurricane Lamp")
    assert ask("hurricne") == "hurricane"
    product = Product.objects.get(name="Lantern")
    product.name = "Torchlight"
    product.save()
    assert ask("torchlihgt") == "torchlight"
    product.delete()
    assert ask("torchlihgt") is None, "a suggestion finds something"


def test_the_word_that_is_used_more_often_comes_first(ask) -> None:
    stock("Brown Paper", "Crown Cap", "Crown Cork", "Crown Seal")
    assert ask("vrown") == "crown"


def test_parameters_are_checked(as_ana, client) -> None:
    assert as_ana.get("/api/products/did_you_mean/?search=" + "x" * 201).json() == {
        "search": ["At most 200 characters."]
    }
    assert as_ana.get("/api/products/did_you_mean/?serach=x").status_code == 400
    assert client.get("/api/products/did_you_mean/?search=x").status_code == 401
