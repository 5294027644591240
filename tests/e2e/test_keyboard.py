"""A working day without a mouse: add, find, adjust, edit, revert and delete, by keyboard alone."""

import re
from collections.abc import Callable
from itertools import cycle
from typing import Any

import pytest
from places import expect_live, main, told
from playwright.sync_api import Page, expect

from servers import InventoryServer, wait_until

pytestmark = pytest.mark.browser
WHOLE_BROWSER = True
SignIn = Callable[..., Page]

# Faster keys are a scanner's.
FINGERS_MS = 50
# More stops than any page has.
MOST_STOPS = 150
FOCUSED = """() => {
  const element = document.activeElement
  if (!element || element === document.body) return ''
  const label = element.labels?.[0]?.textContent
  return element.getAttribute('aria-label') ?? label ?? element.textContent ?? ''
}"""
IS_SEEN = """() => {
  const element = document.activeElement
  if (!element || element === document.body) return true
  const { outlineStyle, boxShadow, borderTopColor } = getComputedStyle(element)
  return element.matches(':focus-visible') && (outlineStyle !== 'none' || boxShadow !== 'none')
}"""


def go_to(page: Page, name: str | re.Pattern[str], *, back: bool = False) -> None:
    """Tab until the focus is on what has that name; every stop on the way must be seen."""
    wanted = name if isinstance(name, re.Pattern) else re.compile(f"^{re.escape(name)}")
    for _ in range(MOST_STOPS):
        focused = page.evaluate(FOCUSED).strip()
        if wanted.search(focused):
            assert page.evaluate(IS_SEEN), f"The focus on {focused!r} cannot be seen"
            return
        page.keyboard.press("Shift+Tab" if back else "Tab")
    raise AssertionError(f"Not reached by Tab: {name}")


def press(page: Page, name: str | re.Pattern[str], **options: Any) -> None:
    go_to(page, name, **options)
    page.keyboard.press("Enter")


def fill(page: Page, name: str | re.Pattern[str], text: str) -> None:
    go_to(page, name)
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type(text, delay=FINGERS_MS)


def test_everything_can_be_done_without_a_mouse(sign_in: SignIn, server: InventoryServer) -> None:
    server.manage("populate_products", "--count", "30")
    page = sign_in("ana")
    expect_live(page)
    # Until it is known what she may do, no key does it.
    expect(page.get_by_role("link", name="Add product")).to_be_visible()

    add(page)
    find(page)
    adjust(page)
    edit(page)
    revert(page)
    delete(page)

    with server.api(server.token("ana")) as api:
        assert api.get("products/?search=reading+lamp").json() == []
        movements = api.get("movements/?search=brass").json()
    told = [(movement["delta"], movement["reason"]) for movement in reversed(movements)]
    assert told[:4] == [(7, "initial"), (2, "receive"), (-3, "sale"), (3, "revert")]


def add(page: Page) -> None:
    page.keyboard.press("n")
    expect(page).to_have_url(re.compile("/products/new"))
    expect(page.get_by_label("Name")).to_be_visible()
    fill(page, "Name", "Brass desk lamp")
    go_to(page, "Category")
    page.keyboard.type("Home", delay=FINGERS_MS)
    fill(page, "Price", "48.50")
    fill(page, re.compile("^On hand"), "7")
    press(page, "Add product")
    expect(told(page, "Brass desk lamp added")).to_be_visible()


def find(page: Page) -> None:
    expect(page.get_by_label("Search products")).to_be_visible()
    page.keyboard.press("/")
    expect(page.get_by_label("Search products")).to_be_focused()
    page.keyboard.type("brass desk", delay=FINGERS_MS)
    expect(page).to_have_url(re.compile("search=brass"))
    expect(page.get_by_role("row")).to_have_count(2)


def adjust(page: Page) -> None:
    go_to(page, "Add one Brass desk lamp")
    page.keyboard.press("Enter")
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="9 on hand, change Brass desk lamp")).to_be_visible()
    expect(told(page, "Brass desk lamp +2")).to_be_visible()

    press(page, "9 on hand, change Brass desk lamp", back=True)
    expect(page.get_by_role("dialog")).to_be_visible()
    press(page, "More…")
    # One way is chosen; the arrows choose another.
    go_to(page, re.compile("^(Add|Remove|Set to)$"), back=True)
    while not page.get_by_role("radio", name="Remove").is_checked():
        page.keyboard.press("ArrowRight")
    fill(page, "How many", "3")
    go_to(page, re.compile("^(Sale|Damage|Loss|Correction)$"))
    while not page.get_by_role("radio", name="Sale").is_checked():
        page.keyboard.press("ArrowRight")
    press(page, "Remove 3")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_role("button", name="6 on hand, change Brass desk lamp")).to_be_focused()


def edit(page: Page) -> None:
    press(page, "Edit Brass desk lamp")
    form = page.get_by_label("Name", exact=True)
    expect(form).to_have_value("Brass desk lamp")
    fill(page, re.compile("^Name$"), "Brass reading lamp")
    press(page, "Save changes")
    expect(page.get_by_role("heading", name="Brass reading lamp").first).to_be_visible()


def revert(page: Page) -> None:
    press(page, re.compile(r"^Revert \N{MINUS SIGN}3 of"))
    question = page.get_by_role("dialog", name=re.compile("Revert"))
    expect(question).to_be_visible()
    # The safe answer has the focus; Escape is the same, and the button has it back.
    page.keyboard.press("Escape")
    expect(question).to_have_count(0)
    wait_until(lambda: "Revert" in page.evaluate(FOCUSED), what="the focus to come back")
    page.keyboard.press("Enter")
    expect(question).to_be_visible()
    press(page, re.compile("^Revert$"))
    expect(question).to_have_count(0)
    # The button is gone, and its line has the focus.
    expect(main(page).get_by_role("listitem").filter(has_text="Reverted").first).to_be_focused()


def delete(page: Page) -> None:
    # Upwards: the drawer's head is above the movement that was reverted.
    press(page, re.compile("^More actions"), back=True)
    expect(page.get_by_role("menu")).to_be_visible()
    while not page.evaluate(FOCUSED).startswith("Delete"):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    question = page.get_by_role("alertdialog")
    expect(question).to_be_visible()
    press(page, re.compile("^Delete"))
    expect(question).to_have_count(0)
    expect(page.get_by_role("heading", name="Inventory")).to_be_visible()
    expect(page.get_by_role("heading", name="No matches")).to_be_visible()


def test_what_is_typed_right_after_a_key_is_in_the_field_that_it_opens(
    sign_in: SignIn, server: InventoryServer
) -> None:
    server.manage("populate_products", "--count", "30")
    page = sign_in("ana")
    expect_live(page)
    expect(page.get_by_role("link", name="Add product")).to_be_visible()

    page.keyboard.press("/", delay=80)
    page.keyboard.type("lamp", delay=FINGERS_MS)
    expect(page.get_by_label("Search products")).to_have_value("lamp")
    page.keyboard.press("Escape")

    page.get_by_role("row", name=re.compile("on hand, change")).first.focus()
    page.keyboard.press("a", delay=80)
    page.keyboard.press("5")
    expect(page.get_by_role("dialog").get_by_role("textbox")).to_have_value("5")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name=re.compile("^5 on hand"))).to_be_focused()

    page.keyboard.press("n", delay=60)
    # Unevenly, as a hand does.
    for key, delay in zip("Quick name", cycle((60, 100, 130)), strict=False):
        page.keyboard.type(key, delay=delay)
    expect(page).to_have_url(re.compile("/products/new"))
    expect(page.get_by_label("Name")).to_have_value("Quick name")
