"""What clients keep beside products: they are told when it has changed, and ask again."""

import asyncio
from collections.abc import Callable

import pytest
from feed import joined
from rest import create

from servers import Databases, InventoryServer, PostgresServer, RedisServer

MakeServer = Callable[..., InventoryServer]
CHANGED = {"type": "changed", "what": "categories"}


async def test_a_new_name_of_a_category_reaches_every_screen(make_server: MakeServer) -> None:
    await _assert_told(server := make_server(), server)


@pytest.mark.postgres
@pytest.mark.redis
async def test_it_reaches_those_at_another_process(
    make_server: MakeServer, databases: Databases, postgres: PostgresServer, redis: RedisServer
) -> None:
    options = {"database_url": databases.postgres(postgres), "redis_url": redis.url}
    await _assert_told(make_server(**options), make_server(**options))


async def _assert_told(here: InventoryServer, there: InventoryServer) -> None:
    root, ana = [await asyncio.to_thread(here.token, name) for name in ("root", "ana")]
    async with joined(there, ana) as (feed, _), joined(there, ana, by_query=True) as (plain, _):

        def change(method: str, **options: object) -> None:
            with here.api(root) as api:
                answer = api.request(method, "categories/home/", **options)  # type: ignore[arg-type]
            assert answer.status_code < 300, answer.text

        for body in ({"name": "Household"}, {"position": 0}):
            await asyncio.to_thread(change, "PATCH", json=body)
            assert await feed.next("changed", seconds=10) == CHANGED
        with here.api(root) as api:
            assert api.patch("place/", json={"currency": "CHF", "name": "Corner shop"}).status_code == 200
        assert await feed.next("changed", seconds=10) == {"type": "changed", "what": "config"}
        with there.api(ana) as api:
            assert api.get("config/").json()["currency"] == "CHF"
        row, seq = await asyncio.to_thread(create, here, ana)
        await asyncio.to_thread(change, "DELETE", params={"replacement": "books"})
        assert await feed.next("changed", seconds=10) == CHANGED
        [created, moved] = await plain.events_to(seq + 1)
        assert (created["data"]["id"], moved["data"]["category"]) == (row["id"], "books")
        assert "changed" not in {frame["type"] for frame in plain.frames}
