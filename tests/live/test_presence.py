"""Who is at a product: said by sockets, shown to those at the same product, forgotten in time."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from feed import Feed, Frame, joined
from rest import create

from servers import Databases, InventoryServer, PostgresServer, RedisServer

MakeServer = Callable[..., InventoryServer]
Pair = tuple[InventoryServer, InventoryServer]

GONE_SECONDS = 30.0


# --- One process ---------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def bea(shared_server: InventoryServer) -> str:
    return shared_server.token("bea")


async def test_two_people_at_one_product_see_each_other(
    shared_server: InventoryServer, token: str, bea: str
) -> None:
    async with joined(shared_server, token) as (ana, hello), joined(shared_server, bea) as (other, _):
        await ana.send("presence", product=1, mode="view")
        assert await ana.frame() == {
            "type": "presence",
            "product": 1,
            "people": [{"id": hello["user"]["id"], "username": "ana", "mode": "view"}],
        }
        await other.send("presence", product=1, mode="edit")
        for feed in (ana, other):
            assert who(await feed.frame()) == [("ana", "view"), ("bea", "edit")]
        await other.send("presence", product=1, mode="view")
        for feed in (ana, other):
            assert who(await feed.frame()) == [("ana", "view"), ("bea", "view")]
        await other.send("presence", product=None)
        assert who(await ana.frame()) == [("ana", "view")]
        # Who has left hears nothing of it any more.
        assert await silence(other)


async def test_a_socket_is_at_one_product(shared_server: InventoryServer, token: str, bea: str) -> None:
    async with joined(shared_server, token) as (ana, _), joined(shared_server, bea) as (other, _):
        await ana.send("presence", product=2, mode="edit")
        await other.send("presence", product=2, mode="view")
        await until_shown(ana, ("ana", "edit"), ("bea", "view"))
        await other.send("presence", product=3, mode="view")
        await until_shown(other, ("bea", "view"), product=3)
        assert who(await ana.frame()) == [("ana", "edit")]


async def test_a_person_with_several_screens_is_one_and_an_edit_counts(
    shared_server: InventoryServer, token: str, bea: str
) -> None:
    async with joined(shared_server, bea) as (watching, _), joined(shared_server, token) as (first, _):
        await watching.send("presence", product=4, mode="view")
        await first.send("presence", product=4, mode="edit")
        await until_shown(watching, ("ana", "edit"), ("bea", "view"))
        async with joined(shared_server, token) as (second, _):
            await second.send("presence", product=4, mode="view")
            await until_shown(second, ("ana", "edit"), ("bea", "view"))
        # Neither the coming nor the going of the second screen is news to others.
        await first.send("presence", product=None)
        assert who(await watching.frame()) == [("bea", "view")]


async def test_a_burst_is_one_frame_and_a_repetition_is_none(
    shared_server: InventoryServer, token: str, bea: str
) -> None:
    async with joined(shared_server, token) as (ana, _), joined(shared_server, bea) as (other, _):
        await ana.send("presence", product=5, mode="view")
        await ana.next("presence")
        began = time.monotonic()
        for _ in range(20):  # as many frames as a socket may send at once
            await other.send("presence", product=5, mode="edit")
            await other.send("presence", product=5, mode="view")
        await other.send("ping")
        await other.next("pong")
        elapsed = time.monotonic() - began
        await until_shown(ana, ("ana", "view"), ("bea", "view"))
        await ana.send("presence", product=5, mode="view")
        assert await silence(ana)
        frames = [frame for frame in ana.frames if frame["type"] == "presence"]
        assert len(frames) <= 3 + elapsed / 0.1


async def test_who_is_cut_off_is_gone_at_once(shared_server: InventoryServer, token: str, bea: str) -> None:
    async with joined(shared_server, token) as (ana, _):
        await ana.send("presence", product=6, mode="view")
        async with joined(shared_server, bea) as (other, _):
            await other.send("presence", product=6, mode="edit")
            await until_shown(ana, ("ana", "view"), ("bea", "edit"))
            other.connection.transport.abort()
            assert who(await ana.frame(seconds=3)) == [("ana", "view")]


async def test_who_never_announces_hears_nothing(shared_server: InventoryServer, token: str) -> None:
    async with (
        joined(shared_server, token) as (ana, _),
        joined(shared_server, token) as (quiet, _),
        joined(shared_server, token, by_query=True) as (plain, _),
    ):
        await ana.send("presence", product=7, mode="edit")
        await ana.next("presence")
        _, seq = create(shared_server, token)
        for feed in (quiet, plain):
            await feed.events_to(seq)
            assert [frame["type"] for frame in feed.frames] == ["connection_established", "event"]


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"product": 1},
        {"product": 1, "mode": "delete"},
        {"product": 1, "mode": None},
        {"product": 0, "mode": "view"},
        {"product": -1, "mode": "view"},
        {"product": True, "mode": "view"},
        {"product": 1.5, "mode": "view"},
        {"product": "1", "mode": "view"},
        {"product": [1], "mode": "view"},
        {"product": 2**53, "mode": "view"},
        {"mode": "view"},
    ],
)
async def test_a_frame_that_makes_no_sense_ends_the_connection(
    shared_server: InventoryServer, token: str, fields: dict[str, Any]
) -> None:
    async with joined(shared_server, token) as (feed, _):
        await feed.send("presence", **fields)
        error = await feed.frame()
        assert (error["type"], error["code"]) == ("error", "bad_frame")
        assert await feed.close_code() == 4400


async def test_it_leaves_nothing_in_the_log_or_the_database(shared_server: InventoryServer, token: str) -> None:
    async with joined(shared_server, token) as (ana, hello):
        await ana.send("presence", product=424_242, mode="edit")
        await ana.next("presence")
        await ana.send("ping")
        assert (await ana.next("pong"))["seq"] == hello["seq"]
    assert shared_server.query("SELECT COUNT(*) FROM api_liveevent WHERE data LIKE '%424242%'") == [(0,)]
    assert "424242" not in shared_server.log


# --- Several processes ---------------------------------------------------------------------------------------


@pytest.fixture
def pair(make_server: MakeServer, databases: Databases, postgres: PostgresServer, redis: RedisServer) -> Pair:
    options = {"database_url": databases.postgres(postgres), "redis_url": redis.url}
    return make_server(**options), make_server(**options)


@pytest.mark.postgres
@pytest.mark.redis
async def test_two_processes_show_the_people_of_both(pair: Pair) -> None:
    here, there = pair
    tokens = {name: here.token(name) for name in ("ana", "bea")}
    async with joined(here, tokens["ana"]) as (ana, _):
        await ana.send("presence", product=1, mode="edit")
        async with joined(there, tokens["bea"]) as (bea, _):
            await bea.send("presence", product=1, mode="view")
            for feed in (ana, bea):
                await until_shown(feed, ("ana", "edit"), ("bea", "view"))
            bea.connection.transport.abort()
            await until_shown(ana, ("ana", "edit"), seconds=5)
        async with joined(there, tokens["bea"]) as (bea, _):
            await bea.send("presence", product=1, mode="edit")
            await until_shown(ana, ("ana", "edit"), ("bea", "edit"))
            there.terminate()
            await until_shown(ana, ("ana", "edit"), seconds=5)


@pytest.mark.postgres
@pytest.mark.redis
@pytest.mark.parametrize("other_is", ["new", "a copy"])
async def test_installations_that_share_a_redis_do_not_show_each_other(
    pair: Pair, databases: Databases, postgres: PostgresServer, redis: RedisServer, tmp_path: Path, other_is: str
) -> None:
    here, there = pair
    data = {"DATA_DIR": str(tmp_path / "elsewhere")}  # of another machine
    (tmp_path / "elsewhere").mkdir()
    if other_is == "new":
        database = databases.postgres(postgres)
    else:
        for server in pair:
            server.stop()
        name = postgres.create(template=urlsplit(here.database_url).path[1:])
        database = postgres.database(name)
        for server in pair:
            server.start()
    number_1 = redis.url.removesuffix("/0") + "/1"
    elsewhere = InventoryServer(tmp_path, database_url=database, redis_url=number_1, env=data)
    elsewhere.start()
    try:
        async with (
            joined(here, here.token("ana")) as (ana, mine),
            joined(there, there.token("bea")) as (bea, _),
            joined(elsewhere, elsewhere.token("bea")) as (stranger, theirs),
        ):
            assert mine["epoch"] != theirs["epoch"]
            await stranger.send("presence", product=1, mode="view")
            await until_shown(stranger, ("bea", "view"))
            await ana.send("presence", product=1, mode="edit")
            await bea.send("presence", product=1, mode="edit")
            # What has come from here to there has also come, or could have, to the stranger's process.
            for feed in (ana, bea):
                await until_shown(feed, ("ana", "edit"), ("bea", "edit"))
            await stranger.send("presence", product=1, mode="edit")
            assert who(await stranger.next("presence")) == [("bea", "edit")]
            for feed in (ana, bea, stranger):
                assert await silence(feed)
    finally:
        elsewhere.stop()


@pytest.mark.postgres
@pytest.mark.redis
async def test_processes_hear_each_other_in_a_new_epoch_too(pair: Pair, postgres: PostgresServer) -> None:
    here, there = pair
    async with (
        joined(here, here.token("ana")) as (ana, _),
        joined(there, here.token("bea")) as (bea, _),
        announcing(ana, "edit"),
        announcing(bea, "view"),
    ):
        for feed in (ana, bea):
            await until_shown(feed, ("ana", "edit"), ("bea", "view"))
        here.shell("from api.live import log; log.renew_epoch(log.position().epoch)")
        for feed in (ana, bea):
            await feed.next("reset")
        await bea.send("presence", product=1, mode="edit")
        await until_shown(ana, ("ana", "edit"), ("bea", "edit"), seconds=3)


@pytest.mark.postgres
@pytest.mark.redis
async def test_without_redis_each_shows_its_own_and_the_feed_goes_on(pair: Pair, redis: RedisServer) -> None:
    here, there = pair
    tokens = {name: here.token(name) for name in ("ana", "bea")}
    async with AsyncExitStack() as sockets:
        ana, _ = await sockets.enter_async_context(joined(here, tokens["ana"]))
        bea, _ = await sockets.enter_async_context(joined(there, tokens["bea"]))
        redis.kill()
        await sockets.enter_async_context(announcing(ana, "edit"))
        await sockets.enter_async_context(announcing(bea, "view"))
        await until_shown(ana, ("ana", "edit"))
        await until_shown(bea, ("bea", "view"))
        _, seq = create(here, tokens["ana"])
        await bea.events_to(seq)

        redis.start()
        for feed in (ana, bea):
            await until_shown(feed, ("ana", "edit"), ("bea", "view"), seconds=20)
    for server in pair:
        assert "Traceback" not in server.log


@pytest.mark.postgres
@pytest.mark.redis
async def test_a_silent_socket_and_a_killed_process_are_gone_within_half_a_minute(pair: Pair) -> None:
    here, there = pair
    tokens = {name: here.token(name) for name in ("ana", "bea", "root")}
    async with (
        joined(here, tokens["ana"]) as (ana, _),
        joined(here, tokens["root"]) as (silent, _),
        joined(there, tokens["bea"]) as (bea, _),
        announcing(ana, "view"),
        announcing(bea, "view"),
    ):
        await silent.send("presence", product=1, mode="edit")
        await until_shown(ana, ("ana", "view"), ("bea", "view"), ("root", "edit"))
        there.kill()
        await until_shown(ana, ("ana", "view"), seconds=GONE_SECONDS)
        assert silent.connection.close_code is None  # only forgotten: it may speak again
        await silent.send("presence", product=1, mode="view")
        await until_shown(ana, ("ana", "view"), ("root", "view"))


# --- Helpers -------------------------------------------------------------------------------------------------


def who(frame: Frame) -> list[tuple[str, str]]:
    assert frame["type"] == "presence"
    return [(person["username"], person["mode"]) for person in frame["people"]]


async def silence(feed: Feed) -> bool:
    """Whether nothing comes for as long as presence may be gathered, and longer."""
    try:
        await feed.frame(seconds=0.4)
    except TimeoutError:
        return True
    return False


async def until_shown(
    feed: Feed, *people: tuple[str, str], product: int | None = None, seconds: float = 10
) -> None:
    async with asyncio.timeout(seconds):
        while True:
            frame = await feed.next("presence", seconds=seconds)
            if who(frame) == list(people) and product in {None, frame["product"]}:
                return


@asynccontextmanager
async def announcing(feed: Feed, mode: str) -> AsyncIterator[None]:
    """Repeats as a client does, until the socket is closed."""

    async def repeat() -> None:
        while True:
            await feed.send("presence", product=1, mode=mode)
            await asyncio.sleep(10)

    repeating = asyncio.create_task(repeat())
    yield
    repeating.cancel()
    await asyncio.gather(repeating, return_exceptions=True)
