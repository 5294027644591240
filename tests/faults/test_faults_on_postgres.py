"""Faults of Redis and PostgreSQL, each alone, on two servers. In the end every replica equals the database."""

import random

import pytest
from trial import Size, Trial

from faults import PostgresDropped, RedisFault, RedisFlushed, RedisFrozen, RedisKilled, ServerKilled, inflict
from servers import InventoryServer, PostgresServer, RedisServer

pytestmark = [pytest.mark.postgres, pytest.mark.redis]

Servers = list[InventoryServer]
# Writes of the third process reach the hubs by the channel layer and the poll only.
SIZE = Size(process_writers=1)


@pytest.mark.parametrize("kind", [RedisKilled, RedisFlushed, RedisFrozen])
async def test_redis(pair: Servers, redis: RedisServer, dice: random.Random, kind: type[RedisFault]) -> None:
    async with Trial(pair, dice, SIZE) as trial:
        await inflict(trial, kind(trial, redis), attempts=40)
        await trial.writes(20)
        await trial.settle()
        # Nobody at a socket notices.
        assert (trial.counts.resumes, trial.counts.closes.total(), trial.resets) == (0, 0, 0)


async def test_postgresql_that_drops_its_connections(
    pair: Servers, postgres: PostgresServer, dice: random.Random
) -> None:
    async with Trial(pair, dice, SIZE) as trial:
        for _ in range(3):
            await inflict(trial, PostgresDropped(trial, postgres))
            await trial.writes(20)
        await trial.settle()
        assert trial.resets == 0


async def test_one_of_two_servers_that_is_killed(pair: Servers, dice: random.Random) -> None:
    async with Trial(pair, dice, SIZE) as trial:
        await inflict(trial, ServerKilled(trial))
        await trial.writes(20)
        await trial.settle()
        assert trial.counts.resumes > 0
        assert trial.resets == 0
