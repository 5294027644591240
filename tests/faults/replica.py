"""A client's copy of all products, kept by the rules of docs/protocol.md. Pure: frames in, wishes out."""

from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Literal, NamedTuple

Row = dict[str, Any]
Wish = Literal["resume", "fetch"]


class Ledger:
    """Which event was seen under which number, by whichever replica came first: the others must see the same."""

    def __init__(self) -> None:
        self.events: dict[tuple[str, int], Row] = {}

    def witness(self, epoch: str, event: Row) -> Row:
        """Returns the event as it was first seen, so that many replicas share one copy of its row."""
        first = self.events.setdefault((epoch, event["seq"]), event)
        if first is not event:
            assert _content(first) == _content(event), f"two events under {event['seq']}: {first} and {event}"
        return first

    def check(self) -> None:
        """The order of numbers is that in which each product changed; nothing follows its end."""
        versions: dict[tuple[str, int], int] = {}
        for (epoch, seq), event in sorted(self.events.items()):
            if event.get("type") == "bulk":
                continue
            product, version = (epoch, event["data"]["id"]), event["data"]["version"]
            if moved := event["movement"]:
                assert moved["balance_after"] == event["data"]["quantity"], f"event {seq} moves elsewhere"
            before = versions.get(product, 0)
            if event["action"] == "delete":
                assert version >= before, f"event {seq} deletes version {version} after version {before}"
                versions[product] = 2**62
            else:
                assert version > before, f"event {seq} brings version {version} after version {before}"
                versions[product] = version

    def backward_steps(self) -> int:
        """How often `at` is earlier than in the event before."""
        times = [event["at"] for _, event in sorted(self.events.items()) if "at" in event]
        return sum(later < earlier for earlier, later in pairwise(times))


def _content(event: Row) -> tuple[Any, ...]:
    return tuple(
        event.get(name) for name in ("prev", "action", "data", "movement", "alert", "actor", "at", "count")
    )


class Fetched(NamedTuple):
    """All products, as REST gave them; *seq* is the position of the first page."""

    epoch: str
    seq: int
    rows: dict[int, Row]


@dataclass
class Replica:
    ledger: Ledger
    epoch: str = ""
    seen: int = 0
    rows: dict[int, Row] = field(default_factory=dict)
    resuming: bool = False
    # The socket has said that it stands where the replica stands: from here on it may skip or repeat nothing.
    live: bool = False
    applied: int = 0
    resets: int = 0
    # What the server did that it promises not to do, although a client gets over it.
    complaints: list[str] = field(default_factory=list)
    _last_applied: int = 0
    _graves: set[int] = field(default_factory=set)
    # Changes since the fetch that is under way was asked for: they are applied again to what it brings.
    _since_fetch: list[Row] | None = None
    _fetch_from: int = 0

    def begin(self, epoch: str, seq: int) -> None:
        """A first greeting, or a reset: what was known counts no more; a fetch must follow."""
        self.epoch, self.seen, self._last_applied = epoch, seq, seq
        self.resuming, self.live = False, True
        self._graves.clear()

    def resume_begins(self) -> None:
        self.resuming, self.live = True, False

    def take(self, frame: Row) -> Wish | None:
        """Let a frame in. Returns what the client must do about it."""
        match frame["type"]:
            case "event" | "bulk":
                return self._event(frame)
            case "events":
                wishes = [self._event(item) for item in frame["items"]]
                return "resume" if "resume" in wishes else None
            case "resumed":
                return self._resumed(frame)
            case "reset":
                self._reset(frame)
                return "fetch"
            case "pong" if frame["seq"] > self.seen and not self.resuming:
                if self.live:
                    self.complaints.append(f"pong at {frame['seq']}, and nothing came after {self.seen}")
                return "resume"
        return None

    def _reset(self, frame: Row) -> None:
        # An unasked reset may cross a resume on its way: whose answer this is, nobody can tell.
        crossed = self.resuming
        self.resets += 1
        self.begin(frame["epoch"], frame["seq"])
        self.live = not crossed

    def _resumed(self, frame: Row) -> Wish | None:
        self.resuming, self.live = False, True
        if frame["to"] <= self.seen:
            return None
        self.complaints.append(f"resumed to {frame['to']} with {self.seen} seen")
        return "resume"

    def _event(self, event: Row) -> Wish | None:
        if self.live and event["prev"] != self.seen:
            self.complaints.append(f"a live socket brought {event['seq']} after {event['prev']} to {self.seen}")
        if event["seq"] <= self.seen:
            return None
        if event["prev"] != self.seen:
            return None if self.resuming else "resume"
        assert event["seq"] > self._last_applied, f"{event['seq']} was applied after {self._last_applied}"
        self.seen = self._last_applied = event["seq"]
        self.applied += 1
        event = self.ledger.witness(self.epoch, event)
        if event.get("type") == "bulk":
            return "fetch"
        self._apply(self.rows, event)
        if self._since_fetch is not None:
            self._since_fetch.append(event)
        return None

    def _apply(self, rows: dict[int, Row], event: Row) -> None:
        row = event["data"]
        if event["action"] == "delete":
            rows.pop(row["id"], None)
            self._graves.add(row["id"])
        elif row["id"] not in self._graves:
            known = rows.get(row["id"])
            if known is None or row["version"] > known["version"]:
                rows[row["id"]] = row

    def fetch_begins(self) -> None:
        self._since_fetch, self._fetch_from = [], self.seen

    def fetched(self, found: Fetched) -> None:
        """Take in products that were read after `fetch_begins`."""
        if found.epoch == self.epoch and found.seq < self._fetch_from:
            self.complaints.append(f"REST stood at {found.seq} when the feed was at {self._fetch_from}")
        fresh = {pk: row for pk, row in found.rows.items() if pk not in self._graves}
        for event in self._since_fetch or []:
            self._apply(fresh, event)
        self.rows, self._since_fetch = fresh, None
