"""What is found, refused and sorted on SQLite is so on PostgreSQL."""

import os
import subprocess
import sys

import pytest

from servers import ROOT, PostgresServer

# A PostgreSQL may come without the contrib modules that the index needs; what is refused before the database is
# asked is refused everywhere.
LEFT_OUT = "not without and not the_index_is_there and not is_refused and not has_lines"
FILES = ("test_search.py", "test_code_lookup.py", "test_categories.py", "test_stored_text.py")


@pytest.mark.postgres
def test_text_is_the_same_on_postgresql(postgres: PostgresServer) -> None:
    # Tables are emptied after each test; nobody waits for the disk.
    env = {
        **os.environ,
        "DATABASE_URL": postgres.database(postgres.create()),
        "PGOPTIONS": "-c synchronous_commit=off",
    }
    files = [f"tests/api/{name}" for name in FILES]
    command = [sys.executable, "-m", "pytest", "-q", "--create-db", "-k", LEFT_OUT, *files]
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-4000:]
