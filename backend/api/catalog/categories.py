"""How many categories there may be, and what a new one is called in addresses."""

import secrets
from collections.abc import Container
from typing import Final

from django.utils.text import slugify

from ..core.text import fold

# All of them are in everyone's menus.
MOST_CATEGORIES: Final = 1_000
MAX_NAME: Final = 80
_ALPHABET: Final = "0123456789abcdefghjkmnpqrstvwxyz"
_MAX_SLUG: Final = 50


def make_slug(name: str, taken: Container[str]) -> str:
    """A slug of ASCII letters for *name*: its own, or a made-up one where it has others; numbered if *taken*."""
    slug, number = _slug_of(name), 1
    found = slug
    while found in taken:
        number += 1
        end = f"-{number}"
        found = f"{slug[: _MAX_SLUG - len(end)]}{end}"
    return found


def _slug_of(name: str) -> str:
    folded = fold(name)
    slug = slugify(folded)[:_MAX_SLUG].strip("-_")
    if slug and all(char.isascii() or not char.isalnum() for char in folded):
        return slug
    return f"category-{''.join(secrets.choice(_ALPHABET) for _ in range(6))}"
