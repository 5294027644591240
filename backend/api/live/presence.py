"""Who is here, and who looks at or edits which product. Said by sockets, kept in memory, never written down.

Nothing here happens per event. What a socket says is forgotten SILENT_SECONDS after it said it last, or at once
when it goes. Several processes tell each other what their own sockets say: what changed, and from time to time all
of it, so that a message that was lost is made good. While the channel layer is away each shows its own sockets.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from itertools import chain
from typing import Any, Final, NamedTuple
from uuid import uuid4

from . import protocol
from .protocol import Mode
from .sockets import Outgoing, Socket

SILENT_SECONDS: Final = 25.0  # clients repeat every 10 s
GATHER_SECONDS: Final = 0.1  # what comes within it goes out as one
GATHER_FACTOR: Final = 10.0  # and this many times as long as sending took: events come first
PEOPLE_MAX: Final = (
    50  # named in a frame: with all of a thousand watchers, each change would be a thousand long frames
)
EDITORS_MAX: Final = 50
SNAPSHOT_SECONDS: Final = 10.0
UNHEARD_SECONDS: Final = 25.0  # a process that has said nothing for so long has died, or cannot be heard
RETRY_SECONDS: Final = 1.0
UNTOLD_MAX: Final = 1_000  # products noted one by one; past that the others are told everything
YIELD_EVERY: Final = 200  # sockets written before the loop may do something else

PLACE: Final = 0  # stands for the whole place where products have their ids

Person = tuple[int, str, Mode]  # user id, username, mode
Editor = tuple[int, int, str]  # product, user id, username
Message = dict[str, Any]


class Said(NamedTuple):
    product: int
    person: Person
    at: float


class Process:
    """What another process last told of its sockets."""

    def __init__(self) -> None:
        self.heard_at = 0.0
        self.people: dict[int, list[Person]] = {}  # by product


class Presence:
    """*push* sends to one socket; *now* is a clock in seconds. To be used on the event loop.

    *alone*: there are no other processes, and nothing is kept for them. *kind*: the type of what this tells the
    others. *frame* makes what the watchers of a product are sent of its people. *on_change* is called when
    someone has come, gone or begun something else, at this process or another.
    """

    def __init__(
        self,
        push: Callable[[Socket, Outgoing], None],
        now: Callable[[], float],
        *,
        alone: bool,
        kind: str = "live.presence",
        frame: Callable[[int, list[Person]], str] = protocol.presence,
        on_change: Callable[[], None] = lambda: None,
    ) -> None:
        self._alone = alone
        self._kind = kind
        self._frame = frame
        self._on_change = on_change
        self.process = uuid4().hex
        self._push = push
        self._now = now
        self._said: dict[Socket, Said] = {}  # who has been silent longest comes first
        self._watchers: dict[int, set[Socket]] = {}  # by product; no product without a watcher
        self._elsewhere: dict[str, Process] = {}
        self._shown: dict[int, str] = {}  # the frame that the watchers of a product were sent last
        self._changed: set[int] = set()
        self._newcomers: set[Socket] = set()
        self._untold: set[int] = set()
        self._something_changed = asyncio.Event()
        self._sending_took = 0.0
        self._something_untold = asyncio.Event()
        self._snapshot_at = now() + SNAPSHOT_SECONDS
        self._told_of_nobody = True  # by a snapshot: no need for another that says the same

    # --- What sockets say ------------------------------------------------------------------------------------

    def announce(self, socket: Socket, product: int | None, mode: Mode) -> None:
        """*socket* is at *product* now, and nowhere else; or, with None, nowhere."""
        before = self._said.get(socket)
        if before and before.product != product:
            self.leave(socket)
        if product is None:
            return
        user = socket.session.user
        person: Person = (user.pk, user.get_username(), mode)
        self._said.pop(socket, None)  # to the end of the order
        self._said[socket] = Said(product, person, self._now())
        if socket not in self._watchers.setdefault(product, set()):
            self._watchers[product].add(socket)
            self._newcomers.add(socket)
        elif before and before.person == person:
            return  # a repetition
        self._own_changed(product)

    def rename(self, socket: Socket) -> None:
        """The account behind *socket* has another name by now. The socket has not spoken: it stays as silent."""
        said = self._said.get(socket)
        if said:
            user_id, _, mode = said.person
            person = (user_id, socket.session.user.get_username(), mode)
            self._said[socket] = said._replace(person=person)
            self._own_changed(said.product)

    def leave(self, socket: Socket) -> None:
        """Forget what *socket* has said. Safe to call for any socket, any number of times."""
        said = self._said.pop(socket, None)
        if said is None:
            return
        self._newcomers.discard(socket)
        watchers = self._watchers[said.product]
        watchers.discard(socket)
        if not watchers:
            del self._watchers[said.product]
            self._shown.pop(said.product, None)
            self._changed.discard(said.product)
        self._own_changed(said.product)

    def sweep(self) -> None:
        """Forget sockets that have been silent, and processes that have been unheard of, for too long."""
        now = self._now()
        for socket, said in list(self._said.items()):
            if now - said.at < SILENT_SECONDS:
                break
            self.leave(socket)
        for name, process in list(self._elsewhere.items()):
            if now - process.heard_at >= UNHEARD_SECONDS:
                del self._elsewhere[name]
                self._mark(process.people)
                self._on_change()

    # --- To the sockets --------------------------------------------------------------------------------------

    async def show_changes(self) -> None:
        """Wait for a change, gather what comes with it, and send; to be called again and again."""
        await self._something_changed.wait()
        await asyncio.sleep(GATHER_SECONDS + GATHER_FACTOR * self._sending_took)
        began = self._now()
        await self.show()
        self._sending_took = self._now() - began

    async def show(self) -> None:
        """Send who is there to the watchers of what has changed, and to those who have just come."""
        self._something_changed.clear()
        changed, self._changed = self._changed, set()
        newcomers, self._newcomers = self._newcomers, set()
        for product in changed:
            watchers = self._watchers.get(product)
            if not watchers:
                continue
            frame = self._frame(product, self._people(product))
            is_news = frame != self._shown.get(product)
            self._shown[product] = frame
            outgoing = Outgoing([frame])
            for count, socket in enumerate(list(watchers) if is_news else watchers & newcomers, 1):
                self._push(socket, outgoing)
                if count % YIELD_EVERY == 0:
                    await asyncio.sleep(0)

    def _people(self, product: int) -> list[Person]:
        own = (self._said[socket].person for socket in self._watchers.get(product, ()))
        others = (p for process in self._elsewhere.values() for p in process.people.get(product, ()))
        return merged([*own, *others])

    def editors(self) -> list[Editor]:
        """Who edits which product, by product and name; EDITORS_MAX at most."""
        own = ((said.product, said.person) for said in self._said.values())
        others = (
            (product, person)
            for process in self._elsewhere.values()
            for product, people in process.people.items()
            for person in people
        )
        found = {(product, user, name) for product, (user, name, mode) in chain(own, others) if mode == "edit"}
        return sorted(found, key=lambda editor: (editor[0], editor[2].casefold(), editor[1]))[:EDITORS_MAX]

    def look_again(self) -> None:
        """The frame may have changed although the people have not."""
        self._mark(list(self._watchers))

    def _own_changed(self, product: int) -> None:
        if not self._alone:
            self._note_untold(product)
        self._mark([product])
        self._on_change()

    def _note_untold(self, product: int) -> None:
        self._untold.add(product)
        if len(self._untold) > UNTOLD_MAX:
            # A socket that wanders through many products must make neither the message nor this process grow.
            self._untold.clear()
            self.tell_all()
        self._something_untold.set()

    def _mark(self, products: Iterable[int]) -> None:
        """The people at *products* may be others now. Nobody is told of what nobody here watches."""
        watched = [product for product in products if product in self._watchers]
        if watched:
            self._changed.update(watched)
            self._something_changed.set()

    # --- To and from other processes -------------------------------------------------------------------------

    async def tell_changes(self, send: Callable[[Message], Awaitable[bool]]) -> None:
        """Wait for something to tell other processes and tell it, by *send*, which answers whether it went.

        To be called again and again.
        """
        with suppress(TimeoutError):
            async with asyncio.timeout(max(0.0, self._snapshot_at - self._now())):
                await self._something_untold.wait()
        await asyncio.sleep(GATHER_SECONDS)
        message = self.news()
        if message and not await send(message):
            self.tell_all()
            await asyncio.sleep(RETRY_SECONDS)

    def news(self) -> Message | None:
        """What there is to tell the others: everything when it is time for that, else what has changed."""
        self._something_untold.clear()
        untold, self._untold = self._untold, set()
        is_all = self._now() >= self._snapshot_at
        if is_all:
            self._snapshot_at = self._now() + SNAPSHOT_SECONDS
        is_nobody = is_all and not self._watchers
        if is_nobody and self._told_of_nobody:
            return None
        self._told_of_nobody = is_nobody
        return self._message(self._watchers if is_all else untold, is_all=is_all)

    def tell_all(self) -> None:
        """Tell the others everything next: something was not told, or one of them has just come."""
        self._snapshot_at = self._now()
        self._told_of_nobody = False
        self._something_untold.set()

    def farewell(self) -> Message | None:
        """What to tell the others when this process ends, if they know of anyone here."""
        return None if self._told_of_nobody else self._message([], is_all=True)

    def _message(self, products: Iterable[int], *, is_all: bool) -> Message:
        # Pairs: the layer's encoding knows only strings as keys.
        people = [
            [product, merged(self._said[s].person for s in self._watchers.get(product, ()))]
            for product in products
        ]
        return {"type": self._kind, "process": self.process, "is_all": is_all, "people": people}

    def hear(self, message: Message) -> None:
        """Take in what another process tells, or this one, whose own words come back."""
        sender = message["process"]
        if sender == self.process:
            return
        if sender not in self._elsewhere:
            self._elsewhere[sender] = Process()
            self.tell_all()
        process = self._elsewhere[sender]
        process.heard_at = self._now()
        if message["is_all"]:
            before, process.people = process.people, {}
            self._mark(before)
        for product, people in message["people"]:
            if people:
                process.people[product] = [(user, name, mode) for user, name, mode in people]
            else:
                process.people.pop(product, None)
        self._mark(product for product, _ in message["people"])
        self._on_change()


def merged(people: Iterable[Person]) -> list[Person]:
    """In the order of their names, a person with several screens once: one that edits counts.

    Of more than PEOPLE_MAX, those who edit come first.
    """
    by_id: dict[int, Person] = {}
    for person in people:
        if person[2] == "edit" or person[0] not in by_id:
            by_id[person[0]] = person
    ordered = sorted(by_id.values(), key=lambda person: (person[1].casefold(), person[0]))
    if len(ordered) > PEOPLE_MAX:
        first = sorted(ordered, key=lambda person: person[2] != "edit")[:PEOPLE_MAX]
        return [person for person in ordered if person in first]
    return ordered
