from typing import Any

from django.conf import settings
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from ..http.list_fields import ListField
from ..http.number_fields import WholeNumberField
from ..http.text_fields import LineField
from .models import CURRENCY, MAX_TRASH_DAYS, OPTIONAL_REASONS, REGISTRATIONS, PlaceSettings
from .reading import default_trash_days


class PlaceSerializer(serializers.Serializer[PlaceSettings]):
    name = LineField(
        max_length=60,
        required=False,
        allow_blank=True,
        help_text="Shown beside the name of the app, in titles and in emails.",
    )
    currency = serializers.CharField(
        required=False,
        allow_blank=True,
        validators=[CURRENCY],
        help_text="ISO 4217 currency code of all prices; amounts are not converted. If empty, `default_currency` "
        "applies.",
    )
    default_currency = serializers.SerializerMethodField()
    trash_days = WholeNumberField(
        min_value=1,
        max_value=MAX_TRASH_DAYS,
        required=False,
        allow_null=True,
        help_text="Number of days for which deleted products can be restored. If null, `default_trash_days` "
        "applies.",
    )
    default_trash_days = serializers.SerializerMethodField()
    registration = serializers.ChoiceField(
        choices=REGISTRATIONS,
        required=False,
        allow_blank=True,
        help_text="Who can create an account: see GET config/. Empty: `default_registration`.",
    )
    default_registration = serializers.SerializerMethodField()
    reasons = ListField(
        child=serializers.ChoiceField(choices=OPTIONAL_REASONS),
        required=False,
        allow_null=True,
        help_text="The reasons for a movement that the app offers, in addition to count and correction. "
        "null: all. API clients can send any reason.",
    )

    def validate_reasons(self, value: list[str] | None) -> list[str] | None:
        return None if value is None else [reason for reason in OPTIONAL_REASONS if reason in value]

    @extend_schema_field(str)
    def get_default_currency(self, place: Any) -> str:
        return settings.CURRENCY

    @extend_schema_field(str)
    def get_default_registration(self, place: Any) -> str:
        return settings.REGISTRATION

    @extend_schema_field(int)
    def get_default_trash_days(self, place: Any) -> int:
        return default_trash_days()
