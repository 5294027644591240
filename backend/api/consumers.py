"""The WebSocket consumer: authenticates, joins the hub, and forwards what the client says. No rules live here."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any, Final, NoReturn
from urllib.parse import urlsplit

from channels.consumer import AsyncConsumer, get_handler_name
from channels.exceptions import StopConsumer
from django.conf import settings
from django.db import Error
from django.http.request import split_domain_port, validate_host

from engine.guests import most_sockets

from .http.origins import is_allowed
from .live import protocol
from .live.hub import Hub, get_hub
from .live.protocol import Announce, Authenticate, BadFrame, Close, Here, Ping, Resume
from .live.sessions import NotForReading, Refused, Session
from .live.sockets import AsgiSocket, Send, Socket, WireSocket
from .live.wire import EXTENSION

START_SECONDS: Final = 5.0

Receive = Callable[[], Awaitable[dict[str, Any]]]


class ProductFeed(AsyncConsumer):  # type: ignore[misc]  # Channels has no types
    """One client of `/ws/products/`. Expects `scope["token"]` from JWTAuthMiddleware.

    Channels' own `__call__` opens a channel and a task for every socket, and its `dispatch` looks after database
    connections on a thread for every message. The hub needs neither: here one message is read after the other.
    """

    scope: dict[str, Any]
    hub: Hub
    socket: Socket | None = None

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        self.scope = scope
        self.base_send = send
        # Nobody cancels but a server that stops, and it has said so to the client.
        with suppress(StopConsumer, asyncio.CancelledError):
            try:
                while True:
                    await self.dispatch(await receive())
            finally:
                if self.socket:
                    self.hub.leave(self.socket)

    async def dispatch(self, message: dict[str, Any]) -> None:
        await getattr(self, get_handler_name(message))(message)

    async def websocket_connect(self, message: dict[str, Any]) -> None:
        if not host_allowed(self.scope) or not is_secure(self.scope):
            await self.send({"type": "websocket.close"})  # before it was accepted: 403
            raise StopConsumer
        batches = protocol.SUBPROTOCOL in self.scope["subprotocols"]
        # A browser sees the close code of an accepted socket only, so a refused one is accepted first.
        await self.send({"type": "websocket.accept", "subprotocol": protocol.SUBPROTOCOL if batches else None})
        if not origin_allowed(self.scope):
            await self.refuse(Close.FORBIDDEN, "origin refused")
        self.hub = get_hub()
        try:
            async with asyncio.timeout(START_SECONDS):
                await self.hub.start()
        except TimeoutError:
            # The database has been away since the server started. To wait for it here would keep this coroutine,
            # and one more for each time that the client comes back.
            await self.refuse(Close.RESTARTING, "try again")
        if len(self.hub.sockets) >= most_sockets():
            await self.refuse(Close.FULL, "the server has as many sockets as it can serve")
        try:
            session = await self.hub.authenticate(self.scope["token"])
        except NotForReading:
            await self.refuse(Close.FORBIDDEN, "the token lacks the scope read")
        except Refused:
            await self.refuse(Close.UNAUTHENTICATED, "token missing, invalid or expired")
        except Error:
            await self.refuse(Close.RESTARTING, "try again")  # the database is away
        if self.hub.sockets_of(session.user.pk) >= settings.LIVE_SOCKETS_PER_USER:
            await self.refuse(Close.TOO_MUCH, "too many sockets")
        self.socket = make_socket(self.scope, self.base_send, session, batches=batches)
        self.hub.join(self.socket)

    async def websocket_receive(self, message: dict[str, Any]) -> None:
        if self.socket:
            await answer(self.hub, self.socket, message.get("text"))

    async def websocket_disconnect(self, message: dict[str, Any]) -> None:
        raise StopConsumer

    async def refuse(self, code: Close, reason: str) -> NoReturn:
        await self.send({"type": "websocket.close", "code": int(code), "reason": reason})
        raise StopConsumer


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
        case Here():
            hub.announce_here(socket)
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
