"""The trail and the trash on PostgreSQL: their own tests, run there."""

import pytest

from servers import PostgresServer


@pytest.mark.postgres
@pytest.mark.timeout(1800)  # each of them has a limit of its own
def test_they_do_the_same_on_postgresql(postgres: PostgresServer) -> None:
    names = ("trail", "trail_of_writes", "audit", "trash", "time_machine")
    postgres.run_tests(*(f"tests/api/test_{name}.py" for name in names))
