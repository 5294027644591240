"""Is a write as fast as it was? This checkout beside another one, both servers up at once and asked in turns.

    git worktree add ../before COMMIT
    python benchmarks/before_after.py ../before              paced writes, and bursts
    python benchmarks/before_after.py ../before --only paced --pairs 1000

Machines are noisy, so neighbours in time are compared: each pair is one write (or one burst) here and one there,
in an order left to chance. Printed are the median of the pairs' ratios, after to before, and the range of 95 % of
such medians, if pairs are drawn again (bootstrap).
"""

import argparse
import asyncio
import random
import statistics
import tempfile
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import uvloop
from fanout import BURST_WRITES, burst, close, open_writer, until_last_has
from listeners import Tally, open_listeners
from systems import OurServer, System

WARM_UP = 50
# After a write, for the server to come to rest.
QUIET_SECONDS = 0.03
RESAMPLES = 1_000

Figures = dict[str, float]
Measure = Callable[[int], Awaitable[Figures]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("before", type=Path, help="another checkout; its server runs with this one's packages")
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--pairs", type=int, default=300, help="of paced writes")
    parser.add_argument("--bursts", type=int, default=16, help="pairs of bursts")
    parser.add_argument("--only", choices=["paced", "burst"])
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="lr-before-after-") as folder:
        before = OurServer(Path(folder, "before"), 8970, root=options.before.resolve())
        after = OurServer(Path(folder, "after"), 8971)
        systems = [before.start(), after.start()]
        uvloop.run(compare(systems, options))
        before.stop()
        after.stop()


async def compare(systems: list[System], options: Any) -> None:
    if options.only != "burst":
        async with AsyncExitStack() as stack:
            paced = [await paced_writes(system, options.clients, stack) for system in systems]
            show(f"paced, {options.clients} clients", await in_turns(paced, options.pairs, warm_up=WARM_UP))
    if options.only != "paced":
        bursts = [bursts_to(system, options.clients) for system in systems]
        show(f"burst, {options.clients} clients", await in_turns(bursts, options.bursts, warm_up=1))


async def paced_writes(system: System, clients: int, stack: AsyncExitStack) -> Measure:
    tally = Tally()
    listeners = await open_listeners(system, clients, tally)
    stack.callback(close, listeners)
    write = await open_writer(system, stack)

    async def measure(number: int) -> Figures:
        worked = processor_ms(system)
        took = await until_last_has(write, number, tally, clients)
        await asyncio.sleep(QUIET_SECONDS)
        return {"last client ms": took, "processor ms a write": processor_ms(system) - worked}

    return measure


def bursts_to(system: System, clients: int) -> Measure:
    async def measure(_: int) -> Figures:
        worked = processor_ms(system)
        figures = await burst(system, clients)
        each = (processor_ms(system) - worked) / BURST_WRITES
        return {name: figures[name] for name in ("creates/s", "p95 ms")} | {"processor ms a write": each}

    return measure


async def in_turns(measures: list[Measure], pairs: int, *, warm_up: int) -> list[list[Figures]]:
    """What was measured in each pair: before, and after."""
    taken = []
    for number in range(warm_up + pairs):
        found: list[Figures] = [{}, {}]
        for which in random.sample((0, 1), 2):
            found[which] = await measures[which](number)
        taken.append(found)
    return taken[warm_up:]


def show(title: str, pairs: list[list[Figures]]) -> None:
    print(
        f"\n{title}, {len(pairs)} pairs\n\n| | before | after | after / before | 95 % |\n|---|---:|---:|---:|---:|"
    )
    for name in pairs[0][0]:
        before, after = (statistics.median(pair[which][name] for pair in pairs) for which in (0, 1))
        ratios = [pair[1][name] / pair[0][name] for pair in pairs]
        medians = sorted(statistics.median(random.choices(ratios, k=len(ratios))) for _ in range(RESAMPLES))
        low, high = medians[RESAMPLES // 40], medians[-RESAMPLES // 40]
        print(
            f"| {name} | {before:.2f} | {after:.2f} | {statistics.median(ratios):.3f} | {low:.3f} to {high:.3f} |"
        )


def processor_ms(system: System) -> float:
    """Processor time that the threads of a server have had, in ms (Linux)."""
    threads = Path(f"/proc/{system.pid}/task").glob("*/schedstat")
    return sum(int(thread.read_text().split()[0]) for thread in threads) / 1e6


if __name__ == "__main__":
    main()
