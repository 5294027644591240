"""A spreadsheet comes in: on a desk, on a phone, by keyboard alone, beside others, through what goes wrong."""

import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from places import expect_live, main, told
from playwright.sync_api import Locator, Page, Route, expect

from servers import InventoryServer

pytestmark = pytest.mark.browser

PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
FILE = """sku,name,category,price,quantity
L-1,Lamp,home,19.90,3
L-2,Lantern,home,24.50,5
L-3,Torch,home,,9
"""


def many(count: int) -> str:
    lines = "".join(f"M-{number:05},Mug {number},home,4.50,{number}\n" for number in range(count))
    return f"sku,name,category,price,quantity\n{lines}"


def bring(page: Page, text: str, name: str = "lamps.csv") -> None:
    """Choose a file, and wait for its columns."""
    file = {"name": name, "mimeType": "text/csv", "buffer": text.encode()}
    page.locator("input[type=file]").first.set_input_files(file)  # type: ignore[arg-type]
    expect(page.get_by_role("heading", name=name)).to_be_visible()


def check(page: Page) -> None:
    page.get_by_role("button", name=re.compile("^Check [0-9,]+ row")).click()
    expect(step(page, "Check")).to_be_visible()


def step(page: Page, name: str) -> Locator:
    return page.get_by_role("navigation", name="Steps").locator("[aria-current=step]", has_text=name)


def tile(page: Page, name: str, count: str) -> Locator:
    return main(page).get_by_role("button", name=f"{name} {count}", exact=True)


def test_a_file_comes_in_beside_somebody_else_and_goes_again(sign_in: Any, server: InventoryServer) -> None:
    page, other = sign_in("ana"), sign_in("bea")
    expect_live(other)
    # The empty inventory leads there.
    main(page).get_by_role("link", name="Import a spreadsheet").click()
    bring(page, FILE)
    expect(page.get_by_label("Column D, “price”")).to_have_value("price")
    check(page)
    expect(tile(page, "New", "2")).to_be_visible()
    expect(tile(page, "Held", "1")).to_have_attribute("aria-pressed", "true")
    expect(main(page).get_by_text("A new product needs a price.")).to_be_visible()
    page.get_by_role("button", name="Import 2, leave 1 out").click()
    expect(page.get_by_role("heading", name="2 rows imported")).to_be_visible()
    expect(other.get_by_role("link", name="Lantern").first).to_be_visible()

    with page.expect_download() as download:
        page.get_by_role("button", name="Download the row").click()
    assert "L-3" in Path(download.value.path()).read_text("utf-8-sig")

    page.get_by_role("button", name="Undo import").click()
    page.get_by_role("alertdialog").get_by_role("button", name="Undo import").click()
    expect(page.get_by_role("heading", name="This import was undone")).to_be_visible()
    expect(other.get_by_role("heading", name="No products yet")).to_be_visible()
    # What it came to is still there after a reload.
    page.reload()
    expect(main(page).get_by_text("2 rows were undone.")).to_be_visible()


def test_it_works_by_keyboard_alone(sign_in: Any) -> None:
    page = sign_in("ana", path="/imports/new")
    field = page.get_by_label("Or paste cells")
    field.focus()
    cells = FILE.replace(",", "\t").replace("name", "Bezeichnung").replace("category", "Ressort")
    page.evaluate(PASTE, cells)
    expect(page.get_by_role("heading", name="Pasted cells")).to_be_visible()
    chooser = page.get_by_label("Column C, “Ressort”")
    expect(chooser).to_have_value("")
    chooser.focus()
    page.keyboard.press("C")
    page.keyboard.press("Tab")
    expect(chooser).to_have_value("category")
    page.get_by_role("button", name="Check 3 rows").focus()
    page.keyboard.press("Enter")
    # The focus begins where the new step begins.
    expect(page.get_by_role("heading", name="Check", exact=True)).to_be_focused()
    tile(page, "New", "2").focus()
    page.keyboard.press("Enter")
    row = main(page).get_by_role("button", name="Row 3: Lantern")
    row.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="Row 3")).to_be_visible()
    page.keyboard.press("Escape")
    expect(row).to_be_focused()
    page.get_by_role("button", name="Import 2, leave 1 out").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="2 rows imported")).to_be_visible()


PASTE = """(text) => {
  const data = new DataTransfer()
  data.setData('text/plain', text)
  document.activeElement.dispatchEvent(
    new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
  )
}"""


@pytest.mark.parametrize("width", [390, 320])
def test_on_a_phone_columns_and_rows_are_cards(sign_in: Any, width: int) -> None:
    page = sign_in("ana", path="/imports/new", **{**PHONE, "viewport": {"width": width, "height": 720}})
    bring(page, FILE)
    columns = page.get_by_role("list", name="What’s in each column?").get_by_role("listitem")
    expect(columns).to_have_count(5)
    check(page)
    expect(page.get_by_role("list", name="Rows").get_by_role("listitem")).to_have_count(1)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("button", name="Import 2, leave 1 out").click()
    expect(page.get_by_role("heading", name="2 rows imported")).to_be_visible()
    page.get_by_role("button", name="Undo import").click()
    page.get_by_role("alertdialog").get_by_role("button", name="Undo import").click()
    expect(page.get_by_role("heading", name="This import was undone")).to_be_visible()


def test_a_restart_in_the_middle_loses_and_repeats_nothing(sign_in: Any, server: InventoryServer) -> None:
    page = sign_in("ana", path="/imports/new")
    bring(page, many(6_000))
    check(page)
    page.get_by_role("button", name="Import 6,000 rows").click()
    bar = page.get_by_role("progressbar", name="Importing")
    expect(bar).to_have_attribute("aria-valuetext", re.compile("^[1-9]"))
    server.kill()
    expect(main(page).get_by_text("Connection lost.")).to_be_visible()
    server.start()
    expect(page.get_by_role("heading", name="6,000 rows imported")).to_be_visible()
    api = server.api(server.token("ana"))
    assert api.get("products/?limit=1").headers["X-Total-Count"] == "6000"


def test_a_reload_goes_on_and_a_stop_is_kept(sign_in: Any, server: InventoryServer) -> None:
    page = sign_in("ana", path="/imports/new")
    bring(page, many(8_000))
    check(page)
    page.get_by_role("button", name="Import 8,000 rows").click()
    expect(page.get_by_role("progressbar", name="Importing")).to_have_attribute(
        "aria-valuetext", re.compile("^[1-9]")
    )
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_role("heading", name="Import stopped")).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", name="This import is unfinished")).to_be_visible()
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("progressbar", name="Importing")).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", name="8,000 rows imported")).to_be_visible()
    api = server.api(server.token("ana"))
    assert api.get("products/?limit=1").headers["X-Total-Count"] == "8000"


def test_choices_free_held_rows(sign_in: Any) -> None:
    page = sign_in("ana", path="/imports/new")
    bring(page, "sku,name,category,price,barcode\nT-1,Tea,Drinks,3.20,12345678905\nT-2,Cup,home,4.10,\n")
    check(page)
    expect(tile(page, "Held", "1")).to_be_visible()
    page.get_by_label("What to do with the category Drinks").select_option("Create it")
    page.get_by_label("Put the zeros back").check()
    page.get_by_role("button", name="Check again").click()
    expect(tile(page, "Held", "0")).to_be_visible()
    page.get_by_role("button", name="Import 2 rows").click()
    expect(page.get_by_role("heading", name="2 rows imported")).to_be_visible()


def test_stock_that_has_moved_is_asked_about(sign_in: Any, server: InventoryServer) -> None:
    api = server.api(server.token("ana"))
    for number, quantity in enumerate((9, 4)):
        made = {"name": f"Bin {number}", "sku": f"B-{number}", "category": "home", "price": "2.00"}
        assert api.post("products/", json={**made, "quantity": quantity}).status_code == 201
    page = sign_in("ana", path="/imports/new?kind=stock")
    bring(page, "sku,counted,expected\nB-0,8,10\nB-1,6,4\n", "shelf.csv")
    check(page)
    question = "Expected 10, now 9 on hand. Apply the difference (7) or set to the count (8)?"
    expect(main(page).get_by_text(question)).to_be_visible()
    main(page).get_by_text("Apply the difference", exact=True).click()
    page.get_by_role("button", name="Check again").click()
    page.get_by_role("button", name="Import 2 rows").click()
    expect(page.get_by_role("heading", name="2 rows imported")).to_be_visible()
    on_hand = {row["sku"]: row["quantity"] for row in api.get("products/").json()}
    assert on_hand == {"B-0": 7, "B-1": 6}


def test_a_list_of_any_length_is_jumped_through(sign_in: Any) -> None:
    page = sign_in("ana", path="/imports/new")
    bring(page, many(5_000))
    check(page)
    expect(main(page).get_by_role("button", name="Row 2: Mug 0")).to_be_visible()
    page.evaluate("window.scrollTo(0, document.documentElement.scrollHeight)")
    expect(main(page).get_by_role("button", name="Row 5,001: Mug 4999")).to_be_visible()


def test_who_goes_on_to_another_page_hears_of_the_end(sign_in: Any) -> None:
    page = sign_in("ana", path="/imports/new")
    bring(page, many(3_000))
    check(page)
    page.get_by_role("button", name="Import 3,000 rows").click()
    page.get_by_role("link", name="Inventory", exact=True).first.click()
    expect(told(page, "3,000 rows imported")).to_be_visible()


def test_an_end_that_is_cut_off_is_asked_for_again(sign_in: Any) -> None:
    page = sign_in("ana", path="/imports/new")
    bring(page, FILE)
    check(page)
    asked: list[str | None] = []

    def cut_off(route: Route) -> None:
        asked.append(route.request.headers.get("idempotency-key"))
        if len(asked) > 1:
            return route.continue_()
        route.fetch()
        start = json.dumps({"type": "start", "total": 2}) + "\n"
        return route.fulfill(body=start, content_type="application/x-ndjson")

    page.route(re.compile("/apply/$"), cut_off)
    page.get_by_role("button", name="Import 2, leave 1 out").click()
    expect(page.get_by_role("heading", name="2 rows imported")).to_be_visible()
    assert len(asked) == 2
    assert len(set(asked)) == 1


def test_pictures_come_from_an_archive(sign_in: Any, server: InventoryServer) -> None:
    api = server.api(server.token("ana"))
    made = {"name": "Lamp", "sku": "L-1", "category": "home", "price": "19.90"}
    product = api.post("products/", json=made).json()
    page = sign_in("ana", path="/imports/pictures")
    archive = {"name": "lamps.zip", "mimeType": "application/zip", "buffer": archive_of("shop/L-1.png", "X-9.png")}
    page.locator("input[type=file]").first.set_input_files(archive)  # type: ignore[arg-type]
    expect(main(page).get_by_text("Matched: 1 of 2 pictures")).to_be_visible()
    expect(main(page).get_by_role("region", name="No matching product").get_by_text("X-9.png")).to_be_visible()
    page.get_by_role("button", name="Add 1 picture").click()
    expect(main(page).get_by_text("1 picture added")).to_be_visible()
    assert api.get(f"products/{product['id']}/").json()["image"]


def archive_of(*names: str) -> bytes:
    picture, archive = io.BytesIO(), io.BytesIO()
    Image.new("RGB", (320, 240), "teal").save(picture, "PNG")
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as made:
        for name in names:
            made.writestr(name, picture.getvalue())
    return archive.getvalue()
