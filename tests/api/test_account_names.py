# names in many alphabets are what this is about
"""Names of accounts: no two that pass for each other, and signing in however one types."""

from importlib import import_module
from io import StringIO

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import connection
from moments import at_once

from api.accounts import names
from api.models import AccountName

PASSWORD = "correct-horse-9"
TAKEN = ["This name is taken."]

pytestmark = pytest.mark.django_db


def register(client, username):
    fields = {"username": username, "email": "x@shop.example", "password": "a-long-enough-1"}
    return client.post("/api/user/register/", fields)


def sign_in(client, username, password="a-long-enough-1"):
    return client.post("/api/token/", {"username": username, "password": password})


# Each a first name, and others that are the same to whoever reads them.
SAME = [
    ("alice", ["Alice", "ALICE", "ａｌｉｃｅ", " alice ", "𝐚lice", "ⓐlice"]),
    ("dave7", ["ｄａｖｅ７", "DAVE⁷", "dave₇"]),
    ("Jörg", ["jörg", "JÖRG", "jo\u0308rg"]),
    ("Straße", ["STRASSE", "strasse"]),
    ("ΣΊΣΥΦΟΣ", ["σίσυφος", "Σίσυφοσ"]),
    ("ﬁona", ["fiona", "FIONA"]),
    ("株式会社", ["㍿"]),
    ("Đặng", ["đặng", "Đặng"]),
]


@pytest.mark.parametrize(("first", "others"), SAME, ids=[first for first, _ in SAME])
def test_a_taken_name_is_taken_however_it_is_typed(anonymous, nothing_saved, first, others):
    assert register(anonymous, first).status_code == 201

    for other in others:
        with nothing_saved():
            response = register(anonymous, other)
        assert (response.status_code, response.json()) == (400, {"username": TAKEN}), other


@pytest.mark.parametrize(("first", "others"), SAME, ids=[first for first, _ in SAME])
def test_one_signs_in_however_one_types(anonymous, first, others):
    register(anonymous, first)

    for typed in [first, *others]:
        assert sign_in(anonymous, typed).status_code == 200, typed
    assert sign_in(anonymous, first + "1").status_code == 401


@pytest.mark.parametrize("typed", ["ｄａｖｅ７", "  dave７ ", "ﬁona", "ＪＯ\u0308ＲＧ"])
def test_what_was_registered_signs_in_as_it_was_typed(anonymous, typed):
    response = register(anonymous, typed)

    assert response.status_code == 201
    assert response.json()["username"] == User.objects.get().username == names.normalize(typed)
    assert sign_in(anonymous, typed).status_code == 200


@pytest.mark.parametrize(
    "mixed", ["аna", "аdmin1", "pаypal", "αlpha", "o\u0585ne", "ana٥", "кошкаx", "カна", "한グ"]
)
def test_letters_of_two_alphabets_are_refused(anonymous, nothing_saved, mixed):
    with nothing_saved():
        response = register(anonymous, mixed)

    assert (response.status_code, response.json()) == (400, {"username": [names.MIXED]})


@pytest.mark.parametrize(
    "plain",
    [
        *("ana", "Ana_2", "o.neill+x@shop", "Ольга7", "Ελένη", "山田たろう", "カタカナ山", "データ", "tanakaさん"),
        *("김철수kim", "王小明wang", "ㄅㄆㄇ王", "עדי3", "علی", "سارة٥", "ñandú", "Łukasz"),
    ],
)
def test_one_alphabet_is_fine(anonymous, plain):
    assert register(anonymous, plain).status_code == 201


UNSEEN = [0x0A, 0x09, 0x20, 0x7F, 0x85, 0xA0, 0xAD, 0x200B, 0x202E, 0x2028, 0x2066, 0x3164, 0xE000, 0xFEFF, 0xFFA0]


@pytest.mark.parametrize(
    "odd", [*(f"a{chr(code)}na" for code in UNSEEN), "\u115f\u1160", ".", "...", "_", "@@", "😀"]
)
def test_what_cannot_be_seen_or_said_is_refused(anonymous, nothing_saved, odd):
    with nothing_saved():
        response = register(anonymous, odd)

    assert response.status_code == 400
    assert list(response.json()) == ["username"]


@pytest.mark.parametrize(
    "reserved",
    ["admin", "ADMIN", "ａｄｍｉｎ", "a.d.m.i.n", "Root", "system", "LR_Inventory", "lr-inventory", "Support."],
)
def test_some_names_speak_for_the_shop(anonymous, nothing_saved, reserved):
    with nothing_saved():
        response = register(anonymous, reserved)

    assert (response.status_code, response.json()) == (400, {"username": [names.RESERVED]})


def test_who_administers_may_use_them(db):
    call_command("createsuperuser", username="Admin", email="a@shop.example", interactive=False, stdout=StringIO())

    assert AccountName.objects.get().key == "admin"


@pytest.mark.parametrize("taken", ["ANA", "ａｎａ", "аna"])
def test_createsuperuser_minds_the_others(ana, nothing_saved, taken):
    with nothing_saved(), pytest.raises(CommandError):
        call_command("createsuperuser", username=taken, email="a@shop.example", interactive=False)


@pytest.mark.parametrize(("taken", "problem"), [("ANA", TAKEN[0]), ("ａｎａ", TAKEN[0]), ("аna", names.MIXED)])
def test_the_admin_s_forms_say_so(admin_client, ana, bea, nothing_saved, taken, problem):
    form = {"username": taken, "password1": PASSWORD, "password2": PASSWORD, "usable_password": "true"}
    with nothing_saved():
        added = admin_client.post("/admin/auth/user/add/", form)
        dates = {"date_joined_0": "2026-01-01", "date_joined_1": "00:00:00"}
        renamed = admin_client.post(f"/admin/auth/user/{bea.pk}/change/", {"username": taken, **dates})

    for page in (added, renamed):
        assert page.status_code == 200
        assert page.context["errors"] == [[problem]]


def test_the_admin_adds_and_renames(admin_client, ana):
    form = {"username": "Carla", "password1": PASSWORD, "password2": PASSWORD, "usable_password": "true"}
    assert admin_client.post("/admin/auth/user/add/", form).status_code == 302
    dates = {"date_joined_0": "2026-01-01", "date_joined_1": "00:00:00", "is_active": "on"}
    # The same name in another case is no other name for oneself.
    assert admin_client.post(f"/admin/auth/user/{ana.pk}/change/", {"username": "Ana", **dates}).status_code == 302

    assert set(AccountName.objects.values_list("key", flat=True)) >= {"carla", "ana"}
    ana.refresh_from_db()
    assert ana.username == "Ana"


def test_a_renamed_account_frees_its_name(anonymous, ana):
    ana.username = "anna"
    ana.save()

    assert sign_in(anonymous, "ANNA", PASSWORD).status_code == 200
    assert sign_in(anonymous, "ana", PASSWORD).status_code == 401
    assert register(anonymous, "Ana").status_code == 201


def test_a_deleted_account_frees_its_name(anonymous, ana):
    ana.delete()

    assert register(anonymous, "Ana").status_code == 201


def test_a_name_is_checked_when_it_is_given_not_at_every_save(ana):
    AccountName.objects.all().delete()
    User.objects.filter(pk=ana.pk).update(username="аna")  # as it may have been stored before
    ana.refresh_from_db()
    ana.email = "other@shop.example"
    ana.save()

    with pytest.raises(ValidationError):
        User.objects.create_user("аnb")


@pytest.fixture
def twins(ana):
    """Two accounts from before names were unique in any case; only ana, the older, has the key."""
    User.objects.bulk_create([User(username="ANA", email="2@shop.example")])
    other = User.objects.get(username="ANA")
    User.objects.filter(pk=other.pk).update(password=ana.password)
    return ana, other


def whoami(client, typed):
    token = sign_in(client, typed, PASSWORD).json()["access"]
    return client.get("/api/user/", headers={"Authorization": f"Bearer {token}"}).json()["id"]


def test_twins_of_old_go_on_signing_in(anonymous, twins):
    ana, other = twins

    assert whoami(anonymous, "ana") == ana.pk
    assert whoami(anonymous, "ANA") == whoami(anonymous, "ＡＮＡ") == other.pk
    assert whoami(anonymous, "Ana") == ana.pk
    assert register(anonymous, "aNA").json() == {"username": TAKEN}


def test_the_migration_gives_the_key_to_the_oldest(twins, bea):
    AccountName.objects.all().delete()
    migration = import_module("api.migrations.0008_names_and_sessions")
    with connection.schema_editor() if connection.vendor == "postgresql" else connection.cursor() as editor:
        editor.connection = connection
        migration.claim_names(apps, editor)

    assert dict(AccountName.objects.values_list("key", "user")) == {"ana": twins[0].pk, "bea": bea.pk}


@pytest.mark.django_db(transaction=True)
def test_of_those_who_ask_for_a_name_at_once_one_gets_it(client_of, ana):
    spellings = ["Dora", "DORA", "dora", "ｄｏｒａ", "dOra", "Ｄora"]
    clients = [client_of(ana) for _ in spellings]
    answers = at_once(
        *(lambda c=c, name=name: register(c, name) for c, name in zip(clients, spellings, strict=True))
    )

    assert sorted(answer.status_code for answer in answers) == [201] + [400] * 5
    assert all(answer.json() == {"username": TAKEN} for answer in answers if answer.status_code == 400)
    assert User.objects.exclude(pk=ana.pk).count() == 1
    assert AccountName.objects.filter(key="dora").count() == 1
