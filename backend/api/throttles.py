"""How often an address may try to sign in or register."""

from typing import Any

from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle


class _AddressThrottle(SimpleRateThrottle):
    def get_cache_key(self, request: Request, view: Any) -> str | None:
        return f"throttle:{self.scope}:{self.get_ident(request)}"


class SignInAddressThrottle(_AddressThrottle):
    scope = "sign_in_address"


class RegisterThrottle(_AddressThrottle):
    scope = "register"


class SignInThrottle(SimpleRateThrottle):
    """Per account and address: guessing one password is slow, and nobody can lock out somebody else."""

    scope = "sign_in"

    def get_cache_key(self, request: Request, view: Any) -> str | None:
        username = request.data.get("username", "") if isinstance(request.data, dict) else ""
        # Hashed by the cache's key function would be too late: keys may not hold arbitrary characters.
        return f"throttle:{self.scope}:{self.get_ident(request)}:{str(username)[:150].encode().hex()}"
