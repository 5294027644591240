"""Stock on the live feed: movements and notices travel with the product's event, and owners get their mail."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from feed import joined
from rest import create

from servers import InventoryServer, free_port, wait_until


async def test_a_movement_arrives_as_rest_gives_it(shared_server: InventoryServer, token: str) -> None:
    row, _ = create(shared_server, token, quantity=10, reorder_level=8)
    async with joined(shared_server, token) as (feed, _):
        with shared_server.api(token) as api:
            sold = api.post(f"products/{row['id']}/adjust/", json={"delta": -3, "reason": "sale"}).json()
            went_low = await feed.frame()
            low_alerts = [alert["kind"] for alert in api.get("alerts/").json() if alert["product"] == row["id"]]
            back = api.post(f"movements/{sold['movement']['id']}/revert/").json()
            recovered = await feed.frame()
            [newest, reverted, _] = api.get(f"products/{row['id']}/movements/").json()
            alerts = [alert["kind"] for alert in api.get("alerts/").json() if alert["product"] == row["id"]]

    assert (went_low["data"], went_low["movement"], went_low["alert"]) == (
        sold["product"],
        sold["movement"],
        "low",
    )
    assert (recovered["data"], recovered["movement"]) == (back["product"], back["movement"])
    assert recovered["alert"] == "recovered"
    assert (low_alerts, alerts) == (["low"], [])  # what is reverted takes its notice back
    assert newest == back["movement"]
    assert reverted == sold["movement"] | {"reverted_by": back["movement"]["id"]}


async def test_a_replayed_answer_is_no_event(shared_server: InventoryServer, token: str) -> None:
    row, _ = create(shared_server, token, quantity=10)
    async with joined(shared_server, token) as (feed, hello):
        with shared_server.api(token) as api:
            for _ in range(3):
                key = {"Idempotency-Key": f"feed-{row['id']}"}
                api.post(f"products/{row['id']}/adjust/", json={"delta": -1}, headers=key)
            api.patch(f"products/{row['id']}/", json={"name": "Renamed"})
        moved, renamed = await feed.events_to(hello["seq"] + 2)

    assert (moved["seq"], renamed["seq"]) == (hello["seq"] + 1, hello["seq"] + 2)
    assert (moved["data"]["quantity"], renamed["movement"]) == (9, None)


class Inbox:
    def __init__(self) -> None:
        self.mails: list[Any] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # the name aiosmtpd calls
        self.mails.append(envelope)
        return "250 OK"


@pytest.fixture
def inbox() -> Iterator[tuple[Inbox, int]]:
    inbox, port = Inbox(), free_port()
    controller = Controller(inbox, hostname="127.0.0.1", port=port)
    controller.start()
    yield inbox, port
    controller.stop()


def test_a_running_server_mails_the_owner(
    make_server: Callable[..., InventoryServer], inbox: tuple[Inbox, int]
) -> None:
    mails, port = inbox[0].mails, inbox[1]
    server = make_server(env={"EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": str(port)})
    server.shell(
        "from django.contrib.auth.models import Group, User; from api.stock.mail import RECIPIENTS;"
        "Group.objects.get_or_create(name=RECIPIENTS)[0].user_set.add(User.objects.get(username='ana'))"
    )
    token = server.token("ana")
    row, _ = create(server, token, quantity=10, reorder_level=8)
    with server.api(token) as api:
        api.post(f"products/{row['id']}/adjust/", json={"delta": -3})
    wait_until(lambda: mails, what="the mail")
    assert mails[0].rcpt_tos == ["ana@shop.example"]
    assert b"Mug is low: 7 left" in mails[0].content
    wait_until(
        lambda: server.query("SELECT mail FROM api_stockalert") == [("sent",)], what="the notice to be sent"
    )
