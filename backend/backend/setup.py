"""The settings that need more than a line each: key, database, channel layer, tokens, schema, logging."""

import os
import secrets
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

import dj_database_url

from .env import fail

# A shorter key can be guessed from any token that it has signed; those of tutorials are all shorter.
_KEY_CHARACTERS: Final = 32
_ENGINES = {
    "sqlite": "engine.db.sqlite3",
    "postgres": "engine.db.postgresql",
    "postgresql": "engine.db.postgresql",
}


def secret_key(*, debug: bool, data_dir: Path) -> str:
    """`DJANGO_SECRET_KEY`; in development, a key made at the first start and kept in *data_dir*."""
    key = os.environ.get("DJANGO_SECRET_KEY", "").strip()
    if key and (debug or (len(key) >= _KEY_CHARACTERS and not key.startswith("django-insecure-"))):
        return key
    if not debug:
        fail(
            "DJANGO_SECRET_KEY",
            f"is missing, shorter than {_KEY_CHARACTERS} characters, or Django's own. Production needs a key: "
            'python -c "import secrets; print(secrets.token_urlsafe(50))"',
        )
    path = data_dir / "development-key"
    try:
        # Exclusive creation: of two processes that start at once, one writes and the other reads.
        with open(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
    except FileExistsError:
        pass
    return path.read_text().strip() or fail("DATA_DIR", f"holds an empty key file: delete {path}.")


def built_file_headers(headers: Any, _path: str, url: str) -> None:
    """How long browsers keep the built app: names under /assets/ tell their content; sw.js is always asked for."""
    if url.startswith("/assets/"):
        headers["Cache-Control"] = "public, max-age=31536000, immutable"
    elif url == "/sw.js":
        headers["Cache-Control"] = "no-cache"


def database(url: str, *, data_dir: Path) -> dict[str, Any]:
    """Django's database settings for *url*; SQLite in *data_dir* when it is empty."""
    url = url or f"sqlite:///{(data_dir / 'db.sqlite3').as_posix()}"
    scheme = url.partition(":")[0]
    if scheme not in _ENGINES:
        fail("DATABASE_URL", f"must start with sqlite:// or postgres://, not {scheme!r}.")
    try:
        config: dict[str, Any] = dict(dj_database_url.parse(url))
    except ValueError as error:
        fail("DATABASE_URL", f"cannot be read: {error}.")
    config["ENGINE"] = _ENGINES[scheme]
    config["CONN_HEALTH_CHECKS"] = scheme != "sqlite"
    # Worker threads are few and long-lived (see asgi.py): each keeps its connection.
    config["CONN_MAX_AGE"] = None
    if scheme == "sqlite":
        # A file for the tests too: threads cannot share an in-memory database without table locks.
        config["TEST"] = {"NAME": str(data_dir / "test.sqlite3")}
        config["OPTIONS"] = {
            # Take the write lock at BEGIN: a transaction that reads first can then never die half-way with
            # "database is locked", which no busy timeout cures.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-65536; "
                "PRAGMA mmap_size=268435456; PRAGMA temp_store=MEMORY; PRAGMA journal_size_limit=67108864; "
                # A checkpoint every 16 MB of changes rather than every 4: hot pages are copied back less often.
                "PRAGMA wal_autocheckpoint=4000;"
            ),
        }
    return config


def channel_layers(redis_url: str) -> dict[str, Any]:
    """The in-process layer, or Redis pub/sub when *redis_url* is set.

    Pub/sub rather than the queueing Redis layer: what travels is a hint that may be lost or doubled, and the
    queueing layer drops silently past 100 messages a process.
    """
    if not redis_url:
        return {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}}
    if not redis_url.startswith(("redis://", "rediss://", "unix://")):
        fail(
            "REDIS_URL",
            f"must start with redis://, rediss:// or unix://, not {redis_url.partition(':')[0]!r}.",
        )
    return {
        "default": {
            "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
            "CONFIG": {"hosts": [redis_url], "prefix": "lr"},
        }
    }


def jwt_settings(*, access: timedelta, refresh: timedelta) -> dict[str, Any]:
    if access >= refresh:
        fail("ACCESS_TOKEN_LIFETIME", "must be shorter than REFRESH_TOKEN_LIFETIME.")
    return {
        "ACCESS_TOKEN_LIFETIME": access,
        "REFRESH_TOKEN_LIFETIME": refresh,
        # For the schema; accounts/sessions.py rotates.
        "ROTATE_REFRESH_TOKENS": True,
        # A token carries a digest of the password it was issued under, and dies with that password.
        "CHECK_REVOKE_TOKEN": True,
        "AUTH_TOKEN_CLASSES": ("api.accounts.jwt_tokens.AccessToken",),
        "UPDATE_LAST_LOGIN": False,
    }


def schema_settings() -> dict[str, Any]:
    return {
        "TITLE": "LR Inventory",
        "DESCRIPTION": "REST API for LR Inventory. Lists are JSON arrays; paging information is in the headers.",
        "VERSION": "0.1.0",
        "SERVE_INCLUDE_SCHEMA": False,
        "SERVE_PUBLIC": True,
        # A token that has expired is no reason to refuse what needs none.
        "SERVE_AUTHENTICATION": [],
        "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
        "SWAGGER_UI_DIST": "SIDECAR",
        "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
        "COMPONENT_SPLIT_REQUEST": True,
        "SORT_OPERATIONS": False,
        "ENUM_NAME_OVERRIDES": {
            "AdjustReasonEnum": "api.stock.services.REASONS",
            "KindEnum": "api.stock.models.StockAlert.Kind",
            "FileTypeEnum": "api.exchange.export.FILE_TYPES",
            "ImportKindEnum": "api.exchange.models.Kind",
            "ImportStateEnum": "api.exchange.models.State",
            "RowStateEnum": "api.exchange.serializers.ROW_STATES",
            "TrailActionEnum": "api.trail.serializers.ACTIONS",
        },
        "POSTPROCESSING_HOOKS": [
            "drf_spectacular.hooks.postprocess_schema_enums",
            "api.schema.describe_headers",
        ],
    }


def logging_config(*, level: str) -> dict[str, Any]:
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"redact": {"()": "backend.redaction.RedactTokens"}},
        "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["redact"]}},
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            "django": {"handlers": [], "propagate": True},
            "django.server": {"handlers": ["console"], "level": level, "propagate": False},
            # It would write a traceback a second while Redis is away; api/live says it once.
            "channels_redis": {"level": "CRITICAL"},
            "daphne": {"handlers": ["console"], "level": "WARNING", "propagate": False},
            "uvicorn.access": {"handlers": ["console"], "level": level, "propagate": False},
            "uvicorn.error": {"handlers": ["console"], "level": level, "propagate": False},
        },
    }
