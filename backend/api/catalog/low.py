"""What low stock means, once: for querysets, for SQL and for values. Nobody reorders what is inactive."""

from typing import Any, Final

from django.db.models import F, Q

LOW: Final = Q(is_active=True, reorder_level__isnull=False, quantity__lte=F("reorder_level"))
LOW_SQL: Final = "is_active AND quantity <= reorder_level"


def counts_as_low(*, is_active: bool, quantity: int, reorder_level: int | None) -> bool:
    return is_active and reorder_level is not None and quantity <= reorder_level


def is_low(product: Any) -> bool:
    """Whether a product that is about to be stored is low."""
    quantity, level = product.quantity, product.reorder_level
    if level is None or hasattr(quantity, "resolve_expression"):
        return False  # what the database computes is noticed when it next changes
    return counts_as_low(is_active=product.is_active, quantity=int(quantity), reorder_level=int(level))
