"""Fields that mean the same on SQLite and PostgreSQL."""

from typing import Any

from django.db import models


class KeyField(models.TextField):  # type: ignore[type-arg]  # generic in the stubs only
    """Text that code computes, compared and sorted by its code points whatever the locale of the database."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "default": "", "editable": False})

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {key: kwargs[key] for key in kwargs.keys() - {"default", "editable"}}

    def db_parameters(self, connection: Any) -> Any:
        # SQLite sorts so anyway.
        collation = "C" if connection.vendor == "postgresql" else None
        return {**super().db_parameters(connection), "collation": collation}


class NumberedKey(models.BigIntegerField):  # type: ignore[type-arg]  # generic in the stubs only
    """The primary key of rows that are numbered by the app, one after the other.

    SQLite keeps rows in the order of such a key, if its type is `integer` and no other word for it. Any other key
    has an index beside the rows, which every INSERT writes as well.
    """

    def db_type(self, connection: Any) -> str | None:
        return "integer" if connection.vendor == "sqlite" else super().db_type(connection)
