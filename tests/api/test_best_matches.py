"""The best matches of a word that many products have are found without sorting all of them, and are the same."""

from collections.abc import Iterator
from dataclasses import replace
from random import Random
from typing import Any

import pytest

from api.catalog import listings, search, views
from api.catalog.listings import PRODUCTS
from api.models import Product

pytestmark = pytest.mark.django_db

URL = "/api/products/"
STARTS = ["Lamp", "LäMP ", "Table lamp", "Desk", "9 lamp", "Lamp 10", "lampshade", "LAMP-", "Überlamp", "A", "Zoo"]
CODES = ["LAMP", "lamp-", "X-LAMP", "Y", "LA", "DESK"]


@pytest.fixture(autouse=True)
def _few_are_many(monkeypatch) -> None:
    monkeypatch.setattr(search, "_FEW", 25)
    monkeypatch.setattr(search, "_WALKED", 200)


@pytest.fixture
def shelf(ana, bea) -> list[Product]:
    chance = Random(7)
    return Product.objects.bulk_create(
        Product(
            sku=f"{chance.choice(CODES) if chance.random() < 0.04 else 'P'}{number}",
            barcode=f"lamp{number}" if chance.random() < 0.01 else None,
            name=f"{chance.choice(STARTS)} {chance.choice(['red', 'blue', ''])} {chance.randrange(90)}".strip(),
            description=chance.choice(["", "goes with a lamp", "a lamp: lamp", "Gives light"]),
            category_id=chance.choice(["home", "books", "other"]),
            price=1,
            created_by=chance.choice([ana, bea]),
        )
        for number in range(600)
    )


def first_page(client: Any, query: dict[str, Any]) -> tuple[list[int], Any, Any]:
    answer = client.get(URL, query)
    assert answer.status_code == 200, answer.content
    return [row["id"] for row in answer.json()], answer.headers.get("Link"), answer.headers["X-Total-Count"]


@pytest.fixture
def asked(monkeypatch) -> Iterator[list[list[int] | None]]:
    """What the quick way has found, each time it was asked."""
    found: list[list[int] | None] = []

    def best(*args: Any) -> list[int] | None:
        found.append(search.best_matches(*args))
        return found[-1]

    monkeypatch.setattr(views, "PRODUCTS", replace(PRODUCTS, best=best))
    return found


@pytest.mark.parametrize("limit", [1, 7, 50, 120])
@pytest.mark.parametrize(
    "query",
    [
        {"search": "lamp"},
        {"search": "LÄMP"},
        {"search": "lamp light"},
        {"search": "amp"},
        {"search": "lamp", "category": "home"},
        {"search": "lamp", "category": ["books", "other"], "in_stock": "false"},
        {"search": "lamp", "owner": "bea"},
    ],
)
def test_the_first_page_is_what_sorting_all_gives(as_ana, shelf, asked, monkeypatch, query, limit):
    quick = first_page(as_ana, {**query, "limit": limit})
    assert len(asked) == 1
    if limit < 50:
        assert asked[0] is not None
    monkeypatch.setattr(views, "PRODUCTS", replace(PRODUCTS, best=None))

    assert first_page(as_ana, {**query, "limit": limit}) == quick


def test_the_pages_after_it_go_on_where_it_ends(as_ana, shelf, monkeypatch):
    def all_pages() -> list[int]:
        found, answer = [], as_ana.get(URL, {"search": "lamp", "limit": 40})
        while True:
            found += [row["id"] for row in answer.json()]
            after = [link for link in answer.headers.get("Link", "").split(", ") if 'rel="next"' in link]
            if not after:
                return found
            answer = as_ana.get(after[0].partition(">")[0].removeprefix("<"))

    pages = all_pages()
    assert len(pages) == len(set(pages)) > 300
    monkeypatch.setattr(views, "PRODUCTS", replace(PRODUCTS, best=None))
    assert all_pages() == pages


@pytest.mark.parametrize("query", ["la", "lamp 10", "lamp la", "nowhere", "P1", "x" * 150])
def test_it_leaves_to_sorting_what_it_does_not_know_better(shelf, query):
    assert search.best_matches(Product.objects.all(), query, 51, Product.objects.search(query).count()) is None


@pytest.fixture
def _walks_in_vain(monkeypatch) -> None:
    """The word is in names further down than are walked row by row."""
    monkeypatch.setattr(search, "_FEW", 5)
    monkeypatch.setattr(search, "_WALKED", 1)


@pytest.mark.usefixtures("_walks_in_vain")
@pytest.mark.parametrize(
    "query",
    [{"search": "amp"}, {"search": "light"}, {"search": "goes with"}, {"search": "ight", "category": "home"}],
)
def test_names_are_looked_up_among_the_matches_of_a_common_word(as_ana, shelf, asked, monkeypatch, query):
    monkeypatch.setattr(search, "_COMMON", 10_000)
    quick = first_page(as_ana, {**query, "limit": 20})
    assert len(asked[0] or ()) >= 21

    monkeypatch.setattr(views, "PRODUCTS", replace(PRODUCTS, best=None))
    assert first_page(as_ana, {**query, "limit": 20}) == quick


@pytest.mark.usefixtures("_walks_in_vain")
def test_the_matches_of_other_words_are_sorted(shelf, monkeypatch):
    monkeypatch.setattr(search, "_COMMON", 0)
    assert search.best_matches(Product.objects.all(), "ight", 51, 150) is None


def counted(client: Any, query: dict[str, Any], monkeypatch: Any) -> tuple[int | None, str]:
    """What the index counts, and what the list says."""
    found: list[int | None] = []

    def count(*args: Any) -> int | None:
        found.append(search.count_matches(*args))
        return found[-1]

    monkeypatch.setattr(views, "PRODUCTS", replace(PRODUCTS, count_matches=count))
    answer = client.get(URL, query)
    return found[0] if found else None, answer.headers["X-Total-Count"]


@pytest.mark.parametrize("text", ["lamp", "LÄMP light", "zoo", "nowhere"])
def test_the_index_counts_what_only_a_search_asks_for(as_ana, shelf, monkeypatch, text):
    number = Product.objects.search(text).count()
    assert counted(as_ana, {"search": text}, monkeypatch) == (number, str(number))
    assert counted(as_ana, {"search": text, "ordering": "price", "category": ""}, monkeypatch)[1] == str(number)


@pytest.mark.parametrize(
    "query", [{"search": "lamp", "category": "home"}, {"search": "la"}, {"search": "lamp zo"}]
)
def test_the_rows_are_counted_where_more_is_asked_for(as_ana, shelf, monkeypatch, query):
    rows = Product.objects.search(query["search"])
    if "category" in query:
        rows = rows.filter(category=query["category"])
    assert counted(as_ana, query, monkeypatch) == (None, str(rows.count()))


def test_every_list_of_products_has_it():
    assert listings.PRODUCTS.best is listings.REORDERS.best is search.best_matches
