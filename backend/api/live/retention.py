"""How long the log is kept.

What falls below the floor is gone for resumes; those clients fetch anew.
"""

from datetime import timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone

from .models import LiveEvent, LiveFeed

_CHUNK: Final = 5_000


def prune(*, max_age: timedelta, max_events: int) -> int:
    """Drop events older than *max_age* and all but the newest *max_events*. Returns how many were dropped.

    What is kept has no gaps: an event that only looks old, among younger ones, stays.

    The floor rises first, so that a reader can tell "pruned" from "lost"; the rows go afterwards in small
    transactions that let writers in between.
    """
    feed = LiveFeed.objects.first()
    if feed is None:
        return 0
    # Not "after the newest that is too old": a publisher's clock may be behind, and its newest event looks old.
    young = LiveEvent.objects.filter(at__gte=timezone.now() - max_age).order_by("seq")
    oldest_young = young.values_list("seq", flat=True).first() or feed.seq + 1
    floor = max(feed.floor, oldest_young, feed.seq - max_events + 1)
    LiveFeed.objects.filter(floor__lt=floor).update(floor=floor)
    dropped = 0
    while True:
        with transaction.atomic():
            doomed = LiveEvent.objects.filter(seq__lt=floor).order_by("seq").values_list("seq", flat=True)[:_CHUNK]
            last = max(doomed, default=None)
            if last is None:
                return dropped
            dropped += LiveEvent.objects.filter(seq__lte=last).delete()[0]
