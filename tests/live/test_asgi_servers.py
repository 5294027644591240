"""The same feed through plain ASGI: Daphne (as in `runserver`), uvicorn's own protocol, a test's communicator."""

import ast
import asyncio
import inspect
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from textwrap import dedent
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from channels.testing import WebsocketCommunicator
from django.contrib.auth.models import User
from django.db import OperationalError
from feed import joined, opened
from rest import create
from rest_framework_simplejwt.tokens import AccessToken
from test_delivery import assert_contiguous, create_many, insert_events
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

from api.live import hub as hub_module
from api.live import uvicorn_names, wire
from api.live.sockets import WireSocket
from api.models import Product
from servers import InventoryServer

MakeServer = Callable[..., InventoryServer]


@pytest.mark.parametrize("kind", ["daphne", "uvicorn"])
async def test_the_feed_does_the_same(make_server: MakeServer, kind: str) -> None:
    server = make_server(kind=kind)
    token = server.token()
    async with joined(server, token) as (feed, hello), joined(server, token, by_query=True) as (plain, _):
        row, seq = create(server, token)
        event = await feed.frame()
        assert event == await plain.frame()
        assert (event["data"], event["prev"]) == (row, hello["seq"])

        seqs = await create_many(server, token, 60)
        for each in (feed, plain):
            assert_contiguous(await each.events_to(max(seqs)), seq, max(seqs))

        head = insert_events(server, 1000)  # many frames at once, to one that keeps up
        for each in (feed, plain):
            assert_contiguous(await each.events_to(head), max(seqs), head)
            await each.send("resume", epoch=hello["epoch"], seq=hello["seq"])
            assert_contiguous(await each.events_to(head), hello["seq"], head)
            assert (await each.frame())["type"] == "resumed"

        await feed.send("ping")
        assert await feed.frame() == {"type": "pong", "seq": head}
        await feed.send("sing")
        assert (await feed.frame())["code"] == "bad_frame"
        assert await feed.close_code() == 4400
    async with opened(server, "garbage", by_query=True) as refused:
        assert await refused.close_code() == 4401
    async with opened(server, token, origin="https://evil.example") as stranger:
        assert await stranger.close_code() == 4403
    assert token.split(".")[2] not in server.log
    assert "Traceback" not in server.log


def test_every_name_of_uvicorn_that_the_wire_uses_is_looked_for() -> None:
    made = ast.walk(ast.parse(dedent(inspect.getsource(wire.LiveProtocol.__init__))))
    own = set(vars(wire.LiveProtocol)) | {
        node.attr for node in made if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store)
    }
    used = attributes_of("self", "super()", at=wire.LiveProtocol) | attributes_of("self._protocol", at=WireSocket)
    overridden = {name for name in own & set(dir(WebSocketsSansIOProtocol)) if not name.startswith("__")}
    assert (used - own) | overridden <= set(uvicorn_names.NEEDED)
    assert uvicorn_names.missing(WebSocketsSansIOProtocol) == []


def attributes_of(*objects: str, at: type) -> set[str]:
    """What the source of class *at* reads or sets on *objects*."""
    found = ast.walk(ast.parse(inspect.getsource(at)))
    return {node.attr for node in found if isinstance(node, ast.Attribute) and ast.unparse(node.value) in objects}


async def test_a_uvicorn_without_what_the_wire_uses_serves_the_feed_all_the_same(make_server: MakeServer) -> None:
    server = make_server(env={"DJANGO_SETTINGS_MODULE": "settings_for_another_uvicorn"})
    token = server.token()
    async with joined(server, token) as (feed, hello):
        seqs = await create_many(server, token, 5)
        assert_contiguous(await feed.events_to(max(seqs)), hello["seq"], max(seqs))
    assert server.log.count("This uvicorn has no seven_league_boots: frames go through ASGI") == 1
    assert "Traceback" not in server.log


@asynccontextmanager
async def communicator(token: str) -> AsyncIterator[WebsocketCommunicator]:
    from backend.asgi import application

    made = WebsocketCommunicator(application, f"/ws/products/?token={token}")
    accepted, _ = await made.connect(timeout=30)
    assert accepted
    yield made
    await made.disconnect()


@pytest.mark.django_db(transaction=True)
async def test_the_feed_runs_without_a_server(ana: User) -> None:
    token = str(await sync_to_async(AccessToken.for_user)(ana))
    async with communicator(token) as socket:
        hello = await socket.receive_json_from(timeout=30)
        assert hello["type"] == "connection_established"
        await sync_to_async(_new_product)("A")
        event: dict[str, Any] = await socket.receive_json_from(timeout=30)
        assert (event["action"], event["data"]["sku"], event["prev"]) == ("create", "A", hello["seq"])
    async with communicator("garbage") as refused:
        assert await refused.receive_output(timeout=30) == {
            "type": "websocket.close",
            "code": 4401,
            "reason": "token missing, invalid or expired",
        }
    hub = hub_module.local_hub()
    assert hub
    await hub.stop()
    assert not [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]


@pytest.mark.parametrize("leaves", [True, False])
async def test_a_server_that_has_no_database_yet_keeps_nobody_waiting(
    monkeypatch: pytest.MonkeyPatch, transactional_db: None, leaves: bool
) -> None:
    def away() -> bool:
        raise OperationalError("the database is away")

    monkeypatch.setattr("api.consumers.START_SECONDS", 0.3)
    monkeypatch.setattr("api.live.follower.POLL_SECONDS", 0.05)
    ana = await sync_to_async(User.objects.create_user)("ana")
    token = str(await sync_to_async(AccessToken.for_user)(ana))
    with monkeypatch.context() as patched:
        patched.setattr("api.live.continuity.verify", away)
        for _ in range(3):
            async with communicator(token) as socket:
                if leaves:
                    await socket.disconnect()
                else:
                    said = await socket.receive_output(timeout=5)
                    assert said == {"type": "websocket.close", "code": 1012, "reason": "try again"}
                await socket.wait(timeout=5)  # it has come to its end
    async with communicator(token) as socket:
        assert (await socket.receive_json_from(timeout=30))["type"] == "connection_established"
    hub = hub_module.local_hub()
    assert hub
    await hub.stop()
    assert not [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]


def _new_product(sku: str) -> None:
    Product.objects.create(sku=sku, name="Mug", category_id="home", price=1)
