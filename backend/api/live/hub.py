"""The fan-out: one hub a process gives every socket the same bytes of what its follower reads in the log.

The follower alone reads the log while all is well; sockets that were away are served from its tail, or from the
database (replays.py). Nothing here decides what an event is: the log does (log.py). The words are in protocol.py.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import partial
from typing import Any, Final

from channels.layers import InMemoryChannelLayer, get_channel_layer
from django.db import Error

from . import continuity, hints, log, protocol
from .audience import Audience
from .figures import Figures
from .follower import Follower
from .hints import Hints
from .presence import PLACE, Person, Presence
from .protocol import Close, Entry, Mode, ResetReason
from .replays import Replays
from .sessions import Session, authenticate
from .sockets import Outgoing, Socket
from .tail import Tail
from .threads import DatabaseThreads

logger = logging.getLogger(__name__)

_chores: list[tuple[float, Callable[[], Any]]] = []

SWEEP_SECONDS: Final = 1.0
NOTE_SECONDS: Final = 1.0
YIELD_EVERY: Final = 500  # sockets written before the loop may do something else


def do_every(seconds: float, chore: Callable[[], Any]) -> None:
    """Have each hub that starts from now on do *chore* on a thread with a database connection, again and again.

    Several processes may do it at once. One that raises is tried again after *seconds*.
    """
    _chores.append((seconds, chore))


class Hub:
    """Made by `get_hub`. Everything but `tell` runs on the event loop it was made on."""

    def __init__(self) -> None:
        self.figures = Figures()
        self.loop = asyncio.get_running_loop()
        self._tail = Tail()
        self._follower = Follower(self._tail, self.figures, self._broadcast, self._reset_all)
        self._threads = DatabaseThreads(4, "live-db")  # for sign-ins, replays and chores
        self._hints: Hints | None = None
        self._is_alone = isinstance(get_channel_layer(), InMemoryChannelLayer)
        present = partial(Presence, self._push, self.loop.time, alone=self._is_alone)
        self._here = present(kind="live.here", frame=self._here_frame)
        self._presence = present(on_change=self._here.look_again)
        self._presences = (self._presence, self._here)
        self._audience = Audience(self.figures, self._threads.run, self._forget_person, self._rename_person)
        self.sockets = self._audience.sockets
        self._replays = Replays(self._tail, self._audience, self._threads, self.figures)
        self._changed: set[str] = set()
        self._noted = log.Position("", 0)
        self._starting: asyncio.Task[None] | None = None
        self._tasks: list[asyncio.Task[None]] = []

    @property
    def epoch(self) -> str:
        return self._tail.epoch

    @property
    def head(self) -> int:
        """The number of the newest event that was sent."""
        return self._tail.head

    @property
    def floor(self) -> int:
        return self._tail.floor

    # --- Life ------------------------------------------------------------------------------------------------

    async def start(self) -> None:
        """Find the log's head and begin to follow it; waits for a database that is away.

        Safe to call again and from several sockets at once.
        """
        if self._starting is None:
            self._starting = self.loop.create_task(self._start())
        await asyncio.shield(self._starting)

    async def _start(self) -> None:
        await self._follower.start()
        work = [self._follower.follow()]
        work += [self._every(seconds, partial(self._threads.run, chore)) for seconds, chore in _chores]
        work += [self._every(SWEEP_SECONDS, self._sweep), self._every(NOTE_SECONDS, self._note_position)]
        work += [self._every(0, self._audience.check_accounts)]
        work += [self._every(0, presence.show_changes) for presence in self._presences]
        if not self._is_alone:
            self._hints = Hints(self._heard, self.figures, self.epoch)
            work += [self._hints.listen_forever(), self._hints.send_forever()]
            send = self._hints.send
            work += [self._every(0, partial(presence.tell_changes, send)) for presence in self._presences]
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
        for presence in self._presences:
            if self._hints and (farewell := presence.farewell()):
                await self._hints.send(farewell)
        self._follower.close()
        self._threads.close()

    async def _every(self, seconds: float, work: Callable[[], Awaitable[None]]) -> None:
        """Do *work* again and again, whatever becomes of it."""
        while True:
            await asyncio.sleep(seconds)
            try:
                await work()
            except Error as error:
                self.figures.database_failed(error)
            except Exception:
                logger.exception("The live feed's upkeep stumbled; it goes on.")

    def tell(self, message: dict[str, Any]) -> None:
        """Take a hint for all hubs, from any thread."""
        if message["type"] == "live.wake" and self._hints is None:
            # To wake the loop for each commit of a burst would take the interpreter from those who write.
            if self._follower.is_due:
                return
            self._follower.is_due = True
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

    def announce_here(self, socket: Socket) -> None:
        """The person behind *socket* looks at a screen of the place."""
        if socket in self.sockets:
            self._here.announce(socket, PLACE, "view")

    def _here_frame(self, _: int, people: list[Person]) -> str:
        return protocol.here(people, self._presence.editors())

    def _forget_person(self, socket: Socket) -> None:
        for presence in self._presences:
            presence.leave(socket)

    def _rename_person(self, socket: Socket) -> None:
        for presence in self._presences:
            presence.rename(socket)

    def push(self, socket: Socket, frame: str) -> None:
        self._push(socket, Outgoing([frame]))

    async def resume(self, socket: Socket, epoch: str, seq: int) -> None:
        """Bring *socket* from *seq* of *epoch* to the head, or tell it to fetch again."""
        if epoch == self.epoch and seq > self.head:
            await self._follower.reach(seq)  # another process was ahead of this one
        await self._replays.resume(socket, epoch, seq)

    def _push(self, socket: Socket, outgoing: Outgoing) -> None:
        self._audience.push(socket, outgoing)

    # --- To everyone -----------------------------------------------------------------------------------------

    async def _broadcast(self, entries: list[Entry], before: int) -> None:
        batched = Outgoing(protocol.frames_for(entries, batches=True))
        single = Outgoing(protocol.frames_for(entries, batches=False))
        head, push = self.head, self._audience.push
        for count, socket in enumerate(list(self.sockets), 1):
            # One that has joined since `head` moved already stands behind these entries.
            if socket.replay is None and socket.sent < head:
                if socket.sent == before:
                    socket.sent = head
                    push(socket, batched if socket.batches else single)
                else:
                    self._replays.bring_up(socket)
            if count % YIELD_EVERY == 0:
                await asyncio.sleep(0)

    def _reset_all(self, reason: ResetReason) -> None:
        if self._hints:
            self._hints.move_to(self.epoch)
        for socket in list(self.sockets):
            self._replays.reset(socket, reason)

    # --- Hints -----------------------------------------------------------------------------------------------

    def _heard_here(self, message: dict[str, Any]) -> None:
        if message["type"] == "live.wake":
            self._follower.wake()  # also for what has been read already: newer hints may have relied on this one
        self._heard(message)
        if self._hints:
            self._hints.pass_on(message)

    def _heard(self, message: dict[str, Any]) -> None:
        if message["type"] == "live.wake":
            if message["seq"] > self.head:
                self._follower.wake()
        elif message["type"] == "live.user":
            self._audience.suspect(message["user_id"])
        elif message["type"] == "live.changed":
            self._changed.add(message["what"])
        elif message["type"] == "live.presence":
            self._presence.hear(message)
        elif message["type"] == "live.here":
            self._here.hear(message)

    # --- Upkeep ----------------------------------------------------------------------------------------------

    async def _sweep(self) -> None:
        self._audience.sweep(self.loop.time())
        for presence in self._presences:
            presence.sweep()
        self._tell_changed()

    def _tell_changed(self) -> None:
        """Once a second at most, however often it changes: each client answers with a request."""
        changed, self._changed = self._changed, set()
        for what in changed:
            outgoing = Outgoing([protocol.changed(what)])
            for socket in list(self.sockets):
                if socket.batches:  # others were promised nothing but events
                    self._push(socket, outgoing)

    async def _note_position(self) -> None:
        position = log.Position(self.epoch, self.head)
        if position != self._noted:
            await self._threads.run(continuity.remember, *position)
            self._noted = position


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
