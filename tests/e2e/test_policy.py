"""The Content-Security-Policy, as a browser takes it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from servers import InventoryServer

pytestmark = pytest.mark.browser

# Resolves with what became of a socket to the address: "open", "closed", or the directive that forbade it.
OPEN = """address => new Promise(resolve => {
  addEventListener('securitypolicyviolation', event => resolve(event.effectiveDirective))
  const socket = new WebSocket(address)
  socket.onopen = () => resolve('open')
  socket.onclose = () => setTimeout(() => resolve('closed'), 500)
})"""


@pytest.fixture(params=["/login", "/ws_test.html"])
def page(request: pytest.FixtureRequest, browser: Browser, server: InventoryServer) -> Iterator[Page]:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(server.url + request.param)
        yield page


def test_a_page_opens_sockets_to_its_own_server_alone(page: Page, server: InventoryServer) -> None:
    own = server.url.removeprefix("http://")
    assert page.evaluate(OPEN, f"ws://{own}/ws/products/") == "open"
    for other in ("ws://127.0.0.1:9/", f"ws://localhost:{server.port}/ws/products/", "wss://evil.example/"):
        assert page.evaluate(OPEN, other) == "connect-src", other
