"""Indexes that every write paid for and no read needed.

Those of foreign keys whose other indexes begin with them; that of the log's primary key, which SQLite keeps beside
the rows unless its type is `integer`; and that of the time of events, which are in that order anyway.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import engine.db.fields


def drop(apps, schema_editor):
    """As Django would, which on SQLite writes the whole table anew to drop an index of a foreign key."""
    with schema_editor.connection.cursor() as cursor:
        found = schema_editor.connection.introspection.get_constraints(cursor, 'api_product')
    for name, constraint in found.items():
        is_plain = constraint['index'] and not constraint['unique'] and not constraint['primary_key']
        if is_plain and constraint['columns'] in (['category_id'], ['created_by_id']):
            schema_editor.execute(f'DROP INDEX {schema_editor.quote_name(name)}')


def make(apps, schema_editor):
    product = apps.get_model('api', 'Product')
    for name in ('category', 'created_by'):
        field = product._meta.get_field(name)
        field.db_index = True
        for statement in schema_editor._field_indexes_sql(product, field):
            schema_editor.execute(statement)


class Migration(migrations.Migration):

    dependencies = [
        ('api', '0021_plainer_help_texts'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunPython(drop, make)],
            state_operations=[
                migrations.AlterField(
                    model_name='product',
                    name='category',
                    field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='products', to='api.category'),
                ),
                migrations.AlterField(
                    model_name='product',
                    name='created_by',
                    field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='products', to=settings.AUTH_USER_MODEL, verbose_name='owner'),
                ),
            ],
        ),
        migrations.RemoveIndex(
            model_name='liveevent',
            name='liveevent_at',
        ),
        migrations.AlterField(
            model_name='liveevent',
            name='seq',
            field=engine.db.fields.NumberedKey(primary_key=True, serialize=False),
        ),
    ]
