"""Headers and bodies as HTTP has them, though few clients send them so; and what may be kept of the answers."""

import codecs
import json

import pytest
from rest_framework_simplejwt.tokens import AccessToken

pytestmark = pytest.mark.django_db

MUG = {"name": "Red Mug", "price": "7.90", "category": "home"}


@pytest.mark.parametrize(
    "accept", ["", " ", ",", "*/*", "application/*", "application/json;q=0.1", "text/html, */*;q=0.1"]
)
@pytest.mark.parametrize("path", ["/api/products/", "/api/config/", "/api/nothing/", "/api/movements/export/"])
def test_an_empty_accept_accepts_anything(as_ana, path, accept):
    response = as_ana.get(path, headers={"Accept": accept})
    assert response.status_code == (404 if "nothing" in path else 200)


@pytest.mark.parametrize("scheme", ["Bearer", "bearer", "BEARER", "bEaReR"])
def test_the_scheme_has_no_case(anonymous, ana, product, scheme):
    token = str(AccessToken.for_user(ana))
    assert anonymous.get("/api/user/", headers={"Authorization": f"{scheme} {token}"}).json()["username"] == "ana"
    changed = anonymous.patch(
        f"/api/products/{product.pk}/", {"name": "Cup"}, headers={"Authorization": f"{scheme}   {token}"}
    )
    assert changed.status_code == 200


@pytest.mark.parametrize("start", ["Basic ", "Token ", "bearerx ", "bearer", "", "Bearer.", "\xdf "])
def test_no_other_scheme_is_taken(anonymous, ana, nothing_saved, start):
    header = f"{start}{AccessToken.for_user(ana)}"
    with nothing_saved():
        assert anonymous.post("/api/products/", MUG, HTTP_AUTHORIZATION=header).status_code == 401


@pytest.mark.parametrize("scheme", ["Bearer", "bearer"])
def test_metrics_take_their_token_by_the_scheme_alone(anonymous, settings, scheme):
    settings.METRICS_TOKEN = "m3trics"
    assert anonymous.get("/api/metrics/", headers={"Authorization": f"{scheme} m3trics"}).status_code == 200
    for other in ("m3trics", f"{scheme} m3tric", "Basic m3trics", f"{scheme} "):
        assert anonymous.get("/api/metrics/", headers={"Authorization": other}).status_code == 401


@pytest.mark.parametrize("path", ["schema/", "docs/", "docs/?script=", "config/", "health/", "health/ready/"])
@pytest.mark.parametrize(
    "token", ["dead", "Bearer", "Bearer a b c", "Bearer \x00", "Bearer eyJhbGciOiJub25lIn0.e30."]
)
def test_what_needs_no_token_minds_none(anonymous, path, token):
    response = anonymous.get(f"/api/{path}", headers={"Authorization": token, "Accept": "*/*"})
    assert response.status_code == 200


@pytest.mark.parametrize(
    "kind", ["application/json", "application/json; charset=utf-8", "application/json;charset=UTF8"]
)
@pytest.mark.parametrize("path", ["/api/products/", "/api/categories/"])
def test_a_mark_before_the_json_is_no_part_of_it(as_ana, path, kind):
    body = codecs.BOM_UTF8 + json.dumps({**MUG, "name": "Fön"}, ensure_ascii=False).encode()
    response = as_ana.generic("POST", path, body, content_type=kind)
    assert (response.status_code, response.json()["name"]) == (201, "Fön")


def test_a_mark_anywhere_else_is_no_json(as_ana, nothing_saved):
    with nothing_saved():
        for body in (codecs.BOM_UTF8 * 2 + b"{}", b" " + codecs.BOM_UTF8 + b"{}", codecs.BOM_UTF8):
            response = as_ana.generic("POST", "/api/products/", body, content_type="application/json")
            assert (response.status_code, response.json()["code"]) == (400, "parse_error")


@pytest.mark.parametrize(
    "path",
    [
        "products/",
        "products/{id}/",
        "products",
        "movements/",
        "movements/export/",
        "dashboard/",
        "config/",
        "nothing/",
    ],
)
def test_no_browser_keeps_an_answer(as_ana, product, path):
    assert as_ana.get(f"/api/{path.format(id=product.pk)}").headers["Cache-Control"] == "no-store"


def test_the_schema_is_asked_for_again_with_its_tag(as_ana):
    assert as_ana.get("/api/schema/").headers["Cache-Control"] == "no-cache"


def test_nothing_of_tokens_is_kept(anonymous, ana):
    pair = anonymous.post("/api/token/", {"username": "ana", "password": "correct-horse-9"})
    assert pair.status_code == 200
    answers = [
        pair,
        anonymous.post("/api/token/", {"username": "ana", "password": "wrong"}),
        anonymous.post("/api/token/refresh/", {"refresh": pair.json()["refresh"]}),
        anonymous.post(
            "/api/user/register/", {"username": "dora", "email": "d@x.example", "password": "a-long-one-9"}
        ),
        anonymous.get("/api/user/"),
    ]
    assert [answer.headers["Cache-Control"] for answer in answers] == ["no-store"] * 5
