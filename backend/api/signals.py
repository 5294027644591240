"""Records what happens to products. Nothing is decided or sent here; see live/log.py for what becomes of it."""

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.db import connections
from django.db.models.signals import post_delete, post_migrate, post_save, pre_delete, pre_save
from django.dispatch import receiver

from .live import log, sessions
from .models import DEFAULT_CATEGORIES, Category, Product
from .querysets import ProductQuerySet
from .search import ensure_search_index
from .selectors import product_rows_by_id

User = get_user_model()

STOCK_KEEPERS = "Stock keepers"


@receiver(post_save, sender=Product)
def record_save(instance: Product, created: bool, using: str, raw: bool, **_: Any) -> None:
    log.record("create" if created else "update", [instance.pk], using=using)


@receiver(pre_delete, sender=Product)
def record_delete(instance: Product, using: str, origin: Any, **_: Any) -> None:
    """Before the row goes: the instance at hand may be stale, changed, or incomplete."""
    if isinstance(origin, ProductQuerySet):
        return  # it has locked and recorded all of its rows
    # Locked before its movements are cut loose: one that is posted meanwhile would keep the row from going.
    Product.objects.using(using).select_for_update().filter(pk=instance.pk).values_list("pk").first()
    if rows := product_rows_by_id([instance.pk], using=using):
        log.record("delete", rows, using=using, rows=rows)


@receiver(pre_save, sender=User)
def notice_rename(instance: Any, using: str, update_fields: frozenset[str] | None, **_: Any) -> None:
    """Asks the database: what an instance remembers is wrong after a rollback or a partial save."""
    instance._renamed = False
    loaded = "username" in instance.__dict__
    if instance.pk and loaded and (update_fields is None or "username" in update_fields):
        stored = User.objects.using(using).filter(pk=instance.pk)
        instance._renamed = stored.exclude(username=instance.username).exists()
        if instance._renamed:
            _lock_in_order(instance, using)


@receiver(post_save, sender=User)
def record_user_change(instance: Any, created: bool, using: str, **_: Any) -> None:
    """A product's row shows its owner's name, and a socket belongs to an active user with a current password."""
    if created:
        return
    if instance._renamed:
        Product.objects.using(using).filter(created_by=instance).update()
    sessions.recheck(instance.pk, using=using)


@receiver(pre_delete, sender=User)
def prepare_user_gone(instance: Any, using: str, **_: Any) -> None:
    _lock_in_order(instance, using)


def _lock_in_order(user: Any, using: str) -> None:
    """Lock what a writer of the user's products locks, in its order: products, the log, and then the account.

    The account's row is locked by the database when a movement or a product that names it is committed. Whoever
    holds it and then waits for a product or the log would wait for ever.
    """
    if connections[using].in_atomic_block:  # without a transaction, each row is free again at once
        owned = Product.objects.using(using).filter(created_by=user.pk)
        list(owned.select_for_update().order_by("pk").values_list("pk", flat=True))
        log.take_turn(using=using)


@receiver(post_delete, sender=User)
def record_user_gone(instance: Any, using: str, **_: Any) -> None:
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
    _ensure_stock_keepers(using)
    ensure_search_index(using)


def _ensure_stock_keepers(using: str) -> None:
    """The group whose members may adjust any product's stock. One that somebody has changed stays as it is."""
    group, is_new = Group.objects.using(using).get_or_create(name=STOCK_KEEPERS)
    if is_new:
        group.permissions.add(
            Permission.objects.using(using).get(content_type__app_label="api", codename="adjust_any_stock")
        )
