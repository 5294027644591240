"""One person changes things; another person's screen follows by itself."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from places import expect_away, expect_live, main
from playwright.sync_api import Page, expect
from stage import VIEWPORTS

from servers import InventoryServer, wait_until

pytestmark = pytest.mark.browser
SignIn = Callable[..., Page]


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "picture.png"
    Image.new("RGB", (640, 480), "#2a9d8f").save(path)
    return path


def row(page: Page, name: str) -> object:
    return page.get_by_role("row").filter(has_text=name)


def marked(page: Page) -> None:
    """Leave a mark that a reload would wipe out."""
    page.evaluate("window.notReloaded = true")


def not_reloaded(page: Page) -> bool:
    return bool(page.evaluate("window.notReloaded === true"))


def test_it_shows_what_another_person_adds_edits_and_deletes(sign_in: SignIn, picture: Path) -> None:
    ana, bea = sign_in("ana"), sign_in("bea")
    expect_live(bea)
    marked(bea)

    ana.get_by_role("link", name="Add product").first.click()
    ana.get_by_label("Name").fill("Brass desk lamp")
    ana.get_by_label("Category", exact=True).select_option("home")
    ana.get_by_label("Price").fill("48.50")
    ana.get_by_label("On hand").fill("7")
    ana.locator("input[type=file]").set_input_files(picture)
    ana.get_by_role("button", name="Add product").click()

    lamp = row(bea, "Brass desk lamp")
    expect(lamp).to_be_visible()
    expect(lamp).to_contain_text("$48.50")
    thumbnail = lamp.get_by_role("img").or_(lamp.locator("img")).first
    expect(thumbnail).to_be_visible()
    wait_until(lambda: thumbnail.evaluate("image => image.complete && image.naturalWidth"), what="the picture")

    ana.goto(ana.url.split("/products")[0] + "/")
    row(ana, "Brass desk lamp").get_by_label("Edit Brass desk lamp").click()
    ana.get_by_label("Name").fill("Brass reading lamp")
    ana.get_by_label("On hand").fill("5")
    ana.get_by_role("button", name="Save").click()
    lamp = row(bea, "Brass reading lamp")
    expect(lamp).to_be_visible()
    expect(lamp).to_contain_text("5")
    expect(row(bea, "Brass desk lamp")).to_have_count(0)

    ana.goto(ana.url.split("/products")[0] + "/")
    row(ana, "Brass reading lamp").get_by_label("Delete Brass reading lamp").click()
    ana.get_by_role("alertdialog").or_(ana.get_by_role("dialog")).get_by_role("button", name="Delete").click()
    expect(row(bea, "Brass reading lamp")).to_have_count(0)
    expect(row(ana, "Brass reading lamp")).to_have_count(0)
    assert not_reloaded(bea)


def test_it_stays_correct_while_200_products_are_added(sign_in: SignIn, server: InventoryServer) -> None:
    page = sign_in("bea")
    expect_live(page)
    marked(page)
    with server.api(server.token("ana")) as api:
        for number in range(200):
            product = {"name": f"Crate {number:03}", "category": "other", "price": "9.90", "quantity": number}
            assert api.post("products/", json=product).status_code == 201
        newest = [row["name"] for row in api.get("products/").json()]
    show = page.get_by_role("button", name="show", exact=False)
    if show.count():
        show.first.click()
    expect(main(page).get_by_text("200 products", exact=True)).to_be_visible()
    names = page.get_by_role("row").filter(has_text="Crate")
    expect(names.first).to_contain_text("Crate 199")
    shown = names.all_inner_texts()
    assert [next(name for name in newest if name in line) for line in shown] == newest[: len(shown)]
    assert len(shown) >= 10
    assert not_reloaded(page)


# What could be pressed if the button that shows what is new did not lie over it; and what lies over that button.
COVERED = """(pill, controls) => {
  const over = pill.getBoundingClientRect()
  const isOther = (one) => !pill.contains(one) && !one.contains(pill)
  const under = (x, y) => document.elementsFromPoint(x, y).find(isOther)
  const covered = [...document.querySelectorAll(controls)].filter((one) => {
    const { left, right, top, bottom } = one.getBoundingClientRect()
    const [x, y] = [(Math.max(left, over.left) + Math.min(right, over.right)) / 2,
                    (Math.max(top, over.top) + Math.min(bottom, over.bottom)) / 2]
    const meets = left < over.right && right > over.left && top < over.bottom && bottom > over.top
    return one !== pill && meets && one.contains(under(x, y))
  })
  const front = document.elementFromPoint(over.x + over.width / 2, over.y + over.height / 2)
  return [...covered, ...(pill.contains(front) ? [] : [front])].map((one) => one?.outerHTML.slice(0, 200))
}"""
SCROLL = "(top) => { (document.querySelector('[data-scroll-box]') ?? document.scrollingElement).scrollTop = top }"
SCREENS = {**VIEWPORTS, "narrow": {"width": 320, "height": 640}}
# On a phone it may lie on a name, never on a button; on a desk on nothing in the table.
CONTROLS = "table :is(a, button, input), main li button, nav a, search input"


@pytest.mark.parametrize("viewport", SCREENS.values(), ids=SCREENS)
def test_what_is_new_waits_while_the_list_is_used(
    sign_in: SignIn, server: InventoryServer, viewport: dict[str, int]
) -> None:
    with server.api(server.token("ana")) as api:
        add = {"category": "other", "price": "9.90", "quantity": 7}
        for number in range(30):
            assert api.post("products/", json={"name": f"Crate {number:03}", **add}).status_code == 201
        page = sign_in("ana", viewport=viewport)
        expect_live(page)
        names = page.get_by_role("main").get_by_role("link", name=re.compile("^(Crate|Lamp) "))
        expect(names.first).to_have_text("Crate 029")
        # By keyboard: a pointer would be forgotten when it had rested for a while.
        page.keyboard.press("Tab")
        names.first.focus()
        assert api.post("products/", json={"name": "Lamp 1", **add}).status_code == 201
        pill = page.get_by_role("button", name="1 new · show")
        expect(pill).to_be_visible()
        # It slides in.
        wait_until(lambda: pill.evaluate(COVERED, CONTROLS) == [], what="a button that covers nothing")
        expect(names.first).to_have_text("Crate 029")

        for top in (110, 170, 700):
            page.evaluate(SCROLL, top)
            wait_until(lambda: pill.evaluate(COVERED, CONTROLS) == [], what="a button that covers nothing")
        expect(names.filter(has_text="Crate 029")).not_to_be_in_viewport()
        assert api.post("products/", json={"name": "Lamp 2", **add}).status_code == 201
        pill = page.get_by_role("button", name="2 new · show")
        expect(pill).to_be_in_viewport()
        wait_until(lambda: pill.evaluate(COVERED, CONTROLS) == [], what="a button that covers nothing")
        # Where it is, as a finger does: a click of Playwright's may scroll, and the button then goes elsewhere.
        box = pill.bounding_box()
        assert box
        page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        expect(names.first).to_have_text("Lamp 2")
        expect(names.first).to_be_in_viewport()
        expect(pill).to_have_count(0)


def test_it_follows_the_admin_and_the_shell(sign_in: SignIn, server: InventoryServer) -> None:
    page = sign_in("bea")
    expect_live(page)
    server.shell(
        "from api.models import Product; "
        "Product.objects.create(sku='SHELL-1', name='From the shell', category_id='books', price='3.00')"
    )
    expect(row(page, "From the shell")).to_be_visible()
    server.shell(
        "from api.models import Product; Product.objects.filter(sku='SHELL-1').update(name='Renamed there')"
    )
    expect(row(page, "Renamed there")).to_be_visible()


def test_two_screens_converge_after_the_server_was_killed(sign_in: SignIn, server: InventoryServer) -> None:
    pages = [sign_in("ana"), sign_in("bea")]
    for page in pages:
        expect_live(page)
        marked(page)
    with server.api(server.token("ana")) as api:
        assert (
            api.post(
                "products/", json={"name": "Before the fall", "category": "books", "price": "1.00"}
            ).status_code
            == 201
        )
    for page in pages:
        expect(row(page, "Before the fall")).to_be_visible()

    server.kill()
    for page in pages:
        expect_away(page)
    server.shell(
        "from api.models import Product; "
        "Product.objects.filter(name='Before the fall').update(name='Changed meanwhile'); "
        "Product.objects.create(sku='MEAN-1', name='Made meanwhile', category_id='books', price='3.00')"
    )
    server.start()

    for page in pages:
        expect(row(page, "Changed meanwhile")).to_be_visible()
        expect(row(page, "Made meanwhile")).to_be_visible()
        expect(row(page, "Before the fall")).to_have_count(0)
        expect_live(page)
        assert not_reloaded(page)
