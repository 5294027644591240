"""Accounts of programs: nobody signs in to them. They have a role like everyone, and tokens that admins make."""

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from ..core.errors import FieldRefused
from . import names, people, roles
from .errors import NotAService
from .roles import Role
from .services import name_problem

User = get_user_model()


def make(*, actor: Any, username: str, role: Role) -> Any:
    """Open a service account. Raises FieldRefused, and NoLongerAdmin."""
    if problem := name_problem(username):
        raise FieldRefused("username", problem, names.code_of(problem))
    try:
        with transaction.atomic():
            people.check_admin(actor)
            account = User(username=username)
            account.set_unusable_password()
            account.save()
            account.groups.add(Group.objects.get_or_create(name=roles.SERVICE_ACCOUNTS)[0])
            roles.set_role(account, role)
            return account
    except (IntegrityError, ValidationError) as error:
        # Someone else got the name since it was looked for.
        raise FieldRefused("username", names.TAKEN, "taken") from error


def delete(*, actor: Any, account: Any) -> None:
    """Delete a service account with its tokens. Movements keep its name. Raises NotAService and NoLongerAdmin."""
    with transaction.atomic():
        people.check_admin(actor)
        if not roles.is_service(account):
            raise NotAService
        account.delete()
