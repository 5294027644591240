"""A client of the live feed, as a test speaks it: frame by frame."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from servers import InventoryServer

Frame = dict[str, Any]
# An answer that does not come is found; one that comes late on a busy machine is no fault.
SECONDS = 60.0


class Feed:
    """One open socket. Every frame that was read is kept in `frames`."""

    def __init__(self, connection: ClientConnection) -> None:
        self.connection = connection
        self.frames: list[Frame] = []

    async def send(self, kind: str, **fields: Any) -> None:
        await self.connection.send(json.dumps({"type": kind, **fields}))

    async def frame(self, *, seconds: float = SECONDS) -> Frame:
        """The next frame."""
        async with asyncio.timeout(seconds):
            frame: Frame = json.loads(await self.connection.recv())
        self.frames.append(frame)
        return frame

    async def next(self, kind: str, *, seconds: float = SECONDS) -> Frame:
        """The next frame of this type; others before it are read and kept."""
        async with asyncio.timeout(seconds):
            while (frame := await self.frame(seconds=seconds))["type"] != kind:
                pass
        return frame

    async def events_to(self, seq: int, *, seconds: float = SECONDS) -> list[Frame]:
        """Read until the event *seq* has come; returns the events that this took, single or batched."""
        events: list[Frame] = []
        async with asyncio.timeout(seconds):
            while not events or events[-1]["seq"] < seq:
                events += events_in(await self.frame(seconds=seconds))
        return events

    async def close_code(self, *, seconds: float = SECONDS) -> int | None:
        """Read to the end; returns the code the server closed with, None when it was cut."""
        try:
            async with asyncio.timeout(seconds):
                while True:
                    await self.frame(seconds=seconds)
        except ConnectionClosed as closed:
            return closed.rcvd.code if closed.rcvd else None


def events_in(frame: Frame) -> list[Frame]:
    if frame["type"] == "event":
        return [frame]
    items: list[Frame] = frame.get("items", [])
    return items


@asynccontextmanager
async def opened(
    server: InventoryServer, token: str, *, by_query: bool = False, origin: str | None = None, **options: Any
) -> AsyncIterator[Feed]:
    """A socket that is connected, whatever the server then says. *by_query*: as the original clients did it."""
    url = f"{server.ws_url}?token={token}" if by_query else server.ws_url
    subprotocols: Any = None if by_query else ["inventory.v1", f"bearer.{token}"]
    async with connect(
        url, subprotocols=subprotocols, origin=origin, max_size=None, compression=None, **options
    ) as connection:
        yield Feed(connection)


@asynccontextmanager
async def joined(server: InventoryServer, token: str, **options: Any) -> AsyncIterator[tuple[Feed, Frame]]:
    """A socket that was let in, with its `connection_established`.

    What was written before stands before the greeting: a server that has yet to send it is asked again.
    """
    [[head]] = server.query("SELECT COALESCE(MAX(seq), 0) FROM api_livefeed")
    async with asyncio.timeout(SECONDS) as deadline:
        while True:
            async with opened(server, token, **options) as feed:
                hello = await feed.next("connection_established")
                if hello["seq"] >= head:
                    deadline.reschedule(None)
                    yield feed, hello
                    return
