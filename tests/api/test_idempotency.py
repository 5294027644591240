"""Creating something with an Idempotency-Key: once, however often it is asked for."""

import json
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from drf_spectacular.generators import SchemaGenerator
from image_files import png
from moments import at_once

from api.catalog import services as products
from api.models import Category, IdempotencyKey, LabelTemplate, Product, SavedView

pytestmark = pytest.mark.django_db(transaction=True)

MUG = {"name": "Red Mug", "price": "7.90", "category": "home"}
DORA = {"username": "dora", "email": "dora@shop.example", "password": "a-long-enough-1"}
# Every address that creates: what it takes, another body, and how many rows there are.
CREATED: dict[str, tuple[dict[str, Any], dict[str, Any], Any]] = {
    "/api/products/": (MUG, {**MUG, "price": "8.00"}, Product),
    "/api/categories/": ({"name": "Garden tools"}, {"name": "Garden"}, Category),
    "/api/views/": ({"name": "Low", "query": "status=low"}, {"name": "Low", "query": ""}, SavedView),
    "/api/labels/templates/": (
        {"name": "Shelf", "media": "L7160"},
        {"name": "Shelf", "media": "L7163"},
        LabelTemplate,
    ),
    "/api/user/register/": (DORA, {**DORA, "email": "other@shop.example"}, User),
}
addresses = pytest.mark.parametrize("address", CREATED)


def keyed(key: str) -> dict[str, Any]:
    return {"headers": {"Idempotency-Key": key}}


def files_below(media: Any) -> list[str]:
    return sorted(path.name for path in media.rglob("*") if path.is_file())


def form(picture: bytes = b"", name: str = "mug.png", **more: Any) -> dict[str, Any]:
    return {**MUG, **more, "image": SimpleUploadedFile(name, picture or png(), "image/png")}


def test_every_address_that_creates_takes_a_key():
    paths = SchemaGenerator().get_schema(request=None, public=True)["paths"]  # type: ignore[no-untyped-call]
    taking = {
        path: any(parameter["name"] == "Idempotency-Key" for parameter in operations["post"].get("parameters", ()))
        for path, operations in paths.items()
        if "post" in operations
    }
    # Tokens and links are not kept: whoever asks again gets others. The account's own calls may be sent twice.
    without = {path for path, takes in taking.items() if not takes}
    tokens = {"/api/token/", "/api/token/refresh/", "/api/token/blacklist/", "/api/tokens/"}
    # The name of an account is taken by the first request.
    tokens.add("/api/people/")
    # Back once, it is no longer in the trash.
    tokens.add("/api/products/trash/{id}/restore/")
    links = {"/api/invitations/", "/api/invitations/read/", "/api/people/{id}/reset-link/"}
    # A file that is sent again is another import, and the answer says so; nothing is written before it is applied.
    files = {"/api/imports/", "/api/imports/{id}/check/", "/api/products/export/"}
    files |= {"/api/labels/", "/api/labels/blank/", "/api/labels/test-page/"}  # printed, not stored
    assert {path for path in without if not path.startswith("/api/account/")} == tokens | links | files
    others = {"/api/products/bulk/", "/api/products/{id}/adjust/", "/api/movements/{id}/revert/"}
    others |= {"/api/imports/{id}/apply/", "/api/imports/{id}/undo/", "/api/products/{id}/barcode/"}
    others |= {"/api/samples/", "/api/products/{id}/pictures/"}
    assert set(taking) - without == others | set(CREATED)


@addresses
def test_a_repeated_request_gets_the_first_answer(as_ana, events, nothing_saved, address):
    body, _, model = CREATED[address]
    before = model.objects.count()
    first = as_ana.post(address, body, **keyed("k-1"))
    told = len(events())
    with nothing_saved():
        again = as_ana.post(address, body, **keyed("k-1"))

    assert (first.status_code, again.status_code) == (201, 201), first.content
    assert again.content == first.content
    assert model.objects.count() == before + 1
    assert len(events()) == told
    assert not first.has_header("Idempotent-Replayed")
    assert again.headers["Idempotent-Replayed"] == "true"
    assert (first.get("Location"), first.get("ETag")) == (again.get("Location"), again.get("ETag"))


@addresses
def test_another_body_is_refused(as_ana, nothing_saved, address):
    body, other, _ = CREATED[address]
    as_ana.post(address, body, **keyed("k-1"))
    with nothing_saved():
        response = as_ana.post(address, other, **keyed("k-1"))

    assert response.status_code == 422
    assert response.json()["code"] == "idempotency_key_reused"


@addresses
def test_without_a_key_nothing_is_kept(as_ana, address):
    assert as_ana.post(address, CREATED[address][0]).status_code == 201
    assert not IdempotencyKey.objects.exists()


@addresses
@pytest.mark.parametrize("key", ["x" * 201, "with blank", "ümlaut"])
def test_a_key_that_is_none(as_ana, nothing_saved, address, key):
    with nothing_saved():
        response = as_ana.post(address, CREATED[address][0], HTTP_IDEMPOTENCY_KEY=key)
    assert response.status_code == 400
    assert list(response.json()) == ["Idempotency-Key"]


@addresses
def test_a_refusal_does_not_use_the_key_up(as_ana, nothing_saved, address):
    with nothing_saved():
        for bad in ("{}", "[]", '{"name": "a\\ud800", "price": 1e400, "extra": 1000000000000000000000000}'):
            refused = as_ana.post(address, bad, content_type="application/json", **keyed("k-1"))
            assert refused.status_code == 400
    assert as_ana.post(address, CREATED[address][0], **keyed("k-1")).status_code == 201


@addresses
def test_twice_at_the_same_moment_is_once(client_of, ana: User, address):
    body, _, model = CREATED[address]
    before = model.objects.count()
    clients = [client_of(ana) for _ in range(5)]
    answers = at_once(*[lambda c=c: c.post(address, body, **keyed("same")) for c in clients])

    assert [answer.status_code for answer in answers] == [201] * 5, [answer.content for answer in answers]
    assert len({answer.content for answer in answers}) == 1
    assert sum(answer.has_header("Idempotent-Replayed") for answer in answers) == 4
    assert model.objects.count() == before + 1


def test_a_key_belongs_to_one_user(as_ana, as_bea):
    for client in (as_ana, as_bea):
        response = client.post("/api/products/", MUG, **keyed("k-1"))
        assert (response.status_code, response.has_header("Idempotent-Replayed")) == (201, False)
    assert Product.objects.count() == 2


def test_a_key_belongs_to_one_address(as_ana, nothing_saved):
    as_ana.post("/api/categories/", {"name": "Low"}, **keyed("k-1"))
    with nothing_saved():
        assert as_ana.post("/api/views/", {"name": "Low"}, **keyed("k-1")).status_code == 422


def test_it_requires_a_token(anonymous, as_ana, nothing_saved):
    as_ana.post("/api/products/", MUG, **keyed("k-1"))
    with nothing_saved():
        assert anonymous.post("/api/products/", MUG, **keyed("k-1")).status_code == 401


def test_the_place_of_a_repeated_answer_leaves_nothing_out(as_ana, events):
    first = as_ana.post("/api/products/", MUG, **keyed("k-1"))
    as_ana.patch(first.headers["Location"], {"price": "9.00"})
    again = as_ana.post("/api/products/", MUG, **keyed("k-1"))

    assert again.json()["price"] == "7.90"
    # A client that starts from this answer is brought everything since.
    assert int(again.headers["X-Live-Seq"]) < events()[0]["seq"] == int(first.headers["X-Live-Seq"])
    assert again.headers["X-Live-Epoch"] == first.headers["X-Live-Epoch"]


def test_a_product_that_is_gone_is_not_made_again(as_ana):
    first = as_ana.post("/api/products/", MUG, **keyed("k-1"))
    as_ana.delete(first.headers["Location"])

    assert as_ana.post("/api/products/", MUG, **keyed("k-1")).content == first.content
    assert not Product.objects.exists()


# --- Pictures ------------------------------------------------------------------------------------------------


def test_a_picture_is_stored_once(as_ana, media, nothing_saved):
    first = as_ana.post("/api/products/", form(), format="multipart", **keyed("k-1"))
    files = files_below(media)
    with nothing_saved():
        again = as_ana.post("/api/products/", form(name="other.png"), format="multipart", **keyed("k-1"))

    assert (first.status_code, again.status_code, len(files)) == (201, 201, 2)
    assert again.content == first.content
    assert files_below(media) == files


def test_another_picture_is_another_body(as_ana, media, nothing_saved):
    as_ana.post("/api/products/", form(), format="multipart", **keyed("k-1"))
    files = files_below(media)
    with nothing_saved():
        for other in (form(png(61, 40)), {**MUG, "image": ""}, form(price="8.00")):
            response = as_ana.post("/api/products/", other, format="multipart", **keyed("k-1"))
            assert response.status_code == 422
    assert files_below(media) == files


def test_a_picture_is_stored_once_at_the_same_moment(client_of, ana: User, media):
    clients = [client_of(ana) for _ in range(4)]
    answers = at_once(
        *[lambda c=c: c.post("/api/products/", form(), format="multipart", **keyed("same")) for c in clients]
    )
    assert [answer.status_code for answer in answers] == [201] * 4
    assert len({answer.content for answer in answers}) == 1
    assert len(files_below(media)) == 2


def test_a_failure_leaves_neither_key_nor_row_nor_file(as_ana, media, nothing_saved, monkeypatch):
    made = products.instance_row

    def fail(product: Product) -> Any:
        assert Product.objects.filter(pk=product.pk).exists()
        raise OperationalError("the disk is gone")

    monkeypatch.setattr(products, "instance_row", fail)
    with nothing_saved():
        response = as_ana.post("/api/products/", form(), format="multipart", **keyed("k-1"))
    assert response.status_code == 503
    assert files_below(media) == []

    monkeypatch.setattr(products, "instance_row", made)
    assert as_ana.post("/api/products/", form(), format="multipart", **keyed("k-1")).status_code == 201


# --- Registering: nobody is signed in, so the key is the new account's ----------------------------------------


def test_a_repeated_registration_needs_the_same_password(anonymous, nothing_saved):
    anonymous.post("/api/user/register/", DORA, **keyed("k-1"))
    with nothing_saved():
        guessed = anonymous.post("/api/user/register/", {**DORA, "password": "a-long-enough-2"}, **keyed("k-1"))
    assert guessed.status_code == 422
    assert anonymous.post("/api/token/", DORA).status_code == 200


def test_nothing_of_the_password_is_kept_with_the_key(anonymous):
    first = anonymous.post("/api/user/register/", DORA, **keyed("k-1"))
    stored = IdempotencyKey.objects.get()
    assert stored.user.get_username() == "dora"
    assert json.loads(stored.answer)["body"] == first.json()

    # The digest is the same for every password: nobody can try passwords on it.
    User.objects.all().delete()
    anonymous.post("/api/user/register/", {**DORA, "password": "a-long-enough-2"}, **keyed("k-1"))
    assert IdempotencyKey.objects.get().request_digest == stored.request_digest


def test_a_name_that_is_taken_stays_taken(anonymous, ana, nothing_saved):
    with nothing_saved():
        response = anonymous.post("/api/user/register/", {**DORA, "username": "ana"}, **keyed("k-1"))
    assert response.status_code == 400
    assert list(response.json()) == ["username"]


def test_a_registration_with_another_key_is_another(anonymous, nothing_saved):
    anonymous.post("/api/user/register/", DORA, **keyed("k-1"))
    with nothing_saved():
        assert anonymous.post("/api/user/register/", DORA, **keyed("k-2")).status_code == 400
        assert anonymous.post("/api/user/register/", DORA).status_code == 400


@pytest.mark.parametrize(
    "odd", [{"username": ["dora"]}, {"username": "a\x00b"}, {"username": "a\ud800"}, {"password": None}]
)
def test_an_odd_registration_is_refused_with_a_key_too(anonymous, nothing_saved, odd):
    with nothing_saved():
        body = json.dumps({**DORA, **odd})
        response = anonymous.post("/api/user/register/", body, content_type="application/json", **keyed("k-1"))
    assert response.status_code == 400


def test_a_registration_by_form_is_repeated_too(anonymous):
    first, again = (
        anonymous.post("/api/user/register/", DORA, format="multipart", **keyed("k-1")) for _ in range(2)
    )
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.content == first.content
