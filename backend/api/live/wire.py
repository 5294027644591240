"""uvicorn's WebSocket protocol with a door to the transport.

A server's frames are not masked, so one change is the same bytes for every socket. Through ASGI each socket would
have its frame encoded anew and pass two layers of coroutines; here a broadcast is one `transport.write` a socket,
as in `websockets.broadcast`, and the transport's buffer tells how far behind a socket is.
"""

import struct
from typing import Any, Final

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.protocol import State

EXTENSION: Final = "inventory.wire"
_ABORT_AFTER: Final = 2.0


class LiveProtocol(WebSocketsSansIOProtocol):
    """Adds itself to the scope's extensions under EXTENSION."""

    def handle_connect(self, event: Any) -> None:
        super().handle_connect(event)
        if self.response.status_code == 101:
            # The application starts on the loop's next turn, so this is in the scope before it looks.
            self.scope["extensions"][EXTENSION] = self  # type: ignore[assignment]  # ASGI leaves this open

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

    def shutdown(self) -> None:
        """The server ends. A peer that reads nothing must not keep it, and one that is leaving gets no goodbye."""
        if self.handshake_complete and not self.close_sent and self.conn.state is not State.OPEN:
            self.transport.close()
        else:
            super().shutdown()
        self._abort_soon()

    def _abort_soon(self) -> None:
        # `transport.close` waits until everything is written, which may be never.
        if self.close_timer is not None:
            self.close_timer.cancel()
        if not self.disconnected:
            self.close_timer = self.loop.call_later(_ABORT_AFTER, self.transport.abort)


def encode_text(text: str) -> bytes:
    """One unmasked, unfragmented text frame (RFC 6455, section 5.2)."""
    payload = text.encode()
    size = len(payload)
    if size < 126:
        return struct.pack("!BB", 0x81, size) + payload
    if size < 65536:
        return struct.pack("!BBH", 0x81, 126, size) + payload
    return struct.pack("!BBQ", 0x81, 127, size) + payload
