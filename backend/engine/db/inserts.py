"""Many rows in few statements, past the models: their instances would take longer than all the rest."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

_MAX_PARAMETERS: Final = 8_000


def insert_rows(connection: Any, table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> list[int]:
    """Insert *rows*, each with the values of *columns*, and return their ids in the same order.

    Values go to the database as they are, but for moments. Indexes are written once a statement: the more rows it
    has, the quicker.
    """
    adapt = connection.ops.adapt_datetimefield_value
    row = f"({', '.join(['%s'] * len(columns))})"
    step = (connection.features.max_query_params or _MAX_PARAMETERS) // len(columns)
    ids: list[int] = []
    with connection.cursor() as cursor:
        for start in range(0, len(rows), step):
            chunk = rows[start : start + step]
            statement = (
                f"INSERT INTO {table} ({', '.join(columns)}) "  # noqa: S608  # names alone
                f"VALUES {', '.join([row] * len(chunk))} RETURNING id"
            )
            values = [adapt(value) if isinstance(value, datetime) else value for row in chunk for value in row]
            cursor.execute(statement, values)
            # Ids rise in the order of the rows, but RETURNING may list them in another.
            ids += sorted(pk for (pk,) in cursor.fetchall())
    return ids
