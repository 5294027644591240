"""Request bodies: taken whole, in memory, before a thread is; bounded one by one and all together."""

from collections import Counter
from collections.abc import Awaitable, Callable
from io import BytesIO
from typing import Any, Final

from django.conf import settings

from .door import BODY_GRACE_BYTES, body_limit
from .guests import address_of
from .lanes import content_type

# Of every body, this much is not counted: ordinary writes go on when large ones must wait.
FREE_BYTES: Final = 64 * 1024
# For the rest of all bodies together, or four of the largest where that is more.
ROOM_BYTES: Final = 64 * 1024 * 1024


class Refused(Exception):
    """To be answered with *status*; the rest of the body is not read."""

    def __init__(self, status: int, code: str, detail: str) -> None:
        super().__init__(detail)
        self.status, self.code, self.detail = status, code, detail


class Bodies:
    """All bodies that a process holds at the moment; half of the room at most for one address."""

    def __init__(self) -> None:
        self._held = 0
        self._held_by: Counter[str] = Counter()

    def take(self, body: "Body", size: int) -> None:
        most = max(ROOM_BYTES, 4 * settings.REQUEST_MAX_BYTES)
        if self._held + size > most or self._held_by[body.address] + size > most // 2:
            raise Refused(503, "busy", "Too many uploads are running. Nothing was saved; try again.")
        self._held += size
        self._held_by[body.address] += size
        body.counted += size

    def give_back(self, body: "Body") -> None:
        if not body.counted:
            return
        self._held -= body.counted
        self._held_by[body.address] -= body.counted
        if not self._held_by[body.address]:
            del self._held_by[body.address]


class Body:
    def __init__(self, bodies: Bodies, scope: dict[str, Any]) -> None:
        self._bodies = bodies
        self._scope = scope
        self.address = address_of(scope.get("client"))
        self.counted = 0
        self.size = 0

    async def read(self, receive: Callable[[], Awaitable[dict[str, Any]]]) -> BytesIO | None:
        """The whole body, or None when the client has gone. Raises Refused."""
        data = BytesIO()
        while True:
            message = await receive()
            if message["type"] == "http.disconnect":
                return None
            self.size += data.write(message.get("body", b""))
            if (excess := self.size - FREE_BYTES - self.counted) > 0:
                if self.size > body_limit(content_type(self._scope), self._scope["path"]) + BODY_GRACE_BYTES:
                    raise Refused(413, "too_large", "The body is too large.")
                self._bodies.take(self, excess)
            if not message.get("more_body", False):
                data.seek(0)
                return data
