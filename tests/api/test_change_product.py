"""Reading one product, changing and deleting it: who may, what is written, and what happens to stale writes."""

import json
from threading import Thread
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from image_files import png

from api.live import log
from api.models import LiveEvent, Product

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def address(product) -> str:
    return f"/api/products/{product.pk}/"


FULL = {"name": "Green Mug", "price": "13.00", "category": "other"}


def test_reading_gives_the_row_and_its_version(as_bea, address, product):
    response = as_bea.get(address)

    assert response.status_code == 200
    assert response.json()["name"] == "Blue Mug"
    assert response.json()["owner"] == "ana"
    assert response.headers["ETag"] == '"v1"'
    assert response.headers["X-Live-Epoch"] == log.position().epoch
    assert response.headers["X-Live-Seq"] == str(log.position().seq)


@pytest.mark.parametrize(
    ("tag", "status"),
    [
        ('"v1"', 304),
        ('W/"v1"', 304),
        ('"v0", "v1"', 304),
        ('"a",W/"v1" , "b"', 304),
        ("*", 304),
        (" * ", 304),
        ('"v11"', 200),
        ("v1", 200),
        ('"x"v1"', 200),
        ('"v0", "v2"', 200),
        ("", 200),
        (",", 200),
    ],
)
def test_reading_again_is_saved_the_body(as_bea, address, tag, status):
    response = as_bea.get(address, headers={"If-None-Match": tag})

    assert response.status_code == status
    assert response.headers["ETag"] == '"v1"'
    assert response.has_header("X-Live-Seq")
    assert (response.content == b"") == (status == 304)


def test_reading_takes_two_queries_after_the_sign_in(as_bea, address, django_assert_num_queries):
    with django_assert_num_queries(3):  # the user of the token, the live position, the row
        as_bea.get(address)


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_it_requires_the_owner(as_bea, address, nothing_saved, method):
    with nothing_saved():
        response = getattr(as_bea, method)(address, FULL)

    assert response.status_code == 403
    assert response.json() == {
        "detail": "Only this product's owner, managers and admins can change it.",
        "code": "permission_denied",
    }


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_staff_are_not_asked_for_their_role_and_nobody_s_product_is_not_everybody_s(
    client_of, bea, product, address, nothing_saved, method
):
    bea.is_staff = True
    bea.save()
    with nothing_saved():
        assert getattr(client_of(bea), method)(address, FULL).status_code == 403
    Product.objects.update(created_by=None)
    with nothing_saved():
        assert getattr(client_of(bea), method)(address, FULL).status_code == 403


@pytest.mark.parametrize("method", ["get", "put", "patch", "delete"])
def test_it_requires_a_token(anonymous, address, nothing_saved, method):
    with nothing_saved():
        response = getattr(anonymous, method)(address)

    assert response.status_code == 401
    assert response.json()["code"] == "not_authenticated"


def test_the_owner_is_asked_before_the_body_is(as_bea, address, nothing_saved):
    with nothing_saved():
        assert as_bea.patch(address, {"price": "abc"}).status_code == 403


@pytest.mark.parametrize("kind", ["json", "multipart"])
def test_patch_writes_only_what_was_sent(as_ana, address, product, events, kind):
    Product.objects.filter(pk=product.pk).update(name="Changed meanwhile", is_active=False)
    response = as_ana.patch(address, {"quantity": 7}, format=kind)

    product.refresh_from_db()
    assert response.status_code == 200
    assert (product.quantity, product.name, product.is_active) == (7, "Changed meanwhile", False)
    assert product.version == 3
    assert response.headers["ETag"] == '"v3"'
    last = events()[-1]
    assert (last["action"], last["data"], last["actor"]) == ("update", response.json(), "ana")
    assert response.headers["X-Live-Seq"] == str(last["seq"])
    assert response.json()["updated_at"] > response.json()["created_at"]


@pytest.mark.parametrize("kind", ["json", "multipart"])
def test_put_requires_what_creation_requires(as_ana, address, product, nothing_saved, kind):
    with nothing_saved():
        response = as_ana.put(address, {"quantity": 1}, format=kind)

    assert response.status_code == 400
    assert set(response.json()) == {"name", "price", "category"}


@pytest.mark.parametrize("kind", ["json", "multipart"])
def test_put_leaves_what_it_does_not_name(as_ana, address, product, events, kind):
    response = as_ana.put(address, FULL, format=kind)

    row = response.json()
    assert response.status_code == 200
    assert (row["name"], row["price"], row["category"]) == ("Green Mug", "13.00", "other")
    assert (row["sku"], row["quantity"], row["reorder_level"], row["is_active"]) == ("HOME-MUG01", 42, 20, True)
    assert [event["data"] for event in events()] == [row]


def test_a_row_can_be_sent_back_as_it_came(as_ana, address, nothing_saved):
    row = as_ana.get(address).json()
    with nothing_saved():
        response = as_ana.put(address, row)

    assert response.status_code == 200
    assert response.json() == row


def test_optional_fields_can_be_emptied(as_ana, address):
    row = as_ana.patch(address, {"barcode": None, "reorder_level": None, "description": ""}).json()

    assert (row["barcode"], row["reorder_level"], row["description"]) == (None, None, "")


def test_a_blank_sku_is_made_anew(as_ana, address):
    row = as_ana.patch(address, {"sku": "", "category": "books"}).json()

    assert row["sku"].startswith("BOOK-")


@pytest.mark.parametrize(
    "same",
    [
        {},
        {"quantity": 42},
        {"price": "12.5"},
        {"price": 12.5},
        {"name": " Blue Mug "},
        {"image": None},
        {"unknown": 1},
    ],
)
def test_what_changes_nothing_is_no_change(as_ana, address, nothing_saved, same):
    with nothing_saved():
        response = as_ana.patch(address, same)

    assert response.status_code == 200
    assert response.headers["ETag"] == '"v1"'
    assert response.json()["version"] == 1


def test_no_change_stands_at_the_head_of_the_log(as_ana, ana, product, address):
    def elsewhere():
        Product.objects.create(name="Other", sku="X-1", price="1", category_id="home", created_by=ana)
        connection.close()

    # This thread has written the product and remembers where; another one has moved the head since.
    thread = Thread(target=elsewhere)
    thread.start()
    thread.join()
    assert Product.objects.count() == 2

    response = as_ana.patch(address, {"quantity": 42})

    assert response.headers["X-Live-Seq"] == str(log.position().seq)


@pytest.mark.parametrize("method", ["put", "patch"])
def test_the_place_of_no_change_is_read_before_the_row(as_ana, address, method):
    """Read after it, the answer would vouch for changes that came in between and that its row has not."""
    with CaptureQueriesContext(connection) as captured:
        response = getattr(as_ana, method)(address, {"name": "Blue Mug", "price": "12.50", "category": "home"})

    assert (response.status_code, response.headers["ETag"]) == (200, '"v1"')
    asked = [query["sql"] for query in captured]
    place = [number for number, sql in enumerate(asked) if "api_livefeed" in sql]
    row = [number for number, sql in enumerate(asked) if "FROM " in sql and "api_product" in sql]
    assert place
    assert max(place) < min(row)


@pytest.mark.parametrize("field", ["sku", "barcode"])
def test_codes_are_used_once(as_ana, ana, product, nothing_saved, field):
    other = Product.objects.create(name="Other", sku="X-1", price="1", category_id="home", created_by=ana)
    value = getattr(product, field)
    with nothing_saved():
        response = as_ana.patch(f"/api/products/{other.pk}/", {field: value})

    assert response.status_code == 400
    assert list(response.json()) == [field]
    # Its own may be written in another case.
    assert as_ana.patch(f"/api/products/{product.pk}/", {field: value.lower()}).status_code == 200


# --- If-Match ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "tag", ['"v1"', 'W/"v1"', "*", " * ", "", ' "v1" ', '"v0", "v1"', '"abc","v1", W/"v7"', '"v0" , W/"v1"']
)
def test_the_version_that_was_read_is_accepted(as_ana, address, product, tag):
    response = as_ana.patch(address, {"quantity": 1}, headers={"If-Match": tag})

    assert response.status_code == 200
    assert response.headers["ETag"] == '"v2"'
    product.refresh_from_db()
    assert product.quantity == 1


@pytest.mark.parametrize(
    "tag",
    ['"v1"', 'W/"v1"', '"v3"', '"v0"', '"v99999999999999"', "v2", '"2"', '"abc"', "\x00", '""', ",", '"v1", "v3"'],
)
@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_another_version_is_refused(as_ana, address, product, nothing_saved, method, tag):
    Product.objects.filter(pk=product.pk).update(quantity=41)
    current = as_ana.get(address).json()
    with nothing_saved():
        response = getattr(as_ana, method)(address, {**FULL, "quantity": 1}, headers={"If-Match": tag})

    assert response.status_code == 412
    assert response.json() == {
        "detail": "This product has changed since you read it.",
        "code": "stale_version",
        "current": current,
    }
    assert current["version"] == 2


def test_a_stale_write_leaves_no_file(as_ana, address, product, nothing_saved, media):
    picture = SimpleUploadedFile("mug.png", png(), "image/png")
    with nothing_saved():
        response = as_ana.patch(address, {"image": picture}, format="multipart", headers={"If-Match": '"v9"'})

    assert response.status_code == 412
    assert [path for path in media.rglob("*") if path.is_file()] == []


def test_without_if_match_the_last_write_wins(as_ana, address, product):
    for quantity in (1, 2, 3):
        assert as_ana.patch(address, {"quantity": quantity}).status_code == 200

    product.refresh_from_db()
    assert (product.quantity, product.version) == (3, 4)


# --- Pictures ------------------------------------------------------------------------------------------------


def upload(client: Any, address: str, **fields: Any) -> dict[str, Any]:
    picture = SimpleUploadedFile("mug.png", png(), "image/png")
    response = client.patch(address, {"image": picture, **fields}, format="multipart")
    assert response.status_code == 200
    row: dict[str, Any] = response.json()
    return row


def files_below(media):
    return {f"/media/{path.relative_to(media)}" for path in media.rglob("*") if path.is_file()}


def test_a_new_picture_replaces_the_files(as_ana, address, media):
    first = upload(as_ana, address)
    second = upload(as_ana, address)

    assert first["image"] != second["image"]
    assert files_below(media) == {second["image"], second["thumbnail"]}


@pytest.mark.parametrize("kind", ["json", "multipart"])
def test_a_picture_can_be_removed(as_ana, address, media, events, kind):
    upload(as_ana, address)
    response = as_ana.patch(address, {"image": None if kind == "json" else ""}, format=kind)

    assert response.status_code == 200
    assert (response.json()["image"], response.json()["thumbnail"]) == (None, None)
    assert files_below(media) == set()
    assert events()[-1]["data"] == response.json()


def test_the_address_of_the_picture_changes_nothing(as_ana, address, media):
    row = upload(as_ana, address)
    again = as_ana.put(address, row).json()

    assert again == row
    assert files_below(media) == {row["image"], row["thumbnail"]}


def test_emptying_the_trash_takes_the_files_along(as_ana, address, media):
    upload(as_ana, address)
    as_ana.delete(address)
    assert len(files_below(media)) == 2
    as_ana.delete(address.replace("/products/", "/products/trash/"))

    assert files_below(media) == set()


# --- Deletion ------------------------------------------------------------------------------------------------


def test_deleting(as_ana, address, events):
    row = as_ana.get(address).json()
    response = as_ana.delete(address, headers={"If-Match": '"v1"'})

    assert (response.status_code, response.content) == (204, b"")
    assert not Product.objects.exists()
    assert [(e["action"], e["data"], e["actor"]) for e in events()] == [("delete", row, "ana")]
    assert response.headers["X-Live-Seq"] == str(LiveEvent.objects.get(action="delete").seq)
    for method in (as_ana.get, as_ana.patch, as_ana.delete):
        assert method(address).status_code == 404


def test_the_last_row_is_the_row_that_was_stored(as_ana, product, address):
    Product.objects.filter(pk=product.pk).update(quantity=5)
    before = as_ana.get(address).content
    as_ana.delete(address)

    assert LiveEvent.objects.get(action="delete").data.encode() == before
    assert json.loads(before)["version"] == 2
