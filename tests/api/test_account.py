"""One's own account: what it is, its name and address, its password, its devices, and its end."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, User
from django.utils import timezone
from moments import at_once
from rest_framework.test import APIClient

from api.accounts import roles, sessions
from api.models import EndedSession, LiveEvent, OneTimeLink, Product, SavedView, SignIn, StockMovement
from api.stock import mail

PASSWORD = "correct-horse-9"
NEW = "another-horse-8"

pytestmark = pytest.mark.django_db


def sign_in(username="ana", password=PASSWORD, agent="Firefox/140"):
    answer = APIClient().post("/api/token/", {"username": username, "password": password}, HTTP_USER_AGENT=agent)
    assert answer.status_code == 200, answer.content
    return answer.json()


def client_with(pair):
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {pair['access']}")
    return client


def refresh(pair):
    return APIClient().post("/api/token/refresh/", {"refresh": pair["refresh"]}, HTTP_USER_AGENT="Firefox/141")


@pytest.fixture
def device(ana):
    return client_with(sign_in())


# --- What it is -----------------------------------------------------------------------------------------------


def test_it_says_what_one_may_do_and_whom_to_ask(as_ana, ana, boss, carl):
    for account in (boss, carl):
        roles.set_role(account, "admin")  # carl's account is switched off
    account = as_ana.get("/api/account/").json()

    assert account == {
        "id": ana.pk,
        "username": "ana",
        "email": "ana@shop.example",
        "email_confirmed": False,
        "role": "operator",
        "rights": [
            "product:create",
            "product:edit_own",
            "stock:adjust_own",
            "category:create",
            "view:save",
            "label:save",
        ],
        "admins": ["boss"],
        "is_staff": False,
        "date_joined": account["date_joined"],
    }


def test_a_keeper_is_an_operator_who_may_adjust_any_stock(as_keeper):
    account = as_keeper.get("/api/account/").json()

    assert account["role"] == "operator"
    assert "stock:adjust_any" in account["rights"]


# --- Name and address -----------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_a_new_name_is_shown_everywhere(as_ana, product, events):
    response = as_ana.patch("/api/account/", {"username": "anna"})

    assert (response.status_code, response.json()["username"]) == (200, "anna")
    assert [event["data"]["owner"] for event in events()] == ["anna"]
    assert APIClient().post("/api/token/", {"username": "anna", "password": PASSWORD}).status_code == 200


@pytest.mark.parametrize(
    ("field", "bad"),
    [
        ("username", "bea"),
        ("username", "B\u0415A"),  # a Cyrillic letter
        ("username", "Admin"),
        ("username", ""),
        ("username", "two words"),
        ("email", "ana"),
        ("email", ""),
    ],
)
def test_it_refuses(as_ana, bea, nothing_saved, field, bad):
    with nothing_saved():
        response = as_ana.patch("/api/account/", {field: bad, "password": PASSWORD})

    assert response.status_code == 400
    assert list(response.json()) == [field]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_take_a_name_at_once_one_gets_it(client_of, ana, bea):
    for number in range(5):
        clients = [client_of(ana), client_of(bea)]
        name = f"anna-{number}"
        answers = at_once(*(lambda c=c: c.patch("/api/account/", {"username": name}) for c in clients))  # noqa: B023

        assert sorted(answer.status_code for answer in answers) == [200, 400]
        assert User.objects.filter(username=name).count() == 1


def test_nobody_gives_a_role_to_oneself(as_ana, ana):
    response = as_ana.patch(
        "/api/account/", {"role": "admin", "is_staff": True, "is_superuser": True, "rights": ["x"]}
    )

    assert (response.status_code, response.json()["role"]) == (200, "operator")
    ana.refresh_from_db()
    assert (ana.is_staff, ana.is_superuser) == (False, False)


@pytest.mark.parametrize(("password", "problem"), [(None, "Enter your password"), ("wrong-horse-9", "Incorrect")])
def test_a_new_address_needs_the_password(as_ana, nothing_saved, password, problem):
    sent = {"email": "anna@shop.example", **({"password": password} if password else {})}
    with nothing_saved():
        response = as_ana.patch("/api/account/", sent)

    assert response.status_code == 400
    assert problem in response.json()["password"][0]


def test_a_new_address_gets_no_notices_until_it_is_confirmed(as_ana, ana):
    ana.groups.add(Group.objects.get(name=mail.RECIPIENTS))
    assert as_ana.get("/api/account/").json()["email_confirmed"] is True
    response = as_ana.patch("/api/account/", {"email": "anna@shop.example", "password": PASSWORD})

    assert response.status_code == 200
    assert (response.json()["email"], response.json()["email_confirmed"]) == ("anna@shop.example", False)


# --- Password -------------------------------------------------------------------------------------------------


def change_password(client, old=PASSWORD, new=NEW):
    return client.post("/api/account/password/", {"old_password": old, "new_password": new})


def test_a_new_password_signs_the_others_out_and_this_one_goes_on(device, ana):
    here, there = sign_in(), sign_in()
    answer = change_password(client_with(here))
    assert answer.status_code == 200

    new = answer.json()
    for old in (here, there):
        assert client_with(old).get("/api/account/").status_code == 401
        assert refresh(old).status_code == 401
    assert client_with(new).get("/api/account/").status_code == 200
    assert refresh(new).status_code == 200
    assert APIClient().post("/api/token/", {"username": "ana", "password": PASSWORD}).status_code == 401
    sign_in(password=NEW)
    assert len(devices(client_with(sign_in(password=NEW)))) == 3, "all since the change"


def test_a_password_that_is_changed_elsewhere_signs_the_devices_out_too(device, ana):
    ana.set_password(NEW)
    ana.save()

    assert [found["is_current"] for found in devices(client_with(sign_in(password=NEW)))] == [True]


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("wrong-horse-9", NEW, "old_password"),
        ("", NEW, "old_password"),
        (PASSWORD, "short-1", "new_password"),
        (PASSWORD, "ana@shop.example", "new_password"),
        (PASSWORD, "password123", "new_password"),
        (PASSWORD, "", "new_password"),
        (PASSWORD, None, "new_password"),
    ],
)
def test_a_password_is_refused(device, nothing_saved, old, new, field):
    with nothing_saved():
        response = change_password(device, old, new)

    assert response.status_code == 400
    assert list(response.json()) == [field]
    assert device.get("/api/account/").status_code == 200


def test_a_stolen_token_does_not_find_the_password_out(device, as_bea):
    for _ in range(10):
        assert change_password(device, "guess-number-9").status_code == 400

    response = change_password(device)
    assert (response.status_code, response.json()["code"]) == (429, "throttled")
    assert int(response.headers["Retry-After"]) > 0
    assert device.delete("/api/account/", {"password": PASSWORD}).status_code == 429
    assert device.patch("/api/account/", {"email": "x@shop.example", "password": PASSWORD}).status_code == 429
    assert device.patch("/api/account/", {"username": "anna"}).status_code == 200
    assert change_password(as_bea).status_code == 200


# --- Devices --------------------------------------------------------------------------------------------------


def devices(client):
    return client.get("/api/account/sessions/").json()


def test_a_device_is_listed_from_its_sign_in_on(device, ana):
    phone = sign_in(agent="Safari \u2028 on a phone" + "x" * 300)
    first, second = devices(client_with(phone))

    assert (first["is_current"], second["is_current"]) == (True, False)
    assert first["agent"] == ("Safari  on a phone" + "x" * 300)[:200]
    assert second["agent"] == "Firefox/140"
    assert first["address"] == "127.0.0.1"
    assert set(first) == {"id", "created_at", "last_seen", "address", "agent", "is_current"}


def test_renewing_says_that_it_is_still_there(ana):
    pair = sign_in()
    [before] = devices(client_with(pair))
    new = refresh(pair).json()
    [after] = devices(client_with(new))

    assert after["id"] == before["id"]
    assert after["last_seen"] > before["last_seen"]
    assert after["created_at"] == before["created_at"]
    assert after["agent"] == "Firefox/141"
    assert refresh(pair).json() == new, "a lost answer is still given again"


def test_one_is_signed_out(device, ana):
    phone = sign_in()
    [other] = [found for found in devices(device) if not found["is_current"]]
    assert device.delete(f"/api/account/sessions/{other['id']}/").status_code == 204

    assert refresh(phone).status_code == 401
    assert [found["is_current"] for found in devices(device)] == [True]
    assert EndedSession.objects.get().family == other["id"]
    assert device.delete(f"/api/account/sessions/{other['id']}/").status_code == 404


def test_somebody_else_s_device_is_a_404(device, as_bea):
    [mine] = devices(device)

    assert as_bea.delete(f"/api/account/sessions/{mine['id']}/").status_code == 404
    assert len(devices(device)) == 1
    assert devices(as_bea) == []


def test_a_device_from_before_the_list_appears_when_it_renews(ana):
    pair = sign_in()
    SignIn.objects.all().delete()
    new = refresh(pair).json()

    assert [found["is_current"] for found in devices(client_with(new))] == [True]


def test_signing_out_takes_it_off_the_list(device):
    phone = sign_in()
    APIClient().post("/api/token/blacklist/", {"refresh": phone["refresh"]})

    assert [found["is_current"] for found in devices(device)] == [True]


def test_a_device_that_is_over_is_forgotten_after_a_month(device, ana):
    SignIn.objects.update(expires_at=timezone.now() - timedelta(days=29))
    assert devices(device) == []
    assert sessions.prune() == 0, "it says when the account was last seen"
    SignIn.objects.update(expires_at=timezone.now() - timedelta(days=31))
    assert sessions.prune() == 1


def test_the_list_of_devices_has_an_end(device, ana):
    until, digest = timezone.now() + timedelta(days=1), SignIn.objects.get().password_digest
    SignIn.objects.bulk_create(
        SignIn(family=f"f{n}", user=ana, expires_at=until, password_digest=digest) for n in range(150)
    )

    assert len(devices(device)) == 100


# --- The end --------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_deleting_an_account_leaves_products_and_names(device, ana, product, events):
    SavedView.objects.create(owner=ana, name="Mine", query="")
    OneTimeLink.objects.create(purpose="password", digest="d", user=ana, expires_at="2030-01-01T00:00:00Z")
    assert device.delete("/api/account/", {"password": PASSWORD}).status_code == 204

    assert not User.objects.filter(username="ana").exists()
    product.refresh_from_db()
    assert product.created_by is None
    assert [event["data"]["owner"] for event in events()] == [None]
    assert StockMovement.objects.get(product=product).actor_name == ""  # made by the test, in nobody's name
    assert (SavedView.objects.count(), SignIn.objects.count(), OneTimeLink.objects.count()) == (0, 0, 0)
    assert device.get("/api/account/").status_code == 401


def test_movements_keep_the_name(device, product):
    device.post(f"/api/products/{product.pk}/adjust/", {"delta": -1, "reason": "sale"})
    device.delete("/api/account/", {"password": PASSWORD})

    movement = StockMovement.objects.get(reason="sale")
    assert (movement.actor, movement.actor_name) == (None, "ana")


@pytest.mark.parametrize("body", [{}, {"password": "wrong-horse-9"}, {"password": ""}])
def test_it_needs_the_password(device, ana, body):
    response = device.delete("/api/account/", body)

    assert response.status_code == 400
    assert list(response.json()) == ["password"]
    assert User.objects.filter(pk=ana.pk).exists()


def test_the_last_admin_stays(client_of, boss, nothing_saved):
    with nothing_saved():
        response = client_of(boss).delete("/api/account/", {"password": PASSWORD})

    assert (response.status_code, response.json()["code"]) == (409, "last_admin")


@pytest.mark.django_db(transaction=True)
def test_of_two_admins_who_leave_at_once_one_stays(client_of, boss, ana):
    roles.set_role(ana, "admin")
    clients = [client_of(boss), client_of(ana)]
    answers = at_once(*(lambda c=c: c.delete("/api/account/", {"password": PASSWORD}) for c in clients))

    assert sorted(answer.status_code for answer in answers) == [204, 409]
    assert roles.admins().count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_admins_who_demote_each_other_at_once_one_stays(client_of, boss, ana):
    for _ in range(5):
        roles.set_role(User.objects.get(pk=ana.pk), "admin")
        roles.set_role(User.objects.get(pk=boss.pk), "admin")
        pairs = [(client_of(boss), ana), (client_of(ana), boss)]
        answers = at_once(
            *(lambda c=c, o=o: c.patch(f"/api/people/{o.pk}/", {"role": "viewer"}) for c, o in pairs)
        )

        # The second is the last one by then; or was demoted before it was let in.
        assert [answer.status_code for answer in answers].count(200) == 1
        assert {answer.status_code for answer in answers} <= {200, 403, 409}
        assert roles.admins().count() == 1


def test_nothing_of_an_account_is_in_the_feed(device, ana):
    before = LiveEvent.objects.count()
    change_password(device)

    assert LiveEvent.objects.count() == before
    assert Product.objects.count() == 0
