"""A protocol client that keeps a replica whatever happens to its connection."""

import asyncio
import json
import random
from contextlib import suppress
from typing import Any

import httpx
from replica import Replica, Row, Wish
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

from servers import InventoryServer

# Silence after which it asks the server how far it is, and how long it waits for a connection.
IDLE_SECONDS = 0.5
CONNECT_SECONDS = 5.0
RETRY_SECONDS = (0.02, 0.3)


class ReplicaClient:
    """*ws_url* may lead through a proxy; REST goes to the server itself."""

    def __init__(self, server: InventoryServer, token: str, dice: random.Random, *, ws_url: str = "") -> None:
        self.replica = Replica()
        self.connections = 0
        self._dice = dice
        self._ws_url = ws_url or server.ws_url
        self._token = token
        self._rest = httpx.AsyncClient(
            base_url=server.url + "/api/", headers={"Authorization": f"Bearer {token}"}, timeout=10
        )
        self._fetch_wanted = asyncio.Event()
        self._complete = False

    @property
    def settled_at(self) -> tuple[str, int] | None:
        """Epoch and seq that the replica stands for; None while it is fetching."""
        return (self.replica.epoch, self.replica.seen) if self._complete else None

    async def run(self) -> None:
        """Until cancelled."""
        fetching = asyncio.create_task(self._keep_fetching())
        try:
            while True:
                # What a cut, killed or refused connection raises; anything else is a bug.
                with suppress(WebSocketException, OSError, TimeoutError):
                    await self._session()
                if fetching.done():
                    fetching.result()  # raises: it ends by an error only
                await asyncio.sleep(self._dice.uniform(*RETRY_SECONDS))
        finally:
            fetching.cancel()
            await self._rest.aclose()

    async def _session(self) -> None:
        async with connect(
            self._ws_url,
            subprotocols=["inventory.v1", f"bearer.{self._token}"],  # type: ignore[list-item]
            open_timeout=CONNECT_SECONDS,
            close_timeout=0.1,
            max_size=None,
            compression=None,
        ) as connection:
            self.connections += 1
            hello = json.loads(await connection.recv())
            assert hello["type"] == "connection_established"
            if not self.replica.epoch:
                self.replica.begin(hello["epoch"], hello["seq"])
                self._want_fetch()
            else:
                await self._resume(connection)
            while True:
                await self._do(connection, self.replica.take(await self._next(connection)))

    async def _next(self, connection: ClientConnection) -> Row:
        while True:
            try:
                async with asyncio.timeout(IDLE_SECONDS):
                    frame: Row = json.loads(await connection.recv())
                    return frame
            except TimeoutError:
                await connection.send('{"type":"ping"}')

    async def _do(self, connection: ClientConnection, wish: Wish | None) -> None:
        if wish == "resume":
            await self._resume(connection)
        elif wish == "fetch":
            self._want_fetch()

    async def _resume(self, connection: ClientConnection) -> None:
        self.replica.resuming = True
        wanted = {"type": "resume", "epoch": self.replica.epoch, "seq": self.replica.seen}
        await connection.send(json.dumps(wanted))

    def _want_fetch(self) -> None:
        self._complete = False
        self._fetch_wanted.set()

    async def _keep_fetching(self) -> None:
        while True:
            await self._fetch_wanted.wait()
            self._fetch_wanted.clear()
            self.replica.fetch_begins()
            with suppress(httpx.TransportError):
                rows = await all_products(self._rest)
                if not self._fetch_wanted.is_set():
                    self.replica.fetched(rows)
                    self._complete = True
                continue
            self._fetch_wanted.set()
            await asyncio.sleep(self._dice.uniform(*RETRY_SECONDS))


async def all_products(rest: httpx.AsyncClient) -> list[Row]:
    """Every product, page by page, oldest first: what is added meanwhile comes on the last page."""
    rows: list[Row] = []
    page: Any = "products/?limit=500&ordering=created_at"
    while page:
        answer = await rest.get(page)
        answer.raise_for_status()
        rows += answer.json()
        page = answer.links.get("next", {}).get("url")
    return rows
