"""Whatever happens on the way, in the end every replica equals the database."""

import asyncio
import os
import random
from collections.abc import Awaitable, Callable
from contextlib import suppress

import httpx
from client import ReplicaClient, all_products
from proxy import CuttingProxy
from writers import Writer

from servers import InventoryServer

CLIENTS = 20
WRITERS = 2
ROUNDS = 6
SETTLE_SECONDS = 20.0

Fault = Callable[[], Awaitable[None]]


async def test_replicas_converge_after_kills_and_cuts(server: InventoryServer) -> None:
    seed = int(os.environ.get("FAULT_SEED") or random.SystemRandom().randrange(10**6))
    print(f"\nseed {seed}: repeat with FAULT_SEED={seed}")  # noqa: T201  # shown when the test fails
    dice = random.Random(seed)
    token = await asyncio.to_thread(server.token)

    async with CuttingProxy(server.port, dice) as proxy:
        ws_url = f"ws://127.0.0.1:{proxy.port}/ws/products/"
        clients = [
            ReplicaClient(server, token, random.Random(dice.random()), ws_url=ws_url) for _ in range(CLIENTS)
        ]
        writers = [Writer(server, token, random.Random(dice.random()), f"Writer {n}") for n in range(WRITERS)]
        faults: list[Fault] = [kill_and_restart(server), cut_some(proxy, dice), burst_in_another_process(server)]

        reading = [asyncio.create_task(client.run()) for client in clients]
        writing = [asyncio.create_task(writer.run()) for writer in writers]
        for number in range(ROUNDS):
            before = sum(writer.written for writer in writers)
            fault = faults[number] if number < len(faults) else dice.choice(faults[:2])
            await fault()
            await until(lambda before=before: sum(w.written for w in writers) >= before + 20, writing + reading)
        await cancel(writing)
        await settle(server, token, clients, reading)
        await cancel(reading)

    assert proxy.cuts > 0
    assert max(client.connections for client in clients) > 1
    written = sum(writer.written for writer in writers)
    print(f"{written} writes, {sum(c.connections for c in clients)} connections, {proxy.cuts} cuts")  # noqa: T201


# --- Faults --------------------------------------------------------------------------------------------------


def kill_and_restart(server: InventoryServer) -> Fault:
    async def fault() -> None:
        server.kill()
        await asyncio.to_thread(server.start)

    return fault


def cut_some(proxy: CuttingProxy, dice: random.Random) -> Fault:
    async def fault() -> None:
        proxy.cut(dice.randrange(1, CLIENTS))

    return fault


def burst_in_another_process(server: InventoryServer) -> Fault:
    """A hundred rows one by one in one transaction, and six hundred in another, which is a bulk event."""
    code = (
        "new = lambda n: Product(sku=f'BURST-{n}', name='Burst', category_id='home', price=1);"
        "Product.objects.bulk_create(map(new, range(100)));"
        "Product.objects.bulk_create(map(new, range(100, 700)))"
    )

    async def fault() -> None:
        await asyncio.to_thread(server.shell, code)

    return fault


# --- The end -------------------------------------------------------------------------------------------------


async def settle(
    server: InventoryServer, token: str, clients: list[ReplicaClient], reading: list[asyncio.Task[None]]
) -> None:
    """Wait until everybody stands at the head, and compare each replica with the database, row by row."""
    headers = {"Authorization": f"Bearer {token}"}
    async with httpx.AsyncClient(base_url=server.url + "/api/", headers=headers, timeout=30) as rest:
        head = (await rest.get("products/?limit=1")).headers
        position = (head["X-Live-Epoch"], int(head["X-Live-Seq"]))
        await until(lambda: all(c.settled_at == position for c in clients), reading)
        stored = {row["id"]: row for row in await all_products(rest)}
    assert stored
    for client in clients:
        client.replica.check_order()
        assert client.replica.rows == stored


async def until(condition: Callable[[], bool], tasks: list[asyncio.Task[None]]) -> None:
    """Wait for *condition*; an error in one of *tasks* ends the wait at once."""
    async with asyncio.timeout(SETTLE_SECONDS):
        while not condition():
            done, _ = await asyncio.wait(tasks, timeout=0.02, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()


async def cancel(tasks: list[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()
    for task in tasks:
        with suppress(asyncio.CancelledError):
            await task
