from django.db import migrations, models


def name_those_in_the_trash(apps, schema_editor):
    """Movements of products that were deleted before: the trash knows which they are."""
    alias = schema_editor.connection.alias
    movements = apps.get_model("api", "StockMovement").objects.using(alias)
    trashed = apps.get_model("api", "TrashedProduct").objects.using(alias)
    for product_id, ids in trashed.values_list("product_id", "movements").iterator():
        for start in range(0, len(ids), 500):
            movements.filter(pk__in=ids[start : start + 500]).update(former_product=product_id)


class Migration(migrations.Migration):

    dependencies = [
        ("api", "0014_tokens"),
    ]

    operations = [
        migrations.AddField(
            model_name="stockmovement",
            name="former_product",
            field=models.BigIntegerField(editable=False, null=True),
        ),
        migrations.RunPython(name_those_in_the_trash, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="stockmovement",
            index=models.Index(
                models.F("former_product"),
                condition=models.Q(("former_product__isnull", False)),
                name="movement_former_product",
            ),
        ),
    ]
