"""Servers that all faults share. One that was killed is started by its fault, or for the next test."""

import random
from collections.abc import Iterator

import pytest
from trial import ENV, seeded_dice

from servers import Databases, InventoryServer, PostgresServer, RedisServer, redis_server


@pytest.fixture
def dice() -> random.Random:
    return seeded_dice()


@pytest.fixture(scope="session")
def redis() -> Iterator[RedisServer]:
    with redis_server() as server:
        yield server


@pytest.fixture(scope="session")
def one_server(tmp_path_factory: pytest.TempPathFactory, databases: Databases) -> Iterator[list[InventoryServer]]:
    folder = tmp_path_factory.mktemp("single")
    databases.sqlite(folder)
    yield from ended_well([InventoryServer(folder, env=ENV)])


@pytest.fixture(scope="session")
def two_servers(
    tmp_path_factory: pytest.TempPathFactory, databases: Databases, postgres: PostgresServer, redis: RedisServer
) -> Iterator[list[InventoryServer]]:
    folder = tmp_path_factory.mktemp("pair")
    options = {"database_url": databases.postgres(postgres), "redis_url": redis.url}
    yield from ended_well([InventoryServer(folder, env=ENV, **options) for _ in range(2)])


@pytest.fixture
def single(one_server: list[InventoryServer]) -> list[InventoryServer]:
    """One server on SQLite, without Redis."""
    return started(one_server)


@pytest.fixture
def pair(two_servers: list[InventoryServer]) -> list[InventoryServer]:
    """Two servers on PostgreSQL and Redis."""
    return started(two_servers)


def started(servers: list[InventoryServer]) -> list[InventoryServer]:
    """Also those that a test which failed has left dead: its failure is its own."""
    for server in servers:
        if not server.is_running:
            server.start()
    return servers


def ended_well(servers: list[InventoryServer]) -> Iterator[list[InventoryServer]]:
    yield servers
    for server in servers:
        assert "Traceback" not in server.log, server.log[-4000:]
        server.kill()
