"""Every page of the web app and every state of it, by name: what docs/screens shows and what the tests look at."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect
from stage import PRODUCTS, Device, Visit

Show = Callable[[Visit], None]


@dataclass(frozen=True)
class Screen:
    name: str
    show: Show
    devices: tuple[Device, ...]
    signed_in: bool
    """A page, as against a state of one or something over it."""
    is_page: bool

    def __str__(self) -> str:
        return self.name


SCREENS: list[Screen] = []


def screen(
    name: str, *, only: Device | None = None, signed_in: bool = True, page: bool = False
) -> Callable[[Show], Show]:
    """Register what brings a visit to the state of that name, and returns when it is there to be seen."""

    def register(show: Show) -> Show:
        devices: tuple[Device, ...] = (only,) if only else ("desk", "phone")
        SCREENS.append(Screen(name, show, devices, signed_in, page))
        return show

    return register


# --- The door ------------------------------------------------------------------------------------------------


@screen("sign-in", signed_in=False, page=True)
def _(visit: Visit) -> None:
    expect(visit.open("/login").get_by_label("Username")).to_be_visible()


@screen("sign-in-refused", signed_in=False)
def _(visit: Visit) -> None:
    page = visit.open("/login")
    page.get_by_label("Username").fill("demo")
    page.get_by_label("Password", exact=True).fill("not the password")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_be_visible()


@screen("register", signed_in=False, page=True)
def _(visit: Visit) -> None:
    expect(visit.open("/register").get_by_label("Username")).to_be_visible()


@screen("register-refused", signed_in=False)
def _(visit: Visit) -> None:
    page = visit.open("/register")
    page.get_by_label("Username").fill("demo")
    page.get_by_label("Email").fill("demo@shop.example")
    page.get_by_label("Password", exact=True).fill("12345678")
    page.get_by_role("button", name="Create account").click()
    expect(page.locator("[aria-invalid=true]").first).to_be_visible()


# --- The inventory -------------------------------------------------------------------------------------------


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
    visit.go("/", ready="Add your first product")


@screen("home-no-match")
def _(visit: Visit) -> None:
    visit.go("/?search=nothing+like+this", ready="No product matches")


@screen("home-failed")
def _(visit: Visit) -> None:
    visit.fail(PRODUCTS)
    visit.go("/", ready="The products could not be loaded")


@screen("home-filtered")
def _(visit: Visit) -> None:
    page = visit.go("/?status=low&sort=quantity")
    expect(page.get_by_text("Low", exact=True).nth(2)).to_be_attached()
    settled(visit)


@screen("home-offline")
def _(visit: Visit) -> None:
    visit.lose_the_server("/", ready=visit.stage.latest)


@screen("home-paused")
def _(visit: Visit) -> None:
    page = visit.go("/", ready=visit.stage.latest)
    page.get_by_role("button", name="Pause live changes").first.click()
    expect(page.get_by_text("Paused").first).to_be_visible()


@screen("home-new-waiting")
def _(visit: Visit) -> None:
    page = visit.go("/", ready=visit.stage.latest)
    first = page.get_by_role("link", name=visit.stage.latest).first
    first.focus()
    visit.add("Folding ruler 2 m")
    expect(page.get_by_role("button", name=re.compile("1 new"))).to_be_visible()


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
    visit.go("/my-products", ready="You have not added a product yet")


# --- Stock ---------------------------------------------------------------------------------------------------


@screen("stock-editor")
def _(visit: Visit) -> None:
    page = open_editor(visit)
    page.get_by_role("dialog").get_by_label("How many").fill("3")


@screen("stock-editor-refused")
def _(visit: Visit) -> None:
    editor = open_editor(visit).get_by_role("dialog")
    choose(editor, "Remove")
    editor.get_by_label("How many").fill("9999")
    editor.get_by_role("button", name=re.compile("^Remove 9,999")).click()
    expect(editor.get_by_role("status").first).to_contain_text("Only")


@screen("stock-editor-stale")
def _(visit: Visit) -> None:
    page = open_editor(visit)
    editor = page.get_by_role("dialog")
    choose(editor, "Set to")
    editor.get_by_label("Number on hand").fill("40")
    visit.adjust(visit.stage.own, -1)
    expect(editor.get_by_text(re.compile("^Now .*demo"))).to_be_visible()
    editor.get_by_role("button", name="Set to 40").click()
    expect(page.get_by_role("alertdialog")).to_be_visible()


@screen("stock-recorded")
def _(visit: Visit) -> None:
    page = visit.go("/", ready=visit.stage.latest)
    page.get_by_role("button", name=f"Remove one {visit.stage.latest}").click()
    expect(page.get_by_role("button", name="Undo")).to_be_visible()
    visit.put_back.append(lambda: visit.stage.adjust(visit.stage.newest, 1))


@screen("alerts")
def _(visit: Visit) -> None:
    page = visit.go("/", ready=visit.stage.latest)
    page.get_by_role("button", name=re.compile("^Stock alerts")).first.click()
    expect(page.get_by_role("dialog").get_by_role("listitem").first).to_be_visible()


@screen("alerts-empty")
def _(visit: Visit) -> None:
    visit.empty("/api/alerts/")
    page = visit.go("/", ready=visit.stage.latest)
    page.get_by_role("button", name=re.compile("^Stock alerts")).first.click()
    expect(page.get_by_text("No alerts")).to_be_visible()


@screen("movements", page=True)
def _(visit: Visit) -> None:
    visit.go("/movements", ready="Delivery 4711")


@screen("movements-filtered")
def _(visit: Visit) -> None:
    visit.go("/movements?reason=sale&reason=damage&actor=demo&from=2026-01-01")
    settled(visit)


@screen("movements-filter-sheet", only="phone")
def _(visit: Visit) -> None:
    page = visit.go("/movements", ready="Delivery 4711")
    page.get_by_role("button", name="Filters").click()
    expect(page.get_by_role("dialog")).to_be_visible()


@screen("movements-loading")
def _(visit: Visit) -> None:
    visit.stall("/api/movements/")
    expect(visit.open("/movements").get_by_role("status", name="Loading movements")).to_be_visible()


@screen("movements-empty")
def _(visit: Visit) -> None:
    visit.empty("/api/movements/")
    visit.go("/movements", ready="Nothing has moved yet")


@screen("movements-no-match")
def _(visit: Visit) -> None:
    visit.go("/movements?actor=nobody", ready="No movement matches")


@screen("movements-failed")
def _(visit: Visit) -> None:
    visit.fail("/api/movements/")
    visit.go("/movements", ready="The movements could not be loaded")


@screen("movements-forbidden")
def _(visit: Visit) -> None:
    visit.forbid("/api/movements/")
    visit.go("/movements", ready="You may not see these movements")


@screen("movements-revert")
def _(visit: Visit) -> None:
    page = visit.go("/movements", ready="Delivery 4711")
    page.get_by_role("button", name=re.compile("^Revert ")).first.click()
    expect(page.get_by_role("alertdialog")).to_be_visible()


@screen("reorder", page=True)
def _(visit: Visit) -> None:
    page = visit.go("/reorder")
    expect(page.get_by_role("button", name=re.compile("^Receive ")).first).to_be_visible()


@screen("reorder-loading")
def _(visit: Visit) -> None:
    visit.stall("/api/reorder/")
    expect(visit.open("/reorder").get_by_role("status", name="Loading the reorder list")).to_be_visible()


@screen("reorder-empty")
def _(visit: Visit) -> None:
    visit.empty("/api/reorder/")
    visit.go("/reorder", ready="Nothing to reorder")


@screen("reorder-failed")
def _(visit: Visit) -> None:
    visit.fail("/api/reorder/")
    visit.go("/reorder", ready="The reorder list could not be loaded")


# --- A product -----------------------------------------------------------------------------------------------


@screen("product", page=True)
def _(visit: Visit) -> None:
    page = visit.go(f"/products/{visit.stage.own['id']}", ready="Delivery 4711")
    expect(page.get_by_role("img", name=re.compile("^On hand from"))).to_be_visible()


@screen("product-loading")
def _(visit: Visit) -> None:
    visit.stall(rf"/api/products/{visit.stage.own['id']}/")
    page = visit.open(f"/products/{visit.stage.own['id']}")
    expect(page.get_by_role("status", name="Loading product")).to_be_visible()


@screen("product-failed")
def _(visit: Visit) -> None:
    visit.fail(rf"/api/products/{visit.stage.own['id']}/")
    visit.go(f"/products/{visit.stage.own['id']}", ready="The product could not be loaded")


@screen("product-history-failed")
def _(visit: Visit) -> None:
    visit.fail(rf"/api/products/{visit.stage.own['id']}/history/")
    visit.fail("/api/movements/")
    page = visit.go(f"/products/{visit.stage.own['id']}", ready="The chart could not be loaded")
    page.get_by_text("The chart could not be loaded").scroll_into_view_if_needed()


@screen("product-forbidden")
def _(visit: Visit) -> None:
    visit.forbid(rf"/api/products/{visit.stage.own['id']}/")
    visit.go(f"/products/{visit.stage.own['id']}", ready="You may not see this product")


@screen("product-not-found")
def _(visit: Visit) -> None:
    visit.go("/products/9999999", ready="This product does not exist")


@screen("product-gone")
def _(visit: Visit) -> None:
    doomed = visit.stage.add("Paper lantern")
    page = visit.go(f"/products/{doomed['id']}", ready="Paper lantern")
    visit.stage.delete(doomed)
    expect(page.get_by_text("It was deleted by demo")).to_be_visible()


@screen("product-delete")
def _(visit: Visit) -> None:
    page = visit.go(f"/products/{visit.stage.own['id']}", ready="Delivery 4711")
    page.get_by_role("button", name="Delete", exact=True).click()
    expect(page.get_by_role("alertdialog")).to_be_visible()


@screen("add", page=True)
def _(visit: Visit) -> None:
    expect(visit.go("/products/new").get_by_label("Name")).to_be_visible()


@screen("add-refused")
def _(visit: Visit) -> None:
    page = visit.go("/products/new")
    page.get_by_label("Name").fill("Brass desk lamp")
    page.get_by_label("SKU").fill(visit.stage.own["sku"])
    page.get_by_label("Price").fill("48.50")
    page.get_by_label("Category").select_option("home")
    page.get_by_role("button", name="Add product").last.click()
    expect(page.locator("[aria-invalid=true]").first).to_be_visible()


@screen("add-leave")
def _(visit: Visit) -> None:
    page = visit.go("/products/new")
    page.get_by_label("Name").fill("Brass desk lamp")
    page.get_by_role("link", name="Cancel").click()
    expect(page.get_by_role("alertdialog")).to_be_visible()


@screen("edit", page=True)
def _(visit: Visit) -> None:
    page = visit.go(f"/products/{visit.stage.own['id']}/edit")
    expect(page.get_by_label("Name")).to_have_value(visit.stage.own["name"])


@screen("edit-forbidden")
def _(visit: Visit) -> None:
    visit.go(f"/products/{visit.stage.foreign['id']}/edit", ready="Only the owner can change this product")


@screen("edit-conflict")
def _(visit: Visit) -> None:
    product = visit.add("Ceramic bowl", description="Glazed inside.")
    page = visit.go(f"/products/{product['id']}/edit")
    page.get_by_label("Name").fill("Ceramic bowl, white")
    visit.stage.change(product, name="Ceramic bowl, large")
    expect(page.get_by_text(re.compile("^Changed elsewhere"))).to_be_visible()
    page.get_by_role("button", name="Save changes").click()
    expect(page.get_by_role("alertdialog")).to_be_visible()


@screen("not-found", page=True)
def _(visit: Visit) -> None:
    expect(visit.open("/nothing-here").get_by_role("heading").first).to_be_visible()


def settled(visit: Visit) -> None:
    """Nothing is on its way to the list any more."""
    expect(visit.page.locator("main [aria-busy=true]")).to_have_count(0)
    expect(visit.page.get_by_role("status", name=re.compile("^Loading"))).to_have_count(0)


def choose(editor: Locator, mode: str) -> None:
    editor.locator("label", has_text=re.compile(f"^{mode}$")).click()


def open_editor(visit: Visit) -> Page:
    """The stock editor of demo's product, with Add chosen."""
    name = visit.stage.own["name"]
    page = visit.go(f"/?search={visit.stage.own['sku']}", ready=name)
    page.get_by_role("button", name=f"on hand, change {name}").click()
    choose(page.get_by_role("dialog"), "Add")
    return page
