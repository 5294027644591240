"""Substring search that uses an index: FTS5 trigrams on SQLite, pg_trgm on PostgreSQL, a plain scan without them.

The index is made after every `migrate` rather than in a migration: Django rebuilds SQLite tables to alter them,
which drops their triggers.
"""

import logging
from collections import defaultdict
from typing import Any, Final

from django.db import DatabaseError, connections, transaction
from django.db.models import BooleanField, Case, IntegerField, Q, QuerySet, Value, When
from django.db.models.expressions import RawSQL
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan

from ..core.text import words
from .codes import barcode_key, product_of_label, read_code, sku_key
from .product_text import AFTER_TWIN, TWIN, one_line

logger = logging.getLogger(__name__)

MIN_INDEXED: Final = 3  # a trigram index knows nothing of shorter words
_INDEX: Final = "api_product_text"
_indexed: dict[str, bool] = {}


def matching(text: str, *, using: str) -> Q:
    """A condition on products: every word of *text* occurs in name, SKU, barcode or description."""
    condition = Q()
    indexed = []
    for word in words(text):
        # On PostgreSQL the index answers LIKE.
        if len(word) >= MIN_INDEXED and _has_fts5(using):
            indexed.append(word)
        else:
            condition &= Q(search_text__contains=word)
    if indexed:
        query = " AND ".join(map(_fts5_string, indexed))
        condition = Q(pk__in=RawSQL(_FTS5, [query])) & condition  # noqa: S611  # parameters only
    return condition


def count_matches(products: QuerySet[Any], text: str) -> int | None:
    """How many of *products* match *text*. The index counts them without reading their rows.

    None if the index cannot tell: *products* are only some of all, or a word is too short for it.
    """
    query = _fts5_query(text, products.db)
    if query is None or products.query.where:
        return None
    with connections[products.db].cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM ({_FTS5})", [query])  # noqa: S608  # constants alone
        return int(cursor.fetchone()[0])


def best_matches(products: QuerySet[Any], text: str, limit: int, total: int) -> list[int] | None:
    """Some of *products*, by id, among which are the *limit* best matches of *text*: see `relevance`.

    None where few match in *total*, which are sorted quickly, and where it is not known how to do better. Of a
    word that a tenth of a million products has, sorting all takes a third of a second. But those whose code or
    name begins with it are found by indexes, and the rest come by name: walking along the names meets enough of
    them soon, unless the word stands in names far down the alphabet. Then only the products that are likely to
    have the word are looked at, in the order of their names.
    """
    if total <= _FEW:
        return None
    using, begins = products.db, one_line(text)
    # Keys of names are not what was typed where there are digits (text.sort_key).
    is_plain = len(begins) <= _LONGEST_BEGINNING and not any(char.isnumeric() for char in begins)
    if not is_plain or _fts5_query(text, using) is None:
        return None
    begin = _fts5_string(f"\n{begins}")
    if _are_many(begin, using):
        return None
    matches = products.order_by("name_key", "pk")
    for word in words(text):
        matches = matches.filter(search_text__contains=word)
    of_name = Q(name_key__gte=begins, name_key__lt=f"{begins}\U0010ffff", search_text__startswith=begins)
    ways = (
        Q(sku_key=sku_key(text)) | Q(barcode_key=barcode_key(text)),
        Q(pk__in=RawSQL(_FTS5, [begin])),  # noqa: S611  # parameters only
        of_name,
    )
    best = {pk for way in ways for pk in matches.filter(way).values_list("pk", flat=True)[:limit]}
    if len(best) >= limit:
        return list(best)
    everything = products.model._default_manager.using(using)
    # About how many products there are: the newest one's id.
    there = everything.order_by("-pk").values_list("pk", flat=True).first() or 0
    walked = min(_WALKED, _PATIENCE * limit * there // total)
    end = everything.order_by("name_key").values_list("name_key", flat=True)[walked : walked + 1].first()
    walk = matches if end is None else matches.filter(name_key__lt=end)
    met = list(walk.values_list("pk", flat=True)[:limit])
    if end is not None and len(met) < limit:
        if total * _COMMON < there:
            return None
        # Two trigrams of each word are found in a third of the time that all of them, side by side, take; and
        # hardly a product has both without the word.
        likely = " AND ".join(_fts5_string(part) for word in words(text) for part in (word[:3], word[-3:]))
        is_likely = RawSQL(f"+api_product.id IN ({_FTS5})", [likely], BooleanField())  # noqa: S611  # parameters only
        met = list(matches.filter(is_likely).values_list("pk", flat=True)[:limit])
    return list(best.union(met))


# Fewer are sorted sooner than names are walked: 8,000 take as long as 4,000 names.
_FEW: Final = 8_000
_WALKED: Final = 4_000
# How many times as many names are walked as would do if the matches were spread evenly over them.
_PATIENCE: Final = 4
# Where one of so many products matches, walking all names takes at most twice as long as sorting the matches, and
# mostly a fraction.
_COMMON: Final = 20
_LONGEST_BEGINNING: Final = 100
_FTS5: Final = f"SELECT rowid FROM {_INDEX} WHERE {_INDEX} MATCH %s"  # noqa: S608  # constants alone


def _are_many(query: str, using: str) -> bool:
    """Whether more than _FEW products match; it is not counted how many more."""
    with connections[using].cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM ({_FTS5} LIMIT {_FEW + 1})", [query])  # noqa: S608  # a number
        return bool(cursor.fetchone()[0] > _FEW)


def _has_fts5(using: str) -> bool:
    return connections[using].vendor == "sqlite" and has_search_index(using)


def _fts5_query(text: str, using: str) -> str | None:
    """What finds all words of *text*, where the index knows them all."""
    found = words(text)
    if not found or min(map(len, found)) < MIN_INDEXED or not _has_fts5(using):
        return None
    return " AND ".join(map(_fts5_string, found))


def _fts5_string(text: str) -> str:
    """A quote inside is doubled, everything else is literal."""
    return '"' + text.replace('"', '""') + '"'


def relevance(text: str) -> Case:
    """0 for a product whose code is *text*, 1 where a code or the name begins with it, 2 otherwise."""
    begins = one_line(text)
    code_begins = GreaterThan(StrIndex("search_text", Value(f"\n{begins}")), 0)
    return Case(
        When(Q(sku_key=sku_key(text)) | Q(barcode_key=barcode_key(text)), then=Value(0)),
        When(Q(search_text__startswith=begins) | Q(code_begins), then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )


def named_by(code: str, products: QuerySet[Any]) -> list[int]:
    """The ids of those of *products* that *code* names, by the best way in which it names any.

    The link on a label names its product. Else in this order: the barcode is *code*; both are the same GTIN; the
    barcode is *code* but for case; the SKU is.
    """
    if (pk := product_of_label(code)) is not None:
        return list(products.filter(pk=pk).values_list("pk", flat=True))
    scanned = read_code(code)
    keys = [*scanned.keys, *([scanned.gtin] if scanned.gtin else [])]
    if not keys:
        return []
    of_sku = Q()
    for key in map(sku_key, scanned.texts):
        of_sku |= Q(sku_key=key) | Q(sku_key__gte=key + TWIN, sku_key__lt=key + AFTER_TWIN)
    found = products.filter(Q(barcode__in=scanned.texts) | Q(barcode_key__in=keys) | of_sku)
    ranks: dict[int, list[int]] = defaultdict(list)
    for pk, barcode, key in found.values_list("pk", "barcode", "barcode_key"):
        is_way = (barcode in scanned.texts, key and key == scanned.gtin, key in keys, True)
        ranks[is_way.index(True)].append(pk)
    return ranks[min(ranks)] if ranks else []


def has_search_index(using: str) -> bool:
    """Whether the database has the index; asked once a process."""
    if using not in _indexed:
        connection = connections[using]
        where = "sqlite_master WHERE name" if connection.vendor == "sqlite" else "pg_indexes WHERE indexname"
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT 1 FROM {where} = %s", [_INDEX])  # noqa: S608  # constants alone
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
    insert = f"INSERT INTO {_INDEX} (rowid, search_text) VALUES (new.id, new.search_text);"  # noqa: S608
    delete = (
        f"INSERT INTO {_INDEX} ({_INDEX}, rowid, search_text) "  # noqa: S608
        "VALUES ('delete', old.id, old.search_text);"
    )
    triggers = {
        f"{_INDEX}_insert": f"AFTER INSERT ON api_product BEGIN {insert} END",
        f"{_INDEX}_delete": f"AFTER DELETE ON api_product BEGIN {delete} END",
        f"{_INDEX}_update": (
            "AFTER UPDATE OF search_text ON api_product WHEN old.search_text IS NOT new.search_text "
            f"BEGIN {delete} {insert} END"
        ),
    }
    with connections[using].cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s", [f"{_INDEX}_%"]
        )
        if cursor.fetchone()[0] == len(triggers):
            return
        # The index of earlier versions, over four columns as they were typed.
        for old in ("insert", "delete", "update"):
            cursor.execute(f"DROP TRIGGER IF EXISTS api_product_search_{old}")
        cursor.execute("DROP TABLE IF EXISTS api_product_search")
        # Case is folded already.
        cursor.execute(
            f"CREATE VIRTUAL TABLE IF NOT EXISTS {_INDEX} USING fts5("
            "search_text, content='api_product', content_rowid='id', tokenize='trigram case_sensitive 1')"
        )
        for name, definition in triggers.items():
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
            cursor.execute(f"CREATE TRIGGER {name} {definition}")
        cursor.execute(f"INSERT INTO {_INDEX} ({_INDEX}) VALUES ('rebuild')")  # noqa: S608


def _ensure_postgresql(using: str) -> None:
    with connections[using].cursor() as cursor:
        cursor.execute("DROP INDEX IF EXISTS api_product_search")  # of earlier versions
        cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        cursor.execute(f"CREATE INDEX IF NOT EXISTS {_INDEX} ON api_product USING gin (search_text gin_trgm_ops)")
