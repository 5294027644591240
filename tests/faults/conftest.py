"""Servers that all faults share: one that was killed is started again by the fault itself."""

import random
from collections.abc import Iterator

import pytest
from trial import ENV, seeded_dice

from servers import Databases, InventoryServer, PostgresServer, RedisServer, postgres_server, redis_server


@pytest.fixture
def dice() -> random.Random:
    return seeded_dice()


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Databases:
    return Databases(tmp_path_factory.mktemp("databases"))


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    with postgres_server() as server:
        yield server


@pytest.fixture(scope="session")
def redis() -> Iterator[RedisServer]:
    with redis_server() as server:
        yield server


@pytest.fixture(scope="session")
def single(tmp_path_factory: pytest.TempPathFactory, databases: Databases) -> Iterator[list[InventoryServer]]:
    """One server on SQLite, without Redis."""
    folder = tmp_path_factory.mktemp("single")
    databases.sqlite(folder)
    yield from running([InventoryServer(folder, env=ENV)])


@pytest.fixture(scope="session")
def pair(
    tmp_path_factory: pytest.TempPathFactory, databases: Databases, postgres: PostgresServer, redis: RedisServer
) -> Iterator[list[InventoryServer]]:
    """Two servers on PostgreSQL and Redis."""
    folder = tmp_path_factory.mktemp("pair")
    options = {"database_url": databases.postgres(postgres), "redis_url": redis.url}
    yield from running([InventoryServer(folder, env=ENV, **options) for _ in range(2)])


def running(servers: list[InventoryServer]) -> Iterator[list[InventoryServer]]:
    for server in servers:
        server.start()
    yield servers
    for server in servers:
        assert "Traceback" not in server.log, server.log[-4000:]
        server.kill()
