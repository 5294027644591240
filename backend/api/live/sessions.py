"""Whose sockets these are: tokens checked as REST checks them, and checked again when an account changes."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from rest_framework.exceptions import APIException
from rest_framework_simplejwt.exceptions import TokenError

from ..accounts.authentication import TokenAuthentication
from ..accounts.models import EndedSession
from ..accounts.roles import NO_RIGHTS, Standing, standing_of, standings_of
from ..accounts.tokens import AccessToken
from . import hints, log


class Refused(Exception):
    """The token does not open a socket."""


@dataclass(frozen=True, slots=True)
class Session:
    """A signed-in user as of the moment the token was checked. *expires* is in seconds since 1970.

    *family* is the sign-in that the token comes of; empty for a token that does not say. *standing* is what the
    client has been told about its rights.
    """

    user: Any
    expires: int
    family: str = ""
    standing: Standing = NO_RIGHTS

    @property
    def password(self) -> str:
        return str(self.user.password)


def authenticate(raw_token: str) -> Session:
    """Check signature, expiry, type, and that the user exists, is active and still has this token's password.

    The very code that REST uses; and that nobody has signed out since, which REST does not ask at every request.
    Raises Refused.
    """
    backend = TokenAuthentication()
    try:
        token = backend.get_validated_token(raw_token.encode())
        user = backend.get_user(token)
    except (APIException, TokenError) as error:
        raise Refused(str(error)) from error
    family = token.family if isinstance(token, AccessToken) else ""
    if ended([family]):
        raise Refused("signed out")
    return Session(user=user, expires=int(token["exp"]), family=family, standing=standing_of(user))


def still_valid(user_ids: list[int]) -> dict[int, tuple[str, Standing]]:
    """The password digest and the rights of each of these users that is active; three queries."""
    users = list(get_user_model().objects.filter(pk__in=user_ids, is_active=True))
    standings = standings_of(users)
    return {user.pk: (user.password, standings[user.pk]) for user in users}


def ended(families: list[str]) -> set[str]:
    """Those of these sign-ins that somebody has ended; one query."""
    return set(EndedSession.objects.filter(pk__in=families).values_list("pk", flat=True))


def recheck(user_id: int, *, using: str) -> None:
    """After the commit, have every hub check this account's sockets: it has changed, or a session has ended."""

    def announce() -> None:
        hints.announce_user(log.position(using=using).epoch, user_id)

    transaction.on_commit(announce, using=using, robust=True)
