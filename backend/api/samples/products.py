"""Makes sample products: the same ones for the same seed and the same number of products before."""

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from operator import attrgetter
from random import Random
from typing import Any, Final, NamedTuple

from django.contrib.auth import get_user_model
from django.db import connection, transaction
from django.utils import timezone

from ..catalog.codes import sku_key, with_check_digit
from ..catalog.images.store import StoredImage
from ..catalog.models import Category, Product
from ..catalog.new_products import NewProduct, store_new
from ..stock import ledger
from .catalog import AUTHORS, CATEGORY_WEIGHTS, KINDS, OWNERS, TITLE_ENDS, TITLE_STARTS, Kind
from .models import SampleProduct
from .pictures import sample_picture

# A batch is one transaction. Large enough to be fast, small enough that other writers hardly wait.
BATCH: Final = 1_000
# Where there was nothing before, hardly anyone waits. A page of an index is written once a transaction: at a
# million products, commits of ten times as many rows take half as long for each.
FIRST_BATCH: Final = 10_000
DAYS_BACK: Final = 90

_CODE_LETTERS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
# Cents that prices end in, the common ones more often.
_CENTS: Final = (99, 99, 99, 90, 50, 0, 0, 95, 49)


class NothingToStock(Exception):
    """None of the default categories exists, so there is nowhere to put a sample product."""


def sample_owners() -> list[Any]:
    """The invented people who own sample products, made if need be. They have no usable password."""
    users = get_user_model().objects
    owners = []
    for username in OWNERS:
        user = users.filter(username=username).first()
        owners.append(user or users.create_user(username, f"{username}@example.com"))
    return owners


def add_sample_products(*, count: int, seed: int, owners: Sequence[Any], progress: Callable[[int], None]) -> None:
    """Add *count* products that belong to *owners*, batch by batch; *progress* hears how many are there so far.

    Interrupted at any moment, it leaves whole batches. Raises NothingToStock, and OSError when a picture cannot
    be written.
    """
    done = 0
    # None of the rows of a batch is part of a cycle. Without a search for some, 10,000 products take 7.4 s of
    # processor time instead of 8.5, beside a million.
    gc.disable()
    try:
        for batch in draw_samples(count=count, seed=seed, owners=owners):
            with transaction.atomic():
                done += batch.store()
            progress(done)
    finally:
        gc.enable()


def draw_samples(*, count: int, seed: int, owners: Sequence[Any]) -> "Iterator[Batch]":
    """Draw *count* products that belong to *owners*, and write their pictures. Raises as `add_sample_products`."""
    stocked = set(Category.objects.filter(slug__in=CATEGORY_WEIGHTS).values_list("slug", flat=True))
    if not stocked:
        raise NothingToStock
    # What is there already counts in, so that a second run adds other products.
    there = Product.objects.count()
    chance = Random(f"{seed}/{there}")
    maker = _Maker(chance, owners, stocked)
    now = timezone.now()
    step = timedelta(days=DAYS_BACK) / count
    size = BATCH if there else FIRST_BATCH
    for first in range(0, count, size):
        indexes = range(first, min(first + size, count))
        yield Batch(maker, [maker.product(now - step * (count - n - chance.random()), now) for n in indexes])


class Batch(NamedTuple):
    """Products that are drawn, and not stored."""

    maker: "_Maker"
    products: list[NewProduct]

    def store(self) -> int:
        """Store the products with their past, and mark them as samples; inside a transaction. Returns how many."""
        self.maker.give_codes(self.products)
        histories = [self.maker.history(product) for product in self.products]
        ids = store_new(self.products)
        _post(zip(ids, self.products, histories, strict=True))
        with connection.cursor() as cursor:
            marks = [(pk, product.version) for pk, product in zip(ids, self.products, strict=True)]
            cursor.executemany(_MARK, marks)
        return len(ids)


# Past the models: a million instances of two numbers would take half a minute.
_MARK: Final = f"INSERT INTO {SampleProduct._meta.db_table} (product_id, version) VALUES (%s, %s)"  # noqa: S608


class Step(NamedTuple):
    """A movement of a sample product's past."""

    delta: int
    reason: str
    actor: Any
    at: datetime


History = list[Step]


def _post(past: Iterable[tuple[int, NewProduct, History]]) -> None:
    """Open the ledger of each product with its history."""
    postings = []
    for pk, product, history in past:
        balance = 0
        for step in history:
            balance += step.delta
            posting = ledger.Posting(
                pk,
                sku=product.sku,
                name=product.name,
                delta=step.delta,
                balance=balance,
                reason=step.reason,
                actor=step.actor,
                at=step.at,
            )
            postings.append(posting)
    # In the order in which it happened, over all products: the newest movement is the last.
    postings.sort(key=attrgetter("at"))
    ledger.post_past(postings)


class _Maker:
    """Draws products from one source of chance."""

    def __init__(self, chance: Random, owners: Sequence[Any], stocked: set[str]) -> None:
        self._chance = chance
        self._owners = list(owners)
        self._kinds = [kind for kind in KINDS if kind.category in stocked]
        shares = {slug: sum(kind.category == slug for kind in self._kinds) for slug in stocked}
        self._weights = [CATEGORY_WEIGHTS[kind.category] / shares[kind.category] for kind in self._kinds]
        self._pictures: dict[tuple[str, str], StoredImage] = {}

    def product(self, created_at: datetime, now: datetime) -> NewProduct:
        """A product without codes, created at *created_at* and perhaps changed since."""
        chance = self._chance
        kind = chance.choices(self._kinds, self._weights)[0]
        colour = chance.choice(kind.colours)
        brand = chance.choice(kind.brands)
        price = self._price(kind)
        reorder_level = self._reorder_level(price)
        picture = self._picture(kind, colour)
        changes = chance.choice((0, 0, 1, 1, 2, 3, 5, 8))
        return NewProduct(
            sku=f"{kind.code}-{colour[:3].upper()}",
            name=self._name(kind, brand, colour),
            description=" ".join(kind.about).format(brand=brand),
            category_id=kind.category,
            price=price,
            quantity=self._quantity(reorder_level),
            reorder_level=reorder_level,
            is_active=chance.random() > 0.04,
            created_by=chance.choice(self._owners),
            created_at=created_at,
            updated_at=created_at + (now - created_at) * chance.random() if changes else created_at,
            version=1 + changes,
            image=picture.image,
            thumbnail=picture.thumbnail,
        )

    def history(self, product: NewProduct) -> History:
        """How its quantity came about: what it began with, then sales and deliveries, the last at `updated_at`."""
        chance = self._chance
        begin, end = product.created_at, product.updated_at
        times = sorted(begin + (end - begin) * chance.random() for _ in range(product.version - 2))
        times = [begin, *times, end][: product.version]
        steps: History = []
        on_hand = product.quantity
        for at in reversed(times[1:]):
            delta, reason = self._movement(on_hand, product.reorder_level or 5)
            steps.append(Step(delta, reason, chance.choice(self._owners), at))
            on_hand -= delta
        if on_hand:
            steps.append(Step(on_hand, "initial", product.created_by, begin))
        return steps[::-1]

    def _movement(self, after: int, level: int) -> tuple[int, str]:
        """What may have led to *after* items; never from fewer than none."""
        chance = self._chance
        if after and chance.random() < 0.3:
            return chance.randint(1, min(after, level * 3)), "receive"
        reason = chance.choices(("sale", "damage", "loss"), (12, 1, 1))[0]
        return -chance.randint(1, max(1, level // 2) if reason == "sale" else 2), reason

    def give_codes(self, batch: list[NewProduct]) -> None:
        """Complete the SKUs and add barcodes, none of which is in the database or twice in the batch."""
        stems = [product.sku for product in batch]
        skus = self._fresh(lambda index: f"{stems[index]}-{self._letters(4)}", batch, _known_skus)
        # Loose stock carries no barcode.
        coded = [product for product in batch if self._chance.random() < 0.92]
        barcodes = self._fresh(lambda _: self._barcode(), coded, _known_barcodes)
        for product, sku in zip(batch, skus, strict=True):
            product.sku = sku
        for product, barcode in zip(coded, barcodes, strict=True):
            product.barcode = barcode

    def _fresh(
        self,
        make: Callable[[int], str],
        products: list[NewProduct],
        known: Callable[[Iterable[str]], set[str]],
    ) -> list[str]:
        """A code for each of *products*, made again as long as it is *known* or taken."""
        codes: dict[str, int] = {}
        missing = list(range(len(products)))
        while missing:
            drawn = {index: make(index) for index in missing}
            taken = known(drawn.values())
            for index, code in drawn.items():
                if code not in taken:
                    codes.setdefault(code, index)
            placed = set(codes.values())
            missing = [index for index in missing if index not in placed]
        return sorted(codes, key=codes.__getitem__)

    def _name(self, kind: Kind, brand: str, colour: str) -> str:
        chance = self._chance
        name = kind.name.format(
            brand=brand,
            size=chance.choice(kind.sizes) if kind.sizes else "",
            title=f"{chance.choice(TITLE_STARTS)} {chance.choice(TITLE_ENDS)}",
            author=chance.choice(AUTHORS),
        )
        return name if kind.category == "books" else f"{name}, {colour}"

    def _price(self, kind: Kind) -> Decimal:
        low, high = kind.price
        whole = int(low * (high / low) ** self._chance.random())
        return Decimal(f"{whole}.{self._chance.choice(_CENTS):02}")

    def _reorder_level(self, price: Decimal) -> int | None:
        if self._chance.random() < 0.1:
            return None
        return self._chance.choice((2, 3, 4, 5, 6) if price > 100 else (5, 8, 10, 12, 15, 20, 25))

    def _quantity(self, reorder_level: int | None) -> int:
        """Some are out, some low, most are well stocked."""
        luck = self._chance.random()
        level = reorder_level or 5
        if luck < 0.06:
            return 0
        if luck < 0.18:
            return self._chance.randint(1, level)
        return level + int(self._chance.expovariate(1 / (level * 4))) + 1

    def _picture(self, kind: Kind, colour: str) -> StoredImage:
        key = kind.code, colour
        if key not in self._pictures:
            self._pictures[key] = sample_picture(kind, colour)
        return self._pictures[key]

    def _letters(self, length: int) -> str:
        return "".join(self._chance.choices(_CODE_LETTERS, k=length))

    def _barcode(self) -> str:
        # 29 is a prefix for codes used inside one company: it can be nobody's real article.
        return with_check_digit(f"29{self._chance.randrange(10**10):010}")


def _known_skus(codes: Iterable[str]) -> set[str]:
    """Those of *codes* (capitals) that a product carries, in whatever case."""
    by_key = {sku_key(code): code for code in codes}
    return {by_key[key] for key in Product.objects.filter(sku_key__in=by_key).values_list("sku_key", flat=True)}


def _known_barcodes(codes: Iterable[str]) -> set[str]:
    return {code for code in Product.objects.filter(barcode__in=codes).values_list("barcode", flat=True) if code}
