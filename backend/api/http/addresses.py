"""Where a request comes from: what is counted by the throttles and written to the log."""

from functools import lru_cache
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Any

from rest_framework.settings import api_settings

_LONGEST = 64


def client_address(request: Any) -> str:
    """The address of the client: IPv4 as it is, IPv6 by its network.

    With `TRUSTED_PROXIES` it is the one that the outermost trusted proxy has seen. An IPv6 client has a whole
    /64 of addresses, so the network is what counts; an IPv4 address in IPv6 form is the IPv4 address.
    """
    peer = str(request.META.get("REMOTE_ADDR") or "")
    proxies = api_settings.NUM_PROXIES
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR")
    if proxies and forwarded:
        seen = forwarded.split(",")
        peer = seen[-min(proxies, len(seen))]
    return _counted(peer.strip())


@lru_cache(maxsize=1024)
def _counted(text: str) -> str:
    try:
        address = ip_address(_without_port(text))
    except ValueError:
        return text[:_LONGEST]
    if not isinstance(address, IPv6Address):
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ip_network((int(address), 64), strict=False))


def _without_port(text: str) -> str:
    """Some proxies write `192.0.2.1:4711` or `[2001:db8::1]:4711`; a link-local address may name its interface."""
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    return text.partition("%")[0]
