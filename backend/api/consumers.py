"""The WebSocket consumer: authenticates, joins the hub, and forwards what the client says. No rules live here.

A plain ASGI application rather than a Channels consumer class: that class opens a channel for every socket and
checks the database connections on a thread for every message, and the hub needs neither.
"""

from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import Error
from django.http.request import validate_host

from .live import protocol
from .live.hub import Hub, get_hub
from .live.protocol import Announce, Authenticate, BadFrame, Close, Ping, Resume
from .live.sessions import Refused, Session
from .live.sockets import AsgiSocket, Send, Socket, WireSocket
from .live.wire import EXTENSION

Receive = Callable[[], Awaitable[dict[str, Any]]]


async def product_feed(scope: dict[str, Any], receive: Receive, send: Send) -> None:
    """Serve `/ws/products/`. Expects `scope["token"]` from JWTAuthMiddleware."""
    if (await receive())["type"] != "websocket.connect":
        return
    batches = protocol.SUBPROTOCOL in scope["subprotocols"]
    # A browser sees the close code of an accepted socket only, so a refused one is accepted first.
    await send({"type": "websocket.accept", "subprotocol": protocol.SUBPROTOCOL if batches else None})
    if not origin_allowed(scope):
        await _close(send, Close.FORBIDDEN, "origin refused")
        return
    hub = get_hub()
    await hub.start()
    try:
        session = await hub.authenticate(scope["token"])
    except Refused:
        await _close(send, Close.UNAUTHENTICATED, "token missing, invalid or expired")
        return
    except Error:
        await _close(send, Close.RESTARTING, "try again")  # the database is away
        return
    socket = make_socket(scope, send, session, batches=batches)
    hub.join(socket)
    try:
        while (message := await receive())["type"] == "websocket.receive":
            await answer(hub, socket, message.get("text"))
    finally:
        hub.leave(socket)


def make_socket(scope: dict[str, Any], send: Send, session: Session, *, batches: bool) -> Socket:
    wire = scope.get("extensions", {}).get(EXTENSION)
    if wire is not None:
        return WireSocket(session, batches=batches, protocol=wire)
    return AsgiSocket(session, batches=batches, send=send)


async def answer(hub: Hub, socket: Socket, text: str | None) -> None:
    """Do what one client frame asks for. A frame that makes no sense ends the connection."""
    try:
        frame = protocol.parse_client_frame(text)
    except BadFrame as error:
        hub.push(socket, protocol.error("bad_frame", str(error)))
        socket.close(Close.BAD_FRAME, "bad frame")
        return
    match frame:
        case Ping():
            hub.push(socket, protocol.pong(hub.head))
        case Resume(epoch, seq):
            await hub.resume(socket, epoch, seq)
        case Announce(product, mode):
            hub.announce(socket, product, mode)
        case Authenticate(token):
            await renew(hub, socket, token)


async def renew(hub: Hub, socket: Socket, token: str) -> None:
    """Put the socket on a new token of the same user."""
    try:
        session = await hub.authenticate(token)
    except Refused:
        hub.push(socket, protocol.error("token_not_valid", "The token is invalid or expired."))
        socket.close(Close.UNAUTHENTICATED, "token invalid or expired")
        return
    except Error:
        socket.close(Close.RESTARTING, "try again")
        return
    if session.user.pk != socket.session.user.pk:
        hub.push(socket, protocol.error("another_user", "The token belongs to another user."))
        socket.close(Close.FORBIDDEN, "another user")
        return
    socket.session = session
    hub.push(socket, protocol.auth_ok(session.expires))


def origin_allowed(scope: dict[str, Any]) -> bool:
    """Whether the page that opened the socket may. Programs send no Origin; tokens guard them like everyone."""
    origin = next((value.decode("latin-1") for name, value in scope["headers"] if name == b"origin"), None)
    if origin is None or origin in settings.CORS_ALLOWED_ORIGINS:
        return True
    try:
        host = urlsplit(origin).hostname
    except ValueError:
        return False
    return bool(host) and validate_host(f"[{host}]" if ":" in host else host, settings.ALLOWED_HOSTS)


async def _close(send: Send, code: Close, reason: str) -> None:
    await send({"type": "websocket.close", "code": int(code), "reason": reason})
