"""What Django and DRF say when they refuse something, in our words.

Fields read them when they are made, so `use` comes before any serializer of ours is imported. In another language
the app has sentences of its own by the codes, which stay as they are.
"""

from typing import Any, Final

from django.contrib.auth import get_user_model
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.validators import ProhibitNullCharactersValidator
from rest_framework import exceptions, relations, serializers

_EMPTY: Final = "This can't be empty."
_AT_MOST: Final = "Must be at most {max_value}."
_AT_LEAST: Final = "Must be at least {min_value}."
_LIST: Final = {
    "not_a_list": "Must be a list.",
    "empty": _EMPTY,
    "min_length": "Must have at least {min_length}.",
    "max_length": "Must have at most {max_length}.",
}
_WHOLE: Final = {
    "invalid": "Must be a whole number.",
    "max_value": _AT_MOST,
    "min_value": _AT_LEAST,
    "max_string_length": "This number is too long.",
}

_OF_FIELDS: Final[dict[type[Any], dict[str, str]]] = {
    serializers.Field: {"null": _EMPTY},
    serializers.BooleanField: {"invalid": "Must be true or false."},
    serializers.CharField: {
        "invalid": "Must be text.",
        "blank": _EMPTY,
        "min_length": "Use at least {min_length} characters.",
        "max_length": "Use at most {max_length} characters.",
    },
    serializers.SlugField: {"invalid": "Use only letters, digits, hyphens and underscores."},
    serializers.IntegerField: _WHOLE,
    serializers.DecimalField: {
        **_WHOLE,
        "invalid": "Must be a number.",
        "max_digits": "Use at most {max_digits} digits.",
        "max_decimal_places": "Use at most {max_decimal_places} decimals.",
        "max_whole_digits": "Use at most {max_whole_digits} digits before the point.",
    },
    serializers.DateTimeField: {
        "invalid": "Must be a date and time, such as 2026-11-29T14:30:00Z.",
        "date": "Must be a date and time, such as 2026-11-29T14:30:00Z.",
        "overflow": "This time is out of range.",
        "make_aware": "This time doesn't exist in {timezone}.",
    },
    serializers.DateField: {
        "invalid": "Must be a date, such as 2026-11-29.",
        "datetime": "Must be a date, such as 2026-11-29.",
    },
    serializers.ChoiceField: {"invalid_choice": '"{input}" is not one of the options.'},
    serializers.MultipleChoiceField: {
        "invalid_choice": '"{input}" is not one of the options.',
        "not_a_list": "Must be a list.",
        "empty": _EMPTY,
    },
    serializers.FileField: {
        "required": "Choose a file.",
        "invalid": "Must be a file, sent in a multipart form.",
        "empty": "The file is empty.",
        "max_length": "Use a file name of at most {max_length} characters.",
        "no_name": "The file has no name.",
    },
    serializers.ListField: _LIST,
    serializers.ListSerializer: _LIST,
    serializers.DictField: {"not_a_dict": "Must be an object.", "empty": _EMPTY},
    serializers.JSONField: {"invalid": "Must be JSON."},
    serializers.Serializer: {"invalid": "Must be an object."},
    relations.PrimaryKeyRelatedField: {
        "does_not_exist": "No item has the id {pk_value}.",
        "incorrect_type": "Must be an id.",
    },
    relations.SlugRelatedField: {"invalid": "This value doesn't exist."},
}
_OF_VALIDATORS: Final[dict[type[Any], str]] = {
    ProhibitNullCharactersValidator: "This has characters that can't be stored.",
    UnicodeUsernameValidator: "Use only letters, digits and @ . + - _.",
}
_OF_ERRORS: Final[dict[type[exceptions.APIException], str]] = {
    exceptions.NotAuthenticated: "Sign in first.",
    exceptions.PermissionDenied: "You don't have permission to do this.",
    exceptions.NotFound: "There's nothing at this address.",
    exceptions.MethodNotAllowed: "{method} isn't allowed here.",
    exceptions.NotAcceptable: "None of the types in Accept is available here.",
    exceptions.UnsupportedMediaType: "The type “{media_type}” isn't supported here.",
}


def use() -> None:
    get_user_model()._meta.get_field("username").error_messages["unique"] = "This name is taken."
    for field, messages in _OF_FIELDS.items():
        field.default_error_messages = {**field.default_error_messages, **messages}
    for validator, message in _OF_VALIDATORS.items():
        validator.message = message
    for error, detail in _OF_ERRORS.items():
        error.default_detail = detail
    exceptions.Throttled.default_detail = "Too many requests."
    exceptions.Throttled.extra_detail_singular = "Try again in {wait} second."
    exceptions.Throttled.extra_detail_plural = "Try again in {wait} seconds."
