import unicodedata

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

LONGEST_KEY = 500


def claim_names(apps, schema_editor):
    """Of accounts whose names differ in case or width only, the oldest gets the key. The others sign in exactly."""
    alias = schema_editor.connection.alias
    accounts = apps.get_model("auth", "User").objects.using(alias).order_by("pk").values_list("pk", "username")
    holders = {}
    for pk, username in accounts.iterator():
        holders.setdefault(key_of(username), pk)
    AccountName = apps.get_model("api", "AccountName")
    AccountName.objects.using(alias).bulk_create(
        [AccountName(user_id=pk, key=key) for key, pk in holders.items() if len(key) <= LONGEST_KEY],
        batch_size=1000,
    )


def key_of(name):
    """`names.key_of`, as it was then."""
    return normalize(normalize(name).casefold())


def normalize(name):
    return unicodedata.normalize("NFKC", name.strip())


class Migration(migrations.Migration):

    dependencies = [
        ("api", "0007_inactive_not_low_and_identity"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.CreateModel(
            name="AccountName",
            fields=[
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("key", models.CharField(max_length=LONGEST_KEY, unique=True)),
            ],
        ),
        migrations.CreateModel(
            name="EndedSession",
            fields=[
                ("family", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("ended_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField(db_index=True)),
            ],
        ),
        migrations.CreateModel(
            name="SpentToken",
            fields=[
                ("jti", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("successor", models.CharField(max_length=64)),
                ("spent_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField(db_index=True)),
            ],
        ),
        migrations.RunPython(claim_names, migrations.RunPython.noop),
    ]
