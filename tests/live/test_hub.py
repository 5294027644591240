"""The hub by itself, on a real database: what one bad socket, a failing database or a bug in upkeep may not do."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from django.contrib.auth.models import User
from django.db import InterfaceError, OperationalError

from api.live import log
from api.live.follower import Follower
from api.live.hub import Hub
from api.live.protocol import Close
from api.live.replays import REPLAYS_AT_ONCE
from api.live.sessions import Session
from api.live.sockets import AsgiSocket, Outgoing
from api.models import Product
from servers import wait_until

pytestmark = pytest.mark.django_db(transaction=True)

FAR = 4_000_000_000  # no test lasts until this token expires


class RecordedSocket(AsgiSocket):
    """Keeps the texts that it was to send, and waits at a gate that a test may shut."""

    def __init__(self, user: User, *, expires: int = FAR) -> None:
        super().__init__(Session(user=user, expires=expires), batches=False, send=self._record)
        self.texts: list[str] = []
        self.closed_with: int | None = None
        self.gate = asyncio.Event()
        self.gate.set()

    async def _record(self, message: dict[str, Any]) -> None:
        if message["type"] == "websocket.close":
            self.closed_with = message["code"]
            return
        await self.gate.wait()
        self.texts.append(message["text"])


class BrokenSocket(RecordedSocket):
    def push(self, outgoing: Outgoing) -> bool:
        if self.sent:
            raise OSError("the transport is in a state nobody has thought of")
        return super().push(outgoing)


@pytest.fixture
async def hub() -> AsyncIterator[Hub]:
    made = Hub()
    await made.start()
    yield made
    await made.stop()


async def until(condition: Callable[[], Any], what: str) -> None:
    await sync_to_async(wait_until, thread_sensitive=False)(condition, what=what)


@sync_to_async
def new_products(count: int, prefix: str = "P") -> None:
    Product.objects.bulk_create(
        Product(sku=f"{prefix}{n}", name="Mug", category_id="home", price=1) for n in range(count)
    )


async def test_a_socket_that_cannot_be_written_to_keeps_nothing_from_the_others(hub: Hub, ana: User) -> None:
    await new_products(1, "first")
    await until(lambda: hub.head == 1, "the first event")
    sockets = [RecordedSocket(ana), BrokenSocket(ana), RecordedSocket(ana)]
    for socket in sockets:
        hub.join(socket)

    await new_products(2)

    await until(lambda: all(len(s.texts) == 3 for s in (sockets[0], sockets[2])), "both events")
    assert sockets[1] not in hub.sockets
    await until(lambda: sockets[1].closed_with == Close.RESTARTING, "the broken one to be closed")


async def test_a_socket_that_does_not_drain_is_closed_at_its_limit(hub: Hub, ana: User) -> None:
    slow, quick = RecordedSocket(ana), RecordedSocket(ana)
    for socket in (slow, quick):
        hub.join(socket)
    slow.gate.clear()

    await new_products(400)
    await until(lambda: len(quick.texts) == 401, "the events")
    assert slow.closed_with is None
    await new_products(1, "last")

    await until(lambda: slow.closed_with == Close.TOO_SLOW, "the slow one to be closed")
    assert hub.figures.slow_closes == 1
    assert len(quick.texts) == 402


async def test_a_socket_that_takes_nothing_is_closed_after_a_while(
    hub: Hub, ana: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.live.sockets.STUCK_SECONDS", 0.5)
    stuck = RecordedSocket(ana)
    hub.join(stuck)
    stuck.gate.clear()
    await new_products(1)
    await until(lambda: stuck.closed_with == Close.TOO_SLOW, "the stuck one to be closed")


async def test_upkeep_goes_on_after_an_error(hub: Hub, ana: User) -> None:
    failed: list[bool] = []

    def fail_at_first(_: float) -> bool:
        if not failed:
            failed.append(True)
            raise RuntimeError("a bug")
        return False

    faulty = RecordedSocket(ana)
    faulty.is_stuck = fail_at_first  # type: ignore[method-assign]
    hub.join(faulty)
    await until(lambda: failed, "the sweep to fail")

    expired = RecordedSocket(ana, expires=1)
    hub.join(expired)
    await until(lambda: expired.closed_with == Close.UNAUTHENTICATED, "the next sweep")


async def test_following_goes_on_after_an_error(hub: Hub, ana: User, monkeypatch: pytest.MonkeyPatch) -> None:
    socket = RecordedSocket(ana)
    hub.join(socket)
    failures = iter([OperationalError("away"), OperationalError("still away"), RuntimeError("a bug")])
    read = log.read_after

    def fail_at_first(*args: Any) -> Any:
        for error in failures:
            raise error
        return read(*args)

    monkeypatch.setattr(log, "read_after", fail_at_first)
    await new_products(1)
    await until(lambda: len(socket.texts) == 2, "the event")
    assert hub.figures.database_ok


async def test_it_starts_when_the_database_comes(ana: User, monkeypatch: pytest.MonkeyPatch) -> None:
    failures = iter([OperationalError("away")] * 2)
    read = log.read_after

    def fail_at_first(*args: Any) -> Any:
        for error in failures:
            raise error
        return read(*args)

    monkeypatch.setattr(log, "read_after", fail_at_first)
    hub = Hub()
    await asyncio.gather(hub.start(), hub.start())
    assert hub.epoch
    await hub.stop()


async def test_it_stops_while_it_is_starting(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any) -> Any:
        raise OperationalError("away")

    monkeypatch.setattr(log, "read_after", fail)
    hub = Hub()
    starting = asyncio.ensure_future(hub.start())
    await until(lambda: not hub.figures.database_ok, "the first try")
    await hub.stop()
    with pytest.raises(asyncio.CancelledError):
        await starting


@pytest.mark.parametrize("failure", [InterfaceError, OperationalError, RuntimeError])
async def test_pruning_goes_on_after_an_error(
    monkeypatch: pytest.MonkeyPatch, transactional_db: None, failure: type[Exception]
) -> None:
    rounds: list[int] = []

    def prune() -> None:
        rounds.append(1)
        if len(rounds) < 4:  # a database thread tries twice by itself
            raise failure("the connection is already closed")

    monkeypatch.setattr("api.live.hub._chores", [(0.01, prune)])
    hub = Hub()
    await hub.start()
    try:
        await until(lambda: len(rounds) > 5, "another round")
    finally:
        await hub.stop()


async def test_the_end_of_a_part_of_the_feed_is_told(
    monkeypatch: pytest.MonkeyPatch, transactional_db: None, caplog: pytest.LogCaptureFixture
) -> None:
    async def end(follower: Follower) -> None:
        raise LookupError("nobody expects this")

    monkeypatch.setattr(Follower, "follow", end)
    hub = Hub()
    await hub.start()
    await until(lambda: "A part of the live feed has ended" in caplog.text, "the line in the log")
    await hub.stop()
    assert caplog.text.count("has ended") == 1  # stopping the others is no news
    assert "nobody expects this" in caplog.text


async def test_a_reset_of_everybody_voids_a_replay_that_is_under_way(hub: Hub, ana: User) -> None:
    await new_products(300)
    await until(lambda: hub.head == 300, "the events")
    socket = RecordedSocket(ana)
    hub.join(socket)
    socket.gate.clear()
    resuming = asyncio.create_task(hub.resume(socket, hub.epoch, 0))
    await until(lambda: socket.sent == 200, "the first chunk")

    old = hub.epoch
    await sync_to_async(log.renew_epoch)(old)
    await until(lambda: hub.epoch != old, "the new epoch")
    socket.gate.set()
    await resuming
    await until(lambda: '"reset"' in socket.texts[-1], "the reset")

    assert socket.replay is None
    assert not any('"resumed"' in text for text in socket.texts)
    await new_products(1, "after")
    await until(lambda: '"after0"' in socket.texts[-1], "an event after the reset")


async def test_a_reset_during_a_replay_s_read_puts_the_socket_back_among_the_live_ones(
    ana: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.live.tail.ENTRIES_KEPT", 10)  # the rest of a replay must come from the database
    hub = Hub()
    await hub.start()
    await new_products(30)
    await until(lambda: hub.head == 30, "the events")
    socket = RecordedSocket(ana)
    hub.join(socket)
    old = hub.epoch
    async with AsyncExitStack() as all_places:
        for _ in range(REPLAYS_AT_ONCE):
            await all_places.enter_async_context(hub._replays._places)
        resuming = asyncio.create_task(hub.resume(socket, old, 0))
        await asyncio.wait([resuming], timeout=0)  # it runs as far as the queue for a place
        assert socket.replay is not None

        await sync_to_async(log.renew_epoch)(old)
        await until(lambda: hub.epoch != old, "the new epoch")
        await new_products(1, "meanwhile")
        await until(lambda: hub.head == 31, "an event while the replay still waits")
    await resuming

    await new_products(1, "after")
    await until(lambda: hub.head == 32, "an event after it has ended")
    told = [json.loads(text) for text in socket.texts]
    assert [frame["type"] for frame in told] == ["connection_established", "reset", "event", "event"]
    assert [frame["seq"] for frame in told[1:]] == [30, 31, 32]
    await hub.stop()


@pytest.mark.parametrize(("stands_at", "seqs", "closed_with"), [(2, [3, 4], None), (-9, [], Close.RESTARTING)])
async def test_a_live_socket_that_is_behind_is_served_or_closed_but_not_passed_by(
    hub: Hub, ana: User, stands_at: int, seqs: list[int], closed_with: Close | None
) -> None:
    await new_products(3)
    await until(lambda: hub.head == 3, "the events")
    socket = RecordedSocket(ana)
    hub.join(socket)
    socket.sent = stands_at  # by some mistake; -9: from before the tail begins

    await new_products(1, "next")
    await until(lambda: hub.head == 4, "the event")

    assert [json.loads(text)["seq"] for text in socket.texts[1:]] == seqs
    await until(lambda: socket.closed_with == closed_with, "the end of it")


async def test_a_hint_that_was_left_out_because_another_was_under_way_is_not_missed(
    ana: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.live.follower.POLL_SECONDS", 3600.0)  # nothing but hints
    hub = Hub()
    await hub.start()
    await new_products(1, "first")
    await until(lambda: hub.head == 1, "the first event")

    hub.tell({"type": "live.wake", "seq": 1})  # on its way to the loop, and old
    with ThreadPoolExecutor(1) as thread:  # the loop stands still while somebody commits
        thread.submit(new_products.func, 1, "second").result(10)
    await until(lambda: hub.head == 2, "the second event")
    await hub.stop()


async def test_an_old_hub_that_stops_does_not_silence_a_newer_one(hub: Hub, ana: User) -> None:
    newer = Hub()
    await newer.start()
    await hub.stop()
    told: list[dict[str, Any]] = []
    newer._heard = told.append  # type: ignore[method-assign]
    await new_products(1)
    await until(lambda: told, "a hint")
    await newer.stop()
