"""Search: what is found, and in which order."""

import json
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from api.catalog import search
from api.models import Product

pytestmark = pytest.mark.django_db


def make(*names: str, **fields: Any) -> None:
    for name in names:
        values = {"sku": f"Z{Product.objects.count()}", "price": "1", "category_id": "home", **fields}
        Product.objects.create(name=name, **values)


@pytest.fixture(params=["with the index", "without it"])
def index(request, monkeypatch) -> bool:
    """Every search must find the same on a database that has no index."""
    indexed: bool = request.param == "with the index"
    if not indexed:
        monkeypatch.setattr(search, "has_search_index", lambda using: False)
    return indexed


@pytest.fixture
def found(index, as_ana):
    def find(text: str, **more: str) -> list[str]:
        response = as_ana.get(f"/api/products/?{urlencode({'search': text, **more})}")
        assert response.status_code == 200, response.json()
        names = [row["name"] for row in response.json()]
        assert response.headers["X-Total-Count"] == str(len(names))
        return names

    return find


def test_the_index_is_there(db):
    assert search.has_search_index("default")


def test_every_field_is_searched(found):
    make("Kettle", description="boils water")
    make("In the SKU", sku="KETT-1")
    make("In the barcode", barcode="99KETT99")
    make("In the description", description="not a skett")
    make("Not at all", description="ke tt le")

    assert sorted(found("kett")) == ["In the SKU", "In the barcode", "In the description", "Kettle"]


def test_the_exact_code_comes_first_then_beginnings_then_the_rest(found):
    make("A in the middle mug", "B ends in a mug", "Mug with a handle", "mug")
    make("C by barcode", barcode="mug-5")
    make("Z by exact code", sku="MUG")
    make("D by SKU", sku="mug-7")

    assert found("mug") == [
        "Z by exact code",
        "C by barcode",
        "D by SKU",
        "mug",
        "Mug with a handle",
        "A in the middle mug",
        "B ends in a mug",
    ]


def test_an_exact_barcode_comes_first(found):
    make("A", description="4006381333931")
    make("Z", barcode="4006381333931")

    assert found("4006381333931") == ["Z", "A"]


def test_another_ordering_wins_over_relevance(found):
    make("Zebra mug", "mug", "Another mug")

    assert found("mug", ordering="-name") == ["Zebra mug", "mug", "Another mug"]


def test_every_word_must_occur(found):
    make("Blue mug", "Blue plate", "Green mug")
    make("Cup", description="mug, but blue")

    assert sorted(found("mug blue")) == ["Blue mug", "Cup"]
    assert found("  blue   mug  ") == ["Blue mug", "Cup"]
    assert found("blue mug red") == []


@pytest.mark.parametrize("text", ["m", "mu", "mug", "MUG", "Mu", "ug", "u m", "blue m"])
def test_short_words_and_case(found, text):
    make("Blue Mug", "Plate")

    assert found(text) == ["Blue Mug"]


def test_blank_is_no_search(found):
    make("Mug", "Plate")

    assert found("") == found("   ") == ["Plate", "Mug"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("%", "100% wool"),
        ("0%", "100% wool"),
        ("100%", "100% wool"),
        ("_", "snake_case"),
        ("e_c", "snake_case"),
        ('"', 'Screen 24" wide'),
        ('24"', 'Screen 24" wide'),
        ('4" w', 'Screen 24" wide'),
        ("'", "Ana's"),
        ("na's", "Ana's"),
        ("\\", "back\\slash"),
        ("k\\s", "back\\slash"),
        ("AND", "Salt AND pepper"),
        ("NEAR(", "NEAR(a b)"),
        ("^ab", "^abc*"),
        ("bc*", "^abc*"),
        ("a-b-c", "a-b-c"),
        ("name:", "name: x"),
        ("*", "^abc*"),
    ],
)
def test_signs_mean_themselves(found, text, name):
    make(*{"100% wool", "snake_case", 'Screen 24" wide', "Ana's", "back\\slash", name, "plain words"})
    make("NEAR by", "100 wool", "snakeXcase", "24 inches", "abc", "abcd", "Sultana")

    assert name in found(text)
    assert all(text.lower().split()[0] in other.lower() for other in found(text))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Café crème", "café"),
        ("Café crème", "crème"),
        ("日本語の本", "日本語"),
        ("日本語の本", "本"),
        ("Ωmega watch", "Ωmega"),
        ("☕☕☕ beans", "☕☕☕"),
        ("Straße", "straße"),
        ("naïve", "aï"),
    ],
)
def test_every_script_is_found(found, name, text):
    make(name, "Something else")

    assert found(text) == [name]


@pytest.mark.parametrize("text", ["CAFÉ", "Crème", "cAFé"])
def test_case_is_ignored_beyond_ascii(as_ana, text):
    make("Café crème", "Something else")
    response = as_ana.get("/api/products/", {"search": text})

    assert [row["name"] for row in response.json()] == ["Café crème"]


@pytest.mark.parametrize("text", ["cafe", "cafe\u0301", "CAFÉ", "caf\u00e9", "ｃａｆｅ", "ca\u200bfe"])
def test_accents_width_and_composition_are_ignored(found, text):
    make("Café crème", "Cape crumble")

    assert found(text) == ["Café crème"]


@pytest.mark.parametrize("text", ["žž", "ŽŽ", "zz", "z\u030cz\u030c", "žžž"])
def test_short_words_are_folded_like_long_ones(found, text):
    make("ŽŽŽ", "Z Z Z")

    assert found(text) == ["ŽŽŽ"]


def test_every_word_counts_however_many(found):
    make("one two three four five six seven eight nine")

    assert found("one two three four five six seven eight nine") != []
    assert found("one two three four five six seven eight ten") == []
    assert found("o t th f fi s se e n q") == []
    assert found(" ".join(map(chr, range(0x4E00, 0x4E64)))) == []


def test_the_shared_cases(index, db):
    make("Any")
    product = Product.objects.get()
    for case in json.loads((Path(__file__).parent.parent / "cases" / "search.json").read_text()):
        for field in ("name", "description"):
            Product.objects.update(**{"name": "-", "description": "", field: case["text"]})
            found = Product.objects.search(case["query"]).filter(pk=product.pk)
            assert found.exists() is case["matches"], (field, case)


def test_a_word_does_not_reach_from_one_field_into_the_next(found):
    make("Blue", sku="MUG", barcode="77", description="Cup")

    assert (found("bluemug"), found("mug77"), found("77cup")) == ([], [], [])
    assert found("blue mug 77 cup") == ["Blue"]


def test_the_same_gtin_in_another_form_is_an_exact_code(found):
    make("A", description="036000291452")
    make("Z", barcode="0036000291452")

    assert found("036000291452") == ["Z", "A"]


def test_beginnings_are_those_of_codes_and_names_whatever_their_case(found):
    make("C", sku="ÄÖ-10")
    make("B", barcode="äö-10")
    make("äö-1 is its name", "A, see ÄÖ-1")
    make("A", description="äö-1 is where it begins")

    assert found("ÄÖ-1") == ["äö-1 is its name", "B", "C", "A", "A, see ÄÖ-1"]


def test_the_longest_text_is_searched(found):
    make("a" * 200)

    assert found("a" * 200) == ["a" * 200]


def test_it_follows_changes(found):
    make("Kettle", "Teapot")
    Product.objects.filter(name="Kettle").update(name="Samovar")
    Product.objects.get(name="Teapot").delete()

    assert (found("kettle"), found("samovar"), found("teapot")) == ([], ["Samovar"], [])
