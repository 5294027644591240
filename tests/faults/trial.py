"""A trial: servers, clients that keep replicas, writers, and the comparison at the end."""

import asyncio
import os
import random
from collections.abc import Callable, Coroutine
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass
from typing import Any

import orjson
from catalogue import Catalogue, Door, Rest, Tokens
from client import Counts, ReplicaClient
from proxy import CuttingProxy
from replica import Ledger, Row
from writers import ProcessWriter, Writer

from servers import InventoryServer

# What moves is waited for, however busy the machine: a burst beside four other writers took more than 60 s on one.
SETTLE_SECONDS = 240.0
METRICS_TOKEN = "fault-kit"
ENV = {"ACCESS_LOG": "False", "METRICS_TOKEN": METRICS_TOKEN}
STORED = (
    "import sys, orjson; from api.stock.ledger import audit; from api.catalog.rows import product_rows;"
    "rows, wrong = product_rows(Product.objects.order_by('pk')), audit().discrepancies;"
    "sys.stdout.write(orjson.dumps({'rows': rows, 'wrong': wrong}).decode())"
)
APPLIED_TWICE = (
    "SELECT idempotency_key, count(*) FROM api_stockmovement WHERE idempotency_key <> '' "
    "GROUP BY idempotency_key HAVING count(*) > 1"
)


def seeded_dice() -> random.Random:
    """FAULT_SEED repeats a run; its choices, not the timing of the machine."""
    seed = int(os.environ.get("FAULT_SEED") or random.SystemRandom().randrange(10**6))
    print(f"\nseed {seed}: repeat with FAULT_SEED={seed}", flush=True)  # noqa: T201  # shown when a test fails
    return random.Random(seed)


@dataclass(frozen=True)
class Size:
    """*pace*: the longest rest of a writer between two writes, in seconds."""

    clients: int = 10
    writers: int = 2
    process_writers: int = 0
    pace: float = 0.03
    idle_seconds: float = 0.5


class Trial:
    """Use as an async context manager; inside, everybody is connected and writing."""

    def __init__(self, servers: list[InventoryServer], dice: random.Random, size: Size = Size()) -> None:  # frozen
        self.servers = servers
        self.dice = dice
        self.ledger = Ledger()
        self.counts = Counts()
        self.slow_closes = 0
        self.faults: dict[str, int] = {}
        self.clients: list[ReplicaClient] = []
        self.writers: list[Writer | ProcessWriter] = []
        self.doors: list[Door] = []
        self._size = size
        self._stack = AsyncExitStack()
        self._reading: list[asyncio.Task[None]] = []
        self._writing: list[asyncio.Task[None]] = []

    async def __aenter__(self) -> "Trial":
        for server in self.servers:
            proxy = await self._stack.enter_async_context(CuttingProxy(server.port, self.dice))
            self.doors.append(Door(server, proxy))
        self.rest = Rest(self.doors, self._fork())
        self.tokens = Tokens(self.rest)
        self.catalogue = Catalogue(self.rest, self.tokens)
        for number in range(self._size.clients):
            self._add_client(number)
        for number in range(self._size.writers):
            self.start_writer(self.new_writer(f"Writer {number}"))
        for _ in range(self._size.process_writers):
            self.start_writer(self.new_process_writer())
        await self.until(lambda: all(c.settled_at for c in self.clients), what="all clients to be connected")
        await self.writes(5)
        return self

    async def __aexit__(self, *_: object) -> None:
        await end([*self._reading, *self._writing])
        await self.catalogue.close()
        await self.rest.close()
        await self._stack.aclose()

    # --- Clients and writers ---------------------------------------------------------------------------------

    def _add_client(self, number: int) -> None:
        client = ReplicaClient(
            self.doors,
            self.tokens,
            self.catalogue,
            self.ledger,
            self.counts,
            self._fork(),
            narrow=number % 10 == 3,
            renews=number % 2 == 0,
            idle_seconds=self._size.idle_seconds,
        )
        self.clients.append(client)
        self._reading.append(asyncio.create_task(client.run()))

    def new_writer(self, name: str) -> Writer:
        return Writer(self.rest, self.tokens, self._fork(), name, pace=self._size.pace)

    def new_process_writer(self, *, skew: float = 0.0) -> ProcessWriter:
        seed = self.dice.randrange(10**9)
        return ProcessWriter(self.servers[0], seed=seed, pace=self._size.pace, skew=skew)

    def start_writer(self, writer: Writer | ProcessWriter) -> asyncio.Task[None]:
        self.writers.append(writer)
        task = asyncio.create_task(writer.run())
        self._writing.append(task)
        return task

    async def stop_writer(self, writer: Writer | ProcessWriter, task: asyncio.Task[None]) -> None:
        writer.stop()
        await self.until(task.done, what="a writer to end")
        self._writing.remove(task)

    def _fork(self) -> random.Random:
        return random.Random(self.dice.random())

    # --- Waiting ---------------------------------------------------------------------------------------------

    @property
    def written(self) -> int:
        return sum(writer.written for writer in self.writers)

    @property
    def events(self) -> int:
        return sum(client.replica.applied for client in self.clients)

    @property
    def resets(self) -> int:
        return sum(client.replica.resets for client in self.clients)

    async def writes(self, count: int) -> None:
        """Wait until so many more writes are done."""
        enough = self.written + count
        await self.until(lambda: self.written >= enough, what=f"{count} writes")

    async def attempts(self, count: int) -> None:
        """Wait until the REST writers have tried so often: it passes while every server is down as well."""
        tried = [writer for writer in self.writers if isinstance(writer, Writer)]
        enough = sum(writer.attempts for writer in tried) + count
        await self.until(lambda: sum(w.attempts for w in tried) >= enough, what=f"{count} attempts to write")

    async def until(self, condition: Callable[[], object], *, what: str, seconds: float = SETTLE_SECONDS) -> None:
        """Poll *condition*; a complaint of a replica or an error of a task ends the wait at once."""
        tasks = [*self._reading, *self._writing]
        try:
            async with asyncio.timeout(seconds):
                while not condition():
                    done, _ = await asyncio.wait(tasks, timeout=0.02, return_when=asyncio.FIRST_COMPLETED)
                    for task in done:
                        task.result()
                    self._check_complaints()
        except TimeoutError:
            raise AssertionError(f"Waited {seconds:g} s in vain: {what}\n{self.report()}") from None

    async def current(self, clients: list[ReplicaClient]) -> None:
        """Wait until *clients* have what is in the database now: each is connected, or was a moment ago."""
        _, head = await asyncio.to_thread(self._head)
        await self.until(
            lambda: all(client.settled_at and client.settled_at[1] >= head for client in clients),
            what=f"{len(clients)} clients to stand at {head}",
        )

    async def watch(self, work: Coroutine[Any, Any, Any]) -> Any:
        """Await *work*, unless a client or a writer fails meanwhile."""
        task = asyncio.create_task(work)
        try:
            await self.until(task.done, what=f"{work}")
        finally:
            task.cancel()
        return task.result()

    # --- The end ---------------------------------------------------------------------------------------------

    async def settle(self) -> None:
        """Stop all writing, wait until everybody stands at the head, and compare each replica, row by row.

        The stock must add up, too, whatever was repeated because its answer was lost.
        """
        for writer in self.writers:
            writer.stop()
        writing = list(self._writing)
        await self.until(lambda: all(task.done() for task in writing), what="the writers to end")
        self._writing.clear()
        epoch, head = await asyncio.to_thread(self._head)
        reading = asyncio.create_task(asyncio.to_thread(self.servers[0].shell, STORED))
        await self.until(
            lambda: all(client.settled_at == (epoch, head) for client in self.clients),
            what=f"every replica to stand at {head}: {sorted({c.settled_at or ('', 0) for c in self.clients})}",
        )
        found = orjson.loads(await reading)
        stored = {row["id"]: row for row in found["rows"]}
        print(self.report(), flush=True)  # noqa: T201
        assert await asyncio.to_thread(self._head) == (epoch, head), "somebody went on writing"
        assert stored
        self._compare(stored)
        self.ledger.check()
        assert not found["wrong"], f"the stock ledger is wrong: {found['wrong'][:5]}"
        assert self.servers[0].query(APPLIED_TWICE) == []

    def _head(self) -> tuple[str, int]:
        ((epoch, seq),) = self.servers[0].query("SELECT epoch, seq FROM api_livefeed")
        text = str(epoch).replace("-", "")
        return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}", seq

    def _compare(self, stored: dict[int, Row]) -> None:
        self._check_complaints()
        for number, client in enumerate(self.clients):
            held = client.replica.rows
            if held != stored:
                different = [pk for pk in sorted(stored.keys() | held.keys()) if stored.get(pk) != held.get(pk)]
                lines = [f"{pk}: stored {stored.get(pk)}\n  held {held.get(pk)}" for pk in different[:3]]
                raise AssertionError(f"Client {number} differs in {len(different)} rows.\n" + "\n".join(lines))

    def _check_complaints(self) -> None:
        complaints = [line for client in self.clients for line in client.replica.complaints]
        assert not complaints, "\n".join([*complaints[:10], self.report()])

    def report(self) -> str:
        counts = self.counts
        closes = ", ".join(f"{code}: {count}" for code, count in sorted(counts.closes.items()))
        return (
            f"{self.written} writes, {len(self.ledger.events)} events, {self.events} applied by "
            f"{len(self.clients)} clients; {counts.resumes} resumes, {self.resets} resets, "
            f"{counts.connections - len(self.clients)} reconnects, {self.slow_closes} slow closes, "
            f"{counts.renewals} token renewals, {counts.silences} silences, "
            f"{sum(door.proxy.cuts for door in self.doors)} cuts, {self.catalogue.fetches} fetches; "
            f"closed with {closes or 'nothing'}; faults {self.faults}"
        )


async def end(tasks: list[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()
    for task in tasks:
        with suppress(asyncio.CancelledError):
            await task
