"""A copy of all products that stays equal to the server's: what protocol.md says, as a small program.

It needs `pip install httpx websockets`; then `python docs/live_client.py http://localhost:8000 demo PASSWORD`.
"""

import asyncio
import json
import random
import sys
import time
from typing import Any

import httpx
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, WebSocketException
from websockets.typing import Subprotocol


class StartOver(Exception):
    """The history does not go on from what is known here: everything must be fetched again."""


class Replica:
    """`products`, by id, follows the server for as long as `run` runs."""

    def __init__(self, url: str, username: str, password: str) -> None:
        self.products: dict[int, dict[str, Any]] = {}
        self.epoch = ""  # the history that `seen` counts in; empty: nothing has been fetched
        self.seen = 0  # the number of the last event that `products` contains
        self.resuming = False
        self.url, self.credentials = url, {"username": username, "password": password}

    async def run(self) -> None:
        """Connect, and again whenever the connection ends. Raises when the server does not let this user in."""
        failures = 0
        while True:
            began = time.monotonic()
            try:
                await self.session()
            except StartOver:
                self.epoch = ""
            except httpx.HTTPStatusError as error:
                if error.response.status_code in (401, 403):
                    raise
            except ConnectionClosed as closed:
                if closed.rcvd and closed.rcvd.code == 4403:
                    raise
            except (OSError, httpx.TransportError, WebSocketException) as error:
                print(f"Not connected: {error!r}", file=sys.stderr)
            failures = 0 if time.monotonic() - began > 5 else failures + 1
            # Full jitter: clients that were sent away together do not come back together.
            await asyncio.sleep(random.uniform(0, min(20, 2**failures)))

    async def session(self) -> None:
        """One connection. A new token each time is the simple way; `auth` and token/refresh/ save sign-ins."""
        async with httpx.AsyncClient(base_url=self.url + "/api/", timeout=30) as http:
            token = (await http.post("token/", json=self.credentials)).raise_for_status().json()["access"]
            http.headers["Authorization"] = f"Bearer {token}"
            if not self.epoch:
                await self.fetch_all(http)
        feed = self.url.replace("http", "ws", 1) + "/ws/products/"
        protocols = [Subprotocol("inventory.v1"), Subprotocol(f"bearer.{token}")]
        # The library pings the server, so a dead connection ends by itself. A frame of many events may be large.
        async with connect(feed, subprotocols=protocols, max_size=None) as socket:
            async for message in socket:
                await self.take(json.loads(message), socket)

    async def fetch_all(self, http: httpx.AsyncClient) -> None:
        """Page by page. Changes made meanwhile are events after the place where the *first* page was read."""
        pages = [(await http.get("products/?ordering=created_at&limit=500")).raise_for_status()]
        while "next" in pages[-1].links:
            pages.append((await http.get(pages[-1].links["next"]["url"])).raise_for_status())
        self.products = {row["id"]: row for page in pages for row in page.json()}
        self.epoch, self.seen = pages[0].headers["X-Live-Epoch"], int(pages[0].headers["X-Live-Seq"])

    async def take(self, frame: dict[str, Any], socket: ClientConnection) -> None:
        """Do what one frame of the server asks for. Frames of other types need no answer."""
        match frame["type"]:
            case "connection_established":
                self.resuming = False
                if frame["epoch"] != self.epoch:
                    raise StartOver
                if frame["seq"] != self.seen:
                    await self.resume(socket)
            case "event":
                await self.apply([frame], socket)
            case "events":
                await self.apply(frame["items"], socket)
            case "bulk" if frame["seq"] > self.seen:
                raise StartOver
            case "resumed":
                self.resuming = False
            case "reset":
                raise StartOver

    async def apply(self, events: list[dict[str, Any]], socket: ClientConnection) -> None:
        """Let in each event once and in order."""
        for event in events:
            if event["seq"] <= self.seen:
                continue
            if event["prev"] != self.seen:  # a gap: the replay that is asked for, or under way, contains it
                if not self.resuming:
                    await self.resume(socket)
                return
            self.seen, row = event["seq"], event["data"]
            held = self.products.get(row["id"])
            if event["action"] == "delete":
                self.products.pop(row["id"], None)
            elif held is None or row["version"] > held["version"]:  # a fetched row may be ahead of the event
                self.products[row["id"]] = row

    async def resume(self, socket: ClientConnection) -> None:
        self.resuming = True
        await socket.send(json.dumps({"type": "resume", "epoch": self.epoch, "seq": self.seen}))


async def main(url: str, username: str, password: str) -> None:
    replica = Replica(url, username, password)
    following = asyncio.create_task(replica.run())
    while not following.done():
        print(f"{len(replica.products)} products, as of event {replica.seen}")
        await asyncio.wait([following], timeout=2)
    await following


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
