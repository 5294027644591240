"""How long the log is kept. What falls below the floor is gone for resumes; those clients fetch anew."""

import asyncio
import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final

from django.conf import settings
from django.db import DatabaseError, transaction
from django.utils import timezone

from ..models import LiveEvent, LiveFeed
from ..services import idempotency

logger = logging.getLogger(__name__)

PRUNE_EVERY_SECONDS: Final = 600.0
_CHUNK: Final = 5_000


def prune(*, max_age: timedelta, max_events: int) -> int:
    """Drop events older than *max_age* and all but the newest *max_events*. Returns how many were dropped.

    The floor rises first, so that a reader can tell "pruned" from "lost"; the rows go afterwards in small
    transactions that let writers in between.
    """
    feed = LiveFeed.objects.first()
    if feed is None:
        return 0
    too_old = LiveEvent.objects.filter(at__lt=timezone.now() - max_age).order_by("-seq")
    oldest_kept = (too_old.values_list("seq", flat=True).first() or 0) + 1
    floor = max(feed.floor, oldest_kept, feed.seq - max_events + 1)
    LiveFeed.objects.filter(floor__lt=floor).update(floor=floor)
    dropped = 0
    while True:
        with transaction.atomic():
            doomed = LiveEvent.objects.filter(seq__lt=floor).order_by("seq").values_list("seq", flat=True)[:_CHUNK]
            last = max(doomed, default=None)
            if last is None:
                return dropped
            dropped += LiveEvent.objects.filter(seq__lte=last).delete()[0]


async def keep_pruning(run: Callable[[Callable[[], Any]], Any]) -> None:
    """Prune every PRUNE_EVERY_SECONDS, by `await run(function)` on a database thread; for the life of a server."""
    while True:
        await asyncio.sleep(PRUNE_EVERY_SECONDS)
        try:
            await run(prune_as_configured)
        except DatabaseError as error:
            logger.warning("The live log was not pruned (%s); the next round tries again.", error)


def prune_as_configured() -> int:
    idempotency.prune()
    return prune(max_age=settings.LIVE_KEEP, max_events=settings.LIVE_KEEP_EVENTS)
