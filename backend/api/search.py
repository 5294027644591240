"""Substring search that uses an index: FTS5 trigrams on SQLite, pg_trgm on PostgreSQL, a plain scan without them.

The index is made after every `migrate` rather than in a migration: Django rebuilds SQLite tables to alter them,
which drops their triggers.
"""

import logging
from typing import Final

from django.db import DatabaseError, connections, transaction
from django.db.models import Case, IntegerField, Q, Value, When
from django.db.models.expressions import RawSQL

logger = logging.getLogger(__name__)

MIN_INDEXED: Final = 3  # a trigram index knows nothing of shorter words
MAX_WORDS: Final = 8
_COLUMNS: Final = ("name", "sku", "barcode", "description")
_PG_TEXT: Final = "lower(name || ' ' || sku || ' ' || coalesce(barcode, '') || ' ' || description)"
_indexed: dict[str, bool] = {}


def matching(text: str, *, using: str) -> Q:
    """A condition on products: every word of *text* occurs in name, SKU, barcode or description."""
    words = text.split()[:MAX_WORDS]
    indexed = [word for word in words if len(word) >= MIN_INDEXED and has_search_index(using)]
    condition = Q()
    if indexed and connections[using].vendor == "sqlite":
        # Each word as an FTS5 string: a quote inside is doubled, everything else is literal.
        query = " AND ".join('"' + word.replace('"', '""') + '"' for word in indexed)
        sql = "SELECT rowid FROM api_product_search WHERE api_product_search MATCH %s"
        condition &= Q(pk__in=RawSQL(sql, [query]))  # noqa: S611  # parameters only
    elif indexed:
        every = " AND ".join([f"{_PG_TEXT} LIKE lower(%s)"] * len(indexed))
        sql = f"SELECT id FROM api_product WHERE {every}"  # noqa: S608  # constants; the words are parameters
        condition &= Q(pk__in=RawSQL(sql, [f"%{_escape_like(word)}%" for word in indexed]))  # noqa: S611
    for word in words:
        if word not in indexed:
            either = Q()
            for column in _COLUMNS:
                either |= Q(**{f"{column}__icontains": word})
            condition &= either
    return condition


def relevance(text: str) -> Case:
    """0 for a product whose code is *text*, 1 where a code or the name begins with it, 2 otherwise."""
    text = text.strip()
    return Case(
        When(Q(sku__iexact=text) | Q(barcode=text), then=Value(0)),
        When(Q(name__istartswith=text) | Q(sku__istartswith=text) | Q(barcode__startswith=text), then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )


def has_search_index(using: str) -> bool:
    """Whether the database has the index; asked once a process."""
    if using not in _indexed:
        connection = connections[using]
        sql = (
            "SELECT 1 FROM sqlite_master WHERE name = 'api_product_search'"
            if connection.vendor == "sqlite"
            else "SELECT 1 FROM pg_indexes WHERE indexname = 'api_product_search'"
        )
        with connection.cursor() as cursor:
            cursor.execute(sql)
            _indexed[using] = cursor.fetchone() is not None
    return _indexed[using]


def ensure_search_index(using: str) -> None:
    """Make the index if it is missing. A database that cannot have one keeps working, only slower."""
    try:
        with transaction.atomic(using=using):
            if connections[using].vendor == "sqlite":
                _ensure_sqlite(using)
            else:
                _ensure_postgresql(using)
    except DatabaseError as error:
        logger.warning("Search runs without an index: %s", error)
    _indexed.pop(using, None)


def _ensure_sqlite(using: str) -> None:
    names = ", ".join(_COLUMNS)
    new = ", ".join(f"new.{column}" for column in _COLUMNS)
    old = ", ".join(f"old.{column}" for column in _COLUMNS)
    insert = f"INSERT INTO api_product_search (rowid, {names}) VALUES (new.id, {new});"  # noqa: S608
    delete = (
        f"INSERT INTO api_product_search (api_product_search, rowid, {names}) "  # noqa: S608
        f"VALUES ('delete', old.id, {old});"
    )
    changed = " OR ".join(f"old.{column} IS NOT new.{column}" for column in _COLUMNS)
    triggers = {
        "api_product_search_insert": f"AFTER INSERT ON api_product BEGIN {insert} END",
        "api_product_search_delete": f"AFTER DELETE ON api_product BEGIN {delete} END",
        "api_product_search_update": (
            f"AFTER UPDATE OF {names} ON api_product WHEN {changed} BEGIN {delete} {insert} END"
        ),
    }
    with connections[using].cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'api_product_search_%%'"
        )
        if cursor.fetchone()[0] == len(triggers):
            return
        cursor.execute(
            f"CREATE VIRTUAL TABLE IF NOT EXISTS api_product_search USING fts5("
            f"{names}, content='api_product', content_rowid='id', tokenize='trigram')"
        )
        for name, definition in triggers.items():
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
            cursor.execute(f"CREATE TRIGGER {name} {definition}")
        cursor.execute("INSERT INTO api_product_search (api_product_search) VALUES ('rebuild')")


def _ensure_postgresql(using: str) -> None:
    with connections[using].cursor() as cursor:
        cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        cursor.execute(
            f"CREATE INDEX IF NOT EXISTS api_product_search ON api_product USING gin (({_PG_TEXT}) gin_trgm_ops)"
        )


def _escape_like(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
