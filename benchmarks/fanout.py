"""How fast does a change reach the last of N screens, and what does a screen cost?

    python benchmarks/fanout.py                       LR Inventory alone
    python benchmarks/fanout.py --peers               beside PocketBase and the bare limit, in turns
    python benchmarks/fanout.py --only idle restart   memory of idle sockets; 1,000 clients after a SIGKILL
    python benchmarks/fanout.py --only check          is every event of a burst received, once and in order?

Each figure is the median of --rounds, with the systems taking turns, as machines are noisy.
"""

import argparse
import asyncio
import json
import resource
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack, ExitStack
from pathlib import Path
from typing import Any

import uvloop
from listeners import DESCRIPTION, Checker, Listener, Tally, Writer, open_listeners, text_frame
from systems import OurServer, System, bare_broadcast, pocketbase, resident_kib

PACED_WRITES = 40
BURST_WRITES = 500
WRITERS = 8
SETTLE_SECONDS = 20.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--clients", type=int, nargs="+", default=[50, 1000])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--redis", default="", metavar="URL", help="with a Redis channel layer")
    parser.add_argument("--only", nargs="+", choices=["paced", "burst", "check", "idle", "restart"])
    parser.add_argument("--idle-sockets", type=int, default=5000)
    parser.add_argument("--json", type=Path, help="write the figures to this file as well")
    args = parser.parse_args()
    resource.setrlimit(resource.RLIMIT_NOFILE, (resource.getrlimit(resource.RLIMIT_NOFILE)[1],) * 2)
    parts = args.only or ["paced", "burst", "check", "idle", "restart"]
    with tempfile.TemporaryDirectory(prefix="lr-fanout-") as folder, ExitStack() as stack:
        ours = OurServer(Path(folder), 8960, REDIS_URL=args.redis)
        systems = [ours.start()]
        stack.callback(ours.stop)
        if args.peers:
            systems.append(stack.enter_context(pocketbase(Path(folder), 8961)))
            systems.append(stack.enter_context(bare_broadcast(8962)))
        results = uvloop.run(measure(systems, parts, args, ours))
    if args.json:
        args.json.write_text(json.dumps(results, indent=1))


async def measure(systems: list[System], parts: list[str], args: Any, ours: OurServer) -> dict[str, Any]:
    results: dict[str, Any] = {}
    tests: dict[str, Callable[[System, int], Awaitable[dict[str, float]]]] = {"paced": paced, "burst": burst}
    for part in [part for part in ("paced", "burst") if part in parts]:
        for clients in args.clients:
            found: dict[str, list[dict[str, float]]] = {system.name: [] for system in systems}
            for _ in range(args.rounds):
                for system in systems:
                    found[system.name].append(await tests[part](system, clients))
            results[f"{part}, {clients} clients"] = table(f"{part}, {clients} clients", found)
    if "check" in parts:
        for clients in args.clients:
            results[f"check, {clients} clients"] = await check(ours.system, clients)
            print(f"\ncheck, {clients} clients: {results[f'check, {clients} clients']}")
    if "idle" in parts:
        # A process of its own: one that has worked has room to spare, and the sockets would seem to cost nothing.
        ours.stop()
        results["idle"] = await idle(ours.start(), args.idle_sockets)
        print(f"\nidle: {results['idle']}")
    if "restart" in parts:
        results["restart"] = await restart(ours, 1000)
        print(f"\nrestart: {results['restart']}")
    return results


def table(title: str, found: dict[str, list[dict[str, float]]]) -> dict[str, dict[str, float]]:
    medians = {
        name: {key: round(statistics.median(r[key] for r in rounds), 1) for key in rounds[0]}
        for name, rounds in found.items()
    }
    columns = list(next(iter(medians.values())))
    print(f"\n{title}\n\n| | " + " | ".join(columns) + " |\n|---|" + "---:|" * len(columns))
    for name, row in medians.items():
        print(f"| {name} | " + " | ".join(f"{row[column]:,}" for column in columns) + " |")
    return medians


async def paced(system: System, clients: int) -> dict[str, float]:
    """One write at a time: from sending the request to the last listener's receipt, in ms."""
    tally = Tally()
    listeners = await open_listeners(system, clients, tally)
    delays = []
    async with AsyncExitStack() as stack:
        write = await open_writer(system, stack)
        for number in range(PACED_WRITES):
            delays.append(await until_last_has(write, number, tally, clients))
            await asyncio.sleep(0.05)
    close(listeners)
    return {"last client p50 ms": statistics.median(delays), "p95 ms": statistics.quantiles(delays, n=20)[18]}


async def until_last_has(
    write: Callable[[int], Awaitable[None]], number: int, tally: Tally, clients: int
) -> float:
    """Write, and return the milliseconds until the last of *clients* has had the event."""
    tally.reset()
    began = time.perf_counter()
    await write(number)
    await until(tally, clients)
    return (tally.last_at[0] - began) * 1000


async def burst(system: System, clients: int) -> dict[str, float]:
    """500 writes by 8 writers as fast as they go."""
    tally = Tally()
    listeners = await open_listeners(system, clients, tally)
    started: list[float] = []
    numbers = iter(range(BURST_WRITES))

    async def work(write: Callable[[int], Awaitable[None]]) -> None:
        for number in numbers:
            started.append(time.perf_counter())
            await write(number)

    async with AsyncExitStack() as stack:
        writers = [await open_writer(system, stack) for _ in range(WRITERS)]
        began = time.perf_counter()
        await asyncio.gather(*(work(write) for write in writers))
        written = time.perf_counter() - began
        await until(tally, clients * BURST_WRITES)
    close(listeners)
    arrived = [tally.last_at[k] for k in sorted(tally.last_at)]
    # The k-th request against the k-th event: which is which matters little at eight in flight.
    delays = [(at - start) * 1000 for start, at in zip(sorted(started), arrived, strict=False)]
    elapsed = max(arrived) - began
    return {
        "lost %": 100 * (1 - tally.total / (clients * BURST_WRITES)),
        "creates/s": BURST_WRITES / written,
        "deliveries/s": tally.total / elapsed,
        "last client p50 ms": statistics.median(delays),
        "p95 ms": statistics.quantiles(delays, n=20)[18],
    }


async def check(system: System, clients: int) -> dict[str, int]:
    """The burst again, with clients that look at the number of each event. It costs too much to time it."""
    tally = Tally()
    checkers: list[Checker] = await open_listeners(system, clients, tally, kind=Checker)
    numbers = iter(range(BURST_WRITES))

    async def work(writer: Writer) -> None:
        async with writer:
            for number in numbers:
                await writer.create(number)

    await asyncio.gather(*(work(Writer(system)) for _ in range(WRITERS)))
    await until(tally, clients * BURST_WRITES)
    close(checkers)
    lost = repeated = disordered = 0
    for checker in checkers:
        seqs = [seq for seq, _ in checker.numbers]
        lost += BURST_WRITES - len(set(seqs))
        repeated += len(seqs) - len(set(seqs))
        pairs = zip(checker.numbers, checker.numbers[1:], strict=False)
        disordered += sum(seq + 1 != later or seq != prev for (seq, _), (later, prev) in pairs)
    return {"lost": lost, "repeated": repeated, "out of order": disordered}


async def idle(system: System, sockets: int) -> dict[str, float]:
    """Memory of the server for each socket that is open and quiet."""
    warm = await open_listeners(system, 50, Tally())
    before = resident_kib(system.pid)
    listeners = await open_listeners(system, sockets, Tally())
    await asyncio.sleep(1)
    after = resident_kib(system.pid)
    still_open = sum(not listener.transport.is_closing() for listener in listeners)
    close(listeners + warm)
    return {"sockets": still_open, "KiB a socket": round((after - before) / sockets, 1)}


async def restart(ours: OurServer, clients: int) -> dict[str, float]:
    """SIGKILL, start again, everybody comes back at once: until the last one has what it missed."""
    system = ours.system
    listeners = await open_listeners(system, clients, Tally())
    head = await listeners[0].head
    greeting = json.loads(head[head.index(b'{"type"') :])
    async with Writer(system) as writer:
        for number in range(20):
            await writer.create(number)
    ours.kill()
    close(listeners)
    killed = time.perf_counter()
    system = ours.start()
    up = time.perf_counter()
    tally = Tally()
    resume = text_frame(json.dumps({"type": "resume", "epoch": greeting["epoch"], "seq": greeting["seq"]}))
    back = await open_listeners(system, clients, tally, at_once=clients)
    for listener in back:
        listener.transport.write(resume)
    await until(tally, clients * 20)
    current = time.perf_counter() - up
    complete = sum(count == 20 for count in tally.counts)
    close(back)
    return {
        "server up again s": round(up - killed, 2),
        "all current s after that": round(current, 2),
        "complete": complete,
        "of": clients,
    }


async def open_writer(system: System, stack: AsyncExitStack) -> Callable[[int], Awaitable[None]]:
    if system.token:
        return (await stack.enter_async_context(Writer(system))).create
    # The bare limit has no REST: its writer is one more socket, and the row travels as it is.
    listener = (await open_listeners(system, 1, Tally()))[0]
    stack.callback(listener.transport.close)

    async def send(number: int) -> None:
        listener.transport.write(
            text_frame(
                json.dumps({"name": f"bench-{number}", "description": DESCRIPTION * 7}, separators=(",", ":"))
            )
        )
        await asyncio.sleep(0)

    return send


async def until(tally: Tally, total: int) -> None:
    """Wait until *total* events have come, or nothing has for SETTLE_SECONDS."""
    seen, since = tally.total, time.perf_counter()
    while tally.total < total:
        await asyncio.sleep(0.002)
        if tally.total != seen:
            seen, since = tally.total, time.perf_counter()
        elif time.perf_counter() - since > SETTLE_SECONDS:
            return


def close(listeners: list[Listener]) -> None:
    for listener in listeners:
        listener.transport.abort()


if __name__ == "__main__":
    main()
