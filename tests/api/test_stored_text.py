"""Text of products and what follows from it, by every way in which a product is written."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core import serializers
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet, Value
from django.db.models.functions import Concat, Upper
from django.test import Client

from api.catalog.product_text import DERIVED, TEXTS, derive
from api.models import Category, Product, SavedView, StockMovement
from api.stock.services import adjust_by

pytestmark = pytest.mark.django_db(transaction=True)

TYPED = {
    "name": "\u200bCafe\u0301 \u202eMug\u202c ",
    "sku": "CAF\u200bE\u0301-1",
    "barcode": "\ufeff4006381333948",
    "description": "one\r\ntwo \u2066three\u2069",
}
STORED = {"name": "Café Mug", "sku": "CAFÉ-1", "barcode": "4006381333948", "description": "one\ntwo three"}


def in_step() -> list[dict[str, Any]]:
    """The stored text of all products, once it is sure that what follows from it is right."""
    rows = list(Product.objects.order_by("pk").values(*TEXTS, *DERIVED))
    for row in rows:
        assert {name: row.pop(name) for name in DERIVED} == derive(row)._asdict()
    return rows


def rest(client: Any, product: Product) -> None:
    assert client.patch(f"/api/products/{product.pk}/", TYPED).status_code == 200


def save(client: Any, product: Product) -> None:
    for name, value in TYPED.items():
        setattr(product, name, value)
    product.save()
    assert {name: getattr(product, name) for name in TEXTS} == STORED


def save_some(client: Any, product: Product) -> None:
    for name, value in TYPED.items():
        product = Product.objects.only("pk").get(pk=product.pk)
        setattr(product, name, value)
        product.save(update_fields=[name])


def save_deferred(client: Any, product: Product) -> None:
    for name, value in TYPED.items():
        product = Product.objects.only(name).get(pk=product.pk)
        setattr(product, name, value)
        product.save()


def save_expressions(client: Any, product: Product) -> None:
    for name, value in TYPED.items():
        setattr(product, name, Concat(Value(value), Value("")))
    product.save()
    assert {name: getattr(product, name) for name in TEXTS} == STORED


def update(client: Any, product: Product) -> None:
    Product.objects.filter(pk=product.pk).update(**TYPED)


def update_expressions(client: Any, product: Product) -> None:
    values = {name: Concat(Value(value), Value("")) for name, value in TYPED.items()}
    Product.objects.filter(pk=product.pk).update(**values)


def bulk_update(client: Any, product: Product) -> None:
    for name, value in TYPED.items():
        setattr(product, name, value)
    Product.objects.bulk_update([product], TEXTS)


def update_or_create(client: Any, product: Product) -> None:
    Product.objects.update_or_create(pk=product.pk, defaults=TYPED)


def upsert(client: Any, product: Product) -> None:
    for name, value in TYPED.items():
        setattr(product, name, value)
    Product.objects.bulk_create([product], update_conflicts=True, unique_fields=["pk"], update_fields=list(TEXTS))


CHANGES = [
    rest,
    save,
    save_some,
    save_deferred,
    save_expressions,
    update,
    update_expressions,
    bulk_update,
    update_or_create,
    upsert,
]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_a_change_stores_clean_text_and_what_follows(
    as_ana: Any, product: Product, events: Any, change: Callable[[Any, Product], None]
) -> None:
    change(as_ana, product)

    assert in_step() == [STORED]
    assert {name: events()[-1]["data"][name] for name in TEXTS} == STORED
    assert [row["id"] for row in as_ana.get("/api/products/", {"search": "cafe mug caf\u00c9-1 two"}).json()] == [
        product.pk
    ]
    assert as_ana.get("/api/products/", {"search": "blue"}).json() == []


def create(owner: User) -> None:
    Product.objects.create(**TYPED, category_id="home", price="1.00", quantity=3)


def bulk_create(owner: User) -> None:
    Product.objects.bulk_create([Product(**TYPED, category_id="home", price="1.00", quantity=3)])


def create_expressions(owner: User) -> None:
    values = {name: Concat(Value(value), Value("")) for name, value in TYPED.items()}
    Product.objects.create(**values, category_id="home", price="1.00", quantity=3)


def bulk_create_expressions(owner: User) -> None:
    values = {name: Concat(Value(value), Value("")) for name, value in TYPED.items()}
    Product.objects.bulk_create([Product(**values, category_id="home", price="1.00", quantity=3)])


@pytest.mark.parametrize(
    "way", [create, bulk_create, create_expressions, bulk_create_expressions], ids=lambda way: way.__name__
)
def test_a_new_product_has_clean_text(ana, events, way) -> None:
    way(ana)

    assert in_step() == [STORED]
    [event] = events()
    assert {name: event["data"][name] for name in TEXTS} == STORED
    movement = StockMovement.objects.get()
    assert (movement.name, movement.sku, movement.search_text) == ("Café Mug", "CAFÉ-1", "cafe mug\ncafe-1")


def test_rest_creates_clean_text(as_ana: Any, events: Any) -> None:
    response = as_ana.post("/api/products/", {**TYPED, "category": "home", "price": "1.00"})

    assert response.status_code == 201
    assert {name: response.json()[name] for name in TEXTS} == STORED
    assert in_step() == [STORED]
    assert {name: events()[0]["data"][name] for name in TEXTS} == STORED


def test_a_name_that_the_database_computes_is_searched_by_what_it_becomes(as_ana: Any, product: Product) -> None:
    Product.objects.update(name=Concat(F("name"), Value(" of "), F("sku")), sku=Upper(Value("x-1")))

    assert [row["name"] for row in in_step()] == ["Blue Mug of HOME-MUG01"]
    assert len(as_ana.get("/api/products/", {"search": "of home x-1"}).json()) == 1


def test_text_that_is_not_saved_has_no_effect(product: Product) -> None:
    product.sku, product.name = "NEW-1", "Red Mug"
    product.save(update_fields=["name"])

    [row] = in_step()
    assert (row["name"], row["sku"]) == ("Red Mug", "HOME-MUG01")


def test_an_old_instance_takes_nothing_from_what_is_found(product: Product) -> None:
    old = Product.objects.get(pk=product.pk)
    Product.objects.filter(pk=product.pk).update(description="Of stoneware.")
    old.name = "Red Mug"
    old.save(update_fields=["name"])
    late = Product.objects.defer(*TEXTS).get(pk=product.pk)
    Product.objects.filter(pk=product.pk).update(name="Green Mug")
    late.save()

    assert [(row["name"], row["description"]) for row in in_step()] == [("Green Mug", "Of stoneware.")]


def test_a_field_that_is_loaded_late_leaves_a_typed_quantity_alone(product: Product) -> None:
    late = Product.objects.defer("sku").get(pk=product.pk)
    late.quantity += 5
    assert late.sku == "HOME-MUG01"
    late.save()

    product.refresh_from_db()
    assert product.quantity == 47


def test_a_dump_of_an_earlier_version_is_loaded(product: Product, tmp_path: Any) -> None:
    Product.objects.create(name="Äpfel", sku="ÄPFEL-1", category_id="home", price="1.00")
    [*dump] = json.loads(serializers.serialize("json", Product.objects.all()))
    for row in dump:
        for name in DERIVED:
            del row["fields"][name]
    Product.objects.all().delete()
    (tmp_path / "products.json").write_text(json.dumps(dump))
    call_command("loaddata", str(tmp_path / "products.json"), verbosity=0)

    assert sorted(row["sku"] for row in in_step()) == ["HOME-MUG01", "ÄPFEL-1"]


# --- Refused, or repaired where nobody can be asked ----------------------------------------------------------


@pytest.mark.parametrize("sign", [*"\n\t\r\x00\x07\x1b\x7f\x85\x9f\u2028\u2029"], ids=ascii)
@pytest.mark.parametrize("field", ["name", "sku", "barcode"])
def test_a_line_of_more_than_one_line_is_refused(as_ana, product, nothing_saved, field, sign) -> None:
    wanted = {"name": "Cup", "category": "home", "price": "1.00", field: f"a{sign}b"}
    with nothing_saved():
        for response in (
            as_ana.post("/api/products/", wanted, format="json"),
            as_ana.patch(f"/api/products/{product.pk}/", {field: f"a{sign}b"}, format="json"),
        ):
            assert (response.status_code, list(response.json())) == (400, [field])


@pytest.mark.parametrize(
    "name", ["\u200b", "\u2800", "\u3164", "\u00ad\u200d", "\u0301", "\u202e\u202c", " \u00a0"]
)
def test_a_name_without_a_visible_character_is_refused(as_ana, product, nothing_saved, name) -> None:
    with nothing_saved():
        for address in ("/api/products/", "/api/categories/", "/api/views/"):
            response = as_ana.post(address, {"name": name, "category": "home", "price": "1.00"}, format="json")
            assert (response.status_code, list(response.json())) == (400, ["name"])
        assert as_ana.patch(f"/api/products/{product.pk}/", {"name": name}, format="json").status_code == 400
        with pytest.raises(IntegrityError), transaction.atomic():
            Product.objects.create(name=name.replace("\u0301", ""), sku="A", category_id="home", price="1.00")


@pytest.mark.parametrize("sign", ["\x00", "\x07", "\x1b", "\x7f", "\x9f"])
def test_a_text_has_lines_but_no_control_characters(
    as_ana: Any, product: Product, nothing_saved: Any, sign
) -> None:
    text = f"a\n\tb{sign}"
    with nothing_saved():
        answers = (
            as_ana.patch(f"/api/products/{product.pk}/", {"description": text}, format="json"),
            as_ana.post(f"/api/products/{product.pk}/adjust/", {"delta": 1, "note": text}, format="json"),
        )
    assert [(answer.status_code, list(answer.json())) for answer in answers] == [
        (400, ["description"]),
        (400, ["note"]),
    ]
    assert (
        as_ana.patch(f"/api/products/{product.pk}/", {"description": text[:-1]}).json()["description"] == "a\n\tb"
    )


def test_a_note_is_stored_clean(as_ana: Any, product: Product, events: Any) -> None:
    as_ana.post(f"/api/products/{product.pk}/adjust/", {"delta": 1, "note": "cafe\u0301\r\n\u202eb\u200b"})
    adjust_by(product_id=product.pk, delta=1, note="\u202ec\x07")

    assert list(StockMovement.objects.order_by("pk").values_list("note", flat=True)) == ["", "café\nb", "c"]
    assert [event["movement"]["note"] for event in events()] == ["café\nb", "c"]


def test_code_is_not_asked_but_repaired(ana: User) -> None:
    Product.objects.create(name="a\nb\x7f", sku="A\tB\n", category_id="home", price="1.00", description="a\x07")
    SavedView.objects.create(owner=ana, name="a\u202e\nb")

    assert [(row["name"], row["sku"], row["description"]) for row in in_step()] == [("a b", "A B", "a")]
    assert SavedView.objects.get().name == "a b"


def test_an_invisible_code_is_none(as_ana: Any, product: Product) -> None:
    row = as_ana.patch(f"/api/products/{product.pk}/", {"sku": "\u200b", "barcode": "\u200b"}).json()

    assert row["barcode"] is None
    assert row["sku"].startswith("HOME-")


# --- Twins ---------------------------------------------------------------------------------------------------

TWINS = [
    ("ÄÖÜ-1", "äöü-1"),
    ("Café-1", "Cafe\u0301-1"),
    ("i1", "I1"),
    ("ABC", "ＡＢＣ"),
    ("ABC", "A\u200bBC"),
    ("Straße", "STRASSE"),
    ("ΟΔΟΣ", "οδος"),
]


@pytest.mark.parametrize(("one", "twin"), TWINS)
def test_a_sku_is_one_in_whatever_case_and_composition(as_ana, product, nothing_saved, one, twin) -> None:
    made = as_ana.post("/api/products/", {"name": "Cup", "category": "home", "price": "1", "sku": one})
    assert made.status_code == 201
    own = made.json()["id"]
    with nothing_saved():
        for answer in (
            as_ana.post("/api/products/", {"name": "Cup", "category": "home", "price": "1", "sku": twin}),
            as_ana.patch(f"/api/products/{product.pk}/", {"sku": twin}),
        ):
            assert answer.status_code == 400
            assert answer.json() == {"sku": ["This SKU is already in use."]}
        for write in (
            lambda: Product.objects.create(sku=twin, name="Cup", category_id="home", price="1"),
            lambda: Product.objects.bulk_create([Product(sku=twin, name="Cup", category_id="home", price="1")]),
            lambda: Product.objects.filter(pk=product.pk).update(sku=twin),
        ):
            with pytest.raises(IntegrityError), transaction.atomic():
                write()
    assert as_ana.patch(f"/api/products/{own}/", {"sku": twin}).status_code == 200


@pytest.mark.parametrize(("one", "twin"), TWINS)
def test_the_admin_refuses_a_twin_by_a_word_at_the_field(ana, product, nothing_saved, one, twin) -> None:
    Product.objects.create(sku=one, name="Cup", category_id="home", price="1")
    site = Client()
    site.force_login(User.objects.create_superuser("boss", "boss@shop.example", "x"))
    with nothing_saved():
        added = site.post(
            "/admin/api/product/add/",
            {"name": "Cup", "category": "home", "price": "1", "quantity": "0", "sku": twin},
        )
    assert added.status_code == 200
    assert added.context["adminform"].form.errors == {"sku": ["This SKU is already in use."]}


def test_the_admin_cleans_and_refuses_as_the_api_does(ana: User, product: Product) -> None:
    site = Client()
    site.force_login(User.objects.create_superuser("boss", "boss@shop.example", "x"))
    values = {"category": "home", "price": "1", "quantity": "0"}
    refused = site.post("/admin/api/product/add/", {**values, "name": "\u200b", "sku": "a\tb"})
    twin = site.post("/admin/api/product/add/", {**values, "name": "A", "barcode": "\u200b4006381333931"})
    assert sorted(refused.context["adminform"].form.errors) == ["name", "sku"]
    assert list(twin.context["adminform"].form.errors) == ["barcode"]

    assert site.post("/admin/api/product/add/", {**values, **TYPED}).status_code == 302
    assert in_step()[1] == STORED


@pytest.mark.parametrize("name", ["BOOKS", "ＢＯＯＫＳ", "B\u200books", " books "])
def test_a_category_has_a_name_of_its_own(as_ana: Any, nothing_saved, name) -> None:
    with nothing_saved():
        answer = as_ana.post("/api/categories/", {"name": name, "slug": "other-books"})
        with pytest.raises(IntegrityError), transaction.atomic():
            Category.objects.create(slug="other-books", name=name)
        with pytest.raises(IntegrityError), transaction.atomic():
            Category.objects.filter(slug="home").update(name=name)
    assert (answer.status_code, list(answer.json())) == (400, ["name"])


def test_the_admin_lets_twins_of_an_earlier_version_be(ana: User, product: Product) -> None:
    """Both stay until one is given another SKU or name (see the migration)."""
    other = Product.objects.create(sku="OTHER", name="Cup", category_id="home", price="1", created_by=ana)
    twin = {"sku": "home-mug01", "sku_key": f"{product.sku_key}\n{other.pk}"}
    QuerySet.update(Product.objects.filter(pk=other.pk), **twin)
    QuerySet.update(Category.objects.filter(slug="other"), name="books", name_key="books\tbooks\nother")
    site = Client()
    site.force_login(User.objects.create_superuser("boss", "boss@shop.example", "x"))
    address = f"/admin/api/product/{other.pk}/change/"
    values = {"name": "Bowl", "sku": "home-mug01", "category": "home", "price": "1", "quantity": "0"}
    assert site.post(address, {**values, "is_active": "on", "created_by": ana.pk}).status_code == 302
    assert site.post("/admin/api/category/other/change/", {"name": "BOOKS"}).status_code == 302

    other.refresh_from_db()
    assert (other.name, other.sku_key) == ("Bowl", twin["sku_key"])
    assert Category.objects.get(slug="other").name_key == "books\tbooks\nother"
