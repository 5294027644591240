"""What a socket may send, how many there may be, and which are not let in at all; a real server in each test."""

import asyncio
import base64
import os
import socket
from collections.abc import Callable, Iterator
from contextlib import AsyncExitStack

import httpx
import pytest
from channels.testing import WebsocketCommunicator
from django.contrib.auth.models import User
from feed import joined, opened
from pytest_django.fixtures import Settings
from rest import create

from api.live import hub as hub_module
from api.live.protocol import Close
from api.live.sessions import Session
from api.live.sockets import Outgoing, Socket
from backend.asgi import application
from servers import InventoryServer

MakeServer = Callable[..., InventoryServer]

PING = b'\x81\x8f\0\0\0\0{"type":"ping"}'
CONTROL_PING = b"\x89\xfd\0\0\0\0" + b"x" * 125
FIRST, MORE, LAST = b"\x01\x81\0\0\0\0{", b"\0\x80\0\0\0\0", b"\x80\x8e\0\0\0\0" + b'"type":"ping"}'


class Raw:
    """A socket without a library, which would not send what these tests do."""

    def __init__(self, server: InventoryServer, *lines: str, token: str = "") -> None:
        self._socket = socket.create_connection(("127.0.0.1", server.port), timeout=10)
        key = base64.b64encode(os.urandom(16)).decode()
        head = [
            f"GET /ws/products/?token={token} HTTP/1.1",
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Version: 13",
            f"Sec-WebSocket-Key: {key}",
            *(lines or ("Host: localhost",)),
        ]
        self._socket.sendall("\r\n".join([*head, "", ""]).encode())
        self.received = b""

    def read_to(self, wanted: bytes) -> None:
        self.read_until(lambda received: wanted in received)

    def read_until(self, condition: Callable[[bytes], bool]) -> None:
        while not condition(self.received):
            data = self._socket.recv(65536)
            assert data, f"The server has closed after {self.received[-300:]!r}"
            self.received += data

    def send(self, data: bytes) -> None:
        self._socket.sendall(data)

    def flood(self, data: bytes) -> None:
        """Send until the other side has had enough."""
        with pytest.raises((BrokenPipeError, ConnectionResetError)):
            self._socket.sendall(data * (50_000_000 // len(data)))

    def read_to_end(self) -> bytes:
        try:
            while data := self._socket.recv(65536):
                self.received += data
        except ConnectionError:
            pass
        return self.received

    @property
    def status(self) -> int:
        return int(self.received.split(b" ", 2)[1])

    def close(self) -> None:
        self._socket.close()


def close_code(received: bytes, code: int) -> bool:
    """Whether a close frame with this code is in what was received."""
    return b"\x88" in received and code.to_bytes(2, "big") in received


@pytest.fixture
def raw(shared_server: InventoryServer) -> Iterator[Callable[..., Raw]]:
    made: list[Raw] = []
    tracebacks = shared_server.log.count("Traceback")

    def connect(*lines: str, token: str = "") -> Raw:
        made.append(Raw(shared_server, *lines, token=token))
        return made[-1]

    yield connect
    for each in made:
        each.close()
    assert shared_server.log.count("Traceback") == tracebacks, shared_server.log[-3000:]
    assert httpx.get(shared_server.url + "/api/health/").json() == {"status": "ok"}


# --- Frames --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "frames",
    [PING * 100, CONTROL_PING * 100, FIRST + MORE * 100, (FIRST + LAST) * 100, (PING + CONTROL_PING) * 5000],
    ids=["pings", "control pings", "fragments", "messages of two", "a mixture"],
)
def test_a_socket_that_sends_too_many_frames_is_closed(raw: Callable[..., Raw], token: str, frames: bytes) -> None:
    connected = raw(token=token)
    connected.read_to(b"connection_established")
    connected.send(frames)
    assert close_code(connected.read_to_end(), 4429)


def test_a_handful_of_frames_at_once_is_answered(raw: Callable[..., Raw], token: str) -> None:
    connected = raw(token=token)
    connected.read_to(b"connection_established")
    connected.send(PING * 20 + CONTROL_PING + FIRST + MORE * 10 + LAST)
    connected.read_until(lambda received: received.count(b'"pong"') == 21)
    assert b"x" * 125 in connected.received


def test_a_message_has_a_few_fragments_at_most(raw: Callable[..., Raw], token: str) -> None:
    connected = raw(token=token)
    connected.read_to(b"connection_established")
    connected.send(FIRST + MORE * 17)
    assert close_code(connected.read_to_end(), 4429)


@pytest.mark.parametrize(
    "frames", [PING, CONTROL_PING, FIRST + LAST, MORE], ids=["ping", "control", "two", "empty"]
)
def test_a_refused_socket_is_not_listened_to_and_cut(raw: Callable[..., Raw], frames: bytes) -> None:
    refused = raw(token="garbage")
    refused.read_to((4401).to_bytes(2, "big"))
    refused.flood(frames)


def test_pongs_that_nobody_reads_are_not_collected(raw: Callable[..., Raw], token: str) -> None:
    connected = raw(token=token)
    connected.read_to(b"connection_established")
    connected.flood(CONTROL_PING)


def test_text_that_is_not_utf8_is_one_line_in_the_log(
    raw: Callable[..., Raw], token: str, shared_server: InventoryServer
) -> None:
    connected = raw(token=token)
    connected.read_to(b"connection_established")
    connected.send(b"\x81\x82\0\0\0\0\xff\xfe")
    assert close_code(connected.read_to_end(), 1007)
    assert shared_server.log.count("it sent text that is not UTF-8") == 1


class Peer(Socket):
    """A socket of which a test says what waits and what has gone out."""

    state = (0, 0)

    def push(self, outgoing: Outgoing) -> bool:
        return True

    def close(self, code: Close, reason: str) -> None:
        self.closing = True

    def _queue_state(self) -> tuple[int, int]:
        return self.state

    async def drained(self) -> None:
        return


def test_pongs_do_not_make_a_peer_that_takes_nothing_look_busy() -> None:
    peer = Peer(Session(User(pk=1, username="ana"), 0), batches=True)
    answers = []
    # Bytes that wait, and bytes of events that have gone out less those of pongs that wait.
    for now, peer.state in enumerate([(100, 50), (225, -75), (350, -200), (475, -325), (600, -450), (725, -575)]):
        answers.append(peer.is_stuck(float(now)))
    assert answers == [False] * 5 + [True]
    peer.state = (500, 51)  # something has gone out
    assert not peer.is_stuck(6.0)


# --- Resumes and sockets -------------------------------------------------------------------------------------


async def test_a_socket_may_resume_a_few_times_a_minute(shared_server: InventoryServer, token: str) -> None:
    async with joined(shared_server, token) as (feed, hello):
        for _ in range(6):
            await feed.send("resume", epoch=hello["epoch"], seq=hello["seq"])
            await feed.next("resumed")
        await feed.send("resume", epoch=hello["epoch"], seq=hello["seq"])
        assert await feed.close_code() == 4429


async def test_new_sockets_bring_no_new_resumes_for_ever(make_server: MakeServer) -> None:
    server = make_server(env={"LIVE_SOCKETS_PER_USER": "2"})
    codes = []
    for _ in range(6):
        async with joined(server, server.token()) as (feed, hello):
            await feed.send("resume", epoch=hello["epoch"], seq=hello["seq"])
            frame = await asyncio.wait_for(feed.connection.recv(), 10) if len(codes) < 4 else None
            codes.append(None if frame else await feed.close_code())
    assert codes == [None] * 4 + [4429] * 2
    async with joined(server, server.token("bea")) as (feed, hello):
        await feed.send("resume", epoch=hello["epoch"], seq=hello["seq"])
        await feed.next("resumed")


async def test_a_user_has_so_many_sockets_and_no_more(make_server: MakeServer) -> None:
    server = make_server(env={"LIVE_SOCKETS_PER_USER": "3"})
    ana, bea = server.token("ana"), server.token("bea")
    async with AsyncExitStack() as stack:
        first, _ = await stack.enter_async_context(joined(server, ana))
        for _ in range(2):
            await stack.enter_async_context(joined(server, ana))
        async with opened(server, ana) as one_too_many:
            assert await one_too_many.close_code() == 4429
        await stack.enter_async_context(joined(server, bea))
        _, seq = create(server, ana)
        assert (await first.events_to(seq))[-1]["seq"] == seq

        await first.connection.close()

        async with asyncio.timeout(10):
            while True:
                async with opened(server, ana) as another:
                    if (await another.frame())["type"] == "connection_established":
                        break


async def test_a_process_keeps_connections_for_requests(make_server: MakeServer) -> None:
    server = make_server(env={"MAX_CONNECTIONS": "10"})
    token = server.token()
    async with AsyncExitStack() as stack:
        for _ in range(8):
            await stack.enter_async_context(joined(server, token))
        async with opened(server, token) as one_too_many:
            assert await one_too_many.close_code() == 1013
        async with httpx.AsyncClient(base_url=server.url) as client:
            assert (await client.get("/api/health/")).status_code == 200


# --- Handshakes ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "status"),
    [
        (("Host: localhost", "X-Long: " + "x" * 9000), 431),
        (("Host: localhost", *(f"X-{n}: 1" for n in range(200))), 431),
        (("Host: localhost", "X-Long: " + "x" * 60_000), 431),
        (("Host: localhost", "Content-Length: 2000000"), 400),
        (("Host: evil.example",), 403),
        (("Host: localhost.evil.example:8000",), 403),
        (("Host: ",), 403),
    ],
    ids=["a long line", "many lines", "a large head", "a body", "host", "host and port", "no host"],
)
def test_a_handshake_that_is_refused_is_answered_and_closed(
    raw: Callable[..., Raw], token: str, lines: tuple[str, ...], status: int
) -> None:
    refused = raw(*lines, token=token)
    refused.read_to_end()
    assert refused.status == status
    assert b"connection_established" not in refused.received


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("scheme", "proxies", "forwarded", "is_heard"),
    [
        ("ws", 0, None, False),
        ("ws", 0, b"https", False),
        ("ws", 1, None, False),
        ("ws", 1, b"http", False),
        ("ws", 1, b"https", True),
        ("wss", 0, None, True),
    ],
)
async def test_a_socket_needs_tls_where_requests_do(
    settings: Settings, scheme: str, proxies: int, forwarded: bytes | None, is_heard: bool
) -> None:
    settings.HTTPS_ONLY, settings.TRUSTED_PROXIES = True, proxies
    headers = [(b"host", b"localhost"), *([(b"x-forwarded-proto", forwarded)] if forwarded else [])]
    made = WebsocketCommunicator(application, "/ws/products/?token=garbage", headers=headers)
    made.scope["scheme"] = scheme
    accepted, _ = await made.connect(timeout=30)
    assert accepted is is_heard
    if is_heard:
        assert (await made.receive_output(timeout=30))["code"] == 4401
        hub = hub_module.local_hub()
        assert hub
        await hub.stop()
