"""Labels of products: what a scanner reads from them, where they stand, and when there are none."""

import json
import re
from typing import Any

import pytest
from moments import at_once

from api.labels.media import ALL, MEDIA, Geometry
from api.models import LabelTemplate, Product
from label_files import is_empty, labels_of, one_bit, pages, read, sizes, texts, zpl_labels

pytestmark = pytest.mark.django_db

URL = "/api/labels/"
ODD = '<b>&"^XZ~ Łódź 漢字'


@pytest.fixture(autouse=True)
def _address(settings):
    settings.SITE_URL = "https://inv.example"


@pytest.fixture
def shelf(ana) -> list[Product]:
    """A product with each kind of code."""
    codes = ["4006381333931", "036000291452", "96385074", "LOT-7/b 22", "0123456789", None]
    return [
        Product.objects.create(
            sku=f"HOME-MUG{number:02}",
            name=f"Mug number {number}",
            barcode=code,
            category_id="home",
            price="12.50",
            quantity=number,
            created_by=ana,
        )
        for number, code in enumerate(codes)
    ]


def body(products: list[Product], **more: Any) -> dict[str, Any]:
    return {"ids": [product.pk for product in products], "template": "L7160", "dpi": 300, **more}


def code_of(product: Product) -> str:
    return product.barcode or product.sku


def test_every_label_of_a_page_reads_as_its_product(as_bea, shelf):
    response = as_bea.post(URL, body(shelf))

    assert response.status_code == 200, response.content
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["X-Label-Count"] == "6"
    assert "X-Label-Notices" not in response.headers
    [page] = pages(response.content)
    found = [read(label) for label in labels_of(page, MEDIA["L7160"].geometry)]
    assert [each[0] for each in found[:6]] == [as_scanned(code_of(product)) for product in shelf]
    assert not any(found[6:])


def as_scanned(code: str) -> str:
    """A UPC-A is an EAN-13 that begins with 0, and some readers say so."""
    return f"0{code}" if code == "036000291452" else code


@pytest.mark.parametrize(
    "template", ["L7160", "L7163", "5160", "5163", "dymo-89x28", "zebra-51x25", "zebra-102x152"]
)
@pytest.mark.parametrize("layout", ["left", "top", "code_only", "price"])
def test_a_qr_code_opens_its_product_on_every_medium(as_ana, shelf, template, layout):
    design = {"media": template, "layout": layout, "code": "qr", "lines": [{"field": "name"}, {"field": "sku"}]}
    response = as_ana.post(URL, {"ids": [each.pk for each in shelf], "design": design, "dpi": 203})

    assert response.status_code == 200, response.content
    geometry = MEDIA[template].geometry
    found = [
        code
        for page in pages(response.content, 203)
        for each in labels_of(page, geometry, 203)
        for code in read(each)
    ]
    assert found == [f"HTTPS://INV.EXAMPLE/P/{product.pk}" for product in shelf]


@pytest.mark.parametrize("dpi", [203, 300, 600])
@pytest.mark.parametrize("layout", ["left", "top", "code_only", "price"])
def test_it_is_read_from_the_dots_of_a_label_printer(as_ana, shelf, dpi, layout):
    design = {"media": "zebra-57x32", "layout": layout, "lines": [{"field": "name"}]}
    response = as_ana.post(URL, {"ids": [each.pk for each in shelf], "design": design, "dpi": dpi})

    assert response.status_code == 200, response.content
    found = [read(one_bit(page)) for page in pages(response.content, dpi)]
    assert found == [[as_scanned(code_of(product))] for product in shelf]


def test_bars_are_whole_dots_wide(as_ana, product):
    response = as_ana.post(URL, body([product], format="zpl", dpi=203))

    widths = {int(each) for each in re.findall(rb"\^GB(\d+),", response.content)}
    assert widths == {3, 6, 9, 12}  # 0.375 mm; 2 dots would be 76 % of an EAN's 0.33 mm


@pytest.mark.parametrize("media", ALL, ids=lambda each: each.slug)
def test_the_numbers_of_each_medium_make_a_page(media):
    assert media.geometry.problems() == {}


def test_the_boxes_of_a_sheet_are_where_the_vendor_has_them(as_ana):
    """Avery's L7160: 63.5 x 38.1 mm, 15.15 mm from the top, 7.2 mm from the side, 2.54 mm between columns."""
    response = as_ana.post("/api/labels/test-page/", {"template": "L7160"})

    assert response.status_code == 200
    [(width, height)] = sizes(response.content)
    assert (width, height) == pytest.approx((210, 297), abs=0.01)
    dpi = 600
    [page] = pages(response.content, dpi)
    ink = page.point(lambda level: 255 if level < 128 else 0)
    # A line of pixels through the middle of the labels, and one down.
    per_mm = dpi / 25.4
    y, x = round((15.15 + 3.5 * 38.1) * per_mm), round((7.21 + 1.2 * 66.04) * per_mm)
    across = crossings(ink, [(at, y) for at in range(ink.width)], per_mm)
    down = crossings(ink, [(x, at) for at in range(ink.height)], per_mm)
    edges = [7.21 + column * 66.04 + side for column in range(3) for side in (0, 63.5)]
    assert across == pytest.approx(edges, abs=0.1)
    assert down == pytest.approx([15.15 + row * 38.1 for row in range(8)], abs=0.1)


def crossings(ink: Any, line: list[tuple[int, int]], per_mm: float) -> list[float]:
    """Where a line of pixels crosses strokes, in millimetres."""
    found: list[list[int]] = []
    for at, place in enumerate(line):
        if ink.getpixel(place):
            if found and found[-1][-1] == at - 1:
                found[-1].append(at)
            else:
                found.append([at])
    return [(stroke[0] + stroke[-1] + 1) / 2 / per_mm for stroke in found]


def test_start_leaves_labels_free_on_the_first_page_alone(as_ana, product):
    response = as_ana.post(URL, body([product], copies=30, start=8))

    first, second = pages(response.content)
    geometry = MEDIA["L7160"].geometry
    assert [is_empty(label) for label in labels_of(first, geometry)] == [True] * 7 + [False] * 14
    assert [is_empty(label) for label in labels_of(second, geometry)] == [False] * 16 + [True] * 5


def test_there_is_no_label_22_on_a_sheet_of_21(as_ana, product):
    response = as_ana.post(URL, body([product], start=22))

    assert response.status_code == 400
    assert response.json() == {
        "detail": "This page has only 21 labels. Choose one of them.",
        "code": "bad_start",
        "ids": [],
    }


@pytest.mark.parametrize("media", [each for each in ALL if each.kind == "roll"], ids=lambda each: each.slug)
def test_a_roll_has_a_page_a_label_of_its_size(as_ana, shelf, media):
    response = as_ana.post(URL, body(shelf[:3], template=media.slug))

    size = (media.geometry.width, media.geometry.height)
    assert [pytest.approx(page, abs=0.01) for page in sizes(response.content)] == [size] * 3


def test_dx_and_dy_move_all_labels(as_ana, product):
    plain, moved = (
        pages(as_ana.post(URL, body([product], **more)).content)[0] for more in ({}, {"dx": 2.54, "dy": -1.27})
    )
    box, shifted = (page.point(lambda level: 255 - level).getbbox() for page in (plain, moved))
    assert [b - a for a, b in zip(box, shifted, strict=True)] == pytest.approx([30, -15, 30, -15], abs=2)


def test_a_code_that_does_not_fit_is_refused_with_its_product(as_ana, product):
    wide = Product.objects.create(sku="W" * 40, name="Wide", category_id="home", price=1)
    response = as_ana.post(URL, body([product, wide], template="zebra-51x25"))

    assert response.status_code == 400
    assert response.json() == {
        "detail": "1 product has a code that doesn't fit. Choose a QR code or a larger label.",
        "code": "code_too_wide",
        "ids": [wide.pk],
    }
    design = {"media": "zebra-51x25", "code": "qr", "lines": [{"field": "sku"}]}
    assert as_ana.post(URL, {"ids": [wide.pk], "design": design}).status_code == 200


def test_an_ean_is_not_printed_below_80_percent(as_ana, product):
    """On 38.1 mm, 300 dots an inch leave 77 % or 103 %: one is too small, the other too wide. 600 have 90 %."""
    refused = as_ana.post(URL, body([product], template="L7651", dpi=300))
    printed = as_ana.post(URL, body([product], template="L7651", dpi=600))

    assert (refused.status_code, refused.json()["code"]) == (400, "code_too_wide")
    [page] = pages(printed.content, 600)
    assert read(next(labels_of(page, MEDIA["L7651"].geometry, 600))) == [product.barcode]


def test_letters_that_bars_cannot_carry_are_told(as_ana, ana):
    odd = Product.objects.create(sku="ŁÓDŹ", name="Boat", category_id="home", price=1, created_by=ana)
    response = as_ana.post(URL, body([odd]))

    assert response.status_code == 400
    assert response.json() == {
        "detail": "1 product has a code with characters a barcode can't hold. Choose a QR code.",
        "code": "code_unprintable",
        "ids": [odd.pk],
    }


def test_a_roll_has_one_place_to_start_at(as_ana, product):
    response = as_ana.post(URL, body([product], template="zebra-57x32", start=2))
    assert response.json()["detail"] == "This page has only 1 label. Choose that one."


def test_any_name_prints_as_it_is(as_ana, ana):
    odd = Product.objects.create(sku="X^XA-1", name=ODD, category_id="home", price=1, created_by=ana)
    response = as_ana.post(URL, body([odd], template="L7163"))
    [text] = texts(response.content)
    assert ODD in text.replace("\r\n", "")

    svg = as_ana.post(URL, body([odd], template="L7163", format="svg"))
    assert svg.headers["Content-Type"] == "image/svg+xml"
    shown = [re.sub("<[^>]*>", "", each) for each in re.findall("<text.*?</text>", svg.content.decode())]
    assert '&lt;b&gt;&amp;"^XZ~ Łódź 漢字' in shown

    zpl = as_ana.post(URL, body([odd], template="L7163", format="zpl", copies=2))
    assert zpl.content.count(b"^XA") == zpl.content.count(b"^XZ") == 2
    assert zpl.content.count(b"^CI28") == 2
    # The name has letters that few printers have: it is drawn. The SKU is a field of text.
    assert zpl.content.isascii()
    assert [found for _, found in zpl_labels(zpl.content)] == [["X^XA-1"]] * 2
    assert zpl.content.count(b"^GFA") == 2


def test_letters_with_accents_are_fields_of_text(as_ana, ana):
    product = Product.objects.create(sku="L-1", name="Łódź ~50^%_\\", category_id="home", price=1)
    response = as_ana.post(URL, body([product], format="zpl"))

    assert b"_C5_81_C3_B3d_C5_BA _7E50_5E%_5F_5C" in response.content
    [(_, found)] = zpl_labels(response.content)
    assert "Łódź ~50^%_\\" in found


@pytest.mark.parametrize("code", ["auto", "qr"])
def test_zpl_reads_as_the_product(as_ana, shelf, code):
    design = {"media": "zebra-57x32", "code": code, "lines": [{"field": "name"}]}
    response = as_ana.post(
        URL, {"ids": [each.pk for each in shelf], "design": design, "format": "zpl", "dpi": 203}
    )

    found = [read(image)[0] for image, _ in zpl_labels(response.content)]
    expected = [as_scanned(code_of(each)) for each in shelf]
    assert found == (expected if code == "auto" else [f"HTTPS://INV.EXAMPLE/P/{each.pk}" for each in shelf])


def test_a_letter_that_no_font_has_is_reported(as_ana, ana):
    odd = Product.objects.create(sku="B-1", name="🔋 Battery", category_id="home", price=1)
    response = as_ana.post(URL, body([odd]))

    assert response.status_code == 200
    notices = json.loads(response.headers["X-Label-Notices"])
    assert notices == [{"code": "missing_letters", "ids": [odd.pk], "letters": "🔋"}]
    assert "? Battery" in texts(response.content)[0]


@pytest.mark.parametrize("name", ["سلام عليكم", "שלום עולם", "Привет Ελλάδα", "한글 이름", "日本語のカップ"])
def test_names_in_other_scripts_have_all_their_letters(as_ana, name):
    product = Product.objects.create(sku="S-1", name=name, category_id="home", price=1)
    response = as_ana.post(URL, body([product]))

    assert response.status_code == 200
    assert "X-Label-Notices" not in response.headers


def test_a_upc_finds_the_product_that_is_stored_with_13_digits(as_ana, ana):
    stored = Product.objects.create(sku="U-1", name="Pen", barcode="0036000291452", category_id="home", price=1)
    [page] = pages(as_ana.post(URL, body([stored])).content)
    [scanned] = read(next(labels_of(page, MEDIA["L7160"].geometry)))

    for code in (scanned, "036000291452"):
        assert [row["id"] for row in as_ana.get("/api/products/", {"code": code}).json()] == [stored.pk]


def test_an_old_label_opens_its_product_after_the_server_has_moved(as_ana, product, settings):
    [page] = pages(as_ana.post(URL, {"ids": [product.pk], "design": {"media": "L7160", "code": "qr"}}).content)
    [old] = read(page)
    settings.SITE_URL = "https://stock.elsewhere.example"

    assert old == f"HTTPS://INV.EXAMPLE/P/{product.pk}"
    for code in (old, old.lower(), f"http://10.0.0.7:8000/p/{product.pk}/"):
        assert [row["id"] for row in as_ana.get("/api/products/", {"code": code}).json()] == [product.pk]
    for code in (f"{old}9", f"{old}/x", f"HTTPS://INV.EXAMPLE/Q/{product.pk}"):
        assert as_ana.get("/api/products/", {"code": code}).json() == []


@pytest.mark.parametrize("address", ["/P/{}", "/p/{}", "/P/{}/"])
def test_the_link_of_a_label_leads_to_the_product(client, product, address):
    response = client.get(address.format(product.pk))
    assert (response.status_code, response.headers["Location"]) == (302, f"/products/{product.pk}")


def test_on_hand_prints_as_many_as_there_are(as_ana, shelf):
    response = as_ana.post(URL, body(shelf, copies="on_hand"))

    assert response.headers["X-Label-Count"] == "15"  # 0 to 5
    [page] = pages(response.content)
    found = [code for label in labels_of(page, MEDIA["L7160"].geometry) for code in read(label)]
    assert found == [as_scanned(code_of(each)) for each in shelf for _ in range(each.quantity)]


def test_on_hand_with_none_prints_none_and_says_so(as_ana, shelf):
    response = as_ana.post(URL, body(shelf[:1], copies="on_hand"))

    assert response.status_code == 400
    assert response.json() == {
        "detail": "This product is out of stock. There's nothing to print.",
        "code": "nothing_to_print",
        "ids": [shelf[0].pk],
    }


def test_copies_by_product(as_ana, shelf):
    copies = {str(shelf[0].pk): 2, str(shelf[1].pk): 0}
    response = as_ana.post(URL, body(shelf[:3], copies=copies))
    assert response.headers["X-Label-Count"] == "3"


def test_products_by_filter(as_ana, shelf):
    response = as_ana.post(URL, {"filter": {"in_stock": True}, "template": "L7160"})
    assert response.headers["X-Label-Count"] == "5"


def test_products_that_are_gone_are_told(as_ana, product):
    response = as_ana.post(URL, body([product], ids=[product.pk, 999_999]))
    assert json.loads(response.headers["X-Label-Notices"]) == [{"code": "gone", "ids": [999_999]}]

    response = as_ana.post(URL, body([product], ids=[999_999]))
    assert (response.status_code, response.json()["code"]) == (400, "nothing_to_print")


def test_more_than_2000_labels_are_refused(as_ana, shelf):
    response = as_ana.post(URL, body(shelf[:3], copies=1000))
    assert (response.status_code, response.json()["code"]) == (400, "too_many_labels")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"template": "L9999"}, "template"),
        ({"template": 12_345}, "template"),
        ({"template": True}, "template"),
        ({"template": None}, "template"),
        ({"design": {"media": "L7160"}}, "template"),
        ({"copies": 0}, "copies"),
        ({"copies": "many"}, "copies"),
        ({"copies": {"x": 1}}, "copies"),
        ({"start": 0}, "start"),
        ({"dpi": 72}, "dpi"),
        ({"dx": "wide"}, "dx"),
        ({"dx": 51}, "dx"),
        ({"dy": "NaN"}, "dy"),
        ({"format": "png"}, "format"),
        ({"filter": {}}, "ids"),
        ({"ids": []}, "ids"),
    ],
)
def test_what_makes_no_sense_is_refused_by_field(as_ana, product, change, field):
    response = as_ana.post(URL, body([product], **change))
    assert response.status_code == 400
    assert list(response.json()) == [field]


def test_options_name_the_media_and_the_address(as_ana, settings):
    found = as_ana.get("/api/labels/options/").json()
    assert [each["slug"] for each in found["media"]] == list(MEDIA)
    assert Geometry(**found["media"][0]["geometry"]) == MEDIA["L7160"].geometry
    assert (found["address"], found["address_problem"]) == ("https://inv.example", None)

    for site, problem in [
        ("", None),  # the test client's own: testserver
        ("http://localhost:8000", "localhost"),
        ("http://127.0.0.1:8000", "localhost"),
        ("http://192.168.1.20", "ip"),
        ("http://[fd00::1]:8000", "ip"),
    ]:
        settings.SITE_URL = site
        assert as_ana.get("/api/labels/options/").json()["address_problem"] == problem


@pytest.mark.django_db(transaction=True)
def test_code_and_text_of_a_label_belong_together_while_products_are_edited(client_of, ana, product):
    """Name, SKU and barcode change as one, 200 times, while labels are printed: none mixes two versions."""
    digits = [f"{40_000_000_000 + number}" for number in range(200)]
    client = client_of(ana)
    seen: set[str] = set()

    def edit() -> None:
        for number, code in enumerate(digits):
            fields = {"name": f"Round {number}", "sku": f"R-{number}", "barcode": code}
            assert client_of(ana).patch(f"/api/products/{product.pk}/", fields).status_code == 200

    def print_labels() -> None:
        design = {"media": "zebra-57x32", "lines": [{"field": "name"}, {"field": "sku"}]}
        for _ in range(200):
            answer = client.post(URL, {"ids": [product.pk], "design": design, "format": "zpl"})
            [(image, found)] = zpl_labels(answer.content)
            if "Blue Mug" in found:
                continue
            code, name, sku = found
            number = name.removeprefix("Round ")
            assert (code, sku, read(image)[0]) == (digits[int(number)], f"R-{number}", digits[int(number)])
            seen.add(number)

    at_once(edit, print_labels)
    assert len(seen) > 1


def test_a_shared_template_is_everybodys_to_print_with(as_ana, as_bea, ana, product):
    template = LabelTemplate.objects.create(
        owner=ana, name="Shelf", media="L7163", layout="price", lines=[{"field": "name", "size": 14, "bold": True}]
    )
    assert as_ana.post(URL, body([product], template=template.pk)).status_code == 200
    refused = as_bea.post(URL, body([product], template=template.pk))
    assert (refused.status_code, list(refused.json())) == (400, ["template"])

    template.shared = True
    template.save()
    assert as_bea.post(URL, body([product], template=template.pk)).status_code == 200
