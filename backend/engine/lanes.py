"""Who waits where: requests that take long wait in a lane, not on a thread that someone else could use.

Writers wait for each other's locks, so they never have the last thread: readers keep it. Hashing a password,
decoding a picture and reading a spreadsheet take a processor for long, and a picture up to 640 MB: few do so at a
time, and the others wait before they have a thread. Nobody waits for ever: a lane that is full, or has not moved
in time, is a 503 before anything was done.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Final

WAIT_SECONDS: Final = 10.0
SAFE_METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS"})
HASHING_PATHS: Final = frozenset(
    {"/api/token/", "/api/user/register/", "/api/account/", "/api/account/password/"}
    | {"/api/account/password/reset/confirm/", "/admin/login/", "/admin/password_change/"}
)
PICTURE_PATHS: Final = ("/api/products/", "/admin/api/product/")
IMPORT_PATH: Final = "/api/imports/"


class Busy(Exception):
    """There was no turn in time, or no room to wait for one. Nothing was done."""


class Lane:
    """*slots* at once, and *room* more who wait; at most *share* of them all are one client's."""

    def __init__(self, slots: int, *, room: int, share: int | None = None) -> None:
        self._slots = asyncio.Semaphore(slots)
        self._room = room
        self._share = share
        self._of: Counter[bytes] = Counter()

    async def take(self, until: float | None, client: bytes = b"") -> None:
        """Wait for a slot. Raises Busy at *until* (the loop's time); with None there is no end to the waiting."""
        if self._share is None:
            await self._acquire(until)
            return
        if self._of[client] >= self._share:
            raise Busy
        self._of[client] += 1
        try:
            await self._acquire(until)
        except BaseException:
            self._forget(client)
            raise

    def give_back(self, client: bytes = b"") -> None:
        self._slots.release()
        if self._share is not None:
            self._forget(client)

    def _forget(self, client: bytes) -> None:
        self._of[client] -= 1
        if not self._of[client]:
            del self._of[client]

    async def _acquire(self, until: float | None) -> None:
        if not self._slots.locked():
            await self._slots.acquire()
            return
        if not self._room:
            raise Busy
        self._room -= 1
        try:
            async with asyncio.timeout_at(until):
                await self._slots.acquire()
        except TimeoutError as error:
            raise Busy from error
        finally:
            self._room += 1


class Lanes:
    """The lanes of a process with *threads* request threads."""

    def __init__(self, threads: int) -> None:
        writers = max(1, threads - 1)
        self._writing = Lane(writers, room=200)
        self._hashing = Lane(max(1, writers // 2), room=30)
        self._decoding = Lane(1, room=10, share=4)

    @asynccontextmanager
    async def turn(self, scope: dict[str, Any]) -> AsyncIterator[None]:
        """The turn of the request *scope*. Raises Busy."""
        if scope["method"] in SAFE_METHODS:
            yield
            return
        until = asyncio.get_running_loop().time() + WAIT_SECONDS
        client = _client(scope)
        taken: list[Lane] = []
        try:
            for lane in (self._heavy(scope), self._writing):
                if lane:
                    await lane.take(until, client)
                    taken.append(lane)
            yield
        finally:
            for lane in taken:
                lane.give_back(client)

    @asynccontextmanager
    async def step(self, scope: dict[str, Any]) -> AsyncIterator[None]:
        """A step of an answer that streams. It has begun: no step of it may be refused."""
        if scope["method"] in SAFE_METHODS:
            yield
            return
        await self._writing.take(None)
        try:
            yield
        finally:
            self._writing.give_back()

    def _heavy(self, scope: dict[str, Any]) -> Lane | None:
        path = with_slash(scope["path"])
        if path in HASHING_PATHS:
            return self._hashing
        if path == IMPORT_PATH:
            return self._decoding
        if path.startswith(PICTURE_PATHS) and content_type(scope).startswith("multipart/"):
            return self._decoding
        return None


def _client(scope: dict[str, Any]) -> bytes:
    """Who asks: by token, or by address where there is none. Made-up tokens are refused without any work."""
    return header(scope["headers"], b"authorization") or str((scope.get("client") or ("",))[0]).encode()


def with_slash(path: str) -> str:
    """The path as `urls.py` has it: an address is also taken without the slash at its end."""
    return path if path.endswith("/") else f"{path}/"


def content_type(scope: dict[str, Any]) -> str:
    return str(header(scope["headers"], b"content-type"), "latin-1").strip().lower()


def header(headers: list[tuple[bytes, bytes]], wanted: bytes) -> bytes:
    """The value of the first field with this name (in lower case), or nothing."""
    for name, value in headers:
        if name == wanted:
            return value
    return b""
