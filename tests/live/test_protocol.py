"""The words of the feed over a real server: frames, resumes, refusals, close codes."""

import asyncio
import json
from contextlib import closing

import httpx
import pytest
from feed import events_in, joined, opened
from rest import AdminBrowser, create
from rest_framework_simplejwt.tokens import AccessToken
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus
from websockets.typing import Subprotocol

from servers import PASSWORD, InventoryServer

# --- Greeting and events -------------------------------------------------------------------------------------


@pytest.mark.parametrize("by_query", [True, False])
async def test_a_socket_is_greeted_with_the_head(
    shared_server: InventoryServer, token: str, by_query: bool
) -> None:
    _, seq = create(shared_server, token)
    async with joined(shared_server, token, by_query=by_query) as (feed, hello):
        assert feed.connection.subprotocol == (None if by_query else "inventory.v1")
    assert hello["seq"] == seq
    assert hello["floor"] == 1
    assert hello["heartbeat"] == 25
    assert hello["user"]["username"] == "ana"
    assert hello["token_expires"] == AccessToken(token, verify=False)["exp"]
    assert [(hello["epoch"].replace("-", ""),)] == shared_server.query("SELECT epoch FROM api_livefeed")


async def test_the_address_may_lack_its_last_slash(shared_server: InventoryServer, token: str) -> None:
    address = shared_server.ws_url.rstrip("/")
    async with connect(
        address, subprotocols=[Subprotocol("inventory.v1"), Subprotocol(f"bearer.{token}")]
    ) as socket:
        assert json.loads(await socket.recv())["type"] == "connection_established"
    async with connect(f"{address}?token={token}") as socket:
        assert json.loads(await socket.recv())["type"] == "connection_established"
    with pytest.raises(InvalidStatus):
        await connect(f"{address}s/")


async def test_changes_by_rest_arrive_with_the_row_as_rest_gives_it(
    shared_server: InventoryServer, token: str
) -> None:
    async with joined(shared_server, token, by_query=True) as (feed, hello):
        row, seq = create(shared_server, token)
        created = await feed.frame()
        with shared_server.api(token) as api:
            updated_row = api.patch(f"products/{row['id']}/", json={"quantity": 3}).json()
            updated = await feed.frame()
            assert api.delete(f"products/{row['id']}/").status_code == 204
        deleted = await feed.frame()

    assert created == {
        "type": "event",
        "seq": seq,
        "prev": hello["seq"],
        "action": "create",
        "data": row,
        "movement": None,
        "alert": None,
        "actor": "ana",
        "at": created["at"],
        "via": None,
    }
    assert (updated["action"], updated["prev"], updated["data"]) == ("update", seq, updated_row)
    movement = updated["movement"]
    assert (movement["delta"], movement["balance_after"], movement["reason"]) == (3, 3, "correction")
    assert (deleted["action"], deleted["prev"], deleted["data"]) == ("delete", seq + 1, updated_row)
    assert deleted["movement"] is None


async def test_changes_in_the_admin_arrive(shared_server: InventoryServer, token: str) -> None:
    row, seq = create(shared_server, token)
    with closing(await asyncio.to_thread(AdminBrowser, shared_server)) as admin:
        async with joined(shared_server, token) as (feed, _):
            await asyncio.to_thread(admin.post, f"api/product/{row['id']}/delete/", post="yes")
            event = await feed.frame()
    assert (event["action"], event["actor"], event["prev"]) == ("delete", "root", seq)
    assert event["data"] == row


async def test_many_rows_in_one_transaction_from_another_process(
    shared_server: InventoryServer, token: str
) -> None:
    """Without Redis the server hears of it by its poll."""
    code = (
        "new = lambda n: Product(sku=f'S{n}', name='S', category_id='home', price=1);"
        "Product.objects.bulk_create(map(new, range(3)));"
        "Product.objects.bulk_create(map(new, range(3, 504)))"
    )
    async with (
        joined(shared_server, token) as (modern, hello),
        joined(shared_server, token, by_query=True) as (plain, _),
    ):
        head = hello["seq"]
        await asyncio.to_thread(shared_server.shell, code)

        batch, bulk = await modern.frame(), await modern.frame()
        singles = [await plain.frame() for _ in range(4)]

    assert (batch["type"], batch["prev"], batch["seq"], len(batch["items"])) == ("events", head, head + 3, 3)
    assert [(e["prev"], e["seq"]) for e in batch["items"]] == [(head + n, head + n + 1) for n in range(3)]
    assert bulk == {"type": "bulk", "seq": head + 4, "prev": head + 3, "count": 501}
    assert [e["type"] for e in singles] == ["event", "event", "event", "bulk"]
    assert [{k: v for k, v in e.items() if k != "type"} for e in singles[:3]] == batch["items"]


async def test_a_ping_is_answered_with_the_head(shared_server: InventoryServer, token: str) -> None:
    async with joined(shared_server, token) as (feed, hello):
        await feed.send("ping")
        assert await feed.frame() == {"type": "pong", "seq": hello["seq"]}
        _, seq = create(shared_server, token)
        await feed.events_to(seq)
        await feed.send("ping")
        assert await feed.frame() == {"type": "pong", "seq": seq}


# --- Resume --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("by_query", [True, False])
async def test_a_resume_replays_what_was_missed_and_says_when_it_is_done(
    shared_server: InventoryServer, token: str, by_query: bool
) -> None:
    async with joined(shared_server, token) as (_, before):
        pass
    for number in range(3):
        _, seq = create(shared_server, token, f"missed {number}")

    async with joined(shared_server, token, by_query=by_query) as (feed, hello):
        assert hello["seq"] == seq
        await feed.send("resume", epoch=before["epoch"], seq=before["seq"])
        events = await feed.events_to(seq)
        assert await feed.frame() == {"type": "resumed", "from": before["seq"], "to": seq}
        _, after = create(shared_server, token, "after")
        live = await feed.events_to(after)

    assert [e["data"]["name"] for e in events] == ["missed 0", "missed 1", "missed 2"]
    assert [e["prev"] for e in events + live] == list(range(before["seq"], after))


async def test_a_resume_at_the_head_is_done_at_once(shared_server: InventoryServer, token: str) -> None:
    async with joined(shared_server, token) as (feed, hello):
        await feed.send("resume", epoch=hello["epoch"], seq=hello["seq"])
        assert await feed.frame() == {"type": "resumed", "from": hello["seq"], "to": hello["seq"]}


@pytest.mark.parametrize(("ahead", "epoch"), [(0, "00000000-0000-4000-8000-000000000000"), (0, ""), (5, None)])
async def test_a_resume_from_another_history_is_reset(
    shared_server: InventoryServer, token: str, ahead: int, epoch: str | None
) -> None:
    async with joined(shared_server, token) as (feed, hello):
        own = hello["epoch"]
        await feed.send("resume", epoch=own if epoch is None else epoch, seq=hello["seq"] + ahead)
        assert await feed.frame() == {"type": "reset", "reason": "epoch", "epoch": own, "seq": hello["seq"]}
        _, seq = create(shared_server, token)
        assert (await feed.events_to(seq))[0]["prev"] == hello["seq"]


# --- Renewal -------------------------------------------------------------------------------------------------


async def test_a_socket_goes_on_with_a_new_token(shared_server: InventoryServer, token: str) -> None:
    fresh = shared_server.token("ana")
    async with joined(shared_server, token) as (feed, hello):
        await feed.send("auth", token=fresh)
        answer = await feed.frame()
    assert answer["type"] == "auth_ok"
    assert answer["token_expires"] >= hello["token_expires"]


@pytest.mark.parametrize(
    ("whose", "error", "code"), [("bea", "another_user", 4403), ("nobody", "token_not_valid", 4401)]
)
async def test_another_users_token_or_a_broken_one_ends_the_socket(
    shared_server: InventoryServer, token: str, whose: str, error: str, code: int
) -> None:
    other = shared_server.token("bea") if whose == "bea" else "garbage"
    async with joined(shared_server, token) as (feed, _):
        await feed.send("auth", token=other)
        answer = await feed.frame()
        assert (answer["type"], answer["code"]) == ("error", error)
        assert await feed.close_code() == code


# --- Refusals ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "sent",
    [
        "not json",
        "[]",
        '"ping"',
        "{}",
        '{"type":"sing"}',
        '{"type":"resume"}',
        '{"type":"resume","epoch":"x","seq":-1}',
        '{"type":"resume","epoch":"x","seq":true}',
        '{"type":"resume","epoch":"x","seq":1.5}',
        '{"type":"auth","token":7}',
        '{"type":"ping","pad":"' + "x" * 20_000 + '"}',
        "[" * 5_000,
        b'{"type":"ping"}',
    ],
    ids=lambda sent: str(sent)[:30],
)
async def test_a_bad_frame_is_answered_and_ends_the_socket(
    shared_server: InventoryServer, token: str, sent: str | bytes
) -> None:
    async with joined(shared_server, token) as (feed, _):
        await feed.connection.send(sent)
        answer = await feed.frame()
        assert (answer["type"], answer["code"]) == ("error", "bad_frame")
        assert answer["detail"]
        assert await feed.close_code() == 4400


async def test_a_huge_sequence_number_is_no_reason_to_fail(shared_server: InventoryServer, token: str) -> None:
    async with joined(shared_server, token) as (feed, hello):
        await feed.send("resume", epoch=hello["epoch"], seq=2**62)
        assert (await feed.frame())["type"] == "reset"
        await feed.send("resume", epoch=hello["epoch"], seq=10**30)
        assert (await feed.frame())["type"] in {"reset", "error"}


@pytest.mark.parametrize("by_query", [True, False])
@pytest.mark.parametrize("kind", ["none", "garbage", "refresh", "signed by another"])
async def test_a_token_that_rest_refuses_opens_no_socket(
    shared_server: InventoryServer, kind: str, by_query: bool
) -> None:
    refused = _refused_token(shared_server, kind)
    async with opened(shared_server, refused, by_query=by_query) as feed:
        assert await feed.close_code() == 4401
    assert feed.frames == []


def _refused_token(server: InventoryServer, kind: str) -> str:
    match kind:
        case "none":
            return ""
        case "garbage":
            return "abc.def.ghi"
        case "refresh":
            pair = httpx.post(server.url + "/api/token/", json={"username": "ana", "password": PASSWORD}).json()
            return str(pair["refresh"])
        case _:
            head, body, signature = server.token("ana").split(".")
            return f"{head}.{body}.{signature[::-1]}"


@pytest.mark.parametrize(
    ("origin", "welcome"),
    [
        ("https://evil.example", False),
        ("null", False),
        ("http://[::1", False),
        ("https://shop.example", True),
        ("http://localhost:5173", True),
        (None, True),
    ],
)
async def test_pages_of_strangers_are_refused(
    shared_server: InventoryServer, token: str, origin: str | None, welcome: bool
) -> None:
    async with opened(shared_server, token, origin=origin) as feed:
        if welcome:
            assert (await feed.frame())["type"] == "connection_established"
        else:
            assert await feed.close_code() == 4403
            assert feed.frames == []


async def test_a_token_appears_in_no_log_line(shared_server: InventoryServer) -> None:
    token = shared_server.token("ana")
    for by_query in (True, False):
        async with joined(shared_server, token, by_query=by_query):
            pass
    async with opened(shared_server, token + "x", by_query=True) as feed:
        await feed.close_code()
    with shared_server.api(token) as api:
        api.get(f"/ws/products/?token={token}")
        api.get(f"products/?token={token}")
    log = shared_server.log
    assert "/ws/products/?token=[redacted]" in log
    assert token.split(".")[1] not in log
    assert token.split(".")[2] not in log


async def test_frames_are_what_they_seem(shared_server: InventoryServer, token: str) -> None:
    """Texts of any length and script, also where the frame's length field changes its size."""
    names = ["ü" * 20, "日本語 " * 30, 'emoji 🙂 " \\ </script>']
    async with joined(shared_server, token) as (feed, _):
        for size in (0, 10, 3000, 5000):
            for name in names:
                row, _ = create(shared_server, token, name, description="é" * size)
                [event] = events_in(await feed.frame())
                assert event["data"] == row
