"""Sign-ins across requests, processes and sockets."""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import httpx
import pytest
from feed import joined, opened

from servers import Databases, InventoryServer, PostgresServer, RedisServer

MakeServer = Callable[..., InventoryServer]

ROUNDS = 200
AT_ONCE = 8
# Well below the ten seconds after which all accounts are checked anyway.
PROMPTLY = 1.0


@pytest.fixture(autouse=True)
def quiet() -> None:
    logging.getLogger("httpx").setLevel(logging.WARNING)


def refresh(client: httpx.Client, token: str) -> httpx.Response:
    return client.post("/api/token/refresh/", json={"refresh": token})


def assert_never_two_pairs(*servers: InventoryServer) -> None:
    """Rounds of requests at once with one token, spread over the servers: all get the same pair."""
    start = Barrier(AT_ONCE)
    clients = [httpx.Client(base_url=servers[n % len(servers)].url, timeout=60) for n in range(AT_ONCE)]
    token = servers[0].tokens("ana")["refresh"]
    tokens = [token]

    def ask(client: httpx.Client) -> httpx.Response:
        start.wait(30)
        return refresh(client, token)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        for _ in range(ROUNDS):
            answers = list(pool.map(ask, clients))
            assert {answer.status_code for answer in answers} == {200}, [answer.text for answer in answers]
            assert len({answer.text for answer in answers}) == 1
            token = answers[0].json()["refresh"]
            tokens.append(token)

    [(spent,)] = servers[0].query("SELECT count(*) FROM api_spenttoken")
    assert spent == ROUNDS
    _assert_that_reuse_ends_it(servers, clients, tokens)
    for client in clients:
        client.close()


def _assert_that_reuse_ends_it(
    servers: tuple[InventoryServer, ...], clients: list[httpx.Client], tokens: list[str]
) -> None:
    servers[0].shell(
        "from datetime import timedelta; from api.models import SpentToken; from django.db.models import F;"
        "SpentToken.objects.update(spent_at=F('spent_at') - timedelta(seconds=121))"
    )
    assert refresh(clients[0], tokens[3]).status_code == 401
    for client, token in zip(clients, tokens[-AT_ONCE:], strict=True):
        assert refresh(client, token).status_code == 401
    lines = [line for server in servers for line in server.log.splitlines() if "its session is ended" in line]
    assert len(lines) == 1
    assert "'ana'" in lines[0]
    assert tokens[3] not in "".join(server.log for server in servers)


def test_one_token_in_many_requests_gives_one_pair(make_server: MakeServer) -> None:
    assert_never_two_pairs(make_server())


@pytest.mark.postgres
def test_two_processes_give_one_pair(
    make_server: MakeServer, databases: Databases, postgres: PostgresServer
) -> None:
    url = databases.postgres(postgres)
    assert_never_two_pairs(make_server(database_url=url), make_server(database_url=url))


async def test_signing_out_closes_the_sockets_of_that_sign_in(make_server: MakeServer) -> None:
    await _assert_closed(server := make_server(), server)


@pytest.mark.postgres
@pytest.mark.redis
async def test_signing_out_at_one_process_closes_sockets_at_the_other(
    make_server: MakeServer, databases: Databases, postgres: PostgresServer, redis: RedisServer
) -> None:
    options = {"database_url": databases.postgres(postgres), "redis_url": redis.url}
    await _assert_closed(make_server(**options), make_server(**options))


async def _assert_closed(here: InventoryServer, there: InventoryServer) -> None:
    ended, other = await asyncio.to_thread(lambda: (here.tokens("ana"), here.tokens("ana")))
    with httpx.Client(base_url=here.url) as client:
        renewed = await asyncio.to_thread(lambda: refresh(client, ended["refresh"]).json())
        async with (
            joined(there, ended["access"]) as (first, _),
            joined(there, renewed["access"]) as (second, _),
            joined(there, other["access"]) as (untouched, _),
        ):
            sign_out = {"refresh": renewed["refresh"]}
            answer = await asyncio.to_thread(lambda: client.post("/api/token/blacklist/", json=sign_out))
            assert answer.status_code == 200
            assert await first.close_code(seconds=PROMPTLY) == 4401
            assert await second.close_code(seconds=PROMPTLY) == 4401
            await untouched.send("ping")
            assert (await untouched.frame())["type"] == "pong"
            # Nor does it get in again, by a new socket or by changing the token of one.
            async with opened(there, renewed["access"]) as again:
                assert await again.close_code() == 4401
            await untouched.send("auth", token=renewed["access"])
            assert (await untouched.frame())["code"] == "token_not_valid"
