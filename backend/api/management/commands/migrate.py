"""Django's `migrate`, one at a time, and never for a database that is ahead of this program."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from django.core.management.base import CommandError
from django.core.management.commands import migrate
from django.db import connections
from django.db.migrations.loader import MigrationLoader

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

_ADVISORY_LOCK: Final = 4_711_000_001  # any number, the same for all


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        connection = connections[options["database"]]
        with _one_at_a_time(connection):
            _refuse_what_is_newer(connection)
            super().handle(*args, **options)


@contextmanager
def _one_at_a_time(connection: Any) -> Iterator[None]:
    """Where several servers start at once, the first migrates; the others wait, and find nothing left to do."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [_ADVISORY_LOCK])
            try:
                yield
            finally:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [_ADVISORY_LOCK])
        return
    path = Path(connection.settings_dict["NAME"])
    if fcntl is None or not path.parent.is_dir():
        yield
        return
    # SQLite's own locks end with each of the transactions that a migration consists of.
    with path.with_name(f"{path.name}.migrating").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _refuse_what_is_newer(connection: Any) -> None:
    loader = MigrationLoader(connection)
    ours = [name for app, name in loader.disk_migrations if app == "api"]
    newer = sorted(name for app, name in loader.applied_migrations if app == "api" and name > max(ours))
    if newer:
        raise CommandError(
            f"The database belongs to a newer version of this program, which has made {newer[-1]}. "
            "Start that version, or restore a backup from before it."
        )
