"""What the address says is what is seen: after a reload, on Back, and where somebody else opens the link."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from places import expect_live, main
from playwright.sync_api import Browser, BrowserContext, Page, expect
from stage import Stage

from servers import wait_until

pytestmark = pytest.mark.browser

# What stands on the page: what it is about, what narrows it, and its first lines.
VIEW = """async () => {
  // A list draws its rows a few at a time.
  for (const _ of [1, 2, 3]) await new Promise((done) => requestIdleCallback(done))
  const texts = (selector) => [...document.querySelectorAll(selector)].map((one) => one.textContent.trim())
  const values = [...document.querySelectorAll('main input:not([type=file]), main select')]
  return {
    headings: texts('h1, [role=dialog] h2'),
    fields: values.map((field) => field.type === 'checkbox' ? field.checked : field.value),
    chosen: texts('main [aria-current], main [aria-sort]:not([aria-sort=none])'),
    names: texts('main tbody td a:not([aria-label]), main ol a:not([aria-label])').filter(Boolean).slice(0, 12),
  }
}"""

ADDRESSES = [
    "/?search=clock",
    "/?status=low&sort=quantity",
    "/?category=home&category=books&sort=-price",
    "/?price_min=10&price_max=40",
    "/?owner=demo&status=in_stock",
    "/my-products?sort=name",
    "/movements?reason=sale&reason=damage&from=2026-01-01",
    "/movements?actor=demo&search=o",
    "/reorder",
    # The open product is a part of the address.
    "/?status=in_stock&product=3",
]


@pytest.fixture(scope="module")
def demo(browser: Browser, stage: Stage) -> Iterator[BrowserContext]:
    with stage.context(browser, "desk", "demo") as context:
        yield context


@pytest.fixture(scope="module")
def ana(browser: Browser, stage: Stage) -> Iterator[BrowserContext]:
    with stage.context(browser, "desk", "ana") as context:
        yield context


@pytest.fixture
def page(demo: BrowserContext) -> Iterator[Page]:
    page = demo.new_page()
    yield page
    page.close()


@pytest.mark.parametrize("address", ADDRESSES)
def test_it_is_the_same_view_again(page: Page, ana: BrowserContext, address: str) -> None:
    seen = view(page, address)
    assert page.url.endswith(address), "the address is kept as it was given"

    page.reload()
    assert settled(page) == seen, "after a reload"

    page.get_by_role("link", name="Reorder" if "reorder" not in address else "History").first.click()
    expect(page.get_by_role("heading", level=1)).not_to_have_text(seen["headings"][0])
    page.go_back()
    assert settled(page) == seen, "on Back"

    other = ana.new_page()
    # What is one's own depends on who one is.
    if "my-products" not in address:
        assert view(other, address) == seen, "where somebody else opens the link"
    other.close()


def test_back_takes_filters_off_one_by_one(page: Page) -> None:
    everything = view(page, "/")
    page.get_by_role("link", name=re.compile("^Low")).first.click()
    expect(page).to_have_url(re.compile("status=low"))
    low = settled(page)
    page.get_by_role("columnheader", name="On hand").get_by_role("button").click()
    expect(page).to_have_url(re.compile("sort=quantity"))
    sorted_too = settled(page)
    assert sorted_too["names"] != low["names"]

    page.go_back()
    assert settled(page) == low
    page.go_back()
    assert settled(page) == everything
    page.go_forward()
    assert settled(page) == low


def test_a_saved_view_is_a_link_for_everybody(page: Page, ana: BrowserContext, stage: Stage) -> None:
    slug = stage.save_view("Low at home", "status=low&category=home")
    seen = view(page, f"/views/{slug}")
    assert "status=low" in page.url
    page.reload()
    assert settled(page) == seen

    other = ana.new_page()
    theirs = view(other, page.url)
    assert theirs["names"] == seen["names"]
    expect(main(other).get_by_role("link", name=re.compile("^demo.s view: Low at home"))).to_be_visible()
    other.close()
    stage.delete_view(slug)


def view(page: Page, address: str) -> dict[str, Any]:
    page.goto(address)
    return settled(page)


def settled(page: Page) -> dict[str, Any]:
    """The view when nothing is on its way any more: live, nothing loading, twice the same."""
    expect_live(page)
    expect(page.locator("[aria-busy=true]")).to_have_count(0)
    expect(page.get_by_role("status", name=re.compile("^Loading"))).to_have_count(0)
    if urlsplit(page.url).path == "/":
        # The counts of its tabs come by a request of their own.
        expect(page.get_by_role("link", name=re.compile(r"^All [\d,]+$"))).to_be_visible()
    last: dict[str, Any] = {}

    def rests() -> bool:
        nonlocal last
        before, last = last, page.evaluate(VIEW)
        return bool(last["headings"]) and before == last

    wait_until(rests, what="the page to come to rest")
    return last
