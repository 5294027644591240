"""Who is asking: simplejwt's rules, with the account found by a query that is compiled once."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import BigIntegerField, QuerySet
from rest_framework_simplejwt.authentication import JWTAuthentication

from backend.db.prepared import Prepared

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

    Every one of these rules is simplejwt's own code; it is only given another way to find the account.
    """

    def __init__(self) -> None:
        super().__init__()
        self.user_model = _Accounts  # type: ignore[assignment]  # as much of it as is used


@Prepared
def _account(pk: int) -> QuerySet[Any, Any]:
    return User._default_manager.filter(pk=pk).values_list(*_COLUMNS)
