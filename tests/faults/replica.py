"""A client's copy of all products, kept by the rules of docs/protocol.md. Pure: frames in, wishes out."""

from dataclasses import dataclass, field
from typing import Any, Literal

Row = dict[str, Any]
Wish = Literal["resume", "fetch"]


@dataclass
class Replica:
    epoch: str = ""
    seen: int = 0
    rows: dict[int, Row] = field(default_factory=dict)
    resuming: bool = False
    # What was applied, in this order; for the check that nothing came twice or early.
    applied: list[tuple[str, int]] = field(default_factory=list)
    resets: int = 0
    _graves: dict[int, int] = field(default_factory=dict)
    # Changes since the fetch that is under way began: they are applied again to what it brings.
    _since_fetch: list[Row] | None = None

    def begin(self, epoch: str, seq: int) -> None:
        """A first greeting, or a reset: what was known counts no more; a fetch must follow."""
        self.epoch, self.seen, self.resuming = epoch, seq, False
        self._graves.clear()
        if self._since_fetch is not None:
            self._since_fetch = []

    def take(self, frame: Row) -> Wish | None:
        """Let a frame in. Returns what the client must do about it."""
        match frame["type"]:
            case "event" | "bulk":
                return self._event(frame)
            case "events":
                wishes = [self._event(item) for item in frame["items"]]
                return "resume" if "resume" in wishes else None
            case "resumed":
                assert frame["to"] == self.seen, f"resumed to {frame['to']} with {self.seen} seen"
                self.resuming = False
            case "reset":
                self.resets += 1
                self.begin(frame["epoch"], frame["seq"])
                return "fetch"
            case "pong" if frame["seq"] > self.seen and not self.resuming:
                return "resume"
        return None

    def _event(self, event: Row) -> Wish | None:
        if event["seq"] <= self.seen:
            return None
        if event["prev"] != self.seen:
            return None if self.resuming else "resume"
        self.seen = event["seq"]
        self.applied.append((self.epoch, self.seen))
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
            self._graves[row["id"]] = row["version"]
        elif row["id"] not in self._graves:
            known = rows.get(row["id"])
            if known is None or row["version"] > known["version"]:
                rows[row["id"]] = row

    def fetch_begins(self) -> None:
        self._since_fetch = []

    def fetched(self, rows: list[Row]) -> None:
        """All products, read after `fetch_begins`."""
        fresh = {row["id"]: row for row in rows if row["id"] not in self._graves}
        for event in self._since_fetch or []:
            self._apply(fresh, event)
        self.rows, self._since_fetch = fresh, None

    def check_order(self) -> None:
        """Every event once, and within an epoch in the order of numbers."""
        assert len(set(self.applied)) == len(self.applied), "an event was applied twice"
        for (epoch, seq), (next_epoch, next_seq) in zip(self.applied, self.applied[1:], strict=False):
            assert epoch != next_epoch or next_seq > seq, f"{next_seq} was applied after {seq}"
