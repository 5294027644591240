"""One connected client, as the hub sees it: where it stands in the log, and a bounded way to send to it."""

import asyncio
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Callable, Coroutine
from contextlib import suppress
from functools import cached_property
from typing import Any, Final

from engine.guests import Budget

from .limits import (
    FRAMES_AT_ONCE,
    FRAMES_PER_SECOND,
    MAX_BUFFERED_BYTES,
    MAX_QUEUED_FRAMES,
    RESUMES_AT_ONCE,
    RESUMES_PER_SECOND,
    STUCK_SECONDS,
)
from .protocol import Close
from .sessions import Session
from .wire import LiveProtocol, encode_text

CLOSE_SECONDS: Final = 1.0

Send = Callable[[dict[str, Any]], Coroutine[Any, Any, None]]


class Outgoing:
    """Frames that go to many sockets: text for ASGI, bytes for the wire, each made once and only if needed."""

    def __init__(self, frames: list[str]) -> None:
        self.frames = frames

    @cached_property
    def encoded(self) -> bytes:
        return b"".join(encode_text(frame) for frame in self.frames)


class Socket(ABC):
    """`sent` is the number of the last event this socket was given; the next one must follow it.

    `replay` is set while a replay brings the socket to the head; whoever takes it away ends the replay.
    """

    __slots__ = (
        "_stuck_drained",
        "_stuck_since",
        "batches",
        "closing",
        "messages",
        "replay",
        "resumes",
        "sent",
        "session",
        "user",
    )

    def __init__(self, session: Session, *, batches: bool) -> None:
        self.session = session
        self.user: int = session.user.pk  # of every session it will have
        self.messages = Budget(FRAMES_AT_ONCE, per_second=FRAMES_PER_SECOND)
        self.resumes = Budget(RESUMES_AT_ONCE, per_second=RESUMES_PER_SECOND)
        self.batches = batches
        self.sent = 0
        self.replay: object | None = None
        self.closing = False
        self._stuck_since: float | None = None
        self._stuck_drained = 0

    @abstractmethod
    def push(self, outgoing: Outgoing) -> bool:
        """Send or queue without waiting. False: the socket is too far behind and must be closed."""

    @abstractmethod
    def close(self, code: Close, reason: str) -> None:
        """Close without waiting."""

    @abstractmethod
    def _queue_state(self) -> tuple[int, int]:
        """(bytes or frames waiting, how much has gone out since the start), in the same unit."""

    @abstractmethod
    async def drained(self) -> None:
        """Wait until there is room for another chunk of a replay."""

    def is_stuck(self, now: float) -> bool:
        """Whether the peer has taken nothing for STUCK_SECONDS although something waits. *now*: seconds."""
        waiting, drained = self._queue_state()
        # What was written past this class (pongs) waits too, so that less than before seems to have gone out.
        if not waiting or self._stuck_since is None or drained > self._stuck_drained:
            self._stuck_since = now if waiting else None
            self._stuck_drained = drained
            return False
        return now - self._stuck_since >= STUCK_SECONDS


class WireSocket(Socket):
    """Writes encoded frames straight to uvicorn's transport."""

    __slots__ = ("_protocol", "_pushed")

    def __init__(self, session: Session, *, batches: bool, protocol: LiveProtocol) -> None:
        super().__init__(session, batches=batches)
        self._protocol = protocol
        self._pushed = 0

    def push(self, outgoing: Outgoing) -> bool:
        protocol = self._protocol
        if self.closing or not protocol.can_write:
            self.closing = True  # the peer has gone; the consumer hears of it by its own `receive`
            return True
        # What already waits decides: a large batch to a socket that keeps up is fine.
        if protocol.buffered() > MAX_BUFFERED_BYTES:
            return False
        data = outgoing.encoded
        self._pushed += len(data)
        protocol.write_encoded(data)
        return True

    def close(self, code: Close, reason: str) -> None:
        self.closing = True
        self._protocol.close_now(code, reason)

    def _queue_state(self) -> tuple[int, int]:
        buffered = self._protocol.buffered()
        return buffered, self._pushed - buffered

    async def drained(self) -> None:
        await self._protocol.writable.wait()


class AsgiSocket(Socket):
    """Sends through ASGI, for servers other than ours (Daphne, tests): a queue with one writer."""

    __slots__ = ("_bytes", "_delivered", "_queue", "_send", "_writer")

    def __init__(self, session: Session, *, batches: bool, send: Send) -> None:
        super().__init__(session, batches=batches)
        self._send = send
        self._queue: deque[str] = deque()
        self._bytes = 0
        self._delivered = 0
        self._writer: asyncio.Task[None] | None = None

    def push(self, outgoing: Outgoing) -> bool:
        if self.closing:
            return True
        # What already waits decides: a long burst to a socket that keeps up is fine.
        if len(self._queue) > MAX_QUEUED_FRAMES or self._bytes > MAX_BUFFERED_BYTES:
            return False
        self._queue.extend(outgoing.frames)
        self._bytes += sum(map(len, outgoing.frames))
        if self._writer is None:
            self._start()
        return True

    def close(self, code: Close, reason: str) -> None:
        if self.closing:
            return
        self.closing = True
        message = {"type": "websocket.close", "code": int(code), "reason": reason}
        self._writer = asyncio.get_running_loop().create_task(self._end(self._writer, message))

    def _queue_state(self) -> tuple[int, int]:
        # The frame that is being sent has left the queue, but nobody has taken it yet.
        return len(self._queue) + (self._writer is not None), self._delivered

    async def drained(self) -> None:
        if self._writer:
            await asyncio.wait([self._writer])

    def _start(self) -> None:
        self._writer = asyncio.get_running_loop().create_task(self._write())
        self._writer.add_done_callback(self._written)

    def _written(self, _: asyncio.Task[None]) -> None:
        if not self.closing:
            self._writer = None
            if self._queue:
                self._start()

    async def _end(self, writer: asyncio.Task[None] | None, message: dict[str, Any]) -> None:
        """Let what was sent before, such as the reason, go out first."""
        if writer:
            await asyncio.wait([writer], timeout=CLOSE_SECONDS)
            writer.cancel()
        with suppress(Exception):  # it is closed already
            await self._send(message)

    async def _write(self) -> None:
        try:
            while self._queue:
                text = self._queue.popleft()
                await self._send({"type": "websocket.send", "text": text})
                self._bytes -= len(text)
                self._delivered += 1
        except Exception:  # the peer has gone; the consumer hears of it by its own `receive`
            self.closing = True
            self._queue.clear()
