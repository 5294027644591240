"""A protocol client that keeps a replica whatever happens to its connection."""

import asyncio
import random
import socket
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import orjson
from catalogue import Away, Catalogue, Door, Tokens
from replica import Ledger, Replica, Row, Wish
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, WebSocketException

CONNECT_SECONDS = 10.0
RETRY_SECONDS = (0.02, 0.3)
# Silence after which the connection is dead, as docs/protocol.md has it.
SILENCE_SECONDS = 10.0
# How long before its end a client that renews its token does so.
RENEW_SECONDS = 1.5


@dataclass
class Counts:
    """What all clients of a trial went through together."""

    connections: int = 0
    resumes: int = 0
    renewals: int = 0
    silences: int = 0
    closes: Counter[int] = field(default_factory=Counter)


class ReplicaClient:
    """Comes in by any of *doors*. A *narrow* one leaves the kernel little room to take frames for it, and goes
    past the proxy; *renews*: it sends a new token in time, the others wait to be closed."""

    def __init__(
        self,
        doors: list[Door],
        tokens: Tokens,
        catalogue: Catalogue,
        ledger: Ledger,
        counts: Counts,
        dice: random.Random,
        *,
        narrow: bool = False,
        renews: bool = False,
        idle_seconds: float = 0.5,
    ) -> None:
        self.replica = Replica(ledger)
        self.connections = 0
        self.narrow = narrow
        # Cleared: it reads nothing, as a browser tab that hangs.
        self.reading = asyncio.Event()
        self.reading.set()
        self._doors = doors
        self._tokens = tokens
        self._catalogue = catalogue
        self._counts = counts
        self._dice = dice
        self._renews = renews
        self._renewed_for = 0
        self.expires = 0  # when the token of this connection, or of the last one, ends
        self._idle_seconds = idle_seconds
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
                try:
                    await self._session()
                except ConnectionClosed as closed:
                    self._counts.closes[closed.rcvd.code if closed.rcvd else 1006] += 1
                except (WebSocketException, OSError, TimeoutError, Away):
                    pass
                if fetching.done():
                    fetching.result()  # raises: it ends by an error only
                await asyncio.sleep(self._dice.uniform(*RETRY_SECONDS))
        finally:
            fetching.cancel()

    # --- One connection --------------------------------------------------------------------------------------

    async def _session(self) -> None:
        door = self._dice.choice(self._doors)
        token = await self._tokens.get(margin=1.0)
        narrowed: dict[str, Any] = {"sock": await _narrow_socket(door), "max_queue": 1} if self.narrow else {}
        async with connect(
            f"ws://127.0.0.1:{door.server.port if self.narrow else door.proxy.port}/ws/products/",
            subprotocols=["inventory.v1", f"bearer.{token}"],  # type: ignore[list-item]
            open_timeout=CONNECT_SECONDS,
            close_timeout=0.1,
            ping_interval=None,
            max_size=None,
            compression=None,
            **narrowed,
        ) as connection:
            async with asyncio.timeout(CONNECT_SECONDS):
                hello = parsed(await connection.recv())
            assert hello["type"] == "connection_established", hello
            self.connections += 1
            self._counts.connections += 1
            await self._greet(connection, hello)
            while True:
                frame = await self._next(connection)
                if frame["type"] == "auth_ok":
                    self.expires = frame["token_expires"]
                    self._counts.renewals += 1
                await self._do(connection, self.replica.take(frame))

    async def _greet(self, connection: ClientConnection, hello: Row) -> None:
        self.expires = hello["token_expires"]
        replica = self.replica
        replica.resuming = replica.live = False
        if not replica.epoch:
            replica.begin(hello["epoch"], hello["seq"])
            self._want_fetch()
        elif (hello["epoch"], hello["seq"]) == (replica.epoch, replica.seen):
            replica.live = True
        else:
            await self._resume(connection)  # at another epoch too: the answer is a reset

    async def _next(self, connection: ClientConnection) -> Row:
        began = time.monotonic()
        while True:
            if not self.reading.is_set():
                await self.reading.wait()
                began = time.monotonic()
            await self._renew(connection)
            try:
                async with asyncio.timeout(self._idle_seconds):
                    return parsed(await connection.recv())
            except TimeoutError:
                if time.monotonic() - began > SILENCE_SECONDS:
                    self._counts.silences += 1
                    raise
                await connection.send('{"type":"ping"}')

    async def _renew(self, connection: ClientConnection) -> None:
        if not self._renews or self._renewed_for == self.expires:
            return
        if time.time() > self.expires - RENEW_SECONDS:
            with suppress(Away):
                token = await self._tokens.get(margin=RENEW_SECONDS)
                self._renewed_for = self.expires
                await connection.send(orjson.dumps({"type": "auth", "token": token}).decode())

    async def _do(self, connection: ClientConnection, wish: Wish | None) -> None:
        if wish == "resume":
            await self._resume(connection)
        elif wish == "fetch":
            self._want_fetch()

    async def _resume(self, connection: ClientConnection) -> None:
        self.replica.resume_begins()
        self._counts.resumes += 1
        wanted = {"type": "resume", "epoch": self.replica.epoch, "seq": self.replica.seen}
        await connection.send(orjson.dumps(wanted).decode())

    # --- Fetching --------------------------------------------------------------------------------------------

    def _want_fetch(self) -> None:
        self._complete = False
        self._fetch_wanted.set()

    async def _keep_fetching(self) -> None:
        while True:
            await self._fetch_wanted.wait()
            self._fetch_wanted.clear()
            self.replica.fetch_begins()
            found = await self._catalogue.fetch()
            # Another wish meanwhile, say by a second bulk event: this answer may be too old for it.
            if not self._fetch_wanted.is_set():
                self.replica.fetched(found)
                self._complete = True


@lru_cache(maxsize=64)
def parsed(text: str) -> Row:
    """All sockets are sent the same text: parse it once, and let the replicas share what it says."""
    frame: Row = orjson.loads(text)
    return frame


async def _narrow_socket(door: Door) -> socket.socket:
    made = socket.socket()
    made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    made.setblocking(False)
    try:
        async with asyncio.timeout(CONNECT_SECONDS):
            await asyncio.get_running_loop().sock_connect(made, ("127.0.0.1", door.server.port))
    except BaseException:
        with suppress(OSError):
            made.close()
        raise
    return made
