"""`populate_products` that is killed: whole batches stay, with ledger, trail and search, and more can be added."""

import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from servers import ROOT, Databases, InventoryServer, PostgresServer

COUNT = 100_000


def kill_and_look(server: InventoryServer) -> int:
    command = [sys.executable, "backend/manage.py", "populate_products", "--count", str(COUNT)]
    env = {**os.environ, **server.env, "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    with closing(process.stdout):
        assert "of 100,000 products" in process.stdout.readline()
        with pytest.raises(subprocess.TimeoutExpired):  # somewhere in the second batch
            process.wait(0.5)
        process.kill()
        process.wait()

    [(made,)] = server.query("SELECT count(*) FROM api_product")
    assert 0 < made < COUNT
    assert made % 10_000 == 0
    assert server.query("SELECT count(*) FROM api_sampleproduct") == [(made,)]
    assert server.query("SELECT count(*) FROM api_auditentry WHERE kind = 'product'") == [(made,)]
    assert server.query("SELECT data FROM api_liveevent WHERE action = 'bulk'") == [("10000",)] * (made // 10_000)
    server.manage("check_ledger")
    server.manage("populate_products", "--count", "20")
    assert server.query("SELECT count(*) FROM api_product") == [(made + 20,)]
    return int(made)


def test_whole_batches_stay(tmp_path: Path, databases: Databases) -> None:
    databases.sqlite(tmp_path)
    server = InventoryServer(tmp_path)
    kill_and_look(server)

    found = "SELECT count(*) FROM api_product_text WHERE api_product_text MATCH '\"graphite\"'"
    assert server.query(found) == server.query(
        "SELECT count(*) FROM api_product WHERE search_text LIKE '%graphite%'"
    )
    assert server.query("PRAGMA integrity_check") == [("ok",)]


@pytest.mark.postgres
def test_the_same_on_postgresql(tmp_path: Path, databases: Databases, postgres: PostgresServer) -> None:
    kill_and_look(InventoryServer(tmp_path, database_url=databases.postgres(postgres)))
