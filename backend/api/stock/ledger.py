"""The stock ledger: every change of a quantity is a movement, and a quantity is the sum of its movements.

`post` is the one door in. Whoever changes a quantity calls it in the same transaction, with the product's row
locked: services.py for adjustments, api/signals.py for what `Product.save` and the product queryset change.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, NamedTuple

from django.db import connections
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from engine.db.inserts import insert_rows

from ..catalog.models import Product
from ..catalog.product_text import movement_text
from ..core.actor import current_actor, current_source, via_of
from ..core.batches import in_batches
from ..core.text import force_text
from ..live import log
from .models import StockMovement
from .rows import MOVEMENT_COLUMNS, MovementRow, movement_row


class Posting(NamedTuple):
    """A movement to be: *delta* items come (or go, when negative), after which *balance* are on hand.

    *actor* and *at* are for history that is written down later, such as sample data; left out, they are who is
    acting, now.
    """

    product_id: int
    sku: str
    name: str
    delta: int
    balance: int
    reason: str
    note: str = ""
    reverts: int | None = None
    idempotency_key: str = ""
    actor: Any = None
    at: datetime | None = None


def post(postings: Sequence[Posting], *, using: str = "default") -> list[MovementRow]:
    """Append movements, oldest first, and have each product's last one travel with its live event.

    Belongs into the transaction that changes the quantities. Raises IntegrityError when a movement is reverted
    for the second time.
    """
    rows = [_row(*stored) for stored in _append(postings, using)]
    log.record_movements({row["product"]: row for row in rows if row["product"]}, using=using)
    return rows


def post_past(postings: Sequence[Posting], *, using: str = "default") -> None:
    """The same for the whole past of products, of whose many movements nobody needs a row but the last ones'."""
    last = {values[0]: (pk, values) for pk, values in _append(postings, using)}
    log.record_movements({product: _row(*stored) for product, stored in last.items()}, using=using)


def _values(posting: Posting, actor: Any, source: str, now: datetime) -> tuple[Any, ...]:
    """The values of _COLUMNS."""
    return (
        posting.product_id,
        posting.sku,
        posting.name,
        posting.delta,
        posting.balance,
        posting.reason,
        force_text(posting.note),
        actor.get_username() if actor else "",
        source,
        posting.at or now,
        posting.reverts,
        "" if posting.actor else via_of(actor),
        actor.pk if actor else None,
        posting.idempotency_key,
        movement_text(posting.name, posting.sku),
    )


def _append(postings: Sequence[Posting], using: str) -> Iterable[tuple[int, tuple[Any, ...]]]:
    """Store *postings*, and return the id of each and its values of _COLUMNS."""
    actor, source, now = current_actor(), current_source(), timezone.now()
    movements = [_values(posting, posting.actor or actor, source, now) for posting in postings]
    ids = insert_rows(connections[using], StockMovement._meta.db_table, _COLUMNS, movements)
    return zip(ids, movements, strict=True)


def _row(pk: int, values: tuple[Any, ...]) -> MovementRow:
    return movement_row((pk, *values[: len(_SHOWN)], None))


# Those that a movement's row shows, but for its id and what reverts it; then the rest.
_SHOWN: Final = MOVEMENT_COLUMNS[1:-1]
_COLUMNS: Final = (*_SHOWN, "actor_id", "idempotency_key", "search_text")


def settle(product_ids: Iterable[int], *, reason: str, using: str) -> None:
    """Post the difference between the quantity and the last balance of each product, where there is one.

    For writes that the database computes (`update`, conflicts of `bulk_create`): only afterwards is it known what
    they did.
    """
    last = StockMovement.objects.filter(product=OuterRef("pk")).order_by("-id").values("balance_after")[:1]
    for products in in_batches(Product.objects.using(using).order_by("pk"), product_ids):
        found = products.annotate(balance=Subquery(last)).values_list("pk", "sku", "name", "quantity", "balance")
        postings = [
            Posting(pk, sku=sku, name=name, delta=quantity - (balance or 0), balance=quantity, reason=reason)
            for pk, sku, name, quantity, balance in found
            if quantity != (balance or 0)
        ]
        if postings:
            post(postings, using=using)


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """What is wrong with the ledger of one product."""

    product_id: int
    sku: str
    problem: str


@dataclass(frozen=True, slots=True)
class Audit:
    products: int
    movements: int
    discrepancies: list[Discrepancy]


def audit(*, using: str = "default", limit: int = 1000) -> Audit:
    """Check the whole ledger; reports at most *limit* discrepancies of each kind.

    Three things hold for each product: the quantity is the sum of its movements; each balance is the one before
    plus the movement; and no balance is negative. Writers need not stop: each statement sees one moment.
    """
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT (SELECT count(*) FROM api_product), (SELECT count(*) FROM api_stockmovement)")
        products, movements = cursor.fetchone()
        cursor.execute(_SUMS, [limit])
        found = [
            Discrepancy(pk, sku, f"{quantity} on hand, but its movements add up to {total}")
            for pk, sku, quantity, total in cursor.fetchall()
        ]
        cursor.execute(_BALANCES, [limit])
        found += [
            Discrepancy(pk, sku, f"movement {movement}: {before} {delta:+} is not {after}")
            for pk, sku, movement, before, delta, after in cursor.fetchall()
        ]
    return Audit(products, movements, found)


_SUMS: Final = """
SELECT p.id, p.sku, p.quantity, coalesce(m.total, 0)
FROM api_product p
LEFT JOIN (SELECT product_id, sum(delta) AS total FROM api_stockmovement GROUP BY product_id) m
  ON m.product_id = p.id
WHERE p.quantity <> coalesce(m.total, 0) OR p.quantity < 0
ORDER BY p.id LIMIT %s
"""
_BALANCES: Final = """
SELECT p.id, p.sku, steps.id, before, delta, balance_after
FROM (
  SELECT product_id, id, delta, balance_after,
         lag(balance_after, 1, 0) OVER (PARTITION BY product_id ORDER BY id) AS before
  FROM api_stockmovement WHERE product_id IS NOT NULL
) steps
JOIN api_product p ON p.id = steps.product_id
WHERE before + delta <> balance_after OR balance_after < 0
ORDER BY p.id, steps.id LIMIT %s
"""
