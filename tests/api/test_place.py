"""The settings of the place: what admins set holds at once, and what they leave out is as the environment says."""

from datetime import timedelta

import pytest
from django.core import mail as outgoing
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from api import upkeep
from api.accounts import link_mail
from api.labels.content import price_text
from api.models import AuditEntry, PlaceSettings, Product, TrashedProduct
from api.place import reading

pytestmark = pytest.mark.django_db(transaction=True)

ADDRESS = "/api/place/"


def config(client):
    return client.get("/api/config/").json()


def test_nothing_is_set_at_first(as_boss, anonymous):
    assert as_boss.get(ADDRESS).json() == {
        "name": "",
        "currency": "",
        "default_currency": "USD",
        "trash_days": None,
        "default_trash_days": 30,
        "registration": "",
        "default_registration": "open",
        "reasons": None,
    }
    assert config(anonymous)["reasons"] == ["receive", "return", "sale", "damage", "loss"]
    assert (config(anonymous)["place"], config(anonymous)["currency"]) == ("", "USD")


def test_what_is_set_holds_everywhere_at_once(as_boss, as_ana, product):
    assert price_text("12.50") == "$12.50"
    set_to = {"name": " Corner shop ", "currency": "CHF", "trash_days": 9}
    answer = as_boss.patch(ADDRESS, set_to)

    assert answer.status_code == 200
    assert {name: answer.json()[name] for name in set_to} == {**set_to, "name": "Corner shop"}
    assert (config(as_ana)["place"], config(as_ana)["currency"]) == ("Corner shop", "CHF")
    assert price_text("12.50") == "12.50 CHF"
    as_ana.delete(f"/api/products/{product.pk}/")
    [trashed] = as_ana.get("/api/products/trash/").json()
    days = timezone.datetime.fromisoformat(trashed["removed_at"]) - TrashedProduct.objects.get().deleted_at
    assert round(days / timedelta(days=1)) == 9


def test_what_is_emptied_is_as_the_environment_says(as_boss, settings):
    as_boss.patch(ADDRESS, {"currency": "CHF", "trash_days": 9})
    as_boss.patch(ADDRESS, {"currency": "", "trash_days": None})
    settings.CURRENCY, settings.TRASH_KEEP = "EUR", timedelta(days=3)
    assert reading.read()[:3] == ("", "EUR", timedelta(days=3))


def test_the_app_offers_the_reasons_that_are_chosen_and_programs_may_send_any(as_boss, as_ana, product):
    assert as_boss.patch(ADDRESS, {"reasons": ["sale", "receive", "sale"]}).json()["reasons"] == [
        "receive",
        "sale",
    ]
    assert config(as_ana)["reasons"] == ["receive", "sale"]
    adjusted = as_ana.post(f"/api/products/{product.pk}/adjust/", {"delta": -1, "reason": "damage"})
    assert (adjusted.status_code, adjusted.json()["movement"]["reason"]) == (201, "damage")
    as_boss.patch(ADDRESS, {"reasons": []})
    assert config(as_ana)["reasons"] == []
    as_boss.patch(ADDRESS, {"reasons": None})
    assert len(config(as_ana)["reasons"]) == 5


NEWCOMER = {"username": "dora", "email": "d@shop.example", "password": "correct-horse-9"}


def test_who_may_open_an_account_is_chosen_here(as_boss, anonymous, settings):
    settings.REGISTRATION = "invite"
    assert anonymous.post("/api/user/register/", NEWCOMER).json()["code"] == "registration_closed"
    as_boss.patch(ADDRESS, {"registration": "open"})
    assert config(anonymous)["registration"] == "open"
    assert anonymous.post("/api/user/register/", NEWCOMER).status_code == 201

    as_boss.patch(ADDRESS, {"registration": "closed"})
    refused = anonymous.post("/api/user/register/", {**NEWCOMER, "username": "eve", "email": "e@shop.example"})
    assert (refused.status_code, refused.json()["code"]) == (403, "registration_closed")
    as_boss.patch(ADDRESS, {"registration": ""})
    assert config(anonymous)["registration"] == "invite"
    entries = as_boss.get("/api/audit/", {"kind": "place", "action": "update"}).json()
    assert [(change["old"], change["new"]) for entry in entries for change in entry["changes"]] == [
        ("closed", ""),
        ("open", "closed"),
    ]


def test_products_leave_the_trash_when_the_place_says(as_boss, as_ana, product, monkeypatch):
    as_boss.patch(ADDRESS, {"trash_days": 2})
    as_ana.delete(f"/api/products/{product.pk}/")
    now = timezone.now()
    for days, left in ((1.9, 1), (2.1, 0)):
        with monkeypatch.context() as patch:
            patch.setattr(timezone, "now", lambda days=days: now + timedelta(days=days))
            upkeep.prune_expired()
        assert TrashedProduct.objects.count() == left
    assert not Product.objects.exists()


def test_what_expires_is_dropped_by_chores_of_their_own(as_boss, as_ana, product, monkeypatch):
    """So that one which fails again and again hinders no other: the hub repeats each by itself."""
    chores = []
    monkeypatch.setattr(upkeep, "do_every", lambda seconds, chore: chores.append(chore))
    upkeep.schedule()
    as_boss.patch(ADDRESS, {"trash_days": 2})
    as_ana.delete(f"/api/products/{product.pk}/")
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now + timedelta(days=2.1))
    emptied = [chore for chore in chores if (chore(), TrashedProduct.objects.exists())[1]]
    assert 0 < len(emptied) < len(chores) - 1


def test_mails_carry_the_name_of_the_place(as_boss, anonymous, ana, settings):
    settings.EMAIL_HOST, settings.SITE_URL = "mail.shop.example", "https://shop.example"
    as_boss.patch(ADDRESS, {"name": "Corner shop"})
    anonymous.post("/api/account/password/reset/", {"email": "ana@shop.example"})
    link_mail.send_asked()
    assert [message.subject for message in outgoing.outbox] == ["[Corner shop] Set a new password"]


@pytest.mark.parametrize(
    ("field", "bad"),
    [
        ("currency", "eur"),
        ("currency", "EURO"),
        ("currency", None),
        ("name", "x" * 61),
        ("name", "two\nlines"),
        ("name", None),
        ("trash_days", 0),
        ("trash_days", 3651),
        ("trash_days", "1.5"),
        ("trash_days", ""),
        ("registration", "anybody"),
        ("registration", None),
        ("reasons", "sale"),
        ("reasons", ["sale", "gift"]),
        ("reasons", ["correction"]),
        ("reasons", [["sale"]]),
    ],
)
def test_it_refuses(as_boss, nothing_saved, field, bad):
    with nothing_saved():
        answer = as_boss.patch(ADDRESS, {"name": "Other", field: bad})
    assert (answer.status_code, list(answer.json())) == (400, [field])
    assert not PlaceSettings.objects.exists()


def test_others_than_admins_neither_read_nor_change_it(as_ana, as_bea, nothing_saved):
    for client in (as_ana, as_bea):
        assert client.get(ADDRESS).status_code == 403
        with nothing_saved():
            assert client.patch(ADDRESS, {"currency": "EUR"}).status_code == 403
    assert not PlaceSettings.objects.exists()


def test_the_trail_says_from_what_to_what(as_boss, boss):
    as_boss.patch(ADDRESS, {"currency": "EUR"})
    as_boss.patch(ADDRESS, {"currency": "CHF"})
    as_boss.patch(ADDRESS, {"currency": "CHF"})

    [entry] = as_boss.get("/api/audit/", {"kind": "place", "action": "update"}).json()
    assert (entry["actor"], entry["changes"]) == (
        "boss",
        [{"field": "currency", "old": "EUR", "new": "CHF", "hidden": False}],
    )
    assert AuditEntry.objects.filter(kind="place").count() == 2


def test_asking_for_it_costs_no_statement(as_boss):
    as_boss.patch(ADDRESS, {"currency": "EUR"})
    reading.read()
    with CaptureQueriesContext(connection) as queries:
        assert {reading.current().currency for _ in range(100)} == {"EUR"}
    assert len(queries) == 0


def test_what_another_process_has_set_is_seen_a_second_later(as_boss, monkeypatch):
    assert reading.current().currency == "USD"
    PlaceSettings.objects.create(currency="EUR")  # which this process is not told of
    later = reading.time.monotonic() + 1.1
    monkeypatch.setattr(reading.time, "monotonic", lambda: later)
    assert reading.current().currency == "EUR"
