"""Two people who have the same product open know of each other."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from servers import InventoryServer

pytestmark = pytest.mark.browser
SignIn = Callable[..., Page]


def test_they_see_who_looks_and_who_edits_until_the_other_has_gone(
    sign_in: SignIn, server: InventoryServer
) -> None:
    with server.api(server.token("ana")) as api:
        lamp = api.post("products/", json={"name": "Desk lamp", "category": "home", "price": "9.90"}).json()
    ana, bea = sign_in("ana"), sign_in("bea")
    page = f"{server.url}/products/{lamp['id']}"
    ana.goto(page)
    bea.goto(page)
    expect(ana.get_by_text("bea is looking")).to_be_visible()
    expect(bea.get_by_text("ana is looking")).to_be_visible()

    ana.goto(page + "/edit")
    expect(bea.get_by_text("ana is editing")).to_be_visible()
    expect(ana.get_by_text("bea is looking")).to_be_visible()

    # Her connection is cut, and nobody says goodbye.
    bea.context.set_offline(True)
    bea.close()
    expect(ana.get_by_text("bea is looking")).not_to_be_visible(timeout=30_000)
    expect(ana.get_by_label("Name", exact=True)).to_be_visible()
