"""The WebSocket consumer: authenticates, joins the hub, and forwards what the client says. No rules live here.

A plain ASGI application rather than a Channels consumer class: that class opens a channel for every socket and
checks the database connections on a thread for every message, and the hub needs neither.
"""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.db import Error
from django.http.request import split_domain_port, validate_host

from backend.guests import most_sockets

from .http.origins import is_allowed
from .live import protocol
from .live.hub import Hub, get_hub
from .live.protocol import Announce, Authenticate, BadFrame, Close, Ping, Resume
from .live.sessions import Refused, Session
from .live.sockets import AsgiSocket, Send, Socket, WireSocket
from .live.wire import EXTENSION

START_SECONDS: Final = 5.0

Receive = Callable[[], Awaitable[dict[str, Any]]]


async def product_feed(scope: dict[str, Any], receive: Receive, send: Send) -> None:
    """Serve `/ws/products/`. Expects `scope["token"]` from JWTAuthMiddleware."""
    if (await receive())["type"] != "websocket.connect":
        return
    if not host_allowed(scope) or not is_secure(scope):
        await send({"type": "websocket.close"})  # before it was accepted: 403
        return
    batches = protocol.SUBPROTOCOL in scope["subprotocols"]
    # A browser sees the close code of an accepted socket only, so a refused one is accepted first.
    await send({"type": "websocket.accept", "subprotocol": protocol.SUBPROTOCOL if batches else None})
    # Nobody cancels but a server that stops, and it has said so to the client.
    with suppress(asyncio.CancelledError):
        await _serve(scope, receive, send, batches=batches)


async def _serve(scope: dict[str, Any], receive: Receive, send: Send, *, batches: bool) -> None:
    if not origin_allowed(scope):
        await _close(send, Close.FORBIDDEN, "origin refused")
        return
    hub = get_hub()
    try:
        async with asyncio.timeout(START_SECONDS):
            await hub.start()
    except TimeoutError:
        # The database has been away since the server started. To wait for it here would keep this coroutine, and
        # one more for each time that the client comes back.
        await _close(send, Close.RESTARTING, "try again")
        return
    if len(hub.sockets) >= most_sockets():
        await _close(send, Close.FULL, "the server has as many sockets as it can serve")
        return
    try:
        session = await hub.authenticate(scope["token"])
    except Refused:
        await _close(send, Close.UNAUTHENTICATED, "token missing, invalid or expired")
        return
    except Error:
        await _close(send, Close.RESTARTING, "try again")  # the database is away
        return
    if hub.sockets_of(session.user.pk) >= settings.LIVE_SOCKETS_PER_USER:
        await _close(send, Close.TOO_MUCH, "too many sockets")
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
    """Do what one client frame asks for. A frame that makes no sense, or is one too many, ends the connection."""
    if not socket.messages.take(hub.loop.time()):
        socket.close(Close.TOO_MUCH, "too many frames")
        return
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
            if hub.may_resume(socket):
                await hub.resume(socket, epoch, seq)
            else:
                socket.close(Close.TOO_MUCH, "too many resumes")
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
    is_news = session.standing != socket.session.standing
    socket.session = session
    hub.push(socket, protocol.auth_ok(session.expires))
    if is_news:
        hub.push(socket, protocol.rights(session.standing))


def origin_allowed(scope: dict[str, Any]) -> bool:
    """Whether the page that opened the socket may. Programs send no Origin; tokens guard them like everyone."""
    origin = _header(scope, b"origin")
    if origin is None or is_allowed(origin):
        return True
    try:
        host = urlsplit(origin).hostname
    except ValueError:
        return False
    return host is not None and validate_host(f"[{host}]" if ":" in host else host, settings.ALLOWED_HOSTS)


def host_allowed(scope: dict[str, Any]) -> bool:
    """As Django does it for requests. Without a Host no browser has been led here."""
    host = _header(scope, b"host")
    return host is None or validate_host(split_domain_port(host)[0] or "", settings.ALLOWED_HOSTS)


def is_secure(scope: dict[str, Any]) -> bool:
    """Whether the token has come over TLS, where it must."""
    if not settings.HTTPS_ONLY or scope.get("scheme") == "wss":
        return True
    forwarded = _header(scope, b"x-forwarded-proto") if settings.TRUSTED_PROXIES else None
    return forwarded is not None and forwarded.partition(",")[0].strip() == "https"


def _header(scope: dict[str, Any], wanted: bytes) -> str | None:
    return next((value.decode("latin-1") for name, value in scope["headers"] if name == wanted), None)


async def _close(send: Send, code: Close, reason: str) -> None:
    await send({"type": "websocket.close", "code": int(code), "reason": reason})
