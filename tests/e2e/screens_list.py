"""The inventory and one's own products: the same list in all its states, and what opens from it."""

import re
from typing import Any

from catalogue import choose, screen, settled
from places import chosen, main, pill, told
from playwright.sync_api import Page, expect
from stage import PRODUCTS, Visit


@screen("home", page=True)
def _(visit: Visit) -> None:
    visit.go("/", ready=visit.stage.latest)


@screen("home-loading")
def _(visit: Visit) -> None:
    visit.stall(PRODUCTS)
    visit.stall("/api/dashboard/")
    expect(visit.open("/").get_by_role("status", name="Loading products")).to_be_visible()


@screen("home-empty")
def _(visit: Visit) -> None:
    visit.empty(PRODUCTS)
    visit.nothing_in_stock()
    visit.go("/", ready="Add your first product")


# An earlier visit has ticked them: the stage has several people and devices.
NO_STEPS_YET = """
  for (const key of Object.keys(localStorage)) if (key.startsWith('lr.first-steps')) localStorage.removeItem(key)
"""


@screen("first-steps-phone")
def _(visit: Visit) -> None:
    visit.before_the_page(NO_STEPS_YET)
    visit.empty("/api/account/sessions/")
    visit.empty(PRODUCTS)
    visit.nothing_in_stock()
    page = visit.go("/", ready="Add your first product")
    page.get_by_role("button", name="Show QR code").click()
    expect(page.get_by_role("dialog", name="Open it on your phone")).to_be_visible()


@screen("home-no-match")
def _(visit: Visit) -> None:
    visit.go("/?search=nothing+like+this", ready="No matches")


@screen("home-failed")
def _(visit: Visit) -> None:
    visit.fail(PRODUCTS)
    visit.go("/", ready="Couldn’t load the products")


@screen("home-filtered")
def _(visit: Visit) -> None:
    page = visit.go("/?status=low&sort=quantity")
    expect(page.get_by_text("Low", exact=True).nth(2)).to_be_attached()
    settled(visit)


@screen("home-print")
def _(visit: Visit) -> None:
    visit.go("/print?status=in_stock", ready=visit.stage.latest)


@screen("home-offline")
def _(visit: Visit) -> None:
    visit.lose_the_server("/", ready=visit.stage.latest)


@screen("home-paused")
def _(visit: Visit) -> None:
    page = visit.go("/", ready=visit.stage.latest)
    pill(page).click()
    page.get_by_role("switch", name="Pause live changes").click()
    expect(pill(page)).to_contain_text("Paused")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


@screen("live-panel")
def _(visit: Visit) -> None:
    page = visit.go("/", ready=visit.stage.latest)
    pill(page).click()
    expect(page.get_by_role("dialog", name="Live").get_by_role("listitem").nth(5)).to_be_visible()


@screen("home-new-waiting")
def _(visit: Visit) -> None:
    page = visit.go("/", ready=visit.stage.latest)
    first = page.get_by_role("link", name=visit.stage.latest).first
    first.focus()
    visit.add("Folding ruler 2 m")
    expect(page.get_by_role("button", name=re.compile("^1 new .* show"))).to_be_visible()


@screen("home-menu-sheet", only="phone")
def _(visit: Visit) -> None:
    page = visit.go("/", ready=visit.stage.latest)
    page.get_by_role("button", name="List options").click()
    expect(page.get_by_role("dialog").get_by_role("button", name="As of…")).to_be_visible()


@screen("home-filter-sheet", only="phone")
def _(visit: Visit) -> None:
    page = visit.go("/", ready=visit.stage.latest)
    page.get_by_role("button", name="Filters").click()
    expect(page.get_by_role("dialog")).to_be_visible()


@screen("home-more", only="phone")
def _(visit: Visit) -> None:
    page = visit.go("/", ready=visit.stage.latest)
    page.get_by_role("button", name="More").click()
    expect(page.get_by_role("dialog")).to_be_visible()


@screen("my-products", page=True)
def _(visit: Visit) -> None:
    visit.go("/my-products", ready=visit.stage.latest)


@screen("my-products-empty")
def _(visit: Visit) -> None:
    visit.empty(PRODUCTS)
    visit.go("/my-products", ready="No products of yours yet")


def open_filter(page: Page, name: str) -> None:
    page.get_by_role("button", name="Filter", exact=True).click()
    page.get_by_role("group", name="Filters").get_by_role("button", name=re.compile(f"^{name}")).click()


@screen("filter-category", only="desk")
def _(visit: Visit) -> None:
    page = visit.go("/?category=home&category=books", ready=visit.stage.latest)
    open_filter(page, "Category")
    expect(page.get_by_role("checkbox", name="Home")).to_be_visible()


@screen("filter-price", only="desk")
def _(visit: Visit) -> None:
    page = visit.go("/?price_min=10", ready=visit.stage.latest)
    open_filter(page, "Price")
    page.get_by_label("To", exact=True).fill("5")
    page.keyboard.press("Enter")
    expect(main(page).get_by_text("This is below the minimum price.")).to_be_visible()


@screen("filter-owner", only="desk")
def _(visit: Visit) -> None:
    # Nothing under the panel: what it half covers would be too small a target.
    page = visit.go("/?owner=nobody", ready="No matches")
    open_filter(page, "Owner")
    expect(main(page).get_by_role("button", name="Anyone")).to_be_visible()


@screen("price-editor", only="desk")
def _(visit: Visit) -> None:
    page = visit.go("/", ready=visit.stage.latest)
    page.get_by_role("button", name=re.compile(r"\$34\.00")).first.click()
    expect(page.get_by_label(re.compile("Price")).last).to_be_focused()


@screen("columns", only="desk")
def _(visit: Visit) -> None:
    page = visit.go("/", ready=visit.stage.latest)
    page.get_by_role("button", name="Columns").click()
    expect(page.get_by_role("checkbox", name="Barcode")).to_be_visible()


@screen("account", only="desk")
def _(visit: Visit) -> None:
    page = visit.go("/", ready=visit.stage.latest)
    page.get_by_role("button", name="Account of demo").click()
    expect(page.get_by_role("link", name="Sign out").filter(visible=True)).to_be_visible()


# --- Commands ------------------------------------------------------------------------------------------------


@screen("palette", only="desk")
def _(visit: Visit) -> None:
    page = visit.go("/", ready=visit.stage.latest)
    page.keyboard.press("ControlOrMeta+k")
    expect(page.get_by_role("option").first).to_be_visible()


@screen("palette-found", only="desk")
def _(visit: Visit) -> None:
    page = visit.go("/", ready=visit.stage.latest)
    page.keyboard.press("ControlOrMeta+k")
    page.get_by_role("combobox").fill("clock")
    expect(page.get_by_role("option", name=re.compile("Wall Clock")).first).to_be_visible()


@screen("shortcuts", only="desk")
def _(visit: Visit) -> None:
    page = visit.go("/", ready=visit.stage.latest)
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()


@screen("scan-no-camera")
def _(visit: Visit) -> None:
    page = visit.go("/", ready=visit.stage.latest)
    if visit.device == "phone":
        page.get_by_role("button", name="Scan a barcode").click()
    else:
        page.keyboard.press("ControlOrMeta+k")
        page.get_by_role("combobox").fill("scan")
        page.get_by_role("option", name=re.compile("^Scan a barcode")).click()
    expect(page.get_by_role("dialog").get_by_text("No camera found")).to_be_visible()


# --- Many at once --------------------------------------------------------------------------------------------


@screen("selection")
def _(visit: Visit) -> None:
    select_some(visit)


@screen("bulk-adjust")
def _(visit: Visit) -> None:
    bulk(visit, "Adjust")


@screen("bulk-category")
def _(visit: Visit) -> None:
    bulk(visit, re.compile("^(Set c|C)ategory$"))


@screen("bulk-delete")
def _(visit: Visit) -> None:
    bulk(visit, "Delete")


@screen("bulk-running")
def _(visit: Visit) -> None:
    visit.stall("/api/products/bulk/")
    bulk(visit, "Deactivate")
    visit.page.get_by_role("alertdialog").get_by_role("button", name=re.compile("^Deactivate")).click()
    expect(visit.page.get_by_role("progressbar")).to_be_visible()


@screen("bulk-report")
def _(visit: Visit) -> None:
    bulk(visit, "Adjust")
    dialog = visit.page.get_by_role("dialog")
    choose(dialog, "Remove")
    dialog.get_by_label("How many each").fill("1000000")
    dialog.get_by_role("button", name=re.compile("^Remove 1,000,000")).click()
    expect(dialog.get_by_role("region", name="Skipped products")).to_be_visible()


@screen("bulk-done")
def _(visit: Visit) -> None:
    move_to_books(visit)


@screen("bulk-undo-report")
def _(visit: Visit) -> None:
    rulers = move_to_books(visit)
    visit.stage.change(rulers[0], category="sports")
    visit.page.get_by_role("region", name=re.compile("Notifications")).get_by_role("button", name="Undo").click()
    report = visit.page.get_by_role("alertdialog").get_by_role("region", name="Skipped products")
    expect(report).to_contain_text("It has been changed again since.")


# --- Saved views ---------------------------------------------------------------------------------------------


@screen("views")
def _(visit: Visit) -> None:
    save_view(visit)


@screen("view-menu")
def _(visit: Visit) -> None:
    page = save_view(visit)
    page.get_by_role("button", name="Options of Cheap and low").click()
    expect(page.get_by_role("menu")).to_be_visible()


@screen("view-save")
def _(visit: Visit) -> None:
    page = visit.go("/?status=low&category=home")
    settled(visit)
    page.get_by_role("button", name="Save view").click()
    page.get_by_label("Name").fill("Home to reorder")


@screen("view-rename")
def _(visit: Visit) -> None:
    page = save_view(visit)
    page.get_by_role("button", name="Options of Cheap and low").click()
    page.get_by_role("menuitem", name="Rename").click()
    expect(page.get_by_role("dialog")).to_be_visible()


@screen("view-gone")
def _(visit: Visit) -> None:
    page = visit.open("/views/no-such-view")
    expect(page.get_by_role("heading", name="This view no longer exists")).to_be_visible()


def select_some(visit: Visit) -> Page:
    """The three newest, of which one is somebody else's, as often as not."""
    page = visit.go("/", ready=visit.stage.latest)
    if visit.device == "phone":
        page.get_by_role("button", name="List options").click()
        page.get_by_role("button", name="Select products").click()
    boxes = page.get_by_role("checkbox", name=re.compile("^Select (?!all)"))
    for number in range(3):
        boxes.nth(number).click()
    expect(chosen(page)).to_contain_text("3 selected")
    return page


def bulk(visit: Visit, action: str | re.Pattern[str]) -> None:
    page = select_some(visit)
    page.get_by_role("toolbar").get_by_role("button", name=action).click()
    expect(page.get_by_role("alertdialog").or_(page.get_by_role("dialog"))).to_be_visible()


def move_to_books(visit: Visit) -> list[dict[str, Any]]:
    """Three products of demo's, all that have been selected, get another category."""
    rulers = [visit.add(f"Folding ruler {metres} m") for metres in (1, 2, 3)]
    bulk(visit, re.compile("^(Set c|C)ategory$"))
    dialog = visit.page.get_by_role("dialog")
    dialog.get_by_label("Category").select_option("books")
    dialog.get_by_role("button", name=re.compile("^Set for 3")).click()
    expect(told(visit.page, "3 products updated")).to_be_visible()
    expect(dialog).to_have_count(0)
    return rulers


def save_view(visit: Visit) -> Page:
    """A view of demo's, shown."""
    slug = visit.save_view("Cheap and low", "status=low&price_max=60")
    page = visit.go(f"/views/{slug}")
    expect(
        page.get_by_role("navigation", name="Views", exact=True).get_by_role("link", name="Cheap and low")
    ).to_be_visible()
    settled(visit)
    return page
