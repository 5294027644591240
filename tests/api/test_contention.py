"""Writers that get in each other's way: nobody waits for ever, and the ledger is right afterwards.

Meant for PostgreSQL, which lets them run beside each other (tests/stock runs this file there); on SQLite one waits
for the other.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, connections, transaction
from django.db.models import F

from api.catalog.category_services import change_category, create_category, delete_category
from api.catalog.errors import ProductGone
from api.core.actor import acting_as
from api.models import Category, Product, StockMovement
from api.stock.ledger import audit
from api.stock.services import adjust_by

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = 15


def at_once(*calls: Callable[[], Any]) -> None:
    """Run each call on a thread of its own, all from the same starting line; raises what one of them raises."""
    line = Barrier(len(calls))

    def run(call: Callable[[], Any]) -> None:
        line.wait(10)
        try:
            call()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(calls)) as pool:
        for done in [pool.submit(run, call) for call in calls]:
            done.result(30)


def make(sku: str, owner: User | None = None) -> Product:
    return Product.objects.create(
        sku=sku, name=sku, category_id="home", price=1, quantity=50, reorder_level=45, created_by=owner
    )


def sell(product: Product, times: int = 3) -> None:
    for _ in range(times):
        try:
            adjust_by(product_id=product.pk, delta=-1, reason="sale")
        except ProductGone:
            return


def test_a_product_goes_while_its_stock_moves(ana):
    for number in range(ROUNDS):
        product = make(f"S{number}", ana)
        at_once(product.delete, lambda p=product: sell(p), lambda p=product: sell(p))
        assert not Product.objects.filter(sku=f"S{number}").exists()
    assert not StockMovement.objects.exclude(product=None).exists()
    assert not audit().discrepancies


def test_an_account_is_renamed_while_it_moves_stock(ana):
    product = make("A", ana)

    def rename(name: str) -> None:
        with transaction.atomic():  # as the admin does
            user = User.objects.get(pk=ana.pk)
            user.username = name
            user.save()

    def sell_as_ana() -> None:
        with acting_as(ana):
            sell(product, 2)

    for number in range(ROUNDS):
        at_once(lambda n=number: rename(f"ana{n}"), sell_as_ana)
    assert Product.objects.get().quantity == 50 - 2 * ROUNDS
    assert Product.objects.get().created_by.username == f"ana{ROUNDS - 1}"
    assert not audit().discrepancies


def test_an_account_goes_while_it_moves_stock(ana):
    product = make("A")

    def sell_as(user: User) -> None:
        try:
            with acting_as(user):
                sell(product, 2)
        except IntegrityError:
            pass  # the account went first

    for number in range(ROUNDS):
        user = User.objects.create_user(f"temp{number}", password="correct-horse-9")
        make(f"S{number}", user)
        at_once(user.delete, lambda u=user: sell_as(u))
    assert not StockMovement.objects.filter(actor__isnull=False).exists()
    assert not audit().discrepancies


def test_categories_move_and_merge_while_products_are_added(ana):
    slugs = list(Category.objects.values_list("slug", flat=True))

    def add(sku: str, category: str) -> None:
        with suppress(IntegrityError):  # the category went first
            Product.objects.create(sku=sku, name=sku, category_id=category, price=1, created_by=ana)

    def merge(category: str) -> None:
        with suppress(IntegrityError):  # it got one more product
            delete_category(slug=category, replacement="other")

    for number in range(ROUNDS):
        shelf = create_category(name=f"Shelf {number}").slug
        at_once(
            lambda n=number: change_category(slug=slugs[n % 6], fields={"position": 5 - n % 6}),
            lambda n=number: change_category(slug=slugs[-1 - n % 6], fields={"position": n % 3}),
            lambda s=shelf: merge(s),
            lambda n=number, s=shelf: add(f"A{n}", s),
            lambda n=number: add(f"B{n}", "home"),
        )
        positions = list(Category.objects.values_list("position", flat=True))
        assert len(set(positions)) == len(positions)
    assert Product.objects.filter(category="home").count() == ROUNDS


def test_overlapping_bulk_updates(ana):
    products = [make(f"S{number}", ana) for number in range(20)]
    ids = [product.pk for product in products]

    def sell_two(first: Product, second: Product) -> None:
        with transaction.atomic():
            adjust_by(product_id=first.pk, delta=-1)
            adjust_by(product_id=second.pk, delta=-1)

    for number in range(ROUNDS):
        at_once(
            lambda: Product.objects.filter(pk__in=ids[:15]).order_by("-pk").update(quantity=F("quantity") + 1),
            lambda: (
                Product.objects.filter(sku__startswith="S").order_by("name").update(quantity=F("quantity") + 1)
            ),
            lambda n=number: sell_two(products[n], products[n + 1]),
        )
    assert sum(Product.objects.values_list("quantity", flat=True)) == 20 * 50 + ROUNDS * (15 + 20 - 2)
    assert not audit().discrepancies
