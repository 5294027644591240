"""Who is asking: simplejwt's rules, asked in ways that cost less."""

import time
from functools import lru_cache
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import BigIntegerField, QuerySet
from rest_framework_simplejwt.authentication import JWTAuthentication
from rest_framework_simplejwt.exceptions import TokenError
from rest_framework_simplejwt.tokens import Token

from backend.db.prepared import Prepared

from .tokens import AccessToken

User = get_user_model()
_COLUMNS = tuple(field.attname for field in User._meta.concrete_fields)


class _Accounts:
    """As much of the user model as simplejwt asks for."""

    DoesNotExist = User.DoesNotExist

    class objects:  # noqa: N801  # the name that managers go by
        @staticmethod
        def get(*, id: Any) -> Any:
            pk = User._meta.pk.get_prep_value(id)
            found = _account.rows(pk) if pk <= BigIntegerField.MAX_BIGINT else []
            if not found:
                raise User.DoesNotExist
            return User.from_db("default", _COLUMNS, found[0])


class TokenAuthentication(JWTAuthentication):
    """A valid access token, whose account is there, is active, and still has the password of then.

    Each of these rules is simplejwt's own code. That a token is genuine and what it says is worked out once;
    whether it has expired and what has become of its account, every time.
    """

    def __init__(self) -> None:
        super().__init__()
        self.user_model = _Accounts  # type: ignore[assignment]  # as much of it as is used

    def get_raw_token(self, header: bytes) -> bytes | None:
        # Names of schemes have no case (RFC 9110, 11.1).
        scheme, blank, token = header.partition(b" ")
        return super().get_raw_token(b"Bearer " + token if blank and scheme.lower() == b"bearer" else header)

    def get_validated_token(self, raw_token: bytes) -> Token:
        try:
            token = _genuine(raw_token)
            if token["exp"] > time.time():
                return token
        except TokenError:
            pass
        return super().get_validated_token(raw_token)  # says what is wrong with it


@lru_cache(maxsize=1024)
def _genuine(raw_token: bytes) -> Token:
    return AccessToken(raw_token)


@Prepared
def _account(pk: int) -> QuerySet[Any, Any]:
    return User._default_manager.filter(pk=pk).values_list(*_COLUMNS)
