"""Who waits, who does not, and who is refused, by a real server, with its database locked by somebody else."""

import asyncio
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

import httpx
import psycopg
import pytest
from feed import joined
from rest import create

from servers import Databases, InventoryServer

MakeServer = Callable[..., InventoryServer]
Lock = Callable[[InventoryServer], Any]


@pytest.mark.parametrize("megabytes", [8, 10])
def test_a_picture_that_is_somewhat_too_large_is_told_so_by_name(
    shared_server: InventoryServer, token: str, megabytes: int
) -> None:
    count = "SELECT COUNT(*) FROM api_product"
    before = shared_server.query(count)
    with shared_server.api(token) as api:
        files = {"image": ("large.png", b"x" * (megabytes << 20))}
        answer = api.post("products/", data={"name": "A", "price": "1", "category": "home"}, files=files)
    assert answer.status_code == 400
    assert answer.json() == {"image": [f"The upload is {megabytes}.0 MB; the limit is 5 MB."]}
    assert shared_server.query(count) == before


def test_a_picture_that_is_far_too_large_is_refused_while_it_is_sent(
    shared_server: InventoryServer, token: str
) -> None:
    with shared_server.api(token) as api:
        answer = api.post("products/", data={"name": "A"}, files={"image": ("huge.png", b"x" * (60 << 20))})
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


def test_liveness_is_an_answer_like_any_other(shared_server: InventoryServer) -> None:
    alive, ready = (httpx.get(f"{shared_server.url}/api/health/{path}") for path in ("", "ready/"))
    assert set(alive.headers) == set(ready.headers)
    assert "content-security-policy" in alive.headers
    stranger = httpx.get(shared_server.url + "/api/health/", headers={"Host": "evil.example"})
    assert (stranger.status_code, stranger.json()["code"]) == (400, "bad_request")


# --- Stopping, and databases that are locked -----------------------------------------------------------------


async def test_a_server_that_stops_leaves_no_traceback_of_resumes_that_wait(make_server: MakeServer) -> None:
    server = make_server()
    token = server.token()
    async with joined(server, token) as (feed, hello):
        for ahead in range(6):  # for each the server waits two seconds, and for the end of all it waits five
            await feed.send("resume", epoch=hello["epoch"], seq=hello["seq"] + 1000 + ahead)
        await feed.next("reset")
        server.terminate()
        await asyncio.to_thread(server.wait, 15)
    assert "Traceback" not in server.log


def lock_sqlite(server: InventoryServer) -> Any:
    other = sqlite3.connect(server.data_dir / "db.sqlite3", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    return other


def lock_postgres(server: InventoryServer) -> Any:
    other = psycopg.connect(server.database_url)
    other.execute("SELECT * FROM api_livefeed FOR UPDATE")
    return other


@pytest.fixture(params=["sqlite", "postgres"])
def impatient(
    request: pytest.FixtureRequest, make_server: MakeServer, databases: Databases
) -> Iterator[tuple[InventoryServer, Lock]]:
    """A server that waits for its database for a second, and how to lock it."""
    env = {"DATABASE_WAIT": "1s"}
    if request.param == "sqlite":
        yield make_server(env=env), lock_sqlite
    else:
        postgres = request.getfixturevalue("postgres")
        yield make_server(env=env, database_url=databases.postgres(postgres)), lock_postgres


async def test_readers_pass_writers_that_wait_for_a_lock_and_nothing_is_half_done(
    impatient: tuple[InventoryServer, Lock],
) -> None:
    server, lock = impatient
    token = server.token()
    row, _ = create(server, token, quantity=5)
    headers = {"Authorization": f"Bearer {token}"}
    counts = "SELECT (SELECT COUNT(*) FROM api_stockmovement), (SELECT MAX(seq) FROM api_livefeed)"
    before = server.query(counts)
    async with httpx.AsyncClient(base_url=server.url + "/api/", headers=headers, timeout=60) as client:
        with closing(lock(server)) as other:
            writers = [
                asyncio.ensure_future(client.post(f"products/{row['id']}/adjust/", json={"delta": 1}))
                for _ in range(8)
            ]
            for path in ("products/", "health/", "config/"):
                assert (await client.get(path)).status_code == 200
            assert not any(writer.done() for writer in writers)

            refused = await asyncio.gather(*writers)
            other.rollback()
        assert {answer.status_code for answer in refused} == {503}
        assert {answer.json()["code"] for answer in refused} <= {"busy", "database_busy"}
        assert server.query(counts) == before

        answer = await client.post(f"products/{row['id']}/adjust/", json={"delta": 1})
        assert answer.json()["product"]["quantity"] == 6


def test_commands_wait_as_long_as_they_need(
    impatient: tuple[InventoryServer, Lock],
) -> None:
    server, _ = impatient
    waits = (
        "from django.db import connection\n"
        "with connection.cursor() as cursor:\n"
        "    sqlite = connection.vendor == 'sqlite'\n"
        "    cursor.execute('PRAGMA busy_timeout' if sqlite else 'SHOW lock_timeout')\n"
        "    print(cursor.fetchone()[0])"
    )
    assert server.shell(waits).strip() in ("20000", "0")
