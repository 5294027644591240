"""What there is to read about a product, and what is left of the window for its past."""

from collections.abc import Iterator
from typing import Any

import pytest
from places import expect_live, main
from playwright.sync_api import Browser, Locator, Page, expect
from stage import Device, Stage

pytestmark = pytest.mark.browser

LONG = "\n".join(f"Line {number} of what somebody had to say about it." for number in range(40))


@pytest.fixture
def described(stage: Stage) -> Iterator[dict[str, Any]]:
    product = stage.add("Granite mortar", description=LONG)
    yield product
    stage.delete(product)


def open_page(browser: Browser, stage: Stage, device: Device, path: str) -> Page:
    page = stage.context(browser, device, "demo").new_page()
    page.goto(path)
    expect_live(page)
    return page


def lines_of(words: Locator) -> int:
    height: float = words.evaluate("(one) => one.clientHeight / parseFloat(getComputedStyle(one).lineHeight)")
    return round(height)


@pytest.mark.parametrize(
    ("device", "path"), [("phone", "/products/{id}"), ("desk", "/products/{id}"), ("desk", "/?product={id}")]
)
def test_a_long_description_leaves_the_chart_in_reach(
    browser: Browser, stage: Stage, described: dict[str, Any], device: Device, path: str
) -> None:
    page = open_page(browser, stage, device, path.format(**described))
    words = main(page).get_by_text("Line 0 of what")
    expect(words).to_be_visible()
    assert lines_of(words) == 6
    main(page).get_by_role("button", name="Show more").click()
    assert lines_of(words) == 40
    main(page).get_by_role("button", name="Show less").click()
    assert lines_of(words) == 6
    page.context.close()


def test_a_short_description_has_nothing_more_to_show(browser: Browser, stage: Stage) -> None:
    page = open_page(browser, stage, "desk", f"/products/{stage.own['id']}")
    expect(main(page).get_by_text(stage.own["description"])).to_be_visible()
    expect(main(page).get_by_role("button", name="Show more")).to_have_count(0)
    page.context.close()


@pytest.mark.parametrize(
    ("device", "path"), [("phone", "/products/{id}"), ("desk", "/products/{id}"), ("desk", "/?product={id}")]
)
def test_a_picture_is_added_from_the_product(
    browser: Browser, stage: Stage, described: dict[str, Any], device: Device, path: str
) -> None:
    page = open_page(browser, stage, device, path.format(**described))
    main(page).get_by_role("link", name="Add picture").click()
    expect(page.get_by_role("group", name="Picture")).to_be_in_viewport(ratio=0.9)
    page.context.close()
