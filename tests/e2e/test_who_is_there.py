"""Two people who have the same product open know of each other."""

from collections.abc import Callable

import pytest
from places import status
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
    expect(status(ana, "bea is viewing this")).to_be_visible()
    expect(status(bea, "ana is viewing this")).to_be_visible()

    ana.goto(page + "/edit")
    expect(status(bea, "ana is editing")).to_be_visible()
    expect(status(ana, "bea is viewing this")).to_be_visible()

    # Her connection is cut, and nobody says goodbye.
    bea.context.set_offline(True)
    bea.close()
    expect(status(ana, "bea is viewing this")).not_to_be_visible()
    expect(ana.get_by_label("Name", exact=True)).to_be_visible()
