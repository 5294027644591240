"""The fan-out: one hub a process reads the log in order and gives every socket the same bytes.

The hub alone reads the log while all is well; sockets that were away are served from its ring of recent entries,
and only what is older comes from the database, a few resumes at a time. Nothing here decides what an event is:
the log does (log.py), and the words are in protocol.py.
"""

import asyncio
import logging
import time
import weakref
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final, TypeVar

from channels.layers import InMemoryChannelLayer, get_channel_layer
from django.db import DatabaseError, connection

from . import protocol, reader, wakeup
from .protocol import Close, Entry, ResetReason
from .sessions import Session, authenticate, still_valid
from .sockets import Outgoing, Socket

logger = logging.getLogger(__name__)
T = TypeVar("T")

POLL_SECONDS: Final = 1.0  # how late a change may be when every hint is lost
COALESCE_SECONDS: Final = 0.02  # after a frame, the next one waits this long, so that a burst travels in batches
RING_ENTRIES: Final = 4096
RESUME_MAX: Final = 20_000  # a client further behind fetches its page sooner than it would replay
REPLAY_CHUNK: Final = 200
REPLAYS_AT_ONCE: Final = 8
LAYER_REFRESH_SECONDS: Final = 30.0  # the layer reconnects without a word and may have lost the subscription
USER_CHECK_SECONDS: Final = 10.0
YIELD_EVERY: Final = 500  # sockets written before the loop may do something else


@dataclass(slots=True)
class Figures:
    """What the hub has done since it started."""

    events: int = 0
    frames: int = 0
    resumes: int = 0
    resets: int = 0
    slow_closes: int = 0
    layer_ok: bool = True
    database_ok: bool = True


class Hub:
    """Made by `get_hub`. Everything but `tell` runs on the event loop it was made on."""

    def __init__(self) -> None:
        self.epoch = ""
        self.head = 0
        self.floor = 1
        self.figures = Figures()
        self.sockets: set[Socket] = set()
        self._loop = asyncio.get_running_loop()
        # One thread reads the log, so that reads cannot overtake each other; a few serve sign-ins and replays.
        self._log_thread = ThreadPoolExecutor(1, thread_name_prefix="live-log")
        self._threads = ThreadPoolExecutor(4, thread_name_prefix="live-db")
        self._ring: deque[Entry] = deque(maxlen=RING_ENTRIES)
        self._wake = asyncio.Event()
        self._advanced = asyncio.Condition()
        self._replays = asyncio.Semaphore(REPLAYS_AT_ONCE)
        self._outgoing_hints: dict[tuple[str, int], dict[str, Any]] = {}
        self._hinted = asyncio.Event()
        self._suspects: set[int] = set()
        self._empty_reads = 0
        self._starting: asyncio.Future[None] | None = None
        self._tasks: list[asyncio.Task[None]] = []

    # --- Life ------------------------------------------------------------------------------------------------

    async def start(self) -> None:
        """Find the log's head and begin to follow it. Safe to call again and from several sockets at once."""
        if self._starting is None:
            self._starting = asyncio.ensure_future(self._start())
        await asyncio.shield(self._starting)

    async def _start(self) -> None:
        while True:
            try:
                snapshot = await self._in(self._log_thread, reader.read_after, 2**62, 1)
                break
            except DatabaseError as error:
                self._database_failed(error)
                await asyncio.sleep(POLL_SECONDS)
        self.epoch, self.head, self.floor = snapshot.epoch, snapshot.seq, snapshot.floor
        wakeup.set_local(self.tell)
        self._tasks = [self._loop.create_task(self._follow()), self._loop.create_task(self._sweep())]
        if not isinstance(get_channel_layer(), InMemoryChannelLayer):
            self._tasks += [self._loop.create_task(self._listen()), self._loop.create_task(self._forward())]

    async def stop(self) -> None:
        """Say goodbye to whoever is still connected and end all work."""
        wakeup.set_local(None)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for socket in list(self.sockets):
            socket.close(Close.RESTARTING, "restarting")
        for pool in (self._log_thread, self._threads):
            pool.shutdown(wait=True, cancel_futures=True)

    def tell(self, message: dict[str, Any]) -> None:
        """Take a hint for all hubs, from any thread."""
        with suppress(RuntimeError):  # the loop is closing: the next hub will read the log anyway
            self._loop.call_soon_threadsafe(self._heard, message, True)

    # --- Sockets ---------------------------------------------------------------------------------------------

    async def authenticate(self, raw_token: str) -> Session:
        """Check a token on a thread of the hub's own. Raises sessions.Refused."""
        return await self._in(self._threads, authenticate, raw_token)

    def join(self, socket: Socket) -> None:
        """From here on *socket* is given every event after `head`."""
        socket.sent = self.head
        self.sockets.add(socket)
        session = socket.session
        greeting = protocol.established(
            epoch=self.epoch,
            seq=self.head,
            floor=self.floor,
            token_expires=session.expires,
            user=session.user,
        )
        self.push(socket, greeting)

    def leave(self, socket: Socket) -> None:
        self.sockets.discard(socket)

    def push(self, socket: Socket, frame: str) -> None:
        self._push(socket, Outgoing([frame]))

    async def resume(self, socket: Socket, epoch: str, seq: int) -> None:
        """Bring *socket* from *seq* of *epoch* to the head, or tell it to fetch anew."""
        if epoch == self.epoch and seq > self.head:
            await self._reach(seq)  # another process was ahead of this one
        if epoch != self.epoch or seq > self.head:
            self._reset(socket, "epoch")
        elif seq < self.floor - 1:
            self._reset(socket, "floor")
        elif self.head - seq > RESUME_MAX:
            self._reset(socket, "too_far")
        else:
            self.figures.resumes += 1
            await self._replay(socket, epoch, seq)

    async def _replay(self, socket: Socket, epoch: str, seq: int) -> None:
        # While `replaying`, broadcasts pass this socket by: the loop below catches up with them, and the check
        # that it has and the return to live happen without an await between.
        socket.replaying, socket.sent = True, seq
        try:
            while socket.sent < self.head:
                entries = self._ring_after(socket.sent)
                if entries is None:
                    async with self._replays:
                        entries = await self._in(
                            self._threads, reader.read_range, socket.sent, self.head, REPLAY_CHUNK
                        )
                if epoch != self.epoch or socket.closing:
                    return
                if not entries or entries[0].seq != socket.sent + 1:
                    self._reset(socket, "floor")
                    return
                self._push(socket, Outgoing(protocol.frames_for(entries, batches=socket.batches)))
                socket.sent = entries[-1].seq
                await socket.drained()
                if epoch != self.epoch:
                    return
            self.push(socket, protocol.resumed(seq, socket.sent))
        finally:
            socket.replaying = False

    def _ring_after(self, seq: int) -> list[Entry] | None:
        """The next chunk after *seq*, if the ring still holds it."""
        if not self._ring or seq + 1 < self._ring[0].seq:
            return None
        start = seq + 1 - self._ring[0].seq
        return list(islice(self._ring, start, start + REPLAY_CHUNK))

    def _reset(self, socket: Socket, reason: ResetReason) -> None:
        self.figures.resets += 1
        socket.sent = self.head
        self.push(socket, protocol.reset(reason, epoch=self.epoch, seq=self.head))

    def _push(self, socket: Socket, outgoing: Outgoing) -> None:
        self.figures.frames += len(outgoing.frames)
        if not socket.push(outgoing) and not socket.closing:
            self._close_slow(socket)

    def _close_slow(self, socket: Socket) -> None:
        self.figures.slow_closes += 1
        self.sockets.discard(socket)
        socket.close(Close.TOO_SLOW, "too slow")

    # --- Following the log -----------------------------------------------------------------------------------

    async def _follow(self) -> None:
        while True:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._wake.wait(), POLL_SECONDS)
            self._wake.clear()
            began = self._loop.time()
            try:
                sent = await self._catch_up()
            except DatabaseError as error:
                self._database_failed(error)
                await asyncio.sleep(POLL_SECONDS)
                continue
            except Exception:
                logger.exception("The live feed stumbled; it goes on from where it was.")
                await asyncio.sleep(POLL_SECONDS)
                continue
            self.figures.database_ok = True
            if sent:
                await asyncio.sleep(max(0.0, COALESCE_SECONDS - (self._loop.time() - began)))

    async def _catch_up(self) -> bool:
        """Read what is new and send it. True: something was sent."""
        snapshot = await self._in(self._log_thread, reader.read_after, self.head)
        self.floor = snapshot.floor
        if snapshot.epoch != self.epoch:
            self._reset_all("epoch", snapshot)
            return True
        if snapshot.seq < self.head:
            # The database is older than what was sent from it: it was restored under the running server.
            await self._in(self._log_thread, reader.renew_epoch, self.epoch)
            self._wake.set()
            return False
        entries = snapshot.entries
        if not entries:
            return self._nothing_new(snapshot)
        self._empty_reads = 0
        if entries[0].seq != self.head + 1 or entries[-1].seq - entries[0].seq != len(entries) - 1:
            self._reset_all("floor", snapshot)  # pruned away before this hub read it
            return True
        before, self.head = self.head, entries[-1].seq
        self._ring.extend(entries)
        self.figures.events += len(entries)
        if snapshot.seq > self.head:
            self._wake.set()
        await self._broadcast(entries, before)
        async with self._advanced:
            self._advanced.notify_all()
        return True

    def _nothing_new(self, snapshot: reader.Snapshot) -> bool:
        """No entries: normal, or a commit between the two reads, or history that has been deleted."""
        if snapshot.seq == self.head:
            self._empty_reads = 0
            return False
        self._empty_reads += 1
        if snapshot.floor > self.head + 1 or self._empty_reads > 3:
            self._empty_reads = 0
            self._reset_all("floor", snapshot)
            return True
        self._wake.set()
        return False

    async def _broadcast(self, entries: list[Entry], before: int) -> None:
        batched = Outgoing(protocol.frames_for(entries, batches=True))
        single = Outgoing(protocol.frames_for(entries, batches=False))
        head = self.head
        for count, socket in enumerate(list(self.sockets), 1):
            # One that has joined since `head` moved already stands behind these entries.
            if socket.sent == before and not socket.replaying:
                socket.sent = head
                self._push(socket, batched if socket.batches else single)
            if count % YIELD_EVERY == 0:
                await asyncio.sleep(0)

    def _reset_all(self, reason: ResetReason, snapshot: reader.Snapshot) -> None:
        self.epoch, self.head, self.floor = snapshot.epoch, snapshot.seq, snapshot.floor
        self._ring.clear()
        for socket in list(self.sockets):
            self._reset(socket, reason)

    async def _reach(self, seq: int) -> None:
        self._wake.set()
        with suppress(TimeoutError):
            async with asyncio.timeout(2 * POLL_SECONDS), self._advanced:
                await self._advanced.wait_for(lambda: self.head >= seq)

    # --- Hints -----------------------------------------------------------------------------------------------

    def _heard(self, message: dict[str, Any], forward: bool) -> None:
        if message["type"] == "live.wake":
            if message["seq"] > self.head:
                self._wake.set()
        elif message["type"] == "live.user":
            self._suspects.add(message["user_id"])
            self._loop.create_task(self._check_users(only_suspects=True))
        if forward:
            self._outgoing_hints[(message["type"], message.get("user_id", 0))] = message
            self._hinted.set()

    async def _forward(self) -> None:
        """Pass local hints on to other processes; of several wake-ups that wait, only the newest."""
        while True:
            await self._hinted.wait()
            self._hinted.clear()
            while self._outgoing_hints:
                await wakeup.publish(self._outgoing_hints.pop(next(iter(self._outgoing_hints))))

    async def _listen(self) -> None:
        """Hear the hints of other processes, whatever happens to the layer."""
        layer = get_channel_layer()
        while True:
            try:
                channel = await layer.new_channel()
                while True:
                    await asyncio.wait_for(layer.group_add(wakeup.GROUP, channel), wakeup.SEND_TIMEOUT)
                    self.figures.layer_ok = True
                    with suppress(TimeoutError):
                        async with asyncio.timeout(LAYER_REFRESH_SECONDS):
                            while True:
                                self._heard(await layer.receive(channel), False)
            except Exception as error:
                if self.figures.layer_ok:
                    logger.warning("The channel layer is away (%s); polling instead.", type(error).__name__)
                self.figures.layer_ok = False
                await asyncio.sleep(POLL_SECONDS)

    # --- Upkeep ----------------------------------------------------------------------------------------------

    async def _sweep(self) -> None:
        """Once a second: close sockets whose token has expired or whose peer has stopped reading."""
        checked = self._loop.time()
        while True:
            await asyncio.sleep(1.0)
            now, wall = self._loop.time(), time.time()
            for socket in list(self.sockets):
                if socket.session.expires <= wall:
                    self.sockets.discard(socket)
                    socket.close(Close.UNAUTHENTICATED, "token expired")
                elif socket.is_stuck(now):
                    self._close_slow(socket)
            if now - checked >= USER_CHECK_SECONDS:
                checked = now
                await self._check_users(only_suspects=False)

    async def _check_users(self, *, only_suspects: bool) -> None:
        """Close the sockets of accounts that are gone, inactive, or have another password by now."""
        suspects, self._suspects = self._suspects, set()
        sockets = [s for s in self.sockets if not only_suspects or s.session.user.pk in suspects]
        if not sockets:
            return
        try:
            passwords = await self._in(self._threads, still_valid, list({s.session.user.pk for s in sockets}))
        except DatabaseError as error:
            self._database_failed(error)
            self._suspects |= suspects
            return
        for socket in sockets:
            if passwords.get(socket.session.user.pk) != socket.session.password and socket in self.sockets:
                self.sockets.discard(socket)
                socket.close(Close.UNAUTHENTICATED, "account changed")

    def _database_failed(self, error: Exception) -> None:
        if self.figures.database_ok:
            logger.warning("The live feed cannot read the database (%s); it goes on trying.", error)
        self.figures.database_ok = False

    async def _in(self, pool: ThreadPoolExecutor, work: Callable[..., T], *args: Any) -> T:
        return await self._loop.run_in_executor(pool, _with_fresh_connection, work, args)


def _with_fresh_connection(work: Callable[..., T], args: tuple[Any, ...]) -> T:
    """Run *work*; a connection that failed is replaced, and the work tried once more on the new one."""
    try:
        return work(*args)
    except DatabaseError:
        connection.close()
        return work(*args)


_hubs: "weakref.WeakKeyDictionary[asyncio.AbstractEventLoop, Hub]" = weakref.WeakKeyDictionary()


def get_hub() -> Hub:
    """The hub of the running event loop: one a process, as a server has one loop."""
    loop = asyncio.get_running_loop()
    hub = _hubs.get(loop)
    if hub is None:
        hub = _hubs[loop] = Hub()
    return hub


def local_hub() -> Hub | None:
    """The hub of this process if it runs one; for health checks made on other threads."""
    return next(iter(_hubs.values()), None)
