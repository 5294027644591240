"""Each fault alone, on one server with SQLite. In the end every replica equals the database."""

import random
from pathlib import Path

from trial import ENV, Size, Trial

from faults import (
    BulkUpdate,
    Burst,
    ClocksSkewed,
    PrunedWhileAway,
    ReadersPaused,
    ReadersStalled,
    ServerKilled,
    ServerRestarted,
    SocketsCut,
    SqliteLocked,
    inflict,
)
from servers import Databases, InventoryServer

Servers = list[InventoryServer]


async def test_a_server_that_is_killed(single: Servers, dice: random.Random) -> None:
    async with Trial(single, dice) as trial:
        await inflict(trial, ServerKilled(trial))
        await trial.writes(20)
        await trial.settle()
        assert all(client.connections == 2 for client in trial.clients)
        assert trial.counts.closes[1006] == len(trial.clients)


async def test_a_server_that_is_restarted(single: Servers, dice: random.Random) -> None:
    # Many writes: the hub is told to stop while it is being told to read.
    async with Trial(single, dice, Size(writers=4, process_writers=1, pace=0.0)) as trial:
        for _ in range(3):
            await inflict(trial, ServerRestarted(trial))
            await trial.until(lambda: all(client.replica.live for client in trial.clients), what="all to be back")
            await trial.writes(20)
        await trial.settle()
        closes = trial.counts.closes
        assert closes.total() == closes[1012] + closes[1006] == 3 * len(trial.clients)
        # The server waits 5 s for a client to hear it: on a busy machine this process may be further behind.
        assert closes[1012] > 2 * len(trial.clients)


async def test_sockets_that_are_cut_in_the_middle_of_a_frame(single: Servers, dice: random.Random) -> None:
    async with Trial(single, dice) as trial:
        for _ in range(4):
            cuts = trial.doors[0].proxy.cuts
            await inflict(trial, SocketsCut(trial))
            await trial.until(lambda cuts=cuts: trial.doors[0].proxy.cuts > cuts, what="a connection to be cut")
        await trial.settle()
        assert trial.counts.resumes > 0


async def test_readers_that_stop_reading(single: Servers, dice: random.Random) -> None:
    async with Trial(single, dice) as trial:
        await inflict(trial, ReadersStalled(trial))
        await trial.writes(40)  # while the replay of megabytes is under way
        await trial.settle()
        [slow] = [client for client in trial.clients if client.narrow]
        assert slow.connections >= 2
        # Others too, where a busy machine has kept this process from reading for them. Nobody begins anew.
        assert trial.slow_closes >= 1
        assert trial.counts.resumes == trial.counts.connections - len(trial.clients)


async def test_readers_that_pause(single: Servers, dice: random.Random) -> None:
    async with Trial(single, dice) as trial:
        await inflict(trial, ReadersPaused(trial), attempts=1)
        await trial.writes(20)
        await trial.settle()


async def test_writers_in_two_processes_one_with_a_wrong_clock(single: Servers, dice: random.Random) -> None:
    async with Trial(single, dice) as trial:
        await inflict(trial, ClocksSkewed(trial), attempts=100)
        await trial.settle()
        assert trial.ledger.backward_steps() > 5
        assert (trial.counts.resumes, trial.resets) == (0, 0)


async def test_a_burst_of_500_writes(single: Servers, dice: random.Random) -> None:
    async with Trial(single, dice) as trial:
        await inflict(trial, Burst(trial))
        await trial.settle()
        assert len(trial.ledger.events) >= Burst.creates
        assert (trial.counts.resumes, trial.resets) == (0, 0)


async def test_a_change_of_10_000_rows(single: Servers, dice: random.Random) -> None:
    async with Trial(single, dice) as trial:
        fetches = trial.catalogue.fetches
        await inflict(trial, BulkUpdate(trial))
        await trial.settle()
        assert trial.catalogue.fetches > fetches
        assert any(event.get("count") == 10_000 for event in trial.ledger.events.values())


async def test_a_database_that_is_locked(single: Servers, dice: random.Random) -> None:
    async with Trial(single, dice) as trial:
        await inflict(trial, SqliteLocked(trial))
        await trial.writes(20)
        await trial.settle()
        assert trial.counts.closes.total() == 0


async def test_a_log_that_is_pruned_while_clients_are_away(single: Servers, dice: random.Random) -> None:
    async with Trial(single, dice) as trial:
        away = [client for client in trial.clients if not client.narrow]
        await inflict(trial, PrunedWhileAway(trial))
        await trial.settle()
        assert all(client.replica.resets == 1 for client in away)


async def test_tokens_that_expire(tmp_path: Path, databases: Databases, dice: random.Random) -> None:
    databases.sqlite(tmp_path)
    server = InventoryServer(tmp_path, env={**ENV, "ACCESS_TOKEN_LIFETIME": "3s"})
    server.start()
    try:
        async with Trial([server], dice, Size(pace=0.1)) as trial:
            half = len(trial.clients) // 2
            closes, counts = trial.counts.closes, trial.counts
            await trial.until(lambda: closes[4401] >= half and counts.renewals >= 2 * half, what="tokens to end")
            await trial.settle()
            assert [client.connections for client in trial.clients[::2]] == [1] * half
    finally:
        server.kill()
