"""What every screen owes everybody: the way back after signing in, room on a small phone, no barrier."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from servers import ROOT, InventoryServer

pytestmark = pytest.mark.browser
SignIn = Callable[..., Page]

AXE = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
PAGES = ("/", "/my-products", "/products/new", "/nothing-here")


def barriers(page: Page) -> list[str]:
    """axe's findings on what is shown now, at WCAG 2.2 A and AA."""
    page.evaluate(Path(AXE).read_text())
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
    found = page.evaluate(f"axe.run(document, {{runOnly: {json.dumps(tags)}}})")
    return [f"{v['id']}: {v['nodes'][0]['html']}" for v in found["violations"]]


@pytest.fixture
def stocked(server: InventoryServer) -> InventoryServer:
    server.manage("populate_products", "--count", "30")
    return server


def test_it_returns_to_where_the_person_was_going(sign_in: SignIn, server: InventoryServer) -> None:
    page = sign_in("ana", path="/products/new")
    expect(page).to_have_url(server.url + "/products/new")


def test_it_signs_out(sign_in: SignIn, server: InventoryServer) -> None:
    page = sign_in("ana")
    page.get_by_role("button", name="Account of ana").click()
    page.get_by_role("link", name="Log out").click()
    expect(page.get_by_label("Username")).to_be_visible()
    page.goto(server.url + "/my-products")
    expect(page.get_by_label("Username")).to_be_visible()


def test_it_keeps_search_filters_and_sort_in_the_address(sign_in: SignIn, stocked: InventoryServer) -> None:
    page = sign_in("ana", path="/?search=mug&ordering=price")
    expect(page.get_by_label("Search products")).to_have_value("mug")
    page.get_by_label("Search products").fill("no such thing")
    expect(page).to_have_url(re.compile(r"search=no"))
    page.reload()
    expect(page.get_by_label("Search products")).to_have_value("no such thing")
    page.get_by_role("button", name="Clear").first.click()
    expect(page.get_by_role("row").nth(5)).to_be_visible()


@pytest.mark.parametrize("width", [320, 390, 768, 1440])
def test_nothing_scrolls_sideways(sign_in: SignIn, stocked: InventoryServer, width: int) -> None:
    page = sign_in("ana", viewport={"width": width, "height": 844})
    for path in PAGES:
        page.goto(stocked.url + path)
        expect(page.get_by_role("heading").first).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_barrier(sign_in: SignIn, stocked: InventoryServer, scheme: str) -> None:
    page = sign_in("ana", color_scheme=scheme, reduced_motion="reduce", bypass_csp=True)
    for path in PAGES:
        page.goto(stocked.url + path)
        expect(page.get_by_role("heading").first).to_be_visible()
        page.wait_for_load_state("networkidle")
        assert barriers(page) == [], path


@pytest.mark.parametrize("path", ["/login", "/register"])
def test_axe_finds_no_barrier_at_the_door(browser: Browser, server: InventoryServer, path: str) -> None:
    context = browser.new_context(reduced_motion="reduce", bypass_csp=True)
    page = context.new_page()
    page.goto(server.url + path)
    expect(page.get_by_label("Username")).to_be_visible()
    assert barriers(page) == []
    context.close()
