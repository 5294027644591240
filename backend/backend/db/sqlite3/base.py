"""SQLite whose writers of one process wait in a queue.

SQLite lets one connection write at a time; the others sleep and look again, for longer and longer, and whoever
looks at the right moment is next. Threads of one process can do better: they wait at a lock and are woken when it
is their turn. Between processes SQLite's own waiting remains.
"""

import threading
from typing import Any

from django.db.backends.sqlite3 import base

from backend.db.precommit import PreCommitMixin
from backend.db.prepared import PreparedMixin

# One for all databases of the process: in practice there is one.
_turn = threading.Lock()


class DatabaseWrapper(PreCommitMixin, PreparedMixin, base.DatabaseWrapper):
    _has_turn = False

    def _start_transaction_under_autocommit(self) -> None:
        # Nobody waits longer than for SQLite itself; past that, SQLite says that the database is locked.
        self._has_turn = _turn.acquire(timeout=self.settings_dict["OPTIONS"].get("timeout", 5))
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]  # django-stubs leaves it out
        except BaseException:
            self._pass_on()
            raise

    def _commit(self) -> Any:
        result = super()._commit()
        self._pass_on()
        return result

    def _rollback(self) -> Any:
        try:
            return super()._rollback()  # type: ignore[misc]  # django-stubs leaves it out
        finally:
            self._pass_on()

    def _close(self) -> Any:
        try:
            return super()._close()  # type: ignore[misc]  # django-stubs leaves it out
        finally:
            self._pass_on()

    def _pass_on(self) -> None:
        if self._has_turn:
            self._has_turn = False
            _turn.release()
