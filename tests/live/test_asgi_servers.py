"""The same feed through plain ASGI: Daphne (as in `runserver`), uvicorn's own protocol, a test's communicator."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from channels.testing import WebsocketCommunicator
from django.contrib.auth.models import User
from feed import joined, opened
from rest import create
from rest_framework_simplejwt.tokens import AccessToken
from test_delivery import assert_contiguous, create_many, insert_events

from api.live import hub as hub_module
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


@asynccontextmanager
async def communicator(token: str) -> AsyncIterator[WebsocketCommunicator]:
    from backend.asgi import application

    made = WebsocketCommunicator(application, f"/ws/products/?token={token}")
    accepted, _ = await made.connect(timeout=5)
    assert accepted
    yield made
    await made.disconnect()


@pytest.mark.django_db(transaction=True)
async def test_the_feed_runs_without_a_server(ana: User) -> None:
    token = str(await sync_to_async(AccessToken.for_user)(ana))
    async with communicator(token) as socket:
        hello = await socket.receive_json_from(timeout=5)
        assert hello["type"] == "connection_established"
        await sync_to_async(_new_product)("A")
        event: dict[str, Any] = await socket.receive_json_from(timeout=5)
        assert (event["action"], event["data"]["sku"], event["prev"]) == ("create", "A", hello["seq"])
    async with communicator("garbage") as refused:
        assert await refused.receive_output(timeout=5) == {
            "type": "websocket.close",
            "code": 4401,
            "reason": "token missing, invalid or expired",
        }
    hub = hub_module.local_hub()
    assert hub
    await hub.stop()
    assert not [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]


def _new_product(sku: str) -> None:
    Product.objects.create(sku=sku, name="Mug", category_id="home", price=1)
