"""Tokens for programs on real servers: sockets that open with them, and close when they end."""

import asyncio
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from feed import Feed, joined, opened
from rest import create

from servers import Databases, InventoryServer, wait_until

MakeServer = Callable[..., InventoryServer]

# What is promised is a second. All accounts are checked every ten anyway, which must not be what is measured.
PROMPTLY = 5.0


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def server(request: pytest.FixtureRequest, make_server: MakeServer, databases: Databases) -> InventoryServer:
    url = databases.postgres(request.getfixturevalue("postgres")) if request.param == "postgres" else ""
    return make_server(database_url=url)


def make_token(server: InventoryServer, *scopes: str, by: str = "ana", **fields: Any) -> dict[str, Any]:
    with server.api(server.token(by)) as api:
        body = {"name": "Label printer", "scopes": scopes or ["read", "stock", "products"], **fields}
        answer = api.post("tokens/", json=body)
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


def delete_token(server: InventoryServer, token: dict[str, Any]) -> None:
    with server.api(server.token()) as api:
        assert api.delete(f"tokens/{token['id']}/").status_code == 204


async def test_a_token_opens_the_feed_and_its_changes_say_so(server: InventoryServer) -> None:
    token = await asyncio.to_thread(make_token, server)
    async with (
        joined(server, token["token"]) as (feed, hello),
        joined(server, token["token"], by_query=True) as (plain, _),
    ):
        assert hello["user"]["username"] == "ana"
        assert "product:create" in hello["user"]["rights"]
        assert "people:manage" not in hello["user"]["rights"]
        _, seq = await asyncio.to_thread(create, server, token["token"], quantity=3)
        for socket in (feed, plain):
            [event] = await socket.events_to(seq)
            assert (event["actor"], event["via"]) == ("ana", "Label printer")
            assert event["movement"]["via"] == "Label printer"
    access = await asyncio.to_thread(server.token)
    async with joined(server, access) as (feed, _):
        _, seq = await asyncio.to_thread(create, server, access)
        [event] = await feed.events_to(seq)
        assert (event["actor"], event["via"]) == ("ana", None)


async def test_deleting_a_token_closes_its_sockets_and_no_others(server: InventoryServer) -> None:
    first, second = [await asyncio.to_thread(make_token, server) for _ in range(2)]
    access = await asyncio.to_thread(server.token)
    async with (
        joined(server, first["token"]) as (closed, _),
        joined(server, second["token"]) as (other, _),
        joined(server, access) as (person, _),
    ):
        await asyncio.to_thread(delete_token, server, first)
        assert await closed.close_code(seconds=PROMPTLY) == 4401
        await _still_there(other)
        await _still_there(person)
        async with opened(server, first["token"]) as again:
            assert await again.close_code() == 4401


async def test_a_token_that_expires_closes_its_sockets(make_server: MakeServer) -> None:
    server = make_server()
    token = await asyncio.to_thread(make_token, server)
    server.shell(
        "from datetime import timedelta; from django.utils import timezone; from api.models import ApiToken;"
        "ApiToken.objects.update(expires_at=timezone.now() + timedelta(seconds=3))"
    )
    async with opened(server, token["token"]) as feed:
        assert await feed.close_code(seconds=10) == 4401


async def test_an_account_that_is_switched_off_loses_them(make_server: MakeServer) -> None:
    server = make_server()
    token = await asyncio.to_thread(make_token, server)
    async with joined(server, token["token"]) as (feed, _):
        [[ana]] = server.query("SELECT id FROM auth_user WHERE username = 'ana'")
        root = await asyncio.to_thread(server.token, "root")
        with server.api(root) as api:
            await asyncio.to_thread(lambda: api.patch(f"people/{ana}/", json={"is_active": False}))
        assert await feed.close_code(seconds=PROMPTLY) == 4401


async def test_a_new_role_reaches_a_token_through_its_scopes(make_server: MakeServer) -> None:
    server = make_server()
    token = await asyncio.to_thread(make_token, server, "read", "stock")
    [[ana]] = server.query("SELECT id FROM auth_user WHERE username = 'ana'")
    root = await asyncio.to_thread(server.token, "root")
    async with joined(server, token["token"]) as (feed, hello):
        assert hello["user"]["rights"] == ["stock:adjust_own"]
        with server.api(root) as api:
            await asyncio.to_thread(lambda: api.patch(f"people/{ana}/", json={"role": "manager"}))
        frame = await feed.next("rights", seconds=PROMPTLY)
        assert frame["rights"] == ["stock:adjust_own", "stock:adjust_any"]


async def test_without_the_scope_to_read_there_is_no_feed(make_server: MakeServer) -> None:
    server = make_server()
    token = await asyncio.to_thread(make_token, server, "stock")
    async with opened(server, token["token"]) as feed:
        assert await feed.close_code() == 4403


def test_its_use_is_noted_and_it_is_in_no_log(make_server: MakeServer) -> None:
    server = make_server(env={"ACCESS_LOG": "1", "LOG_LEVEL": "DEBUG"})
    token = make_token(server)
    assert httpx.get(f"{server.url}/api/account/?token={token['token']}").status_code == 401
    with server.api(token["token"]) as api:
        assert api.get("account/").status_code == 200
        api.get(f"products/?search={token['token']}")
    wait_until(
        lambda: server.query("SELECT count(*) FROM api_apitoken WHERE last_used_at IS NOT NULL") == [(1,)],
        what="the use of the token to be written down",
    )
    assert "/api/account/" in server.log
    assert token["token"][4:] not in server.log


async def _still_there(feed: Feed) -> None:
    await feed.send("ping")
    assert (await feed.next("pong"))["type"] == "pong"
