"""Sample products: believable, the same for a seed, recorded, and never in each other's way."""

import io
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import IntegrityError
from django.utils import timezone
from image_files import files_below
from PIL import Image

from api.catalog.rows import instance_row
from api.catalog.services import delete_product
from api.models import Category, LiveEvent, Product
from api.samples import products as samples
from api.samples.products import with_check_digit

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(scope="module")
def gallery(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("gallery")


@pytest.fixture(autouse=True)
def media(settings, gallery) -> Path:
    """One folder for the whole module: the pictures are drawn once, as in life."""
    settings.MEDIA_ROOT = gallery
    return gallery


def populate(**options: int) -> str:
    output = io.StringIO()
    call_command("populate_products", stdout=output, **options)
    return output.getvalue()


def test_it_adds_believable_products(media, events):
    populate(count=300)

    products = list(Product.objects.all())
    assert len(products) == 300
    assert {product.category_id for product in products} == set(Category.objects.values_list("slug", flat=True))
    assert 0 < sum(not instance_row(product)["is_in_stock"] for product in products) < 60
    assert 0 < sum(instance_row(product)["is_low_stock"] for product in products) < 120
    assert any(product.reorder_level is None for product in products)
    assert any(not product.is_active for product in products)
    for product in products:
        product.full_clean()
        assert product.barcode is None or product.barcode == with_check_digit(product.barcode[:12])
        assert (media / product.image.name).is_file()
        assert (media / product.thumbnail.name).is_file()
    assert Counter(event["action"] for event in events()) == {"create": 300}


def test_check_digits_are_those_of_ean_13():
    assert with_check_digit("400638133393") == "4006381333931"
    assert with_check_digit("978030640615") == "9780306406157"


def test_the_times_spread_over_ninety_days():
    now = timezone.now()
    populate(count=90)

    created = sorted(Product.objects.values_list("created_at", flat=True))
    assert now - timedelta(days=91) < created[0] < now - timedelta(days=87)
    assert now - timedelta(days=3) < created[-1] <= timezone.now()
    for product in Product.objects.all():
        assert product.created_at <= product.updated_at <= timezone.now()
        assert (product.updated_at == product.created_at) == (product.version == 1)


def test_a_product_that_is_sampled_lives_on_like_any_other():
    populate(count=5)
    product = Product.objects.first()
    version, created_at = product.version, product.created_at

    product.quantity = 1
    product.save()

    product.refresh_from_db()
    assert (product.version, product.created_at) == (version + 1, created_at)
    assert timezone.now() - product.updated_at < timedelta(minutes=1)


def what_was_made() -> list[tuple]:
    return list(Product.objects.order_by("pk").values_list("sku", "barcode", "name", "price", "quantity", "image"))


def test_the_same_seed_gives_the_same_products():
    populate(count=40, seed=7)
    first = what_was_made()
    Product.objects.all().delete()
    populate(count=40, seed=7)
    assert what_was_made() == first

    Product.objects.all().delete()
    populate(count=40, seed=8)
    assert what_was_made() != first


def test_running_again_adds_others(media):
    populate(count=40)
    files = files_below(media)
    written = {name: (media / "samples" / name).stat().st_mtime_ns for name in files}
    populate(count=40)

    assert Product.objects.count() == 80
    assert len(set(Product.objects.values_list("name", "price", "quantity"))) > 70
    assert {name: (media / "samples" / name).stat().st_mtime_ns for name in files} == written


def test_codes_that_are_taken_are_passed_over(monkeypatch, ana):
    populate(count=30, seed=3)
    taken = {(sku, barcode) for sku, barcode in Product.objects.values_list("sku", "barcode")}
    Product.objects.all().delete()
    for number, (sku, barcode) in enumerate(taken):
        Product.objects.create(
            sku=sku.lower(),
            barcode=barcode,
            name=f"Own {number}",
            category_id="home",
            price="1.00",
            created_by=ana,
        )
    # As if this were an empty database: the same chance draws the same codes first.
    chance = samples.Random("3/0")
    monkeypatch.setattr(samples, "Random", lambda _: chance)
    populate(count=30, seed=3)

    assert Product.objects.count() == 60


def test_users_are_made_only_when_there_are_none():
    assert "ana, ben, carla, dmitri, emi" in populate(count=5)
    made = User.objects.get(username="ana")
    assert not made.has_usable_password()

    assert "Created the users" not in populate(count=5)
    assert User.objects.count() == 5


def test_products_belong_to_the_users_that_are_there(ana, bea, carl):
    populate(count=60)

    assert set(Product.objects.values_list("created_by__username", flat=True)) == {"ana", "bea"}
    assert User.objects.count() == 3


def test_the_pictures_are_shared_and_survive_their_products(media):
    populate(count=200)
    files = files_below(media)
    assert len(files) < 210
    for name in files:
        with Image.open(media / "samples" / name) as picture:
            assert picture.size == ((160, 160) if name.endswith("_t.webp") else (640, 640))

    for pk in Product.objects.values_list("pk", flat=True)[:20]:
        delete_product(product_id=pk)

    assert files_below(media) == files


def test_a_picture_cut_short_is_never_kept(settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr("pathlib.Path.replace", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left")))

    with pytest.raises(CommandError, match="Couldn't write a picture"):
        populate(count=5)

    assert files_below(tmp_path) == []
    assert not Product.objects.exists()


def test_many_products_come_in_bulk_events(monkeypatch, events):
    monkeypatch.setattr(samples, "FIRST_BATCH", 600)
    monkeypatch.setattr(samples, "BATCH", 550)

    populate(count=1200)
    populate(count=1100)

    assert [(event["action"], event["data"]) for event in events()] == [("bulk", n) for n in (600, 600, 550, 550)]


def test_an_interruption_leaves_whole_batches(monkeypatch):
    monkeypatch.setattr(samples, "FIRST_BATCH", 10)
    whole = samples.store_new
    calls = []

    def interrupted(products):
        created = whole(products)
        calls.append(created)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return created

    monkeypatch.setattr(samples, "store_new", interrupted)

    with pytest.raises(CommandError, match="Stopped after 20 products") as stopped:
        populate(count=50)

    assert stopped.value.returncode == 130
    assert Product.objects.count() == 20
    assert LiveEvent.objects.count() == 20


@pytest.mark.parametrize("count", [0, -5, 10_000_001])
def test_a_count_out_of_bounds_is_refused(count, nothing_saved):
    with nothing_saved(), pytest.raises(CommandError, match="--count must be between"):
        populate(count=count)


def test_missing_categories_are_left_out_or_told():
    Category.objects.exclude(slug="books").delete()
    populate(count=10)
    assert set(Product.objects.values_list("category_id", flat=True)) == {"books"}

    Product.objects.all().delete()
    Category.objects.all().delete()
    with pytest.raises(CommandError, match="default categories"):
        populate(count=10)


def test_a_second_process_with_the_same_codes_is_told(monkeypatch):
    def clash(*_, **__):
        raise IntegrityError("UNIQUE constraint failed")

    monkeypatch.setattr(samples, "store_new", clash)

    with pytest.raises(CommandError, match="after 0 products: run it again"):
        populate(count=10)


def test_a_terminal_gets_a_bar_and_a_file_gets_lines(monkeypatch, ana):
    monkeypatch.setattr(samples, "FIRST_BATCH", 10)
    monkeypatch.setattr(samples, "BATCH", 10)
    assert populate(count=50).count("\n") == 6

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    terminal = Terminal()
    call_command("populate_products", count=50, stdout=terminal)
    shown = terminal.getvalue()
    assert shown.count("\r[") == 5
    assert "50 / 50" in shown
    assert "\nAdded 50 products" in shown
