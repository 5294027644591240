"""How bodies are read."""

import codecs
from typing import Any

from django.conf import settings
from rest_framework import parsers


class JSONParser(parsers.JSONParser):
    """DRF's, and takes the byte order mark that some editors and shells put before UTF-8 (RFC 8259, 8.1)."""

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> Any:
        context = dict(parser_context or {})
        encoding = context.get("encoding") or settings.DEFAULT_CHARSET
        if codecs.lookup(encoding).name == "utf-8":
            context["encoding"] = "utf-8-sig"
        return super().parse(stream, media_type, context)
