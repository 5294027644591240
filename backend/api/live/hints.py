"""Tells hubs, here and in other processes, that the log has grown.

A hint is never the only copy, and any may be lost or doubled: a hub that misses one polls within a second.

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
from django.utils.crypto import salted_hmac

from .figures import Figures

logger = logging.getLogger(__name__)

SEND_TIMEOUT: Final = 2.0
REFRESH_SECONDS: Final = 30.0  # the layer reconnects without a word and may have lost the subscription
RETRY_SECONDS: Final = 1.0

# Set by the hub of this process: takes a message for all hubs, from any thread, without blocking.
_local: Callable[[dict[str, Any]], None] | None = None
_outside: "_OutsideLoop | None" = None
_lock = threading.Lock()
_layer_answers = True


def announce(epoch: str, seq: int) -> None:
    """The head of the log of *epoch* is now at least *seq*. Never blocks, never raises."""
    _tell(epoch, {"type": "live.wake", "seq": seq})


def announce_user(epoch: str, user_id: int) -> None:
    """The account *user_id* has changed: its sockets must be checked. Never blocks, never raises."""
    _tell(epoch, {"type": "live.user", "user_id": user_id})


def announce_changed(epoch: str, what: str) -> None:
    """What clients keep beside products has changed, such as "categories". Never blocks, never raises."""
    _tell(epoch, {"type": "live.changed", "what": what})


def group(epoch: str) -> str:
    """The channel layer's group for the processes of one installation: the same history, the same secret key.

    Redis publishes to all of its databases, whatever their numbers, so installations that share one must not share
    a group: people of one would be seen in the other. A restored copy has an epoch of its own; a copy made on the
    level of files has not, and is told apart by its key.
    """
    return f"live.{salted_hmac('api.live.wakeup', epoch, algorithm='sha256').hexdigest()[:32]}"


def set_local(tell: Callable[[dict[str, Any]], None]) -> None:
    global _local
    _local = tell


def unset_local(tell: Callable[[dict[str, Any]], None]) -> None:
    """Forget *tell*, unless a newer hub has taken its place."""
    global _local
    if _local == tell:
        _local = None


async def publish(epoch: str, message: dict[str, Any]) -> bool:
    """Send *message* to every hub of this installation. Returns whether it went, within SEND_TIMEOUT."""
    global _layer_answers
    try:
        async with asyncio.timeout(SEND_TIMEOUT):
            await get_channel_layer().group_send(group(epoch), message)
    except Exception as error:
        if _layer_answers:  # once, not at every write
            logger.warning(
                "The channel layer took no hint (%s); hubs elsewhere poll until it does.", type(error).__name__
            )
        _layer_answers = False
    else:
        _layer_answers = True
    return _layer_answers


class Hints:
    """Calls *heard* on the loop for every message of another hub; `pass_on` tells the others.

    Others are those that serve the log of the same *epoch*.
    """

    def __init__(self, heard: Callable[[dict[str, Any]], None], figures: Figures, epoch: str) -> None:
        self._heard = heard
        self._figures = figures
        self._epoch = epoch
        self._subscription: asyncio.Timeout | None = None
        self._waiting: dict[tuple[str, object], dict[str, Any]] = {}
        self._some_waiting = asyncio.Event()

    def pass_on(self, message: dict[str, Any]) -> None:
        """Without blocking; of several wake-ups that wait, only the newest goes out."""
        self._waiting[(message["type"], _about(message))] = message
        self._some_waiting.set()

    def move_to(self, epoch: str) -> None:
        """The log has begun another epoch: speak and listen to those who have noticed."""
        self._epoch = epoch
        if self._subscription:
            with suppress(RuntimeError):  # it is at its end, and the next one is for the new epoch
                self._subscription.reschedule(asyncio.get_running_loop().time())

    async def send_forever(self) -> None:
        while True:
            await self._some_waiting.wait()
            self._some_waiting.clear()
            while self._waiting:
                # Out of the dict first: a newer one that comes meanwhile must go out as well.
                await self.send(self._waiting.pop(next(iter(self._waiting))))

    async def send(self, message: dict[str, Any]) -> bool:
        """Send *message* now. Returns whether it went, within SEND_TIMEOUT."""
        self._figures.layer_ok = await publish(self._epoch, message)
        return self._figures.layer_ok

    async def listen_forever(self) -> None:
        """Whatever happens to the layer, hear it again within a second of its return."""
        while True:
            try:
                with suppress(TimeoutError):
                    async with asyncio.timeout(REFRESH_SECONDS) as self._subscription:
                        await self._listen()
            except Exception as error:
                if self._figures.layer_ok:
                    logger.warning("The channel layer is away (%s); polling instead.", type(error).__name__)
                self._figures.layer_ok = False
                await asyncio.sleep(RETRY_SECONDS)

    async def _listen(self) -> None:
        layer, ours = get_channel_layer(), group(self._epoch)
        try:
            async with asyncio.timeout(SEND_TIMEOUT):
                # A new channel each time: the layer forgets one whose reader was cancelled.
                channel = await layer.new_channel()
                await layer.group_add(ours, channel)
        except TimeoutError as error:
            raise ConnectionError("The channel layer does not answer.") from error
        if not self._figures.layer_ok:
            logger.warning("The channel layer is back.")
        self._figures.layer_ok = True
        try:
            while True:
                self._heard(await layer.receive(channel))
        finally:
            # The layer keeps the names of a group's channels, read or not.
            with suppress(Exception):
                async with asyncio.timeout(SEND_TIMEOUT):
                    await layer.group_discard(ours, channel)


def _about(message: dict[str, Any]) -> object:
    return message.get("user_id") or message.get("what")


def _tell(epoch: str, message: dict[str, Any]) -> None:
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
        _outside.submit(epoch, message)


class _OutsideLoop:
    """A daemon thread with an event loop, for processes without a hub. Keeps only the newest wake-up waiting."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._waiting: dict[tuple[str, object], tuple[str, dict[str, Any]]] = {}
        self._draining: asyncio.Task[None] | None = None
        threading.Thread(target=self._loop.run_forever, name="live-wakeup", daemon=True).start()
        # A short command must not end before its last hint is out, nor hang when Redis is away.
        atexit.register(self._finish)

    def submit(self, epoch: str, message: dict[str, Any]) -> None:
        self._loop.call_soon_threadsafe(self._enqueue, epoch, message)

    def _enqueue(self, epoch: str, message: dict[str, Any]) -> None:
        self._waiting[(message["type"], _about(message))] = (epoch, message)
        if self._draining is None:
            self._draining = self._loop.create_task(self._drain())

    async def _drain(self) -> None:
        while self._waiting:
            # Out of the dict before it is sent: a newer message that comes meanwhile must be sent as well.
            await publish(*self._waiting.pop(next(iter(self._waiting))))
        self._draining = None

    def _finish(self) -> None:
        # The loop takes its work in order: everything submitted is enqueued by the time this begins.
        async def wait_for_drain() -> None:
            if self._draining:
                await self._draining

        with suppress(TimeoutError):
            asyncio.run_coroutine_threadsafe(wait_for_drain(), self._loop).result(SEND_TIMEOUT)
