"""Opening accounts."""

from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from ..core.errors import FieldRefused
from . import names
from .models import AccountName

User = get_user_model()


def register(*, username: str, email: str, password: str) -> Any:
    """Open an account for somebody who asks for it. Raises FieldRefused for a name that cannot be had."""
    if problem := name_problem(username, chosen=True):
        raise FieldRefused("username", problem)
    try:
        # The account and the claim to its name (signals.py) are stored together or not at all.
        with transaction.atomic():
            return User.objects.create_user(username=username, email=email, password=password)
    except (IntegrityError, ValidationError) as error:
        # Somebody else got the name since it was looked for: its key can be stored once.
        raise FieldRefused("username", names.TAKEN) from error


def name_problem(name: str, *, besides: int | None = None, chosen: bool = False) -> str | None:
    """Why no account can have this name, or None. *besides*: the account that may have it already.

    *chosen* by a person who registers, not given by somebody who administers: then some names are reserved.
    """
    name = names.normalize(name)
    if problem := names.problem_of(name):
        return problem
    if chosen and names.is_reserved(name):
        return names.RESERVED
    holders = AccountName.objects.filter(key=names.key_of(name))
    return names.TAKEN if holders.exclude(user=besides).exists() else None
