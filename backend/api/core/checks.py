"""System checks: what must be right before the server starts."""

import sqlite3
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

OLDEST_SQLITE = (3, 35, 0)


@register()
def check_database(app_configs: Any, **_: Any) -> list[CheckMessage]:
    """The live log needs a hook before the commit, and RETURNING."""
    engine = settings.DATABASES["default"]["ENGINE"]
    if not engine.startswith("engine.db."):
        hint = "Set DATABASE_URL; settings.py picks the engine."
        return [Error(f"The database engine {engine} has no hook before the commit.", hint=hint, id="api.E001")]
    if engine.endswith("sqlite3") and sqlite3.sqlite_version_info < OLDEST_SQLITE:
        found = sqlite3.sqlite_version
        return [Error(f"SQLite {found} is too old: 3.35 or later is needed.", id="api.E002")]
    return []
