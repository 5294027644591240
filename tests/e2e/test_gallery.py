"""Several pictures a product, on a desk and on a phone."""

import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image
from places import main
from playwright.sync_api import Page, expect

from servers import InventoryServer

pytestmark = pytest.mark.browser
SignIn = Callable[..., Page]
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


def photo(colour: str) -> Any:
    buffer = io.BytesIO()
    Image.new("RGB", (300, 200), colour).save(buffer, "PNG")
    return {"name": f"{colour}.png", "mimeType": "image/png", "buffer": buffer.getvalue()}


@pytest.fixture
def mug(server: InventoryServer) -> dict[str, Any]:
    with server.api(server.token("ana")) as api:
        fields = {"name": "Blue mug", "category": "home", "price": "5.00"}
        made: dict[str, Any] = api.post("products/", json=fields).raise_for_status().json()
    return made


def pictures(server: InventoryServer, product: dict[str, Any]) -> list[str]:
    with server.api(server.token("ana")) as api:
        return [picture["id"] for picture in api.get(f"products/{product['id']}/pictures/").json()]


def tile(page: Page, place: int, total: int) -> Any:
    return main(page).get_by_role("button", name=f"Picture {place} of {total}", exact=True)


def test_pictures_are_added_put_in_order_and_followed_on_another_screen(
    sign_in: SignIn, server: InventoryServer, mug: dict[str, Any]
) -> None:
    other = sign_in("bea", path=f"/products/{mug['id']}")
    expect(other.get_by_role("heading", name="Blue mug", level=1)).to_be_visible()
    page = sign_in("ana", path=f"/products/{mug['id']}/edit")
    page.get_by_label("Choose picture").set_input_files(photo("red"))
    page.get_by_label("Add pictures").set_input_files([photo("green"), photo("blue")])
    expect(tile(page, 3, 3)).to_be_visible()
    page.get_by_role("button", name="Save changes").click()
    page.wait_for_url(f"**/products/{mug['id']}")
    expect(tile(other, 3, 3)).to_be_visible()
    first, second, third = pictures(server, mug)

    page.get_by_role("link", name="Edit", exact=True).click()
    tile(page, 3, 3).drag_to(tile(page, 1, 3))
    expect(page.get_by_role("button", name="This is the cover")).to_be_disabled()
    tile(page, 2, 3).click()
    tile(page, 2, 3).press("Alt+ArrowRight")
    page.keyboard.press("Control+Enter")
    page.wait_for_url(f"**/products/{mug['id']}")
    assert pictures(server, mug) == [third, second, first]
    expect(main(other).get_by_role("button", name="Enlarge picture 1 of 3").locator("img")).to_have_attribute(
        "src", re.compile(rf"/media/products/{third}\.webp$")
    )

    tile(page, 2, 3).click()
    main(page).get_by_role("button", name="Enlarge picture 2 of 3").click()
    viewer = page.get_by_role("dialog", name="Blue mug")
    expect(viewer.get_by_text("2 of 3")).to_be_visible()
    page.keyboard.press("ArrowRight")
    expect(viewer.get_by_text("3 of 3")).to_be_visible()
    page.keyboard.press("Escape")
    expect(viewer).to_have_count(0)


def test_a_phone_begins_with_the_photo_and_swipes_through_them(
    sign_in: SignIn, server: InventoryServer, mug: dict[str, Any]
) -> None:
    page = sign_in("ana", path=f"/products/{mug['id']}/edit", **PHONE)
    expect(page.get_by_label("Take photo")).to_have_attribute("capture", "environment")
    expect(page.get_by_text("Drop or paste")).to_have_count(0)
    group = page.get_by_role("group", name="Picture").bounding_box()
    name = page.get_by_label("Name").bounding_box()
    assert group
    assert name
    assert group["y"] < name["y"]
    for colour in ("red", "green"):
        page.get_by_label("Take photo").set_input_files(photo(colour))
    expect(tile(page, 2, 2)).to_be_visible()
    page.get_by_role("button", name="Save changes").click()
    page.wait_for_url(f"**/products/{mug['id']}")
    expect(tile(page, 1, 2)).to_have_attribute("aria-current", "true")
    # As a finger does, which the browser lets come to rest at the next picture.
    rail = main(page).get_by_role("list", name="Pictures", exact=True)
    rail.evaluate("rail => rail.scrollBy({ left: rail.clientWidth, behavior: 'instant' })")
    expect(tile(page, 2, 2)).to_have_attribute("aria-current", "true")
    assert len(pictures(server, mug)) == 2
