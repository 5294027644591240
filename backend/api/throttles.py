"""How often an address may try to sign in or register."""

from hashlib import sha256
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
        # A cache's keys are short and hold no odd characters; a username as it was sent can be anything.
        digest = sha256(str(username).encode("utf-8", "surrogatepass")).hexdigest()
        return f"throttle:{self.scope}:{self.get_ident(request)}:{digest}"
