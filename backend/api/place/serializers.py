from typing import Any

from django.conf import settings
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from ..http.number_fields import WholeNumberField
from ..http.text_fields import LineField
from .models import CURRENCY, MAX_TRASH_DAYS, PlaceSettings
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

    @extend_schema_field(str)
    def get_default_currency(self, place: Any) -> str:
        return settings.CURRENCY

    @extend_schema_field(int)
    def get_default_trash_days(self, place: Any) -> int:
        return default_trash_days()
