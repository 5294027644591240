"""Several queries that see one moment, while others write."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connections


@contextmanager
def snapshot(using: str = "default") -> Iterator[None]:
    """What is read inside is of one moment, that of the first query. Nothing can be written, and nobody waits.

    For use outside any transaction.
    """
    connection = connections[using]
    # Past `atomic`, which on SQLite waits for the turn to write, and makes writers wait.
    begin = "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY" if connection.vendor == "postgresql" else "BEGIN"
    with connection.cursor() as cursor:
        cursor.execute(begin)
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")
