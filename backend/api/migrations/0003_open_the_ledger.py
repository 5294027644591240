from django.db import migrations, models


def open_the_ledger(apps, schema_editor):
    """What is there already was there from the beginning, as far as anybody knows."""
    schema_editor.execute(
        "INSERT INTO api_stockmovement (product_id, sku, name, delta, balance_after, reason, note, actor_id, "
        "actor_name, source, created_at, idempotency_key) "
        "SELECT p.id, p.sku, p.name, p.quantity, p.quantity, 'initial', 'On hand when the ledger was opened', "
        "u.id, coalesce(u.username, ''), 'system', p.created_at, '' "
        "FROM api_product p LEFT JOIN auth_user u ON u.id = p.created_by_id WHERE p.quantity > 0 "
        "AND NOT EXISTS (SELECT 1 FROM api_stockmovement m WHERE m.product_id = p.id) ORDER BY p.id"
    )


def mark_what_is_low(apps, schema_editor):
    products = apps.get_model("api", "Product").objects.using(schema_editor.connection.alias)
    low = products.filter(is_active=True, reorder_level__isnull=False, quantity__lte=models.F("reorder_level"))
    low.update(low_since=models.F("updated_at"))


class Migration(migrations.Migration):

    dependencies = [
        ("api", "0002_stock_ledger"),
    ]

    operations = [
        migrations.RunPython(open_the_ledger, migrations.RunPython.noop),
        migrations.RunPython(mark_what_is_low, migrations.RunPython.noop),
    ]
