"""Runs the WSGI application under ASGI, on a few threads that live as long as the server.

Django's own ASGI handler gives every request a new thread, and with it a new database connection; for SQLite that
costs more than the query. Here each thread keeps its connection. The body is read before a thread is taken
(bodies.py), so a slow upload waits on the loop and blocks nobody; what takes long waits in a lane (lanes.py), and
threads take turns (turns.py).
"""

import asyncio
import logging
from collections.abc import Callable, Iterable, Iterator
from contextvars import copy_context
from threading import Lock
from typing import IO, Any, Final

import orjson
from a2wsgi.wsgi import build_environ

from .bodies import Bodies, Body, Refused
from .lanes import Busy, Lanes, with_slash
from .turns import RequestThreads

# A file up to this size is sent in one piece, a larger one in blocks: each waits for its turn on a thread.
ONE_PIECE_BYTES: Final = 256 * 1024
BLOCK_BYTES: Final = 64 * 1024
# Answered on the loop: it asks nothing of anyone, and must not wait behind those who do.
LIVENESS_PATH: Final = "/api/health/"

# For those who still wait when a server that stops will wait no longer. Their piece of work is finished unheard.
STOPPING: Final = {
    "detail": "The server is restarting. This may have been saved. Check, then try again.",
    "code": "server_stopping",
}

BUSY: Final = {"detail": "The server is busy. Nothing was saved; try again.", "code": "busy"}

Send = Callable[[dict[str, Any]], Any]

logger = logging.getLogger(__name__)


class ThreadedWSGI:
    """An ASGI application that serves *wsgi* over HTTP on *threads* threads."""

    def __init__(self, wsgi: Callable[..., Iterable[bytes]], *, threads: int) -> None:
        self._wsgi = wsgi
        self._threads = RequestThreads(threads)
        self._lanes = Lanes(threads)
        self._bodies = Bodies()

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
                await _say(send, 503, STOPPING, {"Retry-After": "2"})

    async def _serve(self, scope: dict[str, Any], receive: Callable[[], Any], send: Send) -> None:
        body = Body(self._bodies, scope)
        try:
            data = await body.read(receive)
            if data is None:
                return
            start, first, rest = await self._first(scope, _environ(scope, data, body.size))
        except Refused as refused:
            again = {"Retry-After": "5"} if refused.status == 503 else {}
            error = {"detail": refused.detail, "code": refused.code}
            await _say(send, refused.status, error, {**again, "Connection": "close"})
            return
        except Busy:
            logger.warning("Too busy for %s %r.", scope["method"], scope["path"])
            await _say(send, 503, BUSY, {"Retry-After": "2"})
            return
        finally:
            self._bodies.give_back(body)
        await send(start)
        await send({"type": "http.response.body", "body": first, "more_body": rest is not None})
        if rest is not None:
            await self._stream(scope, rest, receive, send)

    async def _first(self, scope: dict[str, Any], environ: Any) -> "_Answer":
        # A context of its own: what a request leaves in context variables must not reach the next one.
        context = copy_context()
        if with_slash(scope["path"]) == LIVENESS_PATH and scope["method"] in ("GET", "HEAD"):
            return context.run(self._answer, environ)
        async with self._lanes.turn(scope):
            answer: _Answer = await self._threads.run(context.run, self._answer, environ)
            return answer

    async def _stream(self, scope: dict[str, Any], rest: "_Rest", receive: Callable[[], Any], send: Send) -> None:
        """Send chunk after chunk; other requests get their turn in between. Ends when the client has gone."""
        gone = asyncio.ensure_future(_until_gone(receive))
        try:
            while not gone.done():
                async with self._lanes.step(scope):
                    chunk = await self._threads.run(rest.next_chunk)
                more = chunk is not None
                await send({"type": "http.response.body", "body": chunk or b"", "more_body": more})
                if not more:
                    break
        finally:
            gone.cancel()
            await self._threads.run(rest.close)

    def _answer(self, environ: Any) -> "_Answer":
        """Call the application. Returns the start message, the body, and what is to stream."""
        start: dict[str, Any] = {"type": "http.response.start"}

        def start_response(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> None:
            start["status"] = int(status.split(" ", 1)[0])
            start["headers"] = [
                (name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers
            ]

        response = self._wsgi(environ, start_response)
        if isinstance(response, _File):
            first = response.read(ONE_PIECE_BYTES)
            if len(first) == ONE_PIECE_BYTES:
                return start, first, _Rest(response)
            response.close()
            return start, first, None
        if getattr(response, "streaming", False):
            return start, b"", _Rest(response)
        try:
            return start, b"".join(response), None
        finally:
            _close(response)


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


class _File:
    """WSGI's file wrapper. Django would send files in pieces of 4 KiB."""

    def __init__(self, file: IO[bytes], block_size: int = BLOCK_BYTES) -> None:
        self._file = file

    def read(self, size: int) -> bytes:
        return self._file.read(size)

    def __iter__(self) -> Iterator[bytes]:
        return iter(lambda: self._file.read(BLOCK_BYTES), b"")

    def close(self) -> None:
        _close(self._file)


_Answer = tuple[dict[str, Any], bytes, _Rest | None]


def _environ(scope: dict[str, Any], body: Any, size: int) -> Any:
    # `X_Forwarded_For` and `X-Forwarded-For` are one name in WSGI, and proxies look at the second alone.
    headers = [(name, value) for name, value in scope["headers"] if b"_" not in name]
    known: Any = {**scope, "headers": headers}
    environ: Any = build_environ(known, body)
    # Also for a body that came in chunks without a length: Django reads as far as this says.
    environ["CONTENT_LENGTH"] = str(size)
    environ["wsgi.file_wrapper"] = _File
    return environ


def _close(response: Any) -> None:
    close = getattr(response, "close", None)
    if close:
        close()


async def _say(send: Send, status: int, error: dict[str, str], headers: dict[str, str]) -> None:
    body = orjson.dumps(error)
    fields = {
        "X-Content-Type-Options": "nosniff",
        "Content-Type": "application/json",
        "Content-Length": str(len(body)),
        **headers,
    }
    encoded = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in fields.items()]
    await send({"type": "http.response.start", "status": status, "headers": encoded})
    await send({"type": "http.response.body", "body": body})


async def _until_gone(receive: Callable[[], Any]) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
