"""What is printed on each medium is read again: from the dots of a label printer, and from a finer page."""

from typing import Any

import pytest

from api.labels.media import ALL, Media
from api.models import Product
from label_files import labels_of, one_bit, pages, read

pytestmark = pytest.mark.django_db

URL = "/api/labels/"
# Too small for the codes of these products at 203 and at 300 dots an inch: they are refused then, as the docs say.
REFUSED = {
    ("L4731", "barcode"): {"B-22", "C-3"},
    ("L4731", "qr"): {"A1", "B-22", "C-3"},
    ("L7651", "barcode"): {"B-22"},
}


@pytest.fixture(autouse=True)
def _address(settings):
    settings.SITE_URL = "https://inv.example"


@pytest.fixture
def shelf(ana) -> list[Product]:
    codes = {"A1": None, "B-22": "4006381333931", "C-3": "96385074"}
    return [
        Product.objects.create(sku=sku, name=f"Mug {sku}", barcode=barcode, category_id="home", price=4)
        for sku, barcode in codes.items()
    ]


def scanned(data: bytes, media: Media, dpi: int) -> list[str]:
    """What a reader finds on each label, from pixels that are black or white."""
    labels = [label for page in pages(data, dpi) for label in labels_of(page, media.geometry, dpi)]
    return [code for label in labels for code in read(one_bit(label))]


@pytest.mark.parametrize("dpi", [203, 300])
@pytest.mark.parametrize("code", ["barcode", "qr"])
@pytest.mark.parametrize("media", ALL, ids=lambda each: each.slug)
def test_each_label_reads_as_its_product(as_ana, shelf, media, code, dpi):
    design: dict[str, Any] = {"media": media.slug, "layout": "left", "code": code, "lines": [{"field": "name"}]}
    if code == "barcode":
        design |= {"code": "auto", "layout": "code_only"}
    refused = set()
    for product in shelf:
        answer = as_ana.post(URL, {"ids": [product.pk], "design": design, "dpi": dpi})
        if answer.status_code == 400:
            assert (answer.json()["code"], answer.json()["ids"]) == ("code_too_wide", [product.pk])
            refused.add(product.sku)
            continue
        assert answer.status_code == 200, answer.content
        expected = f"HTTPS://INV.EXAMPLE/P/{product.pk}" if code == "qr" else product.barcode or product.sku
        assert scanned(answer.content, media, dpi) == [expected]
    assert refused == REFUSED.get((media.slug, code), set())
