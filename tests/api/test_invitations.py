"""The door: who may open an account, links that open it once, and the first account of all."""

import json
import logging
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.utils import timezone
from moments import at_once

from api.accounts import links, roles
from api.accounts import services as accounts
from api.models import OneTimeLink
from backend.redaction import redact

pytestmark = pytest.mark.django_db

FIELDS = {"username": "dora", "email": "dora@shop.example", "password": "a-long-enough-1"}


@pytest.fixture(autouse=True)
def by_invitation(settings):
    settings.REGISTRATION = "invite"


def invite(client, **fields):
    response = client.post("/api/invitations/", {"role": "viewer", **fields})
    assert response.status_code == 201, response.content
    return response.json()


def code_of(invitation):
    return invitation["link"].partition("#")[2]


def register(client, code="", **changes):
    body = {**FIELDS, **changes, **({"invitation": code} if code else {})}
    return client.post("/api/user/register/", json.dumps(body), content_type="application/json")


def read(client, code):
    return client.post("/api/invitations/read/", {"code": code})


def assert_gone(response):
    assert (response.status_code, response.json()["code"]) == (410, "invitation_gone")


# --- Made, shown, used ----------------------------------------------------------------------------------------


def test_it_is_shown_once_and_stored_as_a_digest(as_boss, boss):
    made = invite(as_boss, role="manager", email="dora@shop.example")

    assert made["link"].startswith("http://testserver/join#")
    assert (made["role"], made["email"], made["created_by"]) == ("manager", "dora@shop.example", "boss")
    stored = OneTimeLink.objects.get()
    assert code_of(made) not in str(OneTimeLink.objects.values().get())
    assert len(code_of(made)) >= 32
    assert abs(stored.expires_at - stored.created_at - timedelta(days=7)) < timedelta(seconds=1)
    [listed] = as_boss.get("/api/invitations/").json()
    assert listed == {name: value for name, value in made.items() if name != "link"}


def test_whoever_has_it_sees_what_it_opens(as_boss, anonymous, nothing_saved):
    code = code_of(invite(as_boss, role="viewer", email="dora@shop.example"))
    with nothing_saved():
        for _ in range(2):
            answer = read(anonymous, code)

    assert answer.status_code == 200
    expires_at = answer.json()["expires_at"]
    assert expires_at.endswith("Z")
    assert answer.json() == {
        "purpose": "invitation",
        "role": "viewer",
        "email": "dora@shop.example",
        "invited_by": "boss",
        "expires_at": expires_at,
    }


@pytest.mark.parametrize("role", roles.ROLES)
@pytest.mark.parametrize("registration", ["open", "invite", "closed"])
def test_it_opens_one_account_with_its_role(as_boss, anonymous, settings, registration, role):
    settings.REGISTRATION = registration
    code = code_of(invite(as_boss, role=role))
    assert register(anonymous, code).status_code == 201

    dora = User.objects.get(username="dora")
    assert roles.role_of(dora) == role
    assert (dora.is_superuser, dora.is_staff) == (False, role == "admin")
    assert dora.check_password(FIELDS["password"])
    assert_gone(register(anonymous, code, username="eve"))
    assert_gone(read(anonymous, code))
    assert not User.objects.filter(username="eve").exists()
    [listed] = as_boss.get("/api/invitations/").json()
    assert (listed["used_by"], bool(listed["used_at"])) == ("dora", True)


def test_who_registers_without_one_is_an_operator(anonymous, settings):
    settings.REGISTRATION = "open"
    assert register(anonymous).status_code == 201

    assert roles.role_of(User.objects.get()) == "operator"
    token = anonymous.post("/api/token/", FIELDS).json()["access"]
    product = {"name": "Mug", "category": "home", "price": "1"}
    headers = {"Authorization": f"Bearer {token}"}
    assert anonymous.post("/api/products/", product, headers=headers).status_code == 201


@pytest.mark.parametrize("registration", ["invite", "closed"])
@pytest.mark.parametrize("code", [None, "", " ", "\t\n", "\u3000", 0, False, [], {}])
def test_without_one_the_door_is_closed(anonymous, boss, settings, nothing_saved, registration, code):
    settings.REGISTRATION = registration
    with nothing_saved():
        response = anonymous.post(
            "/api/user/register/", {**FIELDS, "invitation": code} if code is not None else FIELDS
        )

    assert (response.status_code, response.json()["code"]) == (403, "registration_closed")
    assert anonymous.get("/api/config/").json()["registration"] == registration


@pytest.mark.parametrize("code", ["made-up", "x" * 100, "half-\ud800"])
@pytest.mark.parametrize("registration", ["open", "invite"])
def test_an_invented_one_opens_nothing(anonymous, boss, settings, nothing_saved, registration, code):
    settings.REGISTRATION = registration
    with nothing_saved():
        response = register(anonymous, code)
    assert response.status_code in (400, 410)
    if response.status_code == 410:
        assert_gone(response)
    else:
        assert list(response.json()) == ["invitation"]


def test_an_expired_one_is_gone(as_boss, anonymous):
    code = code_of(invite(as_boss, days=1))
    OneTimeLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))

    assert_gone(register(anonymous, code))
    assert_gone(read(anonymous, code))
    assert as_boss.get("/api/invitations/").json() == []
    assert links.prune() == 1


def test_a_revoked_one_is_gone(as_boss, anonymous):
    made = invite(as_boss)
    assert as_boss.delete(f"/api/invitations/{made['id']}/").status_code == 204

    assert_gone(register(anonymous, code_of(made)))
    assert as_boss.delete(f"/api/invitations/{made['id']}/").status_code == 404


@pytest.mark.parametrize("end", ["demoted", "switched off", "deleted"])
def test_it_ends_with_the_right_of_who_made_it(client_of, anonymous, boss, ana, end):
    """Or else whoever was demoted could come back."""
    roles.set_role(ana, "admin")
    as_ana = client_of(User.objects.get(pk=ana.pk))
    code = code_of(invite(as_ana, role="admin"))
    reset = as_ana.post(f"/api/people/{boss.pk}/reset-link/").json()["link"].partition("#")[2]
    if end == "demoted":
        roles.set_role(User.objects.get(pk=ana.pk), "manager")
    elif end == "switched off":
        User.objects.filter(pk=ana.pk).update(is_active=False)
    else:
        User.objects.get(pk=ana.pk).delete()

    assert_gone(read(anonymous, code))
    assert_gone(register(anonymous, code))
    body = {"code": reset, "password": "another-horse-8"}
    assert anonymous.post("/api/account/password/reset/confirm/", body).status_code == 410
    own = invite(client_of(boss))
    assert [row["id"] for row in client_of(boss).get("/api/invitations/").json()] == [own["id"]]


def test_a_used_one_is_listed_after_its_admin_is_one_no_longer(client_of, anonymous, as_boss, ana):
    roles.set_role(ana, "admin")
    used, unused = (invite(client_of(ana)) for _ in range(2))
    assert register(anonymous, code_of(used)).status_code == 201
    roles.set_role(User.objects.get(pk=ana.pk), "manager")

    assert [(row["id"], row["used_by"]) for row in as_boss.get("/api/invitations/").json()] == [
        (used["id"], "dora")
    ]
    # It would work again if its admin became one again.
    assert as_boss.delete(f"/api/invitations/{unused['id']}/").status_code == 204


def test_a_link_for_a_password_opens_no_account(as_boss, anonymous, ana):
    link = as_boss.post(f"/api/people/{ana.pk}/reset-link/").json()["link"]

    assert_gone(register(anonymous, link.partition("#")[2]))


def test_it_is_not_spent_on_a_name_that_is_taken_or_a_weak_password(as_boss, anonymous, ana):
    code = code_of(invite(as_boss))
    for bad in ({"username": "ana"}, {"password": "short"}, {"email": "none"}):
        assert register(anonymous, code, **bad).status_code == 400

    assert register(anonymous, code).status_code == 201


def test_a_repeated_registration_gets_the_first_answer(as_boss, anonymous):
    code = code_of(invite(as_boss))
    body = {**FIELDS, "invitation": code}
    first, again = (
        anonymous.post("/api/user/register/", body, headers={"Idempotency-Key": "k"}) for _ in range(2)
    )

    assert (first.status_code, again.status_code) == (201, 201)
    assert again.headers["Idempotent-Replayed"] == "true"
    assert again.json() == first.json()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("headers", [{}, {"Idempotency-Key": "one"}])
def test_of_twenty_registrations_at_once_one_counts(as_boss, client_of, anonymous, headers):
    code = code_of(invite(as_boss))
    bodies = [{**FIELDS, "username": f"dora-{number}", "invitation": code} for number in range(20)]
    send = type(anonymous)
    answers = at_once(
        *(lambda body=body: send().post("/api/user/register/", body, headers=headers) for body in bodies)
    )

    assert sorted(answer.status_code for answer in answers) == [201] + [410] * 19
    assert User.objects.filter(username__startswith="dora").count() == 1


@pytest.mark.parametrize(
    ("field", "bad"),
    [
        ("role", "owner"),
        ("role", None),
        ("email", "dora"),
        ("days", 0),
        ("days", 31),
        ("days", 1.5),
        ("days", "x"),
    ],
)
def test_it_refuses(as_boss, nothing_saved, field, bad):
    before = OneTimeLink.objects.count()
    response = as_boss.post("/api/invitations/", {"role": "viewer", field: bad})

    assert response.status_code == 400
    assert list(response.json()) == [field]
    assert OneTimeLink.objects.count() == before


def test_it_requires_a_role(as_boss):
    assert as_boss.post("/api/invitations/", {}).json() == {"role": ["This field is required."]}


def test_no_log_line_has_a_secret(as_boss, anonymous, caplog):
    with caplog.at_level(logging.DEBUG):
        made = invite(as_boss)
        register(anonymous, code_of(made))
        register(anonymous, code_of(made))
        read(anonymous, code_of(made))

    assert caplog.records
    assert not any(code_of(made) in record.getMessage() for record in caplog.records)
    assert code_of(made) not in redact(f"GET {made['link']} 200")


# --- The first account ----------------------------------------------------------------------------------------


def test_the_first_account_is_made_by_the_link_that_the_server_prints(anonymous):
    assert anonymous.get("/api/config/").json()["needs_setup"] is True
    made = accounts.setup_link()
    assert made.address("http://localhost:8000") == f"http://localhost:8000/join#{made.secret}"
    assert read(anonymous, made.secret).json()["purpose"] == "setup"
    assert register(anonymous, made.secret).status_code == 201

    assert roles.role_of(User.objects.get()) == "admin"
    assert anonymous.get("/api/config/").json()["needs_setup"] is False
    assert_gone(register(anonymous, made.secret, username="eve"))
    assert accounts.setup_link() is None


def test_of_the_set_up_links_of_several_processes_the_first_that_is_used_counts(anonymous):
    older, newer = accounts.setup_link(), accounts.setup_link()
    assert {read(anonymous, made.secret).status_code for made in (older, newer)} == {200}

    assert register(anonymous, older.secret).status_code == 201
    assert_gone(read(anonymous, newer.secret))
    assert_gone(register(anonymous, newer.secret, username="eve"))


def test_a_set_up_link_is_nothing_once_there_is_an_account(anonymous, request):
    made = accounts.setup_link()
    User.objects.create_superuser("root", "root@shop.example", "correct-horse-9")

    assert_gone(read(anonymous, made.secret))
    assert_gone(register(anonymous, made.secret))
    assert User.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_set_up_links_at_once_one_makes_the_first_account(anonymous):
    first = accounts.setup_link()
    second = links.make(links.Purpose.SETUP, lasts=links.SETUP_LASTS, role="admin")
    send = type(anonymous)
    answers = at_once(
        *(
            lambda name=name, made=made: register(send(), made.secret, username=name)
            for name, made in (("dora", first), ("eve", second))
        )
    )

    assert sorted(answer.status_code for answer in answers) == [201, 410]
    assert User.objects.count() == 1
