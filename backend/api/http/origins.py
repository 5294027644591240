"""Pages of other origins that may ask: CORS_ALLOWED_ORIGINS, and in development whatever runs on this machine."""

import re
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.middleware.csrf import CsrfViewMiddleware


def is_allowed(origin: str) -> bool:
    """Whether a page of *origin* may use the API and the feed, as the CORS middleware decides it."""
    return origin in settings.CORS_ALLOWED_ORIGINS or _is_of_this_machine(origin)


class DevelopmentCsrfMiddleware(CsrfViewMiddleware):
    """Django's, but the admin also takes forms that come through Vite, which may run on any port."""

    def _origin_verified(self, request: HttpRequest) -> bool:
        stock: Any = super()
        return _is_of_this_machine(request.META["HTTP_ORIGIN"]) or bool(stock._origin_verified(request))


def _is_of_this_machine(origin: str) -> bool:
    return any(re.match(pattern, origin) for pattern in settings.CORS_ALLOWED_ORIGIN_REGEXES)
