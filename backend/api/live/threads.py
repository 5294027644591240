"""Threads for the hub's database work, with a connection each that is replaced when it fails."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from django.db import Error, connection

T = TypeVar("T")


class DatabaseThreads:
    """`database_sync_to_async` would share one thread with whatever else the process does that way."""

    def __init__(self, count: int, name: str) -> None:
        self._pool = ThreadPoolExecutor(count, thread_name_prefix=name)

    async def run(self, work: Callable[..., T], *args: Any) -> T:
        """Raises what *work* raises; a django.db.Error only when it happens twice."""
        return await asyncio.get_running_loop().run_in_executor(self._pool, _run, work, args)

    def close(self) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)


def _run(work: Callable[..., T], args: tuple[Any, ...]) -> T:
    try:
        return work(*args)
    except Error:
        connection.close()
        return work(*args)
