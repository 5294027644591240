"""Bulk changes over real servers: others get through, a client or a server that goes away breaks nothing."""

import json
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from others import changes_between, others_at_work

from servers import Databases, InventoryServer, PostgresServer, wait_until

MakeServer = Callable[..., InventoryServer]
OnPostgres = tuple[list[InventoryServer], PostgresServer]

ROWS = 2_000
FILL = f"""
from django.contrib.auth.models import User
from api.models import Product
ana = User.objects.get(username="ana")
Product.objects.bulk_create(
    [Product(sku="B%05d" % n, name="Bulk %05d" % n, category_id="home", price=1, quantity=10, created_by=ana)
     for n in range({ROWS})],
    batch_size=500,
)
"""
BODY = {"filter": {"search": "bulk"}, "action": "adjust", "delta": 1, "reason": "receive"}


@pytest.fixture(scope="session")
def filled(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with ROWS products of ana's."""
    folder = tmp_path_factory.mktemp("filled")
    databases.sqlite(folder)
    InventoryServer(folder).shell(FILL)
    return folder / "db.sqlite3"


@pytest.fixture
def make_server(tmp_path: Path, filled: Path) -> Iterator[MakeServer]:
    """Call it for a running server on a copy of *filled*."""
    with ExitStack() as running:

        def make(kind: str = "serve") -> InventoryServer:
            shutil.copy(filled, tmp_path / "db.sqlite3")
            server = InventoryServer(tmp_path, kind=kind)
            running.callback(server.kill)
            server.start()
            return server

        yield make


@pytest.fixture
def two_on_postgres(databases: Databases, postgres: PostgresServer, tmp_path: Path) -> Iterator[OnPostgres]:
    with ExitStack() as running:
        url = databases.postgres(postgres)
        servers = [InventoryServer(tmp_path, database_url=url) for _ in range(2)]
        servers[0].shell(FILL)
        for server in servers:
            running.callback(server.kill)
            server.start()
        yield servers, postgres


class Stream:
    """A bulk change under way; `line()` waits for the next line."""

    def __init__(self, answer: httpx.Response) -> None:
        assert answer.status_code == 200, answer.read()
        self.answer = answer
        self._lines = answer.iter_lines()

    def line(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(next(self._lines))
        return found

    def rest(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self._lines]


@contextmanager
def stream(server: InventoryServer, token: str, key: str = "", *, body: dict[str, Any] = BODY) -> Iterator[Stream]:
    headers = {"Authorization": f"Bearer {token}"} | ({"Idempotency-Key": key} if key else {})
    url = f"{server.url}/api/products/bulk/"
    with httpx.stream("POST", url, json=body, headers=headers, timeout=60) as answer:
        yield Stream(answer)


@contextmanager
def locked_in_the_middle(server: InventoryServer, token: str) -> Iterator[Stream]:
    """A run with the key `key` that has begun, and waits for an SQLite that somebody else has locked."""
    with closing(sqlite3.connect(server.data_dir / "db.sqlite3", isolation_level=None, timeout=20)) as other:
        with stream(server, token, "key") as run:
            run.line()
            run.line()
            other.execute("BEGIN IMMEDIATE")
            yield run
        other.execute("ROLLBACK")


def adjusted(server: InventoryServer) -> int:
    [(count,)] = server.query("SELECT count(*) FROM api_product WHERE sku LIKE 'B%' AND quantity = 11")
    return int(count)


def check_undone_while_it_goes_on(running: InventoryServer, undoing: InventoryServer) -> None:
    """Whichever of the two comes to a chunk first, nothing of the run is left."""
    token = running.token()
    with stream(running, token, "key") as run:
        run.line()
        run.line()
        with stream(undoing, token, body={"action": "undo", "run": "key"}) as undo, ThreadPoolExecutor(1) as pool:
            lines = pool.submit(run.rest)
            last = undo.rest()[-1]
            ended = lines.result(60)[-1]
    assert (last["type"], last["refused"]) == ("end", 0)
    assert last["changed"] + last["unchanged"] == ROWS
    # It came to its end before the undo came to its last chunk, or it was ended by it.
    assert ended["type"] == "end" or (ended["type"], ended["code"]) == ("failed", "run_undone")
    assert running.query("SELECT DISTINCT quantity FROM api_product WHERE sku LIKE 'B%'") == [(10,)]
    [(reverted,)] = running.query("SELECT count(*) FROM api_stockmovement WHERE reason = 'revert'")
    assert reverted == last["changed"] == ended["changed"]
    assert "The ledger adds up" in running.manage("check_ledger")


def check_nothing_twice(server: InventoryServer) -> None:
    assert server.query("SELECT DISTINCT quantity FROM api_product WHERE sku LIKE 'B%'") == [(11,)]
    [(moved,)] = server.query("SELECT count(*) FROM api_stockmovement WHERE reason = 'receive'")
    assert moved == ROWS
    assert "The ledger adds up" in server.manage("check_ledger")


def test_others_read_and_write_while_it_goes_on(make_server: MakeServer) -> None:
    server = make_server()
    token = server.token()
    with others_at_work(server, "bea"), stream(server, token) as run:
        assert run.line() == {"type": "start", "total": ROWS}
        lines = run.rest()
    assert (lines[-1]["type"], lines[-1]["changed"]) == ("end", ROWS)
    # Not after all of it: between two chunks.
    assert changes_between(server, "bea", "ana") > 0
    check_nothing_twice(server)
    assert "Traceback" not in server.log


@pytest.mark.parametrize("kind", ["serve", "daphne"])
def test_a_client_that_goes_away_ends_it_and_comes_back(make_server: MakeServer, kind: str) -> None:
    server = make_server(kind)
    token = server.token()
    with stream(server, token, "key") as run:
        run.line()
        run.line()

    def at_rest() -> int:
        before = adjusted(server)
        time.sleep(0.3)  # several chunks' time
        return before if before == adjusted(server) else 0

    stopped_at = wait_until(at_rest, what="the run to stop")
    assert stopped_at < ROWS
    assert stopped_at % 100 == 0
    with stream(server, token, "key") as run:
        assert run.answer.headers["Idempotent-Replayed"] == "true"
        assert run.rest()[-1]["changed"] == ROWS
    check_nothing_twice(server)
    assert "Traceback" not in server.log


def test_a_server_that_is_killed_goes_on_when_it_is_back(make_server: MakeServer) -> None:
    server = make_server()
    token = server.token()
    with stream(server, token, "key") as run:
        run.line()
        run.line()
        server.kill()
        with pytest.raises(httpx.TransportError):
            run.rest()
    assert 100 <= adjusted(server) < ROWS
    server.start()
    with stream(server, token, "key") as run:
        assert run.rest()[-1]["changed"] == ROWS
    check_nothing_twice(server)


def test_a_server_that_stops_waits_a_while_then_breaks_it_off(make_server: MakeServer) -> None:
    server = make_server()
    token = server.token()
    with locked_in_the_middle(server, token) as run:
        server.terminate()
        with pytest.raises(httpx.RemoteProtocolError):
            run.rest()
    server.wait(25)
    assert "Stopped before POST '/api/products/bulk/' was answered." in server.log
    assert "Traceback" not in server.log
    assert 100 <= adjusted(server) < ROWS
    server.start()
    with stream(server, token, "key") as run:
        assert run.rest()[-1]["changed"] == ROWS
    check_nothing_twice(server)


def test_a_database_that_stays_locked_ends_it_with_a_word(make_server: MakeServer) -> None:
    server = make_server()
    token = server.token()
    with locked_in_the_middle(server, token) as run:
        last = run.rest()[-1]
    assert (last["type"], last["code"]) == ("failed", "database_busy")
    assert last["done"] == last["changed"] == adjusted(server)
    assert 0 < last["done"] < ROWS
    with stream(server, token, "key") as run:
        assert run.rest()[-1]["changed"] == ROWS
    check_nothing_twice(server)


def test_it_is_undone_while_it_goes_on(make_server: MakeServer) -> None:
    server = make_server()
    check_undone_while_it_goes_on(server, server)


@pytest.mark.postgres
def test_it_is_undone_by_another_server_while_it_goes_on(two_on_postgres: OnPostgres) -> None:
    servers, _ = two_on_postgres
    check_undone_while_it_goes_on(*servers)


@pytest.mark.postgres
def test_one_key_on_two_servers_and_connections_that_are_cut(
    two_on_postgres: OnPostgres,
) -> None:
    servers, postgres = two_on_postgres
    token = servers[0].token()
    with stream(servers[0], token, "key") as run:
        run.line()
        run.line()
        postgres.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname LIKE 'lr_test_%' AND pid <> pg_backend_pid()"
        )
        last = run.rest()[-1]
    if last["type"] == "failed":  # else the cut came between two chunks, and the connection was made anew
        assert (last["code"], last["done"]) == ("database_busy", adjusted(servers[0]))
    with stream(servers[0], token, "key") as one, stream(servers[1], token, "key") as two:
        ends = [one.rest()[-1], two.rest()[-1]]
    assert [end["changed"] for end in ends] == [ROWS, ROWS]
    check_nothing_twice(servers[0])
