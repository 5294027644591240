"""Tokens for programs, as tests make and use them."""

from collections.abc import Collection
from typing import Any

from rest_framework.test import APIClient

from api.accounts import api_tokens
from api.accounts.roles import SCOPES, Scope
from api.models import ApiToken


def token_of(
    user: Any, *scopes: Scope, name: str = "Label printer", made_by: Any = None, **fields: Any
) -> tuple[ApiToken, str]:
    """A token of *user* and its secret; of all scopes when none is named."""
    made = api_tokens.make(user=user, actor=made_by or user, name=name, scopes=scopes or _ALL, **fields)
    return made.token, made.secret


_ALL: Collection[Scope] = tuple(SCOPES)


def client_with(secret: str) -> APIClient:
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {secret}")
    return client
