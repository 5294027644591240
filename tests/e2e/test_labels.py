"""Labels from the screen to the scanner: printed, stuck on, scanned."""

import re
from typing import Any

import pytest
from places import chosen, expect_live, told
from playwright.sync_api import Page, Route, expect
from scanner import Scanner

from api.labels.media import MEDIA
from label_files import is_empty, labels_of, pages, read
from servers import InventoryServer

pytestmark = pytest.mark.browser


@pytest.fixture
def products(server: InventoryServer) -> list[dict[str, Any]]:
    """Three of ana's; the first has a barcode."""
    with server.api(server.token("ana")) as api:
        drafts = [
            {"name": "Bench vice", "barcode": "4006381333931"},
            {"name": "Claw hammer"},
            {"name": "Spirit level"},
        ]
        made = [
            api.post("products/", json={"category": "home", "price": "9.00", "quantity": 2, **d}) for d in drafts
        ]
    return [answer.json() for answer in made]


def printed(page: Page, press: str, path: str = "/api/labels/") -> bytes:
    """The PDF that comes when a button of the dialog is pressed. The browser keeps what it opens to itself."""
    found: list[bytes] = []

    def keep(route: Route) -> None:
        answer = route.fetch()
        if answer.headers["content-type"] == "application/pdf":
            found.append(answer.body())
        route.fulfill(response=answer)

    page.route(f"**{path}", keep)
    page.get_by_role("dialog").get_by_role("button", name=press).click()
    expect(told(page, re.compile("labels? ready"))).to_be_visible()
    [pdf] = found
    return pdf


def test_selected_rows_are_printed_from_the_first_free_label(sign_in, products):
    page: Page = sign_in("ana")
    expect_live(page)
    for name in ("Bench vice", "Spirit level"):
        page.get_by_role("row", name=re.compile(name)).get_by_role("checkbox").check()
    chosen(page).get_by_role("button", name="Print labels").click()
    dialog = page.get_by_role("dialog", name="Print labels for 2 products")
    expect(dialog.get_by_role("img", name="The first label as it will be printed")).to_be_visible()
    dialog.locator("[data-place='8']").click()
    expect(dialog.get_by_label("First free label")).to_have_value("8")
    dialog.locator("label", has_text="As many as on hand").click()

    pdf = printed(page, "Open PDF")
    labels = list(labels_of(pages(pdf)[0], MEDIA["L7160"].geometry))
    assert [is_empty(label) for label in labels] == [True] * 7 + [False] * 4 + [True] * 10
    codes = [code for label in labels for code in read(label)]
    by_name = {product["name"]: product["id"] for product in products}
    assert sorted(code.rpartition("/")[2] for code in codes) == sorted(
        str(by_name[name]) for name in ("Bench vice", "Spirit level") for _ in range(2)
    )


def test_a_code_that_does_not_fit_can_be_a_qr_code_by_one_press(sign_in, products):
    page: Page = sign_in("ana", path=f"/products/{products[0]['id']}")
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("menuitem", name="Print label").click()
    dialog = page.get_by_role("dialog", name="Print a label")
    dialog.get_by_label("Labels", exact=True).select_option("zebra-51x25")
    dialog.locator("label", has_text=re.compile("^Barcode$")).first.click()
    dialog.get_by_label("Labels", exact=True).select_option("L4731")
    expect(dialog.get_by_text("Choose a QR code or a larger label.")).to_be_visible()
    dialog.get_by_role("button", name="Use a QR code").click()
    dialog.get_by_label("Labels", exact=True).select_option("zebra-51x25")
    expect(dialog.get_by_role("img", name="The first label as it will be printed")).to_be_visible()


def test_a_template_is_there_again_and_for_others_when_shared(sign_in, products):
    page: Page = sign_in("ana", path=f"/products/{products[0]['id']}")
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("menuitem", name="Print label").click()
    dialog = page.get_by_role("dialog", name="Print a label")
    dialog.get_by_label("Labels", exact=True).select_option("5163")
    dialog.get_by_role("button", name="Save as template").click()
    dialog.get_by_role("textbox", name="Name").fill("Shelf edge")
    dialog.get_by_label("Let everyone print with it").check()
    dialog.get_by_role("button", name="Save", exact=True).click()
    expect(told(page, "Shelf edge saved")).to_be_visible()

    other: Page = sign_in("bea", path=f"/products/{products[0]['id']}")
    other.get_by_role("button", name="More actions").click()
    other.get_by_role("menuitem", name="Print label").click()
    dialog = other.get_by_role("dialog", name="Print a label")
    dialog.get_by_label("Template").select_option("Shelf edge")
    expect(dialog.get_by_label("Labels", exact=True)).to_have_value("5163")


def test_a_blank_label_is_given_to_a_product_and_opens_it(sign_in, products):
    page: Page = sign_in("ana")
    expect_live(page)
    page.keyboard.press("ControlOrMeta+k")
    page.get_by_role("combobox").fill("blank labels")
    page.get_by_role("option", name=re.compile("^Print blank labels")).click()
    pdf = printed(page, "Open PDF", "/api/labels/blank/")
    [label, *_] = labels_of(pages(pdf)[0], MEDIA["L7160"].geometry)
    [code] = read(label)
    page.keyboard.press("Escape")

    scanner = Scanner(page)
    scanner.scan(code)
    page.get_by_role("button", name="Use for…").click()
    dialog = page.get_by_role("dialog", name=re.compile("^Use"))
    dialog.get_by_label("Which product?").fill("vice")
    expect(dialog.get_by_role("button", name=re.compile("Bench vice"))).to_have_attribute("aria-disabled", "true")
    dialog.get_by_label("Which product?").fill("hammer")
    dialog.get_by_role("button", name=re.compile("Claw hammer")).click()
    expect(page.get_by_role("heading", name="Claw hammer", exact=True)).to_be_visible()

    page.goto(f"{page.url.partition('?')[0]}")
    expect_live(page)
    scanner.scan(code)
    expect(page.get_by_role("heading", name="Claw hammer", exact=True)).to_be_visible()


def test_the_link_of_an_old_label_opens_its_product(sign_in, server, products):
    page: Page = sign_in("ana")
    expect_live(page)
    Scanner(page).scan(f"HTTPS://OLD.EXAMPLE/P/{products[1]['id']}")
    expect(page.get_by_role("heading", name="Claw hammer", exact=True)).to_be_visible()
    page.goto(f"{server.url}/P/{products[2]['id']}")
    expect(page.get_by_role("heading", name="Spirit level", exact=True)).to_be_visible()
