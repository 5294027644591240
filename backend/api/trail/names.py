"""Whose doing it was: the name that an account has now, or had last."""

from collections.abc import Iterable

from django.contrib.auth import get_user_model

from ..core.batches import in_batches
from .models import FormerName


def names_of(user_ids: Iterable[int]) -> dict[int, str]:
    """Names by id. Accounts that were there before the trail and are gone are missing."""
    wanted = set(user_ids)
    found: dict[int, str] = {}
    for users in in_batches(get_user_model()._default_manager.order_by(), wanted):
        found |= dict(users.values_list("pk", "username"))
    gone = wanted - found.keys()
    if gone:
        former = FormerName.objects.filter(user_id__in=gone).exclude(name="").order_by("pk")
        found |= dict(former.values_list("user_id", "name"))
    return found


def former_names(ids: Iterable[int]) -> dict[int, str]:
    """The names that entries refer to. Those of erased persons are empty."""
    return dict(FormerName.objects.filter(pk__in=set(ids)).values_list("pk", "name"))


def ids_of(name: str) -> set[int]:
    """The accounts that have this name, or had it."""
    now = get_user_model()._default_manager.filter(username=name).values_list("pk", flat=True)
    return set(now) | set(FormerName.objects.filter(name=name).values_list("user_id", flat=True))
