"""The words of the live feed: frames, close codes, what a client may say. docs/protocol.md is the long form."""

from collections.abc import Iterable
from enum import IntEnum
from typing import Any, Final, Literal, NamedTuple

import orjson

from ..accounts.roles import Standing

SUBPROTOCOL: Final = "inventory.v1"
BEARER_PREFIX: Final = "bearer."
HEARTBEAT_SECONDS: Final = 25
MAX_CLIENT_FRAME: Final = 16 * 1024
MAX_NUMBER: Final = 2**53 - 1  # the largest that JavaScript counts to
# An `events` frame is closed when it has reached this many characters: many libraries refuse frames of 1 MiB.
BATCH_CHARACTERS: Final = 128 * 1024


class Close(IntEnum):
    RESTARTING = 1012
    FULL = 1013
    BAD_FRAME = 4400
    UNAUTHENTICATED = 4401
    FORBIDDEN = 4403
    TOO_SLOW = 4429
    TOO_MUCH = 4429  # one code for both: the client comes back later


ResetReason = Literal["epoch", "floor", "too_far"]
Mode = Literal["view", "edit"]


class BadFrame(Exception):
    """What the client sent is not a frame of this protocol."""


class Resume(NamedTuple):
    epoch: str
    seq: int


class Ping(NamedTuple):
    pass


class Authenticate(NamedTuple):
    token: str


class Announce(NamedTuple):
    """The person behind this socket is at this product; at none, with None."""

    product: int | None
    mode: Mode


class Here(NamedTuple):
    """The person looks at a screen of the place, and wants to know who else does."""


ClientFrame = Resume | Ping | Authenticate | Announce | Here


def parse_client_frame(text: str | None) -> ClientFrame:
    """Read one frame of a client. Raises BadFrame with a sentence that says what is wrong."""
    if text is None:
        raise BadFrame("Frames are text, not binary.")
    if len(text) > MAX_CLIENT_FRAME:
        raise BadFrame(f"A frame holds at most {MAX_CLIENT_FRAME} characters.")
    try:
        frame = orjson.loads(text)
    except orjson.JSONDecodeError:
        raise BadFrame("The frame is not JSON.") from None
    match frame:
        case {"type": "ping"}:
            return Ping()
        case {"type": "resume", "epoch": str(epoch), "seq": int(seq)} if not isinstance(seq, bool) and seq >= 0:
            return Resume(epoch, seq)
        case {"type": "resume"}:
            raise BadFrame("resume takes epoch (a string) and seq (a whole number from 0).")
        case {"type": "auth", "token": str(token)}:
            return Authenticate(token)
        case {"type": "auth"}:
            raise BadFrame("auth takes token (a string).")
        case {"type": "here"}:
            return Here()
        case {"type": "presence", "product": None}:
            return Announce(None, "view")
        case {"type": "presence", "product": int(product), "mode": "view" | "edit" as mode} if is_id(product):
            return Announce(product, mode)
        case {"type": "presence"}:
            raise BadFrame('presence takes product (an id, or null) and mode ("view" or "edit").')
        case {"type": kind}:
            raise BadFrame(f"There is no frame of type {str(kind)[:40]!r}.")
    raise BadFrame("A frame is a JSON object with a type.")


def is_id(number: int) -> bool:
    return not isinstance(number, bool) and 0 < number <= MAX_NUMBER


class Entry(NamedTuple):
    """One event of the log, encoded once: `item` stands inside an `events` frame, `frame` on its own."""

    seq: int
    is_bulk: bool
    item: str
    frame: str


def encode_entry(
    seq: int, action: str, data: str, movement: str, alert: str, actor: str | None, at: str, *, via: str = ""
) -> Entry:
    """Encode a log row. *data* is the product's row as JSON text, or the count of a bulk event.

    *movement* is JSON text too; it, *alert* and *via* may be empty.
    """
    if action == "bulk":
        frame = f'{{"type":"bulk","seq":{seq},"prev":{seq - 1},"count":{data}}}'
        return Entry(seq, True, "", frame)
    who = orjson.dumps(actor).decode()
    notice = f'"{alert}"' if alert else "null"
    token = orjson.dumps(via or None).decode()
    body = (
        f'"seq":{seq},"prev":{seq - 1},"action":"{action}","data":{data},'
        f'"movement":{movement or "null"},"alert":{notice},"actor":{who},"at":"{at}",'
        f'"via":{token}}}'
    )
    return Entry(seq, False, "{" + body, '{"type":"event",' + body)


def frames_for(entries: list[Entry], *, batches: bool) -> list[str]:
    """The frames that carry *entries* (consecutive, oldest first), as `events` batches where those are spoken."""
    if not batches:
        return [entry.frame for entry in entries]
    frames: list[str] = []
    run: list[Entry] = []
    size = 0
    for entry in entries:
        if entry.is_bulk or size >= BATCH_CHARACTERS:
            frames += _batch(run)
            run, size = [], 0
        if entry.is_bulk:
            frames.append(entry.frame)
        else:
            run.append(entry)
            size += len(entry.item)
    return frames + _batch(run)


def _batch(run: list[Entry]) -> list[str]:
    if len(run) < 2:
        return [entry.frame for entry in run]
    items = ",".join(entry.item for entry in run)
    return [f'{{"type":"events","prev":{run[0].seq - 1},"seq":{run[-1].seq},"items":[{items}]}}']


def established(*, epoch: str, seq: int, floor: int, token_expires: int, user: Any, standing: Standing) -> str:
    return _dump(
        {
            "type": "connection_established",
            "message": "Connected to the live product feed.",
            "epoch": epoch,
            "seq": seq,
            "floor": floor,
            "heartbeat": HEARTBEAT_SECONDS,
            "token_expires": token_expires,
            "user": {
                "id": user.pk,
                "username": user.get_username(),
                "role": standing.role,
                "rights": standing.listed,
            },
        }
    )


def resumed(start: int, end: int) -> str:
    return _dump({"type": "resumed", "from": start, "to": end})


def reset(reason: ResetReason, *, epoch: str, seq: int) -> str:
    return _dump({"type": "reset", "reason": reason, "epoch": epoch, "seq": seq})


def pong(seq: int) -> str:
    return f'{{"type":"pong","seq":{seq}}}'


def auth_ok(token_expires: int) -> str:
    return f'{{"type":"auth_ok","token_expires":{token_expires}}}'


def rights(standing: Standing) -> str:
    return _dump({"type": "rights", "role": standing.role, "rights": standing.listed})


def changed(what: str) -> str:
    return _dump({"type": "changed", "what": what})


def presence(product: int, people: Iterable[tuple[int, str, Mode]]) -> str:
    who = [{"id": user, "username": username, "mode": mode} for user, username, mode in people]
    return _dump({"type": "presence", "product": product, "people": who})


def here(people: Iterable[tuple[int, str, Mode]], editors: Iterable[tuple[int, int, str]]) -> str:
    who = [{"id": user, "username": username} for user, username, _ in people]
    editing = [{"product": product, "id": user, "username": username} for product, user, username in editors]
    return _dump({"type": "here", "people": who, "editing": editing})


def error(code: str, detail: str) -> str:
    return _dump({"type": "error", "code": code, "detail": detail})


def _dump(frame: dict[str, Any]) -> str:
    return orjson.dumps(frame).decode()
