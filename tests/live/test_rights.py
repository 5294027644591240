"""Rights that change while people are at work: open sockets are told, what is under way stops. On real servers."""

import asyncio
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import httpx
import pytest
from feed import Feed, joined
from rest import create

from servers import PASSWORD, Databases, InventoryServer

MakeServer = Callable[..., InventoryServer]

# What is promised is a second. All accounts are checked every ten anyway, which must not be what is measured.
PROMPTLY = 5.0
WRITERS = ["product:create", "product:edit_own", "stock:adjust_own", "category:create", "view:save", "label:save"]


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def server(request: pytest.FixtureRequest, make_server: MakeServer, databases: Databases) -> InventoryServer:
    """A server whose door is for the invited."""
    url = databases.postgres(request.getfixturevalue("postgres")) if request.param == "postgres" else ""
    return make_server(database_url=url, env={"REGISTRATION": "invite"})


def ids(server: InventoryServer) -> dict[str, int]:
    return {name: pk for pk, name in server.query("SELECT id, username FROM auth_user")}


def change(server: InventoryServer, person: int, *, by: str = "root", **fields: Any) -> httpx.Response:
    with server.api(server.token(by)) as api:
        return api.patch(f"people/{person}/", json=fields)


async def test_open_screens_follow_a_change_of_role(server: InventoryServer) -> None:
    bea = (await asyncio.to_thread(ids, server))["bea"]
    tokens = {name: await asyncio.to_thread(server.token, name) for name in ("ana", "bea")}
    async with (
        joined(server, tokens["bea"]) as (feed, hello),
        joined(server, tokens["bea"], by_query=True) as (plain, _),
        joined(server, tokens["ana"]) as (other, _),
    ):
        assert (hello["user"]["role"], hello["user"]["rights"]) == ("operator", WRITERS)

        await asyncio.to_thread(change, server, bea, role="manager")
        frame = await feed.next("rights", seconds=PROMPTLY)
        assert frame["role"] == "manager"
        assert set(frame["rights"]) == {*WRITERS, "product:edit_any", "stock:adjust_any", "category:manage"}
        await asyncio.to_thread(change, server, bea, role="viewer")
        assert await feed.next("rights", seconds=PROMPTLY) == {"type": "rights", "role": "viewer", "rights": []}

        # It is no reason to close, nobody else is told, and events go on; old clients get nothing but these.
        _, seq = await asyncio.to_thread(create, server, tokens["ana"])
        await feed.events_to(seq)
        await other.events_to(seq)
        await plain.events_to(seq)
        assert "rights" not in {frame["type"] for frame in (*other.frames, *plain.frames)}

        await asyncio.to_thread(change, server, bea, is_active=False)
        assert await feed.close_code(seconds=PROMPTLY) == 4401


async def test_a_device_that_is_signed_out_loses_its_socket(make_server: MakeServer) -> None:
    server = make_server()
    here, there = await asyncio.to_thread(lambda: (server.token("ana"), server.token("ana")))
    async with joined(server, here) as (feed, _), joined(server, there) as (closed, _):
        await asyncio.to_thread(sign_the_other_out, server, here)
        assert await closed.close_code(seconds=PROMPTLY) == 4401
        await _still_there(feed)


def sign_the_other_out(server: InventoryServer, token: str) -> None:
    with server.api(token) as api:
        [other] = [found for found in api.get("account/sessions/").json() if not found["is_current"]]
        assert api.delete(f"account/sessions/{other['id']}/").status_code == 204


async def test_a_new_password_closes_the_sockets_of_the_others(make_server: MakeServer) -> None:
    server = make_server()
    here, there = await asyncio.to_thread(lambda: (server.token("ana"), server.token("ana")))
    async with joined(server, there) as (closed, _):
        new = await asyncio.to_thread(change_password, server, here)
        assert await closed.close_code(seconds=PROMPTLY) == 4401
    async with joined(server, new) as (feed, _):
        await _still_there(feed)


def change_password(server: InventoryServer, token: str) -> str:
    with server.api(token) as api:
        body = {"old_password": PASSWORD, "new_password": "another-horse-8"}
        answer = api.post("account/password/", json=body)
    assert answer.status_code == 200, answer.text
    new: str = answer.json()["access"]
    return new


async def _still_there(feed: Feed) -> None:
    await feed.send("ping")
    assert (await feed.next("pong"))["type"] == "pong"


# --- What is under way ----------------------------------------------------------------------------------------


def test_a_demotion_stops_a_bulk_change_in_the_middle(server: InventoryServer) -> None:
    """Chunk by chunk: what is done stays, and nothing comes after it."""
    server.shell(
        "from api.models import Product; from django.contrib.auth.models import User;"
        "ana = User.objects.get(username='ana');"
        "Product.objects.bulk_create(Product(sku=f'S-{n}', name=f'P {n}', category_id='home', price=1,"
        " quantity=1, created_by=ana) for n in range(5000))"
    )
    ana = ids(server)["ana"]
    body = {"filter": {}, "action": "adjust", "delta": 1, "reason": "count"}
    with (
        server.api(server.token("root")) as boss,
        server.api(server.token("ana")) as api,
        api.stream("POST", "products/bulk/", json=body) as answer,
    ):
        lines = (json.loads(line) for line in answer.iter_lines())
        assert next(lines)["type"] == "start"
        assert next(lines)["type"] == "progress"
        assert boss.patch(f"people/{ana}/", json={"role": "viewer"}).status_code == 200
        rest = list(lines)

    end = rest[-1]
    assert (end["type"], end["code"]) == ("failed", "viewer")
    assert end["changed"] < 5000
    assert "viewer" in end["detail"]
    [(changed,)] = server.query("SELECT count(*) FROM api_product WHERE quantity = 2")
    assert changed == end["changed"]


# --- At once --------------------------------------------------------------------------------------------------


def at_once(calls: list[Callable[[], httpx.Response]]) -> list[httpx.Response]:
    line = Barrier(len(calls))

    def run(call: Callable[[], httpx.Response]) -> httpx.Response:
        line.wait(30)
        return call()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def test_of_twenty_registrations_with_one_invitation_one_counts(server: InventoryServer) -> None:
    with server.api(server.token("root")) as api:
        invitation = api.post("invitations/", json={"role": "viewer"}).json()["link"].partition("#")[2]

    def register(number: int) -> Callable[[], httpx.Response]:
        body = {"username": f"dora-{number}", "email": "dora@shop.example", "password": PASSWORD}
        url = server.url + "/api/user/register/"
        return lambda: httpx.post(url, json={**body, "invitation": invitation}, timeout=60)

    answers = at_once([register(number) for number in range(20)])
    assert sorted(answer.status_code for answer in answers) == [201] + [410] * 19
    found = server.query("SELECT username FROM auth_user WHERE username LIKE 'dora%'")
    [created] = [answer.json()["username"] for answer in answers if answer.status_code == 201]
    assert found == [(created,)]
    assert invitation not in server.log


def test_of_two_admins_who_demote_each_other_one_stays(server: InventoryServer) -> None:
    people = ids(server)
    tokens = {name: server.token(name) for name in ("ana", "root")}
    admins = "SELECT count(*) FROM auth_user_groups m JOIN auth_group g ON g.id = m.group_id WHERE g.name = %s"
    for _ in range(5):
        server.shell(
            "from django.contrib.auth.models import User; from api.accounts import roles;"
            "[roles.set_role(u, 'admin') for u in User.objects.filter(username__in=['ana', 'root'])]"
        )

        def demote(name: str, other: str) -> Callable[[], httpx.Response]:
            def call() -> httpx.Response:
                with server.api(tokens[name]) as api:
                    return api.patch(f"people/{people[other]}/", json={"role": "viewer"})

            return call

        answers = at_once([demote("ana", "root"), demote("root", "ana")])
        codes = sorted(answer.status_code for answer in answers)
        assert codes in ([200, 409], [200, 403]), [answer.text for answer in answers]
        [(left,)] = server.query(admins.replace("%s", "'Role: admin'"))
        assert left == 1
