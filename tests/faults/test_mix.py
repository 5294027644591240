"""Faults in random order, one or two at a time. FAULT_SEED repeats the order of a run."""

import random

import pytest
from mix import mix_on_postgres, mix_on_sqlite
from trial import Size, Trial

from servers import InventoryServer, PostgresServer, RedisServer

SECONDS = 10.0
SIZE = Size(process_writers=1)


async def test_a_mix_on_sqlite(single: list[InventoryServer], dice: random.Random) -> None:
    async with Trial(single, dice, SIZE) as trial:
        await mix_on_sqlite(dice).run(trial, SECONDS)
        await trial.settle()


@pytest.mark.postgres
@pytest.mark.redis
async def test_a_mix_on_postgresql_and_redis(
    pair: list[InventoryServer], postgres: PostgresServer, redis: RedisServer, dice: random.Random
) -> None:
    async with Trial(pair, dice, SIZE) as trial:
        await mix_on_postgres(dice, postgres, redis).run(trial, SECONDS)
        await trial.settle()
