"""What is found, refused and sorted on SQLite is so on PostgreSQL."""

import pytest

from servers import PostgresServer

# A PostgreSQL may come without the contrib modules that the index needs; what is refused before the database is
# asked is refused everywhere.
LEFT_OUT = "not without and not the_index_is_there and not is_refused and not has_lines"
FILES = ("test_search.py", "test_code_lookup.py", "test_categories.py", "test_stored_text.py")


@pytest.mark.postgres
@pytest.mark.timeout(1800)  # each of them has a limit of its own
def test_text_is_the_same_on_postgresql(postgres: PostgresServer) -> None:
    postgres.run_tests("-k", LEFT_OUT, *(f"tests/api/{name}" for name in FILES))
