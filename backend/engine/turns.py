"""Who runs next: the request threads of a process, and the order in which they take up work.

Only one thread of a process can run Python at a time. Requests that are quick are served one after the other: let
loose at once they would take the interpreter from each other at every query, and each would wait for all.
"""

import asyncio
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Lock
from typing import Any, Final, NamedTuple

from .db.waits import serve_requests_on_this_thread

# A request that has taken longer than this waits for something, or works on a picture: the next one may start.
QUICK_SECONDS: Final = 0.01


class RequestThreads:
    """At most *threads* threads. Work is done in the order it came, by one thread, and by more only while that one
    has been at the same piece for longer than QUICK_SECONDS.
    """

    def __init__(self, threads: int) -> None:
        self._pool = ThreadPoolExecutor(
            threads, thread_name_prefix="rest", initializer=serve_requests_on_this_thread
        )
        self._limit = threads
        self._lock = Lock()
        self._waiting: deque[_Piece] = deque()
        self._began: dict[object, float] = {}  # for each thread at work, when it took up what it is at
        self._watching = False

    async def run(self, work: Callable[..., Any], *args: Any) -> Any:
        """Returns what *work* returns, or raises what it raises."""
        loop = asyncio.get_running_loop()
        piece = _Piece(work, args, loop, loop.create_future())
        with self._lock:
            self._waiting.append(piece)
            self._add_thread_if_all_are_slow()
        self._watch(loop)
        return await piece.done

    def _watch(self, loop: asyncio.AbstractEventLoop) -> None:
        if self._waiting and not self._watching:
            self._watching = True
            loop.call_later(QUICK_SECONDS, self._look, loop)

    def _look(self, loop: asyncio.AbstractEventLoop) -> None:
        self._watching = False
        with self._lock:
            self._add_thread_if_all_are_slow()
        self._watch(loop)

    def _add_thread_if_all_are_slow(self) -> None:
        if self._waiting and len(self._began) < self._limit and not self._somebody_is_quick():
            thread = object()
            self._began[thread] = time.monotonic()
            self._pool.submit(self._work, thread)

    def _somebody_is_quick(self) -> bool:
        slow = time.monotonic() - QUICK_SECONDS
        return any(began > slow for began in self._began.values())

    def _work(self, thread: object) -> None:
        while True:
            with self._lock:
                del self._began[thread]
                if not self._waiting or self._somebody_is_quick():
                    return
                piece = self._waiting.popleft()
                self._began[thread] = time.monotonic()
            piece.do()


class _Piece(NamedTuple):
    work: Callable[..., Any]
    args: tuple[Any, ...]
    loop: asyncio.AbstractEventLoop
    done: "asyncio.Future[Any]"

    def do(self) -> None:
        try:
            result, error = self.work(*self.args), None
        except BaseException as raised:
            result, error = None, raised
        with suppress(RuntimeError):  # the loop was closed: nobody waits any more
            self.loop.call_soon_threadsafe(self._settle, result, error)

    def _settle(self, result: Any, error: BaseException | None) -> None:
        if self.done.cancelled():
            return
        if error:
            self.done.set_exception(error)
        else:
            self.done.set_result(result)
