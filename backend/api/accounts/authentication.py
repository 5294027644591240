"""Who is asking: someone who has signed in, by simplejwt's rules asked in ways that cost less, or a program.

A view says what a token needs for it: `read_scope` ("read" where it says nothing), and `write_scope`, one scope or
several of which one is enough. A view without `write_scope` takes nothing from a token.
"""

import time
from functools import lru_cache
from typing import Any, Final, cast

from django.contrib.auth import get_user_model
from django.db.models import BigIntegerField, QuerySet
from rest_framework.permissions import SAFE_METHODS
from rest_framework_simplejwt.authentication import JWTAuthentication
from rest_framework_simplejwt.exceptions import InvalidToken, TokenError
from rest_framework_simplejwt.tokens import Token

from engine.db.prepared import Prepared

from . import api_tokens, roles
from .jwt_tokens import AccessToken

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
    """An access token, whose account is there, is active, and still has the password of then; or an API token.

    Each of these rules is simplejwt's own code. That a token is genuine and what it says is worked out once;
    whether it has expired and what has become of its account, every time.
    """

    def __init__(self) -> None:
        super().__init__()
        self.user_model = _Accounts  # type: ignore[assignment]  # as much of it as is used

    def authenticate(self, request: Any) -> tuple[Any, Any] | None:
        header = self.get_header(request)
        raw_token = self.get_raw_token(header) if header else None
        if raw_token is None or not raw_token.startswith(_API_TOKEN):
            return super().authenticate(request)
        found = api_tokens.find(raw_token.decode("latin-1"))
        if found is None:
            raise InvalidToken("The token is invalid, was deleted, or has expired.")
        grant = roles.grant_of(found.user)
        roles.check_scope(grant, *_needed(request))
        return found.user, grant

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


_API_TOKEN: Final = api_tokens.PREFIX.encode()


def _needed(request: Any) -> tuple[roles.Scope, ...]:
    """The scopes of which a token needs one for this request."""
    view = request.parser_context["view"]
    is_read = request.method in SAFE_METHODS
    needed: Any = getattr(view, "read_scope", "read") if is_read else getattr(view, "write_scope", None)
    return (cast(roles.Scope, needed),) if isinstance(needed, str) else tuple(needed or ())


@lru_cache(maxsize=1024)
def _genuine(raw_token: bytes) -> Token:
    return AccessToken(raw_token)


@Prepared
def _account(pk: int) -> QuerySet[Any, Any]:
    return User._default_manager.filter(pk=pk).values_list(*_COLUMNS)
