"""The one place where a change of a product becomes a movement, an event and an entry of the trail.

Tables tell what they change and know nothing of these. Nothing is sent here: live/log.py says what becomes of an
event. What else the trail follows is in trail_kinds.py. What an account's change means for products and sockets
stands here too.
"""

import logging
from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.contrib.auth.signals import user_logged_in, user_login_failed
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connections
from django.db.migrations.loader import MigrationLoader
from django.db.models.signals import m2m_changed, post_delete, post_migrate, post_save, pre_delete, pre_save
from django.dispatch import receiver

from .accounts import names, people, roles
from .accounts import services as accounts
from .accounts.models import AccountName, ApiToken
from .catalog.changes import (
    FIELDS,
    Before,
    categories_changed,
    category_replaced,
    products_changed,
    products_created,
    products_going,
    quantity_saved,
    written,
)
from .catalog.images.storage import keep_where
from .catalog.models import DEFAULT_CATEGORIES, Category, Product
from .catalog.product_text import TEXTS, set_derived
from .catalog.querysets import ProductQuerySet
from .catalog.rows import ProductRow, instance_fields
from .catalog.search import ensure_search_index
from .catalog.selectors import product_rows_by_id
from .http.addresses import client_address
from .live import log, sessions
from .saved_views import services as views
from .stock import ledger, low_stock, mail
from .trail import notes
from .trail.models import AuditEntry
from .trail_kinds import PRODUCT, watch_all
from .trash import services as trash

logger = logging.getLogger(__name__)

keep_where(trash.holds)
log.keep_events_of(log.Kind(rows_by_id=product_rows_by_id, settle=low_stock.settle))

User = get_user_model()
Action = AuditEntry.Action


@receiver(pre_save, sender=Product)
def derive_loaded(instance: Product, raw: bool, using: str, **_: Any) -> None:
    """`loaddata` goes past `save`, perhaps with rows of a version that derived less."""
    if raw:
        instance.before_save = Product.objects.using(using).filter(pk=instance.pk).values(*FIELDS).first()
        set_derived(instance, {name: getattr(instance, name) for name in TEXTS}, known_sku_key=instance.sku_key)


@receiver(post_save, sender=Product)
def record_save(
    instance: Product, created: bool, using: str, update_fields: frozenset[str] | None, **_: Any
) -> None:
    log.record("create" if created else "update", [instance.pk], using=using)
    fields = FIELDS if update_fields is None else written(update_fields)
    if not fields:
        return
    stored = (None if created else instance.before_save) or {}
    before = {name: stored[name] for name in fields} if stored else None
    # Where the database has computed a value, the row is read before the commit.
    known = instance_fields(instance, fields)
    # With the name that it goes by, written or not.
    after = {} if known is None else {instance.pk: {"name": stored.get("name"), **known}}
    notes.note(PRODUCT, {instance.pk: before}, after=after, using=using)


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
def record_created(
    ids: Iterable[int],
    new: Iterable[int],
    unnamed: int,
    using: str,
    after: Mapping[int, Mapping[str, Any]] | None = None,
    opens_ledger: bool = True,
    **_: Any,
) -> None:
    notes.note(PRODUCT, dict.fromkeys(new), after=after, using=using)
    if unnamed:
        log.record_bulk(unnamed, using=using)
    else:
        log.record("create", ids, using=using)
    if opens_ledger:
        ledger.settle(ids, reason="initial", using=using)


@receiver(products_changed)
def record_changed(ids: Iterable[int], before: Before, moves_stock: bool, using: str, **_: Any) -> None:
    log.record("update", ids, using=using)
    notes.note(PRODUCT, before, using=using)
    if moves_stock:
        ledger.settle(ids, reason="correction", using=using)


@receiver(products_going)
def record_going(rows: dict[int, ProductRow], using: str, **_: Any) -> None:
    log.record("delete", rows, using=using, rows=rows)
    notes.note_stored(PRODUCT, list(rows), using=using)
    trash.keep(list(rows), using=using)


@receiver(category_replaced)
def follow_category(old: str, new: str, using: str, **_: Any) -> None:
    """A saved view goes on showing what it showed, and what is restored comes back under the new category."""
    views.replace_category(old, new)
    trash.replace_category(old, new, using=using)


@receiver(post_delete, sender=Category)
def remember_category(instance: Category, using: str, **_: Any) -> None:
    trash.keep_category_name(instance.pk, instance.name, using=using)


@receiver(post_save, sender=Category)
@receiver(post_delete, sender=Category)
@receiver(categories_changed)
def tell_of_categories(using: str, **_: Any) -> None:
    """Rows carry slugs: what these are called, and in which order they stand, clients ask for again."""
    sessions.tell_changed("categories", using=using)


@receiver(pre_delete, sender=Product)
def record_delete(instance: Product, using: str, origin: Any, **_: Any) -> None:
    """Before the row goes: the instance at hand may be stale, changed, or incomplete."""
    if isinstance(origin, ProductQuerySet):
        return  # it has locked all of its rows and told of them
    # Locked before its movements are cut loose: one that is posted meanwhile would keep the row from going.
    Product.objects.using(using).select_for_update().filter(pk=instance.pk).values_list("pk").first()
    if rows := product_rows_by_id([instance.pk], using=using):
        log.record("delete", rows, using=using, rows=rows)
        notes.note_stored(PRODUCT, [instance.pk], using=using)
        trash.keep([instance.pk], using=using)


@receiver(pre_save, sender=User)
def notice_rename(instance: Any, using: str, raw: bool, update_fields: frozenset[str] | None, **_: Any) -> None:
    """Asks the database: what an instance remembers is wrong after a rollback or a partial save."""
    former = None
    instance._renamed = False
    loaded = "username" in instance.__dict__
    if instance.pk and loaded and (update_fields is None or "username" in update_fields):
        stored = User.objects.using(using).filter(pk=instance.pk).exclude(username=instance.username)
        former = stored.values_list("username", flat=True).first()
        instance._renamed = former is not None
    # Whichever way an account gets its name: by a form, by `createsuperuser`, in a shell.
    is_named = not raw and (instance._renamed or instance._state.adding)
    if is_named and (problem := accounts.name_problem(instance.username, besides=instance.pk)):
        raise ValidationError({"username": problem})
    if former is not None:
        _lock_products(instance, using)
        # Saved views are locked before the log too. Those of the person's products go on showing them.
        views.replace_owner(former, instance.username)
        _take_turn(using)


@receiver(post_save, sender=User)
def record_user_change(instance: Any, created: bool, using: str, raw: bool, **_: Any) -> None:
    """A product's row shows its owner's name, and a socket belongs to an active user with a current password."""
    if not raw and (created or instance._renamed):
        # The key is unique: of two accounts that are given one name at once, only one is stored.
        key = names.key_of(instance.username)
        AccountName.objects.using(using).update_or_create(user=instance, defaults={"key": key})
    if created:
        return
    if not raw and instance._password is not None:  # by `set_password`; one that is only hashed anew has none
        people.password_changed(instance)
    if instance._renamed:
        Product.objects.using(using).filter(created_by=instance).update()
    sessions.recheck(instance.pk, using=using)


@receiver(pre_delete, sender=User)
def prepare_user_gone(instance: Any, using: str, **_: Any) -> None:
    _lock_products(instance, using)
    _take_turn(using)


# Locks are taken in the order of a writer of the user's products: products, the log, and then the account. The
# database locks the account's row when a movement or a product that names it is committed: a transaction that held
# it and then waited for a product or the log would wait for ever. Without a transaction, rows are free at once.


def _lock_products(owner: Any, using: str) -> None:
    if connections[using].in_atomic_block:
        owned = Product.objects.using(using).filter(created_by=owner.pk)
        list(owned.select_for_update().order_by("pk").values_list("pk", flat=True))


def _take_turn(using: str) -> None:
    if connections[using].in_atomic_block:
        log.take_turn(using=using)


@receiver(post_delete, sender=User)
def record_user_gone(instance: Any, using: str, **_: Any) -> None:
    sessions.recheck(instance.pk, using=using)


@receiver(post_delete, sender=ApiToken)
def record_token_gone(instance: ApiToken, using: str, **_: Any) -> None:
    """Whichever way a token goes, its sockets go with it."""
    sessions.recheck(instance.user_id, using=using)


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
    """One line for whoever watches the log, from the API and the admin alike. The name is shown with escapes.

    The trail gets the account, and no name that nobody has: people type passwords there.
    """
    account = str(credentials.get("username", ""))[:150]
    logger.warning("Sign-in failed for %r from %s.", account, client_address(request) if request else "here")
    try:
        holder = AccountName.objects.filter(key=names.key_of(account.replace("\0", ""))).first()
        notes.note_event(Action.REFUSED, "account", holder.pk if holder else None)
    except (DatabaseError, UnicodeEncodeError):
        # Whoever is refused is told so all the same.
        logger.warning("A refused sign-in is missing in the trail: the database did not take it.", exc_info=True)


@receiver(user_logged_in)
def record_admin_sign_in(user: Any, **_: Any) -> None:
    """To the pages under /admin/; the API's own sign-ins are recorded by accounts/sessions.py."""
    notes.note_event(Action.SIGN_IN, "account", user.pk, actor_id=user.pk)


@receiver(post_migrate)
def prepare_database(sender: Any, using: str, **_: Any) -> None:
    """Give a new or emptied database what the app cannot do without."""
    if sender.name != "api" or not _is_up_to_date(using):
        return  # on the way back to an older version: its tables are not those of this one
    with notes.without_trail():
        _prepare(using)


def _is_up_to_date(using: str) -> bool:
    loader = MigrationLoader(connections[using])
    return all(latest in loader.applied_migrations for latest in loader.graph.leaf_nodes("api"))


def _prepare(using: str) -> None:
    categories = Category.objects.using(using)
    if not categories.exists():  # one that someone has deleted stays deleted
        categories.bulk_create(
            [Category(slug=slug, name=name) for slug, name in DEFAULT_CATEGORIES.items()],
            ignore_conflicts=True,
        )
    _ensure_stock_keepers(using)
    roles.ensure_groups(using)
    Group.objects.using(using).get_or_create(name=mail.RECIPIENTS)
    ensure_search_index(using)


def _ensure_stock_keepers(using: str) -> None:
    """The group whose members may adjust any product's stock. One that someone has changed stays as it is."""
    group, is_new = Group.objects.using(using).get_or_create(name=roles.STOCK_KEEPERS)
    if is_new:
        group.permissions.add(
            Permission.objects.using(using).get(content_type__app_label="api", codename="adjust_any_stock")
        )


watch_all()
