"""Writing one chunk of an import, and taking it back: in the open transaction, with the products locked.

What the check has seen must still be so. A value that someone else has changed since is left alone: the row is
refused and says so.
"""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from typing import Any, Final

from django.db.models import Case, F, Q, Value, When

from ..bulk.changes import reason_against_adjusting, reason_against_writing
from ..catalog.codes import sku_key
from ..catalog.models import Category, Product
from ..catalog.services import generate_sku
from ..live import log
from ..stock.models import StockMovement
from ..stock.services import Move, move_locked
from .cells import category_key
from .choices import NEW_CATEGORY, category_slugs
from .count_rows import Wish
from .judge import SEEN_COLUMNS, Seen, Verdict, seen
from .matching import Problem
from .models import Kind

_CHANGED: Final = "Someone changed it after the check. It was left unchanged."
_GONE: Final = "The product no longer exists."
_TAKEN: Final = "Another product now has this {}."
_COLUMN: Final = {"category": "category_id"}
_CODES: Final = ("sku", "barcode")


@dataclass(slots=True)
class Refusal:
    """A row that was left unchanged."""

    row: int
    key: str
    code: str
    detail: str
    field: str | None = None
    product: int | None = None


@dataclass(slots=True)
class Outcome:
    """What became of a chunk."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: list[Refusal] = field(default_factory=list)

    @property
    def done(self) -> int:
        return self.created + self.updated + self.unchanged + len(self.refused)


@dataclass(slots=True)
class Reversal:
    """What takes a chunk back: `[row, key, product]` for each created one, the same with `{field: [old, new]}` for
    each updated one, and with the movement and its difference for each whose stock was moved. `versions` has
    `[product, version]` for each updated one, as it was after that, where it was noted."""

    created: list[list[Any]] = field(default_factory=list)
    updated: list[list[Any]] = field(default_factory=list)
    moved: list[list[Any]] = field(default_factory=list)
    versions: list[list[int]] = field(default_factory=list)


def outcome_from(stored: dict[str, Any]) -> Outcome:
    return Outcome(**{**stored, "refused": [Refusal(**refusal) for refusal in stored["refused"]]})


def stored_outcome(outcome: Outcome) -> dict[str, Any]:
    return asdict(outcome)


def apply_chunk(
    user: Any, kind: str, verdicts: list[Verdict], choose: Any, key: str, refused: Collection[Refusal] = ()
) -> tuple[Outcome, Reversal]:
    """Do what the *verdicts* of a chunk say. Those of refused rows become `held`, in place.

    *choose* gives what a person wants of rows whose stock has moved. Movements carry *key*. *refused* were rows of
    the chunks before.
    """
    work = [verdict for verdict in verdicts if verdict["state"] in ("create", "update")]
    if kind == Kind.STOCK:
        outcome, reversal = _count(user, work, choose, key)
        _hold_added_up(verdicts, [*refused, *outcome.refused])
        return outcome, reversal
    outcome, reversal = Outcome(), Reversal()
    categories = _Categories()
    _update(user, [v for v in work if v["state"] == "update"], categories, outcome, reversal)
    _create(user, [v for v in work if v["state"] == "create"], categories, outcome, reversal)
    return outcome, reversal


class _Categories:
    """The categories as they are now; those that the import was to make have been made."""

    def __init__(self) -> None:
        self._by_key = category_slugs({})
        self._slugs = set(self._by_key.values())

    def slug(self, value: str) -> str | None:
        """None: it is gone."""
        if value.startswith(NEW_CATEGORY):
            return self._by_key.get(category_key(value.removeprefix(NEW_CATEGORY)))
        return value if value in self._slugs else None


def _refuse(outcome: Outcome, verdict: Verdict, code: str, detail: str, name: str | None = None) -> None:
    outcome.refused.append(Refusal(verdict["row"], verdict["key"], code, detail, name, verdict["product"]))
    verdict["state"] = "held"
    verdict["problems"] = [*verdict["problems"], Problem(name, code, detail)._asdict()]


def lock(ids: Collection[int]) -> dict[int, Seen]:
    """The products by id, locked until the transaction ends."""
    if not ids:
        return {}
    locked = Product.objects.filter(pk__in=ids).order_by("pk").select_for_update(of=("self",))
    return {values[0]: seen(values) for values in locked.values_list(*SEEN_COLUMNS)}


# --- Products ------------------------------------------------------------------------------------------------


def _update(
    user: Any, work: Sequence[Verdict], categories: _Categories, outcome: Outcome, reversal: Reversal
) -> None:
    products = lock([verdict["product"] for verdict in work])
    taken = _taken(work)
    writes: dict[int, dict[str, Any]] = {}
    for verdict in work:
        product = products.get(verdict["product"])
        if product is None:
            _refuse(outcome, verdict, "not_found", _GONE)
            continue
        wanted = dict(verdict["changes"])
        if "category" in wanted:
            old, new = wanted["category"]
            slug = categories.slug(new)
            if slug is None:
                _refuse(outcome, verdict, "category_gone", "This category no longer exists.", "category")
                continue
            wanted["category"] = [old, slug]
        if reason := reason_against_writing(user, product.locked):
            _refuse(outcome, verdict, *reason)
            continue
        changes = {name: pair for name, pair in wanted.items() if product.values[name] != pair[1]}
        stale = next((name for name, (old, _) in changes.items() if product.values[name] != old), None)
        clash = next(
            (name for name in ("sku", "barcode") if name in changes and taken(name, changes[name][1])), None
        )
        if stale:
            _refuse(outcome, verdict, "changed_since", _CHANGED, stale)
        elif clash:
            _refuse(outcome, verdict, "taken", _TAKEN.format(clash), clash)
        elif not changes:
            outcome.unchanged += 1
        else:
            writes[product.locked.pk] = {name: new for name, (_, new) in changes.items()}
            reversal.updated.append([verdict["row"], product.locked.sku, product.locked.pk, changes])
            reversal.versions.append([product.locked.pk, product.locked.version + 1])
    write(writes)
    outcome.updated += len(writes)


def write(writes: dict[int, dict[str, Any]]) -> None:
    """Give each product its own new values, in one statement."""
    if not writes:
        return
    names = dict.fromkeys(name for values in writes.values() for name in values)
    cases = {}
    for name in names:
        column: Any = Product._meta.get_field(name)
        column = column.target_field if name == "category" else column
        whens = [
            When(
                pk=pk,
                then=Value(_stored(name, values[name]), output_field=column),
            )
            for pk, values in writes.items()
            if name in values
        ]
        attribute = _COLUMN.get(name, name)
        cases[attribute] = Case(*whens, default=F(attribute))
    Product.objects.filter(pk__in=list(writes)).update(**cases)


def _stored(name: str, value: Any) -> Any:
    return Decimal(value) if name == "price" else value


def _taken(work: Sequence[Verdict]) -> Any:
    """Asks whether a SKU or a barcode is some product's by now. One query, for all that *work* gives."""
    new = {
        name: [v["changes"][name][1] for v in work if v["changes"].get(name, [0, 0])[1]]
        for name in ("sku", "barcode")
    }
    sku_keys = {sku_key(sku) for sku in new["sku"]}
    found = list(
        Product.objects.filter(Q(sku_key__in=sku_keys) | Q(barcode__in=set(new["barcode"]))).values_list(
            "sku_key", "barcode"
        )
        if sku_keys or new["barcode"]
        else ()
    )
    stored_skus, stored_barcodes = {sku for sku, _ in found}, {barcode for _, barcode in found}

    def taken(name: str, value: str | None) -> bool:
        if not value:
            return False
        return value in stored_barcodes if name == "barcode" else sku_key(value) in stored_skus

    return taken


def _create(
    user: Any, work: Sequence[Verdict], categories: _Categories, outcome: Outcome, reversal: Reversal
) -> None:
    taken = _taken(work)
    new: list[tuple[Verdict, Product]] = []
    for verdict in work:
        values = {name: value for name, (_, value) in verdict["changes"].items()}
        slug = categories.slug(values["category"])
        clash = next((name for name in _CODES if taken(name, values.get(name))), None)
        if slug is None:
            _refuse(outcome, verdict, "category_gone", "This category no longer exists.", "category")
            continue
        if clash:
            _refuse(outcome, verdict, "taken", _TAKEN.format(clash), clash)
            continue
        values |= {"category_id": slug, "price": Decimal(values["price"]), "created_by": user}
        del values["category"]
        values["sku"] = values.get("sku") or generate_sku(slug)
        new.append((verdict, Product(**values)))
    if not new:
        return
    Product.objects.bulk_create([product for _, product in new])
    for verdict, product in new:
        verdict["product"], verdict["key"] = product.pk, product.sku
        reversal.created.append([verdict["row"], product.sku, product.pk])
    outcome.created += len(new)


# --- Counts --------------------------------------------------------------------------------------------------


def _count(user: Any, work: Sequence[Verdict], choose: Any, key: str) -> tuple[Outcome, Reversal]:
    outcome, reversal = Outcome(), Reversal()
    products = lock([verdict["product"] for verdict in work])
    moves: list[tuple[Verdict, Move]] = []
    for verdict in work:
        product = products.get(verdict["product"])
        if product is None:
            _refuse(outcome, verdict, "not_found", _GONE)
            continue
        wish = Wish(*verdict["wish"])
        new, problem = wish.settle(product.locked.quantity, choose(wish.rows or [verdict["row"]]))
        if problem:
            _refuse(outcome, verdict, problem.code, problem.detail, problem.field)
            continue
        delta = 0 if new is None else new - product.locked.quantity
        if delta == 0:
            outcome.unchanged += 1
        elif reason := reason_against_adjusting(user, product.locked, delta):
            _refuse(outcome, verdict, *reason)
        else:
            moves.append((verdict, Move(product.locked, delta, wish.reason, wish.note)))
    if moves:
        movements = move_locked([move for _, move in moves], idempotency_key=key)
        for verdict, move in moves:
            pk = move.product.pk
            reversal.moved.append([verdict["row"], move.product.sku, pk, movements[pk], move.delta])
    outcome.updated = len(moves)
    return outcome, reversal


def is_added_up(verdict: Verdict) -> bool:
    """Whether the row's number is part of the sum that an earlier row stands for."""
    return verdict["state"] == "skipped" and "added_up" in verdict["notes"]


def _hold_added_up(verdicts: Sequence[Verdict], refused: Collection[Refusal]) -> None:
    """What a refused row was the sum of is held with it, so that all of it can be imported again."""
    by_product = {refusal.product: refusal for refusal in refused}
    for verdict in filter(is_added_up, verdicts):
        if refusal := by_product.get(verdict["product"]):
            verdict["state"] = "held"
            verdict["problems"] = [Problem(refusal.field, refusal.code, refusal.detail)._asdict()]


# --- Back again ----------------------------------------------------------------------------------------------


def take_back(user: Any, reversal: Reversal, key: str) -> Outcome:
    """Take a chunk back. What has been changed since stays as it is and is refused; `created` counts what went."""
    outcome = Outcome()
    ids = [entry[2] for entry in (*reversal.created, *reversal.updated, *reversal.moved)]
    products = lock(ids)
    _remove(user, reversal.created, products, outcome)
    _restore(user, reversal, products, outcome)
    _move_back(user, reversal.moved, products, key, outcome)
    return outcome


def _remove(user: Any, created: Sequence[Sequence[Any]], products: dict[int, Seen], outcome: Outcome) -> None:
    """A created product goes if nothing but its first stock has happened to it."""
    ids = [pk for _, _, pk in created if pk in products]
    versions = dict(Product.objects.filter(pk__in=ids).values_list("pk", "version"))
    moved = set(
        StockMovement.objects.filter(product__in=ids)
        .exclude(reason=StockMovement.Reason.INITIAL)
        .values_list("product", flat=True)
    )
    doomed = []
    for row, sku, pk in created:
        if pk not in products:
            outcome.unchanged += 1
        elif reason := reason_against_writing(user, products[pk].locked):
            outcome.refused.append(Refusal(row, sku, *reason, product=pk))
        elif pk in moved:
            detail = "Its stock has changed since the import. The product stays."
            outcome.refused.append(Refusal(row, sku, "moved_since", detail, product=pk))
        elif versions[pk] != 1:
            detail = "It has changed since the import. The product stays."
            outcome.refused.append(Refusal(row, sku, "changed_since", detail, product=pk))
        else:
            doomed.append(pk)
    if doomed:
        Product.objects.filter(pk__in=doomed).delete()
    outcome.created = len(doomed)


def _restore(user: Any, reversal: Reversal, products: dict[int, Seen], outcome: Outcome) -> None:
    updated = reversal.updated
    known = set(Category.objects.values_list("pk", flat=True))
    # A code that is given back may be another product's by now.
    taken = _taken([{"changes": {n: [new, old] for n, (old, new) in changes.items()}} for *_, changes in updated])
    writes: dict[int, dict[str, Any]] = {}
    for row, sku, pk, changes in updated:
        product = products.get(pk)
        if product is None:
            outcome.refused.append(Refusal(row, sku, "not_found", _GONE))
            continue
        wanted = {name: pair for name, pair in changes.items() if product.values[name] != pair[0]}
        stale = next((name for name, (_, new) in wanted.items() if product.values[name] != new), None)
        gone = "category" in wanted and wanted["category"][0] not in known
        clash = next((n for n in _CODES if n in wanted and taken(n, wanted[n][0])), None)
        if not wanted:
            outcome.unchanged += 1
        elif reason := reason_against_writing(user, product.locked):
            outcome.refused.append(Refusal(row, sku, *reason, product=pk))
        elif stale:
            detail = "It has changed since the import and stays as it is."
            outcome.refused.append(Refusal(row, sku, "changed_since", detail, stale, pk))
        elif gone:
            detail = "Its old category no longer exists."
            outcome.refused.append(Refusal(row, sku, "category_gone", detail, "category", pk))
        elif clash:
            outcome.refused.append(Refusal(row, sku, "taken", _TAKEN.format(clash), clash, pk))
        else:
            writes[pk] = {name: old for name, (old, _) in wanted.items()}
    write(writes)
    log.record_undone({pk: version for pk, version in reversal.versions if pk in writes})
    outcome.updated += len(writes)


def _move_back(
    user: Any, moved: Sequence[Sequence[Any]], products: dict[int, Seen], key: str, outcome: Outcome
) -> None:
    """By the movement that reverts each movement, once."""
    reverts = StockMovement.objects.filter(reverts__in=[entry[3] for entry in moved])
    reverted = set(reverts.values_list("reverts", flat=True))
    moves = []
    for row, sku, pk, movement, delta in moved:
        product = products.get(pk)
        if product is None:
            outcome.refused.append(Refusal(row, sku, "not_found", _GONE))
        elif movement in reverted:
            outcome.unchanged += 1
        elif reason := reason_against_adjusting(user, product.locked, -delta):
            outcome.refused.append(Refusal(row, sku, *reason, product=pk))
        else:
            moves.append(Move(product.locked, -delta, StockMovement.Reason.REVERT, "", movement))
    if moves:
        move_locked(moves, idempotency_key=key)
    outcome.updated += len(moves)
