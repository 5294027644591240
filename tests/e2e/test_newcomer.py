"""The jobs of a first day, each in as few steps as it may take: clicks, keys and filled fields are counted."""

import csv
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from places import expect_live, main
from playwright.sync_api import Browser, Locator, Page, expect

from servers import PASSWORD, InventoryServer, wait_until

pytestmark = pytest.mark.browser
SignIn = Callable[..., Page]

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
# Faster keys are a scanner's.
FINGERS_MS = 50
# Between two fields of the form.
MOST_STOPS = 10
# Name, the way to the price, the price, Ctrl+Enter.
MOST_STEPS_A_PRODUCT = 6


@dataclass
class Hands:
    """One person at one page, who counts what they do."""

    page: Page
    steps: int = 0

    def click(self, what: Locator) -> None:
        what.click()
        self.steps += 1

    def fill(self, what: Locator, text: str) -> None:
        """One field, however long its text."""
        what.fill(text)
        self.steps += 1

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.steps += 1

    def tab_to(self, field: Locator) -> None:
        for _ in range(MOST_STOPS):
            if field.evaluate("one => one === document.activeElement"):
                return
            self.press("Tab")
        raise AssertionError(f"Not reached in {MOST_STOPS} steps: {field}")

    def type(self, text: str) -> None:
        """Into whatever has the focus, a step a key."""
        self.page.keyboard.type(text, delay=FINGERS_MS)
        self.steps += len(text)


@pytest.fixture
def mug(server: InventoryServer) -> dict[str, Any]:
    with server.api(server.token("ana")) as api:
        draft = {"name": "Blue mug", "category": "home", "price": "8.50", "quantity": 12, "reorder_level": 10}
        product: dict[str, Any] = api.post("products/", json=draft).json()
    return product


def movements_of(server: InventoryServer, product: dict[str, Any]) -> list[tuple[int, str]]:
    """What has moved since it was added, oldest first."""
    with server.api(server.token("ana")) as api:
        rows = api.get(f"products/{product['id']}/movements/").json()
    return [(row["delta"], row["reason"]) for row in reversed(rows)][1:]


def on_hand(page: Page, quantity: int) -> Locator:
    return page.get_by_role("button", name=f"{quantity} on hand, change Blue mug")


def test_from_signing_in_to_a_live_change_on_a_second_device(
    browser: Browser, sign_in: SignIn, server: InventoryServer, mug: dict[str, Any]
) -> None:
    phone = sign_in("ana", **PHONE)
    expect_live(phone)
    expect(on_hand(phone, 12)).to_be_visible()

    context = browser.new_context()
    hands = Hands(context.new_page())
    page = hands.page
    page.goto(server.url)
    hands.fill(page.get_by_label("Username"), "ana")
    hands.fill(page.get_by_label("Password", exact=True), PASSWORD)
    hands.press("Enter")
    hands.click(page.get_by_role("button", name="Remove one Blue mug"))

    expect(on_hand(phone, 11)).to_be_visible()
    assert hands.steps == 4
    context.close()


def test_three_are_sold_in_two_steps(sign_in: SignIn, server: InventoryServer, mug: dict[str, Any]) -> None:
    page = sign_in("ana")
    expect_live(page)
    hands = Hands(page)

    hands.click(on_hand(page, 12))
    # One entry: the number with its sign, ended by Enter.
    page.keyboard.type("-3", delay=FINGERS_MS)
    expect(page.get_by_role("textbox", name="Number on hand")).to_have_value("-3")
    hands.press("Enter")

    expect(on_hand(page, 9)).to_be_visible()
    wait_until(lambda: movements_of(server, mug) == [(-3, "sale")], what="the sale")
    assert hands.steps == 2


def test_a_product_is_found_in_spite_of_a_typo(sign_in: SignIn, server: InventoryServer) -> None:
    server.manage("populate_products", "--count", "30")
    with server.api(server.token("ana")) as api:
        draft = {"name": "Noise-cancelling headphones", "category": "electronics", "price": "199.00"}
        api.post("products/", json=draft)
    page = sign_in("ana")
    expect_live(page)
    hands = Hands(page)

    hands.press("/")
    hands.type("headphnes")

    found = main(page).get_by_role("link", name="Noise-cancelling headphones", exact=True)
    offered = main(page).get_by_role("button", name=re.compile("headphones", re.IGNORECASE))
    expect(found.or_(offered).first).to_be_visible()
    if not found.is_visible():
        hands.click(offered.first)
    expect(found).to_be_visible()
    assert hands.steps <= len("/headphnes") + 1


def test_ten_products_in_a_row_by_keyboard(sign_in: SignIn, server: InventoryServer) -> None:
    page = sign_in("ana")
    expect_live(page)
    hands = Hands(page)
    hands.press("n")
    spent = []
    for number in range(10):
        before = hands.steps
        # Each form but the first has the category of the one before.
        expect(page.get_by_label("Name")).to_be_focused()
        expect(page.get_by_label("Name")).to_have_value("")
        # What a product needs. Name and price are a step each: their letters have to be typed anyhow.
        hands.fill(page.get_by_label("Name"), f"Candle {number}")
        if number == 0:
            hands.tab_to(page.get_by_label("Category", exact=True))
            hands.type("Home")
        hands.tab_to(page.get_by_label("Price"))
        hands.fill(page.get_by_label("Price"), "4.50")
        hands.press("Control+Enter")
        expect(page.get_by_role("link", name=f"Candle {number}")).to_be_visible()
        spent.append(hands.steps - before)

    with server.api(server.token("ana")) as api:
        added = api.get("products/?search=candle").json()
    assert sorted((row["name"], row["category"]) for row in added) == [(f"Candle {n}", "home") for n in range(10)]
    assert max(spent[1:]) <= MOST_STEPS_A_PRODUCT, spent


def test_what_to_buy_can_be_taken_to_the_shop(
    sign_in: SignIn, server: InventoryServer, mug: dict[str, Any], tmp_path: Path
) -> None:
    with server.api(server.token("ana")) as api:
        assert api.post(f"products/{mug['id']}/adjust/", json={"delta": -8, "reason": "sale"}).is_success
    page = sign_in("ana")
    hands = Hands(page)

    hands.click(page.get_by_role("link", name="Reorder").first)
    expect(main(page).get_by_role("link", name="Blue mug", exact=True)).to_be_visible()
    with page.expect_download() as download:
        hands.click(main(page).get_by_role("button", name="Download"))
    download.value.save_as(tmp_path / "list.csv")

    with (tmp_path / "list.csv").open(encoding="utf-8-sig", newline="") as file:
        [line] = csv.DictReader(file)
    assert (line["Name"], line["On hand"], line["Used in 30 days"]) == ("Blue mug", "4", "8")
    expect(main(page).get_by_role("textbox", name="Order quantity for Blue mug")).to_have_value(line["Order"])
    assert hands.steps == 2
    page.emulate_media(media="print")
    expect(main(page).get_by_role("link", name="Blue mug", exact=True)).to_be_visible()
