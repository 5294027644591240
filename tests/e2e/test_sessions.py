"""Signed in: in several tabs at once, with and without Web Locks, and where the browser keeps nothing."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import chromium
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect

from servers import PASSWORD, Databases, InventoryServer, wait_until

pytestmark = pytest.mark.browser

SignIn = Callable[..., Page]
# A name of a machine in a shop: by plain HTTP, to a browser, it is no safe place, and has no Web Locks.
SHOP = "shop.lan"
REFUSE_STORAGE = """for (const name of ['localStorage', 'sessionStorage'])
  Object.defineProperty(window, name, { get() { throw new DOMException('denied', 'SecurityError') } })"""


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """One that finds the shop's machine here."""
    if chromium.find(shell=True) is None:
        pytest.skip("No browser: install Chromium, or Google Chrome")
    browser = chromium.launch(playwright, shell=True, more=[f"--host-resolver-rules=MAP {SHOP} 127.0.0.1"])
    yield browser
    browser.close()


@pytest.fixture
def short_lived(tmp_path: Path, databases: Databases) -> Iterator[Callable[[int], InventoryServer]]:
    """Call it with the life of an access token in seconds, for a server."""
    servers: list[InventoryServer] = []

    def make(seconds: int) -> InventoryServer:
        databases.sqlite(tmp_path)
        env = {"ACCESS_TOKEN_LIFETIME": f"{seconds}s", "ALLOWED_HOSTS": f"localhost,127.0.0.1,{SHOP}"}
        server = InventoryServer(tmp_path, env={**env, "HTTPS_ONLY": "False"})
        servers.append(server)
        server.start()
        return server

    yield make
    for server in servers:
        server.kill()


@pytest.mark.parametrize("host", [SHOP, "localhost"], ids=["without Web Locks", "with Web Locks"])
def test_five_tabs_stay_signed_in(
    browser: Browser, short_lived: Callable[[int], InventoryServer], host: str
) -> None:
    server = short_lived(4)
    with browser.new_context() as context:
        tabs = open_tabs(context, f"http://{host}:{server.port}", 5)
        assert tabs[0].evaluate("'locks' in navigator") is (host != SHOP)

        stay_signed_in(server, tabs, renewals=8)


def open_tabs(context: BrowserContext, address: str, count: int) -> list[Page]:
    first = context.new_page()
    first.goto(address)
    enter(first)
    tabs = [first, *(context.new_page() for _ in range(count - 1))]
    for tab in tabs[1:]:
        tab.goto(address)
        expect(tab.get_by_role("button", name="Account of ana")).to_be_visible()
    return tabs


def enter(page: Page, username: str = "ana") -> None:
    page.get_by_label("Username").fill(username)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("button", name=f"Account of {username}")).to_be_visible()


def stay_signed_in(server: InventoryServer, tabs: list[Page], *, renewals: int) -> None:
    """Waits for so many renewals, and finds every tab signed in and at work, with a pair that is good."""

    def spent() -> int:
        return int(server.query("SELECT count(*) FROM api_spenttoken")[0][0])

    def enough() -> bool:
        tabs[0].wait_for_timeout(100)  # the browser's own work goes on while we look
        assert not [tab.url for tab in tabs if "/login" in tab.url]
        return spent() >= renewals

    wait_until(enough, what=f"{renewals} renewals", seconds=240)
    assert server.query("SELECT count(*) FROM api_endedsession") == [(0,)]
    for tab in tabs:
        tab.get_by_role("link", name="Reorder").click()
        expect(tab.get_by_role("heading", name="Reorder", exact=True)).to_be_visible()
        expect(tab.get_by_role("button", name="Account of ana")).to_be_visible()


@pytest.mark.parametrize("width", [390, 1440])
def test_where_the_browser_keeps_nothing_it_says_so_and_works_in_this_tab(
    browser: Browser, server: InventoryServer, width: int
) -> None:
    with browser.new_context(viewport={"width": width, "height": 844}) as context:
        context.add_init_script(REFUSE_STORAGE)
        page = context.new_page()
        problems: list[str] = []
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.goto(server.url)
        expect(page.get_by_role("status").filter(has_text="blocks storage for this site")).to_be_visible()

        page.get_by_label("Username").fill("ana")
        page.get_by_label("Password", exact=True).fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        expect(page.get_by_role("status").filter(has_text="Signed in to this tab only.")).to_be_visible()
        page.get_by_role("link", name=re.compile("^History")).first.click()
        expect(page.get_by_role("heading", name="History")).to_be_visible()
        assert problems == []


def test_storage_that_is_refused_in_the_middle_ends_nothing(browser: Browser, server: InventoryServer) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        problems: list[str] = []
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.goto(server.url)
        enter(page)
        page.evaluate(REFUSE_STORAGE)

        page.get_by_role("link", name="History").click()
        expect(page.get_by_role("heading", name="History")).to_be_visible()
        page.get_by_role("link", name="Reorder").click()
        expect(page.get_by_role("heading", name="Reorder", exact=True)).to_be_visible()
        assert problems == []
