"""Creating products: what is taken, as JSON and as a form, and what becomes of it."""

import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from image_files import png

from api.models import Product

pytestmark = pytest.mark.django_db(transaction=True)

MINIMAL = {"name": "Red Mug", "price": "7.90", "category": "home"}


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def files_below(media):
    return sorted(str(path.relative_to(media)) for path in media.rglob("*") if path.is_file())


def test_it_works(as_ana, ana, events):
    response = as_ana.post(
        "/api/products/",
        {
            "sku": "MUG-1",
            "name": "Red Mug",
            "description": "Line one\nline two\ttabbed",
            "category": "home",
            "barcode": "4006381333931",
            "price": "7.90",
            "quantity": 3,
            "reorder_level": 5,
            "is_active": False,
        },
    )

    stored = Product.objects.get()
    assert response.status_code == 201
    row = response.json()
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?Z", row["created_at"])
    assert row["updated_at"] >= row["created_at"]
    assert row == {
        "id": stored.pk,
        "sku": "MUG-1",
        "name": "Red Mug",
        "description": "Line one\nline two\ttabbed",
        "category": "home",
        "barcode": "4006381333931",
        "price": "7.90",
        "quantity": 3,
        "reorder_level": 5,
        "image": None,
        "thumbnail": None,
        "more_pictures": [],
        "is_active": False,
        "is_in_stock": True,
        "is_low_stock": False,  # 3 of 5, but inactive
        "total_value": "23.70",
        "owner": "ana",
        "created_by": ana.pk,
        "created_at": row["created_at"],
        "updated_at": row["updated_at"],
        "version": 1,
    }
    assert (stored.name, stored.quantity, str(stored.price), stored.created_by) == ("Red Mug", 3, "7.90", ana)
    assert [(e["action"], e["data"], e["actor"]) for e in events()] == [("create", row, "ana")]


def test_the_answer_says_where_it_is(as_ana, events):
    response = as_ana.post("/api/products/", MINIMAL)

    assert response.headers["ETag"] == '"v1"'
    assert response.headers["Location"] == f"http://testserver/api/products/{response.json()['id']}/"
    assert response.headers["X-Live-Seq"] == str(events()[0]["seq"])
    assert len(response.headers["X-Live-Epoch"]) == 36
    assert as_ana.get(response.headers["Location"]).json() == response.json()


@pytest.mark.parametrize("kind", ["json", "multipart"])
def test_only_name_price_and_category_are_required(as_ana, kind):
    response = as_ana.post("/api/products/", MINIMAL, format=kind)

    row = response.json()
    assert response.status_code == 201
    assert re.fullmatch(r"HOME-[0-9A-HJKMNP-TV-Z]{6}", row["sku"])
    assert {name: row[name] for name in ("description", "barcode", "quantity", "reorder_level", "image")} == {
        "description": "",
        "barcode": None,
        "quantity": 0,
        "reorder_level": None,
        "image": None,
    }
    assert (row["is_active"], row["is_in_stock"], row["is_low_stock"]) == (True, False, False)


@pytest.mark.parametrize("field", ["name", "price", "category"])
@pytest.mark.parametrize("kind", ["json", "multipart"])
def test_it_requires(as_ana, nothing_saved, field, kind):
    with nothing_saved():
        fields = {name: value for name, value in MINIMAL.items() if name != field}
        response = as_ana.post("/api/products/", fields, format=kind)

    assert response.status_code == 400
    assert response.json() == {field: ["This field is required."]}


def test_it_takes_a_form_with_a_picture(as_ana, events, media):
    picture = SimpleUploadedFile("mug.png", png(), "image/png")
    response = as_ana.post("/api/products/", {**MINIMAL, "quantity": "4", "image": picture}, format="multipart")

    row = response.json()
    stored = Product.objects.get()
    assert response.status_code == 201
    assert row["image"] == f"/media/{stored.image.name}"
    assert row["thumbnail"] == f"/media/{stored.thumbnail.name}"
    assert files_below(media) == sorted([stored.image.name, stored.thumbnail.name])
    assert events()[0]["data"] == row


def test_a_form_may_leave_fields_empty(as_ana):
    empty = {"sku": "", "description": "", "barcode": "", "quantity": "", "reorder_level": "", "image": ""}
    response = as_ana.post("/api/products/", {**MINIMAL, **empty}, format="multipart")

    assert response.status_code == 201, response.json()
    assert (response.json()["quantity"], response.json()["reorder_level"]) == (0, None)
    assert (response.json()["barcode"], response.json()["is_active"]) == (None, True)


def test_two_products_may_have_no_barcode(as_ana):
    for barcode in ("", None, "  "):
        assert as_ana.post("/api/products/", {**MINIMAL, "barcode": barcode}).json()["barcode"] is None


def test_blanks_around_text_are_dropped(as_ana):
    row = as_ana.post(
        "/api/products/", {**MINIMAL, "name": "  Red Mug ", "sku": " a-1 ", "barcode": " 12 "}
    ).json()

    assert (row["name"], row["sku"], row["barcode"]) == ("Red Mug", "a-1", "12")


@pytest.mark.parametrize(
    ("given", "stored"), [("0.01", "0.01"), (5, "5.00"), (12.5, "12.50"), ("99999999.99",) * 2]
)
def test_prices_have_two_decimals(as_ana, given, stored):
    assert as_ana.post("/api/products/", {**MINIMAL, "price": given}).json()["price"] == stored


@pytest.mark.parametrize("quantity", [0, 2_147_483_647])
def test_the_limits_of_quantity(as_ana, quantity):
    fields = {**MINIMAL, "price": "99999999.99", "quantity": quantity, "reorder_level": quantity}
    row = as_ana.post("/api/products/", fields).json()

    assert (row["quantity"], row["reorder_level"], row["is_low_stock"]) == (quantity, quantity, True)
    assert row["total_value"] == ("0.00" if quantity == 0 else "214748364678525163.53")


def test_what_the_server_decides_is_ignored(as_ana, ana, bea):
    decided = {
        "id": 99,
        "version": 50,
        "owner": "bea",
        "created_by": bea.pk,
        "created_at": "2001-01-01T00:00:00Z",
        "thumbnail": "/media/x.webp",
        "total_value": "1",
        "unknown": 1,
    }
    row = as_ana.post("/api/products/", {**MINIMAL, **decided}).json()

    assert (row["version"], row["owner"], row["created_by"], row["thumbnail"]) == (1, "ana", ana.pk, None)
    assert row["created_at"] > "2020"


@pytest.mark.parametrize(
    "name", ["Ωmega ☕ 日本語", "'; DROP TABLE api_product; --", "<script>alert(1)</script>", "Ä" * 200]
)
def test_any_text_is_kept_as_it_is(as_ana, events, name):
    response = as_ana.post("/api/products/", {**MINIMAL, "name": name, "description": name})

    assert response.json()["name"] == name
    assert Product.objects.get().name == name
    assert events()[0]["data"]["description"] == name


@pytest.mark.parametrize("sku", ["HOME-MUG01", "home-mug01", " Home-Mug01 "])
def test_a_sku_is_used_once(as_bea, product, nothing_saved, sku):
    with nothing_saved():
        response = as_bea.post("/api/products/", {**MINIMAL, "sku": sku})

    assert response.status_code == 400
    assert response.json() == {"sku": ["This SKU is already in use."]}


def test_a_barcode_is_used_once(as_bea, product, nothing_saved, media):
    picture = SimpleUploadedFile("mug.png", png(), "image/png")
    with nothing_saved():
        fields = {**MINIMAL, "barcode": "4006381333931", "image": picture}
        response = as_bea.post("/api/products/", fields, format="multipart")

    assert response.status_code == 400
    assert response.json() == {"barcode": ["This barcode is already in use."]}
    assert files_below(media) == []


@pytest.mark.parametrize("method", ["post", "patch"])
def test_a_category_deleted_meanwhile_is_a_conflict(as_ana, product, nothing_saved, media, monkeypatch, method):
    def deleted_meanwhile(*_, **__):
        raise IntegrityError("FOREIGN KEY constraint failed")

    address = "/api/products/" if method == "post" else f"/api/products/{product.pk}/"
    monkeypatch.setattr(Product, "save", deleted_meanwhile)
    with nothing_saved():
        fields = {**MINIMAL, "image": SimpleUploadedFile("mug.png", png(), "image/png")}
        response = getattr(as_ana, method)(address, fields, format="multipart")

    assert response.status_code == 409
    assert response.json()["code"] == "conflict"
    assert files_below(media) == []


def test_a_made_up_sku_avoids_those_in_use(as_ana, monkeypatch):
    from api.catalog import services as products

    made = iter(["HOME-1", "HOME-1", "home-1", "HOME-2"])
    monkeypatch.setattr(products, "generate_sku", lambda category: next(made))

    skus = [as_ana.post("/api/products/", MINIMAL).json()["sku"] for _ in range(2)]
    assert skus == ["HOME-1", "HOME-2"]


def test_it_requires_a_token(anonymous, nothing_saved):
    with nothing_saved():
        response = anonymous.post("/api/products/", MINIMAL)

    assert response.status_code == 401
    assert response.json()["code"] == "not_authenticated"


def test_the_event_is_the_row_byte_for_byte(as_ana, product):
    from api.models import LiveEvent

    as_ana.post("/api/products/", {**MINIMAL, "description": 'q"\\ é \u2028 ☕'})
    created = LiveEvent.objects.last()
    pk = json.loads(created.data)["id"]

    assert as_ana.get(f"/api/products/{pk}/").content == created.data.encode()
    assert as_ana.patch(f"/api/products/{pk}/", {"price": "8"}).content == LiveEvent.objects.last().data.encode()
    listed = as_ana.get("/api/products/").content
    assert LiveEvent.objects.last().data.encode() in listed
    assert LiveEvent.objects.first().data.encode() in listed
    last = as_ana.get(f"/api/products/{pk}/").content
    as_ana.delete(f"/api/products/{pk}/")
    assert LiveEvent.objects.last().data.encode() == last
