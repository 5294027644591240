"""Requests wait for the database for a limited time; migrations, commands and the live feed as they need."""

import threading
from typing import Any

from django.conf import settings
from django.db.backends.signals import connection_created
from django.dispatch import receiver

_own = threading.local()


def serve_requests_on_this_thread() -> None:
    """From here on, connections that this thread opens give up after DATABASE_WAIT and STATEMENT_TIMEOUT."""
    _own.serves_requests = True


@receiver(connection_created)
def give_up_in_time(connection: Any, **_: Any) -> None:
    if not getattr(_own, "serves_requests", False):
        return
    seconds = settings.DATABASE_WAIT.total_seconds()
    if connection.vendor == "sqlite":
        connection.set_patience(seconds)
        return
    limits = {"lock_timeout": seconds, "statement_timeout": settings.STATEMENT_TIMEOUT.total_seconds()}
    with connection.cursor() as cursor:
        for name, limit in limits.items():
            cursor.execute("SELECT set_config(%s, %s, false)", [name, f"{round(limit * 1000)}ms"])
