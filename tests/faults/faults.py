"""The faults. `inject` returns when something is wrong, `heal` when its cause is gone; `inflict` is all of it."""

import asyncio
import re
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing
from typing import ClassVar

import httpx
from trial import METRICS_TOKEN, Trial
from writers import Writer

from servers import PostgresServer, RedisServer

BULK_ROWS = 10_000
BULK = f"""
rows = Product.objects.filter(sku__startswith="BULK-")
if not rows.exists():
    Product.objects.bulk_create(
        Product(sku=f"BULK-{{n:05}}", name=f"Bulk {{n}}", category_id="home", price=1) for n in range({BULK_ROWS})
    )
from django.db.models import F
assert rows.update(quantity=F("quantity") + 1) == {BULK_ROWS}
"""
# Six megabytes of events and nothing left behind: more than the kernel and the server keep for a slow socket.
FAT = """
import uuid
from django.db.models import F
name = uuid.uuid4().hex[:8]
Product.objects.bulk_create(
    Product(sku=f"F{name}-{n}", name="Fat", description="x" * 5000, category_id="home", price=1)
    for n in range(400)
)
rows = Product.objects.filter(sku__startswith=f"F{name}-")
rows.update(quantity=F("quantity") + 1)
rows.delete()
"""


class Fault:
    """*touches*: what two faults must not both touch at once."""

    touches: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, trial: Trial) -> None:
        self.trial = trial

    @property
    def name(self) -> str:
        return type(self).__name__

    async def inject(self) -> None:
        raise NotImplementedError

    async def heal(self) -> None:
        """Nothing, where the fault is over when it has been injected."""


async def inflict(trial: Trial, *faults: Fault, attempts: int = 15) -> None:
    """Inject *faults* one after another, let the writers try for a while, and heal."""
    for fault in faults:
        trial.faults[fault.name] = trial.faults.get(fault.name, 0) + 1
        await trial.watch(fault.inject())
    await trial.attempts(attempts)
    for fault in faults:
        await trial.watch(fault.heal())


# --- Servers -------------------------------------------------------------------------------------------------


class ServerKilled(Fault):
    """SIGKILL: no goodbye, and whatever was under way is lost."""

    touches = frozenset({"server"})

    async def inject(self) -> None:
        self.server = self.trial.dice.choice(self.trial.servers)
        await asyncio.to_thread(self.server.kill)

    async def heal(self) -> None:
        await asyncio.to_thread(self.server.start)


class ServerRestarted(ServerKilled):
    """SIGTERM: clients are told 1012."""

    async def inject(self) -> None:
        self.server = self.trial.dice.choice(self.trial.servers)
        await asyncio.to_thread(self.server.stop)


# --- The network and the clients -----------------------------------------------------------------------------


class SocketsCut(Fault):
    """A share of the connections ends in the middle of a frame."""

    touches = frozenset({"network"})

    async def inject(self) -> None:
        for door in self.trial.doors:
            door.proxy.cut(self.trial.dice.uniform(0.2, 1.0))


class NetworkAway(Fault):
    """Nobody who comes through a proxy reaches a server."""

    touches = frozenset({"network"})

    async def inject(self) -> None:
        for door in self.trial.doors:
            door.proxy.block()

    async def heal(self) -> None:
        for door in self.trial.doors:
            door.proxy.unblock()


class PrunedWhileAway(NetworkAway):
    """While clients are away, all but the last few events are dropped: the floor rises above where they stand."""

    async def inject(self) -> None:
        await super().inject()
        await self.trial.attempts(20)
        await asyncio.to_thread(self.trial.servers[0].manage, "prune_events", "--keep-events", "3")


class ReadersPaused(Fault):
    """The narrow clients read nothing while megabytes come for them, and go on soon."""

    touches = frozenset({"server", "network"})

    async def inject(self) -> None:
        self.stalled = [client for client in self.trial.clients if client.narrow]
        assert self.stalled
        # One that has no connection, or does not know yet that it has lost it, is nobody's slow reader.
        await self.trial.current(self.stalled)
        for client in self.stalled:
            client.reading.clear()
        await asyncio.to_thread(self.trial.servers[0].shell, FAT)

    async def heal(self) -> None:
        for client in self.stalled:
            client.reading.set()


class ReadersStalled(ReadersPaused):
    """They read nothing until the servers have closed them; then they come back."""

    async def inject(self) -> None:
        before = await slow_closes(self.trial)
        await super().inject()
        # What the kernels took is sent; what the server keeps for them is now stuck, or soon too much. One whose
        # token ends meanwhile is closed for that.
        while (closed := await slow_closes(self.trial) - before) < self._admitted():
            await self.trial.attempts(5)
        self.trial.slow_closes += closed

    def _admitted(self) -> int:
        return sum(client.expires > time.time() for client in self.stalled)


async def slow_closes(trial: Trial) -> int:
    """How many sockets the servers have closed as too slow, by their own figures."""
    figure = re.compile(r"^inventory_live_slow_closes_total (\d+)", re.MULTILINE)
    headers = {"Authorization": f"Bearer {METRICS_TOKEN}"}
    async with httpx.AsyncClient(headers=headers, timeout=30) as http:
        texts = [(await http.get(server.url + "/api/metrics/")).text for server in trial.servers]
    return sum(int(count) for text in texts for count in figure.findall(text))


# --- Writers -------------------------------------------------------------------------------------------------


class ClocksSkewed(Fault):
    """Another process writes, and its clock is wrong by up to an hour, differently every time."""

    skew = 3600.0

    async def inject(self) -> None:
        self.writer = self.trial.new_process_writer(skew=self.skew)
        self.writing = self.trial.start_writer(self.writer)
        await self.trial.until(lambda: self.writer.written >= 10, what="the writer with the wrong clock")

    async def heal(self) -> None:
        await self.trial.stop_writer(self.writer, self.writing)


class Burst(Fault):
    """500 creates over REST by eight writers at once."""

    touches = frozenset({"server"})
    creates = 500

    async def inject(self) -> None:
        writers = [self.trial.new_writer(f"Burst {number}") for number in range(8)]
        self.trial.writers += writers
        numbers = iter(range(self.creates))
        await asyncio.gather(*(self._share(writer, numbers) for writer in writers))

    @staticmethod
    async def _share(writer: Writer, numbers: Iterator[int]) -> None:
        for _ in numbers:
            await writer.create()


class BulkUpdate(Fault):
    """10,000 rows in one transaction of another process: one `bulk` event, and everybody fetches anew."""

    async def inject(self) -> None:
        await asyncio.to_thread(self.trial.servers[0].shell, BULK)


# --- Databases -----------------------------------------------------------------------------------------------


class SqliteLocked(Fault):
    """A foreign transaction holds the write lock for some seconds."""

    touches = frozenset({"database"})
    seconds = 2.0

    async def inject(self) -> None:
        locked = threading.Event()
        self.holding = asyncio.create_task(asyncio.to_thread(self._hold, locked))
        await asyncio.to_thread(locked.wait)

    def _hold(self, locked: threading.Event) -> None:
        path = self.trial.servers[0].data_dir / "db.sqlite3"
        with closing(sqlite3.connect(path, timeout=30, isolation_level=None)) as foreign:
            foreign.execute("BEGIN IMMEDIATE")
            locked.set()
            threading.Event().wait(self.seconds)  # never set: this is how long the fault lasts
            foreign.execute("ROLLBACK")

    async def heal(self) -> None:
        await self.holding


class PostgresDropped(Fault):
    """PostgreSQL ends every connection to the database."""

    touches = frozenset({"database"})

    def __init__(self, trial: Trial, postgres: PostgresServer) -> None:
        super().__init__(trial)
        self.postgres = postgres

    async def inject(self) -> None:
        name = self.trial.servers[0].database_url.rpartition("/")[2].partition("?")[0]
        statement = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"
        await asyncio.to_thread(self.postgres.execute, statement)


# --- Redis ---------------------------------------------------------------------------------------------------


class RedisFault(Fault):
    touches = frozenset({"redis"})

    def __init__(self, trial: Trial, redis: RedisServer) -> None:
        super().__init__(trial)
        self.redis = redis


class RedisKilled(RedisFault):
    async def inject(self) -> None:
        await asyncio.to_thread(self.redis.kill)

    async def heal(self) -> None:
        await asyncio.to_thread(self.redis.start)


class RedisFlushed(RedisFault):
    async def inject(self) -> None:
        answer = await asyncio.to_thread(self.redis.command, b"FLUSHALL")
        assert answer.startswith(b"+OK")


class RedisFrozen(RedisFault):
    """It takes connections and answers nothing."""

    async def inject(self) -> None:
        self.ice: AbstractContextManager[None] = self.redis.frozen()
        self.ice.__enter__()

    async def heal(self) -> None:
        self.ice.__exit__(None, None, None)
