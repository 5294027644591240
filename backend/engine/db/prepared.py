"""Queries that Django compiles once instead of every time.

To build a queryset and compile it to SQL takes Django several times as long as the database needs for the answer.
For the few queries that every request or every event asks, the SQL is kept; values, connections, converters and
query logging are Django's as ever.
"""

from collections.abc import Callable, Sequence
from inspect import signature
from itertools import cycle
from typing import Any, Final

from django.db import connections
from django.db.models import QuerySet
from django.db.models.sql import InsertQuery

# Told apart in the compiled query, and of no meaning: they are never sent.
_PLACEHOLDERS: Final = (1_000_001, 1_000_002, 1_000_003)

Row = tuple[Any, ...]


class PreparedMixin:
    """A connection that keeps what was compiled for it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.prepared: dict[Any, Any] = {}


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


class PreparedInserts:
    """Mixed into a queryset class: its INSERT is compiled once, for `save` and `bulk_create`.

    Steps in where Django makes and runs the statement. What is not a plain row of values it leaves to Django.
    """

    model: Any
    db: str

    def _insert(
        self,
        objs: Sequence[Any],
        fields: Sequence[Any],
        returning_fields: Sequence[Any] | None = None,
        raw: bool = False,
        using: str | None = None,
        on_conflict: Any = None,
        **options: Any,
    ) -> list[Row]:
        if on_conflict is None:
            connection: Any = connections[using or self.db]
            statement = self._insert_statement(connection, objs[:1], fields, returning_fields or (), raw=raw)
            # After compiling, which does it too: `auto_now` leaves another time in the object at every call, and
            # what stays there must be what is stored.
            values = [
                getattr(obj, field.attname) if raw else field.pre_save(obj, add=True)
                for obj in objs
                for field in fields
            ]
            if statement and not any(hasattr(value, "resolve_expression") for value in values):
                prepared = [f.get_db_prep_save(v, connection) for f, v in zip(cycle(fields), values, strict=False)]
                row = f"({', '.join(['%s'] * len(fields))})"
                with connection.cursor() as cursor:
                    cursor.execute(statement.replace(row, ", ".join([row] * len(objs))), prepared)
                    return list(cursor.fetchall()) if returning_fields else []
        django: Any = super()
        inserted: list[Row] = django._insert(objs, fields, returning_fields, raw, using, on_conflict, **options)
        return inserted

    def _insert_statement(
        self, connection: Any, objs: Sequence[Any], fields: Sequence[Any], returning: Sequence[Any], *, raw: bool
    ) -> str:
        """Of one object. Empty when the statement depends on more than the names of the columns."""
        key = (self.model, tuple(field.column for field in fields), tuple(field.column for field in returning))
        statement: str | None = connection.prepared.get(key)
        if statement is None:
            query = InsertQuery(self.model)
            query.insert_values(fields, list(objs), raw=raw)
            compiler: Any = query.get_compiler(connection=connection)
            compiler.returning_fields = returning
            [(statement, _)] = compiler.as_sql()
            columns = [field.get_col(self.model._meta.db_table) for field in returning]
            if statement.count("%s") != len(fields) or compiler.get_converters(columns):
                statement = ""
            connection.prepared[key] = statement
        return statement
