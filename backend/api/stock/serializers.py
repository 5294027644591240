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
    """Either `delta`, or `set_to` together with `expected`, the quantity that was seen."""

    delta = WholeNumberField(
        required=False,
        min_value=-MAX_QUANTITY,
        max_value=MAX_QUANTITY,
        help_text="Units to add; negative to remove.",
    )
    set_to = WholeNumberField(required=False, min_value=0, max_value=MAX_QUANTITY, help_text="Counted quantity.")
    expected = WholeNumberField(
        required=False,
        min_value=0,
        max_value=MAX_QUANTITY,
        help_text="Quantity on hand when it was last read. Required with `set_to`.",
    )
    reason = serializers.ChoiceField(
        choices=REASONS, required=False, help_text="Default: correction with `delta`, count with `set_to`."
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
    """A stock movement."""

    # Describes `rows.MovementRow`.

    id = serializers.IntegerField()
    product = serializers.IntegerField(allow_null=True, help_text="Null if the product was deleted.")
    sku = serializers.CharField(help_text="SKU at the time of the movement.")
    name = serializers.CharField(help_text="Name at the time of the movement.")
    delta = serializers.IntegerField()
    balance_after = serializers.IntegerField()
    reason = serializers.ChoiceField(choices=StockMovement.Reason.values)
    note = serializers.CharField()
    actor = serializers.CharField(allow_null=True, help_text="Username. Null if nobody was signed in.")
    source = serializers.ChoiceField(  # type: ignore[assignment]  # declared fields are no attributes at run time
        choices=StockMovement.Source.values
    )
    created_at = serializers.DateTimeField()
    reverts = serializers.IntegerField(allow_null=True, help_text="Id of the movement that this one reverts.")
    reverted_by = serializers.IntegerField(allow_null=True, help_text="Id of the movement that reverted this one.")
    via = serializers.CharField(allow_null=True, help_text="Name of the token that was used, or null.")


class AdjustmentSerializer(serializers.Serializer[Any]):
    movement = MovementSerializer()
    product = ProductSerializer()


class OnHandDaySerializer(serializers.Serializer[Any]):
    date = serializers.DateField()
    on_hand = serializers.IntegerField(help_text="Quantity on hand at the end of the day.")
    received = serializers.IntegerField(help_text="Units added on that day.")
    removed = serializers.IntegerField(help_text="Units removed on that day.")


class HistorySerializer(serializers.Serializer[Any]):
    product = serializers.IntegerField()
    days = OnHandDaySerializer(many=True, help_text="Oldest first. The last one is today.")


class SparklineSerializer(serializers.Serializer[Any]):
    product = serializers.IntegerField()
    on_hand = serializers.ListField(
        child=serializers.IntegerField(),
        help_text="Quantity on hand at the end of each of the last 30 days, oldest first. The last one is today.",
    )


class DashboardSerializer(serializers.Serializer[Any]):
    """Figures for active products only, except `listed`. They are at most about a second old."""

    stock_value = serializers.DecimalField(max_digits=30, decimal_places=2)
    products = serializers.IntegerField()
    listed = serializers.IntegerField(help_text="Number of products, including inactive ones.")
    low = serializers.IntegerField(
        help_text="Number of products at or below their reorder level, including those that are out of stock."
    )
    low_in_stock = serializers.IntegerField(help_text="Number of products that are low but not out of stock.")
    out = serializers.IntegerField()
    movements_today = serializers.IntegerField()
    units_in_today = serializers.IntegerField()
    units_out_today = serializers.IntegerField()


class InsightDaySerializer(serializers.Serializer[Any]):
    date = serializers.DateField()
    value = serializers.DecimalField(
        max_digits=30,
        decimal_places=2,
        help_text="Value of the stock at the end of the day, at today's prices, of products that are active now.",
    )
    movements = serializers.IntegerField()
    received = serializers.IntegerField(help_text="Units added.")
    removed = serializers.IntegerField(help_text="Units removed.")


class InsightReasonSerializer(serializers.Serializer[Any]):
    reason = serializers.CharField(help_text="Reason, as in movements.")
    movements = serializers.IntegerField()
    received = serializers.IntegerField()
    removed = serializers.IntegerField()


class InsightProductSerializer(serializers.Serializer[Any]):
    product = serializers.IntegerField(help_text="Product id.")
    sku = serializers.CharField()
    name = serializers.CharField()
    on_hand = serializers.IntegerField()


class MoverSerializer(InsightProductSerializer):
    used = serializers.IntegerField(help_text="Units sold, damaged or lost in the period, minus returns.")


class CoverSerializer(InsightProductSerializer):
    used_30_days = serializers.IntegerField(
        help_text="Units sold, damaged or lost in the last 30 days, today included, minus returns."
    )
    days_left = serializers.IntegerField(help_text="Whole days until the stock runs out at that rate.")


class DeadProductSerializer(InsightProductSerializer):
    value = serializers.DecimalField(max_digits=30, decimal_places=2)
    last_moved = serializers.DateTimeField(
        allow_null=True, help_text="Null if the stock was written bypassing the ledger (see check_ledger)."
    )


class DeadStockSerializer(serializers.Serializer[Any]):
    since = serializers.DateField(help_text="The day 90 days ago. Dead stock has not moved on this day or since.")
    products = serializers.IntegerField(help_text="Number of products with dead stock.")
    value = serializers.DecimalField(max_digits=30, decimal_places=2, help_text="Total value of the dead stock.")
    worth_most = DeadProductSerializer(many=True, help_text="At most ten products, highest value first.")


class InsightsSerializer(serializers.Serializer[Any]):
    """Movements cover all products; values and lists of products cover active ones only."""

    days = InsightDaySerializer(many=True, help_text="Oldest first. The last one is today.")
    reasons = InsightReasonSerializer(many=True, help_text="Most movements first.")
    movers = MoverSerializer(many=True, help_text="At most ten products, most used first.")
    cover = CoverSerializer(
        many=True, help_text="At most ten products with stock on hand, those that run out soonest first."
    )
    dead_stock = DeadStockSerializer()


class ReorderSerializer(serializers.Serializer[Any]):
    product = ProductSerializer()
    low_since = serializers.DateTimeField(allow_null=True)
    used_30_days = serializers.IntegerField(
        help_text="Units sold, damaged or lost in the last 30 days, today included, minus returns."
    )
    suggested = serializers.IntegerField(help_text="Suggested quantity to buy.")
    cost = serializers.DecimalField(max_digits=30, decimal_places=2, help_text="`suggested` times the price.")


class AlertSerializer(serializers.Serializer[Any]):
    """A low-stock alert."""

    # Describes `rows.AlertRow`.

    id = serializers.IntegerField()
    product = serializers.IntegerField(allow_null=True, help_text="Null if the product was deleted.")
    sku = serializers.CharField()
    name = serializers.CharField()
    kind = serializers.ChoiceField(choices=StockAlert.Kind.values)
    quantity = serializers.IntegerField()
    reorder_level = serializers.IntegerField(allow_null=True)
    owner = serializers.CharField(allow_null=True)
    created_at = serializers.DateTimeField()
