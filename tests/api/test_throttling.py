"""How often one may try to sign in or register."""

import logging

import pytest
from django.conf import settings as django_settings
from django.contrib.auth.models import User

from api.accounts import throttles
from api.accounts.throttles import Tries

pytestmark = pytest.mark.django_db

SHIPPED = dict(django_settings.REST_FRAMEWORK["DEFAULT_THROTTLE_RATES"])


@pytest.fixture(autouse=True)
def rates(settings):
    """The shipped rates are tested as shipped, but for those that would take long to use up."""
    quick = {"sign_in_address": "15/minute", "refresh": "20/minute", "register": "3/hour", "writes": "5/minute"}
    rates = {**settings.REST_FRAMEWORK["DEFAULT_THROTTLE_RATES"], **quick}
    settings.REST_FRAMEWORK = {**settings.REST_FRAMEWORK, "DEFAULT_THROTTLE_RATES": rates}


def sign_in(client, username="ana", password="wrong", **headers):
    return client.post("/api/token/", {"username": username, "password": password}, headers=headers)


def test_the_shipped_rates():
    assert SHIPPED == {
        "sign_in": "10/minute",
        "sign_in_address": "60/minute",
        "refresh": "600/minute",
        "register": "30/hour",
        "reset": "10/hour",
        "names": "240/minute",
        "writes": "3000/minute",
    }


def test_guessing_a_password_is_slow(anonymous, ana):
    for _ in range(10):
        assert sign_in(anonymous).status_code == 401

    response = sign_in(anonymous, password="correct-horse-9")
    assert response.status_code == 429
    assert set(response.json()) == {"detail", "code"}
    assert response.json()["code"] == "throttled"
    assert 0 < int(response.headers["Retry-After"]) <= 60


def test_nobody_can_lock_out_somebody_else(anonymous, ana, bea):
    for _ in range(11):
        sign_in(anonymous)

    assert sign_in(anonymous, "bea", "correct-horse-9").status_code == 200
    elsewhere = anonymous.post(
        "/api/token/", {"username": "ana", "password": "correct-horse-9"}, REMOTE_ADDR="192.0.2.7"
    )
    assert elsewhere.status_code == 200


def test_trying_many_accounts_is_slow(anonymous):
    answers = [sign_in(anonymous, f"user{n}").status_code for n in range(16)]

    assert answers == [401] * 15 + [429]


@pytest.mark.parametrize("odd", ["a" * 5000, "日本", "a b\nc", ""])
def test_any_name_is_counted(anonymous, odd):
    answers = {sign_in(anonymous, odd).status_code for _ in range(11)}

    assert 429 in answers
    assert answers <= {400, 401, 429}


def test_a_made_up_forwarding_header_gets_nobody_around_it(anonymous, ana):
    answers = [sign_in(anonymous, **{"X-Forwarded-For": f"192.0.2.{n}"}).status_code for n in range(11)]

    assert answers[-1] == 429


def test_behind_a_proxy_the_client_is_counted(anonymous, ana, settings):
    settings.REST_FRAMEWORK = {**settings.REST_FRAMEWORK, "NUM_PROXIES": 1}
    for n in range(11):
        last = sign_in(anonymous, **{"X-Forwarded-For": f"10.0.0.{n}, 192.0.2.1"})

    assert last.status_code == 429
    assert sign_in(anonymous, **{"X-Forwarded-For": "192.0.2.2"}).status_code == 401


def test_registering_is_limited(anonymous):
    def register(n):
        fields = {"username": f"user{n}", "email": f"u{n}@shop.example", "password": "a-long-enough-1"}
        return anonymous.post("/api/user/register/", fields)

    assert [register(n).status_code for n in range(4)] == [201, 201, 201, 429]
    assert User.objects.count() == 3
    assert int(register(5).headers["Retry-After"]) > 60


@pytest.mark.parametrize(
    "spellings",
    [
        ["ana", "ana ", " ana", "ana\t", "\u3000ana\u2003"],
        ["ana", "Ana", "ANA", "aNa"],
        ["ana", "\uff41\uff4e\uff41", "\uff21NA", "an\u24d0"],
    ],
    ids=["blanks", "case", "width"],
)
def test_one_account_is_counted_once_however_it_is_typed(anonymous, ana, spellings):
    answers = [sign_in(anonymous, spellings[n % len(spellings)]).status_code for n in range(11)]

    assert answers == [401] * 10 + [429]
    for typed in spellings:
        assert sign_in(anonymous, typed, "correct-horse-9").status_code == 429


def test_made_up_names_push_out_nobody(anonymous, ana, settings):
    rates = settings.REST_FRAMEWORK["DEFAULT_THROTTLE_RATES"]
    settings.REST_FRAMEWORK = {
        **settings.REST_FRAMEWORK,
        "DEFAULT_THROTTLE_RATES": {**rates, "sign_in_address": "5000/minute"},
    }
    for _ in range(10):
        sign_in(anonymous)
    for n in range(1000):
        # Refused before a password is hashed, but counted.
        anonymous.post("/api/token/", {"username": f"user{n}"}, format="json")

    assert sign_in(anonymous, password="correct-horse-9").status_code == 429


def test_what_the_address_is_refused_counts_for_no_account(anonymous, ana):
    for n in range(15):
        sign_in(anonymous, f"user{n}")
    before = {scope: len(tries) for scope, tries in throttles._tries.items()}
    for n in range(50):
        assert sign_in(anonymous, f"other{n}").status_code == 429

    assert {scope: len(tries) for scope, tries in throttles._tries.items()} == before


# As REMOTE_ADDR; each line is one client.
ONE_CLIENT = [
    ["2001:db8:1:2::1", "2001:db8:1:2:ffff::9", "2001:DB8:1:2:0:0:0:77", "[2001:db8:1:2::5]:4711"],
    ["192.0.2.4", "::ffff:192.0.2.4", "::ffff:c000:204", "192.0.2.4:5353"],
    ["fe80::1%eth0", "fe80::2%eth1"],
]


@pytest.mark.parametrize("addresses", ONE_CLIENT, ids=["a /64", "IPv4 in IPv6", "link-local"])
def test_a_client_is_one_however_its_address_is_written(anonymous, ana, addresses):
    def sign_in_from(address, password="wrong"):
        fields = {"username": "ana", "password": password}
        return anonymous.post("/api/token/", fields, REMOTE_ADDR=address).status_code

    assert [sign_in_from(addresses[n % len(addresses)]) for n in range(11)] == [401] * 10 + [429]
    assert sign_in_from("2001:db8:1:3::1", "correct-horse-9") == 200
    assert sign_in_from("192.0.2.5", "correct-horse-9") == 200


def test_behind_a_proxy_a_network_is_one_client_too(anonymous, ana, settings):
    settings.REST_FRAMEWORK = {**settings.REST_FRAMEWORK, "NUM_PROXIES": 1}
    answers = [
        sign_in(anonymous, **{"X-Forwarded-For": f"9.9.9.9, 2001:db8:1:2::{n:x}"}).status_code for n in range(11)
    ]

    assert answers == [401] * 10 + [429]


def test_renewing_is_limited(anonymous):
    answers = [anonymous.post("/api/token/refresh/", {"refresh": "x"}).status_code for _ in range(21)]

    assert answers == [401] * 20 + [429]


@pytest.mark.parametrize("typed", ["ana", "ghost", "a\nFAKE LINE", "\u202eana", "\u2028"])
def test_a_failed_sign_in_is_one_line_with_account_and_address(anonymous, ana, caplog, typed):
    with caplog.at_level(logging.WARNING, "api.signals"):
        anonymous.post("/api/token/", {"username": typed, "password": "gue55ed"}, REMOTE_ADDR="192.0.2.9")

    lines = [record.getMessage() for record in caplog.records if record.name == "api.signals"]
    if not typed.strip():
        assert lines == []  # a field that is missing, not an account
        return
    [line] = lines
    assert line == f"Sign-in failed for {typed!r} from 192.0.2.9."
    assert line.isprintable()
    assert "gue55ed" not in caplog.text


def test_a_sign_in_that_works_is_no_line(anonymous, ana, caplog):
    sign_in(anonymous, password="correct-horse-9")

    assert not [record for record in caplog.records if record.name == "api.signals"]


# --- The admin's door ----------------------------------------------------------------------------------------


def admin_sign_in(client, username="root", password="wrong", **extra):
    return client.post("/admin/login/?next=/admin/", {"username": username, "password": password}, **extra)


@pytest.fixture
def root(db):
    return User.objects.create_superuser("root", "root@shop.example", "correct-horse-9")


def test_the_admin_s_form_has_the_same_limit(client, root):
    for _ in range(10):
        assert admin_sign_in(client).status_code == 200

    page = admin_sign_in(client, password="correct-horse-9")
    assert page.status_code == 429
    assert 0 < int(page.headers["Retry-After"]) <= 60
    assert "Too many attempts. Try again in" in page.content.decode()
    assert "sessionid" not in page.cookies


def test_both_doors_count_together(client, anonymous, root):
    for n in range(10):
        (admin_sign_in(client) if n % 2 else sign_in(anonymous, "Root"))

    assert admin_sign_in(client, " root").status_code == sign_in(anonymous, "root").status_code == 429
    assert admin_sign_in(client, "root", "correct-horse-9", REMOTE_ADDR="192.0.2.7").status_code == 302


def test_many_accounts_at_the_admin_s_door_are_slow_too(client):
    answers = [admin_sign_in(client, f"user{n}").status_code for n in range(16)]

    assert answers == [200] * 15 + [429]


def test_a_failed_sign_in_to_the_admin_is_logged(client, root, caplog):
    with caplog.at_level(logging.WARNING, "api.signals"):
        admin_sign_in(client, REMOTE_ADDR="192.0.2.9")

    lines = [record.getMessage() for record in caplog.records if record.name == "api.signals"]
    assert lines == ["Sign-in failed for 'root' from 192.0.2.9."]


def test_the_admin_opens_for_any_spelling(client, root):
    assert admin_sign_in(client, "ROOT", "correct-horse-9").status_code == 302
    assert client.get("/admin/").status_code == 200


# --- The counters --------------------------------------------------------------------------------------------


@pytest.fixture
def clock(monkeypatch):
    now = [1000.0]
    monkeypatch.setattr(throttles.time, "monotonic", lambda: now[0])
    return now


def test_the_window_slides(clock):
    tries = Tries()
    for _ in range(3):
        assert tries.wait(b"a", limit=3, seconds=60) == 0
        clock[0] += 10

    assert tries.wait(b"a", limit=3, seconds=60) == 30
    clock[0] += 29
    assert tries.wait(b"a", limit=3, seconds=60) == 1
    clock[0] += 1
    assert tries.wait(b"a", limit=3, seconds=60) == 0
    assert tries.wait(b"a", limit=3, seconds=60) == 10


def test_a_flood_from_many_addresses_pushes_nobody_out(clock, monkeypatch):
    monkeypatch.setattr(throttles, "MOST_TRIES", 100)
    tries = Tries()
    assert [tries.wait(b"guesser", limit=2, seconds=60) for _ in range(3)] == [0, 0, 60]
    clock[0] += 10
    for n in range(1000):
        tries.wait(b"%d" % n, limit=2, seconds=60)
    assert len(tries) == 100

    assert tries.wait(b"guesser", limit=2, seconds=60) == 50
    assert tries.wait(b"another", limit=2, seconds=60) == 50
    clock[0] += 50
    assert tries.wait(b"another", limit=2, seconds=60) == 0


def test_what_is_over_is_forgotten_and_what_is_refused_never_kept(clock):
    tries = Tries()
    for n in range(1000):
        tries.wait(b"%d" % n, limit=1, seconds=60)
        tries.wait(b"%d" % n, limit=1, seconds=60)
    assert len(tries) == 1000

    clock[0] += 60
    tries.wait(b"last", limit=1, seconds=60)
    assert (len(tries), len(tries._by_key)) == (1, 1)


def test_reading_is_not_limited(as_ana):
    assert {as_ana.get("/api/products/").status_code for _ in range(70)} == {200}


def test_writing_is_limited_for_each_user(as_ana, as_bea, product):
    def write(client):
        return client.post(f"/api/products/{product.pk}/adjust/", {"delta": 1, "reason": "receive"})

    assert [write(as_ana).status_code for _ in range(6)] == [201] * 5 + [429]
    refused = as_ana.delete(f"/api/products/{product.pk}/")
    assert (refused.status_code, refused.json()["code"]) == (429, "throttled")
    assert 0 < int(refused.headers["Retry-After"]) <= 60
    assert as_ana.get("/api/products/").status_code == 200
    product.refresh_from_db()
    assert product.quantity == 47
    assert write(as_bea).status_code == 403  # the product is not bea's; her writes are her own to count
