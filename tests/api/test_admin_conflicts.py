"""Two people at the admin's pages, or one whose page is old: nothing of the other's is overwritten unasked."""

import pytest
from admin_forms import PRODUCTS, changelist_form, form_of
from django.core.files.uploadedfile import SimpleUploadedFile
from image_files import files_below, png

from api.models import Product

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_list_left_open_does_not_undo_what_others_changed(site, product, events):
    values = changelist_form(site)
    Product.objects.filter(pk=product.pk).update(quantity=1)

    values["form-0-price"] = "13.00"
    site.post(PRODUCTS, values)

    product.refresh_from_db()
    assert (str(product.price), product.quantity) == ("13.00", 1)


def test_a_form_left_open_does_not_undo_what_others_changed(site, product):
    address = f"{PRODUCTS}{product.pk}/change/"
    values = form_of(site, address, description="Holds 350 ml.")
    Product.objects.filter(pk=product.pk).update(quantity=1, is_active=False)

    site.post(address, values)

    product.refresh_from_db()
    assert (product.description, product.quantity, product.is_active) == ("Holds 350 ml.", 1, False)


@pytest.mark.parametrize(
    ("field", "label", "typed", "stored"),
    [("quantity", "On hand", "40", 50), ("price", "Price", "13.00", "11.75")],
)
def test_what_was_typed_in_an_old_list_is_refused_once(site, product, nothing_saved, field, label, typed, stored):
    other = Product.objects.create(sku="B-2", name="Other", category_id="home", price="5.00", quantity=4)
    values = changelist_form(site)
    Product.objects.filter(pk=product.pk).update(**{field: stored})
    shown = str(getattr(product, field))
    # Newest first: the other product's row is saved together with the one that is refused, or not at all.
    values |= {"form-0-quantity": "6", f"form-1-{field}": typed}

    with nothing_saved():
        page = site.post(PRODUCTS, values)
    assert f"“{label}” is now {stored}; this page showed {shown}. Save again" in page.content.decode()

    # The page that came back knows what is there: saving it is a decision.
    asked = page.context["cl"].formset.forms[1][field]
    values[asked.html_initial_name] = asked.form.data[asked.html_initial_name]
    assert site.post(PRODUCTS, values).status_code == 302
    product.refresh_from_db()
    other.refresh_from_db()
    assert (str(getattr(product, field)), other.quantity) == (typed, 6)


def test_the_list_carries_what_it_showed(site, product):
    page = site.get(PRODUCTS).content.decode()

    assert '<input type="hidden" name="initial-form-0-quantity" value="42"' in page
    assert '<input type="hidden" name="initial-form-0-price" value="12.50"' in page


def test_the_same_value_typed_by_two_is_no_conflict(site, product):
    values = changelist_form(site) | {"form-0-quantity": "50"}
    Product.objects.filter(pk=product.pk).update(quantity=50)

    assert site.post(PRODUCTS, values).status_code == 302
    assert list(product.movements.order_by("pk").values_list("delta", flat=True)) == [42, 8]


@pytest.mark.parametrize(
    ("field", "typed", "stored", "words"),
    [
        ("name", "Red Mug", "Green Mug", "“Name” is now Green Mug; this page showed Blue Mug"),
        ("price", "13.00", "11.75", "“Price” is now 11.75; this page showed 12.50"),
        ("reorder_level", "5", None, "“Reorder at” is now empty; this page showed 20"),
        ("category", "books", "other", "“Category” is now other; this page showed home"),
        ("barcode", "", "123", "“Barcode” is now 123; this page showed 4006381333931"),
    ],
)
def test_a_field_of_an_old_form_is_refused_once(site, product, nothing_saved, field, typed, stored, words):
    address = f"{PRODUCTS}{product.pk}/change/"
    values = form_of(site, address) | {field: typed}
    Product.objects.filter(pk=product.pk).update(**{field: stored})

    with nothing_saved():
        page = site.post(address, values)
    assert f"{words}. Save again to use your value." in page.content.decode()

    asked = page.context["adminform"].form[field]
    values[asked.html_initial_name] = asked.form.data[asked.html_initial_name]
    assert site.post(address, values).status_code == 302
    product.refresh_from_db()
    assert str(getattr(product, product._meta.get_field(field).attname) or "") == typed


def test_line_breaks_and_blanks_are_no_conflict(site, product):
    Product.objects.filter(pk=product.pk).update(description="Holds 300 ml.\nBlue. ")
    address = f"{PRODUCTS}{product.pk}/change/"
    values = form_of(site, address)
    # As a browser posts what stands on the page.
    values = {name: str(value).replace("\n", "\r\n") for name, value in values.items()}
    values["description"] += "\r\nRound."

    assert site.post(address, values).status_code == 302
    product.refresh_from_db()
    assert product.description.split() == ["Holds", "300", "ml.", "Blue.", "Round."]


def test_a_form_left_open_does_not_give_a_product_back_to_its_old_owner(site, product, bea):
    address = f"{PRODUCTS}{product.pk}/change/"
    values = form_of(site, address, description="Holds 350 ml.")
    Product.objects.filter(pk=product.pk).update(created_by=bea)

    assert site.post(address, values).status_code == 302
    product.refresh_from_db()
    assert (product.description, product.created_by) == ("Holds 350 ml.", bea)


@pytest.fixture
def picture(product, media, as_ana):
    """`picture(30)` gives the product a cover that is 30 wide, and returns the name of its file."""

    def give(width: int) -> str:
        upload = SimpleUploadedFile("mug.png", png(width))
        answer = as_ana.patch(f"/api/products/{product.pk}/", {"image": upload}, format="multipart")
        assert answer.status_code == 200, answer.content
        product.refresh_from_db()
        return str(product.image.name)

    return give


@pytest.mark.parametrize("clears", [True, False])
def test_a_picture_that_someone_else_has_put_there_is_refused_once(site, product, picture, media, clears):
    address = f"{PRODUCTS}{product.pk}/change/"
    first = picture(30)

    def change() -> dict[str, object]:
        return {"image-clear": "on"} if clears else {"image": SimpleUploadedFile("new.png", png())}

    values = form_of(site, address)
    assert f'<input type="hidden" name="initial-image" value="{first}"' in site.get(address).content.decode()
    second = picture(40)
    kept = files_below(media)

    page = site.post(address, values | change())
    again = "Save again to use your value." if clears else "Choose your file again to use it."
    assert f"“Picture” is now {second}; this page showed {first}. {again}" in page.content.decode()
    product.refresh_from_db()
    assert (product.image.name, files_below(media)) == (second, kept)

    field = str(page.context["adminform"].form["image"])
    assert f'<input type="hidden" name="initial-image" value="{second}"' in field
    assert f'href="/media/{second}"' in field
    assert ("checked" in field) is clears
    asked = page.context["adminform"].form["image"]
    values[asked.html_initial_name] = asked.form.data[asked.html_initial_name]
    assert site.post(address, values | change()).status_code == 302
    product.refresh_from_db()
    assert (product.image.name == "") is clears
    assert not set(files_below(media)) & set(kept)


def test_a_form_left_open_keeps_the_picture_that_someone_else_has_put_there(site, product, picture):
    address = f"{PRODUCTS}{product.pk}/change/"
    picture(30)
    values = form_of(site, address, description="Holds 350 ml.")
    second = picture(40)

    assert site.post(address, values).status_code == 302
    product.refresh_from_db()
    assert (product.description, product.image.name) == ("Holds 350 ml.", second)


def test_a_picture_cleared_by_two_is_no_conflict(site, product, picture):
    address = f"{PRODUCTS}{product.pk}/change/"
    picture(30)
    values = form_of(site, address) | {"image-clear": "on"}

    assert site.post(address, values).status_code == 302
    assert site.post(address, values).status_code == 302
    product.refresh_from_db()
    assert product.image.name == ""
