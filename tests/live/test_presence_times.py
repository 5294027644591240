"""Presence by itself, under a clock of the test's: what is forgotten when, and what a lost message does."""

import asyncio
import json
from dataclasses import replace

import pytest
from django.contrib.auth.models import User
from test_hub import RecordedSocket

from api.live.presence import EDITORS_MAX, PEOPLE_MAX, UNTOLD_MAX, Message, Presence
from api.live.protocol import Mode
from api.live.sockets import Outgoing, Socket

Told = list[tuple[str, str]]


class Clock:
    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds

    def pass_(self, seconds: float) -> None:
        self.seconds += seconds


class Side:
    """The presence of one process, and what its sockets were sent."""

    def __init__(self, clock: Clock, *, alone: bool = False) -> None:
        self.presence = Presence(self._push, clock, alone=alone)
        self.sent: list[tuple[Socket, Told]] = []

    def _push(self, socket: Socket, outgoing: Outgoing) -> None:
        [text] = outgoing.frames
        people = json.loads(text)["people"]
        self.sent.append((socket, [(person["username"], person["mode"]) for person in people]))

    async def shown_to(self, socket: Socket) -> list[Told]:
        """What *socket* is sent when presence next sends."""
        self.sent.clear()
        await self.presence.show()
        return [told for receiver, told in self.sent if receiver is socket]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def here(clock: Clock) -> Side:
    return Side(clock)


@pytest.fixture
def there(clock: Clock) -> Side:
    return Side(clock)


def at(side: Side, name: str, mode: Mode = "view", *, user_id: int | None = None) -> RecordedSocket:
    """A socket of *name* that has said that it is at product 1."""
    socket = RecordedSocket(User(pk=user_id or sum(name.encode()), username=name))
    side.presence.announce(socket, 1, mode)
    return socket


def tell(sender: Side, receiver: Side) -> Message | None:
    message = sender.presence.news()
    if message:
        receiver.presence.hear(json.loads(json.dumps(message)))
    return message


async def test_who_is_silent_is_forgotten_after_25_seconds(here: Side, clock: Clock) -> None:
    ana, bea = at(here, "ana"), at(here, "bea", "edit")
    assert await here.shown_to(ana) == [[("ana", "view"), ("bea", "edit")]]
    clock.pass_(24)
    here.presence.announce(ana, 1, "view")
    here.presence.sweep()
    assert await here.shown_to(ana) == []
    clock.pass_(1)
    here.presence.sweep()
    assert await here.shown_to(ana) == [[("ana", "view")]]
    # Who speaks again is there again, and is told who else is.
    here.presence.announce(bea, 1, "edit")
    assert await here.shown_to(bea) == [[("ana", "view"), ("bea", "edit")]]


async def test_a_process_that_is_not_heard_of_is_forgotten_after_25_seconds(
    here: Side, there: Side, clock: Clock
) -> None:
    ana = at(here, "ana")
    at(there, "bea")
    tell(there, here)
    assert await here.shown_to(ana) == [[("ana", "view"), ("bea", "view")]]
    clock.pass_(24)
    here.presence.announce(ana, 1, "view")
    here.presence.sweep()
    assert await here.shown_to(ana) == []
    clock.pass_(1)
    here.presence.sweep()
    assert await here.shown_to(ana) == [[("ana", "view")]]


async def test_a_message_that_was_lost_is_made_good_by_the_next_snapshot(
    here: Side, there: Side, clock: Clock
) -> None:
    ana, bea = at(here, "ana"), at(there, "bea")
    tell(there, here)
    await here.shown_to(ana)
    there.presence.leave(bea)
    there.presence.news()  # lost
    assert await here.shown_to(ana) == []
    clock.pass_(10)
    message = tell(there, here)
    assert message
    assert message["is_all"]
    assert await here.shown_to(ana) == [[("ana", "view")]]
    # Nobody is there, and the others know: nothing more to say.
    clock.pass_(10)
    assert tell(there, here) is None
    assert there.presence.farewell() is None


async def test_who_has_just_come_is_told_of_everybody(here: Side, there: Side, clock: Clock) -> None:
    at(here, "ana", "edit")
    here.presence.news()  # before the other process began
    bea = at(there, "bea")
    tell(there, here)
    message = tell(here, there)
    assert message
    assert message["is_all"]
    assert await there.shown_to(bea) == [[("ana", "edit"), ("bea", "view")]]


async def test_a_process_does_not_take_its_own_words_for_another_s(here: Side, clock: Clock) -> None:
    ana = at(here, "ana")
    tell(here, here)
    here.presence.leave(ana)
    bea = at(here, "bea")
    assert await here.shown_to(bea) == [[("bea", "view")]]


async def test_a_person_at_two_processes_is_one(here: Side, there: Side) -> None:
    ana = at(here, "ana", "view")
    at(there, "ana", "edit")
    tell(there, here)
    assert await here.shown_to(ana) == [[("ana", "edit")]]


async def test_another_name_is_shown_by_both_processes_to_all_and_the_socket_stays_as_silent(
    here: Side, there: Side, clock: Clock
) -> None:
    ana, bea = at(here, "ana"), at(there, "bea", "edit")
    tell(there, here)
    assert await here.shown_to(ana) == [[("ana", "view"), ("bea", "edit")]]
    clock.pass_(24)
    here.presence.announce(ana, 1, "view")

    bea.session = replace(bea.session, user=User(pk=bea.user, username="beatrix"))
    there.presence.rename(bea)
    tell(there, here)
    assert await here.shown_to(ana) == [[("ana", "view"), ("beatrix", "edit")]]
    assert await there.shown_to(bea) == [[("beatrix", "edit")]]
    clock.pass_(1)
    there.presence.sweep()
    tell(there, here)
    assert await here.shown_to(ana) == [[("ana", "view")]]


async def test_what_could_not_be_told_is_told_with_all_the_rest(
    here: Side, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.live.presence.RETRY_SECONDS", 0.0)
    monkeypatch.setattr("api.live.presence.GATHER_SECONDS", 0.0)
    told: list[Message] = []

    async def send(message: Message) -> bool:
        told.append(message)
        return len(told) > 1

    at(here, "ana")
    async with asyncio.timeout(5):
        await here.presence.tell_changes(send)
        await here.presence.tell_changes(send)
    assert [message["is_all"] for message in told] == [False, True]
    assert told[0]["people"] == told[1]["people"]


@pytest.mark.parametrize("alone", [True, False])
async def test_a_socket_that_wanders_through_many_products_leaves_nothing_behind(
    clock: Clock, there: Side, alone: bool
) -> None:
    side = Side(clock, alone=alone)
    ana, bea = at(side, "ana"), at(side, "bea")
    for product in range(2, 10 * UNTOLD_MAX):
        side.presence.announce(ana, product, "view")

    kept = {name: len(what) for name, what in vars(side.presence).items() if hasattr(what, "__len__")}
    assert max(kept[name] for name in ("_said", "_watchers", "_shown", "_changed", "_newcomers")) <= 2
    assert kept["_untold"] <= (0 if alone else UNTOLD_MAX)
    if not alone:
        message = tell(side, there)
        assert message
        assert len(message["people"]) <= UNTOLD_MAX
        # Nothing was forgotten: who stayed is seen where the message went.
        kim = at(there, "kim")
        assert await there.shown_to(kim) == [[("bea", "view"), ("kim", "view")]]
    side.presence.leave(ana)
    side.presence.leave(bea)


async def test_of_a_crowd_some_are_named_and_first_of_all_those_who_edit(here: Side) -> None:
    crowd = [at(here, f"p{number:03}", user_id=number) for number in range(1, PEOPLE_MAX + 11)]
    at(here, "zoe", "edit")
    [told] = await here.shown_to(crowd[0])
    assert len(told) == PEOPLE_MAX
    assert told[0] == ("p001", "view")
    assert told[-1] == ("zoe", "edit")


async def test_editors_of_both_processes_are_named_once_and_not_without_end(here: Side, there: Side) -> None:
    at(here, "ana", "edit")
    at(here, "ana", "edit")  # another screen of hers
    at(there, "bea", "edit")
    at(there, "cy")
    tell(there, here)
    assert [(product, name) for product, _, name in here.presence.editors()] == [(1, "ana"), (1, "bea")]

    for number in range(EDITORS_MAX + 10):
        at(here, f"p{number:03}", "edit", user_id=number + 1)
    assert len(here.presence.editors()) == EDITORS_MAX
