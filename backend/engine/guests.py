"""Who is here: connections by address and in all, and how much of anything someone may take in a while."""

import ipaddress
from collections import Counter
from functools import cache
from typing import Final

from django.conf import settings

# Kept free of connections: the database, pictures, static files, the log.
SPARE_FILES: Final = 200
MOST_FILES: Final = 65_536
SOCKETS_SHARE: Final = 0.8  # of all connections: sockets stay for hours, and requests need some too
# An address may open MAX_CONNECTIONS_PER_ADDRESS new connections at once, and as many more in this time.
ARRIVAL_SECONDS: Final = 5.0
ADDRESSES_REMEMBERED: Final = 10_000


class Budget:
    """So many at once, and so many a second in the long run. *now*: seconds of a clock that only goes forward."""

    __slots__ = ("_at", "_left", "_most", "_rate")

    def __init__(self, most: int, *, per_second: float) -> None:
        self._most = self._left = float(most)
        self._rate = per_second
        self._at = 0.0

    def take(self, now: float, count: int = 1) -> bool:
        """Whether there was enough left."""
        self._left = min(self._most, self._left + (now - self._at) * self._rate)
        self._at = now
        if self._left < count:
            return False
        self._left -= count
        return True


class Guests:
    """How many connections each address has, and how quickly it opens new ones.

    Behind a proxy all come from one address, and the proxy has to count.
    """

    def __init__(self) -> None:
        self._count: Counter[str] = Counter()
        self._arrivals: dict[str, Budget] = {}

    def enter(self, address: str) -> None:
        self._count[address] += 1

    def may_arrive(self, address: str, now: float) -> bool:
        """Whether a new connection is not one too many within a short time."""
        if settings.TRUSTED_PROXIES:
            return True
        arrivals = self._arrivals.get(address)
        if arrivals is None:
            if len(self._arrivals) >= ADDRESSES_REMEMBERED:
                del self._arrivals[next(iter(self._arrivals))]
            most = settings.MAX_CONNECTIONS_PER_ADDRESS
            arrivals = self._arrivals[address] = Budget(most, per_second=most / ARRIVAL_SECONDS)
        return arrivals.take(now)

    def leave(self, address: str) -> None:
        self._count[address] -= 1
        if not self._count[address]:
            del self._count[address]

    def is_crowd(self, address: str) -> bool:
        """Whether *address* has more than its share."""
        return not settings.TRUSTED_PROXIES and self._count[address] > settings.MAX_CONNECTIONS_PER_ADDRESS


guests: Final = Guests()


def address_of(client: tuple[str, int] | None) -> str:
    """Whom a connection is counted under: its address, or the /64 that an IPv6 address belongs to."""
    host = client[0] if client else ""
    if ":" not in host:
        return host
    address = ipaddress.IPv6Address(host.partition("%")[0])
    return str(address.ipv4_mapped or ipaddress.IPv6Network((address, 64), strict=False).network_address)


@cache
def most_connections() -> int:
    """How many connections this process may have: MAX_CONNECTIONS, or what the limit of open files leaves."""
    files = _raise_file_limit()
    return min(settings.MAX_CONNECTIONS, max(files - SPARE_FILES, files // 2))


def most_sockets() -> int:
    return int(most_connections() * SOCKETS_SHARE)


def _raise_file_limit() -> int:
    """The soft limit of open files, after it was raised as far as the hard one (or MOST_FILES) allows."""
    try:
        import resource
    except ImportError:  # Windows has neither the module nor the limit
        return MOST_FILES
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST_FILES if hard == resource.RLIM_INFINITY else min(hard, MOST_FILES)
    if soft == resource.RLIM_INFINITY:
        return MOST_FILES
    if soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    return max(soft, wanted)
