"""Two server processes with PostgreSQL and Redis are one; without Redis they still are, a second later."""

import asyncio
import statistics
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager

import pytest
from feed import Feed, Frame, joined
from rest import create, timed_create
from test_delivery import assert_contiguous, create_many

from servers import Databases, InventoryServer, PostgresServer, RedisServer

pytestmark = [pytest.mark.postgres, pytest.mark.redis]

MakeServer = Callable[..., InventoryServer]
Pair = tuple[InventoryServer, InventoryServer]

# A hint that came by Redis beats the poll, which is half a second late in the middle.
BY_HINT = 0.25


@pytest.fixture
def pair(make_server: MakeServer, databases: Databases, postgres: PostgresServer, redis: RedisServer) -> Pair:
    options = {"database_url": databases.postgres(postgres), "redis_url": redis.url}
    return make_server(**options), make_server(**options)


async def test_they_behave_as_one(pair: Pair) -> None:
    here, there = pair
    token = here.token()
    async with AsyncExitStack() as sockets:
        feeds = [
            await sockets.enter_async_context(joined(server, token, by_query=by_query))
            for server in pair
            for by_query in (True, False, False)
        ]
        start = feeds[0][1]["seq"]
        reading = [asyncio.create_task(feed.events_to(start + 200)) for feed, _ in feeds]
        seqs = await asyncio.gather(create_many(here, token, 100), create_many(there, token, 100))
        for events in await asyncio.gather(*reading):
            assert_contiguous(events, start, start + 200)
        assert sorted(seqs[0] + seqs[1]) == list(range(start + 1, start + 201))

        # A third process that serves nothing.
        here.shell("Product.objects.create(sku='SHELL', name='Shell', category_id='home', price=1)")
        for feed, _ in feeds:
            [event] = await feed.events_to(start + 201)
            assert (event["data"]["sku"], event["actor"]) == ("SHELL", None)

    # What one of them sent, the other replays.
    async with joined(there, token) as (back, hello):
        await back.send("resume", epoch=hello["epoch"], seq=start)
        assert_contiguous(await back.events_to(start + 201), start, start + 201)


async def test_an_account_that_is_changed_at_one_loses_its_sockets_at_the_other(pair: Pair) -> None:
    here, there = pair
    async with joined(there, here.token("bea")) as (feed, _):
        here.shell(
            "from django.contrib.auth.models import User; u = User.objects.get(username='bea');"
            "u.is_active = False; u.save()"
        )
        assert await feed.close_code(seconds=5) == 4401


async def test_redis_may_die_hang_lose_all_and_come_back(pair: Pair, redis: RedisServer) -> None:
    here, there = pair
    token = here.token()
    async with joined(there, token) as (feed, _), watched(feed) as seen:
        assert await median_delay(here, token, seen) < BY_HINT

        redis.command(b"FLUSHALL")
        assert await median_delay(here, token, seen) < BY_HINT

        with redis.frozen():
            await assert_late_but_prompt(here, token, seen)
        redis.kill()
        await assert_late_but_prompt(here, token, seen)

        redis.start()
        async with asyncio.timeout(60):
            while await median_delay(here, token, seen, writes=3) >= BY_HINT:
                pass
    for server in pair:
        assert "Traceback" not in server.log
        assert server.log.count("took no hint") <= 3  # said once, not at every write


async def test_a_command_does_not_wait_for_a_redis_that_is_away(pair: Pair, redis: RedisServer) -> None:
    here, there = pair
    code = (
        "import time; began = time.monotonic();"
        "Product.objects.create(sku='{sku}', name='Shell', category_id='home', price=1);"
        "print(time.monotonic() - began)"
    )
    async with joined(there, here.token()) as (feed, hello):
        redis.kill()
        assert float(here.shell(code.format(sku="AWAY"))) < 1
        await feed.events_to(hello["seq"] + 1)
        redis.start()
        with redis.frozen():
            began = time.monotonic()
            assert float(here.shell(code.format(sku="HANGS"))) < 1
            assert time.monotonic() - began < 15
        await feed.events_to(hello["seq"] + 2)


async def test_postgresql_drops_its_connections(pair: Pair, postgres: PostgresServer) -> None:
    here, there = pair
    token = here.token()
    async with joined(here, token) as (feed, hello), joined(there, token) as (other, _):
        _, first = create(here, token)
        await feed.events_to(first)
        postgres.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            f"WHERE datname = '{here.database_url.rpartition('/')[2].partition('?')[0]}'"
        )
        _, second = create(here, token)
        assert_contiguous(await feed.events_to(second), first, second)
        assert_contiguous(await other.events_to(second), hello["seq"], second)
        await other.send("resume", epoch=hello["epoch"], seq=hello["seq"])
        assert_contiguous(await other.events_to(second), hello["seq"], second)


# --- Helpers -------------------------------------------------------------------------------------------------


@asynccontextmanager
async def watched(feed: Feed) -> AsyncIterator[dict[int, float]]:
    """Reads *feed* all the time; the dict says when each event came."""
    seen: dict[int, float] = {}

    async def read() -> None:
        while True:
            frame: Frame = await feed.frame()
            for event in frame.get("items", [frame]):
                seen[event["seq"]] = time.monotonic()

    reading = asyncio.create_task(read())
    yield seen
    reading.cancel()


async def median_delay(server: InventoryServer, token: str, seen: dict[int, float], *, writes: int = 9) -> float:
    """Seconds from the answer to a write until its event came, in the middle."""
    return statistics.median([await _delay(server, token, seen) for _ in range(writes)])


async def _delay(server: InventoryServer, token: str, seen: dict[int, float]) -> float:
    seq, _ = await asyncio.to_thread(timed_create, server, token)
    answered = time.monotonic()
    async with asyncio.timeout(10):
        while seq not in seen:  # noqa: ASYNC110  # polls a dict, for a tick each
            await asyncio.sleep(0.005)
    return seen[seq] - answered


async def assert_late_but_prompt(server: InventoryServer, token: str, seen: dict[int, float]) -> None:
    """Writes do not wait for Redis, and their events come by the poll."""
    for _ in range(3):
        seq, seconds = await asyncio.to_thread(timed_create, server, token)
        assert seconds < 1.5
        answered = time.monotonic()
        async with asyncio.timeout(10):
            while seq not in seen:  # noqa: ASYNC110
                await asyncio.sleep(0.005)
        assert seen[seq] - answered < 2.5  # the poll interval, on a busy machine
