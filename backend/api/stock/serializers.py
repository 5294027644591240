"""Adjustments, and what the ledger answers."""

from typing import Any

from rest_framework import serializers
from rest_framework.exceptions import ValidationError

from ..catalog.models import MAX_QUANTITY
from ..catalog.serializers import ProductSerializer
from ..http.number_fields import WholeNumberField
from ..http.text_fields import TextField
from .models import StockAlert, StockMovement
from .services import REASONS


class AdjustSerializer(serializers.Serializer[Any]):
    """Either `delta`, or `set_to` with the quantity that was seen, as `expected`."""

    delta = WholeNumberField(
        required=False, min_value=-MAX_QUANTITY, max_value=MAX_QUANTITY, help_text="What comes; negative: goes."
    )
    set_to = WholeNumberField(required=False, min_value=0, max_value=MAX_QUANTITY, help_text="What was counted.")
    expected = WholeNumberField(
        required=False,
        min_value=0,
        max_value=MAX_QUANTITY,
        help_text="What was on hand when it was read; goes with set_to.",
    )
    reason = serializers.ChoiceField(
        choices=REASONS, required=False, help_text="correction for a delta and count for set_to, unless given."
    )
    note = TextField(max_length=500, required=False, allow_blank=True)

    def validate_delta(self, value: int) -> int:
        if value == 0:
            raise ValidationError("Must not be 0.")
        return value

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if ("delta" in attrs) == ("set_to" in attrs):
            raise ValidationError({"delta": ["Give either delta or set_to."]})
        if "set_to" in attrs and "expected" not in attrs:
            raise ValidationError({"expected": ["Goes with set_to: the quantity that you have seen."]})
        if "delta" in attrs and "expected" in attrs:
            raise ValidationError({"expected": ["Goes with set_to, not with delta."]})
        return attrs


class RevertSerializer(serializers.Serializer[Any]):
    note = TextField(max_length=500, required=False, allow_blank=True)


class MovementSerializer(serializers.Serializer[Any]):
    """Describes `selectors.MovementRow`."""

    id = serializers.IntegerField()
    product = serializers.IntegerField(allow_null=True, help_text="Null: the product was deleted.")
    sku = serializers.CharField(help_text="As it was then.")
    name = serializers.CharField(help_text="As it was then.")
    delta = serializers.IntegerField()
    balance_after = serializers.IntegerField()
    reason = serializers.ChoiceField(choices=StockMovement.Reason.values)
    note = serializers.CharField()
    actor = serializers.CharField(allow_null=True, help_text="Username; null: nobody was signed in.")
    source = serializers.ChoiceField(  # type: ignore[assignment]  # declared fields are no attributes at run time
        choices=StockMovement.Source.values
    )
    created_at = serializers.DateTimeField()
    reverts = serializers.IntegerField(allow_null=True, help_text="The movement that this one takes back.")
    reverted_by = serializers.IntegerField(allow_null=True, help_text="The movement that took this one back.")
    via = serializers.CharField(allow_null=True, help_text="The name of the token that the actor used, or null.")


class AdjustmentSerializer(serializers.Serializer[Any]):
    movement = MovementSerializer()
    product = ProductSerializer()


class OnHandDaySerializer(serializers.Serializer[Any]):
    date = serializers.DateField()
    on_hand = serializers.IntegerField(help_text="At the end of the day.")
    received = serializers.IntegerField(help_text="What came that day.")
    removed = serializers.IntegerField(help_text="What went that day.")


class HistorySerializer(serializers.Serializer[Any]):
    product = serializers.IntegerField()
    days = OnHandDaySerializer(many=True, help_text="Oldest first; the last one is today.")


class SparklineSerializer(serializers.Serializer[Any]):
    product = serializers.IntegerField()
    on_hand = serializers.ListField(
        child=serializers.IntegerField(),
        help_text="At the end of each of the last 30 days, oldest first; the last one is today.",
    )


class DashboardSerializer(serializers.Serializer[Any]):
    """Active products alone, but for `listed`; at most about a second old."""

    stock_value = serializers.DecimalField(max_digits=30, decimal_places=2)
    products = serializers.IntegerField()
    listed = serializers.IntegerField(help_text="All products, inactive ones included.")
    low = serializers.IntegerField(help_text="At or below their reorder level, those that are out included.")
    low_in_stock = serializers.IntegerField(help_text="Low, with some left: those that are out not included.")
    out = serializers.IntegerField()
    movements_today = serializers.IntegerField()
    units_in_today = serializers.IntegerField()
    units_out_today = serializers.IntegerField()


class InsightDaySerializer(serializers.Serializer[Any]):
    date = serializers.DateField()
    value = serializers.DecimalField(
        max_digits=30,
        decimal_places=2,
        help_text="What was on hand at the end of the day, at today's prices; of products that are active now.",
    )
    movements = serializers.IntegerField()
    received = serializers.IntegerField(help_text="Units that came.")
    removed = serializers.IntegerField(help_text="Units that went.")


class InsightReasonSerializer(serializers.Serializer[Any]):
    reason = serializers.CharField(help_text="As in movements.")
    movements = serializers.IntegerField()
    received = serializers.IntegerField()
    removed = serializers.IntegerField()


class InsightProductSerializer(serializers.Serializer[Any]):
    product = serializers.IntegerField(help_text="Id of the product.")
    sku = serializers.CharField()
    name = serializers.CharField()
    on_hand = serializers.IntegerField()


class MoverSerializer(InsightProductSerializer):
    used = serializers.IntegerField(help_text="Sold, damaged and lost in the period, less returns.")


class CoverSerializer(InsightProductSerializer):
    used_30_days = serializers.IntegerField(help_text="Sold, damaged and lost in 30 days, less returns.")
    days_left = serializers.IntegerField(help_text="Whole days until it runs out at that pace.")


class DeadProductSerializer(InsightProductSerializer):
    value = serializers.DecimalField(max_digits=30, decimal_places=2)
    last_moved = serializers.DateTimeField(
        allow_null=True, help_text="Null: its stock was written past the ledger (see check_ledger)."
    )


class DeadStockSerializer(serializers.Serializer[Any]):
    since = serializers.DateField(help_text="Nothing has moved on this day or after it: 90 days ago.")
    products = serializers.IntegerField(help_text="How many products there are.")
    value = serializers.DecimalField(max_digits=30, decimal_places=2, help_text="What all of them are worth.")
    worth_most = DeadProductSerializer(many=True, help_text="At most ten, worth most first.")


class InsightsSerializer(serializers.Serializer[Any]):
    """Movements of all products; values and products of active ones alone."""

    days = InsightDaySerializer(many=True, help_text="Oldest first; the last one is today.")
    reasons = InsightReasonSerializer(many=True, help_text="Most movements first.")
    movers = MoverSerializer(many=True, help_text="At most ten, most used first.")
    cover = CoverSerializer(many=True, help_text="At most ten with some on hand, those that run out first.")
    dead_stock = DeadStockSerializer()


class ReorderSerializer(serializers.Serializer[Any]):
    product = ProductSerializer()
    low_since = serializers.DateTimeField(allow_null=True)
    used_30_days = serializers.IntegerField(help_text="Sold, damaged and lost in the last 30 days, less returns.")
    suggested = serializers.IntegerField(help_text="How many to buy.")
    cost = serializers.DecimalField(max_digits=30, decimal_places=2, help_text="suggested times price.")


class AlertSerializer(serializers.Serializer[Any]):
    """Describes `selectors.AlertRow`."""

    id = serializers.IntegerField()
    product = serializers.IntegerField(allow_null=True, help_text="Null: the product was deleted.")
    sku = serializers.CharField()
    name = serializers.CharField()
    kind = serializers.ChoiceField(choices=StockAlert.Kind.values)
    quantity = serializers.IntegerField()
    reorder_level = serializers.IntegerField(allow_null=True)
    owner = serializers.CharField(allow_null=True)
    created_at = serializers.DateTimeField()
