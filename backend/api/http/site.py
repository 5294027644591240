"""The address of this installation, for links that leave it."""

from django.conf import settings
from rest_framework.request import Request


def site_of(request: Request) -> str:
    """SITE_URL, or else where the request went; without a slash at its end."""
    return settings.SITE_URL or request.build_absolute_uri("/").rstrip("/")
