"""Tells hubs that the log has grown. A hint, never the only copy: a hub that misses it polls within a second.

In a process that runs a hub the hint goes straight to its loop, which passes it on through the channel layer.
Other processes (a command, the shell) use a small loop of their own: `async_to_sync` would open a new Redis
connection for every call, and would make the writer wait while Redis is away.
"""

import asyncio
import atexit
import logging
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Final

from channels.layers import InMemoryChannelLayer, get_channel_layer

logger = logging.getLogger(__name__)

GROUP: Final = "live"
SEND_TIMEOUT: Final = 2.0

# Set by the hub of this process: takes a message for all hubs, from any thread, without blocking.
_local: Callable[[dict[str, Any]], None] | None = None
_outside: "_OutsideLoop | None" = None
_lock = threading.Lock()
_layer_answers = True


def announce(seq: int) -> None:
    """The log's head is now at least *seq*. Never blocks, never raises."""
    _tell({"type": "live.wake", "seq": seq})


def announce_user(user_id: int) -> None:
    """The account *user_id* has changed: its sockets must be checked. Never blocks, never raises."""
    _tell({"type": "live.user", "user_id": user_id})


def set_local(tell: Callable[[dict[str, Any]], None]) -> None:
    global _local
    _local = tell


def unset_local(tell: Callable[[dict[str, Any]], None]) -> None:
    """Forget *tell*, unless a newer hub has taken its place."""
    global _local
    if _local == tell:
        _local = None


async def publish(message: dict[str, Any]) -> bool:
    """Send *message* to every hub through the channel layer. Returns whether it went, within SEND_TIMEOUT."""
    global _layer_answers
    try:
        async with asyncio.timeout(SEND_TIMEOUT):
            await get_channel_layer().group_send(GROUP, message)
    except Exception as error:
        if _layer_answers:  # once, not at every write
            logger.warning(
                "The channel layer took no hint (%s); hubs elsewhere poll until it does.", type(error).__name__
            )
        _layer_answers = False
    else:
        _layer_answers = True
    return _layer_answers


def _tell(message: dict[str, Any]) -> None:
    global _outside
    tell = _local
    if tell is not None:
        tell(message)
        return
    if isinstance(get_channel_layer(), InMemoryChannelLayer):
        return  # nobody outside this process could hear it
    # An interpreter that is shutting down starts no thread: the hubs will poll.
    with suppress(RuntimeError):
        with _lock:
            if _outside is None:
                _outside = _OutsideLoop()
        _outside.submit(message)


class _OutsideLoop:
    """A daemon thread with an event loop, for processes without a hub. Keeps only the newest wake-up waiting."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._waiting: dict[tuple[str, int], dict[str, Any]] = {}
        self._draining: asyncio.Task[None] | None = None
        threading.Thread(target=self._loop.run_forever, name="live-wakeup", daemon=True).start()
        # A short command must not end before its last hint is out, nor hang when Redis is away.
        atexit.register(self._finish)

    def submit(self, message: dict[str, Any]) -> None:
        self._loop.call_soon_threadsafe(self._enqueue, message)

    def _enqueue(self, message: dict[str, Any]) -> None:
        self._waiting[(message["type"], message.get("user_id", 0))] = message
        if self._draining is None:
            self._draining = self._loop.create_task(self._drain())

    async def _drain(self) -> None:
        while self._waiting:
            # Out of the dict before it is sent: a newer message that comes meanwhile must be sent as well.
            await publish(self._waiting.pop(next(iter(self._waiting))))
        self._draining = None

    def _finish(self) -> None:
        # The loop takes its work in order: everything submitted is enqueued by the time this begins.
        async def wait_for_drain() -> None:
            if self._draining:
                await self._draining

        with suppress(TimeoutError):
            asyncio.run_coroutine_threadsafe(wait_for_drain(), self._loop).result(SEND_TIMEOUT)
