"""The REST side of the clients: doors to the servers, tokens that are kept fresh, and fetches of all products."""

import asyncio
import random
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import httpx
import jwt
from proxy import CuttingProxy
from replica import Fetched, Row

from servers import PASSWORD, InventoryServer

RETRY_SECONDS = 0.05


class Away(Exception):
    """There is no server, or its database is locked or away: try again."""


@dataclass
class Door:
    """A server and the proxy in front of its sockets."""

    server: InventoryServer
    proxy: CuttingProxy


class Rest:
    """REST at any of the servers."""

    def __init__(self, doors: list[Door], dice: random.Random) -> None:
        self._doors = doors
        self._dice = dice
        self._client = httpx.AsyncClient(timeout=30, limits=httpx.Limits(max_connections=32))

    async def send(self, method: str, path: str, **options: Any) -> httpx.Response:
        """Raises Away."""
        door = self._dice.choice(self._doors)
        try:
            answer = await self._client.request(method, f"{door.server.url}/api/{path}", **options)
        except httpx.TransportError as error:
            raise Away from error
        if answer.status_code == 503:
            raise Away
        return answer

    async def close(self) -> None:
        await self._client.aclose()


class Tokens:
    """ana's tokens, renewed once for everybody."""

    def __init__(self, rest: Rest) -> None:
        self._rest = rest
        self._one_at_a_time = asyncio.Lock()
        self._access = ""
        self._refresh = ""
        self._expires = 0.0

    async def get(self, *, margin: float = 0.0) -> str:
        """An access token that holds for *margin* seconds more, or a new one. Raises Away."""
        async with self._one_at_a_time:
            if time.time() + margin >= self._expires:
                await self._renew()
            return self._access

    async def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {await self.get(margin=0.5)}"}

    async def _renew(self) -> None:
        answer = None
        if self._refresh:
            # Spent, if the server dies before we have its answer.
            spent, self._refresh = self._refresh, ""
            answer = await self._rest.send("POST", "token/refresh/", json={"refresh": spent})
        if answer is None or answer.status_code == 401:
            sign_in = {"username": "ana", "password": PASSWORD}
            answer = await self._rest.send("POST", "token/", json=sign_in)
        answer.raise_for_status()
        self._access, self._refresh = answer.json()["access"], answer.json()["refresh"]
        claims = jwt.decode(self._access, options={"verify_signature": False})
        self._expires = float(claims["exp"])


class Catalogue:
    """Fetches all products. Those who ask while a fetch is under way share the next one."""

    def __init__(self, rest: Rest, tokens: Tokens) -> None:
        self.fetches = 0
        self._rest = rest
        self._tokens = tokens
        self._next: asyncio.Future[Fetched] | None = None
        self._running: asyncio.Task[None] | None = None

    async def fetch(self) -> Fetched:
        """What REST says after this was called."""
        if self._next is None:
            self._next = asyncio.get_running_loop().create_future()
        promised = self._next
        if self._running is None:
            self._running = asyncio.create_task(self._run())
        return await asyncio.shield(promised)

    async def close(self) -> None:
        if self._running:
            self._running.cancel()
            with suppress(asyncio.CancelledError):
                await self._running

    async def _run(self) -> None:
        while (promised := self._next) is not None:
            self._next = None
            try:
                promised.set_result(await self._fetch())
            except Exception as error:
                promised.set_exception(error)
            self.fetches += 1
        self._running = None

    async def _fetch(self) -> Fetched:
        while True:
            with suppress(Away):
                if found := await self._pages():
                    return found
            await asyncio.sleep(RETRY_SECONDS)

    async def _pages(self) -> Fetched | None:
        """Page by page, oldest first. None: the token has ended on the way, and the fetch must begin anew."""
        rows: dict[int, Row] = {}
        first: httpx.Response | None = None
        path: str | None = "products/?limit=500&ordering=created_at"
        while path:
            page = await self._rest.send("GET", path, headers=await self._tokens.headers())
            if page.status_code == 401:
                return None
            page.raise_for_status()
            first = first or page
            rows |= {row["id"]: row for row in page.json()}
            path = page.links.get("next", {}).get("url", "").partition("/api/")[2]
        assert first
        return Fetched(first.headers["X-Live-Epoch"], int(first.headers["X-Live-Seq"]), rows)
