"""Whose sockets these are: tokens checked as REST checks them, and checked again when an account changes."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from rest_framework.exceptions import APIException
from rest_framework_simplejwt.exceptions import TokenError

from ..authentication import TokenAuthentication
from . import wakeup


class Refused(Exception):
    """The token does not open a socket."""


@dataclass(frozen=True, slots=True)
class Session:
    """A signed-in user as of the moment the token was checked. *expires* is in seconds since 1970."""

    user: Any
    expires: int

    @property
    def password(self) -> str:
        return str(self.user.password)


def authenticate(raw_token: str) -> Session:
    """Check signature, expiry, type, and that the user exists, is active and still has this token's password.

    The very code that REST uses. Raises Refused.
    """
    backend = TokenAuthentication()
    try:
        token = backend.get_validated_token(raw_token.encode())
        user = backend.get_user(token)
    except (APIException, TokenError) as error:
        raise Refused(str(error)) from error
    return Session(user=user, expires=int(token["exp"]))


def still_valid(user_ids: list[int]) -> dict[int, str]:
    """The password digest of each of these users that is active; one query."""
    users = get_user_model().objects.filter(pk__in=user_ids, is_active=True)
    return dict(users.values_list("pk", "password"))


def recheck(user_id: int, *, using: str) -> None:
    """After the commit, have every hub check the sockets of this account."""
    transaction.on_commit(lambda: wakeup.announce_user(user_id), using=using, robust=True)
