"""The project's settings, as they are, for the servers of tests; but passwords cost little.

A sign-in takes a third of a second of work, on purpose. Tests sign in hundreds of times.
"""

import os
from pathlib import Path

from backend.settings import *  # noqa: F403  # every one of them

# Another build of the web app than that of the tree.
if folder := os.environ.get("TEST_FRONTEND_DIST"):
    FRONTEND_DIST = WHITENOISE_ROOT = Path(folder)

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
