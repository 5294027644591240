"""The app on a device: it can be installed, opens without a connection, and keeps nothing that people wrote."""

import re
import shutil
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from places import status
from playwright.sync_api import Browser, Page, expect

from servers import ROOT, InventoryServer, wait_until

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
    page.wait_for_function("() => navigator.serviceWorker.controller !== null")


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

    expect(page.get_by_role("link", name="History").first).to_be_visible()
    expect(status(page, "Can’t reach the server.")).to_be_visible()
    assert page.evaluate("localStorage.getItem('lr.tokens') !== null")


def test_it_goes_on_by_itself_when_the_server_is_back(sign_in: SignIn, server: InventoryServer) -> None:
    page = sign_in("ana")
    server.kill()
    expect(status(page, "Can’t reach the server.")).to_be_visible()
    server.start()
    expect(status(page, "Can’t reach the server.")).to_be_hidden()


# --- A new version -------------------------------------------------------------------------------------------


class Builds:
    """Builds of the web app that differ in their version and in what their icon says."""

    def __init__(self, folder: Path, server: InventoryServer) -> None:
        self._folder = folder
        self._server = server
        self.version = _version_in(ROOT / "frontend" / "dist")

    def deploy(self, name: str) -> Path:
        """Serve another version from now on, as a deployment does: by a restart. Returns its folder."""
        folder = self._folder / name
        shutil.copytree(ROOT / "frontend" / "dist", folder)
        old, self.version = _version_in(folder), f"{name:0>12}"
        for file in ("index.html", "sw.js"):
            path = folder / file
            path.write_text(path.read_text().replace(old, self.version))
        (folder / "favicon.svg").write_text(f"<svg xmlns='http://www.w3.org/2000/svg'><!-- {name} --></svg>")
        self._server.kill()
        self._server.env["TEST_FRONTEND_DIST"] = str(folder)
        self._server.start()
        return folder


def _version_in(folder: Path) -> str:
    found = re.search(r'name="version" content="(\w+)"', (folder / "index.html").read_text())
    assert found
    return found[1]


@pytest.fixture
def builds(tmp_path: Path, server: InventoryServer) -> Builds:
    return Builds(tmp_path / "builds", server)


LOOK_FOR_UPDATE = "navigator.serviceWorker.getRegistration().then((registration) => registration.update())"
VERSION = "document.querySelector('meta[name=version]').content"
# What the worker that answers for the page says; null when it says nothing, being replaced at this moment.
WORKER_VERSION = """() => new Promise((resolve) => {
  const { port1, port2 } = new MessageChannel()
  port1.onmessage = ({ data }) => resolve(data)
  setTimeout(() => resolve(null), 2000)
  navigator.serviceWorker.controller.postMessage('version', [port2])
})"""
WAITING = """async () => {
  const registration = await navigator.serviceWorker.getRegistration()
  return registration.installing ? null : registration.waiting !== null
}"""


def shows(page: Page, version: str) -> None:
    """Waits until the page is of this version: by a function, as the policy forbids to evaluate a text twice."""
    page.wait_for_function(
        "(version) => document.querySelector('meta[name=version]')?.content === version", arg=version
    )


def followed(page: Page, version: str) -> None:
    """Waits until the worker of this version answers for the page.

    The one before is asked nothing: messages keep it at work, and the next takes over only when it rests.
    """
    kept = f"lr-app-{version}"
    wait_until(lambda: kept in page.evaluate("caches.keys()"), what=f"version {version} to be kept", seconds=60)
    wait_until(lambda: page.evaluate(WAITING) is False, what="the new worker to take over", seconds=60)
    assert page.evaluate(WORKER_VERSION) == version


def notice(page: Page) -> Any:
    return page.get_by_role("listitem").filter(has_text="A new version is ready")


def test_every_tab_goes_on_with_a_new_version_when_it_suits(sign_in: SignIn, builds: Builds) -> None:
    first = sign_in("ana")
    controlled(first)
    second = first.context.new_page()
    second.goto(first.url)
    old = builds.version
    builds.deploy("2")
    first.evaluate(LOOK_FOR_UPDATE)
    for tab in (first, second):
        expect(notice(tab)).to_be_visible()

    notice(first).get_by_role("button", name="Reload").click()
    shows(first, builds.version)
    expect(notice(first)).to_have_count(0)
    # Nobody else's page is replaced under their hands, and their button works all the same.
    assert second.evaluate(VERSION) == old
    notice(second).get_by_role("button", name="Reload").click()
    shows(second, builds.version)
    for tab in (first, second):
        assert tab.evaluate(VERSION) == tab.evaluate(WORKER_VERSION) == builds.version


def test_a_reload_after_a_new_version_is_told_nothing(sign_in: SignIn, builds: Builds) -> None:
    page = sign_in("ana")
    controlled(page)
    builds.deploy("2")
    page.reload()
    assert page.evaluate(VERSION) == builds.version
    followed(page, builds.version)
    expect(notice(page)).to_have_count(0)


def test_icons_are_those_of_the_server(sign_in: SignIn, builds: Builds, server: InventoryServer) -> None:
    page = sign_in("ana")
    controlled(page)
    # Past what the browser itself keeps for a minute.
    icon = "fetch('/favicon.svg', { cache: 'no-cache' }).then((answer) => answer.text())"
    assert "<!--" not in page.evaluate(icon)
    builds.deploy("2")
    assert "<!-- 2 -->" in page.evaluate(icon)
    page.reload()
    followed(page, builds.version)
    server.kill()
    assert "<!-- 2 -->" in page.evaluate(icon)


@pytest.mark.parametrize("broken", ["an outage", "another version"])
def test_only_the_page_of_its_own_version_is_kept(sign_in: SignIn, builds: Builds, broken: str) -> None:
    page = sign_in("ana")
    controlled(page)
    index = builds.deploy("2") / "index.html"
    whole = index.read_text()
    if broken == "an outage":
        index.unlink()  # the server answers 503
    else:
        index.write_text(whole.replace(builds.version, f"{3:0>12}"))

    page.evaluate(f"{LOOK_FOR_UPDATE}.catch(() => undefined)")
    wait_until(lambda: page.evaluate(WAITING) is False, what="no version to wait", seconds=60)
    names = page.evaluate("caches.keys()")
    assert f"lr-app-{builds.version}" not in names
    assert len(names) == 1
    kept = "caches.match('/index.html', { ignoreSearch: true }).then((answer) => answer.text())"
    assert builds.version not in page.evaluate(kept)

    index.write_text(whole)
    page.evaluate(LOOK_FOR_UPDATE)
    wait_until(lambda: page.evaluate(WAITING) is True, what="the new version to wait", seconds=60)
    assert f"lr-app-{builds.version}" in page.evaluate("caches.keys()")


@pytest.fixture
def silent_port() -> Iterator[Callable[[int], None]]:
    """Call it with a port to listen there and never answer: a bar of Wi-Fi in an aisle."""
    sockets: list[socket.socket] = []

    def listen(port: int) -> None:
        taken = socket.socket()
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind(("127.0.0.1", port))
        taken.listen(128)
        sockets.append(taken)

    yield listen
    for each in sockets:
        each.close()


def test_it_opens_when_the_server_says_nothing(
    sign_in: SignIn, server: InventoryServer, silent_port: Callable[[int], None]
) -> None:
    page = sign_in("ana")
    controlled(page)
    server.kill()
    silent_port(server.port)
    # The browser itself would wait for a minute.
    page.goto(server.url + "/movements", wait_until="commit")
    expect(page.get_by_role("link", name="History").first).to_be_visible()


# --- Parts that are fetched when they are shown --------------------------------------------------------------


@pytest.mark.parametrize("what", ["a part", "a page"])
def test_what_did_not_come_comes_when_it_can(sign_in: SignIn, what: str) -> None:
    page = sign_in("ana", worker=False)
    page.route(re.compile(r"/assets/(ShortcutSheet|ReorderPage)-"), lambda route: route.abort())
    with page.expect_event("requestfailed"):
        if what == "a part":
            page.keyboard.press("?")
        else:
            page.get_by_role("link", name="Reorder").click()
    page.unroute_all()
    if what == "a part":
        expect(page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()
    else:
        expect(page.get_by_role("heading", name="Reorder", exact=True)).to_be_visible()
