"""Whose sockets these are: tokens checked as REST checks them, and checked again when an account changes."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from rest_framework.exceptions import APIException
from rest_framework_simplejwt.exceptions import TokenError

from ..accounts import api_tokens
from ..accounts.authentication import TokenAuthentication
from ..accounts.jwt_tokens import AccessToken
from ..accounts.models import EndedSession
from ..accounts.roles import NO_RIGHTS, Grant, Standing, grant_of, standing_of, standings_of
from . import hints, log


class Refused(Exception):
    """The token does not open a socket."""


class NotForReading(Refused):
    """It is an API token, and a good one, but has no scope to read."""


@dataclass(frozen=True, slots=True)
class Session:
    """A signed-in user as of the moment it was last checked. *expires* is in seconds since 1970.

    *family* is the sign-in that the token comes of; empty for a token that does not say. *grant* is the API token
    that a program has come with. *standing* is what the client has been told about its rights.
    """

    user: Any
    expires: int
    family: str = ""
    standing: Standing = NO_RIGHTS
    grant: Grant | None = None

    def has_password(self, password: str) -> bool:
        """Whether the account has the password still that the token was made under. API tokens outlive it."""
        return self.grant is not None or password == self.user.password


def authenticate(raw_token: str) -> Session:
    """Check signature, expiry, type, and that the user exists, is active and still has this token's password.

    The very code that REST uses; and that nobody has signed out since, which REST does not ask at every request.
    Raises Refused.
    """
    if raw_token.startswith(api_tokens.PREFIX):
        return _of_program(raw_token)
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


def _of_program(raw_token: str) -> Session:
    found = api_tokens.find(raw_token)
    if found is None:
        raise Refused("invalid")
    grant = grant_of(found.user)
    if grant and "read" not in grant.scopes:
        raise NotForReading("scope")
    expires = int(found.expires_at.timestamp())
    return Session(user=found.user, expires=expires, standing=standing_of(found.user), grant=grant)


def still_valid(user_ids: list[int]) -> dict[int, tuple[Any, Standing]]:
    """Each of these users that is active, as it is now, with its rights; three queries."""
    users = list(get_user_model().objects.filter(pk__in=user_ids, is_active=True))
    standings = standings_of(users)
    return {user.pk: (user, standings[user.pk]) for user in users}


def ended(families: list[str]) -> set[str]:
    """Those of these sign-ins that someone has ended; one query."""
    return set(EndedSession.objects.filter(pk__in=families).values_list("pk", flat=True))


def current_tokens(ids: list[int]) -> set[int]:
    """Those of these API tokens that are still good; no query where there are none."""
    return api_tokens.current(ids) if ids else set()


def tell_changed(what: str, *, using: str) -> None:
    """After the commit, have every hub tell its clients to ask for *what*, such as "categories", again."""

    def announce() -> None:
        hints.announce_changed(log.position(using=using).epoch, what)

    transaction.on_commit(announce, using=using, robust=True)


def recheck(user_id: int, *, using: str) -> None:
    """After the commit, have every hub check this account's sockets: it has changed, or a session has ended."""

    def announce() -> None:
        hints.announce_user(log.position(using=using).epoch, user_id)

    transaction.on_commit(announce, using=using, robust=True)
