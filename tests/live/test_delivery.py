"""Nothing lost, nothing twice, nothing out of order: under load, to slow readers, and to those who come back."""

import asyncio
import socket
import sqlite3
from collections.abc import Callable
from contextlib import AsyncExitStack, closing
from typing import Any

import httpx
import pytest
from feed import Feed, Frame, events_in, joined, opened

from servers import InventoryServer

MakeServer = Callable[..., InventoryServer]

WRITERS = 8
CLIENTS = 50
CREATES = 500


async def create_many(server: InventoryServer, token: str, count: int, *, writers: int = WRITERS) -> list[int]:
    """Create products over REST by several writers at once; returns the seqs of their events."""
    headers = {"Authorization": f"Bearer {token}"}
    numbers = iter(range(count))
    seqs: list[int] = []

    async def write(api: httpx.AsyncClient) -> None:
        for number in numbers:
            body = {"name": f"Burst {number}", "category": "sports", "price": "9.90"}
            answer = await api.post("products/", json=body)
            assert answer.status_code == 201, answer.text
            seqs.append(int(answer.headers["X-Live-Seq"]))

    async with httpx.AsyncClient(base_url=server.url + "/api/", headers=headers, timeout=60) as api:
        await asyncio.gather(*(write(api) for _ in range(writers)))
    return seqs


def insert_events(server: InventoryServer, count: int, *, text: str = "") -> int:
    """Put events straight into the database, as another process would; returns the head."""
    with closing(sqlite3.connect(server.data_dir / "db.sqlite3", timeout=20)) as database, database:
        database.execute("BEGIN IMMEDIATE")
        [[head]] = database.execute("SELECT seq FROM api_livefeed").fetchall()
        database.execute(
            "WITH RECURSIVE n(seq) AS (SELECT ? UNION ALL SELECT seq + 1 FROM n WHERE seq < ?) "
            "INSERT INTO api_liveevent (seq, action, data, movement, alert, actor, at) "
            "SELECT seq, 'update', ?, '', '', NULL, datetime('now') FROM n",
            [head + 1, head + count, f'{{"id":0,"version":1,"description":"{text}"}}'],
        )
        database.execute("UPDATE api_livefeed SET seq = ?", [head + count])
    return int(head) + count


def assert_contiguous(events: list[Frame], start: int, end: int) -> None:
    assert [e["prev"] for e in events] == list(range(start, end))
    assert [e["seq"] for e in events] == list(range(start + 1, end + 1))


async def test_a_burst_of_creates_reaches_every_client_once_and_in_order(
    shared_server: InventoryServer, token: str
) -> None:
    async with AsyncExitStack() as sockets:
        feeds = [
            await sockets.enter_async_context(joined(shared_server, token, by_query=number % 5 == 0))
            for number in range(CLIENTS)
        ]
        start = feeds[0][1]["seq"]
        end = start + CREATES
        reading = [asyncio.create_task(feed.events_to(end)) for feed, _ in feeds]
        seqs = await create_many(shared_server, token, CREATES)
        received = await asyncio.gather(*reading)

    assert sorted(seqs) == list(range(start + 1, end + 1))
    for events in received:
        assert_contiguous(events, start, end)
    batches = [frame for frame in feeds[1][0].frames if frame["type"] == "events"]
    assert all(batch["seq"] - batch["prev"] == len(batch["items"]) > 1 for batch in batches)


async def test_resuming_while_others_write_misses_nothing(shared_server: InventoryServer, token: str) -> None:
    async with joined(shared_server, token) as (_, hello):
        start = hello["seq"]
    end = start + 150
    writing = asyncio.create_task(create_many(shared_server, token, 150))

    async def come_and_go() -> list[Frame]:
        seen, events = start, []
        while seen < end:
            async with joined(shared_server, token) as (feed, _):
                await feed.send("resume", epoch=hello["epoch"], seq=seen)
                taken = 0
                while seen < end and taken < 20:
                    for event in take_frames(await feed.frame(), seen):
                        seen, taken = event["seq"], taken + 1
                        events.append(event)
        return events

    for events in await asyncio.gather(*(come_and_go() for _ in range(8))):
        assert_contiguous(events, start, end)
    await writing


def take_frames(frame: Frame, seen: int) -> list[Frame]:
    """The events of *frame* if it follows on *seen*: what came before the replay began does not, and is in it."""
    if frame["type"] in {"event", "events"} and frame["prev"] == seen:
        return frame.get("items", [frame])
    return []


# --- The ends of the log -------------------------------------------------------------------------------------


async def test_what_the_ring_has_forgotten_is_replayed_from_the_database(make_server: MakeServer) -> None:
    server = make_server()
    token = server.token()
    async with joined(server, token) as (feed, hello):
        head = insert_events(server, 6000)
        assert_contiguous(await feed.events_to(head), hello["seq"], head)

    async with joined(server, token) as (feed, _), joined(server, token, by_query=True) as (plain, _):
        for each in (feed, plain):
            await each.send("resume", epoch=hello["epoch"], seq=hello["seq"])
            assert_contiguous(await each.events_to(head), hello["seq"], head)
            assert await each.frame() == {"type": "resumed", "from": hello["seq"], "to": head}


async def test_who_is_too_far_behind_fetches_anew(make_server: MakeServer) -> None:
    server = make_server()
    token = server.token()
    async with joined(server, token) as (feed, hello):
        head = insert_events(server, 20_001)
        await feed.events_to(head)
        await feed.send("resume", epoch=hello["epoch"], seq=hello["seq"])
        assert await feed.frame() == {
            "type": "reset",
            "reason": "too_far",
            "epoch": hello["epoch"],
            "seq": head,
        }
        await feed.send("resume", epoch=hello["epoch"], seq=hello["seq"] + 1)
        assert_contiguous(await feed.events_to(head), hello["seq"] + 1, head)


async def test_who_is_below_the_floor_fetches_anew(make_server: MakeServer) -> None:
    server = make_server()
    token = server.token()
    async with joined(server, token) as (feed, hello):
        head = insert_events(server, 100)
        await feed.events_to(head)
        server.manage("prune_events", "--keep-events", "10")
        seq = head + 1
        insert_events(server, 1)  # with it the hub reads the new floor
        await feed.events_to(seq)

        await feed.send("resume", epoch=hello["epoch"], seq=head - 11)
        assert (await feed.frame())["reason"] == "floor"
        await feed.send("resume", epoch=hello["epoch"], seq=head - 10)
        assert_contiguous(await feed.events_to(seq), head - 10, seq)

    async with joined(server, token) as (_, hello):
        assert hello["floor"] == head - 9


# --- Slow readers --------------------------------------------------------------------------------------------


async def test_who_stops_reading_is_closed_and_resumes_while_others_go_on(make_server: MakeServer) -> None:
    server = make_server()
    token = server.token()
    narrow = socket.create_connection(("127.0.0.1", server.port))
    narrow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65_536)
    async with (
        joined(server, token) as (quick, hello),
        # A queue of one message: with two waiting, the client reads no more from its socket.
        opened(server, token, sock=narrow, max_queue=1) as slow,
    ):
        # More than the kernel takes for it, and then one event that finds all that still waiting.
        for count, text in ((1, ""), (1, ""), (400, "x" * 20_000), (1, "")):
            head = insert_events(server, count, text=text)
            await quick.events_to(head)  # nobody waits for the slow one
        assert await slow.close_code(seconds=20) == 4429
        seen = max(e["seq"] for frame in slow.frames for e in events_in(frame))
    assert seen < head
    async with joined(server, token) as (back, _):
        await back.send("resume", epoch=hello["epoch"], seq=seen)
        assert_contiguous(await back.events_to(head), seen, head)
        assert (await back.frame())["type"] == "resumed"


async def test_large_rows_are_no_reason_to_call_a_reader_slow(make_server: MakeServer) -> None:
    server = make_server()
    token = server.token()
    async with joined(server, token) as (feed, hello), joined(server, token, by_query=True) as (plain, _):
        head = insert_events(server, 600, text="x" * 20_000)
        for each in (feed, plain):
            assert_contiguous(await each.events_to(head), hello["seq"], head)
            await each.send("resume", epoch=hello["epoch"], seq=hello["seq"])
            assert_contiguous(await each.events_to(head), hello["seq"], head)


@pytest.mark.parametrize("leaving", ["cut", "half"])
async def test_a_peer_that_vanishes_disturbs_nobody(
    shared_server: InventoryServer, token: str, leaving: str
) -> None:
    async with joined(shared_server, token) as (feed, hello):
        vanished = [await joined_and_gone(shared_server, token, leaving) for _ in range(5)]
        seqs = await create_many(shared_server, token, 20)
        assert_contiguous(await feed.events_to(max(seqs)), hello["seq"], max(seqs))
    for connection in vanished:
        connection.close()


async def joined_and_gone(server: InventoryServer, token: str, leaving: str) -> Any:
    """A socket that was let in, whose peer is then gone without a word or silent after half a frame."""
    raw = socket.create_connection(("127.0.0.1", server.port))
    async with opened(server, token, sock=raw.dup()) as feed:
        assert isinstance(feed, Feed)
        await feed.next("connection_established")
        if leaving == "half":
            raw.sendall(b"\x81\xfe")  # a masked text frame whose length never comes
            feed.connection.transport.abort()
            return raw
        feed.connection.transport.abort()
    raw.close()
    return raw
