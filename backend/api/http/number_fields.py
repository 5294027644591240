"""Numbers as programs and people may send them: ASCII digits, and nothing that can be read in two ways.

Python reads more than that: `1_000`, `1e3`, the digits of every script. And Django and DRF take `1.000` for 1 as a
whole number, where half the world writes a thousand so. What may have been meant otherwise is refused.
"""

import re
from decimal import Decimal
from typing import Any, Final

from django import forms
from rest_framework import serializers

_WHOLE: Final = re.compile(r"[+-]?[0-9]+", re.ASCII)
_DECIMAL: Final = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)", re.ASCII)
_BLANKS: Final = " \t\r\n"


class WholeNumberField(serializers.IntegerField):
    """A whole number: as a JSON number (`5`, and `5.0`, which is the same one), or as text."""

    def to_internal_value(self, data: Any) -> int:
        if isinstance(data, bool) or (isinstance(data, str) and not _WHOLE.fullmatch(data.strip(_BLANKS))):
            self.fail("invalid")
        return int(super().to_internal_value(data))


class PriceField(serializers.DecimalField):
    """A decimal number: as a JSON number, or as text with a point."""

    def to_internal_value(self, data: Any) -> Decimal:
        if isinstance(data, bool) or (isinstance(data, str) and not _DECIMAL.fullmatch(data.strip(_BLANKS))):
            self.fail("invalid")
        value: Decimal = super().to_internal_value(data)
        return value


class WholeNumberFormField(forms.IntegerField):
    """The same for query parameters and the admin's forms."""

    def to_python(self, value: Any) -> Any:
        _check(self, _WHOLE, value)
        return super().to_python(value)


class DecimalFormField(forms.DecimalField):
    def to_python(self, value: Any) -> Any:
        _check(self, _DECIMAL, value)
        return super().to_python(value)


def _check(field: forms.Field, pattern: re.Pattern[str], value: Any) -> None:
    if isinstance(value, str) and value.strip(_BLANKS) and not pattern.fullmatch(value.strip(_BLANKS)):
        raise forms.ValidationError(field.error_messages["invalid"], code="invalid")
