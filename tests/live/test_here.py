"""Who is here, and who edits which product: shown to those who look at a screen themselves."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from feed import Feed, Frame, joined
from rest import create

from servers import Databases, InventoryServer, PostgresServer, RedisServer

MakeServer = Callable[..., InventoryServer]

# Well below the ten seconds after which all accounts are checked anyway.
PROMPTLY = 5.0


@pytest.fixture
def server(make_server: MakeServer) -> InventoryServer:
    return make_server()


async def test_those_who_look_see_each_other_and_who_edits_what(server: InventoryServer) -> None:
    async with joined(server, server.token("ana")) as (ana, hello):
        await ana.send("here")
        assert await ana.frame() == {
            "type": "here",
            "people": [{"id": hello["user"]["id"], "username": "ana"}],
            "editing": [],
        }
        async with joined(server, server.token("bea")) as (bea, theirs):
            await bea.send("here")
            for feed in (ana, bea):
                assert names(await feed.frame()) == ["ana", "bea"]
            await bea.send("presence", product=61, mode="view")
            await bea.send("presence", product=61, mode="edit")
            edit = {"product": 61, "id": theirs["user"]["id"], "username": "bea"}
            assert (await ana.next("here"))["editing"] == [edit]
            await bea.send("presence", product=None)
            assert (await ana.next("here"))["editing"] == []
            await bea.send("presence", product=7, mode="edit")
            await until(ana, ["ana", "bea"], [7])
        # Gone with the socket: the person, and what it edited.
        await until(ana, ["ana"], [])
        # That somebody only looks at products is no news to the place.
        assert all(frame["type"] in {"connection_established", "here"} for frame in ana.frames)


async def test_several_screens_are_one_person_and_a_repetition_is_not_answered(server: InventoryServer) -> None:
    token = server.token("ana")
    async with joined(server, token) as (first, _), joined(server, token) as (second, _):
        await first.send("here")
        assert names(await first.frame()) == ["ana"]
        await second.send("here")
        assert names(await second.frame()) == ["ana"]
        await first.send("here")
        await first.send("ping")
        assert (await first.frame())["type"] == "pong"
        _, seq = create(server, token)
        await first.events_to(seq)
        assert [frame["type"] for frame in first.frames].count("here") == 1


async def test_who_does_not_ask_is_not_shown_and_hears_nothing(server: InventoryServer) -> None:
    token = server.token("ana")
    async with (
        joined(server, token) as (ana, _),
        joined(server, server.token("bea")) as (quiet, _),
        joined(server, server.token("bea"), by_query=True) as (plain, _),
    ):
        await ana.send("here")
        assert names(await ana.frame()) == ["ana"]
        # But an edit is an edit, also of a client that shows no faces.
        await plain.send("presence", product=3, mode="edit")
        await until(ana, ["ana"], [3])
        _, seq = create(server, token)
        await quiet.events_to(seq)
        assert [frame["type"] for frame in quiet.frames] == ["connection_established", "event"]


@pytest.mark.parametrize("comes_with", ["a sign-in", "an API token"])
async def test_someone_with_another_name_is_shown_under_it_at_once(
    server: InventoryServer, comes_with: str
) -> None:
    def make_token() -> str:
        with server.api(server.token("bea")) as api:
            answer = api.post("tokens/", json={"name": "Wall", "scopes": ["read"]})
        assert answer.status_code == 201, answer.text
        token: str = answer.json()["token"]
        return token

    of_bea = server.token("bea") if comes_with == "a sign-in" else make_token()
    async with joined(server, server.token("ana")) as (ana, _), joined(server, of_bea) as (bea, _):
        await ana.send("here")
        await ana.send("presence", product=61, mode="view")
        await bea.send("here")
        await bea.send("presence", product=61, mode="edit")
        await until(ana, ["ana", "bea"], [61])
        await asyncio.to_thread(rename, server, "bea", "beatrix")
        # She says nothing more: the server finds out.
        shown: dict[str, Frame] = {}
        async with asyncio.timeout(PROMPTLY):
            while shown.keys() != {"here", "presence"}:
                frame = await ana.frame()
                if "beatrix" in [person["username"] for person in frame.get("people", [])]:
                    shown[frame["type"]] = frame
        assert names(shown["here"]) == ["ana", "beatrix"]
        assert [edit["username"] for edit in shown["here"]["editing"]] == ["beatrix"]
        people = [(person["username"], person["mode"]) for person in shown["presence"]["people"]]
        assert people == [("ana", "view"), ("beatrix", "edit")]


@pytest.mark.postgres
@pytest.mark.redis
async def test_two_processes_show_the_people_of_both(
    make_server: MakeServer, databases: Databases, postgres: PostgresServer, redis: RedisServer
) -> None:
    options: dict[str, Any] = {"database_url": databases.postgres(postgres), "redis_url": redis.url}
    here, there = make_server(**options), make_server(**options)
    async with joined(here, here.token("ana")) as (ana, _):
        await ana.send("here")
        async with joined(there, here.token("bea")) as (bea, _):
            await bea.send("here")
            for feed in (ana, bea):
                await until(feed, ["ana", "bea"], [])
            await bea.send("presence", product=4, mode="edit")
            for feed in (ana, bea):
                await until(feed, ["ana", "bea"], [4])
            await asyncio.to_thread(rename, here, "bea", "beatrix")
            for feed in (ana, bea):
                await until(feed, ["ana", "beatrix"], [4])
            there.kill()
            # Those of a process that was killed are forgotten in time; who repeats it stays.
            repeating = asyncio.create_task(repeat(ana))
            await until(ana, ["ana"], [])
            repeating.cancel()


# --- Helpers -------------------------------------------------------------------------------------------------


def rename(server: InventoryServer, old: str, new: str) -> None:
    with server.api(server.token(old)) as api:
        answer = api.patch("account/", json={"username": new})
    assert answer.status_code == 200, answer.text


def names(frame: Frame) -> list[str]:
    assert frame["type"] == "here"
    return [person["username"] for person in frame["people"]]


async def until(feed: Feed, people: list[str], products: list[int]) -> None:
    frame = await feed.next("here")
    while (names(frame), [edit["product"] for edit in frame["editing"]]) != (people, products):
        frame = await feed.next("here")


async def repeat(feed: Feed) -> None:
    while True:
        await feed.send("here")
        await asyncio.sleep(10)
