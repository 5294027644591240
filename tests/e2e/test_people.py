"""From an empty server to colleagues with roles: links, what a viewer sees, and rights that change meanwhile."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from places import expect_live, main, told
from playwright.sync_api import Browser, BrowserContext, Page, expect

from servers import PASSWORD, InventoryServer, wait_until

pytestmark = pytest.mark.browser
SignIn = Callable[..., Page]

DEVICES = {
    "desk": {"viewport": {"width": 1440, "height": 900}},
    "phone": {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True},
}
SET_UP_LINK = re.compile(r"http://\S+/join#\S+")
BOARD = {"name": "Walnut cutting board", "category": "home", "price": "34.00", "quantity": 18}


@pytest.fixture
def empty_server(tmp_path: Path) -> Iterator[InventoryServer]:
    """A server without accounts, as somebody finds it who has just installed it."""
    server = InventoryServer(tmp_path)
    server.start()
    yield server
    server.kill()


@pytest.fixture
def newcomer(browser: Browser) -> Iterator[Callable[..., Page]]:
    """A page of a browser that nobody has used here."""
    contexts: list[BrowserContext] = []

    def make(**options: object) -> Page:
        contexts.append(browser.new_context(**options))  # type: ignore[arg-type]
        return contexts[-1].new_page()

    yield make
    for context in contexts:
        context.close()


@pytest.mark.parametrize("device", DEVICES)
def test_a_newcomers_path_from_the_set_up_link_to_rights_that_come_and_go(
    empty_server: InventoryServer, newcomer: Callable[..., Page], device: str
) -> None:
    boss, colleague = newcomer(**DEVICES["desk"]), newcomer(**DEVICES[device])

    # The link that the server has printed makes the first account, and works once.
    printed = wait_until(lambda: SET_UP_LINK.search(empty_server.log), what="the set-up link")
    boss.goto(printed.group())
    expect(boss.get_by_role("heading", name="Set up LR Inventory")).to_be_visible()
    fill_in_account(boss, "anna", button="Create account")
    expect_live(boss)
    colleague.goto(printed.group())
    expect(colleague.get_by_text("no longer works")).to_be_visible()

    with empty_server.api(empty_server.token("anna")) as api:
        board = api.post("products/", json=BOARD).json()
    link = invite(boss, "Viewer")

    # Who joins sees the product, no button, and whom to ask.
    colleague.goto(link)
    expect(colleague.get_by_text("anna invited you to join as a viewer.")).to_be_visible()
    fill_in_account(colleague, "ben", button="Join")
    expect_live(colleague)
    page = main(colleague)
    expect(page.get_by_role("link", name=BOARD["name"])).to_be_visible()
    expect(page.get_by_text("You can look. Ask anna for access.")).to_be_visible()
    expect_no_buttons(colleague)
    # A load of this page would take the mark away.
    colleague.evaluate("window.isTheSamePage = true")

    # Promoted while they look: the buttons appear.
    boss.reload()
    boss.get_by_label("Role of ben").focus()
    boss.get_by_label("Role of ben").select_option("manager")
    expect(boss.get_by_label("Role of ben")).to_have_value("manager")
    expect(page.get_by_role("button", name=f"on hand, change {BOARD['name']}")).to_be_visible()
    expect(colleague.get_by_role("link", name=re.compile("^Add")).first).to_be_visible()
    expect(page.get_by_text("Ask anna for access.")).to_have_count(0)
    expect(boss.get_by_label("Role of ben")).to_be_focused()

    # They work.
    page.get_by_role("button", name=f"Add one {BOARD['name']}").click()
    in_stock = "SELECT quantity FROM api_product"
    wait_until(lambda: empty_server.query(in_stock) == [(BOARD["quantity"] + 1,)], what="the tap to be stored")

    # Demoted: they go, and the server refuses what is tried all the same.
    boss.get_by_label("Role of ben").select_option("viewer")
    expect(page.get_by_text("You can look. Ask anna for access.")).to_be_visible()
    expect_no_buttons(colleague)
    assert colleague.evaluate("window.isTheSamePage") is True
    with empty_server.api(empty_server.token("ben")) as api:
        assert api.post(f"products/{board['id']}/adjust/", json={"delta": -1}).status_code == 403
    assert empty_server.query(in_stock) == [(BOARD["quantity"] + 1,)]


def test_a_reset_link_sets_a_new_password_once(
    sign_in: SignIn, newcomer: Callable[..., Page], server: InventoryServer
) -> None:
    root, ana = sign_in("root", path="/settings/people"), newcomer()
    root.get_by_role("button", name="More actions for ana").click()
    root.get_by_role("menuitem", name="Reset link").click()
    root.get_by_role("button", name="Create link").click()
    link = root.get_by_label("Link", exact=True).input_value()

    ana.goto(link)
    expect(ana.get_by_text("For ana.")).to_be_visible()
    ana.get_by_label("New password", exact=True).fill("battery-staple-7")
    ana.get_by_role("button", name="Save password").click()
    ana.get_by_role("link", name="Sign in").click()
    for password in (PASSWORD, "battery-staple-7"):
        ana.get_by_label("Username").fill("ana")
        ana.get_by_label("Password", exact=True).fill(password)
        ana.get_by_role("button", name="Sign in").click()
        if password == PASSWORD:
            expect(ana.get_by_role("alert")).to_be_visible()
    expect_live(ana)

    again = newcomer()
    again.goto(link)
    expect(again.get_by_text("This link no longer works")).to_be_visible()
    assert link.split("#")[1] not in server.log


def test_a_new_password_signs_the_other_devices_out_and_this_one_goes_on(
    sign_in: SignIn, server: InventoryServer
) -> None:
    there, here = sign_in("ana"), sign_in("ana", path="/account")
    expect(here.get_by_role("list", name="Devices").get_by_role("listitem")).to_have_count(2)
    here.get_by_label("Current password", exact=True).fill(PASSWORD)
    here.get_by_label("New password", exact=True).fill("battery-staple-7")
    here.get_by_role("button", name="Change password").click()
    expect(told(here, "Password changed")).to_be_visible()

    expect(there.get_by_role("heading", name="Sign in")).to_be_visible()
    expect(here.get_by_role("list", name="Devices").get_by_role("listitem")).to_have_count(1)
    here.reload()
    expect_live(here)


def test_a_device_is_signed_out_from_another(sign_in: SignIn) -> None:
    there, here = sign_in("ana"), sign_in("ana", path="/account")
    here.get_by_role("button", name=re.compile("^Sign out of")).click()
    expect(there.get_by_role("heading", name="Sign in")).to_be_visible()
    expect(here.get_by_role("button", name=re.compile("^Sign out of"))).to_have_count(0)
    expect_live(here)


def test_an_account_is_deleted_and_its_products_stay(sign_in: SignIn, server: InventoryServer) -> None:
    with server.api(server.token("ana")) as api:
        api.post("products/", json=BOARD)
    page = sign_in("ana", path="/account")
    page.get_by_role("button", name="Delete my account").click()
    dialog = page.get_by_role("dialog", name="Delete your account?")
    dialog.get_by_label("Confirm with your password", exact=True).fill("not the password")
    dialog.get_by_role("button", name="Delete account").click()
    expect(dialog.locator("[aria-invalid=true]")).to_be_visible()
    dialog.get_by_label("Confirm with your password", exact=True).fill(PASSWORD)
    dialog.get_by_role("button", name="Delete account").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    assert server.query("SELECT count(*) FROM auth_user WHERE username = 'ana'") == [(0,)]
    assert server.query("SELECT name, created_by_id FROM api_product") == [(BOARD["name"], None)]


def fill_in_account(page: Page, username: str, *, button: str) -> None:
    page.get_by_label("Username").fill(username)
    page.get_by_label("Email").fill(f"{username}@shop.example")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name=button).click()


def invite(page: Page, role: str) -> str:
    """Invite somebody by way of the sidebar. Returns the link."""
    page.get_by_role("link", name="Settings").click()
    page.get_by_role("button", name="Invite").click()
    page.get_by_role("radio", name=re.compile(f"^{role}")).check()
    page.get_by_role("button", name="Create link").click()
    link = page.get_by_label("Link", exact=True).input_value()
    page.get_by_role("button", name="Done").click()
    return link


def expect_no_buttons(page: Page) -> None:
    """Nothing that adds, selects or changes."""
    inside = main(page)
    expect(inside.get_by_role("button", name=f"on hand, change {BOARD['name']}")).to_have_count(0)
    expect(inside.get_by_role("checkbox")).to_have_count(0)
    expect(page.get_by_role("link", name=re.compile("^Add"))).to_have_count(0)
