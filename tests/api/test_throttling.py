"""How often one may try to sign in or register."""

import pytest
from django.contrib.auth.models import User
from rest_framework.settings import api_settings
from rest_framework.throttling import SimpleRateThrottle

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def rates(monkeypatch):
    """The shipped rates are tested as shipped, but for the two that would take long to use up."""
    rates = {**api_settings.DEFAULT_THROTTLE_RATES, "sign_in_address": "15/minute", "register": "3/hour"}
    monkeypatch.setattr(SimpleRateThrottle, "THROTTLE_RATES", rates)


def sign_in(client, username="ana", password="wrong", **headers):
    return client.post("/api/token/", {"username": username, "password": password}, headers=headers)


def test_the_shipped_rates(settings):
    assert settings.REST_FRAMEWORK["DEFAULT_THROTTLE_RATES"] == {
        "sign_in": "10/minute",
        "sign_in_address": "60/minute",
        "register": "30/hour",
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


def test_work_is_not_limited(as_ana):
    assert {as_ana.get("/api/products/").status_code for _ in range(70)} == {200}
