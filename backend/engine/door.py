"""Limits at the door: what a connection, an address and all of them together may take before a request exists.

uvicorn reads heads of any length for as long as they take, bodies likewise, and any number of pipelined
requests. `Door` is its protocol with an end to each. A connection that goes too far gets one answer, is heard no
more, and is cut as soon as it has had time to read it. docs/limits.md lists the figures.
"""

import asyncio
from http import HTTPStatus
from typing import Any, Final

import orjson
from django.conf import settings
from uvicorn.protocols.http.flow_control import HIGH_WATER_LIMIT, FlowControl
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from .guests import address_of, guests, most_connections
from .lanes import IMPORT_PATH, header, with_slash

HEAD_MAX_BYTES: Final = 32 * 1024
HEAD_MAX_FIELDS: Final = 100
HEAD_SECONDS: Final = 15.0
# Of a body, this much must come in this time, or the rest of it.
BODY_STEP_BYTES: Final = 60 * 1024
BODY_STEP_SECONDS: Final = 15.0
# So far beyond a limit a body is still read to its end: browsers show an answer only when they have sent it all.
BODY_GRACE_BYTES: Final = 4 * 1024 * 1024
PIPELINE_MAX: Final = 8
PIECE_BYTES: Final = 16 * 1024  # parsed in one turn of the loop
UNREAD_SECONDS: Final = 30.0  # a client that takes nothing of its answer for so long has gone
LINGER_SECONDS: Final = 2.0  # to read a refusal; a connection that is closed at once loses it
DROPPED_MAX_BYTES: Final = 1024 * 1024  # read after it
REFUSALS_AT_ONCE: Final = 50  # that are given time to be read when there are too many connections

_IDLE, _HEAD, _BODY = "idle", "head", "body"


class Door(HttpToolsProtocol):
    """uvicorn's HTTP protocol with limits, for `manage.py serve` or `uvicorn --http engine.door:Door`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._address = ""
        self._stage = _IDLE
        self._messages = 0
        self._unparsed = b""
        self._will_go_on = False
        self._is_deaf = False
        self._unfinished_bytes = 0
        self._body_bytes = 0
        self._body_limit = 0
        self._dropped_bytes = 0
        self._step_bytes = 0
        self._deadline: float | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._unread_timer: asyncio.TimerHandle | None = None

    # --- Coming and going ------------------------------------------------------------------------------------

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn's
        super().connection_made(transport)
        self.flow = _Flow(self)
        self._address = address_of(self.client)
        guests.enter(self._address)
        excess = len(self.connections) - most_connections()
        if excess > REFUSALS_AT_ONCE or not guests.may_arrive(self._address, self.loop.time()):
            transport.abort()
        elif excess > 0:
            self.refuse(503, "too_many_connections", "The server can't take more connections. Try again later.")
        elif guests.is_crowd(self._address):
            self.refuse(503, "too_many_connections", "Too many connections are open from your address.")
        else:
            self._expect(HEAD_SECONDS)

    def connection_lost(self, exc: Exception | None) -> None:
        self._leave()
        super().connection_lost(exc)

    def handle_websocket_upgrade(self) -> None:
        if not self._is_deaf:
            self._leave()
            super().handle_websocket_upgrade()

    def _leave(self) -> None:
        self._is_deaf = True
        self._unparsed = b""
        for timer in (self._timer, self._unread_timer):
            if timer:
                timer.cancel()
        guests.leave(self._address)

    def refuse(self, status: int, code: str, detail: str) -> None:
        """Answer with *status* and hear no more."""
        if self._is_deaf:
            return
        self._is_deaf = True
        self._unparsed = b""
        self._deadline = None
        self.logger.info("Refused a connection from %s with %d: %s", self._address, status, detail)
        cycle = self.cycle
        if cycle and not cycle.response_complete:
            if self._stage == _BODY and self.pipeline:
                self.transport.close()  # an answer is under way to a request before this one
                return
            if self._stage != _BODY or cycle.response_started:
                cycle.keep_alive = False  # the connection ends with the answers that are under way
                self.flow.pause_reading()
                return
            cycle.disconnected = True
            cycle.message_event.set()
        body = orjson.dumps({"detail": detail, "code": code})
        headers = {
            b"content-type": b"application/json",
            b"content-length": str(len(body)).encode(),
            b"connection": b"close",
            **({b"retry-after": b"5"} if status == HTTPStatus.SERVICE_UNAVAILABLE else {}),
        }
        lines = [name + b": " + value + b"\r\n" for name, value in headers.items()]
        self.transport.write(b"".join([STATUS_LINE[status], *lines, b"\r\n", body]))
        if self.transport.can_write_eof():
            self.transport.write_eof()
        self._end_in(LINGER_SECONDS)

    def _end_in(self, seconds: float) -> None:
        FlowControl.resume_reading(self.flow)
        if self._timer:
            self._timer.cancel()
        self._timer = self.loop.call_later(seconds, self.transport.abort)

    # --- Bytes, a piece at a time ----------------------------------------------------------------------------

    def data_received(self, data: bytes) -> None:
        if self._is_deaf:
            self._drop(data)
        elif self._unparsed or len(data) > PIECE_BYTES:
            self._unparsed += data
            self._go_on()
        else:
            self._parse(data)

    def _drop(self, data: bytes) -> None:
        # Closed with something unread, the client would lose the answer; but there is an end to this too.
        self._dropped_bytes += len(data)
        if self._dropped_bytes > DROPPED_MAX_BYTES:
            self.flow.pause_reading()

    def go_on_soon(self) -> bool:
        """True: there are bytes to parse before more are read."""
        if self._unparsed and not self._will_go_on:
            self._will_go_on = True
            self.loop.call_soon(self._go_on)
        return bool(self._unparsed)

    def _go_on(self) -> None:
        self._will_go_on = False
        if self.transport.is_closing():
            self._unparsed = b""  # nobody would get the answers
        if self._unparsed and not self.is_full:
            piece, self._unparsed = self._unparsed[:PIECE_BYTES], self._unparsed[PIECE_BYTES:]
            self._parse(piece)
        if self._is_deaf:
            return
        if self._unparsed:
            self.flow.pause_reading()
            if not self.is_full:
                self.go_on_soon()
        else:
            self.flow.resume_reading()

    @property
    def is_full(self) -> bool:
        """A request waits for the one before it, or the application for its turn to take the body."""
        cycle = self.cycle
        is_behind = cycle and not cycle.response_complete and len(cycle.body) > HIGH_WATER_LIMIT
        return bool(self.pipeline or is_behind)

    def _parse(self, piece: bytes) -> None:
        stage, messages = self._stage, self._messages
        super().data_received(piece)
        if self._is_deaf:
            return
        if self._stage == _HEAD:
            is_new = messages != self._messages
            self._unfinished_bytes = self._head_bytes() if is_new else self._unfinished_bytes + len(piece)
            if self._is_too_large(self._unfinished_bytes):
                return
        elif stage == _BODY:
            self._body_bytes += len(piece)  # as it came, with the frames of its chunks
            if self._stage == _BODY and self._body_bytes > self._body_limit:
                self._refuse_body()
        self._set_deadline(is_new=(stage, messages) != (self._stage, self._messages), size=len(piece))

    # --- Time ------------------------------------------------------------------------------------------------

    def _set_deadline(self, *, is_new: bool, size: int) -> None:
        if self._stage == _IDLE:
            if self.cycle and not self.cycle.response_complete:
                self._deadline = None
            elif self._deadline is None:  # blank lines, for example
                self._expect(HEAD_SECONDS)
        elif is_new:
            self._step_bytes = 0
            self._expect(HEAD_SECONDS if self._stage == _HEAD else BODY_STEP_SECONDS)
        elif self._stage == _BODY:
            self._step_bytes += size
            if self._step_bytes >= BODY_STEP_BYTES:
                self._step_bytes = 0
                self._expect(BODY_STEP_SECONDS)

    def _expect(self, seconds: float) -> None:
        """Something must be complete within *seconds*. One timer does for many requests: it looks again."""
        self._deadline = self.loop.time() + seconds
        if self._timer is None:
            self._timer = self.loop.call_later(seconds, self._look)

    def _look(self) -> None:
        self._timer = None
        if self._is_deaf or self._deadline is None:
            return
        if self.flow.read_paused:
            self._expect(BODY_STEP_SECONDS)  # it is not the client who is slow
        elif (left := self._deadline - self.loop.time()) > 0:
            self._timer = self.loop.call_later(left, self._look)
        elif self._stage == _IDLE:
            self.transport.close()
        else:
            self.refuse(408, "too_slow", "The request took too long to arrive.")

    def pause_writing(self) -> None:
        super().pause_writing()
        self._unread_timer = self.loop.call_later(UNREAD_SECONDS, self._look_at_unread, self._unread())

    def resume_writing(self) -> None:
        super().resume_writing()
        if self._unread_timer:
            self._unread_timer.cancel()

    def _look_at_unread(self, before: int) -> None:
        now = self._unread()
        if now >= before:
            self.transport.abort()
        else:
            self._unread_timer = self.loop.call_later(UNREAD_SECONDS, self._look_at_unread, now)

    def _unread(self) -> int:
        return self.transport.get_write_buffer_size()

    # --- What the parser finds -------------------------------------------------------------------------------

    def on_message_begin(self) -> None:
        if not self._is_deaf:
            self._stage = _HEAD
            self._messages += 1
            self._unfinished_bytes = 0
            super().on_message_begin()

    def on_header(self, name: bytes, value: bytes) -> None:
        # Fields after a body (trailers) would become headers that no proxy has looked at: they are dropped.
        if self._stage == _HEAD:
            super().on_header(name, value)

    def on_headers_complete(self) -> None:
        if self._is_deaf:
            return
        if self._is_too_large(self._head_bytes()):
            return
        kind, length = header(self.headers, b"content-type"), header(self.headers, b"content-length") or b"0"
        path = self.url.partition(b"?")[0]
        self._body_limit = body_limit(kind.decode("latin-1"), path.decode("latin-1")) + BODY_GRACE_BYTES
        self._body_bytes = 0
        # The parser has seen to it that it is a number, if it is there.
        if int(length) > self._body_limit:
            self._refuse_body()
        elif len(self.pipeline) >= PIPELINE_MAX:
            self.refuse(
                503, "too_many_requests_at_once", "Too many requests were sent without waiting for answers."
            )
        else:
            super().on_headers_complete()
            self._stage = _BODY

    def on_body(self, body: bytes) -> None:
        if not self._is_deaf:
            super().on_body(body)

    def on_message_complete(self) -> None:
        if not self._is_deaf:
            self._stage = _IDLE
            super().on_message_complete()

    def on_response_complete(self) -> None:
        super().on_response_complete()
        self.go_on_soon()

    def send_400_response(self, msg: str) -> None:
        self.refuse(400, "bad_request", msg)

    def _head_bytes(self) -> int:
        return len(self.url) + sum(len(name) + len(value) for name, value in self.headers)

    def _is_too_large(self, head_bytes: int) -> bool:
        """Whether the head is, and was refused."""
        if head_bytes <= HEAD_MAX_BYTES and len(self.headers) <= HEAD_MAX_FIELDS:
            return False
        limits = f"{HEAD_MAX_BYTES // 1024} KiB and {HEAD_MAX_FIELDS} header fields"
        self.refuse(431, "head_too_large", f"A request's head has at most {limits}.")
        return True

    def _refuse_body(self) -> None:
        limit = (self._body_limit - BODY_GRACE_BYTES) // 1024**2
        self.refuse(413, "too_large", f"The body is too large: at most {limit} MB are allowed.")


class _Flow(FlowControl):
    """uvicorn reads on after every answer, whatever waits; this one only when all that has been read is parsed."""

    def __init__(self, door: Door) -> None:
        super().__init__(door.transport)
        self._door = door

    def resume_reading(self) -> None:
        if not self._door.is_full and not self._door.go_on_soon():
            super().resume_reading()


def body_limit(content_type: str, path: str) -> int:
    """Bytes of the largest body that the application takes at *path*."""
    if with_slash(path) == IMPORT_PATH:
        return settings.IMPORT_MAX_BYTES
    is_multipart = content_type.startswith("multipart/")
    return settings.REQUEST_MAX_BYTES if is_multipart else settings.DATA_UPLOAD_MAX_MEMORY_SIZE
