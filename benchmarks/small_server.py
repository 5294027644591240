"""Does a server with little memory live through the worst that is allowed?

    sudo python benchmarks/small_server.py                     1 GB, 100,000 products
    sudo python benchmarks/small_server.py --memory 768

The kernel kills what goes beyond the limit (a memory control group, so Linux and root). At once: twelve of the
largest pictures of each kind, 3,000 sockets of one user (50 are let in), and readers of the list and of searches.
"""

import argparse
import asyncio
import io
import os
import resource
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx
from PIL import Image
from systems import OurServer, System, resident_kib
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, WebSocketException

SIDE = 6320  # squared just below the limit of 40 megapixels
PICTURES = 12
SOCKETS = 3_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--memory", type=int, default=1024, metavar="MB")
    parser.add_argument("--products", type=int, default=100_000)
    args = parser.parse_args()
    resource.setrlimit(resource.RLIMIT_NOFILE, (resource.getrlimit(resource.RLIMIT_NOFILE)[1],) * 2)
    with tempfile.TemporaryDirectory(prefix="lr-small-") as folder, control_group(args.memory) as group:
        ours = OurServer(Path(folder), 8880, LIVE_SOCKETS_PER_USER="", MAX_CONNECTIONS_PER_ADDRESS="5000")
        ours.manage("populate_products", "--count", str(args.products), "-v0")
        with inside(group):
            system = ours.start()
        try:
            asyncio.run(worst(system, group))
            alive = ours.process.poll() is None
        finally:
            ours.stop()
    print("The server lives." if alive else "The server was killed.")
    raise SystemExit(not alive)


@contextmanager
def control_group(megabytes: int) -> Iterator[Path]:
    """A memory control group of this size, of version 2 or 1."""
    root = Path("/sys/fs/cgroup")
    is_2 = (root / "cgroup.controllers").exists()
    group = (root if is_2 else root / "memory") / f"lr-small-{os.getpid()}"
    group.mkdir()
    limit = group / ("memory.max" if is_2 else "memory.limit_in_bytes")
    limit.write_text(str(megabytes * 1024**2))
    try:
        yield group
    finally:
        with suppress(OSError):  # somebody is still in it
            group.rmdir()


@contextmanager
def inside(group: Path) -> Iterator[None]:
    """What is started meanwhile is in *group*; this process is not, afterwards."""
    (group / "cgroup.procs").write_text(str(os.getpid()))
    yield
    (group.parent / "cgroup.procs").write_text(str(os.getpid()))


def peak_megabytes(group: Path) -> int:
    names = ("memory.peak", "memory.max_usage_in_bytes")
    return next(int((group / name).read_text()) for name in names if (group / name).exists()) // 1024**2


async def worst(system: System, group: Path) -> None:
    seen: Counter[str] = Counter()
    reading = asyncio.create_task(readers(system, seen))
    sockets = await open_sockets(system)
    print(f"Sockets: {len(sockets)} of {SOCKETS:,} let in.")
    for kind in ("PNG", "WEBP", "JPEG", "GIF", "AVIF"):
        began = time.monotonic()
        statuses = dict(await send_pictures(system, kind))
        rss, peak = resident_kib(system.pid) // 1024, peak_megabytes(group)
        print(
            f"{kind}: {statuses} in {time.monotonic() - began:.1f} s; "
            f"RSS {rss} MB afterwards, at most {peak} MB in the group."
        )
    reading.cancel()
    print(f"Reads meanwhile: {dict(seen)}.")
    await asyncio.gather(*(socket.close() for socket in sockets))


async def open_sockets(system: System) -> list[ClientConnection]:
    gate = asyncio.Semaphore(50)

    async def one() -> ClientConnection | None:
        async with gate:
            with suppress(OSError, WebSocketException, TimeoutError):
                url = f"ws://127.0.0.1:{system.port}/ws/products/?token={system.token}"
                socket = await connect(url, open_timeout=60)
                try:
                    await socket.recv()
                except ConnectionClosed:
                    return None
                return socket
        return None

    opened = await asyncio.gather(*(one() for _ in range(SOCKETS)))
    return [socket for socket in opened if socket]


async def send_pictures(system: System, kind: str) -> Counter[int]:
    data = largest(kind)

    async def one(client: httpx.AsyncClient, number: int) -> int:
        fields = {"name": f"Picture {number}", "price": "1.00", "category": "home"}
        files = {"image": (f"large.{kind.lower()}", data)}
        while True:  # as the app does
            answer = await client.post("/api/products/", data=fields, files=files)
            if answer.status_code != 503:
                return answer.status_code
            await asyncio.sleep(float(answer.headers["Retry-After"]))

    headers = {"Authorization": f"Bearer {system.token}"}
    async with httpx.AsyncClient(
        base_url=f"http://127.0.0.1:{system.port}", headers=headers, timeout=120
    ) as client:
        return Counter(await asyncio.gather(*(one(client, number) for number in range(PICTURES))))


def largest(kind: str) -> bytes:
    """A picture of the most pixels, in few bytes; with transparency where that costs more."""
    picture = Image.linear_gradient("L").resize((SIDE, SIDE)).convert("RGB")
    if kind == "PNG":
        picture.putalpha(picture.getchannel(0))
    buffer = io.BytesIO()
    options = {"WEBP": {"quality": 10, "method": 0}, "AVIF": {"quality": 20, "speed": 10}}.get(kind, {})
    picture.save(buffer, kind, **options)
    return buffer.getvalue()


async def readers(system: System, seen: Counter[str]) -> None:
    headers = {"Authorization": f"Bearer {system.token}"}
    base = f"http://127.0.0.1:{system.port}/api/"

    async def one(path: str) -> None:
        async with httpx.AsyncClient(base_url=base, headers=headers, timeout=120) as client:
            while True:
                seen[str((await client.get(path)).status_code)] += 1

    await asyncio.gather(
        *(one(path) for path in ("products/", "products/?search=lamp", "dashboard/", "movements/"))
    )


if __name__ == "__main__":
    main()
