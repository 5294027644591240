"""A refresh token is for one use, a lost answer is given again, and a copy of a token ends its session."""

import logging
from datetime import timedelta

import jwt
import pytest
from django.conf import settings
from django.utils import timezone
from moments import at_once
from rest_framework_simplejwt.token_blacklist.models import OutstandingToken
from rest_framework_simplejwt.tokens import RefreshToken as OlderToken

from api.accounts import sessions
from api.accounts.jwt_tokens import AccessToken, RefreshToken
from api.live import sessions as live_sessions
from api.models import EndedSession, SpentToken

PASSWORD = "correct-horse-9"

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair(anonymous, ana):
    return anonymous.post("/api/token/", {"username": "ana", "password": PASSWORD}).json()


def refresh(client, token):
    return client.post("/api/token/refresh/", {"refresh": token})


def sign_out(client, token):
    return client.post("/api/token/blacklist/", {"refresh": token})


def user_by(client, access):
    return client.get("/api/user/", headers={"Authorization": f"Bearer {access}"})


def claims(token):
    return jwt.decode(token, options={"verify_signature": False})


def let_pass(seconds):
    """Spent tokens were spent so much earlier."""
    for spent in SpentToken.objects.all():
        SpentToken.objects.filter(pk=spent.pk).update(spent_at=spent.spent_at - timedelta(seconds=seconds))


def assert_refused(response):
    assert response.status_code == 401
    assert response.json()["code"] == "token_not_valid"


def test_a_lost_answer_is_given_again(anonymous, pair):
    first = refresh(anonymous, pair["refresh"]).json()
    let_pass(119)

    again = refresh(anonymous, pair["refresh"])
    assert again.status_code == 200
    assert claims(again.json()["refresh"])["jti"] == claims(first["refresh"])["jti"]
    assert SpentToken.objects.count() == 1


@pytest.mark.parametrize("ahead", [2, 3600])
def test_a_clock_that_is_put_back_signs_nobody_out(anonymous, ana, ahead):
    """By that clock, the tokens are of the future."""
    token = RefreshToken.for_user(ana)
    token.current_time = timezone.now() + timedelta(seconds=ahead)
    token.set_iat()
    access = str(token.access_token)
    assert claims(access)["iat"] > timezone.now().timestamp()

    assert user_by(anonymous, access).status_code == 200
    assert refresh(anonymous, str(token)).status_code == 200
    head, body, signature = access.split(".")
    assert_refused(user_by(anonymous, f"{head}.{body}.{signature[::-1]}"))
    expired = AccessToken(access)
    expired.set_exp(from_time=timezone.now() - timedelta(days=1))
    assert_refused(user_by(anonymous, str(expired)))


def test_it_is_the_very_same_pair(anonymous, pair):
    answers = [refresh(anonymous, pair["refresh"]).json() for _ in range(3)]

    assert answers[0] == answers[1] == answers[2]
    assert answers[0]["refresh"] != pair["refresh"]


def test_each_of_a_chain_is_given_again(anonymous, pair):
    second = refresh(anonymous, pair["refresh"]).json()
    third = refresh(anonymous, second["refresh"]).json()

    assert refresh(anonymous, pair["refresh"]).json() == second
    assert refresh(anonymous, second["refresh"]).json() == third
    assert refresh(anonymous, third["refresh"]).status_code == 200


def test_a_spent_token_that_comes_late_ends_the_session(anonymous, pair, caplog):
    newest = refresh(anonymous, refresh(anonymous, pair["refresh"]).json()["refresh"]).json()
    let_pass(121)

    with caplog.at_level(logging.WARNING, "api.accounts.sessions"):
        response = anonymous.post("/api/token/refresh/", {"refresh": pair["refresh"]}, REMOTE_ADDR="192.0.2.9")
    assert_refused(response)
    assert_refused(refresh(anonymous, newest["refresh"]))
    [line] = [record.getMessage() for record in caplog.records if record.name == "api.accounts.sessions"]
    assert "'ana'" in line
    assert "192.0.2.9" in line
    assert pair["refresh"] not in line
    assert EndedSession.objects.get().family == claims(pair["refresh"])["family"]


def test_another_sign_in_of_the_same_person_goes_on(anonymous, pair):
    other = anonymous.post("/api/token/", {"username": "ana", "password": PASSWORD}).json()
    refresh(anonymous, pair["refresh"])
    let_pass(121)
    assert_refused(refresh(anonymous, pair["refresh"]))

    assert refresh(anonymous, other["refresh"]).status_code == 200


def test_signing_out_ends_all_that_came_of_the_sign_in(anonymous, pair):
    second = refresh(anonymous, pair["refresh"]).json()
    third = refresh(anonymous, second["refresh"]).json()
    assert sign_out(anonymous, second["refresh"]).status_code == 200

    for token in (pair, second, third):
        assert_refused(refresh(anonymous, token["refresh"]))
        assert_refused(sign_out(anonymous, token["refresh"]))


def test_signing_out_leaves_rest_its_access_token_and_closes_the_door_for_sockets(anonymous, pair):
    sign_out(anonymous, pair["refresh"])

    headers = {"Authorization": f"Bearer {pair['access']}"}
    assert anonymous.get("/api/user/", headers=headers).status_code == 200
    with pytest.raises(live_sessions.Refused):
        live_sessions.authenticate(pair["access"])


def test_no_token_is_stored(anonymous, pair):
    refresh(anonymous, pair["refresh"])

    assert not OutstandingToken.objects.exists()
    [spent] = SpentToken.objects.values_list()
    assert not any("ey" in str(value) for value in spent)


def test_both_tokens_say_of_which_sign_in_they_are(anonymous, pair):
    new = refresh(anonymous, pair["refresh"]).json()

    families = {claims(token)["family"] for token in (*pair.values(), *new.values())}
    assert families == {claims(pair["refresh"])["jti"]}
    ids = [claims(token)["jti"] for token in (*pair.values(), *new.values())]
    assert len(set(ids)) == 4


def test_a_token_from_before_families_goes_on(anonymous, ana):
    older = OlderToken.for_user(ana)
    new = refresh(anonymous, str(older))
    assert new.status_code == 200
    assert claims(new.json()["refresh"])["family"] == older["jti"]

    let_pass(121)
    assert_refused(refresh(anonymous, str(older)))
    assert_refused(refresh(anonymous, new.json()["refresh"]))


def test_a_token_that_was_blacklisted_before_families_stays_refused(anonymous, ana):
    older = OlderToken.for_user(ana)
    older.blacklist()

    assert_refused(refresh(anonymous, str(older)))


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_there_is_one_exchange(client_of, ana):
    clients = [client_of(ana) for _ in range(8)]
    token = str(RefreshToken.for_user(ana))
    for count in range(1, 11):
        answers = at_once(*(lambda c=c: refresh(c, token) for c in clients))  # noqa: B023  # run in this round

        assert {answer.status_code for answer in answers} == {200}
        [new] = {answer.json()["refresh"] for answer in answers}
        assert len({answer.json()["access"] for answer in answers}) == 1
        assert SpentToken.objects.count() == count
        token = new


def test_what_concerns_expired_tokens_is_forgotten(anonymous, pair):
    new = refresh(anonymous, pair["refresh"]).json()
    sign_out(anonymous, new["refresh"])
    assert sessions.prune() == 0

    SpentToken.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert sessions.prune() == 1
    lasts = EndedSession.objects.get().expires_at
    assert lasts.timestamp() > claims(new["refresh"])["exp"]
    EndedSession.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert sessions.prune() == 1


# --- Claims that make no sense, with the right signature ------------------------------------------------------


ODD = {
    "exp beyond all years": {"exp": 10**18},
    "exp endless": {"exp": float("inf")},
    "exp text": {"exp": "tomorrow"},
    "exp a list": {"exp": [1]},
    "iat endless": {"iat": float("-inf")},
    "no jti": {"jti": None},
    "jti a list": {"jti": ["a"]},
    "jti empty": {"jti": ""},
    "jti long": {"jti": "a" * 5000},
    "jti with NUL": {"jti": "a\x00"},
    "user a list": {"user_id": [1]},
    "user an object": {"user_id": {"a": 1}},
    "user true": {"user_id": True},
    "user text": {"user_id": "ana"},
    "user negative": {"user_id": -1},
    "user huge": {"user_id": "9" * 30},
    "user endless": {"user_id": "9" * 5000},
    "family a number": {"family": 7},
    "family with a half character": {"family": "\ud800"},
    "password a list": {"hash_password": [1]},
    "type a list": {"token_type": ["access"]},
}


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize("kind", [AccessToken, RefreshToken])
def test_odd_claims_are_refused(anonymous, ana, kind, odd):
    payload = {**kind.for_user(ana).payload, **ODD[odd]}
    payload = {claim: value for claim, value in payload.items() if value is not None}
    token = jwt.encode(payload, settings.SECRET_KEY, "HS256")

    assert anonymous.get("/api/user/", headers={"Authorization": f"Bearer {token}"}).status_code == 401
    assert refresh(anonymous, token).status_code == 401
    assert sign_out(anonymous, token).status_code in (200, 401)
    with pytest.raises(live_sessions.Refused):
        live_sessions.authenticate(token)


@pytest.mark.parametrize("depth", [100, 100_000])
def test_a_header_that_is_nested_is_refused(anonymous, depth):
    head = jwt.utils.base64url_encode(b"[" * depth).decode()

    response = anonymous.get("/api/user/", headers={"Authorization": f"Bearer {head}.e30.AA"})
    assert response.status_code == 401
    assert anonymous.post("/api/token/refresh/", {"refresh": f"{head}.e30.AA"}).status_code == 401
    with pytest.raises(live_sessions.Refused):
        live_sessions.authenticate(f"{head}.e30.AA")
