"""Who is behind the change that is being made, and by which way: a request, the admin, a command, an import."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Literal, NamedTuple

Source = Literal["api", "admin", "command", "system", "import"]


class _Acting(NamedTuple):
    # Something with a `.user` that is looked at late (DRF sets the user of a request only when the view starts).
    through: Any
    source: Source


class _Person(NamedTuple):
    user: Any


_acting: ContextVar[_Acting] = ContextVar("acting", default=_Acting(None, "system"))  # noqa: B039  # immutable


@contextmanager
def acting_through(request: Any, *, source: Source = "api") -> Iterator[None]:
    """Changes made inside belong to whoever `request.user` turns out to be."""
    token = _acting.set(_Acting(request, source))
    try:
        yield
    finally:
        _acting.reset(token)


@contextmanager
def acting_as(user: Any, *, source: Source = "command") -> Iterator[None]:
    """Changes made inside belong to *user* (or, when None, to nobody); for commands and scripts."""
    with acting_through(_Person(user), source=source):
        yield


def current_actor() -> Any | None:
    """The user who is acting, or None when nobody is signed in."""
    user = getattr(_acting.get().through, "user", None)
    return user if user is not None and user.is_authenticated else None


def current_request() -> Any | None:
    """The request that the change comes by, or None where there is none."""
    through = _acting.get().through
    return through if hasattr(through, "META") else None


def via_of(actor: Any) -> str:
    """The name of the token that the actor uses; empty for people who have signed in, and for nobody.

    A user who acts through a token has its name in `via` (accounts/roles.py).
    """
    return getattr(actor, "via", "")


def current_source() -> Source:
    """By which way the change comes; "system" where nobody has said."""
    return _acting.get().source
