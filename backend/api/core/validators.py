"""What typed text must be. text.py says what is repaired without asking, and when."""

from django.core.exceptions import ValidationError

from .text import CONTROL, NOT_ONE_LINE, clean_line, shows_something

CONTROL_CHARACTERS = "Control characters are not allowed."
MORE_THAN_ONE_LINE = "Must be one line, without line breaks, tabs and control characters."
NOTHING_VISIBLE = "Must have at least one visible character."


# Not RegexValidators: the API schema would give their patterns as what a value must match.
def no_control_characters(value: str) -> None:
    if CONTROL.search(value):
        raise ValidationError(CONTROL_CHARACTERS)


def one_line(value: str) -> None:
    if NOT_ONE_LINE.search(clean_line(value)):
        raise ValidationError(MORE_THAN_ONE_LINE)


def visible(value: str) -> None:
    if not shows_something(value):
        raise ValidationError(NOTHING_VISIBLE)
