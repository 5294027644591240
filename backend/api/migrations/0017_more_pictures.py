import uuid

from django.db import migrations, models


def begin_new_epoch(apps, schema_editor):
    """The rows in the log do not have the column."""
    apps.get_model("api", "LiveFeed").objects.using(schema_editor.connection.alias).update(epoch=uuid.uuid4())


class Migration(migrations.Migration):

    dependencies = [
        ("api", "0016_samples"),
    ]

    operations = [
        migrations.AddField(
            model_name="product",
            name="more_pictures",
            field=models.JSONField(editable=False, null=True),
        ),
        migrations.RunPython(begin_new_epoch, begin_new_epoch),
    ]
