"""The client that docs/protocol.md teaches keeps what it promises, against a real server."""

import asyncio
import runpy
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import pytest

from servers import PASSWORD, ROOT, InventoryServer, wait_until

MODELS = "from api.models import Product; "
CREATE_700 = MODELS + (
    "Product.objects.bulk_create(Product(sku=f'BULK-{n}', name=f'Box {n}', category_id='other', price='1.00') "
    "for n in range(700))"
)


Replica: Any = runpy.run_path(str(ROOT / "docs" / "live_client.py"))["Replica"]


@contextmanager
def following(server: InventoryServer) -> Iterator[Any]:
    """A replica of *server* that runs on a thread of its own."""
    replica = Replica(server.url, "ana", PASSWORD)
    loop = asyncio.new_event_loop()
    task = loop.create_task(replica.run())
    task.add_done_callback(lambda _: loop.stop())
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        yield replica
    finally:
        loop.call_soon_threadsafe(task.cancel)
        thread.join(15)
        loop.close()
        assert task.cancelled(), "the client gave up"


def everything(server: InventoryServer) -> dict[int, Any]:
    """All products, as the API lists them."""
    rows: list[Any] = []
    with server.api(server.token("bea")) as http:
        page = http.get("products/?limit=500")
        rows += page.json()
        while "next" in page.links:
            page = http.get(page.links["next"]["url"])
            rows += page.json()
    return {row["id"]: row for row in rows}


def wait_until_equal(replica: Any, server: InventoryServer) -> dict[int, Any]:
    listed = everything(server)
    wait_until(lambda: replica.products == listed, what="the replica to equal the API's list")
    return listed


def add(http: httpx.Client, name: str) -> int:
    answer = http.post("products/", json={"name": name, "price": "2.50", "category": "home", "quantity": 3})
    assert answer.status_code == 201, answer.text
    created: int = answer.json()["id"]
    return created


@pytest.fixture
def server(make_server: Callable[..., InventoryServer]) -> InventoryServer:
    return make_server()


@pytest.fixture
def http(server: InventoryServer) -> Iterator[httpx.Client]:
    with server.api(server.token("ana")) as client:
        yield client


def test_it_follows_creates_changes_and_deletes(server: InventoryServer, http: httpx.Client) -> None:
    there_before = add(http, "Kettle")
    with following(server) as replica:
        wait_until_equal(replica, server)
        mug, lamp = add(http, "Mug"), add(http, "Lamp")
        http.patch(f"products/{mug}/", json={"quantity": 0}).raise_for_status()
        http.delete(f"products/{there_before}/").raise_for_status()
        listed = wait_until_equal(replica, server)
    assert set(listed) == {mug, lamp}
    assert listed[mug]["is_in_stock"] is False


def test_it_resumes_after_the_server_was_killed(server: InventoryServer, http: httpx.Client) -> None:
    gone, kept = add(http, "Gone"), add(http, "Kept")
    with following(server) as replica:
        wait_until_equal(replica, server)
        epoch, seen = replica.epoch, replica.seen
        server.kill()
        server.shell(
            f"{MODELS} Product.objects.get(pk={gone}).delete(); "
            f"Product.objects.filter(pk={kept}).update(quantity=7); "
            "Product.objects.create(sku='NEW-1', name='New', category_id='home', price='1.00')"
        )
        server.start()
        listed = wait_until_equal(replica, server)
        assert (replica.epoch, replica.seen) == (epoch, seen + 3), "it has resumed, not fetched anew"
    assert sorted(row["name"] for row in listed.values()) == ["Kept", "New"]
    assert listed[kept]["quantity"] == 7


def test_it_fetches_anew_after_a_bulk_change(server: InventoryServer) -> None:
    server.shell(CREATE_700)
    with following(server) as replica:
        assert len(wait_until_equal(replica, server)) == 700
        server.shell(f"{MODELS} Product.objects.filter(sku__startswith='BULK').update(price='3.00')")
        listed = wait_until_equal(replica, server)
    assert {row["price"] for row in listed.values()} == {"3.00"}


def test_it_fetches_anew_when_the_history_begins_again(server: InventoryServer, http: httpx.Client) -> None:
    add(http, "Mug")
    with following(server) as replica:
        wait_until_equal(replica, server)
        # Changed without an event, as in a restored database.
        server.shell(
            "from django.db import connection; from api.live import log; "
            "connection.cursor().execute(\"UPDATE api_product SET name = 'Restored'\"); "
            "log.renew_epoch(log.position().epoch)"
        )
        listed = wait_until_equal(replica, server)
    assert [row["name"] for row in listed.values()] == ["Restored"]


def test_it_stops_when_the_password_is_wrong(server: InventoryServer) -> None:
    with pytest.raises(httpx.HTTPStatusError, match="401"):
        asyncio.run(Replica(server.url, "ana", "not-the-password").run())
