"""Filters of lists. A value that cannot be understood is refused, never ignored."""

import re
from datetime import UTC, datetime, time, timedelta
from functools import cache
from typing import Any, Final

from django import forms
from django.utils.dateparse import parse_date, parse_datetime
from django_filters import rest_framework as filters
from rest_framework.exceptions import ValidationError

from .number_fields import DecimalFormField, WholeNumberFormField

MAX_SEARCH: Final = 200


class FilterSet(filters.FilterSet):  # type: ignore[misc]  # django-filter has no types
    def get_form_class(self) -> type[forms.Form]:
        # The same for every request; making a class anew each time took a tenth of the whole answer.
        return _form_class(type(self))  # type: ignore[arg-type]  # mypy takes a class for no hashable


def takes_many(filter_: filters.Filter) -> bool:
    """Whether a filter's parameter may be repeated: what matches one of the values is shown."""
    return isinstance(filter_, IdsFilter | filters.MultipleChoiceFilter)


class _StrictBooleanField(forms.CharField):
    def clean(self, value: Any) -> bool | None:
        text = str(value or "").strip().lower()
        if not text:
            return None
        if text in {"true", "1"}:
            return True
        if text in {"false", "0"}:
            return False
        raise forms.ValidationError("Must be true or false.")


class StrictBooleanFilter(filters.Filter):  # type: ignore[misc]  # django-filter has no types
    field_class = _StrictBooleanField


class WholeNumberFilter(filters.Filter):  # type: ignore[misc]  # as above
    field_class = WholeNumberFormField


class PriceFilter(filters.NumberFilter):  # type: ignore[misc]  # as above
    field_class = DecimalFormField


_ISO_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[T ][0-9:.,]{2,15} ?(?:Z|[+-][0-9:]{2,6})?)?\Z")


class _MomentField(forms.CharField):
    """A date or a date and time in ISO 8601; without an offset it is in UTC. A date becomes its first moment."""

    def clean(self, value: Any) -> datetime | None:
        text = str(value or "").strip()
        if not text:
            return None
        try:
            # Python also takes `20261124`, weeks, and rows of digits of which it drops some.
            if not _ISO_DATE.match(text):
                raise ValueError
            day = parse_date(text)
            moment = datetime.combine(day, time(), UTC) if day else parse_datetime(text)
            if moment is not None:
                moment = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
        except (ValueError, OverflowError):  # no such day, or one beyond the calendar
            moment = None
        if moment is None:
            raise forms.ValidationError("Must be a date or a date and time, such as 2026-11-24T13:30:00Z.")
        return self.of_day(moment) if day else moment

    def of_day(self, first_moment: datetime) -> datetime:
        return first_moment


def read_instant(name: str, raw: str) -> datetime:
    """The moment that the query parameter *name* gives, as `_MomentField` reads it. Raises ValidationError."""
    try:
        moment = _MomentField(required=False).clean(raw)
    except forms.ValidationError as error:
        raise ValidationError({name: error.messages}) from None
    if moment is None:
        raise ValidationError({name: ["Give a date and time, such as 2026-11-24T13:30:00Z."]})
    return moment


class _UntilField(_MomentField):
    def of_day(self, first_moment: datetime) -> datetime:
        return first_moment + timedelta(days=1, microseconds=-1)


class _IdsField(forms.Field):
    widget = forms.MultipleHiddenInput  # reads every value of a name, not the last
    _one = WholeNumberFormField(min_value=0, max_value=2**63 - 1)

    def clean(self, value: Any) -> list[int]:
        return [self._one.clean(each) for each in value or () if each]


class IdsFilter(filters.Filter):  # type: ignore[misc]  # as above
    field_class = _IdsField


class FromFilter(filters.Filter):  # type: ignore[misc]  # as above
    field_class = _MomentField


class UntilFilter(filters.Filter):  # type: ignore[misc]  # as above
    field_class = _UntilField


@cache
def _form_class(filter_set: type[FilterSet]) -> type[forms.Form]:
    made: type[forms.Form] = super(FilterSet, filter_set()).get_form_class()
    return made
