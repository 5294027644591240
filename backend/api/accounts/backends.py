"""Who signs in: the account that is meant, however its name is typed."""

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.backends import ModelBackend

from . import names, roles
from .models import AccountName

User = get_user_model()
_LONGEST = 1_000


class AccountBackend(ModelBackend):
    """Django's own, for names in any case, width and composition. A viewer has permissions to look, and no others.

    A name that is exactly someone's comes first: there may be accounts whose names differ in case only, older
    than the rule against them.
    """

    def authenticate(
        self, request: Any, username: str | None = None, password: str | None = None, **kwargs: Any
    ) -> Any:
        if isinstance(username, str) and len(username) <= _LONGEST:
            username = _stored_name(username)
        return super().authenticate(request, username=username, password=password, **kwargs)

    def user_can_authenticate(self, user: Any) -> bool:
        return super().user_can_authenticate(user) and not roles.is_service(user)

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        found: set[str] = super().get_all_permissions(user_obj, obj)
        if not found or roles.may_write(user_obj):
            return found
        return {name for name in found if name.partition(".")[2].startswith("view_")}


def _stored_name(typed: str) -> str:
    """The name of the account that *typed* means, or what was typed."""
    written = [typed, names.normalize(typed)]
    found = set(User._default_manager.filter(username__in=written).values_list("username", flat=True))
    for name in written:
        if name in found:
            return name
    holders = AccountName.objects.filter(key=names.key_of(typed))
    return holders.values_list("user__username", flat=True).first() or typed
