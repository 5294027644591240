"""The end of the log, as far as this process has read it: where it stands, and its newest entries."""

from collections import deque
from itertools import islice
from typing import Final

from .log import Snapshot
from .protocol import Entry

ENTRIES_KEPT: Final = 4096


class Tail:
    def __init__(self) -> None:
        self.epoch = ""
        self.head = 0
        self.floor = 1
        self._entries: deque[Entry] = deque(maxlen=ENTRIES_KEPT)

    @property
    def last(self) -> Entry | None:
        return self._entries[-1] if self._entries else None

    def begin(self, snapshot: Snapshot) -> None:
        self.move_to(snapshot)
        if snapshot.entries and snapshot.entries[-1].seq == self.head:
            self._entries.extend(snapshot.entries)

    def move_to(self, snapshot: Snapshot) -> None:
        """Stand where *snapshot* does, and keep nothing of before: it may not lead there."""
        self.epoch, self.head, self.floor = snapshot.epoch, snapshot.seq, snapshot.floor
        self._entries.clear()

    def append(self, entries: list[Entry]) -> None:
        """Take the entries that follow on the head."""
        self.head = entries[-1].seq
        self._entries.extend(entries)

    def after(self, seq: int, most: int) -> list[Entry] | None:
        """Up to *most* entries after *seq*; None when the first of them is no longer kept."""
        if not self._entries or seq + 1 < self._entries[0].seq:
            return None
        start = seq + 1 - self._entries[0].seq
        return list(islice(self._entries, start, start + most))
