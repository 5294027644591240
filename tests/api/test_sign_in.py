"""Tokens: how they are had, renewed and taken away, and which of them REST refuses."""

import json
from datetime import timedelta

import jwt
import pytest
from django.conf import settings
from django.contrib.auth.models import User
from rest_framework_simplejwt.tokens import AccessToken, RefreshToken

from servers import wait_until

PASSWORD = "correct-horse-9"

pytestmark = pytest.mark.django_db


def sign_in(client, username="ana", password=PASSWORD):
    return client.post("/api/token/", {"username": username, "password": password})


def refresh(client, token):
    return client.post("/api/token/refresh/", {"refresh": str(token)})


def whoami(client, token):
    return client.get("/api/user/", headers={"Authorization": f"Bearer {token}"})


def assert_refused(response, code):
    assert response.status_code == 401
    assert response.json()["code"] == code
    assert response.json()["detail"]


def test_it_works(anonymous, ana):
    response = sign_in(anonymous)

    assert response.status_code == 200
    assert set(response.json()) == {"access", "refresh"}
    who = whoami(anonymous, response.json()["access"])
    assert who.json()["username"] == "ana"


def test_the_token_says_what_clients_read(anonymous, ana):
    claims = jwt.decode(sign_in(anonymous).json()["access"], options={"verify_signature": False})

    assert claims["user_id"] == str(ana.pk)
    assert claims["token_type"] == "access"
    assert claims["exp"] - claims["iat"] == 3600
    assert claims["jti"]
    assert not {"password", "email"} & set(claims)


@pytest.mark.parametrize(
    ("username", "password"),
    [("ana", "wrong"), ("nobody", PASSWORD), ("ana", PASSWORD.upper()), ("ana", PASSWORD + " ")],
)
def test_it_requires_the_right_name_and_password(anonymous, ana, username, password):
    assert_refused(sign_in(anonymous, username, password), "no_active_account")


def test_it_requires_an_active_account(anonymous, carl):
    assert_refused(sign_in(anonymous, "carl"), "no_active_account")


def test_blanks_belong_to_a_password(anonymous):
    fields = {"username": "dora", "email": "dora@shop.example", "password": " two blanks "}
    assert anonymous.post("/api/user/register/", fields).status_code == 201

    assert sign_in(anonymous, "dora", " two blanks ").status_code == 200
    assert_refused(sign_in(anonymous, "dora", "two blanks"), "no_active_account")


@pytest.mark.parametrize("missing", ["username", "password"])
def test_it_requires_both_fields(anonymous, ana, missing):
    fields = {"username": "ana", "password": PASSWORD}
    del fields[missing]
    response = anonymous.post("/api/token/", fields)

    assert response.status_code == 400
    assert response.json() == {missing: ["This field is required."]}


@pytest.mark.parametrize("bad", ["\x00", "\ud800", "a" * 100_000, ["ana"], {"a": 1}, None, 5])
@pytest.mark.parametrize("field", ["username", "password"])
def test_it_handles_odd_names_and_passwords(anonymous, ana, field, bad):
    body = json.dumps({"username": "ana", "password": PASSWORD, field: bad})
    response = anonymous.post("/api/token/", body, content_type="application/json")

    assert response.status_code in (400, 401)
    assert field in response.json() or response.json()["code"] == "no_active_account"


def test_refresh_gives_a_new_pair(anonymous, ana):
    first = sign_in(anonymous).json()
    second = refresh(anonymous, first["refresh"])

    assert second.status_code == 200
    assert set(second.json()) == {"access", "refresh"}
    assert second.json()["refresh"] != first["refresh"]
    assert whoami(anonymous, second.json()["access"]).status_code == 200
    assert refresh(anonymous, second.json()["refresh"]).status_code == 200


def test_a_blacklisted_token_is_dead(anonymous, ana):
    token = sign_in(anonymous).json()["refresh"]
    response = anonymous.post("/api/token/blacklist/", {"refresh": token})

    assert (response.status_code, response.json()) == (200, {})
    assert_refused(refresh(anonymous, token), "token_not_valid")
    assert_refused(anonymous.post("/api/token/blacklist/", {"refresh": token}), "token_not_valid")


@pytest.mark.parametrize("path", ["/api/token/refresh/", "/api/token/blacklist/"])
@pytest.mark.parametrize("kind", ["garbage", "empty", "nul", "access", "expired", "forged"])
def test_refresh_requires_a_valid_refresh_token(anonymous, ana, path, kind):
    expired = RefreshToken.for_user(ana)
    expired.set_exp(lifetime=timedelta(seconds=-1))
    token = {
        "garbage": "not.a.token",
        "empty": "",
        "nul": "a\x00b",
        "access": str(AccessToken.for_user(ana)),
        "expired": str(expired),
        "forged": jwt.encode(dict(RefreshToken.for_user(ana).payload), "another key" * 8, "HS256"),
    }[kind]
    response = anonymous.post(path, {"refresh": token})

    if kind in ("empty", "nul"):
        assert response.status_code == 400
        assert list(response.json()) == ["refresh"]
    else:
        assert_refused(response, "token_not_valid")


def test_refresh_requires_an_active_account(anonymous, ana):
    token = sign_in(anonymous).json()["refresh"]
    ana.is_active = False
    ana.save()

    assert_refused(refresh(anonymous, token), "user_inactive")


def test_refresh_requires_an_account(anonymous, ana):
    token = sign_in(anonymous).json()["refresh"]
    ana.delete()

    assert_refused(refresh(anonymous, token), "user_not_found")


def test_a_new_password_ends_all_tokens(anonymous, ana):
    pair = sign_in(anonymous).json()
    ana.set_password("another-horse-9")
    ana.save()

    assert_refused(whoami(anonymous, pair["access"]), "password_changed")
    assert_refused(refresh(anonymous, pair["refresh"]), "password_changed")
    assert sign_in(anonymous, password="another-horse-9").status_code == 200


def test_a_token_that_was_good_expires_all_the_same(anonymous, ana):
    token = AccessToken.for_user(ana)
    token.set_exp(lifetime=timedelta(seconds=2))
    assert whoami(anonymous, str(token)).status_code == 200

    wait_until(lambda: whoami(anonymous, str(token)).status_code == 401, what="the token to expire")
    assert_refused(whoami(anonymous, str(token)), "token_not_valid")


def test_a_token_that_was_good_falls_with_its_account_at_once(anonymous, ana):
    token = sign_in(anonymous).json()["access"]
    assert whoami(anonymous, token).status_code == 200
    User.objects.filter(pk=ana.pk).update(is_active=False)  # by whatever way, signals or not
    assert_refused(whoami(anonymous, token), "user_inactive")
    User.objects.filter(pk=ana.pk).update(is_active=True, password="another")
    assert_refused(whoami(anonymous, token), "password_changed")
    ana.delete()
    assert_refused(whoami(anonymous, token), "user_not_found")


def bad_tokens(user):
    expired = AccessToken.for_user(user)
    expired.set_exp(lifetime=timedelta(seconds=-1))
    payload = dict(AccessToken.for_user(user).payload)
    head, body, signature = str(AccessToken.for_user(user)).split(".")
    return {
        "garbage": "garbage",
        "expired": str(expired),
        "refresh-type": str(RefreshToken.for_user(user)),
        "forged": jwt.encode(payload, "another key" * 8, "HS256"),
        "unsigned": jwt.encode(payload, None, "none"),
        "another algorithm": jwt.encode(payload, settings.SECRET_KEY, "HS384"),
        "changed": f"{head}.{body[:-2]}AA.{signature}",
        "nobody's": jwt.encode({**payload, "user_id": "999999"}, settings.SECRET_KEY, "HS256"),
        "huge user": jwt.encode({**payload, "user_id": "9" * 30}, settings.SECRET_KEY, "HS256"),
        "no user": jwt.encode({k: v for k, v in payload.items() if k != "user_id"}, settings.SECRET_KEY, "HS256"),
    }


@pytest.mark.parametrize(
    "kind",
    [
        "garbage",
        "expired",
        "refresh-type",
        "forged",
        "unsigned",
        "another algorithm",
        "changed",
        "nobody's",
        "huge user",
        "no user",
    ],
)
def test_rest_refuses_bad_tokens(anonymous, ana, product, nothing_saved, kind):
    anonymous.credentials(HTTP_AUTHORIZATION=f"Bearer {bad_tokens(ana)[kind]}")
    with nothing_saved():
        answers = [
            anonymous.get("/api/user/"),
            anonymous.get("/api/products/"),
            anonymous.post("/api/products/", {"name": "X", "price": "1", "category": "home"}),
            anonymous.patch(f"/api/products/{product.pk}/", {"quantity": 0}),
            anonymous.delete(f"/api/products/{product.pk}/"),
        ]

    for answer in answers:
        assert answer.status_code == 401
        assert answer.json()["code"] in {"token_not_valid", "user_not_found"}
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")


def test_rest_refuses_a_deactivated_user(client_of, ana, product, nothing_saved):
    client = client_of(ana)
    ana.is_active = False
    ana.save()

    with nothing_saved():
        response = client.patch(f"/api/products/{product.pk}/", {"quantity": 0})

    assert_refused(response, "user_inactive")


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer ", "Bearer a b", "Basic YTpi", "Bearer \xff", "Token x"])
def test_rest_requires_a_token(anonymous, product, nothing_saved, header):
    with nothing_saved():
        response = anonymous.delete(f"/api/products/{product.pk}/", headers={"Authorization": header})

    assert response.status_code == 401
    assert response.json()["code"] in {"not_authenticated", "bad_authorization_header", "token_not_valid"}


def test_a_session_is_no_token(anonymous, ana, product, nothing_saved):
    anonymous.force_login(ana)
    with nothing_saved():
        response = anonymous.delete(f"/api/products/{product.pk}/")

    assert_refused(response, "not_authenticated")
