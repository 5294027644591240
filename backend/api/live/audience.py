"""Who listens: the sockets of this process, how they are written to, and when one must go."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from typing import Any, Final, Protocol

from .figures import Figures
from .protocol import Close
from .sessions import still_valid
from .sockets import Outgoing, Socket

logger = logging.getLogger(__name__)

USER_CHECK_SECONDS: Final = 10.0


class Run(Protocol):
    """Does blocking work on a thread with a database connection: DatabaseThreads.run."""

    def __call__(self, work: Callable[..., Any], *args: Any) -> Awaitable[Any]: ...


class Audience:
    """*gone* is called with every socket that leaves or is sent away; for one socket perhaps more than once."""

    def __init__(self, figures: Figures, run: Run, gone: Callable[[Socket], None]) -> None:
        self.sockets: set[Socket] = set()
        self._figures = figures
        self._run = run
        self._gone = gone
        self._suspects: set[int] = set()
        self._suspected = asyncio.Event()
        self._check_all_at = asyncio.get_running_loop().time() + USER_CHECK_SECONDS

    def leave(self, socket: Socket) -> None:
        self.sockets.discard(socket)
        self._gone(socket)

    def push(self, socket: Socket, outgoing: Outgoing) -> None:
        """Without waiting. A socket that is too far behind, or cannot be written to, is closed."""
        self._figures.frames += len(outgoing.frames)
        try:
            if not socket.push(outgoing) and not socket.closing:
                self._close_slow(socket)
        except Exception:  # one socket must not keep an event from the others
            logger.exception("A live socket could not be written to.")
            self.drop(socket, Close.RESTARTING, "try again")

    def drop(self, socket: Socket, code: Close, reason: str) -> None:
        self.leave(socket)
        socket.close(code, reason)

    def sweep(self, now: float) -> None:
        """Close sockets whose token has expired or whose peer has stopped reading. *now*: the loop's time."""
        wall = time.time()
        for socket in list(self.sockets):
            if socket.session.expires <= wall:
                self.drop(socket, Close.UNAUTHENTICATED, "token expired")
            elif socket.is_stuck(now):
                self._close_slow(socket)

    def suspect(self, user_id: int) -> None:
        """The account is said to have changed."""
        self._suspects.add(user_id)
        self._suspected.set()

    async def check_accounts(self) -> None:
        """Wait, and check the accounts under suspicion; all of them from time to time, as a hint may be lost."""
        try:
            async with asyncio.timeout_at(self._check_all_at):
                await self._suspected.wait()
        except TimeoutError:
            self._check_all_at = asyncio.get_running_loop().time() + USER_CHECK_SECONDS
            await self._check(list(self.sockets))
        else:
            self._suspected.clear()
            suspects, self._suspects = self._suspects, set()
            await self._check([s for s in self.sockets if s.session.user.pk in suspects])

    async def _check(self, sockets: list[Socket]) -> None:
        """Close those of accounts that are gone, inactive, or have another password by now."""
        if not sockets:
            return
        passwords = await self._run(still_valid, list({s.session.user.pk for s in sockets}))
        for socket in sockets:
            if passwords.get(socket.session.user.pk) != socket.session.password and socket in self.sockets:
                self.drop(socket, Close.UNAUTHENTICATED, "account changed")

    def _close_slow(self, socket: Socket) -> None:
        self._figures.slow_closes += 1
        self.drop(socket, Close.TOO_SLOW, "too slow")
