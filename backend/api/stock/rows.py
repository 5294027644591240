"""Rows of movements and of low-stock alerts, as REST answers and live events carry them."""

from typing import Any, TypedDict

from ..core.rows import utc

# The order in which `movement_row` takes its values.
MOVEMENT_COLUMNS = (
    "id",
    "product_id",
    "sku",
    "name",
    "delta",
    "balance_after",
    "reason",
    "note",
    "actor_name",
    "source",
    "created_at",
    "reverts_id",
    "via",
    "reverted_by__id",
)


class MovementRow(TypedDict):
    id: int
    product: int | None
    sku: str
    name: str
    delta: int
    balance_after: int
    reason: str
    note: str
    actor: str | None
    source: str
    created_at: str
    reverts: int | None
    reverted_by: int | None
    via: str | None


def movement_row(values: tuple[Any, ...]) -> MovementRow:
    """The row of one movement from its MOVEMENT_COLUMNS."""
    pk, product, sku, name, delta, balance, reason, note, actor, source, created_at, reverts, *rest = values
    via, reverted_by = rest
    return {
        "id": pk,
        "product": product,
        "sku": sku,
        "name": name,
        "delta": delta,
        "balance_after": balance,
        "reason": reason,
        "note": note,
        "actor": actor or None,
        "source": source,
        "created_at": utc(created_at),
        "reverts": reverts,
        "reverted_by": reverted_by,
        "via": via or None,
    }


# The order in which `alert_row` takes its values.
ALERT_COLUMNS = (
    "id",
    "product_id",
    "sku",
    "name",
    "kind",
    "quantity",
    "reorder_level",
    "owner__username",
    "created_at",
)


class AlertRow(TypedDict):
    id: int
    product: int | None
    sku: str
    name: str
    kind: str
    quantity: int
    reorder_level: int | None
    owner: str | None
    created_at: str


def alert_row(values: tuple[Any, ...]) -> AlertRow:
    """The row of one low-stock alert from its ALERT_COLUMNS."""
    pk, product, sku, name, kind, quantity, reorder_level, owner, created_at = values
    return {
        "id": pk,
        "product": product,
        "sku": sku,
        "name": name,
        "kind": kind,
        "quantity": quantity,
        "reorder_level": reorder_level,
        "owner": owner,
        "created_at": utc(created_at),
    }
