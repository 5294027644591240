"""Typed reading of settings from the environment and `.env`.

A value that cannot be understood ends the start with one line that names the setting: a traceback would hide it.
"""

import os
import re
from datetime import timedelta
from pathlib import Path
from typing import NoReturn

from dotenv import load_dotenv

ROOT = Path(__file__).resolve().parent.parent.parent

_TRUE = {"1", "true", "yes", "on"}
_FALSE = {"0", "false", "no", "off"}
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}


def load_env_file() -> None:
    """Read `.env` in the checkout's root, if there is one. The environment wins over the file."""
    load_dotenv(ROOT / ".env", override=False)


def fail(name: str, problem: str) -> NoReturn:
    """End the process with one line about the setting *name*."""
    raise SystemExit(f"Configuration error: {name} {problem}")


def env_str(name: str, default: str = "") -> str:
    return os.environ.get(name, "").strip() or default


def env_bool(name: str, default: bool) -> bool:
    raw = env_str(name).lower()
    if not raw:
        return default
    if raw in _TRUE:
        return True
    if raw in _FALSE:
        return False
    fail(name, f"must be True or False, not {raw!r}.")


def env_int(name: str, default: int, *, minimum: int, maximum: int = 2**53) -> int:
    raw = env_str(name)
    if not raw:
        return default
    try:
        value = int(raw)
    except ValueError:
        fail(name, f"must be a whole number, not {raw!r}.")
    if not minimum <= value <= maximum:
        fail(name, f"must be between {minimum} and {maximum}, not {value}.")
    return value


def env_list(name: str, default: list[str]) -> list[str]:
    """A comma-separated list; blanks are dropped."""
    raw = env_str(name)
    return [item.strip() for item in raw.split(",") if item.strip()] if raw else default


def env_hosts(name: str, default: list[str]) -> list[str]:
    """A list of host names: no scheme, no port, no path. `*` allows every host, `.shop.example` a whole domain."""
    hosts = env_list(name, default)
    for host in hosts:
        if not re.fullmatch(r"\*|\[[0-9a-fA-F:.]+\]|\.?[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*", host):
            fail(name, f"holds {host!r}; a host looks like shop.example, with no https:// and no port.")
    return hosts


def env_origins(name: str, default: list[str], *, null: bool = True) -> list[str]:
    """A list of origins (`https://shop.example`), or, where *null*, that word for pages opened from disk."""
    origins = env_list(name, default)
    for origin in origins:
        if not (null and origin == "null") and not re.fullmatch(r"https?://[^/\s*]+", origin):
            fail(name, f"holds {origin!r}; an origin looks like https://shop.example, with no path and no *.")
    return origins


def env_duration(name: str, default: timedelta) -> timedelta:
    """A duration such as `90s`, `60m`, `12h` or `7d`."""
    raw = env_str(name).lower()
    if not raw:
        return default
    match = re.fullmatch(r"(\d{1,6})([smhd])", raw)
    if not match or int(match[1]) == 0:
        fail(name, f"must be a duration such as 90s, 60m, 12h or 7d, not {raw!r}.")
    return timedelta(**{_UNITS[match[2]]: int(match[1])})


def env_rate(name: str, default: str) -> str:
    """A throttle rate such as `10/minute`."""
    raw = env_str(name, default)
    if not re.fullmatch(r"[1-9]\d*/(second|minute|hour|day)", raw):
        fail(name, f"must be a rate such as 10/minute, not {raw!r}.")
    return raw


def env_choice(name: str, default: str, pattern: str, example: str) -> str:
    """A word that must match *pattern*; *example* is shown when it does not."""
    raw = env_str(name, default)
    if not re.fullmatch(pattern, raw):
        fail(name, f"must look like {example}, not {raw!r}.")
    return raw
