"""The first minutes: an empty inventory is filled, shared, seen on a second device, and emptied again."""

import re
from collections.abc import Callable

import pytest
from places import expect_live, main, told
from playwright.sync_api import Page, expect

from servers import InventoryServer

pytestmark = pytest.mark.browser
SignIn = Callable[..., Page]

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


def test_an_admin_takes_the_first_steps_and_removes_the_samples(sign_in: SignIn, server: InventoryServer) -> None:
    page = sign_in("root")
    expect_live(page)
    steps = page.get_by_role("region", name="First steps")
    # ana and bea have accounts: somebody is invited.
    expect(steps).to_contain_text("1 of 3 done")

    main(page).get_by_role("button", name="Add sample data").click()
    expect(told(page, "60 sample products added")).to_be_visible()
    expect(steps).to_contain_text("2 of 3 done")
    expect(main(page).get_by_text("60 products").first).to_be_visible()

    phone = sign_in("root", **PHONE)
    expect_live(phone)
    expect(steps).to_contain_text("You’re set up")

    with server.api(server.token("root")) as api:
        moved = api.get("products/?limit=1&in_stock=true").json()[0]
        assert api.post(f"products/{moved['id']}/adjust/", json={"delta": 1, "reason": "receive"}).is_success
    page.goto(server.url + "/account")
    page.get_by_role("button", name="Remove sample data").click()
    page.get_by_role("alertdialog").get_by_role("button", name="Remove", exact=True).click()
    expect(told(page, "59 sample products removed")).to_be_visible()
    page.goto(server.url + "/")
    expect(main(page).get_by_text(re.compile("^1 product$")).first).to_be_visible()
    expect(steps).to_have_count(0)
