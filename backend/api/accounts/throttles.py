"""How often an address may try to sign in, to renew a token, or to register; and how often a user may write."""

import time
from collections import deque
from hashlib import blake2b
from threading import Lock
from typing import Any, Final

from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.settings import api_settings
from rest_framework.throttling import BaseThrottle

from ..http.addresses import client_address
from . import names

# Of each kind. 316 bytes each where all are of different clients: 63 MB.
MOST_TRIES: Final = 200_000


class Tries:
    """Counts tries by key over a sliding window. Forgets by time only, so nobody can push out someone else's.

    Only what is allowed is kept. Whoever has very many addresses can fill it up; then those that are not in it yet
    wait, rather than that it grows, or forgets one of those that are.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._by_key: dict[bytes, list[float]] = {}
        self._in_order: deque[tuple[float, bytes]] = deque()

    def wait(self, key: bytes, *, limit: int, seconds: float) -> float:
        """Count a try and return 0; or return the seconds until there may be one, and count nothing."""
        now = time.monotonic()
        with self._lock:
            self._forget(now - seconds)
            tries = self._by_key.get(key, [])
            if len(tries) >= limit:
                return tries[-limit] + seconds - now
            if len(self._in_order) >= MOST_TRIES:
                return self._in_order[0][0] + seconds - now
            self._by_key[key] = tries
            tries.append(now)
            self._in_order.append((now, key))
            return 0

    def clear(self) -> None:
        with self._lock:
            self._by_key.clear()
            self._in_order.clear()

    def __len__(self) -> int:
        return len(self._in_order)

    def _forget(self, before: float) -> None:
        while self._in_order and self._in_order[0][0] <= before:
            _, key = self._in_order.popleft()
            tries = self._by_key[key]
            del tries[0]
            if not tries:
                del self._by_key[key]


_SECONDS: Final = {"s": 1, "m": 60, "h": 3_600, "d": 86_400}
_LONGEST_NAME: Final = 1_000
_tries: Final[dict[str, Tries]] = {}


def forget_all() -> None:
    """For tests: as after a restart."""
    for tries in _tries.values():
        tries.clear()


class AskInTurn:
    """For views: one refusal is enough. Django REST framework asks all throttles, and all would count."""

    def check_throttles(self, request: Request) -> None:
        for throttle in self.get_throttles():  # type: ignore[attr-defined]  # of the view
            if not throttle.allow_request(request, self):
                self.throttled(request, throttle.wait())  # type: ignore[attr-defined]  # as above


class _AddressThrottle(BaseThrottle):
    scope = ""

    def __init__(self) -> None:
        self._wait = 0.0

    def allow_request(self, request: Any, view: Any) -> bool:
        limit, _, period = str(api_settings.DEFAULT_THROTTLE_RATES[self.scope]).partition("/")
        key = blake2b(self.key_of(request).encode("utf-8", "surrogatepass"), digest_size=16).digest()
        tries = _tries.setdefault(self.scope, Tries())
        self._wait = tries.wait(key, limit=int(limit), seconds=_SECONDS[period[0]])
        return self._wait == 0

    def wait(self) -> float:
        return self._wait

    def key_of(self, request: Any) -> str:
        return client_address(request)


class SignInAddressThrottle(_AddressThrottle):
    scope = "sign_in_address"


class RegisterThrottle(_AddressThrottle):
    scope = "register"


class RefreshThrottle(_AddressThrottle):
    scope = "refresh"


class ResetThrottle(_AddressThrottle):
    scope = "reset"


class PasswordThrottle(_AddressThrottle):
    """Of an account that is signed in: tries to give its own password."""

    scope = "sign_in"

    def key_of(self, request: Any) -> str:
        return f"own {request.user.pk}"


class NamesThrottle(_AddressThrottle):
    """Of an account that looks names up: as fast as someone types, and no faster."""

    scope = "names"

    def key_of(self, request: Any) -> str:
        return str(request.user.pk)


class WriteThrottle(_AddressThrottle):
    """For every view that names no other. A script may write quickly, but nobody fills the database in an hour."""

    scope = "writes"

    def allow_request(self, request: Any, view: Any) -> bool:
        return request.method in SAFE_METHODS or super().allow_request(request, view)

    def key_of(self, request: Any) -> str:
        return str(request.user.pk) if request.user.is_authenticated else super().key_of(request)


class SignInThrottle(_AddressThrottle):
    """Per account and address: guessing one password is slow, and nobody can lock out someone else."""

    scope = "sign_in"

    def key_of(self, request: Any) -> str:
        # A form of the admin, or what the API was sent; the name as it is looked up, however it is typed.
        fields = request.data if isinstance(request, Request) else request.POST
        username = fields.get("username", "") if isinstance(fields, dict) else ""
        return f"{client_address(request)} {names.key_of(str(username)[:_LONGEST_NAME])}"


# In this order: the second is asked, and counts, when the first has nothing against it.
SIGN_IN: Final = (SignInAddressThrottle, SignInThrottle)


def sign_in_wait(request: Any) -> float:
    """Count a try to sign in by a form and return 0, or return the seconds until there may be one."""
    for throttle in (made() for made in SIGN_IN):
        if not throttle.allow_request(request, None):
            return throttle.wait()
    return 0
