"""What the door refuses before there is a request, over real connections; behind it an application that counts."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
import pytest_asyncio
import uvicorn
from pytest_django.fixtures import Settings
from uvicorn.server import ServerState

from engine import door
from servers import wait_until

GET = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"
HALF = b"GET / HTTP/1.1\r\nHost: localhost\r\n"
SMALL = 2 * 1024 * 1024  # DATA_UPLOAD_MAX_MEMORY_SIZE


class House:
    """An application behind the door. It reads bodies, keeps what it was asked, and waits where `gate` says so."""

    def __init__(self) -> None:
        self.asked: list[dict[str, Any]] = []
        self.bodies: list[int | None] = []  # sizes; None where the client had gone
        self.gate = asyncio.Event()
        self.gate.set()
        self.answer = b"ok"
        self.port = 0
        self.state = ServerState()

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        self.asked.append(scope)
        size = 0
        while (message := await receive())["type"] == "http.request":
            size += len(message["body"])
            if not message["more_body"]:
                break
        self.bodies.append(size if message["type"] == "http.request" else None)
        await self.gate.wait()
        headers = [(b"content-length", str(len(self.answer)).encode())]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": self.answer})

    @property
    def protocols(self) -> list[Any]:
        return list(self.state.connections)


class Client:
    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader, self.writer = reader, writer

    async def send(self, data: bytes) -> None:
        self.writer.write(data)
        await self.writer.drain()

    async def answer(self) -> tuple[int, bytes]:
        async with asyncio.timeout(10):
            head = (await self.reader.readuntil(b"\r\n\r\n")).lower()
            length = int(head.split(b"content-length:")[1].split(b"\r\n")[0])
            return int(head.split(b" ")[1]), await self.reader.readexactly(length)

    async def refusal(self) -> tuple[int, str]:
        """The last answer of this connection: status and code."""
        status, body = await self.answer()
        assert await self.is_cut()
        return status, json.loads(body)["code"]

    async def is_cut(self) -> bool:
        async with asyncio.timeout(10):
            try:
                return await self.reader.read(1) == b""
            except ConnectionError:
                return True


@pytest_asyncio.fixture
async def house() -> AsyncIterator[House]:
    made = House()
    config = uvicorn.Config(made, http=door.Door, ws="none", log_config=None, timeout_keep_alive=60)
    config.load()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: door.Door(config=config, server_state=made.state, app_state={}), "127.0.0.1", 0
    )
    made.port = server.sockets[0].getsockname()[1]
    yield made
    made.gate.set()
    server.close()
    for protocol in made.protocols:
        protocol.transport.abort()
    await until(lambda: not made.protocols)


@pytest.fixture
def connect(house: House) -> Any:
    async def open_one() -> Client:
        return Client(*await asyncio.open_connection("127.0.0.1", house.port))

    return open_one


async def until(condition: Callable[[], Any]) -> None:
    await asyncio.to_thread(wait_until, condition, what="the server to have done it")


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HEAD_SECONDS", "BODY_STEP_SECONDS", "UNREAD_SECONDS", "LINGER_SECONDS"):
        monkeypatch.setattr(door, name, 0.1)


# --- Heads ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "head",
    [
        HALF + b"X-Long: " + b"x" * 60_000,
        HALF + b"X-Long: " + b"x" * 3_000_000,
        HALF + b"X-Long: " + b"x" * 33_000 + b"\r\n\r\n",
        HALF + b"X-Field: value\r\n" * 101,
        HALF + b"X-Field: value\r\n" * 101 + b"\r\n",
        HALF + (b"X-Field: " + b"x" * 400 + b"\r\n") * 90,
        b"GET /" + b"x" * 70_000,
        b"GET /?" + b"x" * 33_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
    ],
    ids=["field", "endless", "whole", "fields", "whole fields", "long fields", "address", "whole address"],
)
async def test_a_head_that_is_too_large_is_refused(house: House, connect: Any, head: bytes) -> None:
    client = await connect()
    client.writer.write(head)
    assert await client.refusal() == (431, "head_too_large")
    assert not house.asked


async def test_a_large_head_that_arrives_bit_by_bit_is_served(house: House, connect: Any) -> None:
    head = HALF + (b"X-Field: " + b"x" * 280 + b"\r\n") * 99 + b"\r\n"  # 100 with the Host
    client = await connect()
    for start in range(0, len(head), 1000):
        await client.send(head[start : start + 1000])
        await asyncio.sleep(0)
    assert await client.answer() == (200, b"ok")
    assert len(house.asked[0]["headers"]) == 100


async def test_what_is_no_http_is_refused(house: House, connect: Any) -> None:
    client = await connect()
    await client.send(b"\x16\x03\x01 hello\r\n\r\n")
    assert await client.refusal() == (400, "bad_request")
    assert not house.asked


async def test_fields_after_a_body_are_no_headers(house: House, connect: Any) -> None:
    client = await connect()
    await client.send(
        b"POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
        b"1\r\nx\r\n0\r\nX-Forwarded-For: 10.9.8.7\r\n\r\n"
    )
    assert await client.answer() == (200, b"ok")
    assert b"x-forwarded-for" not in dict(house.asked[0]["headers"])


# --- Time ----------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("quick")
async def test_a_head_must_come_in_time(house: House, connect: Any) -> None:
    client = await connect()
    await client.send(HALF)
    assert await client.refusal() == (408, "too_slow")
    assert not house.asked


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("data", [b"", b"\r\n\r\n"], ids=["nothing", "blank lines"])
async def test_a_connection_that_asks_nothing_is_closed(house: House, connect: Any, data: bytes) -> None:
    client = await connect()
    await client.send(data)
    assert await client.is_cut()
    assert not house.asked


@pytest.mark.usefixtures("quick")
async def test_blank_lines_do_not_hold_a_connection_after_an_answer(connect: Any) -> None:
    client = await connect()
    await client.send(GET)
    assert await client.answer() == (200, b"ok")
    await client.send(b"\r\n")
    assert await client.is_cut()


@pytest.mark.usefixtures("quick")
async def test_a_second_head_must_come_in_time_too(connect: Any) -> None:
    client = await connect()
    await client.send(GET)
    assert await client.answer() == (200, b"ok")
    await client.send(HALF)
    assert await client.refusal() == (408, "too_slow")


@pytest.mark.usefixtures("quick")
async def test_a_body_must_come_in_time(house: House, connect: Any) -> None:
    client = await connect()
    await client.send(b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\nabc")
    assert await client.refusal() == (408, "too_slow")
    await until(lambda: house.bodies == [None])


async def test_a_body_that_goes_on_is_taken(house: House, connect: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "BODY_STEP_SECONDS", 0.5)
    client = await connect()
    await client.send(b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\n")
    for _ in range(10):
        await client.send(b"x" * 100_000)
        await asyncio.sleep(0.1)
    assert await client.answer() == (200, b"ok")
    assert house.bodies == [1_000_000]


@pytest.mark.usefixtures("quick")
async def test_a_request_that_takes_long_to_serve_is_not_cut(house: House, connect: Any) -> None:
    house.gate.clear()
    client = await connect()
    await client.send(GET)
    await until(lambda: house.bodies)
    await asyncio.sleep(0.3)
    house.gate.set()
    assert await client.answer() == (200, b"ok")


@pytest.mark.usefixtures("quick")
async def test_a_client_that_reads_nothing_is_cut(house: House, connect: Any) -> None:
    house.answer = b"x" * 50_000_000
    client = await connect()
    client.writer.transport.pause_reading()
    await client.send(GET)
    await until(lambda: house.bodies and not house.protocols)


# --- Bodies --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [SMALL + door.BODY_GRACE_BYTES + 1, 10**10])
async def test_a_body_that_is_announced_too_large_is_refused_at_once(
    house: House, connect: Any, size: int
) -> None:
    client = await connect()
    await client.send(f"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: {size}\r\n\r\n".encode())
    assert await client.refusal() == (413, "too_large")
    assert not house.asked


async def test_a_body_that_becomes_too_large_is_refused(house: House, connect: Any) -> None:
    client = await connect()
    client.writer.write(b"POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n")
    client.writer.write((b"10000\r\n" + b"x" * 65536 + b"\r\n") * 100)
    assert await client.refusal() == (413, "too_large")
    await until(lambda: house.bodies == [None])


async def test_not_everything_is_read_after_a_refusal(
    house: House, connect: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(door, "LINGER_SECONDS", 60.0)
    client = await connect()
    client.writer.write(b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9999999999\r\n\r\n")
    assert (await client.answer())[0] == 413
    client.writer.write(b"x" * 50_000_000)
    await until(lambda: house.protocols[0].flow.read_paused)
    assert not house.asked


async def test_the_frames_of_chunks_count_as_well(
    house: House, connect: Any, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 50_000
    monkeypatch.setattr(door, "BODY_GRACE_BYTES", 50_000)
    client = await connect()
    client.writer.write(b"POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n")
    client.writer.write(b"1\r\nx\r\n" * 25_000)  # 25 KB in 150 KB
    assert await client.refusal() == (413, "too_large")
    await until(lambda: house.bodies == [None])


@pytest.mark.parametrize(
    ("kind", "size"),
    [("application/json", SMALL + 1), ("multipart/form-data; boundary=b", SMALL + door.BODY_GRACE_BYTES + 1)],
    ids=["a little too large", "a picture"],
)
async def test_the_application_says_what_is_wrong_with_a_body_that_is_a_little_too_large(
    house: House, connect: Any, kind: str, size: int
) -> None:
    client = await connect()
    head = f"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: {kind}\r\nContent-Length: {size}\r\n\r\n"
    client.writer.write(head.encode() + b"x" * size)
    assert await client.answer() == (200, b"ok")
    assert house.bodies == [size]


# --- Pipelines -----------------------------------------------------------------------------------------------


async def test_a_few_requests_may_be_sent_ahead(house: House, connect: Any) -> None:
    client = await connect()
    await client.send(b"".join(GET.replace(b"/ ", f"/{n} ".encode(), 1) for n in range(6)))
    for _ in range(6):
        assert await client.answer() == (200, b"ok")
    assert [scope["path"] for scope in house.asked] == [f"/{n}" for n in range(6)]


async def test_a_body_goes_on_behind_a_request_that_was_sent_ahead(house: House, connect: Any) -> None:
    client = await connect()
    head = b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 500000\r\n\r\n"
    client.writer.write(GET + head + b"x" * 500_000 + GET)
    for _ in range(3):
        assert await client.answer() == (200, b"ok")
    assert house.bodies == [0, 500_000, 0]


async def test_requests_without_end_are_not_collected(house: House, connect: Any) -> None:
    house.gate.clear()
    client = await connect()
    client.writer.write(GET * 100_000)
    await until(lambda: house.protocols and house.protocols[0].pipeline)
    [protocol] = house.protocols
    await asyncio.sleep(0.1)
    assert len(protocol.pipeline) == door.PIPELINE_MAX
    house.gate.set()
    for _ in range(door.PIPELINE_MAX + 1):
        assert await client.answer() == (200, b"ok")
    assert await client.is_cut()
    assert len(house.asked) == door.PIPELINE_MAX + 1


# --- How many ------------------------------------------------------------------------------------------------


async def test_an_address_has_its_share_of_connections(house: House, connect: Any, settings: Settings) -> None:
    settings.MAX_CONNECTIONS_PER_ADDRESS = 3
    clients = [await connect() for _ in range(3)]
    one_too_many = await connect()
    assert await one_too_many.refusal() == (503, "too_many_connections")
    for client in clients:
        await client.send(GET)
        assert await client.answer() == (200, b"ok")
    for leaver in (one_too_many, clients[0]):
        leaver.writer.close()
    await until(lambda: len(house.protocols) == 2)
    another = await connect()
    await another.send(GET)
    assert await another.answer() == (200, b"ok")


async def test_a_proxy_is_not_counted_as_one_client(connect: Any, settings: Settings) -> None:
    settings.MAX_CONNECTIONS_PER_ADDRESS, settings.TRUSTED_PROXIES = 1, 1
    for client in [await connect() for _ in range(4)]:
        await client.send(GET)
        assert await client.answer() == (200, b"ok")


async def test_there_is_a_limit_for_all_connections(connect: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "most_connections", lambda: 2)
    monkeypatch.setattr(door, "REFUSALS_AT_ONCE", 1)
    clients = [await connect() for _ in range(2)]
    refused = await connect()
    assert (await refused.answer())[0] == 503
    assert await (await connect()).is_cut()
    for client in clients:
        await client.send(GET)
        assert await client.answer() == (200, b"ok")
