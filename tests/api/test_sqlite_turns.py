"""Writers of one process wait in a queue for SQLite; who has waited there waits less for other processes."""

import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import OperationalError, connections

from engine.db.sqlite3.base import DatabaseWrapper
from servers import wait_until

pytestmark = pytest.mark.django_db(transaction=True)  # not itself in a transaction, which would have the turn

PATIENCE = 20.0
HELD_SECONDS = 0.7


def writer(path: Path) -> DatabaseWrapper:
    """An open connection to a file, with `PATIENCE`."""
    made = DatabaseWrapper(connections.settings["default"] | {"NAME": str(path)}, "default")
    made.ensure_connection()
    made.set_patience(PATIENCE)
    return made


def is_in(thread: int, function: str) -> bool:
    frame = sys._current_frames().get(thread)
    while frame and frame.f_code.co_name != function:
        frame = frame.f_back
    return frame is not None


def begin_and_end(path: Path, is_about_to: "threading.Event", who: list[int]) -> list[str]:
    """Write once; returns the statements that SQLite was given."""
    connection = writer(path)
    said: list[str] = []
    connection.connection.set_trace_callback(said.append)
    who.append(threading.get_ident())
    is_about_to.set()
    connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    connection.rollback()
    connection.close()
    return said


def timeouts(said: list[str]) -> list[int]:
    return [int(text.rpartition("=")[2]) for text in said if text.startswith("PRAGMA busy_timeout =")]


def test_a_long_wait_for_the_turn_is_taken_off_the_wait_for_other_processes(tmp_path: Path) -> None:
    path = tmp_path / "db.sqlite3"
    first, is_about_to, who = writer(path), threading.Event(), list[int]()
    first.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    with ThreadPoolExecutor(1) as threads:
        second = threads.submit(begin_and_end, path, is_about_to, who)
        assert is_about_to.wait(60)
        wait_until(lambda: is_in(who[0], "_start_transaction_under_autocommit"), what="the second to wait")
        threading.Event().wait(HELD_SECONDS)  # never set: this is how long the turn is held
        first.rollback()
        less, whole = timeouts(second.result(60))
    first.close()
    assert 100 <= less <= (PATIENCE - HELD_SECONDS) * 1000
    assert whole == PATIENCE * 1000, "the next transaction has all of it again"


def test_who_need_not_wait_leaves_the_wait_as_it_is(tmp_path: Path) -> None:
    assert timeouts(begin_and_end(tmp_path / "db.sqlite3", threading.Event(), [])) == []


def test_who_gets_no_turn_in_time_is_told_so_and_the_next_gets_it(tmp_path: Path) -> None:
    path = tmp_path / "db.sqlite3"
    first, second = writer(path), writer(path)
    second.set_patience(0.2)
    first.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    with pytest.raises(OperationalError, match="database is locked"):
        second.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    first.rollback()
    first.close()
    second.close()
    assert begin_and_end(path, threading.Event(), [])
