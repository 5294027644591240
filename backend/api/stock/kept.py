"""Figures that many screens ask for at the same time and that are costly to compute."""

import time
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Final, Generic, NamedTuple, TypeVar

from ..live import log

Figures = TypeVar("Figures")

MOST: Final = 64  # every zone of the world, and yesterday's
LONGEST_PAUSE: Final = 60.0  # seconds


class _Computed(NamedTuple, Generic[Figures]):
    figures: Figures
    position: log.Position
    at: float
    took: float


class Kept(Generic[Figures]):
    """The last figures for each key, with the place in the log that they stand at.

    They are computed again when something was written since, but not before `fresh_seconds` have passed, nor
    before `pause` times as long as the computing took (a minute at most): however busy the stock is, little of the
    machine goes into figures. A request that comes while another one computes gets the last figures, or computes
    as well where there are none: no request waits.
    """

    def __init__(self, *, pause: float = 0.0) -> None:
        self.pause = pause
        self._known: dict[Hashable, _Computed[Figures]] = {}
        self._computing = Lock()

    def get(
        self, key: Hashable, compute: Callable[[], Figures], *, fresh_seconds: float
    ) -> tuple[Figures, log.Position]:
        known = self._known.get(key)
        if known and time.monotonic() - known.at < max(fresh_seconds, min(LONGEST_PAUSE, self.pause * known.took)):
            return known.figures, known.position
        position = log.position()
        if known and known.position == position:
            return known.figures, position
        is_first = self._computing.acquire(blocking=False)
        try:
            if known and not is_first:
                return known.figures, known.position
            began = time.monotonic()
            figures = compute()
            ended = time.monotonic()
        finally:
            if is_first:
                self._computing.release()
        if len(self._known) >= MOST:
            self._known.clear()
        self._known[key] = _Computed(figures, position, ended, ended - began)
        return figures, position

    def clear(self) -> None:
        self._known.clear()
