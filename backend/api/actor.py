"""Who is behind the change that is being made: known in a request, an admin action or a command."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

# Either something with a `.user` that is looked at late (DRF sets the user of a request only when the view
# starts), or None.
_source: ContextVar[Any] = ContextVar("actor_source", default=None)


class _Person:
    def __init__(self, user: Any) -> None:
        self.user = user


@contextmanager
def acting_through(request: Any) -> Iterator[None]:
    """Changes made inside belong to whoever `request.user` turns out to be."""
    token = _source.set(request)
    try:
        yield
    finally:
        _source.reset(token)


@contextmanager
def acting_as(user: Any) -> Iterator[None]:
    """Changes made inside belong to *user*; for commands and scripts."""
    with acting_through(_Person(user)):
        yield


def current_actor() -> Any | None:
    """The user who is acting, or None when nobody is signed in."""
    user = getattr(_source.get(), "user", None)
    return user if user is not None and user.is_authenticated else None
