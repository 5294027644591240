"""Database backends that run work at the very end of a transaction, just before COMMIT.

Django has a hook for *after* the commit only. The live feed must number its events *inside* the transaction and
as late as possible, so that the order of numbers is the order of commits and the counter's row lock is held for
a moment only. Subclassing a backend is Django's documented way to extend one.
"""

from collections.abc import Callable
from typing import Any, Protocol

from django.db import DatabaseError


class PreCommitCallback(Protocol):
    """What `connection.on_commit` was given and also wants to be seen before the commit.

    Registering through `on_commit` buys Django's own bookkeeping: a rolled-back savepoint forgets the callbacks
    that were registered inside it.
    """

    pre_commit_batch: Callable[[Any, list[Any]], None]
    """Takes the connection and all callbacks of the transaction that have the same batch."""

    def __call__(self) -> None: ...


class PreCommitMixin:
    """Calls each `pre_commit_batch` once per commit with all callbacks of that transaction that have it.

    In the order of first touch; where there is a `pre_commit_prepare`, it is called before any of them. What only
    reads belongs there: batches may take locks that others wait for.
    """

    run_on_commit: Any
    rollback: Callable[[], None]

    def _commit(self) -> Any:
        batches: dict[Any, list[Any]] = {}
        for _, func, _ in self.run_on_commit:
            if hasattr(func, "pre_commit_batch"):
                batches.setdefault(func.pre_commit_batch, []).append(func)
        try:
            for callbacks in batches.values():
                if hasattr(callbacks[0], "pre_commit_prepare"):
                    callbacks[0].pre_commit_prepare(self, callbacks)
            for batch, callbacks in batches.items():
                batch(self, callbacks)
            return super()._commit()  # type: ignore[misc]  # the backend this is mixed into has it
        except DatabaseError:
            raise  # Django rolls back
        except BaseException:
            # After anything else, Ctrl-C included, Django would switch autocommit on, which commits what is open:
            # the change without its event.
            self.rollback()
            raise
