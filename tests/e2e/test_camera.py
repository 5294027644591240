"""The camera as a barcode scanner, in a browser whose camera looks at a picture of a code."""

from collections.abc import Iterator
from pathlib import Path

import chromium
import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Browser, BrowserContext, Page, expect

from servers import PASSWORD, InventoryServer

pytestmark = pytest.mark.browser
WHOLE_BROWSER = True

CODE = "4006381333931"
LEFT = [
    "0001101",
    "0011001",
    "0010011",
    "0111101",
    "0100011",
    "0110001",
    "0101111",
    "0111011",
    "0110111",
    "0001011",
]
PARITY = ["LLLLLL", "LLGLGG", "LLGGLG", "LLGGGL", "LGLLGG", "LGGLLG", "LGGGLL", "LGLGLG", "LGLGGL", "LGGLGL"]


def ean13(code: str) -> str:
    """The bars and spaces of an EAN-13, as ones and zeros (GS1 General Specifications 5.2)."""
    digits = [int(digit) for digit in code]
    right = ["".join("10"[int(bit)] for bit in bits) for bits in LEFT]
    left = [LEFT[d] if p == "L" else right[d][::-1] for d, p in zip(digits[1:7], PARITY[digits[0]], strict=True)]
    return "101" + "".join(left) + "01010" + "".join(right[digit] for digit in digits[7:]) + "101"


def film(path: Path, code: str) -> None:
    """A film of one picture, as Chromium's stand-in for a camera plays it (YUV4MPEG2)."""
    width, height, bar = 640, 480, 4
    picture = Image.new("L", (width, height), 255)
    draw = ImageDraw.Draw(picture)
    start = (width - 95 * bar) // 2
    for index, bit in enumerate(ean13(code)):
        if bit == "1":
            draw.rectangle((start + index * bar, 140, start + index * bar + bar - 1, 340), fill=0)
    grey = bytes([128]) * (width * height // 2)
    frame = b"FRAME\n" + picture.tobytes() + grey
    path.write_bytes(f"YUV4MPEG2 W{width} H{height} F15:1 Ip A1:1 C420jpeg\n".encode() + frame * 15)


@pytest.fixture
def phone(browser: Browser, server: InventoryServer, tmp_path: Path) -> Iterator[BrowserContext]:
    """A phone with a camera. `browser` sees to it that there is one and that the web app is built."""
    film(tmp_path / "camera.y4m", CODE)
    camera = [
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-video-capture={tmp_path / 'camera.y4m'}",
    ]
    mine = browser.browser_type.launch(executable_path=chromium.find(), args=[*chromium.ARGUMENTS, *camera])
    context = mine.new_context(base_url=server.url, viewport={"width": 390, "height": 844}, has_touch=True)
    yield context
    mine.close()


def open_scanner(context: BrowserContext) -> Page:
    page = context.new_page()
    page.goto("/")
    page.get_by_label("Username").fill("ana")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name="Scan a barcode").click()
    return page


def test_it_opens_the_product_that_the_camera_sees(phone: BrowserContext, server: InventoryServer) -> None:
    fields = {"name": "Scanned cable", "category": "electronics", "price": "5.00", "barcode": CODE}
    with server.api(server.token("ana")) as api:
        product = api.post("products/", json=fields).raise_for_status().json()
    phone.grant_permissions(["camera"])

    page = open_scanner(phone)

    page.wait_for_url(f"**/products/{product['id']}")
    expect(page.get_by_role("heading", name="Scanned cable")).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_it_offers_to_add_what_it_does_not_know(phone: BrowserContext) -> None:
    phone.grant_permissions(["camera"])
    page = open_scanner(phone)

    expect(page.get_by_role("alert").filter(has_text=f"No product has the code {CODE}")).to_be_visible()
    page.get_by_role("link", name="Add product with this barcode").click()

    page.wait_for_url(f"**/products/new?barcode={CODE}")
    expect(page.get_by_role("textbox", name="Barcode")).to_have_value(CODE)


def test_it_says_what_to_do_when_the_camera_is_not_allowed(phone: BrowserContext) -> None:
    phone.clear_permissions()
    page = open_scanner(phone)

    expect(page.get_by_role("alert").get_by_text("The camera is blocked")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Scan a barcode")).to_be_focused()
