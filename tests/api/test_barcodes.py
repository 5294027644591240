"""Barcodes for products that have none: made here, or from a blank label that is on the shelf already."""

from random import Random

import pytest
from moments import at_once

from api.catalog.codes import gtin
from api.labels import services
from api.labels.media import MEDIA
from api.models import Product
from label_files import labels_of, pages, read

pytestmark = pytest.mark.django_db


@pytest.fixture
def bare(ana) -> Product:
    return Product.objects.create(sku="B-1", name="Bare", category_id="home", price=1, created_by=ana)


def address(product: Product) -> str:
    return f"/api/products/{product.pk}/barcode/"


@pytest.mark.django_db(transaction=True)
def test_a_product_gets_an_in_store_ean(as_ana, bare, events):
    response = as_ana.post(address(bare))

    assert response.status_code == 201, response.content
    bare.refresh_from_db()
    assert str(bare.barcode).startswith("2")
    assert gtin(str(bare.barcode))
    assert response.json()["barcode"] == bare.barcode
    assert response.headers["ETag"] == f'"v{bare.version}"'
    [event] = events()
    assert event["data"]["barcode"] == bare.barcode


def test_one_that_has_a_barcode_keeps_it(as_ana, product, nothing_saved):
    with nothing_saved():
        response = as_ana.post(address(product))
    assert (response.status_code, response.json()["code"]) == (409, "has_barcode")


def test_an_outsider_gives_none(as_bea, bare, nothing_saved):
    with nothing_saved():
        assert as_bea.post(address(bare)).status_code == 403


def test_a_product_that_is_gone_gets_none(as_ana, bare):
    gone = address(bare)
    bare.delete()
    assert as_ana.post(gone).status_code == 404


def test_a_blank_label_becomes_a_products(as_ana, ana, bare, nothing_saved, monkeypatch):
    # The same codes each time: zxing reads one label in some hundreds twice, the second time with wrong digits.
    monkeypatch.setattr(services.secrets, "randbelow", Random(2).randrange)
    with nothing_saved():
        printed = as_ana.post("/api/labels/blank/", {"count": 25, "media": "L7160", "dpi": 300})
    assert printed.headers["X-Label-Count"] == "25"
    geometry = MEDIA["L7160"].geometry
    codes = [
        code for page in pages(printed.content) for label in labels_of(page, geometry) for code in read(label)
    ]
    assert len(set(codes)) == 25
    assert all(code.startswith("2") and gtin(code) for code in codes)

    scanned = codes[0]
    assert as_ana.get("/api/products/", {"code": scanned}).json() == []
    assert as_ana.post(address(bare), {"barcode": scanned}).status_code == 201
    assert [row["id"] for row in as_ana.get("/api/products/", {"code": scanned}).json()] == [bare.pk]

    other = Product.objects.create(sku="B-2", name="Other", category_id="home", price=1, created_by=ana)
    with nothing_saved():
        response = as_ana.post(address(other), {"barcode": scanned})
    assert response.status_code == 409
    assert response.json() == {"detail": "This code belongs to another product: Bare.", "code": "barcode_taken"}


def test_a_code_in_another_form_is_taken_too(as_ana, bare, ana):
    Product.objects.create(sku="U-1", name="Pen", barcode="036000291452", category_id="home", price=1)
    response = as_ana.post(address(bare), {"barcode": "0036000291452"})
    assert (response.status_code, response.json()["code"]) == (409, "barcode_taken")


@pytest.mark.django_db(transaction=True)
def test_of_two_products_that_are_given_one_code_one_gets_it(client_of, ana):
    products = [
        Product.objects.create(sku=f"C-{number}", name="Cup", category_id="home", price=1, created_by=ana)
        for number in range(2)
    ]
    clients = [client_of(ana), client_of(ana)]
    answers = at_once(
        *(
            lambda client=client, product=product: client.post(address(product), {"barcode": "2000000000015"})
            for client, product in zip(clients, products, strict=True)
        )
    )
    assert sorted(answer.status_code for answer in answers) == [201, 409]
    assert Product.objects.filter(barcode="2000000000015").count() == 1


def test_a_repeated_request_gives_one_code(as_ana, bare):
    first, again = (as_ana.post(address(bare), headers={"Idempotency-Key": "k-1"}) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert again.headers["Idempotent-Replayed"] == "true"


@pytest.mark.parametrize("body", [{"count": 0}, {"count": 2001}, {"count": 1, "media": "L1"}, {}])
def test_blanks_that_make_no_sense_are_refused(as_ana, body):
    assert as_ana.post("/api/labels/blank/", {"media": "L7160", **body}).status_code == 400
