"""Keeps tokens out of every log line."""

import logging
import re

# `?token=…` in a path, bearer tokens in headers and subprotocols, the secrets of links that work once, and tokens
# of programs anywhere.
_TOKEN = re.compile(r"(?i)\b(token=|bearer[ .]|lri_|(?:join|reset|confirm)(?:#|%23))[A-Za-z0-9_\-.=%]+")


def redact(text: str) -> str:
    return _TOKEN.sub(r"\1[redacted]", text)


class RedactTokens(logging.Filter):
    """Replaces tokens in the message and its arguments before a handler sees them."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.msg, str):
            record.msg = redact(record.msg)
        if isinstance(record.args, tuple):
            record.args = tuple(redact(arg) if isinstance(arg, str) else arg for arg in record.args)
        return True
