"""Queries that Django compiles once instead of every time.

To build a queryset and compile it to SQL takes Django several times as long as the database needs for the answer.
For the few queries that every request or every event asks, the SQL is kept; values, connections, converters and
query logging are Django's as ever.
"""

from collections.abc import Callable
from inspect import signature
from typing import Any, Final

from django.db import connections
from django.db.models import QuerySet

# Told apart in the compiled query, and of no meaning: they are never sent.
_PLACEHOLDERS: Final = (1_000_001, 1_000_002, 1_000_003)

Row = tuple[Any, ...]


class PreparedMixin:
    """A connection that keeps what was compiled for it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.prepared: dict[Prepared, _Compiled] = {}


class Prepared:
    """The query that *build* returns for its arguments: a `values_list` whose SQL depends on nothing else.

    Arguments are integers or strings, and go to the database as they are.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Any]]) -> None:
        self._build = build
        self._placeholders = _PLACEHOLDERS[: len(signature(build).parameters)]

    def rows(self, *values: int | str, limit: int | None = None, using: str = "default") -> list[Row]:
        """The rows for these *values*, at most *limit* of them."""
        connection: Any = connections[using]
        compiled: _Compiled | None = connection.prepared.get(self)
        if compiled is None:
            compiled = connection.prepared[self] = _Compiled(self._build(*self._placeholders).using(using))
            if [str(param) for param in compiled.params] != [str(value) for value in self._placeholders]:
                raise TypeError("A prepared query's parameters must be its arguments, in order.")
        sql = compiled.sql if limit is None else f"{compiled.sql} LIMIT {limit:d}"
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            return compiled.convert(cursor.fetchall(), connection)


class _Compiled:
    def __init__(self, queryset: QuerySet[Any, Any]) -> None:
        compiler = queryset.query.get_compiler(queryset.db)
        self.sql, self.params = compiler.as_sql()
        columns = [expression for expression, _, _ in compiler.select]
        self._converters: dict[int, tuple[list[Callable[..., Any]], Any]] = compiler.get_converters(columns)

    def convert(self, rows: list[Row], connection: Any) -> list[Row]:
        """What the database gives, as the fields' own Python types."""
        if not self._converters:
            return rows
        converted = []
        for row in rows:
            values = list(row)
            for index, (converters, expression) in self._converters.items():
                for converter in converters:
                    values[index] = converter(values[index], expression, connection)
            converted.append(tuple(values))
        return converted
