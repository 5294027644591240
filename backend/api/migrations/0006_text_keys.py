"""Stores what text is compared by: for search, for codes and names that must be unique, and for order.

The rows that REST and the feed send stay as they are. SKUs and names of categories that were two and are one by the
new rules both stay: the later one is told apart by what is appended to its key, until somebody changes it.
"""

import logging

import api.core.validators
import engine.db.fields
from django.db import migrations, models

# Not frozen here: what is stored must be what today's code looks for.
from api.catalog.product_text import DERIVED, TEXTS, derive, movement_text
from api.core.text import unique_name_key

BATCH = 2000
COLUMNS = (
    ("api_category", "name_key"),
    *(("api_product", column) for column in DERIVED),
    ("api_stockmovement", "search_text"),
)
logger = logging.getLogger(__name__)


def add_columns(apps, schema_editor):
    """Django would build each table of SQLite anew for each of them."""
    for table, column in COLUMNS:
        is_key = column.endswith("_key") and schema_editor.connection.vendor == "postgresql"
        collation = ' COLLATE "C"' if is_key else ""
        schema_editor.execute(f"ALTER TABLE {table} ADD COLUMN {column} text{collation} NOT NULL DEFAULT ''")


def drop_columns(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for event in ("insert", "update", "delete"):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS api_product_text_{event}")
        schema_editor.execute("DROP TABLE IF EXISTS api_product_text")
    for table, column in COLUMNS:
        schema_editor.execute(f"ALTER TABLE {table} DROP COLUMN {column}")


def derive_products(apps, schema_editor):
    def values(row):
        return derive(dict(zip(TEXTS, row, strict=True)))

    _fill(schema_editor, "api_product", TEXTS, DERIVED, values)
    _tell_twins_apart(schema_editor, "api_product", "sku_key", "id", "sku")


def derive_movements(apps, schema_editor):
    is_sqlite = schema_editor.connection.vendor == "sqlite"
    # Plain ASCII is folded by the database, all rows at once; SQLite knows of no other small letters anyway.
    lower = "lower(name || %s || sku)" if is_sqlite else 'lower((name || %s || sku) COLLATE "C")'
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(f"UPDATE api_stockmovement SET search_text = {lower}", ["\n"])
    as_bytes = "length(CAST(search_text AS BLOB))" if is_sqlite else "octet_length(search_text)"
    _fill(
        schema_editor,
        "api_stockmovement",
        ("name", "sku"),
        ("search_text",),
        lambda row: (movement_text(*row),),
        where=f"{as_bytes} <> length(search_text)",
    )


def derive_categories(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT slug, name FROM api_category")
        rows = [(unique_name_key(name), slug) for slug, name in cursor.fetchall()]
        cursor.executemany("UPDATE api_category SET name_key = %s WHERE slug = %s", rows)
    _tell_twins_apart(schema_editor, "api_category", "name_key", "slug", "name")


def _fill(schema_editor, table, sources, targets, values, where="1 = 1"):
    """Write *targets* of all rows, batch by batch: *values* makes them of *sources*."""
    select = f"SELECT id, {', '.join(sources)} FROM {table} WHERE id > %s AND {where} ORDER BY id LIMIT {BATCH}"
    update = f"UPDATE {table} SET {', '.join(f'{column} = %s' for column in targets)} WHERE id = %s"
    last = 0
    with schema_editor.connection.cursor() as cursor:
        while True:
            cursor.execute(select, [last])
            rows = cursor.fetchall()
            if not rows:
                return
            cursor.executemany(update, [(*values(row[1:]), row[0]) for row in rows])
            last = rows[-1][0]


def _tell_twins_apart(schema_editor, table, key, pk, shown):
    later = (
        f"SELECT {pk} FROM (SELECT {pk}, row_number() OVER (PARTITION BY {key} ORDER BY {pk}) AS place "
        f"FROM {table}) numbered WHERE place > 1"
    )
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(f"SELECT {shown} FROM {table} WHERE {pk} IN ({later}) ORDER BY {pk}")
        if twins := [value for (value,) in cursor.fetchall()]:
            logger.warning("%s: not unique but for case or composition, and kept: %s", table, ", ".join(twins[:50]))
            cursor.execute(f"UPDATE {table} SET {key} = {key} || %s || {pk} WHERE {pk} IN ({later})", ["\n"])
    if schema_editor.connection.vendor == "postgresql":
        # A row that is written twice in a transaction is checked at its end, and until then no index can be made.
        schema_editor.connection.check_constraints()


class Migration(migrations.Migration):

    dependencies = [
        ('api', '0005_undo_bulk_changes'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='category',
            options={'base_manager_name': 'objects', 'ordering': ('name_key',), 'verbose_name_plural': 'categories'},
        ),
        migrations.RemoveConstraint(
            model_name='product',
            name='product_sku_unique',
        ),
        migrations.RemoveIndex(
            model_name='product',
            name='product_name',
        ),
        migrations.RemoveIndex(
            model_name='product',
            name='product_category_name',
        ),
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunPython(add_columns, drop_columns)],
            state_operations=[
                migrations.AddField(
                    model_name='category',
                    name='name_key',
                    field=engine.db.fields.KeyField(),
                ),
                migrations.AddField(
                    model_name='product',
                    name='search_text',
                    field=models.TextField(default='', editable=False),
                ),
                migrations.AddField(
                    model_name='product',
                    name='name_key',
                    field=engine.db.fields.KeyField(),
                ),
                migrations.AddField(
                    model_name='product',
                    name='sku_key',
                    field=engine.db.fields.KeyField(),
                ),
                migrations.AddField(
                    model_name='product',
                    name='barcode_key',
                    field=engine.db.fields.KeyField(),
                ),
                migrations.AddField(
                    model_name='stockmovement',
                    name='search_text',
                    field=models.TextField(default='', editable=False),
                ),
            ],
        ),
        migrations.AlterField(
            model_name='category',
            name='name',
            field=models.CharField(max_length=80, unique=True, validators=[api.core.validators.one_line, api.core.validators.visible]),
        ),
        migrations.AlterField(
            model_name='product',
            name='barcode',
            field=models.CharField(blank=True, max_length=64, null=True, unique=True, validators=[api.core.validators.one_line]),
        ),
        migrations.AlterField(
            model_name='product',
            name='name',
            field=models.CharField(max_length=200, validators=[api.core.validators.one_line, api.core.validators.visible]),
        ),
        migrations.AlterField(
            model_name='product',
            name='sku',
            field=models.CharField(blank=True, help_text='Unique code. Made from the category when left blank.', max_length=64, validators=[api.core.validators.one_line], verbose_name='SKU'),
        ),
        migrations.AlterField(
            model_name='savedview',
            name='name',
            field=models.CharField(max_length=60, validators=[api.core.validators.one_line, api.core.validators.visible]),
        ),
        migrations.RunPython(derive_products, migrations.RunPython.noop),
        migrations.RunPython(derive_movements, migrations.RunPython.noop),
        migrations.RunPython(derive_categories, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name='product',
            index=models.Index(models.F('name_key'), models.F('id'), name='product_name'),
        ),
        migrations.AddIndex(
            model_name='product',
            index=models.Index(models.F('category'), models.F('name_key'), models.F('id'), name='product_category_name'),
        ),
        migrations.AddIndex(
            model_name='product',
            index=models.Index(models.F('barcode_key'), name='product_barcode_key'),
        ),
        migrations.AddConstraint(
            model_name='category',
            constraint=models.UniqueConstraint(models.F('name_key'), name='category_name_unique'),
        ),
        migrations.AddConstraint(
            model_name='product',
            constraint=models.UniqueConstraint(models.F('sku_key'), name='product_sku_unique', violation_error_message='This SKU is already in use.'),
        ),
    ]
