"""Runs the WSGI application under ASGI, on a few threads that live as long as the server.

Django's own ASGI handler gives every request a new thread, and with it a new database connection; for SQLite that
costs more than the query. Here each thread keeps its connection. The body is read before a thread is taken, so a
slow upload waits on the loop and blocks nobody.

Only one thread of a process can run Python at a time. Requests that are quick are served one after the other: let
loose at once they would take the interpreter from each other at every query, and each would wait for all.
"""

import asyncio
import logging
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from contextvars import copy_context
from tempfile import SpooledTemporaryFile
from threading import Lock
from typing import Any, Final, NamedTuple

from a2wsgi.wsgi import build_environ

from api.errors import error_response

SPOOL_BYTES: Final = 1024 * 1024
# Beyond this a body is not even taken to the disk; what the application makes of it is an answer about its size.
BODY_MAX_BYTES: Final = 256 * 1024 * 1024
# A request that has taken longer than this waits for something, or works on a picture: the next one may start.
QUICK_SECONDS: Final = 0.01

# For those who still wait when a server that stops will wait no longer. Their piece of work is finished unheard.
STOPPING: Final = {
    "detail": "The server is restarting and could not wait for this. It may have been done all the same: look, "
    "or send it again with the same Idempotency-Key.",
    "code": "server_stopping",
}

Send = Callable[[dict[str, Any]], Any]

logger = logging.getLogger(__name__)


class ThreadedWSGI:
    """An ASGI application that serves *wsgi* over HTTP on *threads* threads."""

    def __init__(self, wsgi: Callable[..., Iterable[bytes]], *, threads: int) -> None:
        self._wsgi = wsgi
        self._threads = RequestThreads(threads)

    async def __call__(self, scope: dict[str, Any], receive: Callable[[], Any], send: Send) -> None:
        has_begun = False

        async def send_on(message: dict[str, Any]) -> None:
            nonlocal has_begun
            has_begun = True
            await send(message)

        try:
            await self._serve(scope, receive, send_on)
        except asyncio.CancelledError:
            # Nobody cancels but a server that stops. An answer that has begun is left without its end.
            logger.warning("Stopped before %s %r was answered.", scope["method"], scope["path"])
            if not has_begun:
                await _say_stopping(send)

    async def _serve(self, scope: dict[str, Any], receive: Callable[[], Any], send: Send) -> None:
        with SpooledTemporaryFile(max_size=SPOOL_BYTES) as body:
            size = await _read_body(receive, body)
            if size is None:
                return
            environ = build_environ(scope, body)  # type: ignore[arg-type]
            # Also for a body that came in chunks without a length: Django reads as far as this says.
            environ["CONTENT_LENGTH"] = str(size)
            # A context of its own: what a request leaves in context variables must not reach the next one.
            context = copy_context()
            start, first, rest = await self._threads.run(context.run, self._answer, environ)
            await send(start)
            await send({"type": "http.response.body", "body": first, "more_body": rest is not None})
            if rest is not None:
                await self._stream(rest, receive, send)

    async def _stream(self, rest: "_Rest", receive: Callable[[], Any], send: Send) -> None:
        """Send chunk after chunk; other requests get their turn in between. Ends when the client has gone."""
        gone = asyncio.ensure_future(_until_gone(receive))
        try:
            while not gone.done():
                chunk = await self._threads.run(rest.next_chunk)
                more = chunk is not None
                await send({"type": "http.response.body", "body": chunk or b"", "more_body": more})
                if not more:
                    break
        finally:
            gone.cancel()
            await self._threads.run(rest.close)

    def _answer(self, environ: Any) -> tuple[dict[str, Any], bytes, "_Rest | None"]:
        """On a thread: call the application. Returns the start message, the body, and what is to stream."""
        start: dict[str, Any] = {"type": "http.response.start"}

        def start_response(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> None:
            start["status"] = int(status.split(" ", 1)[0])
            start["headers"] = [
                (name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers
            ]

        response = self._wsgi(environ, start_response)
        if getattr(response, "streaming", False):
            return start, b"", _Rest(response)
        try:
            return start, b"".join(response), None
        finally:
            _close(response)


class RequestThreads:
    """At most *threads* threads. Work is done in the order it came, by one thread, and by more only while that one
    has been at the same piece for longer than QUICK_SECONDS.
    """

    def __init__(self, threads: int) -> None:
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="rest")
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


class _Rest:
    """What is left of an answer that streams. Its steps are taken on one thread or another, never two at once."""

    def __init__(self, response: Any) -> None:
        self._response = response
        self._chunks: Iterator[bytes] = iter(response)
        self._turn = Lock()

    def next_chunk(self) -> bytes | None:
        with self._turn:
            return next(self._chunks, None)

    def close(self) -> None:
        # A step that nobody waits for any more may still be going on.
        with self._turn:
            _close(self._response)


def _close(response: Any) -> None:
    close = getattr(response, "close", None)
    if close:
        close()


async def _say_stopping(send: Send) -> None:
    answer = error_response(503, STOPPING)
    answer["Retry-After"], answer["Content-Length"] = "2", str(len(answer.content))
    headers = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in answer.items()]
    await send({"type": "http.response.start", "status": answer.status_code, "headers": headers})
    await send({"type": "http.response.body", "body": answer.content})


async def _until_gone(receive: Callable[[], Any]) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _read_body(receive: Callable[[], Any], body: "SpooledTemporaryFile[bytes]") -> int | None:
    """Take the whole request body; returns its size in bytes, or None when the client has gone."""
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        chunk = message.get("body", b"")
        size += len(chunk)
        if size <= BODY_MAX_BYTES:
            body.write(chunk)
        if not message.get("more_body", False):
            body.seek(0)
            return size
