"""Who is counted as whom, how many there may be, and budgets that come back with time."""

import subprocess
import sys

import pytest
from pytest_django.fixtures import Settings

from engine import guests
from servers import BACKEND


@pytest.mark.parametrize(
    ("client", "counted"),
    [
        (None, ""),
        (("192.0.2.7", 1), "192.0.2.7"),
        (("::ffff:192.0.2.7", 1), "192.0.2.7"),
        (("2001:db8:1:2:3:4:5:6", 1), "2001:db8:1:2::"),
        (("2001:db8:1:2:ffff::1", 1), "2001:db8:1:2::"),
        (("fe80::1%eth0", 1), "fe80::"),
    ],
)
def test_an_ipv6_address_counts_as_its_network(client: tuple[str, int] | None, counted: str) -> None:
    assert guests.address_of(client) == counted


@pytest.mark.parametrize(("soft", "hard", "allowed"), [(256, 1024, 824), (128, 300, 150), (64, 15_000, 10_000)])
def test_the_limit_of_open_files_is_raised_and_leaves_room(soft: int, hard: int, allowed: int) -> None:
    code = (
        f"import resource; resource.setrlimit(resource.RLIMIT_NOFILE, ({soft}, {hard}))\n"
        "from django.conf import settings; settings.configure(MAX_CONNECTIONS=10_000)\n"
        "from engine import guests\n"
        "print(guests.most_connections(), resource.getrlimit(resource.RLIMIT_NOFILE)[0])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=BACKEND, capture_output=True, text=True)
    if "not allowed to raise maximum limit" in done.stderr:
        pytest.skip(f"this machine allows fewer files than {hard}")
    assert done.stdout.split() == [str(allowed), str(hard)], done.stderr


def test_a_budget_comes_back_with_time() -> None:
    budget = guests.Budget(3, per_second=2.0)
    assert [budget.take(100.0) for _ in range(4)] == [True, True, True, False]
    assert budget.take(100.5)
    assert not budget.take(100.5)
    assert not budget.take(101.0, 2)
    assert budget.take(101.5, 2)
    assert budget.take(999.0, 3)
    assert not budget.take(999.0)


def test_an_address_that_opens_connections_too_quickly_is_told_apart(settings: Settings) -> None:
    settings.MAX_CONNECTIONS_PER_ADDRESS = 10
    door = guests.Guests()
    assert [door.may_arrive("192.0.2.7", 100.0) for _ in range(12)] == [True] * 10 + [False] * 2
    assert door.may_arrive("192.0.2.8", 100.0)
    assert [door.may_arrive("192.0.2.7", 101.0) for _ in range(3)] == [True, True, False]
    settings.TRUSTED_PROXIES = 1
    assert door.may_arrive("192.0.2.7", 101.0)


def test_no_more_addresses_are_remembered_than_there_is_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guests, "ADDRESSES_REMEMBERED", 3)
    door = guests.Guests()
    for number in range(100):
        assert door.may_arrive(f"192.0.2.{number}", 1.0)
    assert len(door._arrivals) == 3
