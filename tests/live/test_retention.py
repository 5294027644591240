"""What is pruned, and what tells a pruned log from a broken one."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.utils import timezone
from rest_framework_simplejwt.token_blacklist.models import BlacklistedToken, OutstandingToken
from rest_framework_simplejwt.tokens import RefreshToken

from api.live.retention import prune
from api.models import LiveEvent, LiveFeed, Product

pytestmark = pytest.mark.django_db(transaction=True)

A_WEEK = timedelta(days=7)


def make_events(count: int) -> None:
    for number in range(count):
        Product.objects.create(sku=f"P-{number}", name="Mug", category_id="home", price=1)


def test_it_keeps_the_newest_and_raises_the_floor() -> None:
    make_events(10)
    assert prune(max_age=A_WEEK, max_events=4) == 6
    assert list(LiveEvent.objects.values_list("seq", flat=True)) == [7, 8, 9, 10]
    assert LiveFeed.objects.get().floor == 7


def test_it_drops_what_is_too_old() -> None:
    make_events(5)
    LiveEvent.objects.filter(seq__lte=3).update(at=timezone.now() - timedelta(days=8))
    assert prune(max_age=A_WEEK, max_events=100) == 3
    assert LiveFeed.objects.get().floor == 4


def test_a_clock_that_is_behind_costs_no_young_events() -> None:
    make_events(6)
    LiveEvent.objects.filter(seq__in=[1, 2, 5]).update(at=timezone.now() - timedelta(days=8))
    assert prune(max_age=A_WEEK, max_events=100) == 2
    assert list(LiveEvent.objects.values_list("seq", flat=True)) == [3, 4, 5, 6]
    assert LiveFeed.objects.get().floor == 3


def test_it_drops_nothing_twice_and_never_lowers_the_floor() -> None:
    make_events(5)
    prune(max_age=A_WEEK, max_events=2)
    assert prune(max_age=A_WEEK, max_events=100) == 0
    assert LiveFeed.objects.get().floor == 4


def test_numbers_go_on_after_everything_was_pruned() -> None:
    make_events(3)
    call_command("prune_events", keep_events=0)
    assert not LiveEvent.objects.exists()
    assert (LiveFeed.objects.get().floor, LiveFeed.objects.get().seq) == (4, 3)
    Product.objects.create(sku="NEXT", name="Mug", category_id="home", price=1)
    assert LiveEvent.objects.get().seq == 4


def test_an_empty_database_has_nothing_to_prune() -> None:
    assert prune(max_age=A_WEEK, max_events=1) == 0


def test_what_has_expired_goes_with_the_events(ana: User) -> None:
    now = timezone.now()
    fresh, spent, old = (RefreshToken.for_user(ana) for _ in range(3))
    for token in (spent, old):
        token.blacklist()
    OutstandingToken.objects.filter(jti=old["jti"]).update(expires_at=now - timedelta(seconds=1))
    for key, expires in (("fresh", now + A_WEEK), ("old", now - timedelta(seconds=1))):
        Session.objects.create(session_key=key, session_data="", expire_date=expires)

    call_command("prune_events")

    kept = {fresh["jti"], spent["jti"]}
    assert set(OutstandingToken.objects.values_list("jti", flat=True)) == kept
    assert list(BlacklistedToken.objects.values_list("token__jti", flat=True)) == [spent["jti"]]
    assert list(Session.objects.values_list("session_key", flat=True)) == ["fresh"]


def test_the_command_refuses_a_negative_number() -> None:
    with pytest.raises(CommandError, match="--keep-events"):
        call_command("prune_events", keep_events=-1)
