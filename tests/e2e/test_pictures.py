"""Photos as people have them: too many bytes or pixels, lying down, with an odd name or none for their kind."""

import base64
import io
import os
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urljoin

import httpx
import pytest
from PIL import Image, ImageDraw
from places import status
from playwright.sync_api import Page, expect

from servers import InventoryServer

pytestmark = pytest.mark.browser
SignIn = Callable[..., Page]

LYING = 6  # EXIF: the camera was turned, the picture is to be turned right
RED, BLUE = (200, 30, 30), (30, 30, 200)

# Playwright gives files of a fixed type: these are dropped, as from another window.
DROP = """([base64, name, type]) => {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
  const data = new DataTransfer()
  data.items.add(new File([bytes], name, { type }))
  const zone = document.querySelector('fieldset:has(input[type=file])')
  zone.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }))
}"""


def photo(width: int, height: int, *, noise: int = 0, orientation: int = 1, kind: str = "JPEG") -> bytes:
    """A picture whose left half is red and whose right half is blue, and *noise* bytes that do not get smaller."""
    picture = Image.new("RGB", (width, height), RED)
    ImageDraw.Draw(picture).rectangle((width // 2, 0, width, height), fill=BLUE)
    if noise:
        side = int((noise / 3) ** 0.5)
        picture.paste(Image.frombytes("RGB", (side, side), os.urandom(side * side * 3)), (0, 0))
    exif = Image.Exif()
    exif[0x0112] = orientation
    buffer = io.BytesIO()
    picture.save(buffer, kind, quality=98, exif=exif)
    return buffer.getvalue()


@pytest.fixture
def form(sign_in: SignIn) -> Page:
    page = sign_in("ana", path="/products/new")
    page.get_by_label("Name").fill("Photo")
    page.get_by_label("Category", exact=True).select_option(index=1)
    page.get_by_label("Price").fill("1.00")
    return page


def choose(page: Page, content: bytes, name: str = "photo.jpg", kind: str = "image/jpeg") -> None:
    file: Any = {"name": name, "mimeType": kind, "buffer": content}
    page.get_by_label("Choose picture").set_input_files(file)


def add(page: Page, server: InventoryServer) -> Image.Image:
    """Save the form. Returns the picture that the server has then."""
    page.get_by_role("button", name="Add product").click()
    expect(page).not_to_have_url(server.url + "/products/new")
    with server.api(server.token()) as api:
        [product] = api.get("products/", params={"search": "Photo"}).json()
    return Image.open(io.BytesIO(httpx.get(urljoin(server.url, product["image"])).content)).convert("RGB")


def test_a_photo_of_more_pixels_than_allowed_is_made_smaller(form: Page, server: InventoryServer) -> None:
    choose(form, photo(8200, 5000))  # 41 megapixels, in few bytes
    expect(status(form, "photo.jpg is 41 megapixels. We’ll send a smaller copy.")).to_be_visible()
    picture = add(form, server)
    assert picture.size == (1600, 976)


def test_a_photo_of_more_bytes_than_allowed_is_made_smaller_and_upright(
    form: Page, server: InventoryServer
) -> None:
    content = photo(4000, 3000, noise=16_000_000, orientation=LYING)
    assert len(content) > 5 * 1024**2
    choose(form, content)
    expect(status(form, re.compile(r"photo.jpg is \d+(\.\d)? MB. We’ll send a smaller copy."))).to_be_visible()
    picture = add(form, server)
    assert picture.size == (1200, 1600)
    # What was on the left is above now.
    red, _, blue = picture.getpixel((20, 400))
    assert red > blue
    red, _, blue = picture.getpixel((600, 1500))
    assert blue > red


def test_one_that_is_saved_before_it_is_made_smaller_is_sent_smaller(form: Page, server: InventoryServer) -> None:
    choose(form, photo(8200, 5000))
    assert add(form, server).size == (1600, 976)


@pytest.mark.parametrize("kind", ["", "application/octet-stream", "image/jpg"])
def test_an_odd_name_for_its_kind_is_no_reason_to_refuse(form: Page, server: InventoryServer, kind: str) -> None:
    form.evaluate(DROP, [base64.b64encode(photo(300, 200)).decode(), "photo.jpg", kind])
    expect(form.get_by_role("img", name="Preview")).to_be_visible()
    assert add(form, server).size == (300, 200)


def test_what_is_within_the_limits_is_sent_as_it_is(form: Page) -> None:
    content = photo(1200, 800)
    choose(form, content)
    expect(form.get_by_role("img", name="Preview")).to_be_visible()
    with form.expect_request(lambda request: request.method == "POST" and "/products/" in request.url) as sent:
        form.get_by_role("button", name="Add product").click()
    assert 0 < int(sent.value.all_headers()["content-length"]) - len(content) < 2000


def test_a_photo_that_the_browser_cannot_read_is_refused_in_words(form: Page) -> None:
    choose(form, b"\0\0\0\x18ftypheic" + bytes(200), "IMG_1.HEIC", "image/heic")
    expect(form.get_by_role("alert").filter(has_text="can’t read the HEIC photo")).to_be_visible()
    expect(form.get_by_role("img", name="Preview")).to_have_count(0)


# The buttons under the picture, line by line: how many there are in it, and whether they fill it.
LINES = """(button) => {
  const grid = button.parentElement
  const lines = Map.groupBy([...grid.children], (child) => child.offsetTop)
  return [...lines.values()].map((line) => ({
    count: line.length,
    isFull: line.at(-1).getBoundingClientRect().right >= grid.getBoundingClientRect().right - 1,
  }))
}"""


@pytest.mark.parametrize(
    ("width", "is_touched"), [(320, True), (390, True), (1024, False), (1440, False), (1024, True)]
)
def test_no_button_of_a_picture_is_left_over_in_a_line(
    sign_in: SignIn, server: InventoryServer, width: int, is_touched: bool
) -> None:
    with server.api(server.token("ana")) as api:
        file = {"image": ("photo.jpg", photo(60, 40), "image/jpeg")}
        fields = {"name": "Photo", "category": "home", "price": "1.00"}
        product = api.post("products/", data=fields, files=file).raise_for_status().json()
    touch = {"has_touch": True, "is_mobile": True} if is_touched else {}
    # In the drawer where there is room for one, on a page of its own elsewhere.
    page = sign_in(
        "ana", path=f"/?product={product['id']}&edit=1", viewport={"width": width, "height": 844}, **touch
    )
    remove = page.get_by_role("button", name="Remove picture")
    expect(remove).to_be_visible()
    lines = remove.evaluate(LINES)
    assert sum(line["count"] for line in lines) == (5 if is_touched else 4)
    assert all(line["isFull"] for line in lines)
    # Where one stands alone, it is the last of an odd number.
    assert [line["count"] for line in lines] == ([2, 2, 1] if is_touched else [2, 2])
