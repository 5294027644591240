"""How many stock adjustments go through in a second, and is the ledger right afterwards?

    python benchmarks/ledger.py                            one process on SQLite
    python benchmarks/ledger.py --database postgres        two processes on PostgreSQL and Redis
    python benchmarks/ledger.py --movements 1000000        how long check_ledger and the lists take then

32 clients do 10,000 mixed adjustments, counts, reverts and PATCHes of a few products, and say three in ten of them
twice with the same key. In the end each key must have been applied once, and `check_ledger` must be clean.
"""

# ruff: noqa: E402  # the path comes before the imports that need it

import argparse
import asyncio
import os
import random
import statistics
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

TESTS = Path(__file__).resolve().parent.parent / "tests"
sys.path[:0] = [str(TESTS), str(TESTS / "stock"), str(TESTS.parent / "backend")]

from load import Load, verify

import settings_for_tests  # noqa: F401  # puts a known environment before that of the machine
from servers import Databases, InventoryServer, postgres_server, redis_server

PRODUCTS = 1000
# Movements of all products in turn, one a second up to now.
FILL_SQLITE = """
WITH RECURSIVE numbers(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n < :count - 1)
INSERT INTO api_stockmovement (product_id, sku, name, delta, balance_after, reason, note, actor_name, source,
  created_at, idempotency_key)
SELECT :first + n % :products, 'L' || (n % :products), 'Ledger', 1, n / :products + 1,
  CASE WHEN n < :products THEN 'initial' ELSE 'receive' END, '', 'ana', 'api',
  strftime('%Y-%m-%d %H:%M:%f', 'now', (n - :count) || ' seconds'), ''
FROM numbers
"""
FILL_POSTGRES = """
INSERT INTO api_stockmovement (product_id, sku, name, delta, balance_after, reason, note, actor_name, source,
  created_at, idempotency_key)
SELECT :first + n % :products, 'L' || (n % :products), 'Ledger', 1, n / :products + 1,
  CASE WHEN n < :products THEN 'initial' ELSE 'receive' END, '', 'ana', 'api',
  now() + (n - :count) * interval '1 second', ''
FROM generate_series(0, :count - 1) n ORDER BY n
"""
FILL = """
from django.db import connection, transaction
from api.models import Product
Product.objects.bulk_create(
    Product(sku=f"L{n}", name=f"Ledger {n}", category_id="home", price=1) for n in range(%(products)d)
)
first = Product.objects.get(sku="L0").pk
with transaction.atomic(), connection.cursor() as cursor:
    cursor.execute(%(statement)r.replace(":first", str(first)))
    cursor.execute("UPDATE api_product SET quantity = (SELECT count(*) FROM api_stockmovement m "
                   "WHERE m.product_id = api_product.id)")
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--clients", type=int, default=32)
    parser.add_argument("--operations", type=int, default=10_000)
    parser.add_argument("--products", type=int, default=8)
    parser.add_argument("--database", choices=["sqlite", "postgres"], default="sqlite")
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    parser.add_argument("--movements", type=int, metavar="N", help="time a ledger of N movements instead")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="lr-ledger-") as folder, ExitStack() as running:
        servers = _servers(options.database, Path(folder), running)
        if options.movements:
            return large(servers[0], options.movements)
        return asyncio.run(contest(servers, options))


def _servers(database: str, folder: Path, running: ExitStack) -> list[InventoryServer]:
    databases = Databases(folder)
    data_dir = Path(tempfile.mkdtemp(dir=folder))
    env = {"ACCESS_LOG": "False", "LOG_LEVEL": "WARNING"}
    if database == "postgres":
        postgres = running.enter_context(postgres_server())
        redis = running.enter_context(redis_server())
        urls = {"database_url": databases.postgres(postgres), "redis_url": redis.url}
        servers = [InventoryServer(data_dir, env=env, **urls) for _ in range(2)]
    else:
        databases.sqlite(data_dir)
        servers = [InventoryServer(data_dir, env=env)]
    for server in servers:
        running.callback(server.kill)
        server.start()
    return servers


async def contest(servers: list[InventoryServer], options: argparse.Namespace) -> int:
    print(f"seed {options.seed}, {len(servers)} process(es) on {options.database}, load {os.getloadavg()[0]:.1f}")
    load = Load(
        servers,
        random.Random(options.seed),
        clients=options.clients,
        operations=options.operations,
        products=options.products,
    )
    tally = await load.run()
    for kind, count in sorted(tally.operations.items()):
        answers = ", ".join(f"{n} x {status}" for (k, status), n in sorted(tally.statuses.items()) if k == kind)
        print(f"  {kind:7} {count:6,} asked: {answers}")
    requests = sum(tally.statuses.values())
    print(f"  {requests:,} requests in {tally.seconds:.1f} s: {requests / tally.seconds:.0f}/s")
    print(
        f"  {tally.applied:,} keys applied: {tally.applied / tally.seconds:.0f}/s; {tally.replays:,} replays; "
        f"{tally.unanswered} requests without an answer, sent again"
    )
    verify(servers[0], load)
    print(servers[0].manage("check_ledger").strip())
    print("Each key was applied once; no balance was ever negative.")
    return 0


def large(server: InventoryServer, count: int) -> int:
    began = time.monotonic()
    statement = FILL_POSTGRES if server.database_url else FILL_SQLITE
    statement = statement.replace(":count", str(count)).replace(":products", str(PRODUCTS))
    server.shell(FILL % {"products": PRODUCTS, "statement": statement})
    print(f"{count:,} movements of {PRODUCTS:,} products made in {time.monotonic() - began:.0f} s")
    print(server.manage("check_ledger").strip())
    product = server.query("SELECT id FROM api_product WHERE sku = 'L7'")[0][0]
    questions = {
        "newest movements": "movements/",
        "movements of one product": f"products/{product}/movements/",
        "of one reason": "movements/?reason=initial",
        "of one actor, one day": "movements/?actor=ana&date_from=2026-01-01&date_to=2099-01-01",
        "largest first": "movements/?ordering=-delta",
        "history of 90 days": f"products/{product}/history/",
        "dashboard": "dashboard/",
    }
    with server.api(server.token("ana")) as api:
        for name, path in questions.items():
            times = []
            for _ in range(20):
                asked = time.perf_counter()
                assert api.get(path).status_code == 200
                times.append((time.perf_counter() - asked) * 1000)
            print(f"  {name:26} p50 {statistics.median(times):6.1f} ms, first {times[0]:6.1f} ms")
    return 0


if __name__ == "__main__":
    sys.exit(main())
