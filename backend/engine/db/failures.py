"""What an error of the database means: that it has no room, that it is busy or away, or that we made a mistake."""

import sqlite3
from typing import Final, Literal

from django.db import InternalError, OperationalError

_SQLITE_NO_ROOM: Final = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR}
_SQLITE_MISTAKES: Final = {sqlite3.SQLITE_ERROR}  # a missing column or table, among others
# https://www.postgresql.org/docs/current/errcodes-appendix.html: disk_full, read_only_sql_transaction
_POSTGRESQL_NO_ROOM: Final = {"53100", "25006"}


def meaning(error: BaseException) -> Literal["no room", "busy or away", "mistake"]:
    if not isinstance(error, OperationalError | InternalError):
        return "mistake"
    code = getattr(error.__cause__, "sqlite_errorcode", None)
    if code is not None:
        primary = code & 0xFF
        if primary in _SQLITE_NO_ROOM:
            return "no room"
        return "mistake" if primary in _SQLITE_MISTAKES else "busy or away"
    if getattr(error.__cause__, "sqlstate", None) in _POSTGRESQL_NO_ROOM:
        return "no room"
    return "busy or away" if isinstance(error, OperationalError) else "mistake"
