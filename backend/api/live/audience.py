"""Who listens: the sockets of this process, how they are written to, and when one must go."""

import asyncio
import logging
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any, Final, Protocol

from django.conf import settings

from engine.guests import Budget

from ..accounts.roles import NO_RIGHTS, narrowed
from .figures import Figures
from .protocol import Close, rights
from .sessions import current_tokens, ended, still_valid
from .sockets import Outgoing, Socket

logger = logging.getLogger(__name__)

USER_CHECK_SECONDS: Final = 10.0
USERS_REMEMBERED: Final = 10_000


class Run(Protocol):
    """Does blocking work on a thread with a database connection: DatabaseThreads.run."""

    def __call__(self, work: Callable[..., Any], *args: Any) -> Awaitable[Any]: ...


class Audience:
    """*gone* is called with every socket that leaves or is sent away; for one socket perhaps more than once.

    *renamed* is called with every socket whose account has another name by now.
    """

    def __init__(
        self, figures: Figures, run: Run, gone: Callable[[Socket], None], renamed: Callable[[Socket], None]
    ) -> None:
        self.sockets: set[Socket] = set()
        self._sockets_of: Counter[int] = Counter()  # by user
        self._resumes_of: dict[int, Budget] = {}  # by user; outlives the sockets: a new one brings no new budget
        self._figures = figures
        self._run = run
        self._gone = gone
        self._renamed = renamed
        self._suspects: set[int] = set()
        self._suspected = asyncio.Event()
        self._check_all_at = asyncio.get_running_loop().time() + USER_CHECK_SECONDS

    def join(self, socket: Socket) -> None:
        self.sockets.add(socket)
        self._sockets_of[socket.user] += 1

    def sockets_of(self, user: int) -> int:
        """How many sockets a user has."""
        return self._sockets_of[user]

    def may_resume(self, socket: Socket, now: float) -> bool:
        """A replay can be long: a socket may ask for a few a minute, all sockets of a user for one each."""
        most = settings.LIVE_SOCKETS_PER_USER
        if len(self._resumes_of) >= USERS_REMEMBERED and socket.user not in self._resumes_of:
            self._resumes_of.pop(next(iter(self._resumes_of)))
        of_user = self._resumes_of.setdefault(socket.user, Budget(2 * most, per_second=most / 60))
        return socket.resumes.take(now) and of_user.take(now)

    def leave(self, socket: Socket) -> None:
        if socket in self.sockets:
            self.sockets.discard(socket)
            self._sockets_of[socket.user] -= 1
            if not self._sockets_of[socket.user]:
                del self._sockets_of[socket.user]
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
        """Close those of accounts that are gone, inactive, or have another password by now, or have signed out.

        Those whose rights have changed are told. Those that have another name are announced under it.
        """
        if not sockets:
            return
        accounts = await self._run(still_valid, list({s.session.user.pk for s in sockets}))
        over = await self._run(ended, list({s.session.family for s in sockets}))
        tokens = await self._run(current_tokens, list({g.token for s in sockets if (g := s.session.grant)}))
        for socket in sockets:
            if socket not in self.sockets:
                continue
            session = socket.session
            user, standing = accounts.get(session.user.pk, (None, NO_RIGHTS))
            standing = narrowed(standing, session.grant)
            if user is None or not session.has_password(user.password):
                self.drop(socket, Close.UNAUTHENTICATED, "account changed")
            elif session.grant and session.grant.token not in tokens:
                self.drop(socket, Close.UNAUTHENTICATED, "token deleted")
            elif session.family in over:
                self.drop(socket, Close.UNAUTHENTICATED, "signed out")
            else:
                if user.get_username() != session.user.get_username():
                    socket.session = replace(session, user=user)
                    self._renamed(socket)
                if standing != session.standing:
                    socket.session = replace(socket.session, standing=standing)
                    if socket.batches:  # others were promised nothing but events
                        self.push(socket, Outgoing([rights(standing)]))

    def _close_slow(self, socket: Socket) -> None:
        self._figures.slow_closes += 1
        self.drop(socket, Close.TOO_SLOW, "too slow")
