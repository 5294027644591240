"""Brings sockets that were away to the head: from the tail, or from the database, a few at a time."""

import asyncio
import logging
from typing import Final

from django.db import Error

from . import log, protocol
from .audience import Audience
from .figures import Figures
from .protocol import Close, Entry, ResetReason
from .sockets import Outgoing, Socket
from .tail import Tail
from .threads import DatabaseThreads

logger = logging.getLogger(__name__)

RESUME_MAX: Final = 20_000  # a client further behind fetches its page sooner than it would replay
REPLAY_CHUNK: Final = 200
REPLAYS_AT_ONCE: Final = 8


class Replays:
    def __init__(self, tail: Tail, audience: Audience, threads: DatabaseThreads, figures: Figures) -> None:
        self._tail = tail
        self._audience = audience
        self._threads = threads
        self._figures = figures
        self._places = asyncio.Semaphore(REPLAYS_AT_ONCE)

    async def resume(self, socket: Socket, epoch: str, seq: int) -> None:
        """Bring *socket* from *seq* of *epoch* to the head, or tell it to fetch again."""
        tail = self._tail
        if epoch != tail.epoch or seq > tail.head:
            self.reset(socket, "epoch")
        elif seq < tail.floor - 1:
            self.reset(socket, "floor")
        elif tail.head - seq > RESUME_MAX:
            self.reset(socket, "too_far")
        else:
            self._figures.resumes += 1
            await self._replay(socket, seq)

    def reset(self, socket: Socket, reason: ResetReason) -> None:
        self._figures.resets += 1
        socket.replay = None  # from here on the socket is live; a replay that still waits finds itself void
        socket.sent = self._tail.head
        reset = protocol.reset(reason, epoch=self._tail.epoch, seq=self._tail.head)
        self._audience.push(socket, Outgoing([reset]))

    def bring_up(self, socket: Socket) -> None:
        """Serve a live socket that is further behind than it can be. Passed by, it would hear nothing any more."""
        logger.error("A live socket stood at %d while the head was %d.", socket.sent, self._tail.head)
        while entries := self._tail.after(socket.sent, REPLAY_CHUNK):
            self._push(socket, entries)
        if socket.sent < self._tail.head:
            self._audience.drop(socket, Close.RESTARTING, "try again")

    async def _replay(self, socket: Socket, seq: int) -> None:
        # Broadcasts pass by a socket that is being replayed to: the loop below catches up with them, and the check
        # that it has and the return to live happen without an await between.
        socket.replay = replay = object()
        socket.sent = seq
        try:
            while socket.sent < self._tail.head:
                entries = self._tail.after(socket.sent, REPLAY_CHUNK) or await self._read_older(socket.sent)
                if socket.replay is not replay or socket.closing:
                    return
                if not entries or entries[0].seq != socket.sent + 1:
                    self.reset(socket, "floor")
                    return
                self._push(socket, entries)
                await socket.drained()
                if socket.replay is not replay:
                    return
            self._audience.push(socket, Outgoing([protocol.resumed(seq, socket.sent)]))
        except Error as error:
            self._figures.database_failed(error)
            self._audience.drop(socket, Close.RESTARTING, "try again")
        finally:
            if socket.replay is replay:
                socket.replay = None

    async def _read_older(self, seq: int) -> list[Entry]:
        async with self._places:
            return await self._threads.run(log.read_range, seq, self._tail.head, REPLAY_CHUNK)

    def _push(self, socket: Socket, entries: list[Entry]) -> None:
        self._audience.push(socket, Outgoing(protocol.frames_for(entries, batches=socket.batches)))
        socket.sent = entries[-1].seq
