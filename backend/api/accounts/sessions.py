"""How long a sign-in lasts: a refresh token is spent once, and one that comes back late ends its session."""

import logging
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple
from uuid import uuid4

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from rest_framework_simplejwt.exceptions import TokenError
from rest_framework_simplejwt.settings import api_settings
from rest_framework_simplejwt.utils import datetime_from_epoch, get_md5_hash_password

from ..http.addresses import client_address
from ..live import sessions as live_sessions
from ..trail import notes
from ..trail.models import AuditEntry
from .jwt_tokens import RefreshToken
from .models import EndedSession, SignIn, SpentToken

logger = logging.getLogger(__name__)

# A spent token is answered with the pair that it was exchanged for, for this long: the answer may have been lost.
LEEWAY: Final = timedelta(minutes=2)
# An ended session is remembered for this much longer than its tokens can live; clocks of servers differ.
_MARGIN: Final = timedelta(hours=1)
# How long a sign-in is remembered when it is over: it says when an account was last seen.
KEEP_SIGN_INS: Final = timedelta(days=30)


class Client(NamedTuple):
    """What asks: its address as the throttles count it, and what it calls itself."""

    address: str
    agent: str

    @classmethod
    def of(cls, request: Any) -> "Client":
        agent = "".join(char for char in request.headers.get("User-Agent", "") if char.isprintable())
        return cls(client_address(request), agent[:_LONGEST_AGENT])


_LONGEST_AGENT: Final = 200


def sign_in(user: Any, client: Client) -> RefreshToken:
    """`start`, for someone who has shown who they are: the trail tells of it."""
    with transaction.atomic():
        notes.note_event(AuditEntry.Action.SIGN_IN, "account", user.pk, actor_id=user.pk)
        return start(user, client)


def start(user: Any, client: Client) -> RefreshToken:
    """The first refresh token of a new family, which is listed among the devices of *user*."""
    token = RefreshToken.for_user(user)
    _note(token, user, client, timezone.now())
    return token


def open_sign_ins(user: Any) -> QuerySet[SignIn]:
    """The devices that are signed in, the one that was heard of last first.

    Not those whose tokens are of another password, however that was changed.
    """
    found = SignIn.objects.filter(user=user, ended_at=None, expires_at__gt=timezone.now())
    return found.filter(password_digest=get_md5_hash_password(user.password)).order_by("-last_seen")


def exchange(token: RefreshToken, *, user: Any, client: Client) -> RefreshToken:
    """Spend *token* and return the one that takes its place. Raises TokenError.

    There is a race where two requests bring the same token. Its row can be inserted once, in any database and by
    any number of processes, so one of them is the exchange; the other finds the row and gets the same successor.
    A token that comes back after LEEWAY has been copied, and the whole session ends.
    """
    jti = str(token["jti"])
    now = timezone.now()
    try:
        with transaction.atomic():
            spent = SpentToken.objects.create(
                jti=jti, successor=uuid4().hex, spent_at=now, expires_at=datetime_from_epoch(token["exp"])
            )
            new = token.successor(spent.successor, spent.spent_at)
            _note(new, user, client, now)
            return new
    except IntegrityError:
        earlier = SpentToken.objects.filter(pk=jti).first()
        if earlier is None:  # the account was deleted at this moment
            raise TokenError("Token is invalid") from None
        if now - earlier.spent_at > LEEWAY:
            end(token, user=user)
            logger.warning(
                "A spent refresh token of %r came back after %d s, from %s: its session is ended.",
                user.get_username(),
                (now - earlier.spent_at).total_seconds(),
                client.address,
            )
            raise TokenError("Token is blacklisted") from None
    return token.successor(earlier.successor, earlier.spent_at)


def end(token: RefreshToken, *, user: Any) -> None:
    """End the session of *token*: none of its refresh tokens works from now on, and its sockets are closed."""
    end_family(token.family, user=user, last=datetime_from_epoch(token["exp"]))


def end_family(family: str, *, user: Any, last: datetime | None = None) -> None:
    """End a session by the id of its sign-in. *last* is when its newest token expires, where that is known."""
    now = timezone.now()
    until = max(last or now, now + api_settings.REFRESH_TOKEN_LIFETIME) + _MARGIN
    with transaction.atomic():
        EndedSession.objects.bulk_create(
            [EndedSession(family=family, ended_at=now, expires_at=until)], ignore_conflicts=True
        )
        ended = SignIn.objects.filter(pk=family, ended_at=None).update(ended_at=now)
        if user is not None:
            if ended:
                notes.note_event(AuditEntry.Action.SIGN_OUT, "account", user.pk)
            live_sessions.recheck(user.pk, using="default")


def _note(token: RefreshToken, user: Any, client: Client, now: datetime) -> None:
    """The device is there. One whose tokens are older than this list appears when it renews them."""
    seen = {
        "last_seen": now,
        "address": client.address,
        "agent": client.agent,
        "password_digest": str(token.get(api_settings.REVOKE_TOKEN_CLAIM, "")),
        "expires_at": datetime_from_epoch(token["exp"]),
    }
    if not SignIn.objects.filter(pk=token.family).update(**seen):
        SignIn.objects.bulk_create(
            [SignIn(family=token.family, user=user, created_at=now, **seen)], ignore_conflicts=True
        )


def prune() -> int:
    """Forget what concerns tokens that have expired anyway. Returns how many rows."""
    now = timezone.now()
    spent, _ = SpentToken.objects.filter(expires_at__lt=now).delete()
    ended, _ = EndedSession.objects.filter(expires_at__lt=now).delete()
    old, _ = SignIn.objects.filter(expires_at__lt=now - KEEP_SIGN_INS).delete()
    return spent + ended + old
