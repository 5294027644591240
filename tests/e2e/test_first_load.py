"""The size check counts what a browser really asks for; what is asked early is asked once; and how it comes."""

import re
import subprocess
from collections.abc import Callable

import httpx
import pytest
from places import main
from playwright.sync_api import Browser, Page, Request, expect
from stage import signed_in

from servers import ROOT, InventoryServer

pytestmark = pytest.mark.browser
WHOLE_BROWSER = True
SignIn = Callable[..., Page]

# Bytes; see frontend/scripts/compress.mjs.
COMPRESSED_FROM = 1400
LARGEST_FONT = 23_000
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
    # An empty inventory shows the first steps as well.
    server.shell(
        "from api.models import Product; Product.objects.create(name='Mug', sku='M', category_id='home', price=4)"
    )
    page = sign_in("ana", **device)
    asked = _asked_for(page)
    page.goto(server.url + "/")
    expect(page.get_by_role("link", name="Mug")).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert asked == _counted("/")


@pytest.mark.parametrize("device", DEVICES)
def test_the_frame_is_drawn_before_any_file_of_the_app_has_come(
    browser: Browser, server: InventoryServer, device: dict[str, object]
) -> None:
    for state, frame in ((None, "door"), (signed_in(server, "ana"), "app")):
        context = browser.new_context(**device, storage_state=state, service_workers="block")  # type: ignore[arg-type]
        page = context.new_page()
        # Held back until it is taken away.
        page.route("**/assets/**", lambda route: None)
        page.goto(server.url + "/", wait_until="commit")
        page.wait_for_function("() => performance.getEntriesByName('first-paint').length > 0")
        expect(page.locator(f".frame-{frame}")).to_be_visible()
        page.unroute("**/assets/**")
        expect(page.get_by_role("button", name="Sign in") if state is None else main(page)).to_be_visible()
        expect(page.locator(".frame:visible")).to_have_count(0)
        context.close()


def test_it_asks_for_one_font_of_its_own(browser: Browser, server: InventoryServer) -> None:
    context = browser.new_context()
    page = context.new_page()
    fonts: list[str] = []
    page.on("request", lambda request: fonts.append(request.url) if request.resource_type == "font" else None)
    page.goto(server.url + "/login")
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()
    page.wait_for_load_state("networkidle")

    page.wait_for_function("() => [...document.fonts].some((one) => one.status === 'loaded')")
    assert len(fonts) == 1
    assert fonts[0].startswith(f"{server.url}/assets/inter-latin-")
    assert len(httpx.get(fonts[0]).content) <= LARGEST_FONT
    context.close()


@pytest.mark.parametrize("address", ["/", "/?search=mug", "/movements"])
def test_what_is_asked_early_is_asked_once(sign_in: SignIn, server: InventoryServer, address: str) -> None:
    page = sign_in("ana")
    # What the page before still asks for is not counted.
    page.goto("about:blank")
    reads: list[str] = []
    page.on("request", lambda request: reads.append(request.url) if "/api/" in request.url else None)
    page.goto(server.url + address)
    page.wait_for_load_state("networkidle")

    for path in ("/api/account/", "/api/config/"):
        assert [url for url in reads if url.endswith(path)] == [server.url + path]
    assert len([url for url in reads if "/api/dashboard/" in url]) == (0 if address == "/movements" else 1)
    # The page of rows that stands first, not those that are fetched ahead.
    rows = [url for url in reads if "/api/products/?" in url and "cursor=" not in url]
    assert len(rows) == (0 if address == "/movements" else 1), rows


@pytest.mark.parametrize("encoding", ["br", "gzip"])
def test_the_app_comes_compressed(server: InventoryServer, encoding: str) -> None:
    page = httpx.get(server.url + "/").text
    files = re.findall(r'(?:src|href)="(/assets/[^"]+)"', page)
    assert any("/start-" in file for file in files)
    for file in files:
        with httpx.stream("GET", server.url + file, headers={"Accept-Encoding": encoding}) as answer:
            small = sum(len(chunk) for chunk in answer.iter_raw())
            whole = len(httpx.get(server.url + file, headers={"Accept-Encoding": "identity"}).content)
            assert answer.headers.get("Content-Encoding") == (encoding if whole >= COMPRESSED_FROM else None)
            assert small <= whole


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
