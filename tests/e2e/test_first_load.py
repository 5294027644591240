"""The size check counts what a browser really asks for."""

import subprocess
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from servers import ROOT, InventoryServer

pytestmark = pytest.mark.browser
SignIn = Callable[..., Page]

DEVICES = [{}, {"viewport": {"width": 390, "height": 844}, "has_touch": True}]


@pytest.mark.parametrize("device", DEVICES)
def test_it_counts_what_the_sign_in_page_asks_for(
    browser: Browser, server: InventoryServer, device: dict[str, object]
) -> None:
    context = browser.new_context(**device)  # type: ignore[arg-type]
    page = context.new_page()
    asked = _asked_for(page)
    page.goto(server.url + "/login")
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert asked == _counted("/login")
    context.close()


@pytest.mark.parametrize("device", DEVICES)
def test_it_counts_what_the_inventory_asks_for(
    sign_in: SignIn, server: InventoryServer, device: dict[str, object]
) -> None:
    page = sign_in("ana", **device)
    asked = _asked_for(page)
    page.goto(server.url + "/")
    expect(page.get_by_role("heading", name="Inventory")).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert asked == _counted("/")


def _asked_for(page: Page) -> set[str]:
    """Fills with the scripts and styles that the page asks for from now on."""
    asked: set[str] = set()

    def note(request: Request) -> None:
        if request.resource_type in ("script", "stylesheet"):
            asked.add(request.url.rsplit("/", 1)[1])

    page.on("request", note)
    return asked


def _counted(page: str) -> set[str]:
    script = ROOT / "frontend" / "scripts" / "size.mjs"
    lines = subprocess.run(["node", script, "--files", page], check=True, capture_output=True, text=True).stdout
    return {line.rsplit("/", 1)[1] for line in lines.split()}
