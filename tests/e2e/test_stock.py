"""Stock under two pairs of hands: nothing is lost, nothing is silently overwritten, and everybody sees it."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from places import expect_live, main, told
from playwright.sync_api import Locator, Page, expect

from servers import InventoryServer, wait_until

pytestmark = pytest.mark.browser
SignIn = Callable[..., Page]

# What the screen writes before a number that was taken away; as wide as a plus, unlike the hyphen.
MINUS = "\N{MINUS SIGN}"
PHONE = {"width": 390, "height": 844}

WORKER_IN_CONTROL = """() => new Promise((resolve) => {
  const { serviceWorker } = navigator
  if (serviceWorker.controller) resolve()
  else serviceWorker.addEventListener('controllerchange', () => resolve(), { once: true })
})"""


@pytest.fixture
def mug(server: InventoryServer) -> dict[str, Any]:
    """Ana's mug, 42 on hand; bea keeps the stock and may move it too."""
    server.shell(
        "from django.contrib.auth.models import Group, User; "
        "User.objects.get(username='bea').groups.add(Group.objects.get(name='Stock keepers'))"
    )
    with server.api(server.token("ana")) as api:
        draft = {"name": "Blue mug", "category": "home", "price": "8.50", "quantity": 42, "reorder_level": 10}
        product: dict[str, Any] = api.post("products/", json=draft).json()
    return product


def stock(server: InventoryServer, product: dict[str, Any]) -> int:
    with server.api(server.token("ana")) as api:
        return int(api.get(f"products/{product['id']}/").json()["quantity"])


def deltas(server: InventoryServer, product: dict[str, Any]) -> list[int]:
    """The movements of the product, oldest first, but for the first stock."""
    with server.api(server.token("ana")) as api:
        movements = api.get(f"products/{product['id']}/movements/").json()
    return [movement["delta"] for movement in reversed(movements)][1:]


def live(page: Page) -> Page:
    expect_live(page)
    return page


def number(page: Page, quantity: int) -> Locator:
    return page.get_by_role("button", name=f"{quantity} on hand, change Blue mug")


def open_editor(page: Page, quantity: int, mode: str) -> Locator:
    number(page, quantity).click()
    editor = page.get_by_role("dialog")
    editor.get_by_role("button", name="More…").click()
    editor.locator("label", has_text=re.compile(f"^{mode}$")).click()
    return editor


def test_it_counts_both_when_two_people_press_at_once(
    sign_in: SignIn, server: InventoryServer, mug: dict[str, Any]
) -> None:
    ana, bea = live(sign_in("ana")), live(sign_in("bea", viewport=PHONE))
    expect(number(bea, 42)).to_be_visible()
    # Presses within 0.6 s make one movement: as one quick burst each, however slow the machine is.
    ana.get_by_role("button", name="Remove one Blue mug").click(click_count=3)
    bea.get_by_role("button", name="Add one Blue mug").click(click_count=4)
    for page in (ana, bea):
        expect(number(page, 43)).to_be_visible()
    wait_until(lambda: stock(server, mug) == 43, what="both movements")
    assert sorted(deltas(server, mug)) == [-3, 4]


def test_it_shows_what_the_other_one_did(sign_in: SignIn, server: InventoryServer, mug: dict[str, Any]) -> None:
    ana, bea = live(sign_in("ana")), live(sign_in("bea"))
    editor = open_editor(ana, 42, "Remove")
    editor.get_by_label("How many").fill("3")
    expect(editor.get_by_text("39", exact=True)).to_be_visible()
    editor.locator("label", has_text="Sale").first.click()
    editor.get_by_role("button", name="Remove 3").click()
    expect(main(bea).get_by_title(f"{MINUS}3 sale · ana")).to_be_visible()
    expect(number(bea, 39)).to_be_visible()


def test_it_asks_before_a_number_is_set_over_another(
    sign_in: SignIn, server: InventoryServer, mug: dict[str, Any]
) -> None:
    ana, bea = live(sign_in("ana")), live(sign_in("bea"))
    editor = open_editor(ana, 42, "Set to")
    editor.get_by_label("Number on hand").fill("40")

    bea.get_by_role("button", name="Remove one Blue mug").click(click_count=3)
    expect(editor.get_by_text(f"Now 39 · {MINUS}3 sale · bea")).to_be_visible()
    expect(editor.get_by_label("Number on hand")).to_have_value("40")
    editor.get_by_role("button", name="Set to 40").click()

    question = ana.get_by_role("alertdialog")
    expect(question).to_contain_text("You saw42")
    expect(question).to_contain_text("Now on hand39")
    expect(question).to_contain_text("bea")
    assert deltas(server, mug) == [-3], "nothing is written before the person has chosen"

    question.get_by_role("button", name=re.compile("Apply my")).click()
    expect(number(ana, 37)).to_be_visible()
    expect(number(bea, 37)).to_be_visible()
    assert deltas(server, mug) == [-3, -2]


def test_the_number_is_a_field(sign_in: SignIn, server: InventoryServer, mug: dict[str, Any]) -> None:
    ana, bea = live(sign_in("ana")), live(sign_in("bea", viewport=PHONE))
    for page, typed, becomes in ((ana, "40", 40), (ana, "+5", 45), (bea, "-3", 42), (bea, "12", 12)):
        page.get_by_role("button", name=re.compile("on hand, change Blue mug")).click()
        field = page.get_by_role("textbox", name="Number on hand")
        expect(field).to_be_focused()
        field.fill(typed)
        field.press("Enter")
        for other in (ana, bea):
            expect(number(other, becomes)).to_be_visible()
    with server.api(server.token("ana")) as api:
        movements = api.get(f"products/{mug['id']}/movements/").json()
    assert [(movement["delta"], movement["reason"]) for movement in reversed(movements)][1:] == [
        (-2, "count"),
        (5, "receive"),
        (-3, "sale"),
        (-30, "count"),
    ]


def test_a_tap_is_a_sale_until_it_is_said_to_be_something_else(
    sign_in: SignIn, server: InventoryServer, mug: dict[str, Any]
) -> None:
    ana = live(sign_in("ana"))
    ana.get_by_role("button", name="Remove one Blue mug").click()
    reason = ana.get_by_role("combobox", name="Reason for Blue mug")
    expect(reason).to_have_value("sale")
    reason.select_option("damage")
    wait_until(lambda: deltas(server, mug) == [-1, 1, -1], what="the movement to be recorded anew")
    expect(ana.get_by_role("combobox", name="Reason for Blue mug")).to_have_value("damage")
    expect(number(ana, 41)).to_be_visible()
    with server.api(server.token("ana")) as api:
        newest = api.get(f"products/{mug['id']}/movements/").json()[0]
    assert newest["reason"] == "damage"


def test_it_undoes_from_the_toast_and_by_keyboard(
    sign_in: SignIn, server: InventoryServer, mug: dict[str, Any]
) -> None:
    ana = live(sign_in("ana"))
    ana.get_by_role("button", name="Add one Blue mug").click()
    ana.get_by_role("button", name="Undo").click()
    expect(told(ana, "Blue mug +1 undone")).to_be_visible()
    expect(number(ana, 42)).to_be_visible()

    ana.get_by_role("button", name="Remove one Blue mug").click()
    # The button of the first one is still on its way out.
    expect(told(ana, f"Blue mug {MINUS}1", exact=True)).to_be_visible()
    undo = ana.get_by_role("button", name="Undo")
    expect(undo).to_have_count(1)
    ana.keyboard.press("Alt+t")
    for _ in range(6):
        if undo.evaluate("button => button === document.activeElement"):
            break
        ana.keyboard.press("Tab")
    ana.keyboard.press("Enter")
    expect(told(ana, f"Blue mug {MINUS}1 undone")).to_be_visible()
    wait_until(lambda: deltas(server, mug) == [1, -1, -1, 1], what="both reverts")


def test_taps_are_not_lost_when_the_page_is_left(
    sign_in: SignIn, server: InventoryServer, mug: dict[str, Any]
) -> None:
    ana = live(sign_in("ana"))
    # As at every visit but the first, the worker that keeps the app is there. It must not stand in the way.
    ana.evaluate(WORKER_IN_CONTROL)
    ana.get_by_role("button", name="Add one Blue mug").click(click_count=2)
    ana.goto("about:blank")
    wait_until(lambda: deltas(server, mug) == [2], what="the taps")


def test_the_ledger_follows_by_itself(sign_in: SignIn, server: InventoryServer, mug: dict[str, Any]) -> None:
    bea = sign_in("bea", path="/movements")
    live(bea)
    rows = bea.get_by_role("table", name="History").get_by_role("row")
    expect(rows).to_have_count(2)
    bea.evaluate("window.notReloaded = true")
    with server.api(server.token("ana")) as api:
        url = f"products/{mug['id']}/adjust/"
        assert api.post(url, json={"delta": -33, "reason": "sale"}).status_code == 201
        expect(rows).to_have_count(3)
        expect(rows.nth(1)).to_contain_text(re.compile(f"Blue mug.*{MINUS}33.*9.*Sale.*ana"))
        # Bea may do something about it, and is told.
        expect(told(bea, "Blue mug is low")).to_be_visible()
        expect(bea.get_by_role("button", name="Stock alerts, 1 new")).to_be_visible()
        assert api.delete(f"products/{mug['id']}/").status_code == 204
    expect(rows.nth(1)).to_contain_text("Blue mug deleted")
    assert bea.evaluate("window.notReloaded === true")


def test_it_reverts_in_the_timeline_and_exports(
    sign_in: SignIn, server: InventoryServer, mug: dict[str, Any], tmp_path: Path
) -> None:
    ana = sign_in("ana", path=f"/products/{mug['id']}")
    live(ana)
    ana.get_by_role("button", name="Remove one Blue mug").click()
    entries = ana.get_by_role("list", name="History").get_by_role("listitem")
    expect(entries).to_have_count(3)  # with "Added to the inventory"
    expect(ana.get_by_role("img", name=re.compile("41 now"))).to_be_visible()
    ana.get_by_role("button", name=f"Revert {MINUS}1 of Blue mug").click()
    ana.get_by_role("dialog").get_by_role("button", name="Revert", exact=True).click()
    expect(entries).to_have_count(4)
    expect(entries.nth(1)).to_contain_text("Reverted")
    wait_until(lambda: stock(server, mug) == 42, what="the revert")

    ana.get_by_role("link", name="Filter and export").click()
    with ana.expect_download() as download:
        ana.get_by_role("button", name="Export as CSV").click()
    path = tmp_path / "movements.csv"
    download.value.save_as(path)
    assert len(path.read_text().strip().splitlines()) == 4


def test_an_outsider_sees_the_number_and_no_buttons(
    sign_in: SignIn, server: InventoryServer, mug: dict[str, Any]
) -> None:
    server.shell("from django.contrib.auth.models import User; User.objects.get(username='bea').groups.clear()")
    bea = live(sign_in("bea"))
    row = bea.get_by_role("row").filter(has_text="Blue mug")
    expect(row).to_contain_text("42")
    expect(row.get_by_role("button")).to_have_count(0)


def test_stock_is_not_changed_while_the_server_is_away(
    sign_in: SignIn, server: InventoryServer, mug: dict[str, Any]
) -> None:
    ana = live(sign_in("ana"))
    plus = ana.get_by_role("button", name="Add one Blue mug")
    expect(plus).to_be_visible()
    server.kill()
    expect(plus).to_have_attribute("aria-disabled", "true")
    expect(plus).to_have_attribute("title", re.compile("Can’t reach the server"))
    plus.click(force=True)
    expect(number(ana, 42)).to_be_visible()
    server.start()
    expect_live(ana)
    plus.click()
    expect(number(ana, 43)).to_be_visible()
