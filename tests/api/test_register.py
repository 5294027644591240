"""Opening an account, and who one is once it is open."""

import json

import pytest
from django.contrib.auth.models import Permission, User

pytestmark = pytest.mark.django_db

FIELDS = {"username": "dora", "email": "dora@shop.example", "password": "a-long-enough-1"}


def register(client, **changes):
    body = json.dumps({**FIELDS, **changes})
    return client.post("/api/user/register/", body, content_type="application/json")


def test_it_works(anonymous):
    response = register(anonymous)

    user = User.objects.get()
    assert response.status_code == 201
    assert response.json() == {"id": user.pk, "username": "dora", "email": "dora@shop.example"}
    assert user.check_password(FIELDS["password"])
    assert (user.is_active, user.is_staff, user.is_superuser) == (True, False, False)
    assert anonymous.post("/api/token/", FIELDS).status_code == 200


def test_it_gives_no_rights_that_were_not_asked_for(anonymous):
    register(anonymous, is_staff=True, is_superuser=True, id=7, user_permissions=[1], is_active=False)

    user = User.objects.get()
    assert (user.is_active, user.is_staff, user.is_superuser) == (True, False, False)


def test_it_takes_a_form(anonymous):
    assert anonymous.post("/api/user/register/", FIELDS, format="multipart").status_code == 201


@pytest.mark.parametrize(
    ("field", "bad"),
    [
        ("username", ""),
        ("username", "   "),
        ("username", None),
        ("username", "two words"),
        ("username", "a" * 151),
        ("username", "a\x00b"),
        ("username", "a\ud800"),
        ("username", ["dora"]),
        ("username", "ana"),
        ("email", ""),
        ("email", "dora"),
        ("email", "dora@"),
        ("email", "a@" + "b" * 250 + ".example"),
        ("email", "do\x00ra@shop.example"),
        ("email", {"a": "b"}),
        ("password", ""),
        ("password", None),
        ("password", "short-1"),
        ("password", "12345678901"),
        ("password", "password123"),
        ("password", "dora@shop.example"),
        ("password", "nul\x00-in-between"),
        ("password", "lone-\ud800-surrogate"),
        ("password", "long-" * 30),
    ],
)
def test_it_refuses(anonymous, ana, nothing_saved, field, bad):
    with nothing_saved():
        response = register(anonymous, **{field: bad})

    assert response.status_code == 400
    assert list(response.json()) == [field]
    assert all(isinstance(problem, str) and problem for problem in response.json()[field])


@pytest.mark.parametrize("field", ["username", "email", "password"])
def test_it_requires(anonymous, nothing_saved, field):
    with nothing_saved():
        response = anonymous.post("/api/user/register/", {k: v for k, v in FIELDS.items() if k != field})

    assert response.status_code == 400
    assert response.json() == {field: ["This field is required."]}


def test_it_never_says_the_password_again(anonymous):
    assert FIELDS["password"] not in register(anonymous).content.decode()
    assert FIELDS["password"] not in register(anonymous).content.decode()


def test_the_current_user_is_the_one_of_the_token(as_bea, ana, bea):
    response = as_bea.get("/api/user/")

    assert response.status_code == 200
    assert response.json() == {
        "id": bea.pk,
        "username": "bea",
        "email": "bea@shop.example",
        "is_staff": False,
        "permissions": [],
    }


def test_the_current_user_has_permissions(client_of, bea):
    bea.user_permissions.add(Permission.objects.get(codename="add_product"))

    assert client_of(bea).get("/api/user/").json()["permissions"] == ["api.add_product"]


def test_the_current_user_cannot_be_written(as_bea, nothing_saved):
    with nothing_saved():
        for method in (as_bea.put, as_bea.patch, as_bea.post, as_bea.delete):
            assert method("/api/user/", {"username": "ana", "is_staff": True}).status_code == 405


@pytest.mark.parametrize("headers", [{}, {"Idempotency-Key": "one"}])
def test_a_closed_door_is_closed_and_the_app_knows(anonymous, settings, headers):
    assert anonymous.get("/api/config/").json()["registration"] == "open"
    settings.REGISTRATION = "closed"

    assert anonymous.get("/api/config/").json()["registration"] == "closed"
    response = anonymous.post("/api/user/register/", FIELDS, headers=headers)
    assert (response.status_code, response.json()["code"]) == (403, "registration_closed")
    assert not User.objects.exists()
