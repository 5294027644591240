"""Two windows at the form of one product: no keystroke is lost, whatever happens around it."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from places import expect_live, main, status
from playwright.sync_api import Locator, Page, expect

from servers import PASSWORD, InventoryServer

pytestmark = pytest.mark.browser
SignIn = Callable[..., Page]

QUESTION = "Changed in two places"


@pytest.fixture
def mug(server: InventoryServer) -> dict[str, Any]:
    with server.api(server.token("ana")) as api:
        draft = {"name": "Blue mug", "category": "home", "price": "8.50", "quantity": 42, "reorder_level": 10}
        product: dict[str, Any] = api.post("products/", json=draft).json()
    return product


@pytest.fixture
def editors(sign_in: SignIn, mug: dict[str, Any]) -> tuple[Page, Page]:
    """The full page and the drawer, each with the form of the mug."""
    page = sign_in("ana", path=f"/products/{mug['id']}/edit")
    drawer = sign_in("ana", path=f"/?product={mug['id']}&edit=1")
    for window in (page, drawer):
        expect(field(window, "Name")).to_have_value("Blue mug")
        expect_live(window)
    return page, drawer


def saved(server: InventoryServer, product: dict[str, Any]) -> dict[str, Any]:
    with server.api(server.token("ana")) as api:
        row: dict[str, Any] = api.get(f"products/{product['id']}/").json()
    return row


def field(page: Page, label: str) -> Locator:
    """A field of the form; the list beside it has buttons of like names."""
    return page.get_by_role("textbox", name=re.compile(f"^{label}"))


def save(page: Page) -> None:
    page.get_by_role("button", name="Save changes").click()


def test_it_saves_both_edits_when_they_touch_different_fields(
    editors: tuple[Page, Page], server: InventoryServer, mug: dict[str, Any]
) -> None:
    mine, other = editors
    field(mine, "Name").fill("Blue cup")
    field(other, "Price").fill("9.75")
    save(other)
    expect(other.get_by_role("dialog", name="Blue mug")).to_be_visible()

    expect(status(mine, "You changed Price in another window")).to_be_visible()
    expect(field(mine, "Price")).to_have_value("9.75")
    expect(field(mine, "Name")).to_have_value("Blue cup")
    save(mine)
    expect(mine.get_by_role("heading", name="Blue cup", level=1)).to_be_visible()
    row = saved(server, mug)
    assert (row["name"], row["price"]) == ("Blue cup", "9.75")


def test_it_asks_only_about_the_fields_that_both_changed(
    editors: tuple[Page, Page], server: InventoryServer, mug: dict[str, Any]
) -> None:
    mine, other = editors
    field(mine, "Name").fill("My mug")
    field(mine, "Barcode").fill("4006381333931")
    field(mine, "On hand").fill("40")
    field(other, "Name").fill("Their mug")
    field(other, "On hand").fill("12")
    save(other)
    expect(other.get_by_role("dialog", name="Their mug")).to_be_visible()

    save(mine)
    question = mine.get_by_role("alertdialog", name=QUESTION)
    expect(question.get_by_role("group")).to_have_count(2)
    assert saved(server, mug)["name"] == "Their mug"
    question.get_by_role("group", name="Name").get_by_role("radio", name="My mug").check()
    question.get_by_role("group", name="On hand").get_by_role("radio", name="12").check()
    question.get_by_role("button", name="Save").click()
    expect(mine.get_by_role("heading", name="My mug", level=1)).to_be_visible()
    row = saved(server, mug)
    assert (row["name"], row["quantity"], row["barcode"]) == ("My mug", 12, "4006381333931")


def test_it_keeps_what_was_typed_through_a_reload(
    sign_in: SignIn, server: InventoryServer, mug: dict[str, Any]
) -> None:
    page = sign_in("ana", path=f"/?product={mug['id']}&edit=1")
    field(page, "Name").fill("Half a na")
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    page.get_by_role("button", name="Restore").click()
    expect(field(page, "Name")).to_have_value("Half a na")
    assert saved(server, mug)["name"] == "Blue mug"
    save(page)
    expect(page.get_by_role("dialog", name="Half a na")).to_be_visible()
    assert saved(server, mug)["name"] == "Half a na"
    page.get_by_role("link", name="Edit", exact=True).click()
    expect(field(page, "Name")).to_have_value("Half a na")
    expect(page.get_by_role("button", name="Restore")).to_have_count(0)


def test_it_keeps_what_was_typed_while_the_server_is_gone(
    sign_in: SignIn, server: InventoryServer, mug: dict[str, Any]
) -> None:
    page = sign_in("ana", path=f"/products/{mug['id']}/edit")
    field(page, "Name").fill("Red mug")
    server.kill()
    save(page)
    expect(main(page).get_by_role("alert").filter(has_text="Your edits are still here")).to_be_visible()
    server.start()
    expect_live(page)
    expect(field(page, "Name")).to_have_value("Red mug")
    save(page)
    expect(page.get_by_role("heading", name="Red mug", level=1)).to_be_visible()
    assert saved(server, mug)["name"] == "Red mug"


def test_it_keeps_what_was_typed_when_the_session_ends(
    sign_in: SignIn, server: InventoryServer, mug: dict[str, Any]
) -> None:
    page = sign_in("ana", path=f"/products/{mug['id']}/edit")
    field(page, "Name").fill("Green mug")
    # The server knows neither of the tokens any more.
    page.evaluate(
        """() => {
            const spoil = (token) => token.slice(0, -1) + (token.endsWith('A') ? 'Q' : 'A')
            const { access, refresh, skew } = JSON.parse(localStorage.getItem('lr.tokens'))
            const pair = { access: spoil(access), refresh: spoil(refresh), skew }
            localStorage.setItem('lr.tokens', JSON.stringify(pair))
        }"""
    )
    save(page)
    page.get_by_label("Username").fill("ana")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name="Restore").click()
    expect(field(page, "Name")).to_have_value("Green mug")
    assert saved(server, mug)["name"] == "Blue mug"


def test_it_can_add_anew_what_was_deleted_under_the_form(
    editors: tuple[Page, Page], server: InventoryServer, mug: dict[str, Any]
) -> None:
    _, drawer = editors
    field(drawer, "Name").fill("Phoenix mug")
    with server.api(server.token("ana")) as api:
        assert api.delete(f"products/{mug['id']}/").status_code == 204
    drawer.get_by_role("button", name="Add as new product").click()
    drawer.get_by_role("button", name="Add product").click()
    expect(drawer.get_by_role("dialog", name="Phoenix mug")).to_be_visible()
    with server.api(server.token("ana")) as api:
        (row,) = api.get("products/").json()
    assert (row["name"], row["sku"], row["quantity"]) == ("Phoenix mug", mug["sku"], 42)
    assert row["id"] != mug["id"]


def test_it_guards_an_unsaved_edit_in_the_drawer_against_back(
    sign_in: SignIn, server: InventoryServer, mug: dict[str, Any]
) -> None:
    page = sign_in("ana")
    page.get_by_role("link", name="Blue mug", exact=True).click()
    page.get_by_role("link", name="Edit", exact=True).click()
    field(page, "Name").fill("Blue mu")
    page.go_back()
    page.get_by_role("button", name="Keep editing").click()
    expect(field(page, "Name")).to_have_value("Blue mu")
    page.go_back()
    page.get_by_role("button", name="Leave").click()
    expect(page.get_by_role("dialog", name="Blue mug", exact=True)).to_be_visible()
    page.get_by_role("link", name="Edit", exact=True).click()
    expect(field(page, "Name")).to_have_value("Blue mug")
    expect(page.get_by_role("button", name="Restore")).to_have_count(0)


def test_it_crops_an_upright_picture_by_keyboard(
    sign_in: SignIn, server: InventoryServer, mug: dict[str, Any], tmp_path: Path
) -> None:
    path = tmp_path / "phone.jpg"
    picture = Image.new("RGB", (800, 400), "#2a9d8f")
    picture.paste("#e76f51", (0, 0, 400, 400))
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned to the right by whoever shows it: 400 wide and 800 high, red on top
    picture.save(path, exif=exif, quality=95)

    page = sign_in("ana", path=f"/products/{mug['id']}/edit")
    page.locator("input[type=file]").set_input_files(path)
    page.get_by_role("button", name="Crop").click()
    dialog = page.get_by_role("dialog", name="Crop the picture")
    part = dialog.get_by_label("Use the arrow keys to move the crop area")
    part.focus()
    for _ in range(6):
        part.press("Control+ArrowUp")
    dialog.get_by_role("button", name="Crop", exact=True).press("Enter")
    expect(dialog).to_have_count(0)
    save(page)
    expect(page.get_by_role("heading", name="Blue mug", level=1, exact=True)).to_be_visible()
    expect(page.get_by_text("in another window")).to_have_count(0)
    with server.api(server.token("ana")) as api:
        stored = tmp_path / "stored.webp"
        stored.write_bytes(api.get(server.url + saved(server, mug)["image"]).content)
    with Image.open(stored) as image:
        assert image.size == (400, 400)
        red, _, blue = image.convert("RGB").getpixel((200, 100))  # type: ignore[misc]
    assert red > blue
