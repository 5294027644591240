"""An open product stands beside its list: the stock stays in sight, and within reach."""

import re
from collections.abc import Iterator

import pytest
from places import expect_live, main
from playwright.sync_api import Browser, Locator, Page, expect
from stage import Stage

pytestmark = pytest.mark.browser

# The narrowest, a tablet on its side, where the sidebar gets its words, and two usual laptops.
BESIDE = (928, 1024, 1100, 1280, 1366)
# What is as wide as a laptop of 1440 px at 200 %, and tablets upright.
TOO_NARROW = (720, 820, 927)


@pytest.fixture
def page(browser: Browser, stage: Stage) -> Iterator[Page]:
    context = stage.context(browser, "desk", "demo")
    yield context.new_page()
    context.close()


def see(page: Page, path: str, width: int) -> Locator:
    """Open a path of the list in a window of this width. Returns the box of its rows."""
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(path)
    expect_live(page)
    return page.locator("[data-scroll-box]")


def right_of(one: Locator) -> float:
    box = one.bounding_box()
    assert box
    return box["x"] + box["width"]


@pytest.mark.parametrize("width", BESIDE)
def test_the_stock_stays_in_sight_beside_an_open_product(page: Page, stage: Stage, width: int) -> None:
    rows = see(page, f"/?product={stage.own['id']}", width)
    drawer = page.get_by_role("dialog", name=stage.own["name"])
    expect(drawer.get_by_role("img", name=re.compile("^On hand from"))).to_be_visible()
    plus = rows.get_by_role("button", name=re.compile("^Add one ")).first
    expect(plus).to_be_visible()
    edge = drawer.bounding_box()
    assert edge
    assert right_of(plus) < edge["x"]
    assert rows.evaluate("(box) => box.scrollWidth - box.clientWidth") <= 0
    # Nothing lies over it either: the press counts.
    plus.click(trial=True)


@pytest.mark.parametrize("width", TOO_NARROW)
def test_the_page_opens_where_there_is_no_room_beside_the_list(page: Page, stage: Stage, width: int) -> None:
    rows = see(page, "/", width)
    rows.get_by_role("link", name=stage.latest, exact=True).click()
    page.wait_for_url(f"**/products/{stage.newest['id']}")
    expect(main(page).get_by_role("heading", name=stage.latest, level=1)).to_be_visible()


def test_what_is_typed_is_offered_again_when_a_tablet_is_turned(page: Page, stage: Stage) -> None:
    see(page, f"/?product={stage.newest['id']}&edit=1", 1180)
    page.get_by_label("Name", exact=True).fill("Walnut board")
    page.set_viewport_size({"width": 820, "height": 1180})
    page.wait_for_url(f"**/products/{stage.newest['id']}/edit")
    page.get_by_role("button", name="Restore").click()
    expect(page.get_by_label("Name", exact=True)).to_have_value("Walnut board")


# Of each row: whether its name is cut, and how much of its SKU shows.
NAMES = """(box) => [...box.querySelectorAll('tr[data-index] a[data-product-link]')].map((name) => ({
  isCut: name.scrollHeight > name.clientHeight + 1,
  sku: name.nextElementSibling.clientWidth,
}))"""


def test_a_compact_name_is_cut_only_where_its_sku_has_given_way(page: Page, stage: Stage) -> None:
    rows = see(page, f"/?product={stage.own['id']}", 1440)
    # What opens takes the focus; a menu that was opened before that would close.
    expect(page.locator("#drawer-heading")).to_be_focused()
    page.get_by_role("button", name="Columns").click()
    page.get_by_role("group", name="Row height").locator("label", has_text="Compact").click()
    page.keyboard.press("Escape")
    expect(rows.locator("table")).to_have_attribute("data-compact", "true")
    names = rows.evaluate(NAMES)
    assert any(name["isCut"] for name in names)
    assert [name for name in names if name["isCut"] and name["sku"] > 0] == []
