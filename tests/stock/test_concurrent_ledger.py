"""Many clients at the same few products, over real servers: nothing is lost, applied twice, or negative."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from load import Load, verify

from servers import Databases, InventoryServer, PostgresServer, redis_server

SEED = 20261124
# What is run on PostgreSQL as well.
_ON_BOTH = [
    "ledger",
    "adjust",
    "movements",
    "alerts",
    "contention",
    "bulk",
    "bulk_refused",
    "bulk_interrupted",
    "bulk_undo",
    "saved_views",
    "label_templates",
    "export",
    "imports",
    "import_counts",
    "counts_added_up",
]


@pytest.fixture
def one_on_sqlite(databases: Databases, tmp_path: Path) -> Iterator[list[InventoryServer]]:
    databases.sqlite(tmp_path)
    server = InventoryServer(tmp_path)
    server.start()
    yield [server]
    server.kill()


@pytest.fixture
def two_on_sqlite(databases: Databases, tmp_path: Path) -> Iterator[list[InventoryServer]]:
    databases.sqlite(tmp_path)
    servers = [InventoryServer(tmp_path), InventoryServer(tmp_path)]
    for server in servers:
        server.start()
    yield servers
    for server in servers:
        server.kill()


@pytest.fixture
def two_on_postgres(
    databases: Databases, postgres: PostgresServer, tmp_path: Path
) -> Iterator[list[InventoryServer]]:
    with redis_server() as redis:
        url = databases.postgres(postgres)
        servers = [InventoryServer(tmp_path, database_url=url, redis_url=redis.url) for _ in range(2)]
        for server in servers:
            server.start()
        yield servers
        for server in servers:
            server.kill()


async def check(servers: list[InventoryServer]) -> None:
    load = Load(servers, random.Random(SEED), clients=16, operations=300, products=4)
    tally = await load.run()
    verify(servers[0], load)
    # It was a real contest: everything was tried, refused at times, and said twice at times.
    assert set(tally.operations) == {"adjust", "set", "revert", "patch"}
    assert tally.statuses[("adjust", 409)] > 0
    assert tally.statuses[("set", 409)] > 0
    assert tally.replays > 0
    assert not any("Traceback" in server.log for server in servers)


async def test_one_process_on_sqlite(one_on_sqlite: list[InventoryServer]) -> None:
    await check(one_on_sqlite)


async def test_two_processes_on_sqlite(two_on_sqlite: list[InventoryServer]) -> None:
    await check(two_on_sqlite)


@pytest.mark.postgres
@pytest.mark.timeout(1800)  # each of them has a limit of its own
def test_it_does_the_same_on_postgresql(postgres: PostgresServer) -> None:
    postgres.run_tests(*(f"tests/api/test_{name}.py" for name in _ON_BOTH))


@pytest.mark.postgres
async def test_two_processes_on_postgres(two_on_postgres: list[InventoryServer]) -> None:
    await check(two_on_postgres)
