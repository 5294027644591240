"""The kit itself: what a server must not do does not pass."""

from typing import Any

import pytest
from replica import Fetched, Ledger, Replica

Frame = dict[str, Any]


def event(seq: int, *, pk: int = 1, version: int = 1, action: str = "update", prev: int | None = None) -> Frame:
    return {
        "type": "event",
        "seq": seq,
        "prev": seq - 1 if prev is None else prev,
        "action": action,
        "data": {"id": pk, "version": version, "quantity": 5},
        "movement": None,
        "alert": None,
        "actor": None,
        "at": "",
    }


@pytest.fixture
def replica() -> Replica:
    """At event 10 of a live socket, with product 1 at version 3."""
    made = Replica(Ledger())
    made.begin("e", 10)
    made.fetch_begins()
    made.fetched(Fetched("e", 10, {1: {"id": 1, "version": 3}}))
    return made


def test_events_are_applied_in_order(replica: Replica) -> None:
    assert replica.take({"type": "events", "items": [event(11, version=4), event(12, pk=2)]}) is None
    assert {pk: row["version"] for pk, row in replica.rows.items()} == {1: 4, 2: 1}
    assert (replica.seen, replica.applied, replica.complaints) == (12, 2, [])


def test_a_lost_event_is_noticed_although_a_resume_would_bring_it(replica: Replica) -> None:
    assert replica.take(event(12, version=4)) == "resume"
    assert replica.complaints
    assert replica.seen == 10


def test_a_repeated_event_is_noticed_and_not_applied(replica: Replica) -> None:
    replica.take(event(11, version=4))
    replica.take(event(11, version=4))
    assert replica.complaints
    assert replica.applied == 1


def test_a_lost_last_event_is_noticed_by_the_pong(replica: Replica) -> None:
    assert replica.take({"type": "pong", "seq": 11}) == "resume"
    assert replica.complaints


def test_newer_events_during_a_resume_are_no_fault(replica: Replica) -> None:
    replica.resume_begins()
    assert replica.take(event(15)) is None
    replica.take(event(11, version=4))
    replica.take({"type": "resumed", "from": 10, "to": 11})
    assert (replica.seen, replica.live, replica.complaints) == (11, True, [])


def test_a_replay_that_ends_early_is_noticed(replica: Replica) -> None:
    replica.resume_begins()
    assert replica.take({"type": "resumed", "from": 10, "to": 11}) == "resume"
    assert replica.complaints


def test_rest_that_is_behind_the_feed_is_noticed(replica: Replica) -> None:
    replica.fetch_begins()
    replica.fetched(Fetched("e", 9, {}))
    assert replica.complaints


def test_two_clients_that_are_told_different_things_are_noticed(replica: Replica) -> None:
    replica.take(event(11, version=4))
    other = Replica(replica.ledger)
    other.begin("e", 10)
    with pytest.raises(AssertionError, match="two events under 11"):
        other.take(event(11, version=5))


@pytest.mark.parametrize(
    "second",
    [event(12, version=4), event(12, version=3), event(12, version=3, action="delete")],
    ids=["same version", "older version", "delete of an older version"],
)
def test_events_against_the_order_of_commits_are_noticed(replica: Replica, second: Frame) -> None:
    replica.take(event(11, version=4))
    replica.take(second)
    with pytest.raises(AssertionError, match="event 12"):
        replica.ledger.check()


def test_a_movement_that_leads_elsewhere_is_noticed(replica: Replica) -> None:
    replica.take(event(11, version=4) | {"movement": {"balance_after": 5}})
    replica.ledger.check()
    replica.take(event(12, version=5) | {"movement": {"balance_after": 6}})
    with pytest.raises(AssertionError, match="event 12"):
        replica.ledger.check()


def test_an_event_after_the_end_of_a_product_is_noticed(replica: Replica) -> None:
    replica.take(event(11, version=4, action="delete"))
    replica.take(event(12, version=5))
    assert 1 not in replica.rows
    with pytest.raises(AssertionError, match="event 12"):
        replica.ledger.check()


def test_a_page_that_was_read_before_a_delete_does_not_bring_the_product_back(replica: Replica) -> None:
    replica.fetch_begins()
    replica.take(event(11, version=3, action="delete"))
    replica.fetched(Fetched("e", 10, {1: {"id": 1, "version": 3}}))
    assert replica.rows == {}
