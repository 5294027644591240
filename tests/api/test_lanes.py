"""Who waits for a thread: writers, sign-ins and pictures do, in lanes; readers and liveness pass them."""

import asyncio
import threading
from collections.abc import Callable, Iterable
from io import BytesIO
from typing import Any

import pytest
from pytest_django.fixtures import Settings

from engine import bodies, lanes
from engine.wsgi import BLOCK_BYTES, ONE_PIECE_BYTES, ThreadedWSGI
from servers import wait_until

PICTURE = b"multipart/form-data; boundary=b"


class House:
    """A WSGI application that keeps what it was asked; requests whose query is `wait` wait for `gate`."""

    def __init__(self) -> None:
        self.gate = threading.Event()
        self.inside: list[str] = []
        self.environs: list[dict[str, Any]] = []
        self.files: list[BytesIO] = []

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        self.environs.append(environ)
        if environ["QUERY_STRING"].startswith("wait"):
            self.inside.append(environ["PATH_INFO"])
            assert self.gate.wait(10)
            self.inside.remove(environ["PATH_INFO"])
        start_response("200 OK", [("Content-Type", "text/plain")])
        if environ["QUERY_STRING"].startswith("file="):
            self.files.append(BytesIO(b"x" * int(environ["QUERY_STRING"].removeprefix("file="))))
            return environ["wsgi.file_wrapper"](self.files[-1])
        if environ["QUERY_STRING"] == "stream":
            return Steps()
        return [threading.current_thread().name.encode()]


class Steps:
    streaming = True

    def __iter__(self) -> Any:
        yield from (b"a", b"b", b"c")


class Asked:
    """One request, under way; `answer` waits for all of it."""

    def __init__(
        self,
        app: ThreadedWSGI,
        method: str,
        path: str,
        kind: bytes,
        chunks: list[bytes],
        headers: Iterable[tuple[bytes, bytes]] = (),
    ) -> None:
        path, _, query = path.partition("?")
        self._chunks = chunks
        self._gone = asyncio.Event()
        self.sent: list[dict[str, Any]] = []
        scope = {
            "type": "http",
            "method": method,
            "path": path,
            "query_string": query.encode(),
            "headers": [(b"host", b"localhost"), (b"content-type", kind), *headers],
            "client": ("192.0.2.7", 1),
            "server": ("localhost", 80),
            "scheme": "http",
            "http_version": "1.1",
        }
        self.task = asyncio.ensure_future(app(scope, self._receive, self._send))

    async def _receive(self) -> dict[str, Any]:
        if not self._chunks:
            await self._gone.wait()
            return {"type": "http.disconnect"}
        chunk = self._chunks.pop(0)
        return {"type": "http.request", "body": chunk, "more_body": bool(self._chunks)}

    async def _send(self, message: dict[str, Any]) -> None:
        self.sent.append(message)

    async def answer(self) -> tuple[int, bytes]:
        await asyncio.wait_for(self.task, 10)
        return self.sent[0]["status"], b"".join(message["body"] for message in self.sent[1:])

    @property
    def headers(self) -> dict[bytes, bytes]:
        return dict(self.sent[0]["headers"])


@pytest.fixture
def house() -> Any:
    made = House()
    yield made
    made.gate.set()


@pytest.fixture
def ask(house: House) -> Any:
    app = ThreadedWSGI(house, threads=4)

    def one(
        method: str,
        path: str,
        kind: bytes = b"application/json",
        *chunks: bytes,
        headers: Iterable[tuple[bytes, bytes]] = (),
    ) -> Asked:
        return Asked(app, method, path, kind, list(chunks) or [b""], headers)

    return one


async def until(condition: Callable[[], Any]) -> None:
    await asyncio.to_thread(wait_until, condition, what="the requests to be where they should be")


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
async def test_writers_that_wait_leave_a_thread_to_readers(house: House, ask: Any, method: str) -> None:
    writers = [ask(method, f"/api/products/{n}/?wait") for n in range(10)]
    await until(lambda: len(house.inside) == 3)
    for path in ("/", "/api/products/"):
        assert (await ask("GET", path).answer())[0] == 200
    assert len(house.inside) == 3
    house.gate.set()
    assert [(await writer.answer())[0] for writer in writers] == [200] * 10


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/api/token/", b"application/json"),
        ("/api/token", b"application/json"),
        ("/api/user/register/", b"application/json"),
        ("/admin/login/", b"application/x-www-form-urlencoded"),
        ("/api/products/", PICTURE),
        ("/api/products", PICTURE),
        ("/api/products/7/", PICTURE),
        ("/admin/api/product/add/", b"Multipart/Form-Data; boundary=b"),
    ],
)
async def test_what_takes_a_processor_for_long_waits_before_it_has_a_thread(
    house: House, ask: Any, path: str, kind: bytes
) -> None:
    heavy = [ask("POST", f"{path}?wait", kind) for _ in range(4)]
    await until(lambda: house.inside == [path])
    assert (await ask("POST", "/api/products/1/adjust/").answer())[0] == 200
    assert (await ask("GET", "/").answer())[0] == 200
    assert house.inside == [path]
    house.gate.set()
    assert [(await each.answer())[0] for each in heavy] == [200] * 4


async def test_a_full_lane_refuses_before_anything_is_done(house: House, ask: Any) -> None:
    waiting = [ask("POST", "/api/token/?wait") for _ in range(31)]
    await until(lambda: house.inside)
    await asyncio.sleep(0)
    refused = ask("POST", "/api/token/?wait")
    status, body = await refused.answer()
    assert (status, refused.headers[b"retry-after"]) == (503, b"2")
    assert b'"code":"busy"' in body
    house.gate.set()
    assert [(await each.answer())[0] for each in waiting] == [200] * 31
    assert len(house.environs) == 31


async def test_one_client_s_pictures_leave_room_for_those_of_others(house: House, ask: Any) -> None:
    def send(token: bytes) -> Asked:
        return ask("POST", "/api/products/?wait", PICTURE, b"", headers=[(b"authorization", b"Bearer " + token)])

    ana_s = [send(b"ana") for _ in range(4)]
    await until(lambda: house.inside)
    assert (await send(b"ana").answer())[0] == 503
    bea_s = send(b"bea")
    house.gate.set()
    assert [(await each.answer())[0] for each in (*ana_s, bea_s)] == [200] * 5
    assert (await send(b"ana").answer())[0] == 200


async def test_nobody_waits_for_ever(house: House, ask: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lanes, "WAIT_SECONDS", 0.05)
    writers = [ask("POST", "/api/products/?wait") for _ in range(3)]
    await until(lambda: len(house.inside) == 3)
    assert (await ask("POST", "/api/products/?wait").answer())[0] == 503
    house.gate.set()
    assert [(await writer.answer())[0] for writer in writers] == [200] * 3
    assert len(house.environs) == 3
    assert (await ask("POST", "/api/products/").answer())[0] == 200


async def test_the_steps_of_a_bulk_change_are_writers_too(house: House, ask: Any) -> None:
    stream = ask("POST", "/api/products/bulk/?stream")
    assert await stream.answer() == (200, b"abc")
    writers = [ask("POST", "/api/products/?wait") for _ in range(3)]
    await until(lambda: len(house.inside) == 3)
    late = ask("POST", "/api/products/bulk/?stream")
    assert (await ask("GET", "/").answer())[0] == 200
    assert not late.sent
    house.gate.set()
    assert await late.answer() == (200, b"abc")
    assert [(await writer.answer())[0] for writer in writers] == [200] * 3


async def test_liveness_needs_no_thread(house: House, ask: Any) -> None:
    readers = [ask("GET", f"/{n}?wait") for n in range(4)]
    await until(lambda: len(house.inside) == 4)
    for method in ("GET", "HEAD"):
        assert await ask(method, "/api/health/").answer() == (200, b"MainThread")
    house.gate.set()
    assert [(await reader.answer())[0] for reader in readers] == [200] * 4
    assert (await ask("GET", "/api/health/ready/").answer())[1].startswith(b"rest")
    assert (await ask("POST", "/api/health/").answer())[1].startswith(b"rest")


# --- Bodies and files ----------------------------------------------------------------------------------------


async def test_a_body_beyond_all_limits_is_refused_by_every_server(
    house: House, ask: Any, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    monkeypatch.setattr(bodies, "BODY_GRACE_BYTES", 500)
    monkeypatch.setattr(bodies, "FREE_BYTES", 0)
    refused = ask("POST", "/api/products/", b"application/json", b"x" * 1000, b"x" * 501, b"x")
    status, body = await refused.answer()
    assert (status, refused.headers[b"connection"]) == (413, b"close")
    assert b'"code":"too_large"' in body
    assert not house.environs
    assert (await ask("POST", "/api/products/", b"application/json", b"x" * 1500).answer())[0] == 200
    assert house.environs[0]["CONTENT_LENGTH"] == "1500"


async def test_large_bodies_share_a_room_and_give_it_back(
    house: House, ask: Any, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bodies, "ROOM_BYTES", 8_000_000)  # of which one address has half
    settings.REQUEST_MAX_BYTES = 2_000_000
    large = b"x" * 1_500_000
    held = [ask("PUT", "/api/products/1/?wait", PICTURE, large) for _ in range(2)]
    await until(lambda: house.inside)
    refused = ask("PUT", "/api/products/1/", PICTURE, large)
    status, body = await refused.answer()
    assert (status, refused.headers[b"retry-after"]) == (503, b"5")
    assert b'"code":"busy"' in body
    assert (await ask("POST", "/api/products/1/adjust/", b"application/json", b"x" * 60_000).answer())[0] == 200
    house.gate.set()
    assert [(await each.answer())[0] for each in held] == [200] * 2
    assert (await ask("PUT", "/api/products/1/", PICTURE, large).answer())[0] == 200


@pytest.mark.parametrize("size", [0, 91_000, ONE_PIECE_BYTES - 1])
async def test_a_file_is_sent_in_one_piece(house: House, ask: Any, size: int) -> None:
    asked = ask("GET", f"/assets/app.js?file={size}")
    assert await asked.answer() == (200, b"x" * size)
    assert len(asked.sent) == 2
    assert house.files[0].closed


async def test_a_large_file_is_sent_in_large_blocks(house: House, ask: Any) -> None:
    size = ONE_PIECE_BYTES + 3 * BLOCK_BYTES + 1
    asked = ask("GET", f"/media/large.webp?file={size}")
    assert await asked.answer() == (200, b"x" * size)
    assert [len(message["body"]) for message in asked.sent[1:]] == [ONE_PIECE_BYTES, *[BLOCK_BYTES] * 3, 1, 0]
    assert house.files[0].closed


async def test_a_header_with_an_underscore_does_not_stand_for_another(house: House) -> None:
    headers = [(b"x-forwarded-for", b"192.0.2.1"), (b"x_forwarded_for", b"10.9.8.7"), (b"x_real", b"1")]
    asked = Asked(ThreadedWSGI(house, threads=1), "GET", "/", b"text/plain", [b""], headers)
    assert (await asked.answer())[0] == 200
    assert house.environs[0]["HTTP_X_FORWARDED_FOR"] == "192.0.2.1"
    assert "HTTP_X_REAL" not in house.environs[0]
