"""The one place where a change of a product becomes a movement and an event.

Tables tell what they change and know nothing of either. Nothing is sent here: live/log.py says what becomes of an
event. What an account's change means for products and sockets stands here too.
"""

import logging
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.contrib.auth.signals import user_login_failed
from django.core.exceptions import ValidationError
from django.db import connections, transaction
from django.db.models.signals import m2m_changed, post_delete, post_migrate, post_save, pre_delete, pre_save
from django.dispatch import receiver

from .accounts import names, roles
from .accounts import services as accounts
from .accounts.models import AccountName
from .catalog.changes import products_changed, products_created, products_going, quantity_saved
from .catalog.models import DEFAULT_CATEGORIES, Category, Product
from .catalog.product_text import TEXTS, set_derived
from .catalog.querysets import ProductQuerySet
from .catalog.rows import ProductRow
from .catalog.search import ensure_search_index
from .catalog.selectors import product_rows_by_id
from .http.addresses import client_address
from .live import log, sessions
from .stock import ledger, low_stock, mail

logger = logging.getLogger(__name__)

log.keep_events_of(log.Kind(rows_by_id=product_rows_by_id, settle=low_stock.settle))

User = get_user_model()


@receiver(pre_save, sender=Product)
def derive_loaded(instance: Product, raw: bool, **_: Any) -> None:
    """`loaddata` goes past `save`, perhaps with rows of a version that derived less."""
    if raw:
        set_derived(instance, {name: getattr(instance, name) for name in TEXTS}, known_sku_key=instance.sku_key)


@receiver(post_save, sender=Product)
def record_save(instance: Product, created: bool, using: str, raw: bool, **_: Any) -> None:
    log.record("create" if created else "update", [instance.pk], using=using)


@receiver(quantity_saved)
def post_saved_quantity(product: Product, before: int, is_new: bool, using: str, **_: Any) -> None:
    posting = ledger.Posting(
        product.pk,
        sku=product.sku,
        name=product.name,
        delta=product.quantity - before,
        balance=product.quantity,
        reason="initial" if is_new else "correction",
    )
    ledger.post([posting], using=using)


@receiver(products_created)
def record_created(ids: Iterable[int], unnamed: int, moves_stock: bool, using: str, **_: Any) -> None:
    if unnamed:
        log.record_bulk(unnamed, using=using)
    else:
        log.record("create", ids, using=using)
    if moves_stock:
        ledger.settle(ids, reason="initial", using=using)


@receiver(products_changed)
def record_changed(ids: Iterable[int], moves_stock: bool, using: str, **_: Any) -> None:
    log.record("update", ids, using=using)
    if moves_stock:
        ledger.settle(ids, reason="correction", using=using)


@receiver(products_going)
def record_going(rows: dict[int, ProductRow], using: str, **_: Any) -> None:
    log.record("delete", rows, using=using, rows=rows)


@receiver(pre_delete, sender=Product)
def record_delete(instance: Product, using: str, origin: Any, **_: Any) -> None:
    """Before the row goes: the instance at hand may be stale, changed, or incomplete."""
    if isinstance(origin, ProductQuerySet):
        return  # it has locked all of its rows and told of them
    # Locked before its movements are cut loose: one that is posted meanwhile would keep the row from going.
    Product.objects.using(using).select_for_update().filter(pk=instance.pk).values_list("pk").first()
    if rows := product_rows_by_id([instance.pk], using=using):
        log.record("delete", rows, using=using, rows=rows)


def _in_one_transaction(save: Callable[..., None]) -> Callable[..., None]:
    @wraps(save)
    def save_in_one_transaction(user: Any, *args: Any, **kwargs: Any) -> None:
        using = kwargs.get("using") or user._state.db or "default"
        with transaction.atomic(using=using):
            save(user, *args, **kwargs)

    return save_in_one_transaction


# Django opens no transaction for a plain `save()` and sends `post_save` after it: a new name would be committed,
# and the process might die before the products' rows and events follow. Put here as the model is Django's own.
User.save = _in_one_transaction(User.save)  # type: ignore[method-assign]


@receiver(pre_save, sender=User)
def notice_rename(instance: Any, using: str, raw: bool, update_fields: frozenset[str] | None, **_: Any) -> None:
    """Asks the database: what an instance remembers is wrong after a rollback or a partial save."""
    instance._renamed = False
    loaded = "username" in instance.__dict__
    if instance.pk and loaded and (update_fields is None or "username" in update_fields):
        stored = User.objects.using(using).filter(pk=instance.pk)
        instance._renamed = stored.exclude(username=instance.username).exists()
        if instance._renamed:
            _lock_in_order(instance, using)
    # Whichever way an account gets its name: by a form, by `createsuperuser`, in a shell.
    is_named = not raw and (instance._renamed or instance._state.adding)
    if is_named and (problem := accounts.name_problem(instance.username, besides=instance.pk)):
        raise ValidationError({"username": problem})


@receiver(post_save, sender=User)
def record_user_change(instance: Any, created: bool, using: str, raw: bool, **_: Any) -> None:
    """A product's row shows its owner's name, and a socket belongs to an active user with a current password."""
    if not raw and (created or instance._renamed):
        # The key is unique: of two accounts that are given one name at once, only one is stored.
        key = names.key_of(instance.username)
        AccountName.objects.using(using).update_or_create(user=instance, defaults={"key": key})
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


@receiver(m2m_changed, sender=User.groups.through)
@receiver(m2m_changed, sender=User.user_permissions.through)
def record_rights(
    instance: Any, action: str, reverse: bool, pk_set: set[int] | None, using: str, **_: Any
) -> None:
    """The sockets of an account are told what it may do. Of a whole group, they find out when all are checked."""
    if action.startswith("post_"):
        for pk in (pk_set or ()) if reverse else (instance.pk,):
            sessions.recheck(pk, using=using)


@receiver(user_login_failed)
def log_failed_sign_in(credentials: dict[str, Any], request: Any = None, **_: Any) -> None:
    """One line for whoever watches the log, from the API and the admin alike. The name is shown with escapes."""
    account = str(credentials.get("username", ""))[:150]
    logger.warning("Sign-in failed for %r from %s.", account, client_address(request) if request else "here")


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
    roles.ensure_groups(using)
    Group.objects.using(using).get_or_create(name=mail.RECIPIENTS)
    ensure_search_index(using)


def _ensure_stock_keepers(using: str) -> None:
    """The group whose members may adjust any product's stock. One that somebody has changed stays as it is."""
    group, is_new = Group.objects.using(using).get_or_create(name=roles.STOCK_KEEPERS)
    if is_new:
        group.permissions.add(
            Permission.objects.using(using).get(content_type__app_label="api", codename="adjust_any_stock")
        )
