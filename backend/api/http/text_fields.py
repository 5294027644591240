"""Text that comes in: repaired where nobody would miss anything, refused where someone would (core/text.py)."""

from typing import Any

from rest_framework import serializers

from ..core.text import CONTROL, NOT_ONE_LINE, clean_code, clean_line, clean_text, shows_something
from ..core.validators import CONTROL_CHARACTERS, MORE_THAN_ONE_LINE, NOTHING_VISIBLE


class LineField(serializers.CharField):
    """A name."""

    default_error_messages = {"lines": MORE_THAN_ONE_LINE, "invisible": NOTHING_VISIBLE}

    def to_internal_value(self, data: Any) -> str:
        line = clean_line(super().to_internal_value(data))
        if NOT_ONE_LINE.search(line):
            self.fail("lines")
        if not shows_something(line):
            self.fail("invisible")
        return line


class CodeField(serializers.CharField):
    """A SKU or a barcode; empty when nothing visible is in it."""

    default_error_messages = {"lines": MORE_THAN_ONE_LINE}

    def to_internal_value(self, data: Any) -> str:
        code = clean_code(super().to_internal_value(data))
        if NOT_ONE_LINE.search(code):
            self.fail("lines")
        return code


class TextField(serializers.CharField):
    """Text that may have several lines."""

    default_error_messages = {"control": CONTROL_CHARACTERS}

    def to_internal_value(self, data: Any) -> str:
        text = clean_text(super().to_internal_value(data))
        if CONTROL.search(text):
            self.fail("control")
        return text
