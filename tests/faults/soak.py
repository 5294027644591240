"""A long random mix: `make soak MINUTES=10 CLIENTS=200 SEED=…`. Exit code 1 when a replica is not as the database.

Without `--database`, one server on SQLite; with `--database postgres`, two on PostgreSQL and Redis.
"""

# ruff: noqa: E402, T201  # the settings come before the imports that read them; figures are the answer

import argparse
import asyncio
import os
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

TESTS = Path(__file__).parent.parent
sys.path[:0] = [str(TESTS), str(TESTS.parent / "backend")]

from mix import Mix, mix_on_postgres, mix_on_sqlite
from trial import ENV, Size, Trial, seeded_dice

import settings_for_tests  # noqa: F401  # puts a known environment before that of the machine
from servers import Databases, InventoryServer, postgres_server, redis_server

PROGRESS_SECONDS = 30.0
# Longer than renewals take on a busy machine, and short enough to end several times.
TOKEN_LIFETIME = "60s"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--clients", type=int, default=200)
    parser.add_argument("--seed", type=int, help="repeat the faults of a run")
    parser.add_argument("--database", choices=["sqlite", "postgres"], default="sqlite")
    options = parser.parse_args()
    if options.seed is not None:
        os.environ["FAULT_SEED"] = str(options.seed)
    dice = seeded_dice()
    size = Size(clients=options.clients, process_writers=1, pace=0.2, idle_seconds=5.0)
    with tempfile.TemporaryDirectory(prefix="lr-soak-") as folder, ExitStack() as running:
        databases = Databases(Path(folder))
        env = {**ENV, "ACCESS_TOKEN_LIFETIME": TOKEN_LIFETIME}
        data_dir = Path(tempfile.mkdtemp(dir=folder))
        if options.database == "postgres":
            postgres = running.enter_context(postgres_server())
            redis = running.enter_context(redis_server())
            urls = {"database_url": databases.postgres(postgres), "redis_url": redis.url}
            servers = [InventoryServer(data_dir, env=env, **urls) for _ in range(2)]
            mix = mix_on_postgres(dice, postgres, redis)
        else:
            databases.sqlite(data_dir)
            servers = [InventoryServer(data_dir, env=env)]
            mix = mix_on_sqlite(dice)
        for server in servers:
            running.callback(server.kill)
            server.start()
        try:
            asyncio.run(soak(Trial(servers, dice, size), mix, options.minutes * 60))
        except AssertionError as difference:
            print(f"FAILED: {difference}")
            return 1
        if traces := [server.log for server in servers if "Traceback" in server.log]:
            print(f"FAILED: a server stumbled.\n{traces[0][-4000:]}")
            return 1
    print("Every replica equals the database.")
    return 0


async def soak(trial: Trial, mix: Mix, seconds: float) -> None:
    async with trial:
        telling = asyncio.create_task(tell_progress(trial))
        try:
            await mix.run(trial, seconds)
            await trial.settle()
        finally:
            telling.cancel()


async def tell_progress(trial: Trial) -> None:
    began = time.monotonic()
    while True:
        await asyncio.sleep(PROGRESS_SECONDS)
        print(f"{time.monotonic() - began:4.0f} s: {trial.report()}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
