"""HTTP without the live feed, for WSGI servers. The whole system is served by `backend.asgi`."""

import os
from typing import Any

import django
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.utils.http import parse_header_parameters

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backend.settings")


class Utf8Request(WSGIRequest):
    """A request in UTF-8, whatever charset it names: JSON is nothing else (RFC 8259, section 8.1).

    Django would decode with any codec that Python has, `zlib` and `idna` among them, and fails before there is a
    middleware that could answer.
    """

    def _set_content_type_params(self, meta: dict[str, Any]) -> None:
        self.content_type, self.content_params = parse_header_parameters(meta.get("CONTENT_TYPE", ""))


class Handler(WSGIHandler):
    request_class = Utf8Request


# As django.core.wsgi.get_wsgi_application does it.
django.setup(set_prefix=False)
application = Handler()
