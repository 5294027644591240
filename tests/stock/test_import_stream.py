"""Imports over real servers: a server that is killed, a key that is sent twice at once, others at work."""

import json
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from others import changes_between, others_at_work

from servers import Databases, InventoryServer, PostgresServer

MakeServer = Callable[..., InventoryServer]

NEW = 1_500
KNOWN = 500
FILL = f"""
from django.contrib.auth.models import User
from api.models import Product
ana = User.objects.get(username="ana")
Product.objects.bulk_create(
    [Product(sku="K%05d" % n, name="Known %05d" % n, category_id="home", price=1, quantity=10, created_by=ana)
     for n in range({KNOWN})],
    batch_size=500,
)
"""


def file() -> bytes:
    """KNOWN products get another price, NEW ones come; turn and turn about."""
    known = (f"K{n:05},Known {n:05},2.00,home,\n" for n in range(KNOWN))
    new = (f"N{n:05},New {n:05},3.00,home,{n % 7}\n" for n in range(NEW))
    return ("sku,name,price,category,quantity\n" + "".join(known) + "".join(new)).encode()


@pytest.fixture
def make_server(tmp_path: Path, databases: Databases) -> Iterator[MakeServer]:
    with ExitStack() as running:

        def make(*, database_url: str = "") -> InventoryServer:
            if not database_url:
                databases.sqlite(tmp_path)
            server = InventoryServer(tmp_path, database_url=database_url)
            if not database_url:
                server.shell(FILL)
            running.callback(server.kill)
            server.start()
            return server

        yield make


class Stream:
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
def stream(server: InventoryServer, token: str, source: str, what: str, key: str) -> Iterator[Stream]:
    headers = {"Authorization": f"Bearer {token}"} | ({"Idempotency-Key": key} if key else {})
    url = f"{server.url}/api/imports/{source}/{what}/"
    with httpx.stream("POST", url, json={}, headers=headers, timeout=120) as answer:
        yield Stream(answer)


def checked(server: InventoryServer, token: str) -> str:
    with server.api(token) as api:
        answer = api.post("imports/?kind=products", content=file(), headers={"Content-Type": "text/csv"})
        assert answer.status_code == 201, answer.text
        source: str = answer.json()["id"]
    with stream(server, token, source, "check", "") as run:
        last = run.rest()[-1]
    assert (last["type"], last["create"], last["update"], last["held"]) == ("end", NEW, KNOWN, 0)
    return source


def count(server: InventoryServer, condition: str) -> int:
    [(found,)] = server.query(f"SELECT count(*) FROM api_product WHERE {condition}")
    return int(found)


def check_applied(server: InventoryServer) -> None:
    assert count(server, "sku LIKE 'N%' AND price = 3 AND version = 1") == NEW
    assert count(server, "sku LIKE 'K%' AND price = 2 AND version = 2 AND quantity = 10") == KNOWN
    [(moved,)] = server.query("SELECT count(*) FROM api_stockmovement WHERE source = 'import'")
    assert moved == sum(bool(n % 7) for n in range(NEW))
    assert "The ledger adds up" in server.manage("check_ledger")


def check_undone(server: InventoryServer) -> None:
    assert count(server, "sku LIKE 'N%'") == 0
    assert count(server, "sku LIKE 'K%' AND price = 1 AND version = 3 AND quantity = 10") == KNOWN
    assert "The ledger adds up" in server.manage("check_ledger")


def check_killed_in_the_middle(server: InventoryServer) -> None:
    token = server.token()
    source = checked(server, token)
    with stream(server, token, source, "apply", "do") as run:
        run.line(), run.line()
        server.kill()
        with pytest.raises(httpx.TransportError):
            run.rest()
    assert 0 < count(server, "sku LIKE 'N%' OR price = 2") < NEW + KNOWN
    server.start()
    with stream(server, token, source, "apply", "do") as run:
        assert run.answer.headers["Idempotent-Replayed"] == "true"
        last = run.rest()[-1]
    assert (last["type"], last["created"], last["updated"], last["refused"]) == ("end", NEW, KNOWN, 0)
    check_applied(server)
    with stream(server, token, source, "undo", "back") as run:
        run.line(), run.line()
        server.kill()
        with pytest.raises(httpx.TransportError):
            run.rest()
    assert count(server, "sku LIKE 'N%' OR price = 2") > 0
    server.start()
    with stream(server, token, source, "undo", "back") as run:
        last = run.rest()[-1]
    assert (last["type"], last["created"], last["updated"], last["refused"]) == ("end", NEW, KNOWN, 0)
    check_undone(server)
    assert "Traceback" not in server.log


def test_a_server_that_is_killed_goes_on_when_it_is_back(make_server: MakeServer) -> None:
    check_killed_in_the_middle(make_server())


@pytest.mark.postgres
def test_the_same_on_postgresql(make_server: MakeServer, databases: Databases, postgres: PostgresServer) -> None:
    server = make_server(database_url=databases.postgres(postgres))
    server.shell(FILL)
    check_killed_in_the_middle(server)
    server.kill()


def check_one_key_at_once(one: InventoryServer, two: InventoryServer) -> None:
    token = one.token()
    source = checked(one, token)

    def apply(server: InventoryServer) -> list[dict[str, Any]]:
        with stream(server, token, source, "apply", "key") as run:
            return run.rest()

    with ThreadPoolExecutor(2) as pool:
        runs = [pool.submit(apply, server) for server in (one, two)]
        ends = [run.result(120)[-1] for run in runs]
    ends.append(apply(one)[-1])
    assert [(end["type"], end["created"], end["updated"]) for end in ends] == [("end", NEW, KNOWN)] * 3
    check_applied(one)


def test_one_key_three_times_two_at_once_is_one_result(make_server: MakeServer) -> None:
    server = make_server()
    check_one_key_at_once(server, server)


@pytest.mark.postgres
def test_one_key_on_two_servers_on_postgresql(
    make_server: MakeServer, databases: Databases, postgres: PostgresServer
) -> None:
    url = databases.postgres(postgres)
    servers = [make_server(database_url=url) for _ in range(2)]
    servers[0].shell(FILL)
    check_one_key_at_once(*servers)
    for server in servers:
        server.kill()


@pytest.mark.postgres
def test_a_code_that_somebody_takes_at_the_same_moment_is_one_rows_matter(
    make_server: MakeServer, databases: Databases, postgres: PostgresServer
) -> None:
    """On PostgreSQL others write while a chunk is under way: it meets codes that were free when it looked."""
    server = make_server(database_url=databases.postgres(postgres))
    server.shell(FILL)
    token, others_token = server.token(), server.token("bea")
    source = checked(server, token)
    ready, begin, stop = threading.Event(), threading.Event(), threading.Event()

    def others() -> int:
        taken = 0
        with server.api(others_token) as api:
            api.get("account/")
            ready.set()
            begin.wait()
            for n in range(NEW - 1, 0, -1):
                if stop.is_set():
                    break
                body = {"sku": f"N{n:05}", "name": "First", "category": "home", "price": "1.00"}
                taken += api.post("products/", json=body).status_code == 201
        return taken

    with ThreadPoolExecutor(1) as pool:
        other = pool.submit(others)
        ready.wait(60)  # its first request is behind it, else the run might be over before its second
        with stream(server, token, source, "apply", "key") as run:
            run.line()
            begin.set()
            last = run.rest()[-1]
        stop.set()
        taken = other.result(60)
    assert last["type"] == "end"
    assert taken > 0
    assert last["created"] + last["refused"] == NEW
    assert last["refused"] == taken
    assert count(server, "sku LIKE 'N%'") == NEW
    assert "The ledger adds up" in server.manage("check_ledger")
    server.kill()


def test_others_read_and_write_while_it_goes_on(make_server: MakeServer) -> None:
    server = make_server()
    token = server.token()
    source = checked(server, token)
    with others_at_work(server, "bea"), stream(server, token, source, "apply", "key") as run:
        last = run.rest()[-1]
    assert (last["type"], last["created"], last["updated"]) == ("end", NEW, KNOWN)
    # Not after all of it: between two chunks.
    assert changes_between(server, "bea", "ana") > 0
    check_applied(server)


def test_a_large_file_comes_through_the_door_and_a_larger_one_does_not(make_server: MakeServer) -> None:
    server = make_server()
    with server.api(server.token()) as api:
        rows = b"".join(b"S%05d,Name %s\n" % (n, b"x" * 150) for n in range(50_000))
        headers = {"Content-Type": "text/csv"}
        answer = api.post("imports?kind=products", content=b"sku,name\n" + rows, headers=headers)
        assert (answer.status_code, answer.json()["rows"]) == (201, 50_000)
        answer = api.post("imports/?kind=products", content=rows * 3, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (413, "too_large")
        answer = api.post("views/", content=rows, headers={"Content-Type": "application/json"})
        assert answer.status_code == 413
        assert api.delete(f"imports/{api.get('imports/').json()[0]['id']}/").status_code == 204
