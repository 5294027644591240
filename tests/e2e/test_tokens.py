"""A screen on a wall from its token to its end, and a category that changes under people's eyes."""

from collections.abc import Callable, Iterator

import pytest
from places import expect_live, main
from playwright.sync_api import Browser, BrowserContext, Page, expect

from servers import InventoryServer

pytestmark = pytest.mark.browser
SignIn = Callable[..., Page]
BOARD = {"name": "Walnut cutting board", "category": "home", "price": "34.00", "quantity": 18}


@pytest.fixture
def wall(browser: Browser) -> Iterator[Page]:
    """A browser that nobody has signed in to."""
    context: BrowserContext = browser.new_context(viewport={"width": 1920, "height": 1080})
    yield context.new_page()
    context.close()


def test_a_service_account_shows_the_stock_on_a_wall_until_its_token_is_deleted(
    sign_in: SignIn, server: InventoryServer, wall: Page
) -> None:
    with server.api(server.token("ana")) as api:
        board = api.post("products/", json=BOARD).json()
    boss = sign_in("root", path="/settings/people")

    boss.get_by_role("button", name="New service account").click()
    dialog = boss.get_by_role("dialog", name="New service account")
    dialog.get_by_label("Name", exact=True).fill("wall")
    dialog.get_by_role("button", name="Create account").click()
    tokens = boss.get_by_role("dialog", name="Tokens of wall")
    tokens.get_by_role("button", name="New token").click()
    form = boss.get_by_role("dialog", name="New token for wall")
    form.get_by_label("Name", exact=True).fill("By the door")
    form.get_by_role("button", name="Create token").click()
    link = boss.get_by_label("Link for a wall screen", exact=True).input_value()
    boss.get_by_role("button", name="Done").click()

    # Nobody signs in, nothing can be pressed, and the stock follows.
    wall.goto(link)
    expect(wall.get_by_text(BOARD["name"])).to_be_visible()
    expect(wall.get_by_text("Live", exact=True)).to_be_visible()
    expect(wall.get_by_role("cell", name="18", exact=True)).to_be_visible()
    assert wall.locator("a, button, input, select, textarea").count() == 0
    with server.api(server.token("ana")) as api:
        api.post(f"products/{board['id']}/adjust/", json={"delta": -5, "reason": "sale"})
    expect(wall.get_by_role("cell", name="13", exact=True)).to_be_visible()
    secret = link.partition("token=")[2]
    with server.api(secret) as api:
        refused = api.post(f"products/{board['id']}/adjust/", json={"delta": 1, "reason": "count"})
        assert (refused.status_code, refused.json()["code"]) == (403, "scope")

    # It is in no log, and gone when it is deleted.
    assert secret[4:] not in server.log
    tokens.get_by_role("button", name="Delete the token By the door").click()
    boss.get_by_role("alertdialog").get_by_role("button", name="Delete").click()
    expect(wall.get_by_role("heading", name="This screen’s token no longer works")).to_be_visible()


def test_a_change_by_a_program_says_so(sign_in: SignIn, server: InventoryServer) -> None:
    with server.api(server.token("ana")) as api:
        board = api.post("products/", json=BOARD).json()
        made = api.post("tokens/", json={"name": "Label printer", "scopes": ["stock"]}).json()
    page = sign_in("bea", path="/movements")
    expect_live(page)
    with server.api(made["token"]) as api:
        api.post(f"products/{board['id']}/adjust/", json={"delta": -5, "reason": "sale"})
    expect(main(page).get_by_text("ana via Label printer")).to_be_visible()


def test_a_category_is_renamed_and_merged_under_the_eyes_of_others(
    sign_in: SignIn, server: InventoryServer
) -> None:
    with server.api(server.token("ana")) as api:
        api.post("products/", json=BOARD)
    boss, ana = sign_in("root", path="/settings/categories"), sign_in("ana")
    row = main(ana).get_by_role("row").filter(has_text=BOARD["name"])
    expect(row).to_contain_text("Home")

    boss.get_by_role("button", name="More actions for Home").click()
    boss.get_by_role("menuitem", name="Rename").click()
    boss.get_by_label("Name", exact=True).fill("Household")
    boss.get_by_role("button", name="Save").click()
    expect(row).to_contain_text("Household")

    boss.get_by_role("button", name="More actions for Household").click()
    boss.get_by_role("menuitem", name="Merge").click()
    boss.get_by_label("Merge into").select_option("Books")
    boss.get_by_role("button", name="Merge", exact=True).click()
    expect(row).to_contain_text("Books")
    expect(boss.get_by_role("list", name="Categories").get_by_role("listitem")).to_have_count(5)
