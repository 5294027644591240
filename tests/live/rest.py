"""Writes through the server, for tests that watch the feed."""

import time
from typing import Any

import httpx

from servers import PASSWORD, InventoryServer


def create(server: InventoryServer, token: str, name: str = "Mug", **fields: Any) -> tuple[dict[str, Any], int]:
    """Create a product over REST; returns its row and the seq of its event."""
    with server.api(token) as api:
        answer = api.post("products/", json={"name": name, "category": "home", "price": "2.50", **fields})
    assert answer.status_code == 201, answer.text
    return answer.json(), int(answer.headers["X-Live-Seq"])


def timed_create(server: InventoryServer, token: str) -> tuple[int, float]:
    """Create a product; returns the seq of its event and how many seconds the answer took."""
    began = time.monotonic()
    _, seq = create(server, token)
    return seq, time.monotonic() - began


class AdminBrowser:
    """Signed in to the admin by its own form, as `root`."""

    def __init__(self, server: InventoryServer) -> None:
        self._browser = httpx.Client(base_url=server.url + "/admin/", follow_redirects=True, timeout=20)
        self._browser.get("login/")
        page = self.post("login/?next=/admin/", username="root", password=PASSWORD)
        assert "Sign out" in page.text

    def post(self, page: str, **form: str) -> httpx.Response:
        answer = self._browser.post(page, data={**form, "csrfmiddlewaretoken": self._browser.cookies["csrftoken"]})
        assert answer.status_code == 200, answer.text
        return answer

    def close(self) -> None:
        self._browser.close()
