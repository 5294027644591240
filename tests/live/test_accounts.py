"""A socket lives as long as its token and its account."""

import asyncio
from collections.abc import Callable
from contextlib import closing

import httpx
from feed import Feed, joined, opened
from rest import AdminBrowser, create

from servers import PASSWORD, InventoryServer

MakeServer = Callable[..., InventoryServer]

# Well below the ten seconds after which all accounts are checked anyway.
PROMPTLY = 5.0


async def test_a_socket_ends_with_its_token_unless_it_brings_a_new_one(make_server: MakeServer) -> None:
    server = make_server(env={"ACCESS_TOKEN_LIFETIME": "5s"})
    token = server.token()
    async with joined(server, token) as (ending, _), joined(server, token) as (renewed, _):
        ended = asyncio.create_task(ending.close_code())
        while not ended.done():
            await renewed.send("auth", token=await asyncio.to_thread(server.token))
            assert (await renewed.frame())["type"] == "auth_ok"
            await asyncio.wait([ended], timeout=0.5)  # a socket may send ten frames a second
        assert await ended == 4401

        _, seq = await asyncio.to_thread(lambda: create(server, server.token()))
        assert (await renewed.events_to(seq))[-1]["seq"] == seq

    async with opened(server, token) as late:
        assert await late.close_code() == 4401
    assert _rest_status(server, token) == 401


async def test_changed_accounts_lose_their_sockets_at_once(make_server: MakeServer) -> None:
    server = make_server()
    server.shell(
        "from django.contrib.auth.models import User;"
        f"User.objects.create_user('cleo', 'cleo@shop.example', {PASSWORD!r})"
    )
    ids = {name: pk for pk, name in server.query("SELECT id, username FROM auth_user")}
    tokens = {name: server.token(name) for name in ("ana", "bea", "cleo", "root")}
    with closing(await asyncio.to_thread(AdminBrowser, server)) as admin:
        async with (
            joined(server, tokens["root"]) as (untouched, _),
            joined(server, tokens["ana"]) as (password_changed, _),
            joined(server, tokens["bea"]) as (deactivated, _),
            joined(server, tokens["cleo"]) as (deleted, _),
        ):
            new = {"password1": "another-horse-8", "password2": "another-horse-8", "usable_password": "true"}
            await asyncio.to_thread(admin.post, f"auth/user/{ids['ana']}/password/", **new)
            await _assert_closed(password_changed)

            form = {"username": "bea", "date_joined_0": "2026-01-01", "date_joined_1": "00:00:00"}
            await asyncio.to_thread(admin.post, f"auth/user/{ids['bea']}/change/", **form)
            await _assert_closed(deactivated)

            await asyncio.to_thread(admin.post, f"auth/user/{ids['cleo']}/delete/", post="yes")
            await _assert_closed(deleted)

            await untouched.send("ping")
            assert (await untouched.frame())["type"] == "pong"

    for name in ("ana", "bea", "cleo"):
        async with opened(server, tokens[name]) as feed:
            assert await feed.close_code() == 4401
        assert _rest_status(server, tokens[name]) == 401


async def test_an_account_changed_by_a_command_loses_its_sockets_in_time(make_server: MakeServer) -> None:
    """No hint reaches the server without Redis; it looks for itself."""
    server = make_server()
    async with joined(server, server.token("bea")) as (feed, _):
        server.shell("from django.contrib.auth.models import User; User.objects.update(is_active=False)")
        assert await feed.close_code(seconds=60) == 4401


async def _assert_closed(feed: Feed) -> None:
    assert await feed.close_code(seconds=PROMPTLY) == 4401


def _rest_status(server: InventoryServer, token: str) -> int:
    return httpx.get(server.url + "/api/user/", headers={"Authorization": f"Bearer {token}"}).status_code
