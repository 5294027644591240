"""Accounts that people open for themselves, once for each Idempotency-Key."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.db import transaction

from ..core.errors import IdempotencyKeyReused
from ..http import idempotency
from ..http.idempotency import Answer
from ..live import log
from . import names

User = get_user_model()


def register(*, key: str, request: Any, password: str, save: Callable[[], tuple[Any, dict[str, Any]]]) -> Answer:
    """Have *save* store an account without its password, set that, and keep the answer under *key*.

    Nobody is signed in, so the key belongs to the account that it opened. *request* (JSON values) is what must be
    equal when it comes again; it has no password, and none of it is stored but the account's own hash.
    """
    hashed = make_password(password)  # takes long, so before the transaction that keeps other writers waiting
    with transaction.atomic():
        before = log.position()
        account, body = save()
        account.password = hashed
        account.save(update_fields=["password"])
        kept, _ = idempotency.claim(user=account, key=key, request=request)
        idempotency.keep(kept, body, before)
    return Answer(body)


def find_registration(*, key: str, request: Any, username: Any, password: Any) -> Answer | None:
    """The answer to an earlier registration of *username* with *key*; None where there was none.

    Raises IdempotencyKeyReused when it was another request, or had another password.
    """
    if not isinstance(username, str) or not isinstance(password, str) or not _is_storable(username):
        return None  # no account has such a name
    account = User.objects.filter(username=names.normalize(username)).first()
    if account is None:
        return None
    answer = idempotency.find(user=account, key=key, request=request)
    if answer and not account.check_password(password):
        raise IdempotencyKeyReused
    return answer


def _is_storable(name: str) -> bool:
    try:
        name.encode()  # half of a surrogate pair has no place in UTF-8
    except UnicodeEncodeError:
        return False
    return "\0" not in name
