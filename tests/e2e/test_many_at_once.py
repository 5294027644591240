"""Many products at once, chosen in the list; views of the list under a name; prices in their rows."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from places import chosen, expect_live, main, told
from playwright.sync_api import Locator, Page, expect

from servers import InventoryServer, wait_until

pytestmark = pytest.mark.browser
SignIn = Callable[..., Page]

PHONE = {"width": 390, "height": 844}


def stock(
    server: InventoryServer, count: int, name: str = "Bolt", *, owner: str = "ana", on_hand: int = 10
) -> None:
    """Put in *count* products of *owner*."""
    server.shell(
        "from django.contrib.auth.models import User; from api.models import Product; "
        f"owner = User.objects.get(username='{owner}'); "
        f"Product.objects.bulk_create([Product(sku=f'{name.upper()}-{{n}}', name=f'{name} {{n:04}}', "
        f"category_id='other', price=2, quantity={on_hand}, created_by=owner) for n in range({count})])"
    )


def quantities(server: InventoryServer) -> dict[int, int]:
    """How many products have which quantity."""
    return dict(server.query("SELECT quantity, COUNT(*) FROM api_product GROUP BY quantity"))


def live(page: Page) -> Page:
    expect_live(page)
    return page


def select_all(page: Page, count: str) -> None:
    # Not `check`: as more rows are loaded at that moment, the box says that some are selected.
    page.get_by_role("checkbox", name="Select all loaded products").click()
    chosen(page).get_by_role("button", name=f"Select all {count} matches").click()


def add_to_each(page: Page, amount: int) -> Locator:
    """Adjust what is selected. Returns the dialog."""
    chosen(page).get_by_role("button", name="Adjust").click()
    question = page.get_by_role("dialog")
    question.get_by_label("How many each").fill(str(amount))
    question.get_by_label("How many each").press("Enter")
    return question


def test_it_adjusts_all_that_match_and_lists_what_was_refused(sign_in: SignIn, server: InventoryServer) -> None:
    stock(server, 230)
    stock(server, 3, "Nut", owner="bea")
    ana, bea = live(sign_in("ana", path="/?sort=name")), live(sign_in("bea", path="/?sort=name"))

    select_all(ana, "233")
    question = add_to_each(ana, 5)
    expect(ana.get_by_role("dialog", name="Finished")).to_be_visible()
    refused = question.get_by_role("region", name="Skipped products").get_by_role("row")
    expect(refused).to_have_count(4)
    expect(refused.nth(1)).to_contain_text(re.compile("Nut 000[0-2]NUT-"))
    with ana.expect_download() as download:
        question.get_by_role("button", name="Download CSV").click()
    assert download.value.path().read_text("utf-8-sig").splitlines()[0] == '"SKU","Name","Reason"'
    assert quantities(server) == {15: 230, 10: 3}

    question.get_by_role("button", name="Close").click()
    expect(chosen(ana)).to_have_count(0)
    expect(bea.get_by_role("row").filter(has_text="Bolt 0000")).to_contain_text("15")


# The bar has one line on a desk, two on a phone, and three on a small phone.
@pytest.mark.parametrize("width", [320, 360, 375, 390, 720, 1440])
def test_a_toast_stands_above_the_bar_of_what_is_selected(
    sign_in: SignIn, server: InventoryServer, width: int
) -> None:
    stock(server, 60)
    server.shell(
        "from django.contrib.auth.models import Group, User; from api.models import Product; "
        "User.objects.get(username='bea').groups.add(Group.objects.get(name='Stock keepers')); "
        "Product.objects.filter(name='Bolt 0000').update(reorder_level=9)"
    )
    page = live(sign_in("ana", path="/?sort=name", viewport={"width": width, "height": 800}))
    if width < 700:
        page.get_by_role("button", name="List options").click()
        page.get_by_role("button", name="Select products").click()
        page.get_by_role("checkbox", name="Select Bolt 0001").check()
    else:
        page.get_by_role("checkbox", name="Select all loaded products").click()
    expect(chosen(page)).to_be_visible()
    ((bolt,),) = server.query("SELECT id FROM api_product WHERE name = 'Bolt 0000'")
    with server.api(server.token("bea")) as api:
        answer = api.post(f"products/{bolt}/adjust/", json={"delta": -5, "reason": "sale"})
        assert answer.status_code in (200, 201), answer.text
    toast = page.locator("[data-sonner-toast]")
    expect(toast).to_contain_text("Bolt 0000")
    # It slides in.
    wait_until(lambda: bottom_of(toast) <= top_of(chosen(page)), what="the toast above the bar", seconds=5)


def top_of(one: Locator) -> float:
    box = one.bounding_box()
    assert box
    return box["y"]


def bottom_of(one: Locator) -> float:
    box = one.bounding_box()
    assert box
    return box["y"] + box["height"]


def test_nothing_is_done_twice_when_the_server_dies_in_the_middle(
    sign_in: SignIn, server: InventoryServer
) -> None:
    stock(server, 9_000)
    ana = live(sign_in("ana"))
    select_all(ana, "9,000")
    question = add_to_each(ana, 1)
    # As soon as it shows: an expectation looks again only after a while.
    question.get_by_text(re.compile(r"^[1-9],?\d* of 9,000$")).wait_for()
    server.kill()
    expect(ana.get_by_role("dialog", name="Connection lost")).to_be_visible()
    before = quantities(server)
    assert set(before) == {10, 11}, "some are done and some are not"

    server.start()
    question.get_by_role("button", name="Try again").click()
    expect(told(ana, "9,000 products updated")).to_be_visible()
    assert quantities(server) == {11: 9_000}


# From within the page: whoever comes from outside may come when it has ended.
STOP_ONCE_IT_GOES = r"""() => {
  new MutationObserver((_, observer) => {
    const dialog = document.querySelector('[role=dialog], [role=alertdialog]')
    if (!/[1-9][\d,]* of 3,000/.test(dialog?.textContent ?? '')) return
    observer.disconnect()
    for (const button of dialog.querySelectorAll('button')) if (button.textContent === 'Stop') button.click()
  }).observe(document.body, { subtree: true, childList: true, characterData: true })
}"""


def test_it_stops_when_told_to(sign_in: SignIn, server: InventoryServer) -> None:
    stock(server, 3_000)
    ana = live(sign_in("ana"))
    select_all(ana, "3,000")
    chosen(ana).get_by_role("button", name="Set category").click()
    question = ana.get_by_role("dialog")
    question.get_by_label("Category").select_option("home")
    ana.evaluate(STOP_ONCE_IT_GOES)
    question.get_by_role("button", name="Set for 3,000 products").click()
    expect(ana.get_by_role("dialog", name="Stopped")).to_be_visible()
    done = "SELECT COUNT(*) FROM api_product WHERE category_id = 'home'"
    question.get_by_role("button", name="Continue").click()
    expect(told(ana, "3,000 products updated")).to_be_visible()
    assert server.query(done) == [(3_000,)]


def test_it_undoes_what_was_done_from_another_page(sign_in: SignIn, server: InventoryServer) -> None:
    stock(server, 230)
    ana, bea = live(sign_in("ana", path="/?sort=name")), live(sign_in("bea", path="/?sort=name"))
    select_all(ana, "230")
    add_to_each(ana, 5)
    expect(told(ana, "230 products updated")).to_be_visible()
    assert quantities(server) == {15: 230}

    ana.get_by_role("link", name="History").click()
    expect(ana.get_by_role("heading", name="History")).to_be_visible()
    ana.get_by_role("region", name=re.compile("Notifications")).get_by_role("button", name="Undo").click()
    expect(told(ana, "Undid changes to 230 products")).to_be_visible()
    # The toast that the dialog was opened from is gone.
    expect(ana.locator("#main")).to_be_focused()
    assert quantities(server) == {10: 230}
    expect(bea.get_by_role("row").filter(has_text="Bolt 0000")).to_contain_text("10")
    assert "The ledger adds up" in server.manage("check_ledger")


def test_it_undoes_a_run_that_was_stopped(sign_in: SignIn, server: InventoryServer) -> None:
    stock(server, 3_000)
    ana = live(sign_in("ana"))
    select_all(ana, "3,000")
    chosen(ana).get_by_role("button", name="Deactivate").click()
    question = ana.get_by_role("alertdialog")
    ana.evaluate(STOP_ONCE_IT_GOES)
    question.get_by_role("button", name="Deactivate 3,000 products").click()
    expect(ana.get_by_role("alertdialog", name="Stopped")).to_be_visible()
    question.get_by_role("button", name="Undo").click()
    expect(told(ana, "Undid changes to")).to_be_visible()
    assert server.query("SELECT COUNT(*) FROM api_product WHERE NOT is_active") == [(0,)]


def test_it_selects_and_deletes_by_keyboard(sign_in: SignIn, server: InventoryServer) -> None:
    stock(server, 4)
    ana = live(sign_in("ana", path="/?sort=name"))
    expect(ana.get_by_role("checkbox", name="Select Bolt 0000")).to_be_visible()
    # One at a time: keys that follow each other like a scanner's are a code.
    for number in (0, 1, 2):
        ana.keyboard.press("j")
        expect(ana.locator(f"tr[data-index='{number}']")).to_be_focused()
        if number != 1:
            ana.keyboard.press("x")
            expect(ana.get_by_role("checkbox", name=f"Select Bolt 000{number}")).to_be_checked()
    expect(chosen(ana)).to_contain_text("2 selected")
    chosen(ana).get_by_role("button", name="Adjust").focus()
    for name in ("Set category", "Activate", "Deactivate", "Print labels", "Delete"):
        ana.keyboard.press("ArrowRight")
        expect(chosen(ana).get_by_role("button", name=name, exact=True)).to_be_focused()
    ana.keyboard.press("Enter")
    expect(ana.get_by_role("alertdialog", name="Delete 2 products?")).to_contain_text("Bolt 0000")
    ana.keyboard.press("Tab")
    ana.keyboard.press("Enter")
    expect(told(ana, "2 products deleted")).to_be_visible()
    left = server.query("SELECT name FROM api_product ORDER BY name")
    assert left == [("Bolt 0001",), ("Bolt 0003",)]


def test_a_selected_product_that_is_deleted_elsewhere_leaves_the_selection(
    sign_in: SignIn, server: InventoryServer
) -> None:
    stock(server, 3)
    ana = live(sign_in("ana", path="/?sort=name"))
    ana.get_by_role("checkbox", name="Select Bolt 0000").check()
    ana.get_by_role("checkbox", name="Select Bolt 0002").click(modifiers=["Shift"])
    expect(chosen(ana)).to_contain_text("3 selected")
    with server.api(server.token("ana")) as api:
        first: dict[str, Any] = api.get("products/", params={"ordering": "name"}).json()[0]
        api.delete(f"products/{first['id']}/")
    expect(chosen(ana)).to_contain_text("2 selected")
    ana.keyboard.press("Escape")
    expect(chosen(ana)).to_have_count(0)


def test_it_selects_on_a_phone(sign_in: SignIn, server: InventoryServer) -> None:
    stock(server, 3)
    ana = live(sign_in("ana", viewport=PHONE, has_touch=True))
    ana.get_by_role("button", name="List options").click()
    ana.get_by_role("button", name="Select products").click()
    ana.get_by_role("checkbox", name="Select Bolt 0001").check()
    chosen(ana).get_by_role("button", name="Deactivate").click()
    ana.get_by_role("alertdialog").get_by_role("button", name="Deactivate 1 product").click()
    expect(told(ana, "1 product updated")).to_be_visible()
    assert server.query("SELECT name FROM api_product WHERE NOT is_active") == [("Bolt 0001",)]
    assert ana.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


def test_a_view_is_saved_and_passed_on(sign_in: SignIn, server: InventoryServer) -> None:
    stock(server, 2)
    stock(server, 2, "Nut", on_hand=0)
    ana = live(sign_in("ana", path="/?search=nut&sort=-price&status=out"))
    ana.get_by_role("button", name="Save view").click()
    ana.get_by_label("Name").fill("Nuts to buy")
    ana.get_by_label("Name").press("Enter")
    tab = ana.get_by_role("navigation", name="Views", exact=True).get_by_role("link", name="Nuts to buy")
    expect(tab).to_have_attribute("aria-current", "page")
    ana.get_by_role("link", name=re.compile("^All")).click()
    expect(main(ana).get_by_text("4 products", exact=True)).to_be_visible()
    # What is not shown stands in the sidebar.
    ana.get_by_role("link", name="Nuts to buy").filter(visible=True).click()
    expect(main(ana).get_by_text("2 products", exact=True)).to_be_visible()
    slug = re.search(r"view=([\w-]+)", ana.url)
    assert slug

    bea = live(sign_in("bea", path=f"/views/{slug[1]}"))
    expect(bea.get_by_role("link", name=re.compile("^ana.s view: Nuts to buy$"))).to_have_attribute(
        "aria-current", "page"
    )
    expect(main(bea).get_by_text("2 products", exact=True)).to_be_visible()
    bea.get_by_role("button", name="Save as mine").click()
    bea.get_by_role("dialog").get_by_role("button", name="Save").click()
    expect(
        bea.get_by_role("navigation", name="Views", exact=True).get_by_role("link", name="Nuts to buy")
    ).to_have_attribute("aria-current", "page")
    bea.reload()
    expect(
        bea.get_by_role("navigation", name="Views", exact=True).get_by_role("link", name="Nuts to buy")
    ).to_have_attribute("aria-current", "page")


def test_a_price_is_changed_in_its_row_and_never_silently_over_another(
    sign_in: SignIn, server: InventoryServer
) -> None:
    stock(server, 1)
    ana = live(sign_in("ana"))
    ana.get_by_role("button", name="$2.00, change the price of Bolt 0000").click()
    field = ana.get_by_role("textbox", name="Price")
    field.fill("2,5")
    field.press("Enter")
    price = ana.get_by_role("button", name="$2.50, change the price of Bolt 0000")
    expect(price).to_be_focused()

    ana.keyboard.press("Enter")
    field.fill("9")
    with server.api(server.token("ana")) as api:
        [product] = api.get("products/").json()
        assert api.patch(f"products/{product['id']}/", json={"price": "3.00"}).status_code == 200
    expect(ana.get_by_role("dialog").get_by_text("Now $3.00")).to_be_visible()
    expect(field).to_have_value("9")
    field.press("Enter")
    question = ana.get_by_role("alertdialog", name="Which price is right?")
    question.get_by_role("button", name="Set to $9.00 anyway").click()
    expect(ana.get_by_role("button", name="$9.00, change the price of Bolt 0000")).to_be_visible()
    wait_until(lambda: server.query("SELECT price FROM api_product") == [(9,)], what="the price")
