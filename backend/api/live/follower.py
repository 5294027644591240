"""Reads the log strictly in order: when a hint says that there is something new, and once a second anyway."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Final

from django.db import Error

from . import continuity, log
from .figures import Figures
from .protocol import Entry, ResetReason
from .tail import ENTRIES_KEPT, Tail
from .threads import DatabaseThreads

logger = logging.getLogger(__name__)

POLL_SECONDS: Final = 1.0  # how late a change may be when every hint is lost
COALESCE_SECONDS: Final = 0.02  # after a frame, the next one waits this long, so that a burst travels in batches
COALESCE_FACTOR: Final = 2.0  # and this many times as long as sending it took: requests need the processor too


class Follower:
    """Moves *tail* along the log. Everything but `is_due` is for the event loop it was made on.

    *broadcast* is given entries, and the number that they follow on. *reset* is called with a reason when *tail*
    had to jump, so that clients must fetch again.
    """

    def __init__(
        self,
        tail: Tail,
        figures: Figures,
        broadcast: Callable[[list[Entry], int], Awaitable[None]],
        reset: Callable[[ResetReason], None],
    ) -> None:
        # A look at the log is due: until it begins, hints of this process say nothing new. Set from any thread.
        self.is_due = False
        self._tail = tail
        self._figures = figures
        self._broadcast = broadcast
        self._reset = reset
        self._loop = asyncio.get_running_loop()
        # One thread, so that reads cannot overtake each other.
        self._thread = DatabaseThreads(1, "live-log")
        self._wake = asyncio.Event()
        self._advanced = asyncio.Condition()
        self._empty_reads = 0

    async def start(self) -> None:
        """Find the end of the log; waits for a database that is away."""
        while True:
            try:
                await self._thread.run(continuity.verify)
                position = await self._thread.run(log.position)
                # What clients ask for after a restart is what was sent last.
                first = max(0, position.seq - ENTRIES_KEPT)
                self._tail.begin(await self._thread.run(log.read_after, first, ENTRIES_KEPT))
                break
            except Exception as error:
                self._figures.database_failed(error)
                await asyncio.sleep(POLL_SECONDS)
        self._figures.database_ok = True

    def wake(self) -> None:
        """There is something new, or may be."""
        self._wake.set()

    async def reach(self, seq: int) -> None:
        """Wait until the tail is at *seq*, though not for long."""
        self._wake.set()
        with suppress(TimeoutError):
            async with asyncio.timeout(2 * POLL_SECONDS), self._advanced:
                await self._advanced.wait_for(lambda: self._tail.head >= seq)

    def close(self) -> None:
        self._thread.close()

    async def follow(self) -> None:
        while True:
            # Not `wait_for`: before Python 3.12 it swallows a cancellation that comes together with the event.
            with suppress(TimeoutError):
                async with asyncio.timeout(POLL_SECONDS):
                    await self._wake.wait()
            self._wake.clear()
            self.is_due = False  # before the read: who found it set has committed what the read will find
            began = self._loop.time()
            try:
                sent = await self._catch_up()
            except Error as error:
                self._figures.database_failed(error)
                await asyncio.sleep(POLL_SECONDS)
                continue
            except Exception:
                logger.exception("The live feed stumbled; it goes on from where it was.")
                await asyncio.sleep(POLL_SECONDS)
                continue
            self._figures.database_ok = True
            if sent:
                async with self._advanced:
                    self._advanced.notify_all()
                await asyncio.sleep(max(COALESCE_SECONDS, COALESCE_FACTOR * (self._loop.time() - began)))

    async def _catch_up(self) -> bool:
        """Read what is new and send it. True: something was sent."""
        tail = self._tail
        last = tail.last
        # The event that was sent last is read again: is it still the same?
        snapshot = await self._thread.run(log.read_after, tail.head - 1 if last else tail.head)
        tail.floor = snapshot.floor
        if snapshot.epoch != tail.epoch:
            self._jump("epoch", snapshot)
            return True
        entries = snapshot.entries
        changed = bool(entries) and entries[0].seq == tail.head and entries.pop(0) != last
        if changed or snapshot.seq < tail.head:
            # An older state was restored under the running server, and may have gone on from there.
            await self._thread.run(log.renew_epoch, tail.epoch)
            self._wake.set()
            return False
        if not entries:
            return self._nothing_new(snapshot)
        self._empty_reads = 0
        before = tail.head
        if entries[0].seq != before + 1 or entries[-1].seq - entries[0].seq != len(entries) - 1:
            self._jump("floor", snapshot)  # pruned away before this process read it
            return True
        tail.append(entries)
        self._figures.events += len(entries)
        if snapshot.seq > tail.head:
            self._wake.set()
        await self._broadcast(entries, before)
        return True

    def _nothing_new(self, snapshot: log.Snapshot) -> bool:
        """No entries: normal, or a commit between the two reads, or history that has been deleted."""
        if snapshot.seq == self._tail.head:
            self._empty_reads = 0
            return False
        self._empty_reads += 1
        if snapshot.floor > self._tail.head + 1 or self._empty_reads > 3:
            self._empty_reads = 0
            self._jump("floor", snapshot)
            return True
        self._wake.set()
        return False

    def _jump(self, reason: ResetReason, snapshot: log.Snapshot) -> None:
        self._tail.move_to(snapshot)
        self._reset(reason)
