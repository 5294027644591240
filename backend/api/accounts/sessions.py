"""How long a sign-in lasts: a refresh token is spent once, and one that comes back late ends its session."""

import logging
from datetime import timedelta
from typing import Any, Final
from uuid import uuid4

from django.db import IntegrityError, transaction
from django.utils import timezone
from rest_framework_simplejwt.exceptions import TokenError
from rest_framework_simplejwt.settings import api_settings
from rest_framework_simplejwt.utils import datetime_from_epoch

from ..live import sessions as live_sessions
from .models import EndedSession, SpentToken
from .tokens import RefreshToken

logger = logging.getLogger(__name__)

# A spent token is answered with the pair that it was exchanged for, for this long: the answer may have been lost.
LEEWAY: Final = timedelta(seconds=30)
# An ended session is remembered for this much longer than its tokens can live; clocks of servers differ.
_MARGIN: Final = timedelta(hours=1)


def exchange(token: RefreshToken, *, user: Any, address: str) -> RefreshToken:
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
    except IntegrityError:
        spent = SpentToken.objects.get(pk=jti)
        if now - spent.spent_at > LEEWAY:
            end(token, user=user)
            logger.warning(
                "A spent refresh token of %r came back after %d s, from %s: its session is ended.",
                user.get_username(),
                (now - spent.spent_at).total_seconds(),
                address,
            )
            raise TokenError("Token is blacklisted") from None
    return token.successor(spent.successor, spent.spent_at)


def end(token: RefreshToken, *, user: Any) -> None:
    """End the session of *token*: none of its refresh tokens works from now on, and its sockets are closed."""
    now = timezone.now()
    last = max(datetime_from_epoch(token["exp"]), now + api_settings.REFRESH_TOKEN_LIFETIME)
    with transaction.atomic():
        EndedSession.objects.bulk_create(
            [EndedSession(family=token.family, ended_at=now, expires_at=last + _MARGIN)], ignore_conflicts=True
        )
        if user is not None:
            live_sessions.recheck(user.pk, using="default")


def prune() -> int:
    """Forget what concerns tokens that have expired anyway. Returns how many rows."""
    now = timezone.now()
    spent, _ = SpentToken.objects.filter(expires_at__lt=now).delete()
    ended, _ = EndedSession.objects.filter(expires_at__lt=now).delete()
    return spent + ended
