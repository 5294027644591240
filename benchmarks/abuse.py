"""What does everybody else see while one client does its worst?

    python benchmarks/abuse.py                      every attack in turn
    python benchmarks/abuse.py --only frames pings  some of them (attackers.py names and describes them)

For each attack: how long other people wait (95th percentile, on new connections) for liveness, a list, a write,
and the event of that write; the server's memory and open files at their highest; and the same 10 s after. The
server is one of its own, on SQLite, on the loopback. The attacker is a process of its own, bounded in time and
connections. `!` marks what is over its goal.
"""

import argparse
import asyncio
import json
import multiprocessing
import os
import resource
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
from attackers import ATTACKS, Target
from systems import OurServer, System, resident_kib
from websockets.asyncio.client import connect
from websockets.exceptions import WebSocketException

PATIENCE = 30.0  # what takes longer counts as this long
PAUSE = 0.05
ELSEWHERE = ("127.0.0.2", 0)  # other people are not at the attacker's address
GOALS = {"health": 100.0, "list": 300.0, "write": float("inf"), "event": 1000.0}  # ms


@dataclass
class Seen:
    """Waits in ms, by what was waited for; the highest figures of the process."""

    waits: dict[str, list[float]] = field(default_factory=lambda: {name: [] for name in GOALS})
    failed: dict[str, int] = field(default_factory=lambda: dict.fromkeys(GOALS, 0))
    rss: float = 0.0
    files: int = 0

    def p95(self, name: str) -> float:
        waits = self.waits[name]
        return statistics.quantiles(waits, n=20)[18] if len(waits) > 1 else sum(waits)

    def look_at(self, pid: int) -> None:
        self.rss = max(self.rss, resident_kib(pid) / 1024)
        self.files = max(self.files, len(os.listdir(f"/proc/{pid}/fd")))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", nargs="+", choices=sorted(ATTACKS), default=list(ATTACKS))
    parser.add_argument("--seconds", type=float, default=10.0, help="of each attack (at most 60)")
    parser.add_argument("--products", type=int, default=2000)
    parser.add_argument("--json", type=Path, help="write the figures to this file as well")
    args = parser.parse_args()
    resource.setrlimit(resource.RLIMIT_NOFILE, (resource.getrlimit(resource.RLIMIT_NOFILE)[1],) * 2)
    results = {}
    with tempfile.TemporaryDirectory(prefix="lr-abuse-") as folder:
        # Sign-ins are to reach the hasher: here the lanes are tried, not the throttles.
        rates = {"THROTTLE_SIGN_IN": "100000/minute", "THROTTLE_SIGN_IN_ADDRESS": "100000/minute"}
        # The limits are those of an ordinary installation.
        limits = {"MAX_CONNECTIONS_PER_ADDRESS": "", "LIVE_SOCKETS_PER_USER": ""}
        ours = OurServer(Path(folder), 8870, REGISTRATION="open", **rates, **limits)
        ours.manage("populate_products", "--count", str(args.products))
        token = attacker_token(ours.start())
        ours.stop()
        print_head()
        for name in args.only:
            system = ours.start()
            try:
                during, after = asyncio.run(trial(system, name, token, Path(folder), min(args.seconds, 60.0)))
            finally:
                ours.stop()
            results[name] = {"during": row(name, "during", during), "after": row("", "10 s after", after)}
    if args.json:
        args.json.write_text(json.dumps(results, indent=1))


def print_head() -> None:
    print("| attack | | " + " | ".join(f"{name} ms" for name in GOALS) + " | RSS MB | files |")
    print("|---|---|" + "---:|" * (len(GOALS) + 2))


def row(attack: str, when: str, seen: Seen) -> dict[str, float]:
    figures = {name: round(seen.p95(name), 1) for name in GOALS}
    cells = [
        f"{figures[name]:,}{' !' if figures[name] > GOALS[name] else ''}"
        + (f" ({seen.failed[name]} failed)" if seen.failed[name] else "")
        for name in GOALS
    ]
    print(f"| {attack} | {when} | " + " | ".join(cells) + f" | {seen.rss:.0f} | {seen.files} |", flush=True)
    return {**figures, "rss": round(seen.rss), "files": seen.files, "failed": sum(seen.failed.values())}


async def trial(system: System, name: str, token: str, data: Path, seconds: float) -> tuple[Seen, Seen]:
    warm = Seen()
    await watch(system, warm, time.monotonic() + 1)
    target = Target(system.port, token, data, time.monotonic() + seconds)
    attacker = multiprocessing.get_context("spawn").Process(target=ATTACKS[name], args=(target,))
    attacker.start()
    during, after = Seen(), Seen()
    try:
        await watch(system, during, target.until)
    finally:
        await asyncio.to_thread(attacker.join, 15)
        attacker.kill()
    await asyncio.sleep(10)
    await watch(system, after, time.monotonic() + 2)
    return during, after


def attacker_token(system: System) -> str:
    base = f"http://127.0.0.1:{system.port}/api"
    account = {"username": "mallory", "email": "mallory@example.org", "password": "correct-horse-9"}
    httpx.post(f"{base}/user/register/", json=account, timeout=10).raise_for_status()
    token: str = httpx.post(f"{base}/token/", json=account, timeout=10).json()["access"]
    return token


async def watch(system: System, seen: Seen, until: float) -> None:
    """Other people, until *until*: each thing again and again, and a look at the process."""

    async def again(work: Callable[[], Awaitable[None]]) -> None:
        while time.monotonic() < until:
            await work()
            await asyncio.sleep(PAUSE)

    async def look() -> None:
        seen.look_at(system.pid)

    product = await created(system)
    await asyncio.gather(
        again(lambda: timed(seen, "health", system, "GET", "/api/health/")),
        again(lambda: timed(seen, "list", system, "GET", "/api/products/?limit=50")),
        again(lambda: write(seen, system, product)),
        again(look),
    )


async def timed(seen: Seen, name: str, system: System, method: str, path: str, body: object = None) -> float:
    began = time.monotonic()
    try:
        async with asyncio.timeout(PATIENCE):
            status = await request(system, method, path, body)
        took = time.monotonic() - began
        ok = status < 300
    except (OSError, TimeoutError, asyncio.IncompleteReadError, IndexError, ValueError):
        ok, took = False, PATIENCE
    seen.failed[name] += not ok
    seen.waits[name].append(took * 1000)
    return began if ok else 0.0


async def write(seen: Seen, system: System, product: int) -> None:
    """A change of stock, and its event on a socket of the same screen."""
    with suppress(OSError, TimeoutError, WebSocketException):
        offered = ["inventory.v1", f"bearer.{system.token}"]
        url = f"ws://127.0.0.1:{system.port}/ws/products/"
        options: Any = {"subprotocols": offered, "max_size": None, "local_addr": ELSEWHERE}
        async with connect(url, open_timeout=PATIENCE, **options) as socket:
            await socket.recv()
            began = await timed(seen, "write", system, "POST", f"/api/products/{product}/adjust/", {"delta": 1})
            if not began:
                return
            async with asyncio.timeout(PATIENCE):
                while f'"id":{product},' not in str(await socket.recv()):
                    pass
            seen.waits["event"].append((time.monotonic() - began) * 1000)
            return
    seen.failed["event"] += 1
    seen.waits["event"].append(PATIENCE * 1000)


async def created(system: System) -> int:
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{system.port}/api/", timeout=PATIENCE) as client:
        client.headers["Authorization"] = f"Bearer {system.token}"
        body = {"name": "Watched", "price": "1", "category": "home", "quantity": 1}
        number: int = (await client.post("products/", json=body)).raise_for_status().json()["id"]
        return number


async def request(system: System, method: str, path: str, body: object = None) -> int:
    """On a connection of its own, as somebody who has just come. Returns the status."""
    content = json.dumps(body).encode() if body else b""
    reader, writer = await asyncio.open_connection("127.0.0.1", system.port, local_addr=ELSEWHERE)
    try:
        head = (
            f"{method} {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {system.token}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(content)}\r\nConnection: close\r\n\r\n"
        )
        writer.write(head.encode() + content)
        answer = await reader.read()
        return int(answer.split(b" ", 2)[1])
    finally:
        writer.close()


if __name__ == "__main__":
    main()
