"""A forgotten password: by mail, and by an admin's link. And addresses that are confirmed."""

import logging
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.core import mail as outgoing
from django.utils import timezone

from api.accounts import link_mail, roles, sessions
from api.models import LinkRequest, OneTimeLink
from backend.redaction import redact

PASSWORD = "correct-horse-9"
NEW = "another-horse-8"
FORGOTTEN = "/api/account/password/reset/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def mails(settings):
    """The mails that went out, on a server that can send some."""
    settings.EMAIL_HOST, settings.SITE_URL = "mail.shop.example", "https://shop.example"
    return outgoing.outbox


@pytest.fixture
def link(client_of, boss, ana):
    """A link of an admin, for ana."""
    made = client_of(boss).post(f"/api/people/{ana.pk}/reset-link/")
    return made.json()["link"]


def forget(client, email="ana@shop.example"):
    return client.post(FORGOTTEN, {"email": email})


def confirm(client, link, password=NEW):
    return client.post(f"{FORGOTTEN}confirm/", {"code": link.partition("#")[2], "password": password})


def link_in(message):
    [found] = [line for line in message.body.splitlines() if line.startswith("https://shop.example/")]
    return found


def sign_in(client, password, username="ana"):
    return client.post("/api/token/", {"username": username, "password": password})


def assert_gone(response):
    assert (response.status_code, response.json()["code"]) == (410, "link_gone")


# --- By mail --------------------------------------------------------------------------------------------------


def test_a_link_comes_by_mail_and_sets_a_new_password_once(anonymous, ana, mails):
    pair = sign_in(anonymous, PASSWORD).json()
    assert forget(anonymous, "ANA@shop.example").status_code == 200
    assert link_mail.send_asked() == 1

    [message] = mails
    assert message.to == ["ana@shop.example"]
    assert "ana" in message.body
    link = link_in(message)
    assert link.startswith("https://shop.example/reset#")
    assert confirm(anonymous, link).status_code == 204
    assert sign_in(anonymous, PASSWORD).status_code == 401
    assert sign_in(anonymous, NEW).status_code == 200
    assert_gone(confirm(anonymous, link, "a-third-horse-7"))
    headers = {"Authorization": f"Bearer {pair['access']}"}
    assert anonymous.get("/api/account/", headers=headers).status_code == 401
    assert anonymous.post("/api/token/refresh/", {"refresh": pair["refresh"]}).status_code == 401
    assert len(sessions.open_sign_ins(User.objects.get(pk=ana.pk))) == 1


def test_the_answer_is_the_same_for_an_address_that_nobody_has(
    anonymous, ana, carl, mails, django_assert_num_queries, caplog
):
    answers = []
    with caplog.at_level(logging.DEBUG, "api"):
        for email in ("ana@shop.example", "nobody@shop.example", "carl@shop.example"):
            with django_assert_num_queries(2):  # the very same work: the account is looked for later
                answers.append(forget(anonymous, email))

    assert {(answer.status_code, answer.content) for answer in answers} == {(200, answers[0].content)}
    assert link_mail.send_asked() == 1
    assert [message.to for message in mails] == [["ana@shop.example"]]
    assert not LinkRequest.objects.exists()
    assert "shop.example" not in caplog.text


def test_without_a_mail_server_it_says_whom_to_ask(anonymous, ana):
    answers = {forget(anonymous, email).content for email in ("ana@shop.example", "nobody@shop.example")}

    [answer] = answers
    assert b"Ask an admin" in answer
    assert not LinkRequest.objects.exists()
    assert anonymous.get("/api/config/").json()["mail"] is False


@pytest.mark.parametrize("missing", ["EMAIL_HOST", "SITE_URL"])
def test_a_server_that_does_not_know_its_own_address_mails_no_links(anonymous, ana, mails, settings, missing):
    setattr(settings, missing, "")
    forget(anonymous)

    assert anonymous.get("/api/config/").json()["mail"] is False
    assert not LinkRequest.objects.exists()


@pytest.mark.parametrize("bad", ["", "ana", None, ["ana@shop.example"], "a@" + "b" * 250 + ".example"])
def test_an_address_is_refused(anonymous, mails, bad):
    response = forget(anonymous, bad)

    assert response.status_code == 400
    assert list(response.json()) == ["email"]


def test_several_accounts_with_an_address_get_a_link_each(anonymous, ana, mails):
    User.objects.create_user("ana2", "Ana@Shop.example", PASSWORD)
    forget(anonymous)
    assert link_mail.send_asked() == 2

    assert confirm(anonymous, link_in(mails[1])).status_code == 204
    assert sign_in(anonymous, NEW, "ana2").status_code == 200
    assert sign_in(anonymous, PASSWORD).status_code == 200


def test_asking_again_and_again_sends_one(anonymous, ana, mails):
    for _ in range(3):
        forget(anonymous)
        link_mail.send_asked()

    assert len(mails) == 1
    assert confirm(anonymous, link_in(mails[0])).status_code == 204


def test_asking_is_throttled(anonymous, ana, mails):
    for _ in range(10):
        assert forget(anonymous).status_code == 200
    assert forget(anonymous, "nobody@shop.example").status_code == 429
    assert LinkRequest.objects.count() == 10


def test_a_mail_server_that_is_away_delays_it(anonymous, ana, mails, monkeypatch, caplog):
    def away(*args, **kwargs):
        raise ConnectionRefusedError("ana@shop.example")

    forget(anonymous)
    with monkeypatch.context() as patch:
        patch.setattr(link_mail, "send_mail", away)
        assert link_mail.send_asked() == 0
    assert "ana" not in caplog.text
    assert not OneTimeLink.objects.exists()
    assert link_mail.send_asked() == 1
    assert confirm(anonymous, link_in(mails[0])).status_code == 204


def test_what_could_not_be_sent_in_an_hour_is_forgotten(anonymous, ana, mails):
    forget(anonymous)
    LinkRequest.objects.update(created_at=timezone.now() - timedelta(minutes=61))

    assert link_mail.send_asked() == 0
    assert not LinkRequest.objects.exists()


def test_a_mailed_link_is_good_for_an_hour_and_takes_no_admin_s_link_away(anonymous, link, mails):
    forget(anonymous)
    link_mail.send_asked()

    mailed = OneTimeLink.objects.get(created_by=None)
    assert mailed.expires_at - mailed.created_at <= timedelta(hours=1)
    assert confirm(anonymous, link).status_code == 204
    assert_gone(confirm(anonymous, link_in(mails[0])))


# --- By an admin's link ---------------------------------------------------------------------------------------


def test_an_admin_s_link_sets_a_password(anonymous, link):
    assert confirm(anonymous, link).status_code == 204
    assert sign_in(anonymous, NEW).status_code == 200
    assert_gone(confirm(anonymous, link))


@pytest.mark.parametrize("password", ["short-1", "ana@shop.example", "password123", "", None])
def test_a_weak_password_does_not_spend_it(anonymous, link, password):
    response = confirm(anonymous, link, password)

    assert response.status_code == 400
    assert list(response.json()) == ["password"]
    assert confirm(anonymous, link).status_code == 204


def test_it_expires(anonymous, link):
    OneTimeLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))

    assert_gone(confirm(anonymous, link))
    assert sign_in(anonymous, PASSWORD).status_code == 200


def test_it_does_not_open_an_account_that_was_switched_off(anonymous, link, ana):
    User.objects.filter(pk=ana.pk).update(is_active=False)

    assert_gone(confirm(anonymous, link))
    assert_gone(anonymous.post(f"{FORGOTTEN}read/", {"code": link.partition("#")[2]}))


def test_a_password_that_was_changed_meanwhile_ends_it(anonymous, as_ana, link):
    as_ana.post("/api/account/password/", {"old_password": PASSWORD, "new_password": NEW})

    assert_gone(confirm(anonymous, link, "a-third-horse-7"))
    assert sign_in(anonymous, NEW).status_code == 200


@pytest.mark.parametrize("code", ["made-up", "", None, "x" * 101])
def test_an_invented_one_opens_nothing(anonymous, ana, nothing_saved, code):
    with nothing_saved():
        response = anonymous.post(f"{FORGOTTEN}confirm/", {"code": code, "password": NEW})
    assert response.status_code == (410 if code == "made-up" else 400)


def test_no_log_line_has_a_secret(anonymous, link, caplog):
    code = link.partition("#")[2]
    with caplog.at_level(logging.DEBUG):
        anonymous.post(f"{FORGOTTEN}read/", {"code": code})
        confirm(anonymous, link)
        confirm(anonymous, link)

    assert caplog.records
    assert not any(secret in record.getMessage() for record in caplog.records for secret in (code, NEW))
    assert code not in redact(f"GET {link}")
    assert code not in redact(f"GET /reset%23{code}")


# --- Addresses ------------------------------------------------------------------------------------------------


def test_an_address_is_confirmed_by_the_link_that_is_sent_to_it(as_ana, anonymous, ana, mails):
    assert as_ana.post("/api/account/email/").status_code == 202
    assert link_mail.send_asked() == 1

    link = link_in(mails[0])
    assert link.startswith("https://shop.example/confirm#")
    answer = anonymous.post("/api/account/email/confirm/", {"code": link.partition("#")[2]})
    assert answer.status_code == 204
    assert as_ana.get("/api/account/").json()["email_confirmed"] is True
    assert_gone(anonymous.post("/api/account/email/confirm/", {"code": link.partition("#")[2]}))


def test_a_link_confirms_the_address_that_it_was_sent_to(as_ana, anonymous, ana, mails):
    as_ana.post("/api/account/email/")
    link_mail.send_asked()
    as_ana.patch("/api/account/", {"email": "other@shop.example", "password": PASSWORD})

    assert_gone(anonymous.post("/api/account/email/confirm/", {"code": link_in(mails[0]).partition("#")[2]}))
    assert as_ana.get("/api/account/").json()["email_confirmed"] is False


def test_without_a_mail_server_no_address_is_confirmed(as_ana):
    response = as_ana.post("/api/account/email/")

    assert (response.status_code, response.json()["code"]) == (409, "no_mail")


def test_a_viewer_may_do_all_of_this(client_of, ana, mails):
    roles.set_role(ana, "viewer")
    client = client_of(User.objects.get(pk=ana.pk))

    assert client.post("/api/account/email/").status_code == 202
    changed = client.post("/api/account/password/", {"old_password": PASSWORD, "new_password": NEW})
    assert changed.status_code == 200
