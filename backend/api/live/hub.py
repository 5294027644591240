"""The fan-out: one hub a process reads the log in order and gives every socket the same bytes.

The hub alone reads the log while all is well; sockets that were away are served from its ring of recent entries,
and only what is older comes from the database, a few resumes at a time. Nothing here decides what an event is:
the log does (log.py), and the words are in protocol.py.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import partial
from itertools import islice
from typing import Any, Final

from channels.layers import InMemoryChannelLayer, get_channel_layer
from django.db import Error

from . import continuity, hints, log, protocol
from .audience import Audience
from .figures import Figures
from .hints import Hints
from .presence import Presence
from .protocol import Close, Entry, Mode, ResetReason
from .sessions import Session, authenticate
from .sockets import Outgoing, Socket
from .threads import DatabaseThreads

logger = logging.getLogger(__name__)

_chores: list[tuple[float, Callable[[], Any]]] = []

POLL_SECONDS: Final = 1.0  # how late a change may be when every hint is lost
COALESCE_SECONDS: Final = 0.02  # after a frame, the next one waits this long, so that a burst travels in batches
COALESCE_FACTOR: Final = 2.0  # and this many times as long as sending it took: requests need the processor too
RING_ENTRIES: Final = 4096
RESUME_MAX: Final = 20_000  # a client further behind fetches its page sooner than it would replay
REPLAY_CHUNK: Final = 200
REPLAYS_AT_ONCE: Final = 8
SWEEP_SECONDS: Final = 1.0
YIELD_EVERY: Final = 500  # sockets written before the loop may do something else


def do_every(seconds: float, chore: Callable[[], Any]) -> None:
    """Have each hub that starts from now on do *chore* on a thread with a database connection, again and again.

    Several processes may do it at once. One that raises is tried again after *seconds*.
    """
    _chores.append((seconds, chore))


class Hub:
    """Made by `get_hub`. Everything but `tell` runs on the event loop it was made on."""

    def __init__(self) -> None:
        self.epoch = ""
        self.head = 0
        self.floor = 1
        self.figures = Figures()
        self.loop = asyncio.get_running_loop()
        # One thread reads the log, so that reads cannot overtake each other; a few serve sign-ins and replays.
        self._log_thread = DatabaseThreads(1, "live-log")
        self._threads = DatabaseThreads(4, "live-db")
        self._ring: deque[Entry] = deque(maxlen=RING_ENTRIES)
        self._wake = asyncio.Event()
        self._will_look = False  # a look at the log is due: until it begins, hints of this process say nothing new
        self._advanced = asyncio.Condition()
        self._replays = asyncio.Semaphore(REPLAYS_AT_ONCE)
        self._hints: Hints | None = None
        self._is_alone = isinstance(get_channel_layer(), InMemoryChannelLayer)
        self._presence = Presence(self._push, self.loop.time, alone=self._is_alone)
        self._audience = Audience(self.figures, self._threads.run, self._presence.leave)
        self.sockets = self._audience.sockets
        self._empty_reads = 0
        self._noted = log.Position("", 0)
        self._starting: asyncio.Task[None] | None = None
        self._tasks: list[asyncio.Task[None]] = []

    # --- Life ------------------------------------------------------------------------------------------------

    async def start(self) -> None:
        """Find the log's head and begin to follow it; waits for a database that is away.

        Safe to call again and from several sockets at once.
        """
        if self._starting is None:
            self._starting = self.loop.create_task(self._start())
        await asyncio.shield(self._starting)

    async def _start(self) -> None:
        while True:
            try:
                await self._log_thread.run(continuity.verify)
                position = await self._log_thread.run(log.position)
                # What clients ask for after a restart is what was sent last.
                snapshot = await self._log_thread.run(
                    log.read_after, max(0, position.seq - RING_ENTRIES), RING_ENTRIES
                )
                break
            except Exception as error:
                self._database_failed(error)
                await asyncio.sleep(POLL_SECONDS)
        self.figures.database_ok = True
        self.epoch, self.head, self.floor = snapshot.epoch, snapshot.seq, snapshot.floor
        if snapshot.entries and snapshot.entries[-1].seq == self.head:
            self._ring.extend(snapshot.entries)
        work = [self._follow()]
        work += [self._every(seconds, partial(self._threads.run, chore)) for seconds, chore in _chores]
        work += [self._every(SWEEP_SECONDS, self._sweep), self._every(POLL_SECONDS, self._note_position)]
        work += [self._every(0, self._audience.check_accounts), self._every(0, self._presence.show_changes)]
        if not self._is_alone:
            self._hints = Hints(self._heard, self.figures, self.epoch)
            work += [self._hints.listen_forever(), self._hints.send_forever()]
            work += [self._every(0, partial(self._presence.tell_changes, self._hints.send))]
        self._tasks = [self.loop.create_task(endless) for endless in work]
        for task in self._tasks:
            task.add_done_callback(_tell_of_death)
        hints.set_local(self.tell)

    async def stop(self) -> None:
        """Say goodbye to whoever is still connected and end all work."""
        hints.unset_local(self.tell)
        tasks = [*self._tasks, *([self._starting] if self._starting else [])]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for socket in list(self.sockets):
            self._audience.drop(socket, Close.RESTARTING, "restarting")
        if self._hints and (farewell := self._presence.farewell()):
            await self._hints.send(farewell)
        self._log_thread.close()
        self._threads.close()

    async def _every(self, seconds: float, work: Callable[[], Awaitable[None]]) -> None:
        """Do *work* again and again, whatever becomes of it."""
        while True:
            await asyncio.sleep(seconds)
            try:
                await work()
            except Error as error:
                self._database_failed(error)
            except Exception:
                logger.exception("The live feed's upkeep stumbled; it goes on.")

    def tell(self, message: dict[str, Any]) -> None:
        """Take a hint for all hubs, from any thread."""
        if message["type"] == "live.wake" and self._hints is None:
            # To wake the loop for each commit of a burst would take the interpreter from those who write.
            if self._will_look:
                return
            self._will_look = True
        with suppress(RuntimeError):  # the loop is closing: the next hub will read the log anyway
            self.loop.call_soon_threadsafe(self._heard_here, message)

    # --- Sockets ---------------------------------------------------------------------------------------------

    async def authenticate(self, raw_token: str) -> Session:
        """Check a token on a thread of the hub's own. Raises sessions.Refused."""
        return await self._threads.run(authenticate, raw_token)

    def join(self, socket: Socket) -> None:
        """From here on *socket* is given every event after `head`."""
        socket.sent = self.head
        self._audience.join(socket)
        session = socket.session
        greeting = protocol.established(
            epoch=self.epoch,
            seq=self.head,
            floor=self.floor,
            token_expires=session.expires,
            user=session.user,
            standing=session.standing,
        )
        self.push(socket, greeting)

    def leave(self, socket: Socket) -> None:
        self._audience.leave(socket)

    def sockets_of(self, user: int) -> int:
        return self._audience.sockets_of(user)

    def may_resume(self, socket: Socket) -> bool:
        return self._audience.may_resume(socket, self.loop.time())

    def announce(self, socket: Socket, product: int | None, mode: Mode) -> None:
        """The person behind *socket* is at this product, or at none."""
        if socket in self.sockets:  # what a socket said before it was sent away may come after that
            self._presence.announce(socket, product, mode)

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
            await self._replay(socket, seq)

    async def _replay(self, socket: Socket, seq: int) -> None:
        # Broadcasts pass by a socket that is being replayed to: the loop below catches up with them, and the check
        # that it has and the return to live happen without an await between.
        socket.replay = replay = object()
        socket.sent = seq
        try:
            while socket.sent < self.head:
                entries = self._ring_after(socket.sent) or await self._read_older(socket.sent)
                if socket.replay is not replay or socket.closing:
                    return
                if not entries or entries[0].seq != socket.sent + 1:
                    self._reset(socket, "floor")
                    return
                self._push_entries(socket, entries)
                await socket.drained()
                if socket.replay is not replay:
                    return
            self.push(socket, protocol.resumed(seq, socket.sent))
        except Error as error:
            self._database_failed(error)
            self._audience.drop(socket, Close.RESTARTING, "try again")
        finally:
            if socket.replay is replay:
                socket.replay = None

    async def _read_older(self, seq: int) -> list[Entry]:
        async with self._replays:
            return await self._threads.run(log.read_range, seq, self.head, REPLAY_CHUNK)

    def _ring_after(self, seq: int) -> list[Entry] | None:
        """The next chunk after *seq*, if the ring still holds it."""
        if not self._ring or seq + 1 < self._ring[0].seq:
            return None
        start = seq + 1 - self._ring[0].seq
        return list(islice(self._ring, start, start + REPLAY_CHUNK))

    def _reset(self, socket: Socket, reason: ResetReason) -> None:
        self.figures.resets += 1
        socket.replay = None  # from here on the socket is live; a replay that still waits finds itself void
        socket.sent = self.head
        self.push(socket, protocol.reset(reason, epoch=self.epoch, seq=self.head))

    def _push_entries(self, socket: Socket, entries: list[Entry]) -> None:
        self._push(socket, Outgoing(protocol.frames_for(entries, batches=socket.batches)))
        socket.sent = entries[-1].seq

    def _push(self, socket: Socket, outgoing: Outgoing) -> None:
        self._audience.push(socket, outgoing)

    # --- Following the log -----------------------------------------------------------------------------------

    async def _follow(self) -> None:
        while True:
            # Not `wait_for`: before Python 3.12 it swallows a cancellation that comes together with the event.
            with suppress(TimeoutError):
                async with asyncio.timeout(POLL_SECONDS):
                    await self._wake.wait()
            self._wake.clear()
            self._will_look = False  # before the read: who found it set has committed what the read will find
            began = self.loop.time()
            try:
                sent = await self._catch_up()
            except Error as error:
                self._database_failed(error)
                await asyncio.sleep(POLL_SECONDS)
                continue
            except Exception:
                logger.exception("The live feed stumbled; it goes on from where it was.")
                await asyncio.sleep(POLL_SECONDS)
                continue
            self.figures.database_ok = True
            if sent:
                async with self._advanced:
                    self._advanced.notify_all()
                await asyncio.sleep(max(COALESCE_SECONDS, COALESCE_FACTOR * (self.loop.time() - began)))

    async def _catch_up(self) -> bool:
        """Read what is new and send it. True: something was sent."""
        last = self._ring[-1] if self._ring else None
        # The event that was sent last is read again: is it still the same?
        snapshot = await self._log_thread.run(log.read_after, self.head - 1 if last else self.head)
        self.floor = snapshot.floor
        if snapshot.epoch != self.epoch:
            self._reset_all("epoch", snapshot)
            return True
        entries = snapshot.entries
        changed = bool(entries) and entries[0].seq == self.head and entries.pop(0) != last
        if changed or snapshot.seq < self.head:
            # An older state was restored under the running server, and may have gone on from there.
            await self._log_thread.run(log.renew_epoch, self.epoch)
            self._wake.set()
            return False
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
        return True

    def _nothing_new(self, snapshot: log.Snapshot) -> bool:
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
            if socket.replay is None and socket.sent < head:
                if socket.sent == before:
                    socket.sent = head
                    self._push(socket, batched if socket.batches else single)
                else:
                    self._bring_up(socket)
            if count % YIELD_EVERY == 0:
                await asyncio.sleep(0)

    def _bring_up(self, socket: Socket) -> None:
        """Serve a live socket that is further behind than it can be. Passed by, it would hear nothing any more."""
        logger.error("A live socket stood at %d while the head was %d.", socket.sent, self.head)
        entries = self._ring_after(socket.sent)
        while entries:
            self._push_entries(socket, entries)
            entries = self._ring_after(socket.sent)
        if socket.sent < self.head:
            self._audience.drop(socket, Close.RESTARTING, "try again")

    def _reset_all(self, reason: ResetReason, snapshot: log.Snapshot) -> None:
        self.epoch, self.head, self.floor = snapshot.epoch, snapshot.seq, snapshot.floor
        self._ring.clear()
        if self._hints:
            self._hints.move_to(self.epoch)
        for socket in list(self.sockets):
            self._reset(socket, reason)

    async def _reach(self, seq: int) -> None:
        self._wake.set()
        with suppress(TimeoutError):
            async with asyncio.timeout(2 * POLL_SECONDS), self._advanced:
                await self._advanced.wait_for(lambda: self.head >= seq)

    # --- Hints -----------------------------------------------------------------------------------------------

    def _heard_here(self, message: dict[str, Any]) -> None:
        if message["type"] == "live.wake":
            self._wake.set()  # also for what has been read already: newer hints may have relied on this one
        self._heard(message)
        if self._hints:
            self._hints.pass_on(message)

    def _heard(self, message: dict[str, Any]) -> None:
        if message["type"] == "live.wake":
            if message["seq"] > self.head:
                self._wake.set()
        elif message["type"] == "live.user":
            self._audience.suspect(message["user_id"])
        elif message["type"] == "live.presence":
            self._presence.hear(message)

    # --- Upkeep ----------------------------------------------------------------------------------------------

    async def _sweep(self) -> None:
        self._audience.sweep(self.loop.time())
        self._presence.sweep()

    async def _note_position(self) -> None:
        position = log.Position(self.epoch, self.head)
        if position != self._noted:
            await self._threads.run(continuity.remember, *position)
            self._noted = position

    def _database_failed(self, error: Exception) -> None:
        if self.figures.database_ok:
            logger.warning("The live feed cannot read the database (%s); it goes on trying.", error)
        self.figures.database_ok = False


def _tell_of_death(task: "asyncio.Task[None]") -> None:
    if not task.cancelled():
        logger.critical("A part of the live feed has ended; restart the server.", exc_info=task.exception())


_hub: Hub | None = None


def get_hub() -> Hub:
    """The hub of the running event loop: one a process, as a server has one loop."""
    global _hub
    if _hub is None or _hub.loop is not asyncio.get_running_loop():
        _hub = Hub()
    return _hub


def local_hub() -> Hub | None:
    """The hub of this process if it runs one; for health checks made on other threads."""
    return _hub
