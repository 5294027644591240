"""A random mix: one or two faults at a time, which do not touch the same thing, again and again."""

import random
import time
from collections.abc import Callable

from trial import Trial

from faults import (
    BulkUpdate,
    Burst,
    ClocksSkewed,
    Fault,
    NetworkAway,
    PostgresDropped,
    PrunedWhileAway,
    ReadersPaused,
    ReadersStalled,
    RedisFlushed,
    RedisFrozen,
    RedisKilled,
    ServerKilled,
    ServerRestarted,
    SocketsCut,
    SqliteLocked,
    inflict,
)
from servers import PostgresServer, RedisServer

MakeFault = Callable[[Trial], Fault]
# What happens often, and what takes long and happens seldom.
OFTEN: list[MakeFault] = [ServerKilled, ServerRestarted, SocketsCut, NetworkAway, ClocksSkewed]
SELDOM: list[MakeFault] = [Burst, BulkUpdate, PrunedWhileAway, ReadersPaused, ReadersStalled]


class Mix:
    """Draws faults: the seldom ones half as often."""

    def __init__(self, often: list[MakeFault], seldom: list[MakeFault], dice: random.Random) -> None:
        self._often = often
        self._seldom = seldom
        self._dice = dice

    def draw(self, trial: Trial) -> list[Fault]:
        weights = [2] * len(self._often) + [1] * len(self._seldom)
        made = [make(trial) for make in self._dice.choices(self._often + self._seldom, weights, k=2)]
        first, second = made
        alone = self._dice.random() < 0.5 or first.touches & second.touches or first.name == second.name
        return [first] if alone else made

    async def run(self, trial: Trial, seconds: float) -> None:
        """Go on for *seconds*; the last round is finished."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            await inflict(trial, *self.draw(trial), attempts=self._dice.randrange(5, 20))
            await trial.writes(self._dice.randrange(1, 15))


def mix_on_sqlite(dice: random.Random) -> Mix:
    return Mix([*OFTEN, SqliteLocked], SELDOM, dice)


def mix_on_postgres(dice: random.Random, postgres: PostgresServer, redis: RedisServer) -> Mix:
    of_redis: list[MakeFault] = [
        lambda trial, kind=kind: kind(trial, redis)  # type: ignore[misc]  # mypy does not infer the default's type
        for kind in (RedisKilled, RedisFlushed, RedisFrozen)
    ]
    return Mix([*OFTEN, *of_redis, lambda trial: PostgresDropped(trial, postgres)], SELDOM, dice)
