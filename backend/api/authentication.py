"""Who is asking: simplejwt's rules, with the account found by a query that is compiled once."""

from typing import Any, ClassVar

from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from rest_framework_simplejwt.authentication import JWTAuthentication

from backend.db.prepared import Prepared

User = get_user_model()
_COLUMNS = tuple(field.attname for field in User._meta.concrete_fields)


class TokenAuthentication(JWTAuthentication):  # type: ignore[misc]  # simplejwt has no types
    """What may open a request or a socket: a valid access token of an account that is there, active, and still
    has the password of then. All of that is simplejwt's own code; it only asks `_Accounts` for the account.
    """

    def __init__(self) -> None:
        super().__init__()
        self.user_model = _Accounts


class _Accounts:
    """As much of the user model as simplejwt looks at."""

    DoesNotExist: ClassVar = User.DoesNotExist

    class objects:  # noqa: N801  # the name of a manager
        @staticmethod
        def get(*, id: Any) -> Any:
            for values in _account.rows(User._meta.pk.get_prep_value(id)):
                return User.from_db("default", _COLUMNS, values)
            raise User.DoesNotExist


@Prepared
def _account(pk: int) -> QuerySet[Any, Any]:
    return User._default_manager.filter(pk=pk).values_list(*_COLUMNS)
