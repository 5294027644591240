"""A password that was changed, in whatever way: its links are void, and its owner hears of it by mail."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core import mail as outgoing
from django.core.management import call_command

from api.accounts import link_mail, people
from api.models import LinkRequest

pytestmark = pytest.mark.django_db

NEW = "another-horse-8"
READ = "/api/account/password/reset/read/"


@pytest.fixture
def mails(settings) -> list[Any]:
    settings.EMAIL_HOST, settings.SITE_URL = "mail.shop.example", "https://shop.example"
    return outgoing.outbox


def by_account_page(ana: User, client: Any) -> None:
    body = {"old_password": "correct-horse-9", "new_password": NEW}
    assert client.post("/api/account/password/", body).status_code == 200


def by_command(ana: User, client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("getpass.getpass", lambda **_: NEW)
    call_command("changepassword", "ana", verbosity=0)


def by_shell(ana: User, client: Any) -> None:
    ana.set_password(NEW)
    ana.save()


def by_statement(ana: User, client: Any) -> None:
    ana.set_password(NEW)
    User.objects.filter(pk=ana.pk).update(password=ana.password)


WAYS: list[Callable[..., None]] = [by_account_page, by_command, by_shell]


@pytest.mark.parametrize("change", [*WAYS, by_statement])
def test_a_link_is_void_once_the_password_was_changed(anonymous, as_ana, ana, boss, change, monkeypatch):
    secret = people.reset_link(actor=boss, person=ana).secret
    assert anonymous.post(READ, {"code": secret}).status_code == 200

    change(ana, as_ana, *([monkeypatch] if change is by_command else []))
    assert User.objects.get(pk=ana.pk).check_password(NEW)
    assert anonymous.post(READ, {"code": secret}).status_code == 410
    spent = anonymous.post(f"{READ[:-5]}confirm/", {"code": secret, "password": "third-horse-7"})
    assert spent.status_code == 410
    assert User.objects.get(pk=ana.pk).check_password(NEW)


@pytest.mark.parametrize("change", WAYS)
def test_the_owner_is_told_once(as_ana, ana, mails, change, monkeypatch):
    change(ana, as_ana, *([monkeypatch] if change is by_command else []))
    assert link_mail.send_asked() == 1
    assert link_mail.send_asked() == 0
    [message] = mails
    assert message.to == ["ana@shop.example"]
    assert message.subject == "Your password was changed"
    assert message.body.startswith("Hello ana,\n")
    assert "https://shop.example/forgot-password" in message.body
    assert NEW not in message.body


def test_it_goes_to_the_address_of_then(as_ana, ana, mails):
    by_account_page(ana, as_ana)
    User.objects.filter(pk=ana.pk).update(email="thief@shop.example")
    link_mail.send_asked()
    assert mails[0].to == ["ana@shop.example"]


def test_a_mail_about_no_account_greets_nobody_by_name(db, mails):
    LinkRequest.objects.create(purpose=LinkRequest.CHANGED, email="gone@shop.example")
    link_mail.send_asked()
    assert mails[0].body.startswith("Hello,\n")


def test_a_password_that_is_hashed_anew_at_a_sign_in_was_not_changed(anonymous, ana, mails, settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher", *settings.PASSWORD_HASHERS]
    before = ana.password
    assert anonymous.post("/api/token/", {"username": "ana", "password": "correct-horse-9"}).status_code == 200
    assert User.objects.get(pk=ana.pk).password != before
    assert not LinkRequest.objects.exists()


def test_nobody_is_told_where_there_is_no_mail_or_no_address(as_ana, ana, mails, settings):
    User.objects.filter(pk=ana.pk).update(email="")
    by_account_page(ana, as_ana)
    assert not LinkRequest.objects.exists()
    settings.EMAIL_HOST = ""
    ana.refresh_from_db()
    ana.email = "ana@shop.example"
    by_shell(ana, as_ana)
    assert not LinkRequest.objects.exists()


def test_an_account_that_is_new_has_changed_nothing(db, mails):
    User.objects.create_user("dora", "dora@shop.example", NEW)
    assert not LinkRequest.objects.exists()
