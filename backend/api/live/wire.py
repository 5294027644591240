"""uvicorn's WebSocket protocol with a door to the transport, and with an end to what a peer may send.

A server's frames are not masked, so one change is the same bytes for every socket. Through ASGI each socket would
have its frame encoded anew and pass two layers of coroutines; here a broadcast is one `transport.write` a socket,
as in `websockets.broadcast`, and the transport's buffer tells how far behind a socket is.

Frames are parsed in Python, so what arrives at once is parsed in pieces, one a turn of the loop. A peer that sends
too many is closed, and nothing that comes after the closing is parsed but the answer to it.
"""

import logging
import struct
from typing import Any, Final

from uvicorn.protocols.utils import ClientDisconnected
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.protocol import State

from engine.guests import Budget, address_of, guests

from . import uvicorn_names
from .limits import FRAGMENTS_MAX, FRAMES_AT_ONCE, FRAMES_PER_SECOND, MAX_BUFFERED_BYTES
from .protocol import Close

logger = logging.getLogger(__name__)

EXTENSION: Final = "inventory.wire"
PIECE_BYTES: Final = 2048
_ABORT_AFTER: Final = 2.0
_BAD_REQUEST: Final = b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"


class LiveProtocol(WebSocketsSansIOProtocol):
    """Adds itself to the scope's extensions under EXTENSION."""

    __slots__ = ("_address", "_frames", "_heard_after_close", "_unparsed")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._address = ""
        self._unparsed = b""
        self._frames = Budget(FRAMES_AT_ONCE, per_second=FRAMES_PER_SECOND)
        self._heard_after_close = 0

    # --- Coming and going ------------------------------------------------------------------------------------

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        self._address = address_of(self.client)
        guests.enter(self._address)

    def connection_lost(self, exc: Exception | None) -> None:
        guests.leave(self._address)
        self._unparsed = b""
        super().connection_lost(exc)

    def handle_connect(self, event: Any) -> None:
        super().handle_connect(event)
        if self.response.status_code == 101:
            # The application starts on the loop's next turn, so this is in the scope before it looks.
            self.scope["extensions"][EXTENSION] = self  # type: ignore[assignment]  # ASGI leaves this open

    def shutdown(self) -> None:
        """The server ends. A peer that reads nothing must not keep it, and one that is leaving gets no goodbye."""
        if self.handshake_complete and not self.close_sent and self.conn.state is not State.OPEN:
            self.transport.close()
        else:
            super().shutdown()
        self._abort_soon()

    # --- To the peer -----------------------------------------------------------------------------------------

    @property
    def can_write(self) -> bool:
        return (
            self.handshake_complete
            and not self.close_sent
            and not self.disconnected
            and self.conn.state is State.OPEN
            and not self.transport.is_closing()
        )

    def buffered(self) -> int:
        """Bytes that the peer has not taken yet, beyond the kernel's own buffer."""
        return self.transport.get_write_buffer_size()

    def write_encoded(self, frames: bytes) -> None:
        """Write whole frames as `encode_text` makes them."""
        self.transport.write(frames)

    def close_now(self, code: int, reason: str) -> None:
        """Close without waiting for the peer to read what is queued; the connection is cut soon after."""
        if self.can_write:
            self.queue.put_nowait({"type": "websocket.disconnect", "code": code, "reason": reason})
            self.conn.send_close(code, reason)
            self.transport.write(b"".join(self.conn.data_to_send()))
            self.close_sent = True
            if self.read_paused:
                self.read_paused = False
                self.transport.resume_reading()
        self._abort_soon()

    async def send(self, message: Any) -> None:
        if self.close_sent:
            raise ClientDisconnected  # closed here, while the application was busy
        await super().send(message)
        if message["type"] == "websocket.close":
            self._abort_soon()

    def _abort_soon(self) -> None:
        # `transport.close` waits until everything is written, which may be never.
        if self.close_timer is not None:
            self.close_timer.cancel()
        if not self.disconnected:
            self.close_timer = self.loop.call_later(_ABORT_AFTER, self.transport.abort)

    # --- From the peer ---------------------------------------------------------------------------------------

    def data_received(self, data: bytes) -> None:
        if not self.handshake_initiated:
            self._shake_hands(data)
            return
        self._unparsed += data
        self._parse()

    def _shake_hands(self, data: bytes) -> None:
        super().data_received(data)
        if self.conn.handshake_exc is None or self.handshake_initiated:
            return
        # The parser has written its answer, if it could make out a request, and uvicorn waits for one that comes.
        output = b"".join(self.conn.data_to_send())
        self.handshake_complete = self.close_sent = True
        self.transport.write(output or _BAD_REQUEST)
        self.transport.close()
        self._abort_soon()

    def _parse(self) -> None:
        """Parse the next piece. Nothing is read while there is one, or the application has one to take."""
        if self.read_paused or not self._unparsed:
            return
        if self.close_sent:
            self._look_for_end()
            return
        piece, self._unparsed = self._unparsed[:PIECE_BYTES], self._unparsed[PIECE_BYTES:]
        self.conn.receive_data(piece)
        if not self._frames.take(self.loop.time(), len(self.conn.events)):
            self._refuse("too many frames")
        elif self.conn.parser_exc is not None:
            self.handle_parser_exception()
            self._abort_soon()
        else:
            self.handle_events()
        if self._unparsed and not self.read_paused and not self.transport.is_closing():
            self.transport.pause_reading()
            self.loop.call_soon(self._parse_next)

    def _parse_next(self) -> None:
        if not self.transport.is_closing():
            self.transport.resume_reading()
            self._parse()

    def _look_for_end(self) -> None:
        """Hear whether the peer agrees to the closing. One that sends on instead is not listened to."""
        data, self._unparsed = self._unparsed, b""
        if self.transport.is_closing():
            return
        self._heard_after_close += len(data)
        if self._heard_after_close <= PIECE_BYTES:
            self.conn.receive_data(data)
            self.handle_events()
        else:
            self.transport.pause_reading()

    async def receive(self) -> Any:
        message = await self.queue.get()
        if self.read_paused and self.queue.empty():
            self.read_paused = False
            self.transport.resume_reading()
            self._parse()
        return message

    def handle_cont(self, event: Any) -> None:
        if len(self.frames) >= FRAGMENTS_MAX:
            self._refuse("too many fragments")
        else:
            super().handle_cont(event)

    def handle_ping(self) -> None:
        super().handle_ping()
        if self.buffered() > MAX_BUFFERED_BYTES:
            self._refuse("too slow")

    def handle_close(self, event: Any) -> None:
        super().handle_close(event)
        self._abort_soon()

    def keepalive_timeout(self) -> None:
        super().keepalive_timeout()
        self._abort_soon()

    def send_receive_event_to_app(self) -> None:
        if self.curr_msg_data_type == "text" and not self.close_sent:
            try:
                b"".join(self.frames).decode()
            except UnicodeDecodeError:
                self.logger.info("A socket from %s was closed: it sent text that is not UTF-8.", self._address)
                self.frames = []
                self.close_now(1007, "not UTF-8")
                return
        super().send_receive_event_to_app()

    def _refuse(self, reason: str) -> None:
        self.frames = []
        self.conn.events.clear()
        self.logger.info("A socket from %s was closed: %s.", self._address, reason)
        self.close_now(Close.TOO_MUCH, reason)


if missing := uvicorn_names.missing(WebSocketsSansIOProtocol):
    logger.warning("This uvicorn has no %s: frames go through ASGI, only slower.", ", ".join(missing))
    LiveProtocol = WebSocketsSansIOProtocol  # type: ignore[assignment,misc]  # without the door, and complete


def encode_text(text: str) -> bytes:
    """One unmasked, unfragmented text frame (RFC 6455, section 5.2)."""
    payload = text.encode()
    size = len(payload)
    if size < 126:
        return struct.pack("!BB", 0x81, size) + payload
    if size < 65536:
        return struct.pack("!BBH", 0x81, 126, size) + payload
    return struct.pack("!BBQ", 0x81, 127, size) + payload
