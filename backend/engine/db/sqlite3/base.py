"""SQLite whose writers of one process wait in a queue.

SQLite lets one connection write at a time; the others sleep and look again, for longer and longer, and whoever
looks at the right moment is next. Threads of one process can do better: they wait at a lock and are woken when it
is their turn. Between processes SQLite's own waiting remains.
"""

import sqlite3
import threading
import time
from functools import lru_cache
from typing import Any, Final

from django.db import OperationalError
from django.db.backends.sqlite3 import base

from engine.db.precommit import PreCommitMixin
from engine.db.prepared import PreparedMixin
from engine.db.queries import UnloggedMixin

# One for all databases of the process: in practice there is one.
_turn = threading.Lock()

# Django reckons with the 999 of old versions. The full-text index is written once a statement: the more rows a
# bulk insert puts into one, the quicker. Far more would make the CASE of `bulk_update` slow.
_MAX_PARAMETERS: Final = 8_000


# A wait for the turn that was longer than this is taken off the wait for other processes.
_LONG_WAIT_SECONDS: Final = 0.5


# Longer ones are lists of ids or rows, and rarely the same twice.
_LONGEST_REPEATED: Final = 4_000


class DatabaseWrapper(PreCommitMixin, PreparedMixin, UnloggedMixin, base.DatabaseWrapper):
    _has_turn = False
    _patience: float | None = None

    def set_patience(self, seconds: float) -> None:
        """Wait for other writers, of this process and of others, for so long in all. Needs an open connection."""
        self._patience = seconds
        self._set_busy_timeout(seconds)

    def get_new_connection(self, conn_params: Any) -> Any:
        connection = super().get_new_connection(conn_params)
        limit = connection.getlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER)
        self.features.max_query_params = min(limit, _MAX_PARAMETERS)  # type: ignore[misc]  # no property
        return connection

    def create_cursor(self, name: Any = None) -> Any:
        return self.connection.cursor(factory=_Cursor)

    def _start_transaction_under_autocommit(self) -> None:
        # Nobody waits longer than for SQLite itself.
        patience = self._patience or self.settings_dict["OPTIONS"].get("timeout", 5)
        began = time.monotonic()
        self._has_turn = _turn.acquire(timeout=patience)
        if not self._has_turn:
            raise OperationalError("database is locked")
        waited = time.monotonic() - began
        try:
            if waited < _LONG_WAIT_SECONDS:
                self._begin()
            else:
                self._set_busy_timeout(max(0.1, patience - waited))
                try:
                    self._begin()
                finally:
                    self._set_busy_timeout(patience)
        except BaseException:
            self._pass_on()
            raise

    def _begin(self) -> None:
        super()._start_transaction_under_autocommit()  # type: ignore[misc]  # django-stubs leaves it out

    def _set_busy_timeout(self, seconds: float) -> None:
        self.connection.execute(f"PRAGMA busy_timeout = {round(seconds * 1000)}")

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


class _Cursor(base.SQLiteCursorWrapper):
    """Django writes each statement anew, with ? for %s, whenever it runs; here, those that repeat once."""

    def convert_query(self, query: str, *, param_names: Any = None) -> str:
        if param_names is not None or len(query) > _LONGEST_REPEATED:
            return super().convert_query(query, param_names=param_names)
        return _with_question_marks(query)


@lru_cache(maxsize=500)
def _with_question_marks(query: str) -> str:
    return base.FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%")
