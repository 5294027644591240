"""Tokens for programs: `lri_`, 32 random characters, and a checksum that tells a mistyped one without a query.

A token acts for its account as the account is at each request, narrowed by its scopes (roles.py). No token makes
tokens, and none changes a password or an account, so a stolen one is of no use once it is deleted.
"""

import re
import secrets
import time
from binascii import crc32
from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from threading import Lock
from typing import Any, Final, NamedTuple

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from engine.db.prepared import Prepared

from . import roles
from .errors import TooManyTokens
from .models import ApiToken
from .roles import Grant, Scope

User = get_user_model()

PREFIX: Final = "lri_"
USUAL_DAYS: Final = 365
MAX_DAYS: Final = 3_650
MAX_TOKENS: Final = 50
USE_WRITTEN_EVERY: Final = 60.0  # seconds
# How long an expired token is listed.
KEEP_EXPIRED: Final = timedelta(days=30)

_ALPHABET: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_RANDOM: Final = 32
_CHECKSUM: Final = 6
_SHAPE: Final = re.compile(rf"{PREFIX}[0-9A-Za-z]{{{_RANDOM + _CHECKSUM}}}", re.ASCII)
_COLUMNS: Final = tuple(field.attname for field in User._meta.concrete_fields)


class Found(NamedTuple):
    """The account of a token, ready to act through it, and when the token expires."""

    user: Any
    expires_at: datetime


class Made(NamedTuple):
    """A new token and its secret, which nobody can ask for again."""

    token: ApiToken
    secret: str


def find(secret: str) -> Found | None:
    """The account that *secret* acts for; None unless the token is there and current, and its account active.

    One query, as for an access token. That the token was used is written later (`write_uses`).
    """
    if not _SHAPE.fullmatch(secret) or secret[-_CHECKSUM:] != _checksum(secret[:-_CHECKSUM]):
        return None
    found = _by_digest.rows(_digest(secret))
    if not found:
        return None
    pk, name, scopes, expires_at, *account = found[0]
    user = User.from_db("default", _COLUMNS, account)
    if expires_at <= timezone.now() or not user.is_active:
        return None
    roles.act_through(user, Grant(pk, name, _scopes(scopes)))
    _uses.note(pk)
    return Found(user, expires_at)


def make(
    *, user: Any, actor: Any, name: str, scopes: Collection[Scope], expires_at: datetime | None = None
) -> Made:
    """Make a token of *user*, good for a year unless *expires_at* says otherwise. Raises TooManyTokens."""
    secret = PREFIX + "".join(secrets.choice(_ALPHABET) for _ in range(_RANDOM))
    secret += _checksum(secret)
    now = timezone.now()
    with transaction.atomic():
        # Its row is locked: of two that are made at once, the second counts the first.
        User.objects.select_for_update(no_key=True).filter(pk=user.pk).values_list("pk").first()
        if tokens_of(user).filter(expires_at__gt=now).count() >= MAX_TOKENS:
            raise TooManyTokens(MAX_TOKENS)
        token = ApiToken.objects.create(
            user=user,
            created_by=actor,
            name=name,
            scopes=" ".join(scope for scope in roles.SCOPES if scope in scopes),
            digest=_digest(secret),
            created_at=now,
            expires_at=expires_at or now + timedelta(days=USUAL_DAYS),
        )
    return Made(token, secret)


def tokens_of(user: Any) -> QuerySet[ApiToken]:
    """The tokens of an account, the newest first; one that has expired stays for 30 days."""
    return ApiToken.objects.filter(user=user).select_related("created_by").order_by("-created_at", "-pk")


def current(ids: Collection[int]) -> set[int]:
    """Those of these tokens that are still good; one query."""
    is_good = Q(pk__in=ids, expires_at__gt=timezone.now())
    return set(ApiToken.objects.filter(is_good).values_list("pk", flat=True))


def scopes_of(token: ApiToken) -> list[Scope]:
    """In the order of roles.SCOPES."""
    return [scope for scope in roles.SCOPES if scope in _scopes(token.scopes)]


def write_uses() -> None:
    """Store when tokens were last used: each once a minute at most. To be called again and again."""
    for pk, at in _uses.due():
        ApiToken.objects.filter(pk=pk).exclude(last_used_at__gte=at).update(last_used_at=at)


def prune() -> int:
    """Forget tokens that expired long ago. Returns how many."""
    return ApiToken.objects.filter(expires_at__lt=timezone.now() - KEEP_EXPIRED).delete()[0]


class _Uses:
    """When each token was last used, until it is written down.

    A request that only reads thus writes nothing: it waits for no other writer, and works while the disk is full.
    """

    def __init__(self) -> None:
        self._noted: dict[int, float] = {}  # seconds since 1970
        self._written: dict[int, float] = {}
        self._lock = Lock()

    def note(self, token: int) -> None:
        self._noted[token] = time.time()

    def due(self) -> list[tuple[int, datetime]]:
        """What is to be written now. It counts as written."""
        now = time.time()
        with self._lock:
            self._written = {pk: at for pk, at in self._written.items() if now - at < USE_WRITTEN_EVERY}
            due = [pk for pk in list(self._noted) if pk not in self._written]
            self._written |= dict.fromkeys(due, now)
            return [(pk, datetime.fromtimestamp(self._noted.pop(pk), tz=UTC)) for pk in due]


_uses: Final = _Uses()


def _scopes(stored: str) -> frozenset[Scope]:
    # What a later version knew, this one does not give.
    return frozenset(scope for scope in roles.SCOPES if scope in stored.split())


def _checksum(text: str) -> str:
    """CRC-32 in base 62: of typing errors, not of forgery."""
    number, digits = crc32(text.encode()), ""
    for _ in range(_CHECKSUM):
        number, digit = divmod(number, len(_ALPHABET))
        digits = _ALPHABET[digit] + digits
    return digits


def _digest(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()


@Prepared
def _by_digest(digest: str) -> QuerySet[ApiToken, Any]:
    columns = [f"user__{column}" for column in _COLUMNS]
    return ApiToken.objects.filter(digest=digest).values_list("pk", "name", "scopes", "expires_at", *columns)
