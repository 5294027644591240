"""The insights on PostgreSQL: their own tests, run there."""

import pytest

from servers import PostgresServer


@pytest.mark.postgres
@pytest.mark.timeout(1800)  # each of them has a limit of its own
def test_they_say_the_same_on_postgresql(postgres: PostgresServer) -> None:
    postgres.run_tests("tests/api/test_insights.py")
