"""Runs the WSGI application under ASGI, on a few threads that live as long as the server.

Django's own ASGI handler gives every request a new thread, and with it a new database connection; for SQLite that
costs more than the query. Here each thread keeps its connection. The body is read before a thread is taken, so a
slow upload waits on the loop and blocks nobody.
"""

import asyncio
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from tempfile import SpooledTemporaryFile
from typing import Any, Final

from a2wsgi.wsgi import build_environ

SPOOL_BYTES: Final = 1024 * 1024
# Beyond this a body is not even taken to the disk; what the application makes of it is an answer about its size.
BODY_MAX_BYTES: Final = 256 * 1024 * 1024

Send = Callable[[dict[str, Any]], Any]


class ThreadedWSGI:
    """An ASGI application that serves *wsgi* over HTTP on *threads* threads."""

    def __init__(self, wsgi: Callable[..., Iterable[bytes]], *, threads: int) -> None:
        self._wsgi = wsgi
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="rest")

    async def __call__(self, scope: dict[str, Any], receive: Callable[[], Any], send: Send) -> None:
        loop = asyncio.get_running_loop()
        with SpooledTemporaryFile(max_size=SPOOL_BYTES) as body:
            size = await _read_body(receive, body)
            if size is None:
                return
            environ = build_environ(scope, body)  # type: ignore[arg-type]
            # Also for a body that came in chunks without a length: Django reads as far as this says.
            environ["CONTENT_LENGTH"] = str(size)
            # A context of its own: what a request leaves in context variables must not reach the next one.
            context = copy_context()
            start, first, rest = await loop.run_in_executor(self._pool, context.run, self._answer, environ)
            await send(start)
            await send({"type": "http.response.body", "body": first, "more_body": rest is not None})
            while rest is not None:
                chunk = await loop.run_in_executor(self._pool, _next_chunk, rest)
                if chunk is None:
                    break
                await send({"type": "http.response.body", "body": chunk, "more_body": True})
            if rest is not None:
                await send({"type": "http.response.body", "body": b""})

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


class _Rest:
    def __init__(self, response: Any) -> None:
        self.response = response
        self.chunks: Iterator[bytes] = iter(response)


def _next_chunk(rest: _Rest) -> bytes | None:
    try:
        return next(rest.chunks)
    except StopIteration:
        _close(rest.response)
        return None
    except BaseException:
        _close(rest.response)
        raise


def _close(response: Any) -> None:
    close = getattr(response, "close", None)
    if close:
        close()


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
