import uuid

from django.db import migrations


def add_identity_where_it_is_missing(apps, schema_editor):
    """The first databases were made before 0001 had this column."""
    feed = apps.get_model("api", "LiveFeed")
    connection = schema_editor.connection
    with connection.cursor() as cursor:
        columns = connection.introspection.get_table_description(cursor, feed._meta.db_table)
    if "identity" not in {column.name for column in columns}:
        schema_editor.add_field(feed, feed._meta.get_field("identity"))


def begin_new_epoch(apps, schema_editor):
    """The rows in the log call inactive products low; those that clients keep do as well."""
    apps.get_model("api", "LiveFeed").objects.using(schema_editor.connection.alias).update(epoch=uuid.uuid4())


class Migration(migrations.Migration):

    dependencies = [
        ("api", "0006_text_keys"),
    ]

    operations = [
        migrations.RunPython(add_identity_where_it_is_missing, migrations.RunPython.noop),
        migrations.RunPython(begin_new_epoch, migrations.RunPython.noop),
    ]
