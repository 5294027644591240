"""The project's settings in a known environment: nothing of the machine's own `.env` or variables leaks in."""

import os
import tempfile
from pathlib import Path

_KEEP = {"DATABASE_URL"}
for _name in (Path(__file__).parent.parent / ".env.example").read_text().splitlines():
    _name = _name.lstrip("# ").partition("=")[0]
    if _name.isupper() and _name not in _KEEP:
        # Set rather than removed: `.env` fills in only what is missing, and an empty value means the default.
        os.environ[_name] = ""

os.environ |= {
    "DEBUG": "False",
    "DJANGO_SECRET_KEY": "only-for-tests-" + "k3y" * 16,
    "HTTPS_ONLY": "False",
    "DATA_DIR": tempfile.mkdtemp(prefix="lr-tests-"),
    "CORS_ALLOWED_ORIGINS": "https://shop.example",
    "LOG_LEVEL": "WARNING",
    "REGISTRATION": "open",
}

from backend.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Clients of tests are made anew again and again; each would look through all the files of the web app.
WHITENOISE_AUTOREFRESH = True
