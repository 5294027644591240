#!/usr/bin/env python
"""Run an administrative task: `python backend/manage.py <command>`."""

import os
import sys

from api.core.actor import acting_as
from backend.env import load_env_file


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backend.settings")
    load_env_file()
    # A checkout in which nobody has configured anything is a development checkout: the classic commands work
    # at once. Whoever sets a secret key or DEBUG has decided for themselves, and a server started without
    # manage.py (uvicorn, daphne) never gets this default. See docs/decisions/0002-development-by-default.md.
    if "DEBUG" not in os.environ and "DJANGO_SECRET_KEY" not in os.environ:
        os.environ["DEBUG"] = "True"

    from django.core.management import execute_from_command_line

    with acting_as(None, source="command"):
        execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
