"""Statements are kept when they are asked for."""

from typing import Any


class UnloggedMixin:
    """With DEBUG, Django keeps the last 9,000 statements of a connection, with every value in them.

    For bulk inserts that is half of the time and hundreds of megabytes. Nothing reads them but tests, and these
    ask (`CaptureQueriesContext`).
    """

    force_debug_cursor: Any

    @property
    def queries_logged(self) -> bool:
        return bool(self.force_debug_cursor)
