"""Query parameters that a call does not have, or has twice: refused, as what is left out makes another list."""

from collections.abc import Collection
from difflib import get_close_matches
from typing import Any, Final

from django.http import QueryDict
from rest_framework.exceptions import ValidationError

# Every call takes these: the format of the answer, and what keeps caches from answering (`?_=1764…`).
_EVERYWHERE: Final = ("format", "_")
# Names beyond this number, and longer ones, are no slips of the pen: not worth the search for what was meant.
_MOST_NAMED: Final = 10
_LONGEST_NAME: Final = 40


def check_parameters(params: QueryDict, *, once: Collection[str] = (), repeatable: Collection[str] = ()) -> None:
    """Raise ValidationError for a name that is in neither, and for a second value of one that comes *once*."""
    errors: dict[str, Any] = {}
    for name, values in params.lists():
        if name in _EVERYWHERE or name in repeatable:
            continue
        if name not in once:
            errors[name] = [no_such_parameter(name, (*repeatable, *once))]
        elif len(values) > 1:
            errors[name] = ["Give one value."]
        if len(errors) == _MOST_NAMED:
            break
    if errors:
        raise ValidationError(errors)


def no_such_parameter(name: str, known: Collection[str]) -> str:
    """The sentence that refuses *name*, with the one of *known* that may have been meant."""
    meant = get_close_matches(name.lower(), known, n=1) if len(name) <= _LONGEST_NAME else []
    if meant:
        return f"There is no such parameter. Did you mean {meant[0]}?"
    return (
        f"There is no such parameter. There are: {', '.join(known)}." if known else "There is no such parameter."
    )
