"""Load from the other side: thousands of listeners and a few writers, light enough to share a server's machine.

A listener counts events in the raw bytes of its stream, the same way for every system: a marker that stands once
in each event. Nothing is parsed while the clock runs.
"""

import asyncio
import json
import re
import time
from dataclasses import dataclass, field
from typing import Any, cast

from systems import System

MARKER = b'"description":"A product that a benchmark'

DESCRIPTION = "A product that a benchmark has made, with a description of ordinary length. "


_NUMBERS = re.compile(rb'"seq":(\d+),"prev":(\d+),"action"')


@dataclass
class Tally:
    """When the last listener had its k-th event, and how many events each listener has had."""

    last_at: dict[int, float] = field(default_factory=dict)
    counts: list[int] = field(default_factory=list)
    total: int = 0

    def reset(self) -> None:
        self.last_at.clear()
        self.counts = [0] * len(self.counts)
        self.total = 0


class Listener(asyncio.Protocol):
    """One connection that sends *request* and then counts MARKER in all that comes."""

    def __init__(self, request: bytes, tally: Tally) -> None:
        self._request = request
        self._tally = tally
        self._tail = b""
        self._index = len(tally.counts)
        tally.counts.append(0)
        self.head: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()
        self._before_ready = b""
        self.ready_marker = b""
        self.transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)
        self.transport.write(self._request)

    def data_received(self, data: bytes) -> None:
        if not self.head.done():
            self._before_ready += data
            if self.ready_marker in self._before_ready:
                self.head.set_result(self._before_ready)
            return
        found = (self._tail + data).count(MARKER)
        self._tail = (
            data[-(len(MARKER) - 1) :] if len(data) >= len(MARKER) else (self._tail + data)[-len(MARKER) + 1 :]
        )
        if found:
            tally = self._tally
            now = time.perf_counter()
            seen = tally.counts[self._index]
            for k in range(seen, seen + found):
                tally.last_at[k] = now
            tally.counts[self._index] = seen + found
            tally.total += found

    def connection_lost(self, error: Exception | None) -> None:
        if not self.head.done():
            self.head.set_exception(ConnectionError("refused"))


class Checker(Listener):
    """A listener that also keeps the number of each event and of the one before it, in the order they came."""

    def __init__(self, request: bytes, tally: Tally) -> None:
        super().__init__(request, tally)
        self.numbers: list[tuple[int, int]] = []
        self._unread = b""

    def data_received(self, data: bytes) -> None:
        greeted = self.head.done()
        super().data_received(data)
        if not greeted:
            return
        self._unread += data
        end = 0
        for found in _NUMBERS.finditer(self._unread):
            self.numbers.append((int(found[1]), int(found[2])))
            end = found.end()
        self._unread = self._unread[max(end, len(self._unread) - 80) :]


class Writer:
    """One keep-alive HTTP/1.1 connection that creates products."""

    def __init__(self, system: System) -> None:
        self.system = system

    async def __aenter__(self) -> "Writer":
        self._reader, self._writer = await asyncio.open_connection("127.0.0.1", self.system.port)
        return self

    async def __aexit__(self, *_: object) -> None:
        self._writer.close()

    async def create(self, number: int) -> None:
        product = {
            "name": f"bench-{number}",
            "description": DESCRIPTION * 2,
            "category": "electronics",
            "price": "12.50",
            "quantity": number,
        }
        if self.system.name == "PocketBase":
            path, authorization = "/api/collections/products/records", self.system.token
        else:
            path, authorization = "/api/products/", f"Bearer {self.system.token}"
        status, _ = await self.post(path, product, authorization)
        if status not in (200, 201):
            raise SystemExit(f"{self.system.name}: a create was answered {status}")

    async def post(self, path: str, body: object, authorization: str) -> tuple[int, bytes]:
        content = json.dumps(body).encode()
        self._writer.write(
            f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: {authorization}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(content)}\r\n\r\n".encode()
            + content
        )
        head = (await self._reader.readuntil(b"\r\n\r\n")).lower()
        length = int(head.split(b"content-length:")[1].split(b"\r\n")[0]) if b"content-length:" in head else 0
        return int(head.split(b" ")[1]), await self._reader.readexactly(length)


async def open_listeners(
    system: System, count: int, tally: Tally, *, at_once: int = 100, kind: type[Listener] = Listener
) -> list[Any]:
    """Connect *count* listeners of this *kind* and wait until each is subscribed."""
    gate = asyncio.Semaphore(at_once)

    async def one() -> Any:
        async with gate:
            return await _open(system, tally, kind)

    return list(await asyncio.gather(*(one() for _ in range(count))))


async def _open(system: System, tally: Tally, kind: type[Listener]) -> Listener:
    loop = asyncio.get_running_loop()
    if system.name == "PocketBase":
        request = b"GET /api/realtime HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/event-stream\r\n\r\n"
        marker = b"PB_CONNECT\n\n"
    else:
        path = "/" if not system.token else "/ws/products/"
        offered = f"Sec-WebSocket-Protocol: inventory.v1, bearer.{system.token}\r\n" if system.token else ""
        request = (
            f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n{offered}\r\n"
        ).encode()
        marker = b"connection_established" if system.token else b"\r\n\r\n"
    listener = kind(request, tally)
    listener.ready_marker = marker if system.name != "PocketBase" else b'"clientId":"'
    await loop.create_connection(lambda: listener, "127.0.0.1", system.port)
    head = await listener.head
    if system.name == "PocketBase":
        client = head.split(b'"clientId":"')[1].split(b'"')[0].decode()
        async with Writer(system) as writer:
            body = {"clientId": client, "subscriptions": ["products/*"]}
            status, _ = await writer.post("/api/realtime", body, system.token)
            if status != 204:
                raise SystemExit(f"PocketBase: a subscription was answered {status}")
    return listener


def text_frame(text: str) -> bytes:
    """A client's WebSocket frame, masked with zeros (RFC 6455, section 5.3)."""
    payload = text.encode()
    size = len(payload)
    length = bytes([0x80 | size]) if size < 126 else bytes([0x80 | 126]) + size.to_bytes(2, "big")
    return b"\x81" + length + b"\x00" * 4 + payload
