"""The order of numbers is the order of commits, whoever writes: eight threads in two processes, watched."""

import json
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest

from servers import ROOT, Databases, InventoryServer, PostgresServer

WRITER = Path(__file__).parent / "writer.py"
Ask = Callable[[str], list[tuple[Any, ...]]]


@contextmanager
def reader(database: InventoryServer) -> Iterator[Ask]:
    """A connection that stays open, in autocommit: each question sees what is committed at that moment."""
    if database.database_url:
        with psycopg.connect(database.database_url, autocommit=True) as postgres:
            yield lambda statement: postgres.execute(statement).fetchall()
        return
    path = database.data_dir / "db.sqlite3"
    with closing(sqlite3.connect(path, isolation_level=None, timeout=20)) as lite:
        yield lambda statement: lite.execute(statement).fetchall()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest, databases: Databases, tmp_path: Path) -> InventoryServer:
    """A prepared database and its environment; no server runs on it."""
    if request.param == "sqlite":
        return InventoryServer(tmp_path, database_url=databases.sqlite(tmp_path))
    server: PostgresServer = request.getfixturevalue("postgres")
    return InventoryServer(tmp_path, database_url=databases.postgres(server))


def test_a_reader_that_polls_while_writers_run_meets_no_gap_and_no_latecomer(database: InventoryServer) -> None:
    writers = [
        subprocess.Popen(
            [sys.executable, str(WRITER), "--threads", "4", "--writes", "40", "--seed", str(seed)],
            env=database.env,
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
        )
        for seed in (1, 2)
    ]
    seen, polls_with_news = 0, 0
    products: dict[int, dict[str, Any]] = {}
    with reader(database) as ask:
        running = True
        while running:
            running = any(writer.poll() is None for writer in writers)
            news = ask(f"SELECT seq, action, data FROM api_liveevent WHERE seq > {seen} ORDER BY seq")
            # A latecomer would be a number at or below `seen`: then the numbers that follow have a hole.
            assert [row[0] for row in news] == list(range(seen + 1, seen + 1 + len(news)))
            for seq, action, data in news:
                seen = seq
                apply(products, action, json.loads(data))
            polls_with_news += bool(news)
        assert [writer.returncode for writer in writers] == [0, 0]
        assert ask("SELECT seq FROM api_livefeed") == [(seen,)]
        stored = ask("SELECT id, sku, quantity, version FROM api_product ORDER BY id")

    assert polls_with_news > 1  # the reader was there while they wrote
    assert seen > 300
    replayed = [(p["id"], p["sku"], p["quantity"], p["version"]) for _, p in sorted(products.items())]
    assert replayed == stored
    assert "The audit trail is intact" in database.manage("check_audit")


def apply(products: dict[int, dict[str, Any]], action: str, row: dict[str, Any]) -> None:
    known = products.get(row["id"])
    if action == "delete":
        assert products.pop(row["id"])["version"] <= row["version"]
    elif action == "create":
        assert known is None
        products[row["id"]] = row
    else:
        assert known is not None
        assert row["version"] > known["version"]
        products[row["id"]] = row


@pytest.mark.postgres
@pytest.mark.timeout(1800)  # each of them has a limit of its own
def test_the_log_does_the_same_on_postgresql(postgres: PostgresServer) -> None:
    postgres.run_tests("tests/live/test_log.py", "tests/live/test_log_counter.py")
