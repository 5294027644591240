"""A real server, a real Chromium, and people in browser contexts of their own."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import chromium
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect, sync_playwright
from stage import Stage, signed_in, stage_in

from servers import PASSWORD, ROOT, Databases, InventoryServer

OUTPUT = Path(__file__).parent / "output"
DESKTOP = {"width": 1440, "height": 900}
SignIn = Callable[..., Page]

# Nobody waits longer than it takes: this is for machines that are at work on other things.
expect.set_options(timeout=60_000)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Last, where other folders are run as well.

    While Playwright's synchronous API is open it keeps an event loop running on this thread, and the asynchronous
    tests elsewhere could not start theirs.
    """
    items.sort(key=lambda item: Path(__file__).parent in item.path.parents)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browsers(playwright: Playwright) -> Iterator[Callable[[bool], Browser]]:
    """Call it for a browser, in a shell or whole; each is started once, and again only where it has died."""
    started: dict[bool, Browser] = {}

    def browser(in_a_shell: bool) -> Browser:
        if in_a_shell not in started or not started[in_a_shell].is_connected():
            started[in_a_shell] = chromium.launch(playwright, shell=in_a_shell)
        return started[in_a_shell]

    yield browser
    for one in started.values():
        one.close()


@pytest.fixture(scope="module")
def browser(request: pytest.FixtureRequest) -> Browser:
    # What needs more than pages (a camera, an installed app, focus that leaves the page) says so: WHOLE_BROWSER.
    in_a_shell = not getattr(request.module, "WHOLE_BROWSER", False)
    if chromium.find(shell=in_a_shell) is None:
        reason = "No browser: install Chromium, or Google Chrome"
        if os.environ.get("REQUIRE_BROWSER"):
            pytest.fail(reason)
        pytest.skip(reason)
    if not (ROOT / "frontend" / "dist" / "index.html").exists():
        pytest.fail("The web app is not built: run `make test`, or `npm run build` in frontend/")
    browsers: Callable[[bool], Browser] = request.getfixturevalue("browsers")
    return browsers(in_a_shell)


@pytest.fixture
def server(tmp_path: Path, databases: Databases) -> Iterator[InventoryServer]:
    """A server of the test's own, with nothing in it but the cast."""
    databases.sqlite(tmp_path)
    server = InventoryServer(tmp_path)
    server.start()
    yield server
    server.kill()


@pytest.fixture(scope="session")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """A server with the sample data, for modules that leave it as it was."""
    with stage_in(tmp_path_factory.mktemp("stage")) as stage:
        yield stage


@pytest.fixture
def sign_in(browser: Browser, server: InventoryServer, request: pytest.FixtureRequest) -> Iterator[SignIn]:
    """Call it with a username for a page of theirs, *by_form* by way of the sign-in page.

    Without *worker* there is no service worker, as on plain HTTP.

    Pages must not report errors of their own.
    """
    contexts: list[BrowserContext] = []
    problems: list[str] = []

    def make(
        username: str, *, path: str = "/", by_form: bool = False, worker: bool = True, **options: object
    ) -> Page:
        kept = None if by_form else signed_in(server, username)
        context = browser.new_context(**{"viewport": DESKTOP, "storage_state": kept, **options})  # type: ignore[arg-type]
        contexts.append(context)
        if not worker:
            context.add_init_script("delete Navigator.prototype.serviceWorker")
        page = context.new_page()
        page.on("pageerror", lambda error: problems.append(f"{username}: {error}"))
        page.on("console", lambda line: _refused(line.text) and problems.append(f"{username}: {line.text}"))
        page.goto(server.url + path)
        if by_form:
            page.get_by_label("Username").fill(username)
            page.get_by_label("Password", exact=True).fill(PASSWORD)
            page.get_by_role("button", name="Sign in").click()
        expect(page.get_by_role("link", name="Inventory").first).to_be_visible()
        return page

    yield make
    if request.session.testsfailed:
        OUTPUT.mkdir(exist_ok=True)
        for number, context in enumerate(context for context in contexts if context.pages):
            context.pages[0].screenshot(path=OUTPUT / f"{request.node.name}-{number}.png")
    for context in contexts:
        context.close()
    assert problems == []


def _refused(text: str) -> bool:
    return "Content Security Policy" in text or "Uncaught" in text
