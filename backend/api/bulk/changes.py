"""What a bulk change does to the products of one chunk: which are refused, which change, and what they were."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, NamedTuple

from ..accounts.roles import may_adjust, may_edit
from ..catalog.errors import OWNER_ONLY, ProductGone
from ..catalog.models import Product
from ..stock.errors import KEEPERS_ONLY, InsufficientStock, TooMuchStock
from ..stock.services import adjust_locked, fits


@dataclass(frozen=True, slots=True)
class Adjust:
    """Add *delta* items to each; a negative one takes."""

    delta: int
    reason: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class SetCategory:
    slug: str


@dataclass(frozen=True, slots=True)
class SetActive:
    is_active: bool


@dataclass(frozen=True, slots=True)
class Delete:
    pass


Change = Adjust | SetCategory | SetActive | Delete


@dataclass(frozen=True, slots=True)
class Refusal:
    """A product that was left as it is, and why; *sku* and *name* are None where there is no such product."""

    id: int
    sku: str | None
    name: str | None
    code: str
    detail: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a chunk."""

    changed: int
    unchanged: int
    refused: list[Refusal]
    unnamed: int = 0  # refused too, but kept as a number

    @property
    def refused_count(self) -> int:
        return len(self.refused) + self.unnamed

    def naming(self, most: int) -> "Outcome":
        """The same with at most so many of the refused by name."""
        named = self.refused[: max(0, most)]
        return replace(self, refused=named, unnamed=self.refused_count - len(named))


@dataclass(frozen=True, slots=True)
class Revert:
    """What takes an adjustment by *delta* back: the movement of each product."""

    delta: int
    was: list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Restore:
    """What takes a written *field* back: what is in it *now*, and for each product what was in it, and the version
    that the product then had, where that was noted."""

    field: Literal["category_id", "is_active"]
    now: str | bool
    was: list[tuple[int, str | bool]]
    versions: Sequence[tuple[int, int]] = ()


def reversal_from(stored: Any) -> Revert | Restore:
    """From what `asdict` made of it."""
    return Revert(**stored) if "delta" in stored else Restore(**stored)


class LockedRow(NamedTuple):
    pk: int
    sku: str
    name: str
    quantity: int
    category_id: str
    is_active: bool
    created_by_id: int | None
    version: int

    def refused(self, code: str, detail: str) -> Refusal:
        return Refusal(self.pk, self.sku, self.name, code, detail)


Reason = tuple[str, str]
"""A code and a sentence."""


def apply(user: Any, change: Change, ids: list[int], key: str) -> tuple[Outcome, Revert | Restore | None]:
    """Do *change* to the products with *ids*, inside the open transaction. The movements carry *key*."""
    found, refused = lock_rows(ids)
    wanted: list[LockedRow] = []
    for product in found:
        if reason := _reason_to_refuse(user, change, product):
            refused.append(product.refused(*reason))
        else:
            wanted.append(product)
    to_change = [product for product in wanted if not _is_so_already(change, product)]
    reversal = _write(change, to_change, key)
    unchanged = len(wanted) - len(to_change)
    return Outcome(len(to_change), unchanged, sorted(refused, key=lambda refusal: refusal.id)), reversal


def lock_rows(ids: Collection[int]) -> tuple[list[LockedRow], list[Refusal]]:
    """The products, locked until the transaction ends, and a refusal for each that is there no more."""
    locked = Product.objects.filter(pk__in=ids).order_by("pk").select_for_update()
    found = [LockedRow(*values) for values in locked.values_list(*LockedRow._fields)]
    gone = set(ids) - {product.pk for product in found}
    return found, [Refusal(pk, None, None, ProductGone.code, ProductGone().detail) for pk in gone]


def reason_against_adjusting(user: Any, product: LockedRow, delta: int) -> Reason | None:
    if not may_adjust(user, product.created_by_id):
        return "not_owner", KEEPERS_ONLY
    if fits(product.quantity, delta):
        return None
    unsuitable = InsufficientStock if delta < 0 else TooMuchStock
    return unsuitable.code, unsuitable.sentence(product.quantity)


def reason_against_writing(user: Any, product: LockedRow) -> Reason | None:
    return None if may_edit(user, product.created_by_id) else ("not_owner", OWNER_ONLY)


def _reason_to_refuse(user: Any, change: Change, product: LockedRow) -> Reason | None:
    if isinstance(change, Adjust):
        return reason_against_adjusting(user, product, change.delta)
    return reason_against_writing(user, product)


def _is_so_already(change: Change, product: LockedRow) -> bool:
    match change:
        case SetCategory(slug):
            return product.category_id == slug
        case SetActive(is_active):
            return product.is_active == is_active
    return False


def _write(change: Change, products: list[LockedRow], key: str) -> Revert | Restore | None:
    """Returns what takes it back; None for what nothing takes back."""
    rows = Product.objects.filter(pk__in=[product.pk for product in products])
    versions = [(product.pk, product.version + 1) for product in products]
    was: list[tuple[int, str | bool]]
    match change:
        case Adjust(delta, reason, note):
            movements = adjust_locked(products, delta=delta, reason=reason, note=note, idempotency_key=key)
            return Revert(delta, list(movements.items()))
        case SetCategory(slug):
            rows.update(category=slug)
            was = [(product.pk, product.category_id) for product in products]
            return Restore("category_id", slug, was, versions)
        case SetActive(is_active):
            rows.update(is_active=is_active)
            was = [(product.pk, product.is_active) for product in products]
            return Restore("is_active", is_active, was, versions)
        case Delete():
            rows.delete()
            return None
