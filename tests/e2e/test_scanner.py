"""A USB scanner wherever the focus may be: the product opens or a question is asked, and no number changes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import cycle, product
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from scanner import FRENCH, GERMAN, US, Scanner
from stage import VIEWPORTS, signed_in

from servers import Databases, InventoryServer

pytestmark = pytest.mark.browser
DESK = VIEWPORTS["desk"]

CODES = {
    "EAN-8": ("96385074", {"barcode": "96385074"}),
    "EAN-13": ("4006381333931", {"barcode": "4006381333931"}),
    # Many scanners send the twelve digits of a UPC-A code; the product has it as an EAN-13.
    "UPC-A": ("036000291452", {"barcode": "0036000291452"}),
    "Code 128": ("LY-0042Z", {"sku": "LY-0042Z"}),
}
GAPS = (5, 20, 40, 90)
PAUSES: list[dict[int, float]] = [{}, {5: 50}, {}, {2: 190}, {7: 150}]
LAYOUTS = {"US": US, "German": GERMAN, "French": FRENCH}
ON_LIST = "Bench vice"

NUMBERS = "SELECT id, price, quantity, reorder_level, category_id, is_active, version FROM api_product ORDER BY id"
LEDGER = "SELECT id, product_id, delta, balance_after FROM api_stockmovement ORDER BY id"


@dataclass
class Desk:
    """A page of ana's, her scanner, and the numbers as they were."""

    server: InventoryServer
    page: Page
    scanner: Scanner
    before: list[Any]
    problems: list[str] = field(default_factory=list)

    def numbers(self) -> list[Any]:
        return [*self.server.query(NUMBERS), *self.server.query(LEDGER)]

    def go(self, path: str = "/") -> Page:
        self.page.goto(self.server.url + path)
        expect(self.page.get_by_text("Live", exact=True).first).to_be_attached()
        return self.page

    def opened(self, name: str) -> Locator:
        return self.page.get_by_role("heading", name=name, exact=True)

    def question(self) -> Locator:
        return self.page.get_by_role("alertdialog")


@pytest.fixture(scope="module")
def shop(browser: Browser, databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """One server and one page for all cases: they leave everything as it was, which is what they are about."""
    folder = tmp_path_factory.mktemp("shop")
    databases.sqlite(folder)
    server = InventoryServer(folder)
    server.start()
    with server.api(server.token("ana")) as api:
        for name, (_, fields) in CODES.items():
            body = {"name": f"Product {name}", "category": "home", "price": "4.00", "quantity": 10, **fields}
            api.post("products/", json=body).raise_for_status()
        vice = {"name": ON_LIST, "category": "home", "price": "4.00", "quantity": 10, "sku": "BENCH-VICE"}
        api.post("products/", json=vice).raise_for_status()
    context = browser.new_context(viewport=DESK, storage_state=signed_in(server, "ana"))
    page = context.new_page()
    desk = Desk(server, page, Scanner(page), [])
    page.on("pageerror", lambda error: desk.problems.append(str(error)))
    yield desk
    context.close()
    server.kill()


@pytest.fixture
def desk(shop: Desk) -> Iterator[Desk]:
    shop.before = shop.numbers()
    yield shop
    assert shop.numbers() == shop.before
    assert shop.problems == []


def test_every_pace_code_and_keyboard(desk: Desk) -> None:
    page = desk.go()
    ways = product(GAPS, LAYOUTS.items(), CODES.items())
    # The product before is still open: each has to take its place.
    for pauses, (gap, (keyboard, layout), (name, (code, _))) in zip(cycle(PAUSES), ways, strict=False):
        desk.scanner.scan(code, gap=gap, pauses=pauses, layout=layout)
        what = f"{name} at {gap} ms on a {keyboard} keyboard, pause {pauses}"
        expect(desk.opened(f"Product {name}"), what).to_be_visible()
    expect(page.get_by_role("alertdialog")).to_have_count(0)


def test_a_code_with_a_part_missing_opens_nothing(desk: Desk) -> None:
    page = desk.go()
    for pauses in ({4: 190, 9: 190}, {5: 450}):
        desk.scanner.scan("4006381333931", pauses=pauses)
        expect(page.get_by_text("Only part of the code came through").first).to_be_visible()
        expect(page).to_have_url(desk.server.url + "/")


# --- What can have the focus, and what then becomes of the scan --------------------------------------------------


def the_page(page: Page) -> None:
    page.get_by_role("heading", name="Inventory").click()


def the_search(page: Page) -> None:
    page.get_by_label("Search products").click()


def the_plus_button(page: Page) -> None:
    page.get_by_role("button", name=f"Add one {ON_LIST}").focus()


def the_number(page: Page) -> None:
    page.get_by_role("button", name=f"10 on hand, change {ON_LIST}").click()
    page.get_by_role("dialog").get_by_role("textbox").first.click()


def choose(page: Page, mode: str) -> None:
    page.get_by_role("dialog").get_by_role("button", name="More…").click()
    page.get_by_role("radio", name=mode).focus()
    page.keyboard.press("Space")


def adding(page: Page) -> None:
    the_number(page)
    choose(page, "Add")
    page.get_by_label("How many").click()


def setting(page: Page) -> None:
    the_number(page)
    choose(page, "Set to")
    page.get_by_label("Number on hand").click()


def the_quick_reason(page: Page) -> None:
    the_number(page)
    page.get_by_role("dialog").get_by_role("button", name="More…").click()
    page.get_by_label("Quick − records as").focus()


def the_price(page: Page) -> None:
    page.get_by_role("button", name=f"$4.00, change the price of {ON_LIST}").click()
    expect(page.get_by_role("textbox", name="Price")).to_be_focused()


def the_price_filter(page: Page) -> None:
    page.get_by_role("button", name="Filter", exact=True).click()
    page.get_by_role("group", name="Filters").get_by_role("button", name="Price").click()
    page.get_by_label("From").click()


def the_owner_filter(page: Page) -> None:
    page.get_by_role("button", name="Filter", exact=True).click()
    page.get_by_role("group", name="Filters").get_by_role("button", name="Owner").click()
    page.get_by_label("Owner’s name").click()


def the_palette(page: Page) -> None:
    page.keyboard.press("ControlOrMeta+k")
    expect(page.get_by_role("combobox")).to_be_focused()


def the_shortcut_sheet(page: Page) -> None:
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()


def the_account_menu(page: Page) -> None:
    page.get_by_role("button", name=re.compile("^Account of")).click()


def the_drawer(page: Page) -> None:
    page.get_by_role("link", name=ON_LIST, exact=True).click()
    expect(page.get_by_role("heading", name=ON_LIST)).to_be_focused()


def the_drawers_form(page: Page) -> None:
    the_drawer(page)
    page.keyboard.press("e")
    page.get_by_role("dialog").get_by_label("On hand").click()


OPENS = [
    *(the_page, the_search, the_plus_button, the_number, adding, setting, the_quick_reason, the_price),
    *(the_price_filter, the_owner_filter, the_palette, the_shortcut_sheet, the_account_menu, the_drawer),
    the_drawers_form,
]


def test_it_opens_the_product_from_wherever_nothing_is_lost(desk: Desk) -> None:
    ways = cycle(product(CODES.items(), LAYOUTS.values(), GAPS))
    for focus in OPENS:
        # Every second of the codes, paces and keyboards is another one.
        (name, (code, _)), layout, gap = next(ways)
        for _ in range(6):
            next(ways)
        focus(desk.go())
        desk.scanner.scan(code, gap=gap, layout=layout)
        expect(desk.opened(f"Product {name}"), f"{code} into {focus.__name__}").to_be_visible()
        expect(desk.page.get_by_role("dialog"), focus.__name__).to_have_count(1)
        assert desk.numbers() == desk.before, focus.__name__


def adding_five(page: Page) -> None:
    adding(page)
    page.keyboard.type("5", delay=30)


def a_changed_price(page: Page) -> None:
    the_price(page)
    page.keyboard.type("5", delay=30)


def selected(page: Page, action: str) -> None:
    page.get_by_role("checkbox", name=f"Select {ON_LIST}").check()
    page.get_by_role("toolbar", name="Selected products").get_by_role("button", name=action).click()


def a_bulk_number(page: Page) -> None:
    selected(page, "Adjust")
    page.get_by_label("How many each").click()


def a_bulk_category(page: Page) -> None:
    selected(page, "Set category")
    page.get_by_role("dialog").get_by_role("combobox").focus()


def deleting(page: Page) -> None:
    selected(page, "Delete")
    page.get_by_role("alertdialog").get_by_role("button", name="Delete").focus()


ASKS = [adding_five, a_changed_price, a_bulk_number, a_bulk_category, deleting]


def test_it_asks_before_something_is_lost(desk: Desk) -> None:
    for focus, gap in zip(ASKS, cycle(GAPS), strict=False):
        page = desk.go()
        focus(page)
        desk.scanner.scan("96385074", gap=gap)
        question = page.get_by_role("alertdialog", name="Open Product EAN-8?")
        expect(question, focus.__name__).to_be_visible()
        question.get_by_role("button", name="Stay here").click()
        expect(question, focus.__name__).to_have_count(0)
        assert desk.numbers() == desk.before, focus.__name__
    # The one that is wanted all the same.
    adding_five(desk.go())
    desk.scanner.scan("96385074")
    desk.question().get_by_role("button", name="Open product").click()
    expect(desk.opened("Product EAN-8")).to_be_visible()
    expect(desk.page.get_by_label("How many")).to_have_count(0)


def test_the_form_of_a_new_product(desk: Desk) -> None:
    page = desk.go("/products/new")
    page.get_by_label("Name").fill("Bench hook")
    page.get_by_label("Category", exact=True).select_option("home")
    page.get_by_label("Price").fill("7.50")
    before = {label: page.get_by_label(label).input_value() for label in ("Price", "On hand", "Reorder at")}
    # A code is text there, and the focus goes on.
    for (label, after), layout in product((("SKU", "Barcode"), ("Barcode", "Description")), LAYOUTS.values()):
        page.get_by_label(label).focus()
        desk.scanner.scan("LY-0042Z", layout=layout, gap=20)
        expect(page.get_by_label(label)).to_have_value("LY-0042Z")
        expect(page.get_by_label(after)).to_be_focused()
    page.get_by_label("Description").focus()
    desk.scanner.scan("4006381333931", end="Tab")
    expect(page.get_by_label("Description")).to_have_value("4006381333931")
    # Elsewhere in the form it is the barcode of the new product, and the field keeps what it had.
    for label, gap in zip(
        ("Name", "Price", "On hand", "Reorder at", "Category", "Active"), cycle(GAPS), strict=False
    ):
        page.get_by_label("Barcode").fill("")
        page.get_by_label(re.compile(f"^{label}")).focus()
        desk.scanner.scan("96385074", gap=gap)
        expect(page.get_by_label("Barcode"), label).to_have_value("96385074")
    expect(page.get_by_label("Name")).to_have_value("Bench hook")
    for label, value in before.items():
        expect(page.get_by_label(label)).to_have_value(value)
    expect(page.get_by_label("Category", exact=True)).to_have_value("home")
    expect(page.get_by_label("Active")).to_be_checked()
    expect(page).to_have_url(desk.server.url + "/products/new")


def test_a_phone(desk: Desk) -> None:
    desk.page.set_viewport_size(VIEWPORTS["phone"])
    page = desk.go()
    page.get_by_role("button", name=f"10 on hand, change {ON_LIST}").click()
    page.get_by_label(re.compile("How many|Number on hand")).click()
    desk.scanner.scan("96385074", gap=40)
    expect(desk.opened("Product EAN-8")).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)
    page = desk.go()
    page.get_by_role("button", name="Filters").click()
    page.get_by_label("From").click()
    desk.scanner.scan("4006381333931", gap=90)
    expect(desk.opened("Product EAN-13")).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.set_viewport_size(DESK)


def test_the_dates_of_the_movements(desk: Desk) -> None:
    page = desk.go("/movements")
    page.get_by_label("From", exact=True).focus()
    desk.scanner.scan("96385074", gap=20)
    expect(desk.opened("Product EAN-8")).to_be_visible()
