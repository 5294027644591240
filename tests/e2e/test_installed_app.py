"""The app on a device: it can be installed, opens without a connection, and keeps nothing that people wrote."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from servers import InventoryServer

pytestmark = pytest.mark.browser
WHOLE_BROWSER = True
SignIn = Callable[..., Page]

KEPT = """async () => {
  const caches_ = await Promise.all((await caches.keys()).map((name) => caches.open(name)))
  const requests = await Promise.all(caches_.map((cache) => cache.keys()))
  return requests.flat().map((request) => new URL(request.url).pathname)
}"""


def controlled(page: Page) -> None:
    """Waits until the service worker answers for the page."""
    page.evaluate("navigator.serviceWorker.ready")
    page.wait_for_function("navigator.serviceWorker.controller !== null")


def test_it_can_be_installed(browser: Browser, server: InventoryServer) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(server.url + "/login")
    controlled(page)
    session: Any = context.new_cdp_session(page)
    errors = session.send("Page.getInstallabilityErrors")["installabilityErrors"]
    # Playwright's contexts are private windows, in which nothing is installed.
    assert [error["errorId"] for error in errors if error["errorId"] != "in-incognito"] == []
    manifest = session.send("Page.getAppManifest")
    assert manifest["errors"] == []
    assert manifest["url"].endswith("/manifest.webmanifest")
    context.close()


def test_it_opens_offline_says_so_and_keeps_no_data(sign_in: SignIn, server: InventoryServer) -> None:
    page = sign_in("ana")
    controlled(page)
    kept = page.evaluate(KEPT)
    assert "/index.html" in kept
    assert all(
        re.match(r"/(assets/|icons/|favicon\.svg|manifest\.webmanifest|index\.html)", path) for path in kept
    )

    server.kill()
    page.goto(server.url + "/movements")

    expect(page.get_by_role("link", name="Movements").first).to_be_visible()
    expect(page.get_by_text("You are offline.")).to_be_visible(timeout=20_000)
    assert page.evaluate("localStorage.getItem('lr.tokens') !== null")


def test_it_goes_on_by_itself_when_the_server_is_back(sign_in: SignIn, server: InventoryServer) -> None:
    page = sign_in("ana")
    server.kill()
    expect(page.get_by_text("You are offline.")).to_be_visible(timeout=20_000)
    server.start()
    expect(page.get_by_text("You are offline.")).to_be_hidden(timeout=40_000)
