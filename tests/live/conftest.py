"""Servers for the tests of the live feed. A test that kills, stops or reconfigures one makes its own."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from servers import Databases, InventoryServer, RedisServer, redis_server

MakeServer = Callable[..., InventoryServer]


@pytest.fixture
def redis() -> Iterator[RedisServer]:
    with redis_server() as server:
        yield server


@pytest.fixture
def make_server(tmp_path: Path, databases: Databases) -> Iterator[MakeServer]:
    """Call it for a running server with a prepared SQLite database; it is stopped after the test."""
    with ExitStack() as running:

        def make(**options: str | dict[str, str]) -> InventoryServer:
            if not options.get("database_url") and not (tmp_path / "db.sqlite3").exists():
                databases.sqlite(tmp_path)
            server = InventoryServer(tmp_path, **options)  # type: ignore[arg-type]  # passed through
            running.callback(server.kill)
            server.start()
            return server

        yield make


@pytest.fixture(scope="session")
def shared_server(tmp_path_factory: pytest.TempPathFactory, databases: Databases) -> Iterator[InventoryServer]:
    """One server for every test that leaves it as it was: products may come and go, accounts stay."""
    folder = tmp_path_factory.mktemp("shared")
    databases.sqlite(folder)
    server = InventoryServer(folder)
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def token(shared_server: InventoryServer) -> str:
    return shared_server.token("ana")
