"""What is done again and again while a server runs: mail goes out, and what has expired is dropped."""

from collections.abc import Callable
from typing import Any, Final

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone
from rest_framework_simplejwt.token_blacklist.models import OutstandingToken

from .accounts import api_tokens, link_mail, links, sessions
from .exchange import services as imports
from .http import idempotency
from .live import retention
from .live.hub import do_every
from .place import reading as place
from .stock import mail
from .trail import retention as trail
from .trash import services as trash

PRUNE_EVERY_SECONDS: Final = 600.0
MAIL_EVERY_SECONDS: Final = 5.0
USES_EVERY_SECONDS: Final = 10.0
_CHUNK: Final = 5_000


def schedule() -> None:
    """Have the hub of this process do it. To be called once, when the server is put together."""
    for drop in _DROPPING:  # each by itself: one that fails hinders no other
        do_every(PRUNE_EVERY_SECONDS, drop)
    do_every(USES_EVERY_SECONDS, api_tokens.write_uses)
    if settings.EMAIL_HOST:
        do_every(MAIL_EVERY_SECONDS, mail.send_due)
    if links.can_mail():
        do_every(MAIL_EVERY_SECONDS, link_mail.send_asked)


def prune_expired() -> int:
    """Drop events, keys, tokens, sessions and imports that have expired. Returns how many events were dropped."""
    for drop in _DROPPING:
        dropped = drop()
    return int(dropped)


def _drop_tokens() -> None:
    """Drop refresh tokens that have expired, and with them what is known of their being spent."""
    expired = OutstandingToken.objects.filter(expires_at__lte=timezone.now()).order_by("pk")
    while ids := list(expired.values_list("pk", flat=True)[:_CHUNK]):
        OutstandingToken.objects.filter(pk__in=ids).delete()


def _drop_trail() -> int:
    return trail.prune(settings.AUDIT_KEEP)


def _drop_trash() -> int:
    return trash.prune(place.read().trash_keep)


def _drop_events() -> int:
    return retention.prune(max_age=settings.LIVE_KEEP, max_events=settings.LIVE_KEEP_EVENTS)


_DROPPING: Final[tuple[Callable[[], Any], ...]] = (
    idempotency.prune,
    _drop_tokens,
    SessionStore.clear_expired,
    sessions.prune,
    links.prune,
    api_tokens.prune,
    imports.prune,
    _drop_trail,
    _drop_trash,
    _drop_events,
)
