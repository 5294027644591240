"""Servers that stop, die, come back, and databases that are locked, emptied or restored under them."""

import asyncio
import json
import resource
import socket
import sqlite3
from collections.abc import Callable
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from uuid import uuid4

import httpx
import psycopg
import pytest
from feed import Frame, joined, opened
from rest import create

from servers import Databases, InventoryServer, PostgresServer, wait_until

MakeServer = Callable[..., InventoryServer]


async def test_a_killed_server_comes_back_and_resumes_complete(make_server: MakeServer) -> None:
    server = make_server()
    token = server.token()
    async with joined(server, token) as (feed, hello):
        _, seen = create(server, token)
        await feed.events_to(seen)
        for number in range(5):
            _, seq = create(server, token, f"unseen {number}")
        server.kill()
        assert await feed.close_code() is None

    server.start()

    async with joined(server, token) as (back, again):
        assert (again["epoch"], again["seq"]) == (hello["epoch"], seq)
        await back.send("resume", epoch=hello["epoch"], seq=seen)
        events = await back.events_to(seq)
        assert (await back.frame())["type"] == "resumed"
    assert [e["data"]["name"] for e in events] == [f"unseen {n}" for n in range(5)]


async def test_a_server_that_stops_says_so_and_waits_for_nobody(make_server: MakeServer) -> None:
    server = make_server()
    token = server.token()
    narrow = socket.create_connection(("127.0.0.1", server.port))
    narrow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    async with (
        joined(server, token) as (feed, hello),
        joined(server, token, by_query=True) as (plain, _),
        opened(server, token, sock=narrow, max_queue=1),
    ):
        # The third reads nothing, and what waits for it is more than the kernel takes.
        with closing(sqlite3.connect(server.data_dir / "db.sqlite3")) as database, database:
            rows = [(hello["seq"] + n, f'{{"id":0,"text":"{"x" * 20_000}"}}') for n in range(1, 401)]
            database.executemany(INSERT_EVENTS, rows)
            database.execute("UPDATE api_livefeed SET seq = seq + 400")
        await feed.events_to(hello["seq"] + 400)

        server.terminate()

        assert await feed.close_code() == 1012
        assert await plain.close_code() == 1012
        await asyncio.to_thread(server.wait, 6.0)
    assert "Traceback" not in server.log


def test_a_write_that_outlasts_the_end_is_told_so_and_may_be_sent_again(make_server: MakeServer) -> None:
    server = make_server()
    token = server.token()
    row, _ = create(server, token, quantity=5)
    url = f"products/{row['id']}/adjust/"
    key = {"Idempotency-Key": str(uuid4())}
    with (
        closing(sqlite3.connect(server.data_dir / "db.sqlite3", isolation_level=None)) as other,
        closing(HTTPConnection("127.0.0.1", server.port, timeout=20)) as connection,
    ):
        other.execute("BEGIN IMMEDIATE")
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json", **key}
        connection.request("POST", f"/api/{url}", body='{"delta": -2}', headers=headers)
        for _ in range(2):  # requests are taken in the order they came: it is at work by now
            httpx.get(server.url + "/api/health/").raise_for_status()

        server.terminate()

        answer = connection.getresponse()
        said = json.loads(answer.read())
        assert (answer.status, answer.headers["Retry-After"], said["code"]) == (503, "2", "server_stopping")
        other.execute("ROLLBACK")
        server.wait(25)
    assert f"Stopped before POST '/api/{url}' was answered." in server.log
    assert "Traceback" not in server.log

    server.start()
    with server.api(token) as api:
        api.post(url, json={"delta": -2}, headers=key).raise_for_status()
        assert api.get(f"products/{row['id']}/").json()["quantity"] == 3


async def test_a_server_starts_while_the_database_is_locked(make_server: MakeServer) -> None:
    server = make_server()
    token = server.token()
    server.stop()
    server.kind = "uvicorn"
    with closing(sqlite3.connect(server.data_dir / "db.sqlite3", isolation_level=None)) as other:
        other.execute("UPDATE api_livefeed SET identity = 'another file'")
        other.execute("BEGIN IMMEDIATE")
        server.start()
        async with opened(server, token) as feed:
            other.execute("ROLLBACK")
            other.execute("UPDATE api_livefeed SET identity = ''")
            assert (await feed.frame(seconds=30))["type"] == "connection_established"


# --- History that is cut -------------------------------------------------------------------------------------


def restore(server: InventoryServer, backup: Path) -> None:
    """Put the older state back in place, as `sqlite3 db.sqlite3 '.restore …'` does."""
    with (
        closing(sqlite3.connect(backup)) as source,
        closing(sqlite3.connect(server.data_dir / "db.sqlite3", timeout=20)) as target,
    ):
        source.backup(target)


INSERT_EVENTS = (
    "INSERT INTO api_liveevent (seq, action, data, movement, alert, at) "
    "VALUES (?, 'update', ?, '', '', datetime('now'))"
)


def back_up(server: InventoryServer) -> Path:
    path = server.data_dir / "backup.sqlite3"
    with (
        closing(sqlite3.connect(server.data_dir / "db.sqlite3")) as source,
        closing(sqlite3.connect(path)) as target,
    ):
        source.backup(target)
    return path


async def test_a_full_disk_is_told_and_the_feed_goes_on(make_server: MakeServer) -> None:
    server = make_server()
    token = server.token()

    def ready() -> tuple[int, str]:
        answer = httpx.get(f"{server.url}/api/health/ready/")
        return answer.status_code, answer.json()["storage"]

    def post() -> tuple[int, str]:
        product = {"name": "Mug", "price": "1", "category": "home"}
        headers = {"Authorization": f"Bearer {token}"}
        answer = httpx.post(f"{server.url}/api/products/", json=product, headers=headers)
        return answer.status_code, answer.json()["code"]

    async with joined(server, token) as (feed, _):
        # No file of the process may grow: what a full disk does, for one process.
        resource.prlimit(server.pid, resource.RLIMIT_FSIZE, (1, resource.RLIM_INFINITY))
        assert post() == (507, "storage_failed")
        assert ready() == (503, "failing")

        resource.prlimit(server.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        _, seq = create(server, token)
        await feed.events_to(seq)
        assert ready() == (200, "ok")
    assert server.query("SELECT count(*) FROM api_product") == [(1,)]


async def test_a_database_restored_under_the_server_begins_a_new_epoch(make_server: MakeServer) -> None:
    server = make_server()
    token = server.token()
    create(server, token)
    backup = back_up(server)
    async with joined(server, token) as (feed, hello):
        for _ in range(3):
            _, lost = create(server, token)
        await feed.events_to(lost)

        restore(server, backup)

        reset = await feed.next("reset")
        assert (reset["reason"], reset["seq"]) == ("epoch", hello["seq"])
        assert reset["epoch"] != hello["epoch"]
        _, seq = create(server, token)
        assert (await feed.events_to(seq))[0]["prev"] == reset["seq"]
        await feed.send("resume", epoch=hello["epoch"], seq=lost)
        assert (await feed.frame())["reason"] == "epoch"


async def test_a_restored_database_that_has_gone_on_is_noticed_too(make_server: MakeServer) -> None:
    """Between two polls the restored log has grown past the old head: the numbers alone look right."""
    server = make_server()
    token = server.token()
    backup = back_up(server)
    async with joined(server, token) as (feed, hello):
        _, lost = create(server, token, "lost")
        await feed.events_to(lost)
        with closing(sqlite3.connect(backup)) as other, other:
            rows = [(hello["seq"] + n, '{"id":0}') for n in (1, 2, 3)]
            other.executemany(INSERT_EVENTS, rows)
            other.execute("UPDATE api_livefeed SET seq = seq + 3")

        restore(server, backup)

        reset = await feed.frame()
    assert (reset["type"], reset["reason"], reset["seq"]) == ("reset", "epoch", hello["seq"] + 3)
    assert reset["epoch"] != hello["epoch"]


async def test_a_database_restored_while_the_server_was_down_begins_a_new_epoch(make_server: MakeServer) -> None:
    server = make_server()
    token = server.token()
    backup = back_up(server)
    note = server.data_dir / "live-position.json"
    async with joined(server, token) as (feed, hello):
        _, lost = create(server, token)
        await feed.events_to(lost)
        await asyncio.to_thread(
            wait_until,
            lambda: note.exists() and f'"seq": {lost}' in note.read_text(),
            what="the server to note how far it has come",
        )
    server.kill()
    restore(server, backup)
    server.start()

    async with joined(server, token) as (_, again):
        assert again["epoch"] != hello["epoch"]


async def test_an_emptied_database_begins_a_new_epoch(make_server: MakeServer) -> None:
    server = make_server()
    token = server.token()
    async with joined(server, token) as (feed, hello):
        _, seq = create(server, token)
        await feed.events_to(seq)
        server.manage("flush", "--no-input")
        reset: Frame = await feed.next("reset")
        assert (reset["reason"], reset["seq"]) == ("epoch", 0)
        assert reset["epoch"] != hello["epoch"]
        assert await feed.close_code(seconds=15) == 4401  # its account is gone as well


@pytest.mark.postgres
@pytest.mark.parametrize(
    "refused", [["pg_control_checkpoint()"], ["pg_control_checkpoint()", "pg_walfile_name(pg_lsn)"]]
)
async def test_a_database_that_does_not_tell_its_timeline_has_a_feed(
    databases: Databases, postgres: PostgresServer, make_server: MakeServer, refused: list[str]
) -> None:
    """As with providers who give out no superuser and take rights from the others."""
    url = databases.postgres(postgres)
    role = f"lr_c_{uuid4().hex[:8]}"
    postgres.execute(f"CREATE ROLE {role} LOGIN")
    with psycopg.connect(url, autocommit=True) as database:
        for schema in ("TABLES", "SEQUENCES"):
            database.execute(f"GRANT ALL ON ALL {schema} IN SCHEMA public TO {role}")
        database.execute(f"GRANT ALL ON SCHEMA public TO {role}")
        for function in refused:
            database.execute(f"REVOKE EXECUTE ON FUNCTION {function} FROM PUBLIC")
    ours = url.replace("postgres@", f"{role}@", 1)
    with psycopg.connect(ours) as database, pytest.raises(psycopg.errors.InsufficientPrivilege):
        database.execute("SELECT timeline_id FROM pg_control_checkpoint()")

    server = make_server(database_url=ours)
    try:
        token = server.token()
        async with joined(server, token) as (feed, hello):
            _, seq = create(server, token)
            assert [event["seq"] for event in await feed.events_to(seq)] == [seq]
        identity = server.query("SELECT identity FROM api_livefeed")[0][0]
        assert identity.endswith("timeline unknown" if len(refused) > 1 else "timeline 1")
        server.stop()
        server.start()
        async with joined(server, token) as (_, again):
            assert again["epoch"] == hello["epoch"]
    finally:
        server.stop()
        with psycopg.connect(url, autocommit=True) as database:
            database.execute(f"DROP OWNED BY {role}")
        postgres.execute(f"DROP ROLE {role}")
