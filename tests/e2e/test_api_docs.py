"""The API's page at /api/docs/: the viewer in our colours, and open to everybody."""

import pytest
from inspection import barriers, cuts
from playwright.sync_api import Browser, expect

from servers import InventoryServer

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_has_no_barrier_and_nothing_is_cut(browser: Browser, server: InventoryServer, scheme: str) -> None:
    # axe comes from outside, which the policy of the page forbids.
    context = browser.new_context(color_scheme=scheme, bypass_csp=True)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{server.url}/api/docs/")
    expect(page.get_by_role("button", name="List products", exact=False).first).to_be_visible()
    found = barriers(page)
    page.get_by_role("button", name="List deleted products").click()
    expect(page.get_by_role("button", name="Try it out")).to_be_visible()

    assert page.url.endswith("products_trash_list")
    assert found + barriers(page) == []
    assert cuts(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    assert cuts(page) == []
    context.close()


def test_it_is_dark_where_the_app_is(browser: Browser, server: InventoryServer) -> None:
    context = browser.new_context(color_scheme="light")
    page = context.new_page()
    page.goto(f"{server.url}/api/docs/")
    page.evaluate("localStorage.setItem('lr.theme', 'dark')")
    page.reload()
    expect(page.get_by_role("heading", name="LR Inventory")).to_be_visible()

    assert page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches") is False
    assert page.evaluate("document.documentElement.className") == "dark-mode"
    context.close()
