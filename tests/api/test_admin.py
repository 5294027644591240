"""The admin: what it changes is stored, recorded with the admin as the actor, and leaves no files behind."""

from typing import Any

import pytest
from admin_forms import PRODUCTS, changelist_form, form_of
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from image_files import SVG, files_below, png

from api.catalog.images.storage import MediaStorage
from api.catalog.images.store import store_image
from api.core.actor import acting_as
from api.models import Category, LiveEvent, Product, TrashedProduct
from api.stock.services import adjust_by
from api.trash import services as trash

pytestmark = pytest.mark.django_db(transaction=True)


def upload(content: bytes | None = None, name: str = "photo.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, png() if content is None else content)


def add(site: Client, **changes: Any) -> Any:
    values = {"name": "Green Lamp", "category": "home", "price": "20.00", "quantity": "3"}
    return site.post(f"{PRODUCTS}add/", form_of(site, f"{PRODUCTS}add/", **values | changes))


def test_a_product_is_added_with_its_picture(site, boss, media, events):
    assert add(site, image=upload()).status_code == 302

    product = Product.objects.get(name="Green Lamp")
    assert product.created_by == boss
    assert product.sku.startswith("HOME-")
    assert files_below(media) == sorted(
        field.name.removeprefix("products/") for field in (product.image, product.thumbnail)
    )
    [event] = events()
    assert (event["action"], event["actor"]) == ("create", "boss")
    assert event["data"]["image"] == f"/media/{product.image.name}"
    assert event["data"]["owner"] == "boss"


def test_a_new_picture_replaces_the_old_files(site, product, media, events):
    address = f"{PRODUCTS}{product.pk}/change/"
    site.post(address, form_of(site, address, image=upload()))
    first = files_below(media)
    site.post(address, form_of(site, address, image=upload(png(30, 30))))

    product.refresh_from_db()
    assert product.version == 3
    assert len(files_below(media)) == 2
    assert not set(files_below(media)) & set(first)
    assert [event["data"]["version"] for event in events()[-2:]] == [2, 3]


def test_clearing_the_picture_removes_both_files(site, media, events):
    add(site, image=upload())
    product = Product.objects.get()
    address = f"{PRODUCTS}{product.pk}/change/"

    site.post(address, form_of(site, address, **{"image-clear": "on"}))

    product.refresh_from_db()
    assert (product.image.name, product.thumbnail.name) == ("", "")
    assert files_below(media) == []
    assert events()[-1]["data"]["thumbnail"] is None


@pytest.mark.parametrize("content", [b"just words", SVG], ids=["text", "svg"])
def test_a_false_picture_is_refused_on_its_field(site, media, nothing_saved, content):
    with nothing_saved():
        answer = add(site, image=upload(content))

    assert "isn't a readable" in answer.context["adminform"].form.errors["image"][0]
    assert files_below(media) == []


def test_a_form_refused_for_another_reason_leaves_no_files(site, media, nothing_saved):
    with nothing_saved():
        answer = add(site, image=upload(), price="0")

    assert list(answer.context["adminform"].form.errors) == ["price"]
    assert files_below(media) == []


def test_a_full_disk_is_told_on_the_field(site, media, nothing_saved, monkeypatch):
    def disk_full(self, name, content):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(MediaStorage, "_save", disk_full)
    with nothing_saved():
        answer = add(site, image=upload())

    assert "Couldn't store" in answer.context["adminform"].form.errors["image"][0]


def test_a_database_error_takes_the_picture_back(site, media, monkeypatch):
    def fail(self, *args, **kwargs):
        raise RuntimeError("the database is gone")

    monkeypatch.setattr(Product, "save", fail)
    with pytest.raises(RuntimeError):
        add(site, image=upload())

    assert files_below(media) == []


def test_saving_an_unchanged_form_changes_nothing(site, product, events):
    address = f"{PRODUCTS}{product.pk}/change/"

    assert site.post(address, form_of(site, address)).status_code == 302

    product.refresh_from_db()
    assert product.version == 1
    assert [event for event in events() if event["action"] == "update"] == []


def test_price_and_quantity_are_edited_in_the_list(site, product, ana, events):
    Product.objects.create(sku="B-2", name="Other", category_id="home", price="5.00", created_by=ana)
    values = changelist_form(site)
    row = next(
        key.partition("-id")[0] for key, value in values.items() if key.endswith("-id") and value == product.pk
    )

    values[f"{row}-quantity"] = "7"
    assert site.post(PRODUCTS, values).status_code == 302

    product.refresh_from_db()
    assert (product.quantity, product.version) == (7, 2)
    [event] = [event for event in events() if event["action"] == "update"]
    assert (event["actor"], event["data"]["id"], event["data"]["quantity"]) == ("boss", product.pk, 7)


def test_deactivating_records_each_product_that_changes(site, product, ana, events):
    off = Product.objects.create(sku="B-2", name="Off", category_id="home", price="5.00", is_active=False)
    already = events()

    answer = site.post(PRODUCTS, {"action": "deactivate", "_selected_action": [product.pk, off.pk]}, follow=True)

    assert "1 product deactivated." in answer.content.decode()
    product.refresh_from_db()
    assert (product.is_active, product.version) == (False, 2)
    [event] = events()[len(already) :]
    assert (event["action"], event["actor"], event["data"]["is_active"]) == ("update", "boss", False)

    site.post(PRODUCTS, {"action": "activate", "_selected_action": [product.pk, off.pk]})
    assert Product.objects.filter(is_active=True).count() == 2


def test_deleting_a_product_puts_it_into_the_trash_and_is_recorded(site, media, events):
    add(site, image=upload())
    product = Product.objects.get()

    site.post(f"{PRODUCTS}{product.pk}/delete/", {"post": "yes"})

    assert not Product.objects.exists()
    assert TrashedProduct.objects.get().deleted_by == "boss"
    assert len(files_below(media)) == 2
    trash.remove(product_id=product.pk)
    assert files_below(media) == []
    event = events()[-1]
    assert (event["action"], event["actor"], event["data"]["name"]) == ("delete", "boss", "Green Lamp")


def test_the_list_shows_thumbnails_and_searches_and_filters(site, product, ana):
    stored = store_image(upload())
    Product.objects.create(
        sku="B-2",
        name="Tripod",
        category_id="electronics",
        price="5.00",
        image=stored.image,
        thumbnail=stored.thumbnail,
    )
    everything = site.get(PRODUCTS).content.decode()
    assert f'src="/media/{stored.thumbnail}"' in everything

    def shown(query: str) -> list[str]:
        return [row.name for row in site.get(f"{PRODUCTS}?{query}").context["cl"].result_list]

    assert shown("q=tripod") == ["Tripod"]
    assert shown("q=4006381333931") == ["Blue Mug"]
    assert shown("category__slug__exact=electronics") == ["Tripod"]
    assert shown("stock=in") == ["Blue Mug"]
    assert shown("stock=low") == []
    assert shown("stock=out") == ["Tripod"]


@pytest.mark.parametrize(
    "address", [PRODUCTS, "/admin/api/category/", "/admin/api/liveevent/", "/admin/auth/user/"]
)
def test_a_list_takes_the_same_number_of_queries_however_long(site, ana, address):
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert site.get(address).status_code == 200
        return len(captured)

    def grow(first: int, count: int) -> None:
        for number in range(first, first + count):
            owner = User.objects.create_user(f"user{number}")
            Category.objects.create(slug=f"kind-{number}", name=f"Kind {number}")
            Product.objects.create(
                sku=f"S-{number}", name="Thing", category_id=f"kind-{number}", price="1.00", created_by=owner
            )

    grow(0, 3)
    few = queries()
    grow(3, 15)
    assert queries() == few
    assert few < 16


def test_a_category_in_use_cannot_be_deleted_and_says_why(site, product, nothing_saved):
    with nothing_saved():
        answer = site.post("/admin/api/category/home/delete/", {"post": "yes"})
        many = site.post(
            "/admin/api/category/",
            {"action": "delete_selected", "_selected_action": ["home", "books"], "post": "yes"},
        )

    assert "Home: 1 product. Move it to another category first." in answer.content.decode()
    assert "Home: 1 product." in many.content.decode()


def test_an_empty_category_can_be_deleted(site):
    site.post("/admin/api/category/books/delete/", {"post": "yes"})

    assert not Category.objects.filter(slug="books").exists()


def test_the_last_category_stays(site, nothing_saved):
    every = list(Category.objects.values_list("pk", flat=True))
    refused = "This is the last category. A product needs one."
    with nothing_saved():
        all_ = {"action": "delete_selected", "_selected_action": every, "post": "yes"}
        assert refused in site.post("/admin/api/category/", all_).content.decode()

    but_one = {"action": "delete_selected", "_selected_action": every[1:], "post": "yes"}
    assert site.post("/admin/api/category/", but_one).status_code == 302
    with nothing_saved():
        answer = site.post(f"/admin/api/category/{every[0]}/delete/", {"post": "yes"})
    assert refused in answer.content.decode()
    assert [category.pk for category in Category.objects.all()] == every[:1]


def test_a_category_keeps_its_slug(site):
    site.post("/admin/api/category/add/", {"name": "Garden", "slug": "garden"})
    site.post("/admin/api/category/garden/change/", {"name": "Garden & Yard", "slug": "yard"})

    assert Category.objects.get(name="Garden & Yard").slug == "garden"


def test_the_live_log_can_be_read_but_not_changed(site, product):
    event = LiveEvent.objects.get()
    assert "Blue Mug (HOME-MUG01)" in site.get("/admin/api/liveevent/").content.decode()
    assert "HOME-MUG01" in site.get(f"/admin/api/liveevent/{event.seq}/change/").content.decode()

    assert site.get("/admin/api/liveevent/add/").status_code == 403
    assert site.post(f"/admin/api/liveevent/{event.seq}/change/", {"action": "delete"}).status_code == 403
    assert site.post(f"/admin/api/liveevent/{event.seq}/delete/", {"post": "yes"}).status_code == 403
    assert LiveEvent.objects.get() == event


def test_renaming_and_deleting_a_user_are_seen_in_the_products(site, product, ana, events):
    address = f"/admin/auth/user/{ana.pk}/change/"
    form = site.get(address).context["adminform"].form
    values = {field.html_name: field.value() for field in form if field.value() not in (None, False, [])}
    values |= {"username": "anna", "date_joined_0": "2026-01-01", "date_joined_1": "10:00:00"}
    assert site.post(address, values).status_code == 302
    assert events()[-1]["data"]["owner"] == "anna"

    site.post(f"/admin/auth/user/{ana.pk}/delete/", {"post": "yes"})

    product.refresh_from_db()
    assert product.created_by is None
    event = events()[-1]
    assert (event["action"], event["actor"], event["data"]["owner"]) == ("update", "boss", None)


@pytest.mark.parametrize("staff", [False, True])
def test_others_are_kept_out(ana, product, nothing_saved, staff, db):
    User.objects.filter(pk=ana.pk).update(is_staff=staff)
    client = Client()
    client.force_login(User.objects.get(pk=ana.pk))

    with nothing_saved():
        answers = [
            client.get(PRODUCTS),
            client.post(f"{PRODUCTS}{product.pk}/delete/", {"post": "yes"}),
            client.post(PRODUCTS, {"action": "deactivate", "_selected_action": [product.pk]}),
        ]

    assert {answer.status_code for answer in answers} == ({403} if staff else {302})


@pytest.mark.parametrize("text", ["apfel", "ÄPFEL", "a\u0308pfel", "rot apfel", "zz", "boss", "ZÄHLUNG"])
def test_movements_and_products_are_searched_as_in_the_app(site, boss, text):
    product = Product.objects.create(sku="ŽŽ-1", name="Äpfel rot", category_id="home", price="1", created_by=boss)
    Product.objects.create(sku="B", name="Birne", category_id="home", price="1")
    with acting_as(boss, source="admin"):
        adjust_by(product_id=product.pk, delta=3, note="ZÄHLUNG")
    found = site.get("/admin/api/stockmovement/", {"q": text}).context["cl"].result_list
    assert [movement.sku for movement in found] == ["ŽŽ-1"]
    if text not in ("boss", "ZÄHLUNG"):
        found = site.get(PRODUCTS, {"q": text}).context["cl"].result_list
        assert [product.sku for product in found] == ["ŽŽ-1"]


def test_a_long_search_of_the_admin_is_cut(site, product):
    for address in (PRODUCTS, "/admin/api/stockmovement/", "/admin/api/category/"):
        assert site.get(address, {"q": " ".join(map(str, range(2000)))}).status_code == 200


def test_categories_are_searched_and_named_as_in_the_app(site):
    address = "/admin/api/category/"
    assert site.post(f"{address}add/", {"name": "\u200bBüro", "slug": "BUERO"}).status_code == 302
    assert Category.objects.get(slug="buero").name == "Büro"
    for values in (
        {"name": "BÜRO", "slug": "x"},
        {"name": "Other 2", "slug": "Buero"},
        {"name": "a\tb", "slug": "y"},
    ):
        response = site.post(f"{address}add/", values)
        assert response.status_code == 200
        assert response.context["adminform"].form.errors
    for text in ("buro", "BÜ", "buero"):
        found = site.get(address, {"q": text}).context["cl"].result_list
        assert [category.slug for category in found] == ["buero"]
