"""A tablet: a table as on a desk, under fingers."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from servers import InventoryServer

pytestmark = pytest.mark.browser
SignIn = Callable[..., Page]

TABLET = {"viewport": {"width": 1180, "height": 820}, "has_touch": True}


def test_delete_is_out_of_the_way_of_fingers(sign_in: SignIn, server: InventoryServer) -> None:
    with server.api(server.token()) as api:
        api.post("products/", json={"name": "Blue mug", "category": "home", "price": "4.50"}).raise_for_status()
    tablet, desk = sign_in("ana", **TABLET), sign_in("ana")
    for page in (tablet, desk):
        row = page.get_by_role("row", name="Blue mug")
        row.hover()
        expect(row.get_by_label("Edit Blue mug")).to_be_visible()
    expect(desk.get_by_label("Delete Blue mug")).to_be_visible()
    expect(tablet.get_by_label("Delete Blue mug")).to_be_hidden()

    tablet.get_by_role("link", name="Blue mug", exact=True).tap()
    tablet.get_by_role("button", name="More actions").tap()
    tablet.get_by_role("menuitem", name="Delete").tap()
    expect(tablet.get_by_role("alertdialog")).to_be_visible()
