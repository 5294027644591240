"""What would become of each row, without writing any product: the same rules as the apply, asked beforehand."""

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any, Final, NamedTuple

from django.conf import settings
from django.db import close_old_connections, transaction

from ..bulk.changes import LockedRow, reason_against_adjusting, reason_against_writing
from ..catalog.codes import barcode_key, sku_key
from ..catalog.models import Product
from ..core.batches import in_batches
from ..core.spreadsheets import revive
from .cells import MissingZero, Read, Refused, UnknownCategory, reader, with_zeros
from .choices import Choices, category_slugs, choices_of
from .columns import shown
from .fields import BY_NAME, KEYS
from .matching import Matcher, Problem
from .models import Import, Kind, State
from .stored import pack, read_chunks, rows_of
from .table import Row

PRICE_JUMP: Final = 10
_COLUMNS: Final = (
    "pk",
    "sku",
    "name",
    "quantity",
    "category_id",
    "is_active",
    "created_by_id",
    "description",
    "barcode",
    "price",
    "reorder_level",
)
_WRITABLE: Final = ("sku", "barcode", "name", "description", "category", "price", "reorder_level", "is_active")
_EMPTIED: Final = {"description": ""}


class Seen(NamedTuple):
    """A product as the check has seen it."""

    locked: LockedRow
    values: dict[str, Any]


Verdict = dict[str, Any]
"""`row`, `state` (create, update, unchanged, held, skipped), `product`, `key`, `name`, `changes`
({field: [old, new]}), `problems` and `notes` (codes); of a count also `wish`."""


class Checked(NamedTuple):
    """How far a check has come; *totals* when it has ended."""

    done: int
    totals: dict[str, Any] | None = None


def check(source: Import, user: Any) -> Iterator[Checked]:
    """Judge all rows of *source* and store the verdicts. Each step is one read of 500 rows, twice over."""
    choices = choices_of(source)
    judge = (ProductJudge if source.kind == Kind.PRODUCTS else CountJudge)(source, choices, user)
    done = 0
    for chunks in read_chunks(source, "raw"):
        close_old_connections()  # those of this thread: the next step may be on another
        rows = [row for chunk in chunks for row in rows_of(chunk) if row.number > choices.header_row]
        judge.match(rows)
        done += len(rows)
        yield Checked(done // 2)
    judge.matcher.matches.forget_keys()
    totals: Counter[str] = Counter()
    judged = 0
    for chunks in read_chunks(source, "raw"):
        close_old_connections()
        by_chunk = [[row for row in rows_of(chunk) if row.number > choices.header_row] for chunk in chunks]
        verdicts = judge.verdicts([row for rows in by_chunk for row in rows])
        for chunk, rows in zip(chunks, by_chunk, strict=True):
            of_chunk, verdicts = verdicts[: len(rows)], verdicts[len(rows) :]
            chunk.verdicts = pack(of_chunk)
            chunk.counts = dict(Counter(verdict["state"] for verdict in of_chunk))
            totals.update(chunk.counts)
            totals["warnings"] += sum(bool(verdict["notes"]) for verdict in of_chunk)
            judged += len(of_chunk)
        with transaction.atomic():
            for chunk in chunks:
                chunk.save(update_fields=["verdicts", "counts"])
        yield Checked((done + judged) // 2)
    counted: dict[str, Any] = {
        state: totals[state] for state in ("create", "update", "unchanged", "held", "skipped", "warnings")
    }
    counted["unknown_categories"] = dict(judge.unknown_categories.most_common(200))
    with transaction.atomic():
        open_ones = Import.objects.filter(pk=source.pk, state__in=(State.NEW, State.CHECKED))
        open_ones.update(state=State.CHECKED, totals=counted)
    yield Checked(judged, counted)


class _Judge:
    """What products and counts have in common."""

    def __init__(self, source: Import, choices: Choices, user: Any, *, add_up: bool = False) -> None:
        self.choices, self.user = choices, user
        self.kind = Kind(source.kind)
        self.unknown_categories: Counter[str] = Counter()
        self._is_csv = is_csv = source.format == "csv"
        styles = source.reading.get("styles", {})
        categories = category_slugs(choices.categories)
        fields = BY_NAME[self.kind]
        self._make: Any = lambda name, decimal: reader(
            fields[name], is_csv=is_csv, decimal=decimal, currency=settings.CURRENCY, categories=categories
        )
        self.readers: list[tuple[str, int, Read]] = []
        keys: list[tuple[str, int, Read]] = []
        for name, index in choices.mapping.items():
            if fields[name].content == "shown":
                continue
            decimal = choices.decimal.get(str(index)) or styles.get(str(index), {"decimal": "."})["decimal"]
            read = self._make(name, decimal)
            if name in KEYS:
                keys.append((name, index, self._repairing(read) if name == "barcode" and self._repairs else read))
            self.readers.append((name, index, self._barcode(read) if name == "barcode" else read))
        self.matcher = Matcher(keys, choices.match, add_up=add_up)

    @property
    def _repairs(self) -> bool:
        return "missing_zero" in self.choices.accept

    def _repairing(self, read: Read) -> Read:
        def repaired(cell: Any) -> Any:
            code = read(cell)
            return (with_zeros(code) or code) if code else code

        return repaired

    def _barcode(self, read: Read) -> Read:
        if self._repairs:
            return self._repairing(read)

        def checked(cell: Any) -> Any:
            code = read(cell)
            if code and (padded := with_zeros(code)):
                raise MissingZero(padded)
            return code

        return checked

    def match(self, rows: Sequence[Row]) -> None:
        for _ in self.matcher.feed(rows):
            pass

    def verdicts(self, rows: Sequence[Row]) -> list[Verdict]:
        products = self.matcher.matches.products
        seen = seen_products({products[row.number] for row in rows if row.number in products})
        return [self.verdict(row, seen.get(products.get(row.number, 0))) for row in rows]

    def verdict(self, row: Row, product: Seen | None) -> Verdict:
        raise NotImplementedError

    def read(self, row: Row, product: Seen | None) -> tuple[dict[str, Any], list[Problem]]:
        """The values of a row, without those that are empty, or what the product has."""
        values: dict[str, Any] = {}
        problems: list[Problem] = []
        known = product.values if product else {}
        clear = self.choices.clear
        cells = row.cells
        width = len(cells)
        for name, index, read in self.readers:
            cell = cells[index] if index < width else None
            if cell is None or cell == "":
                if name in clear:
                    values[name] = _EMPTIED.get(name)
                continue
            if name in known and (cell == known[name] or (self._is_csv and _says(name, cell, known[name]))):
                continue
            try:
                value = read(cell)
            except UnknownCategory as error:
                self.unknown_categories[error.name] += 1
                problems.append(Problem(name, error.code, error.detail, error.name))
            except Refused as error:
                suggestion = getattr(error, "suggestion", "")
                problems.append(Problem(name, error.code, error.detail, shown(cell)[:200], suggestion))
            else:
                if value is not None:
                    values[name] = value
                elif name in clear:
                    values[name] = _EMPTIED.get(name)
        return values, problems

    def held(self, row: Row, product: Seen | None, values: dict[str, Any], problems: list[Problem]) -> Verdict:
        return self.made(row, "held", product, values, problems=problems)

    def made(
        self,
        row: Row,
        state: str,
        product: Seen | None,
        values: dict[str, Any],
        *,
        changes: dict[str, Any] | None = None,
        problems: Sequence[Problem] = (),
        notes: Sequence[str] = (),
    ) -> Verdict:
        key = (product.locked.sku if product else "") or values.get("sku") or values.get("barcode") or ""
        name = values.get("name") or (product.locked.name if product else "")
        return {
            "row": row.number,
            "state": state,
            "product": product.locked.pk if product else None,
            "key": key,
            "name": name,
            "changes": changes or {},
            "problems": [problem._asdict() for problem in problems],
            "notes": list(notes),
        }


def _says(name: str, cell: str, known: Any) -> bool:
    """Whether a cell of a CSV file is *known* as exports write it."""
    return "'" in cell and revive(cell, is_code=name in KEYS) == known


def seen_products(ids: set[int]) -> dict[int, Seen]:
    """One query for 500."""
    found = {}
    for products in in_batches(Product.objects.order_by(), ids):
        for values in products.values_list(*_COLUMNS):
            found[values[0]] = seen(values)
    return found


def seen(values: tuple[Any, ...]) -> Seen:
    """From the _COLUMNS of a product."""
    locked = LockedRow(*values[:7])
    description, barcode, price, reorder_level = values[7:]
    return Seen(
        locked,
        {
            "sku": locked.sku,
            "barcode": barcode,
            "name": locked.name,
            "description": description,
            "category": locked.category_id,
            "price": f"{price:.2f}",
            "reorder_level": reorder_level,
            "is_active": locked.is_active,
            "quantity": locked.quantity,
        },
    )


SEEN_COLUMNS: Final = _COLUMNS


class ProductJudge(_Judge):
    def __init__(self, source: Import, choices: Choices, user: Any) -> None:
        super().__init__(source, choices, user)
        self.defaults = {name: self._make(name, ".")(text) for name, text in choices.defaults.items()}

    def verdict(self, row: Row, product: Seen | None) -> Verdict:
        values, problems = self.read(row, product)
        if problem := self.matcher.matches.problems.get(row.number):
            problems.append(problem)
        if problems:
            return self.held(row, product, values, problems)
        return self._update(row, product, values) if product else self._create(row, values)

    def _update(self, row: Row, product: Seen, values: dict[str, Any]) -> Verdict:
        match self.choices.on_match:
            case "skip":
                return self.made(row, "skipped", product, values)
            case "refuse":
                return self.held(row, product, values, [Problem(None, "exists", "There is one already.")])
        known = product.values
        notes = []
        if "quantity" in values and values["quantity"] != known["quantity"]:
            notes.append("quantity_ignored")
        changes: dict[str, Any] = {
            name: [known[name], values[name]]
            for name in _WRITABLE
            if name in values and values[name] != known[name] and not _same_code(name, known[name], values[name])
        }
        if not changes:
            return self.made(row, "unchanged", product, values, notes=notes)
        if reason := reason_against_writing(self.user, product.locked):
            return self.made(row, "held", product, values, changes=changes, problems=[Problem(None, *reason)])
        if "price" in changes:
            old, new = map(Decimal, changes["price"])
            if new >= old * PRICE_JUMP or new * PRICE_JUMP <= old:
                notes.append("price_jump")
        return self.made(row, "update", product, values, changes=changes, notes=notes)

    def _create(self, row: Row, values: dict[str, Any]) -> Verdict:
        match self.choices.on_new:
            case "skip":
                return self.made(row, "skipped", None, values)
            case "refuse":
                return self.held(row, None, values, [Problem(None, "new", "There is no such product.")])
        given = {name: value for name, value in {**self.defaults, **values}.items() if value is not None}
        given.pop("id", None)
        missing = [
            Problem(field.name, "required", f"A new product needs a {field.name}.")
            for field in BY_NAME[self.kind].values()
            if field.needed and not given.get(field.name)
        ]
        if missing:
            return self.held(row, None, values, missing)
        return self.made(
            row, "create", None, values, changes={name: [None, value] for name, value in given.items()}
        )


def _same_code(name: str, old: Any, new: Any) -> bool:
    """Whether two codes mean the same: a SKU in another case, or a GTIN in 12 or 13 digits, is no change."""
    if name == "sku":
        return sku_key(old) == sku_key(new)
    return name == "barcode" and bool(old and new) and barcode_key(old) == barcode_key(new)


class CountJudge(_Judge):
    """Counts: of rows that mean the same product, the first takes the sum."""

    def __init__(self, source: Import, choices: Choices, user: Any) -> None:
        super().__init__(source, choices, user, add_up=True)
        self._rows: dict[int, list[int]] = {}
        self._counted: dict[int, int] = {}
        self._expected: dict[int, set[int]] = {}
        self._spoiled: set[int] = set()

    def match(self, rows: Sequence[Row]) -> None:
        wanted = [each for each in self.readers if each[0] in ("counted", "expected", "change")]
        for row, product in self.matcher.feed(rows):
            if product is None:
                continue
            self._rows.setdefault(product, []).append(row.number)
            for name, index, read in wanted:
                try:
                    value = read(row.cells[index]) if index < len(row.cells) else None
                except Refused:
                    self._spoiled.add(product)
                    continue
                if value is None:
                    continue
                if name == "expected":
                    self._expected.setdefault(product, set()).add(value)
                else:
                    self._counted[product] = self._counted.get(product, 0) + value

    def verdict(self, row: Row, product: Seen | None) -> Verdict:
        # Quantities are compared, not taken for unchanged.
        values, problems = self.read(row, None)
        if problem := self.matcher.matches.problems.get(row.number):
            problems.append(problem)
        elif product is None and not problems:
            problems.append(Problem(None, "not_found", "There is no such product."))
        given = [name for name in ("counted", "change") if name in values]
        if not given and not problems:
            return self.made(row, "skipped", product, values, notes=["not_counted"])
        if len(given) == 2:
            problems.append(Problem("change", "invalid", "Give what was counted or what has changed, not both."))
        if problems or product is None:
            return self.held(row, product, values, problems)
        rows = self._rows[product.locked.pk]
        notes = []
        if len(rows) > 1:
            together = [number for number in rows if number != row.number]
            names = ", ".join(map(str, together[:10]))
            if product.locked.pk in self._spoiled or len(self._expected.get(product.locked.pk, ())) > 1:
                problem = Problem(None, "duplicate", f"Rows {names} are of the same product and do not fit.")
                return self.held(row, product, values, [problem])
            if rows[0] != row.number:
                return self.made(row, "skipped", product, values, notes=["added_up"])
            notes.append("added_up")
            values[given[0]] = self._counted[product.locked.pk]
        return self._judge(row, product, values, notes)

    def _judge(self, row: Row, product: Seen, values: dict[str, Any], notes: list[str]) -> Verdict:
        on_hand = product.locked.quantity
        wish = Wish.of(values, on_hand)
        new, problem = wish.settle(on_hand, self.choices.moved(row.number))
        if problem:
            return self.held(row, product, values, [problem])
        if new is None:
            return self.made(row, "skipped", product, values, notes=notes)
        if new == on_hand:
            return self.made(row, "unchanged", product, values, notes=notes)
        changes = {"quantity": [on_hand, new]}
        if reason := reason_against_adjusting(self.user, product.locked, new - on_hand):
            return self.made(row, "held", product, values, changes=changes, problems=[Problem(None, *reason)])
        return self.made(row, "update", product, values, changes=changes, notes=notes) | {"wish": list(wish)}


class Wish(NamedTuple):
    """What a row wants of a stock: *change*, or *counted* where *expected* were thought to be there."""

    change: int | None
    counted: int | None
    expected: int
    reason: str
    note: str

    @classmethod
    def of(cls, values: dict[str, Any], on_hand: int) -> "Wish":
        """Where the file says no `expected`, it is what the check has seen."""
        change, counted = values.get("change"), values.get("counted")
        reason = values.get("reason") or ("correction" if counted is None else "count")
        return cls(change, counted, values.get("expected", on_hand), reason, values.get("note", ""))

    def settle(self, on_hand: int, choice: str | None) -> tuple[int | None, Problem | None]:
        """How many there will be (None: it stays), or the problem that stock has moved and nobody has chosen."""
        if self.change is not None:
            return on_hand + self.change, None
        counted = self.counted or 0
        if on_hand == self.expected or choice == "set":
            return counted, None
        moved = on_hand + counted - self.expected
        if choice == "difference":
            return moved, None
        if choice == "leave":
            return None, None
        detail = f"{self.expected:,} were expected, {on_hand:,} are on hand: {moved:,} or {counted:,}?"
        return None, Problem("counted", "moved_since", detail, str(counted), str(moved))
