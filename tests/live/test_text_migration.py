"""A database of an earlier version gets what text is compared by, on SQLite and on PostgreSQL."""

import json
from pathlib import Path

import pytest

from servers import InventoryServer

# Everything that is asked for goes past today's models, which know columns that are not there yet.
BEFORE = """
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
MigrationExecutor(connection).migrate([("api", "0005_undo_bulk_changes")])
cursor = connection.cursor()
for slug, name in [("home", "Home"), ("buero", "B\\u00fcro"), ("OFFICE", "b\\u00dcro"), ("nine", "9 mm")]:
    cursor.execute("INSERT INTO api_category (slug, name) VALUES (%s, %s)", [slug, name])
rows = [
    ("\\u00c4\\u00d6-1", "Cafe\\u0301 10", None, ""),
    ("a\\u0308o\\u0308-1", "Caf\\u00e9 9", "036000291452", "twin by composition"),
    ("A\\u200b-1", "old\\tname", "\\u200b4006381333931", "invisible"),
    ("A-1", "Plain", "abc", "twin by what is invisible"),
]
for number, (sku, name, barcode, description) in enumerate(rows, 1):
    cursor.execute(
        "INSERT INTO api_product (id, sku, name, barcode, description, category_id, price, quantity, image,"
        " thumbnail, is_active, created_at, updated_at, version) VALUES (%s, %s, %s, %s, %s, 'home', 1, 0, '', '',"
        " %s, '2026-01-01 00:00:00+00:00', '2026-01-01 00:00:00+00:00', 1)",
        [number, sku, name, barcode, description, True])
    cursor.execute(
        "INSERT INTO api_stockmovement (product_id, sku, name, delta, balance_after, reason, note, actor_name,"
        " source, created_at, idempotency_key) VALUES (%s, %s, %s, 1, 1, 'count', '', '', 'api',"
        " '2026-01-01 00:00:00+00:00', '')", [number, sku, name])
if connection.vendor == "sqlite":
    cursor.execute("CREATE VIRTUAL TABLE api_product_search USING fts5(name, content='api_product')")
    cursor.execute("CREATE TRIGGER api_product_search_update AFTER UPDATE OF name ON api_product BEGIN "
                   "INSERT INTO api_product_search (api_product_search, rowid) VALUES ('delete', 1); END")
"""

AFTER = """
import json
from api.models import Category, LiveFeed, Product, StockMovement
from api.catalog.search import has_search_index
def ids(found): return sorted(found.values_list("pk", flat=True))
twin = Product.objects.get(pk=4)
twin.price = 2
twin.save()
Category.objects.get(slug="nine").save()
print(json.dumps({
    "texts": list(Product.objects.order_by("pk").values_list("sku", "name", "barcode")),
    "by name": list(Product.objects.order_by("name_key", "pk").values_list("pk", flat=True)),
    "cafe": ids(Product.objects.search("cafe")), "twin": ids(Product.objects.search("TWIN by")),
    "movements": ids(StockMovement.objects.filter(search_text__contains="cafe")),
    "plain": ids(StockMovement.objects.filter(search_text__contains="plain\\na-1")),
    "gtin": ids(Product.objects.named_by("0036000291452")), "ean": ids(Product.objects.named_by("4006381333931")),
    "skus": [ids(Product.objects.named_by(code)) for code in ("\\u00e4\\u00f6-1", "a-1")],
    "categories": list(Category.objects.values_list("slug", flat=True)),
    "index": has_search_index("default"), "versions": list(Product.objects.values_list("version", flat=True)),
}))
"""


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def server(request: pytest.FixtureRequest, tmp_path: Path) -> InventoryServer:
    if request.param == "sqlite":
        return InventoryServer(tmp_path)
    postgres = request.getfixturevalue("postgres")
    return InventoryServer(tmp_path, database_url=postgres.database(postgres.create()))


def test_an_earlier_database_is_searched_and_sorted_like_a_new_one(server: InventoryServer) -> None:
    server.shell(BEFORE)
    server.manage("migrate", "-v0")
    server.manage("migrate", "-v0")
    after = json.loads(server.shell(AFTER))

    # What is stored stays as it was typed: the rows that clients hold are still right.
    assert after["texts"] == [
        ["ÄÖ-1", "Cafe\u0301 10", None],
        ["a\u0308o\u0308-1", "Café 9", "036000291452"],
        ["A\u200b-1", "old\tname", "\u200b4006381333931"],
        ["A-1", "Plain", "abc"],
    ]
    assert after["by name"] == [2, 1, 3, 4]
    assert (after["cafe"], after["twin"], after["movements"], after["plain"]) == ([1, 2], [2, 4], [1, 2], [4])
    assert (after["gtin"], after["ean"], after["skus"]) == ([2], [3], [[1, 2], [3, 4]])
    assert after["categories"] == ["nine", "OFFICE", "buero", "home"]
    if not server.database_url:  # a PostgreSQL may come without the contrib modules
        assert after["index"] is True
    assert sorted(after["versions"]) == [1, 1, 1, 2]
