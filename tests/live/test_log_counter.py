"""The log's counter: numbers without gaps, and where they begin anew. On PostgreSQL, too, as test_log.py."""

import json
from collections.abc import Callable
from threading import Event, Thread
from typing import Any

import pytest
from changes import make, rolled_back
from django.core.management import call_command
from django.db import connection

from api.live import log
from api.models import LiveEvent, LiveFeed

pytestmark = pytest.mark.django_db(transaction=True)

Events = Callable[[], list[dict[str, Any]]]


def test_numbers_follow_each_other_without_gaps(events: Events) -> None:
    before = log.position().seq
    make(3)
    with rolled_back():
        make(2, name="lost")
    make(2, name="kept")
    assert [e["seq"] for e in events()] == list(range(before + 1, before + 6))
    assert log.position().seq == before + 5


def test_an_emptied_database_begins_a_new_epoch() -> None:
    make(2)
    before = log.position()

    call_command("flush", interactive=False, verbosity=0)

    assert log.position().epoch != before.epoch
    make(1)
    assert log.position().seq == 1
    assert LiveFeed.objects.count() == 1


def test_a_deleted_counter_row_takes_the_old_events_with_it() -> None:
    make(2)
    before = log.position()
    LiveFeed.objects.all().delete()

    make(1, name="after")

    assert log.position().epoch != before.epoch
    assert [e.seq for e in LiveEvent.objects.all()] == [1]


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer at a time")
def test_two_first_writes_at_once_are_both_in_the_log() -> None:
    """The one commits while the other, which has met no counter yet, is about to make it."""
    LiveFeed.objects.all().delete()
    first_ended = Event()

    def first() -> None:
        make(2, name="first")
        connection.close()
        first_ended.set()

    def after_the_counter_was_missed(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        found = execute(sql, params, many, context)
        if sql.startswith("UPDATE api_livefeed") and not first_ended.is_set():
            Thread(target=first).start()
            assert first_ended.wait(60)
        return found

    with connection.execute_wrapper(after_the_counter_was_missed):
        make(1, name="second")

    stored = [(e.seq, json.loads(e.data)["name"]) for e in LiveEvent.objects.order_by("seq")]
    assert stored == [(1, "first"), (2, "first"), (3, "second")]
