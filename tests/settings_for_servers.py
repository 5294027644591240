"""The project's settings, as they are, for the servers of tests; but passwords cost little.

A sign-in takes a third of a second of work, on purpose. Tests sign in hundreds of times.
"""

from backend.settings import *  # noqa: F403  # every one of them

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
