"""What the trail follows: what people make and change, and who may do what. No secrets."""

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db.models.signals import pre_delete, pre_save
from django.dispatch import receiver

from .accounts.models import ApiToken, OneTimeLink
from .catalog.changes import FIELDS
from .catalog.models import Category, Product
from .exchange.models import Import
from .labels.models import LabelTemplate
from .place.models import PlaceSettings
from .saved_views.models import SavedView
from .trail import notes
from .trail.hooks import watch
from .trail.kind import Kind

PRODUCT = Kind("product", Product, FIELDS, label="name")
"""Followed by way of its own signals (signals.py)."""

ACCOUNT = Kind(
    "account",
    get_user_model(),
    ("username", "email", "first_name", "last_name", "password", "is_active", "is_staff", "is_superuser"),
    lists={"groups": "groups__name", "user_permissions": "user_permissions__codename"},
    hidden=frozenset({"email", "first_name", "last_name", "password"}),
    personal=frozenset({"username"}),
)

WATCHED = (
    Kind("category", Category, ("name", "position"), label="name", is_referenced=True),
    Kind(
        "view",
        SavedView,
        ("name", "query", "scope", "position", "owner_id"),
        label="name",
        hidden=frozenset({"query"}),  # which may name an owner
    ),
    Kind(
        "label",
        LabelTemplate,
        ("name", "shared", "media", "geometry", "layout", "code", "lines", "show_price", "owner_id"),
        label="name",
    ),
    Kind("token", ApiToken, ("name", "scopes", "user_id", "created_by_id", "expires_at"), label="name"),
    Kind("place", PlaceSettings, ("name", "currency", "trash_days", "reasons", "registration"), label="name"),
    Kind("import", Import, ("filename", "kind", "state", "owner_id"), label="filename"),
    Kind(
        "link",
        OneTimeLink,
        ("purpose", "role", "email", "user_id", "created_by_id", "expires_at", "used_at", "used_by_id"),
        label="purpose",
        hidden=frozenset({"email"}),
    ),
    ACCOUNT,
    Kind(
        "group",
        Group,
        ("name",),
        label="name",
        lists={"permissions": "permissions__codename"},
        is_referenced=True,
    ),
)

KINDS = {kind.name: kind for kind in (PRODUCT, *WATCHED)}


def watch_all() -> None:
    """To be called once, after all other receivers are there: what they lock, they lock first."""
    for kind in WATCHED:
        watch(kind)


@receiver(pre_delete, sender=Group)
@receiver(pre_save, sender=Group)
def note_members(instance: Any, using: str, **_: Any) -> None:
    """An account's groups are kept by their names: they change with the name, and with the group."""
    if instance.pk is not None:
        members = Group.objects.using(using).filter(pk=instance.pk, user__isnull=False)
        notes.note_stored(ACCOUNT, list(members.values_list("user", flat=True)), using=using)
