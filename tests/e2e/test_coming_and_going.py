"""Coming and going: the way back after signing in, signing out."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from servers import InventoryServer

pytestmark = pytest.mark.browser
SignIn = Callable[..., Page]


def test_it_returns_to_where_the_person_was_going(sign_in: SignIn, server: InventoryServer) -> None:
    page = sign_in("ana", path="/products/new", by_form=True)
    expect(page).to_have_url(server.url + "/products/new")


def test_it_signs_out(sign_in: SignIn, server: InventoryServer) -> None:
    page = sign_in("ana", by_form=True)
    page.get_by_role("button", name="Account of ana").click()
    page.get_by_role("link", name="Sign out").click()
    expect(page.get_by_label("Username")).to_be_visible()
    page.goto(server.url + "/my-products")
    expect(page.get_by_label("Username")).to_be_visible()
