"""Tokens for programs: made once, used for a while, and good for no more than their scopes and their account."""

from datetime import timedelta
from typing import Any

import pytest
from api_token_makers import client_with, token_of
from bulk_requests import adjust, send, tally
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from api.accounts import api_tokens, roles
from api.models import ApiToken, Product, StockMovement
from backend.redaction import redact

pytestmark = pytest.mark.django_db

TOKENS = "/api/tokens/"
NEW = {"name": "Label printer", "scopes": ["read", "stock"]}


@pytest.fixture(autouse=True)
def _unused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api_tokens, "_uses", api_tokens._Uses())


# --- Making one ------------------------------------------------------------------------------------------------


def test_it_is_told_once_and_stored_as_a_digest(as_ana, ana):
    answer = as_ana.post(TOKENS, {**NEW, "scopes": ["stock", "read"]})

    assert answer.status_code == 201
    made = answer.json()
    assert made["token"].startswith("lri_")
    assert len(made["token"]) == 42
    assert made["scopes"] == ["read", "stock"]
    assert (made["user"], made["created_by"], made["last_used_at"]) == (ana.pk, "ana", None)
    token = ApiToken.objects.get()
    assert made["token"] not in str(vars(token))
    assert abs(token.expires_at - timezone.now() - timedelta(days=365)) < timedelta(minutes=1)
    assert answer.headers["Cache-Control"] == "no-store"
    [listed] = as_ana.get(TOKENS).json()
    assert listed == {name: value for name, value in made.items() if name != "token"}


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"scopes": ["read"]}, "name"),
        ({"name": "  ", "scopes": ["read"]}, "name"),
        ({"name": "x" * 61, "scopes": ["read"]}, "name"),
        ({"name": "a\nb", "scopes": ["read"]}, "name"),
        ({"name": "Printer"}, "scopes"),
        ({"name": "Printer", "scopes": []}, "scopes"),
        ({"name": "Printer", "scopes": ["write"]}, "scopes"),
        ({"name": "Printer", "scopes": "read"}, "scopes"),
        ({**NEW, "expires_at": "2020-01-01T00:00:00Z"}, "expires_at"),
        ({**NEW, "expires_at": "2999-01-01T00:00:00Z"}, "expires_at"),
        ({**NEW, "expires_at": "soon"}, "expires_at"),
        ({**NEW, "user": 999_999}, "user"),
    ],
)
def test_it_refuses_what_makes_no_sense(as_ana, body, field):
    answer = as_ana.post(TOKENS, body)
    assert (answer.status_code, list(answer.json())) == (400, [field])
    assert not ApiToken.objects.exists()


def test_there_is_an_end_to_how_many_an_account_has(as_ana, ana, monkeypatch):
    monkeypatch.setattr(api_tokens, "MAX_TOKENS", 2)
    token_of(ana, expires_at=timezone.now() - timedelta(days=1))  # expired: it does not count
    assert [as_ana.post(TOKENS, NEW).status_code for _ in range(3)] == [201, 201, 409]
    assert as_ana.post(TOKENS, NEW).json()["code"] == "too_many_tokens"


def test_nobody_makes_or_sees_or_deletes_the_tokens_of_somebody_else(as_ana, bea):
    token, _ = token_of(bea)
    made = as_ana.post(TOKENS, {**NEW, "user": bea.pk})
    assert (made.status_code, made.json()["code"]) == (403, "permission_denied")
    assert as_ana.get(TOKENS).json() == []
    assert as_ana.get(f"{TOKENS}?user={bea.pk}").status_code == 403
    assert as_ana.delete(f"{TOKENS}{token.pk}/").status_code == 404
    assert ApiToken.objects.count() == 1


def test_an_admin_sees_and_deletes_them_but_makes_none_for_a_person(client_of, boss, ana):
    token, secret = token_of(ana)
    as_boss = client_of(boss)
    assert as_boss.post(TOKENS, {**NEW, "user": ana.pk}).status_code == 400
    [listed] = as_boss.get(f"{TOKENS}?user={ana.pk}").json()
    assert listed["id"] == token.pk
    assert as_boss.get(f"{TOKENS}?user=x").status_code == 400
    assert as_boss.get(f"{TOKENS}?user=999999").status_code == 400
    assert as_boss.delete(f"{TOKENS}{token.pk}/").status_code == 204
    assert client_with(secret).get("/api/account/").status_code == 401


# --- Using one -------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_it_acts_for_its_account_and_says_so(ana, product, events):
    _, secret = token_of(ana, "read", "stock")
    client = client_with(secret)
    assert client.get("/api/account/").json()["username"] == "ana"
    answer = client.post(f"/api/products/{product.pk}/adjust/", {"delta": -2, "reason": "sale"})

    assert answer.status_code == 201
    movement = answer.json()["movement"]
    assert (movement["actor"], movement["via"]) == ("ana", "Label printer")
    assert StockMovement.objects.latest("id").via == "Label printer"
    [event] = events()
    assert (event["actor"], event["movement"]["via"]) == ("ana", "Label printer")
    assert client.get("/api/movements/").json()[0]["via"] == "Label printer"


def test_somebody_who_has_signed_in_acts_through_nothing(as_ana, product):
    answer = as_ana.post(f"/api/products/{product.pk}/adjust/", {"delta": 1, "reason": "count"})
    assert answer.json()["movement"]["via"] is None


def _another_letter(secret: str) -> str:
    return secret[:9] + ("a" if secret[9] != "a" else "b") + secret[10:]


@pytest.mark.parametrize(
    "wrong",
    [
        lambda secret: secret[:-1],
        lambda secret: secret + "0",
        _another_letter,
        lambda secret: secret.swapcase(),
        lambda _: "lri_",
        lambda _: "lri_" + "é" * 38,
    ],
)
def test_a_mistyped_one_is_refused_without_asking_the_database(ana, wrong, django_assert_num_queries):
    _, secret = token_of(ana)
    with django_assert_num_queries(0):
        answer = client_with(wrong(secret)).get("/api/account/")
    assert answer.status_code == 401
    assert answer.json()["code"] == "token_not_valid"


def test_one_that_never_was_is_refused(ana):
    token, secret = token_of(ana)
    token.delete()
    assert client_with(secret).get("/api/account/").status_code == 401


def test_it_ends_with_its_time_and_with_its_account(ana):
    token, secret = token_of(ana)
    ApiToken.objects.filter(pk=token.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    assert client_with(secret).get("/api/account/").status_code == 401

    _, secret = token_of(ana)
    User.objects.filter(pk=ana.pk).update(is_active=False)
    assert client_with(secret).get("/api/account/").status_code == 401


def test_a_new_password_leaves_it_alone(ana):
    _, secret = token_of(ana)
    ana.set_password("battery-staple-7")
    ana.save()
    assert client_with(secret).get("/api/account/").status_code == 200


def test_it_asks_the_database_no_more_than_a_sign_in(ana, as_ana, django_assert_num_queries):
    client = client_with(token_of(ana)[1])
    with CaptureQueriesContext(connection) as by_sign_in:
        as_ana.get("/api/account/")
    with django_assert_num_queries(len(by_sign_in)):
        client.get("/api/account/")


def test_its_use_is_written_down_once_a_minute(ana):
    token, secret = token_of(ana)
    client = client_with(secret)

    def last_used() -> Any:
        return ApiToken.objects.values_list("last_used_at", flat=True).get(pk=token.pk)

    client.get("/api/account/")
    assert last_used() is None  # a request that reads writes nothing
    api_tokens.write_uses()
    first = last_used()
    assert timezone.now() - first < timedelta(seconds=10)
    client.get("/api/account/")
    api_tokens.write_uses()
    assert last_used() == first
    api_tokens._uses._written[token.pk] -= api_tokens.USE_WRITTEN_EVERY
    api_tokens.write_uses()
    assert last_used() > first


def test_an_expired_one_is_listed_for_a_while(ana, as_ana):
    token_of(ana, name="Old", expires_at=timezone.now() - timedelta(days=31))
    token_of(ana, name="Late", expires_at=timezone.now() - timedelta(days=29))
    assert api_tokens.prune() == 1
    assert [token["name"] for token in as_ana.get(TOKENS).json()] == ["Late"]


def test_none_is_in_a_log():
    secret = "lri_" + "a1B2" * 9 + "zz"
    for line in (f"GET /x?q={secret}", f"Bearer {secret}", f"bearer.{secret}", f"/wall#token={secret}", secret):
        assert secret[8:] not in redact(line)


def test_the_admin_lists_them_without_the_token_and_deletes_them(ana, site):
    token, secret = token_of(ana)
    page = site.get(f"/admin/api/apitoken/{token.pk}/change/").content.decode()
    assert "Label printer" in page
    assert token.digest not in page
    assert site.get("/admin/api/apitoken/add/").status_code == 403
    site.post(f"/admin/api/apitoken/{token.pk}/delete/", {"post": "yes"})
    assert client_with(secret).get("/api/account/").status_code == 401


# --- Scopes ----------------------------------------------------------------------------------------------------


def test_a_missing_scope_is_named(ana, product, nothing_saved):
    client = client_with(token_of(ana, "read")[1])
    with nothing_saved():
        answer = client.post(f"/api/products/{product.pk}/adjust/", {"delta": 1, "reason": "count"})
    assert answer.status_code == 403
    assert answer.json() == {"detail": "This token lacks the scope stock.", "code": "scope"}


def test_scopes_give_nothing_that_the_role_does_not(bea, product, nothing_saved):
    client = client_with(token_of(bea)[1])
    with nothing_saved():
        answer = client.post(f"/api/products/{product.pk}/adjust/", {"delta": 1, "reason": "count"})
    assert (answer.status_code, answer.json()["code"]) == (403, "permission_denied")
    roles.set_role(bea, "manager")
    assert client.post(f"/api/products/{product.pk}/adjust/", {"delta": 1, "reason": "count"}).status_code == 201


def test_it_tells_its_client_what_it_may(ana):
    account = client_with(token_of(ana, "read", "stock")[1]).get("/api/account/").json()
    assert (account["role"], account["rights"]) == ("operator", ["stock:adjust_own"])


@pytest.mark.parametrize(
    ("method", "address"),
    [
        ("get", "tokens/"),
        ("post", "tokens/"),
        ("patch", "account/"),
        ("delete", "account/"),
        ("post", "account/password/"),
        ("get", "account/sessions/"),
        ("post", "people/"),
        ("patch", "people/1/"),
        ("post", "people/1/reset-link/"),
        ("post", "invitations/"),
    ],
)
def test_none_makes_tokens_or_touches_an_account(boss, nothing_saved, method, address):
    """Not even an admin's with all scopes: who finds one cannot stay when it is deleted."""
    client = client_with(token_of(boss)[1])
    with nothing_saved():
        answer = getattr(client, method)(f"/api/{address}", {})
    assert (answer.status_code, answer.json()["code"]) == (403, "sign_in_only")
    assert ApiToken.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_bulk_change_needs_the_scope_of_what_it_does(ana, product, nothing_saved):
    for scope, may_adjust in (("stock", True), ("products", False)):
        client = client_with(token_of(ana, scope)[1])
        for body, may in ((adjust([product.pk], 1), may_adjust), (_switch_off(product), not may_adjust)):
            if may:
                assert tally(send(client, body)[-1]) == (1, 0, 0)
            else:
                with nothing_saved():
                    answer = client.post("/api/products/bulk/", body)
                assert (answer.status_code, answer.json()["code"]) == (403, "scope")
    assert StockMovement.objects.latest("id").via == "Label printer"


def _switch_off(product: Product) -> dict[str, Any]:
    return {"ids": [product.pk], "action": "set_active", "is_active": False}


@pytest.mark.django_db(transaction=True)
def test_one_that_is_deleted_ends_the_work_that_it_began(ana):
    for number in range(101):
        Product.objects.create(
            name="Mug", sku=f"M-{number}", category_id="home", price=1, quantity=5, created_by=ana
        )
    token, secret = token_of(ana)
    ids = list(Product.objects.values_list("pk", flat=True))
    answer = client_with(secret).post("/api/products/bulk/", adjust(ids, 1))
    lines = iter(answer.streaming_content)
    next(lines), next(lines)
    token.delete()
    last = b"".join(lines)
    assert b'"code":"token_gone"' in last
    assert Product.objects.filter(quantity=6).count() == 100


# --- Service accounts -------------------------------------------------------------------------------------------


def make_service(client: Any, **fields: Any) -> dict[str, Any]:
    answer = client.post("/api/people/", {"username": "wall", "role": "viewer", "service": True, **fields})
    assert answer.status_code == 201, answer.content
    return dict(answer.json())


def test_a_service_account_has_tokens_and_no_password(as_boss, boss, anonymous):
    person = make_service(as_boss)
    assert (person["username"], person["role"], person["service"]) == ("wall", "viewer", True)
    account = User.objects.get(username="wall")
    assert not account.has_usable_password()

    made = as_boss.post(TOKENS, {"name": "Screen", "scopes": ["read"], "user": account.pk}).json()
    assert made["created_by"] == "boss"
    assert client_with(made["token"]).get("/api/account/").json()["username"] == "wall"

    link = as_boss.post(f"/api/people/{account.pk}/reset-link/")
    assert (link.status_code, link.json()["code"]) == (409, "service_account")
    # Not even with a password that somebody has given it past the app.
    account.set_password("correct-horse-9")
    account.save()
    assert anonymous.post("/api/token/", {"username": "wall", "password": "correct-horse-9"}).status_code == 401


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"role": "viewer", "service": True}, "username"),
        ({"username": "boss", "role": "viewer", "service": True}, "username"),
        ({"username": "wall", "role": "admin", "service": True}, "role"),
        ({"username": "wall", "role": "viewer"}, "service"),
        ({"username": "wall", "role": "viewer", "service": False}, "service"),
    ],
)
def test_it_refuses_other_new_accounts(as_boss, body, field):
    answer = as_boss.post("/api/people/", body)
    assert (answer.status_code, list(answer.json())) == (400, [field])
    assert User.objects.count() == 1


def test_a_service_account_becomes_no_admin(as_boss):
    person = make_service(as_boss)
    answer = as_boss.patch(f"/api/people/{person['id']}/", {"role": "admin"})
    assert (answer.status_code, list(answer.json())) == (400, ["role"])
    assert as_boss.patch(f"/api/people/{person['id']}/", {"role": "manager"}).status_code == 200


def test_service_accounts_are_in_their_group(as_boss):
    make_service(as_boss)
    assert Group.objects.get(name=roles.SERVICE_ACCOUNTS).user_set.get().username == "wall"
    assert [(p["username"], p["service"]) for p in as_boss.get("/api/people/").json()] == [
        ("boss", False),
        ("wall", True),
    ]


def test_a_service_account_can_be_deleted_but_no_person(as_boss, ana):
    person = make_service(as_boss)
    token, _ = token_of(User.objects.get(pk=person["id"]))
    assert as_boss.delete(f"/api/people/{person['id']}/").status_code == 204
    assert not ApiToken.objects.filter(pk=token.pk).exists()
    refused = as_boss.delete(f"/api/people/{ana.pk}/")
    assert (refused.status_code, refused.json()["code"]) == (409, "not_a_service_account")
    assert User.objects.filter(pk=ana.pk).exists()
