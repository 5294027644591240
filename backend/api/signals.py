"""Records what happens to products. Nothing is decided or sent here; see live/log.py for what becomes of it."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models.signals import post_delete, post_init, post_migrate, post_save
from django.dispatch import receiver

from .live import log, sessions
from .models import DEFAULT_CATEGORIES, Category, Product
from .search import ensure_search_index
from .selectors import instance_row

User = get_user_model()


@receiver(post_save, sender=Product)
def record_save(instance: Product, created: bool, using: str, raw: bool, **_: Any) -> None:
    log.record("create" if created else "update", [instance.pk], using=using)


@receiver(post_delete, sender=Product)
def record_delete(instance: Product, using: str, **_: Any) -> None:
    log.record("delete", [instance.pk], using=using, rows={instance.pk: instance_row(instance)})


@receiver(post_init, sender=User)
def remember_username(instance: Any, **_: Any) -> None:
    # Read from __dict__: a deferred field must not be fetched just to be remembered.
    instance._username_before = instance.__dict__.get("username")


@receiver(post_save, sender=User)
def record_user_change(instance: Any, created: bool, using: str, **_: Any) -> None:
    """A product's row shows its owner's name, and a socket belongs to an active user with a current password."""
    if created:
        return
    if instance._username_before not in (None, instance.username):
        Product.objects.using(using).filter(created_by=instance).update()
        instance._username_before = instance.username
    sessions.recheck(instance.pk, using=using)


@receiver(post_migrate)
def prepare_database(sender: Any, using: str, **_: Any) -> None:
    """Give a new or emptied database what the app cannot do without."""
    if sender.name != "api":
        return
    categories = Category.objects.using(using)
    if not categories.exists():  # one that somebody has deleted stays deleted
        categories.bulk_create(
            [Category(slug=slug, name=name) for slug, name in DEFAULT_CATEGORIES.items()],
            ignore_conflicts=True,
        )
    ensure_search_index(using)
