"""What all stored text must be."""

import re

from django.core.exceptions import ValidationError

_CONTROL_CHARACTERS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


# Not a RegexValidator: the API schema would give its pattern as what a value must match.
def no_control_characters(value: str) -> None:
    if _CONTROL_CHARACTERS.search(value):
        raise ValidationError("Control characters are not allowed.")
