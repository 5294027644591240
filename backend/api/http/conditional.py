"""Conditional requests (RFC 9110, 13): what the client has, and what it expects to change."""

import re
from collections.abc import Mapping
from typing import Any, Final

from django.utils.http import parse_etags
from rest_framework.request import Request

_OURS: Final = re.compile(r'"v([0-9]{1,10})"')


def etag(row: Mapping[str, Any]) -> str:
    return f'"v{row["version"]}"'


def has_already(request: Request, tag: str) -> bool:
    """Whether the client has what *tag* stands for, by `If-None-Match`."""
    tags = parse_etags(request.headers.get("If-None-Match", ""))
    return tags == ["*"] or _strong(tag) in map(_strong, tags)


def expected_versions(request: Request) -> frozenset[int] | None:
    """The versions that `If-Match` asks for; None when the write is unconditional.

    A tag that is none of ours can match nothing. A weak one counts as a strong one: proxies that compress answers
    weaken their tags.
    """
    header = request.headers.get("If-Match", "").strip()
    if not header or header == "*":
        return None
    found = (_OURS.fullmatch(_strong(tag)) for tag in parse_etags(header))
    return frozenset(int(match[1]) for match in found if match)


def _strong(tag: str) -> str:
    return tag.removeprefix("W/")
