"""A product: looked at, added, edited, gone."""

import re

from catalogue import screen
from places import main, status
from playwright.sync_api import Page, expect
from stage import Visit


@screen("product", page=True)
def _(visit: Visit) -> None:
    page = visit.go(f"/products/{visit.stage.own['id']}", ready="Delivery 4711")
    expect(page.get_by_role("img", name=re.compile("^On hand from"))).to_be_visible()


@screen("product-loading")
def _(visit: Visit) -> None:
    visit.stall(rf"/api/products/{visit.stage.own['id']}/")
    page = visit.open(f"/products/{visit.stage.own['id']}")
    expect(page.get_by_role("status", name="Loading product", exact=True)).to_be_visible()


@screen("product-failed")
def _(visit: Visit) -> None:
    visit.fail(rf"/api/products/{visit.stage.own['id']}/")
    visit.go(f"/products/{visit.stage.own['id']}", ready="Couldn’t load the product")


@screen("product-history-failed")
def _(visit: Visit) -> None:
    visit.fail(rf"/api/products/{visit.stage.own['id']}/history/")
    visit.fail("/api/movements/")
    page = visit.go(f"/products/{visit.stage.own['id']}", ready="Couldn’t load the chart")
    main(page).get_by_text("Couldn’t load the chart").evaluate("one => one.scrollIntoView({ block: 'center' })")


@screen("product-forbidden")
def _(visit: Visit) -> None:
    visit.forbid(rf"/api/products/{visit.stage.own['id']}/")
    visit.go(f"/products/{visit.stage.own['id']}", ready="You don’t have access to this product")


@screen("product-not-found")
def _(visit: Visit) -> None:
    visit.go("/products/9999999", ready="This product doesn’t exist")


@screen("product-gone")
def _(visit: Visit) -> None:
    doomed = visit.stage.add("Paper lantern")
    page = visit.go(f"/products/{doomed['id']}", ready="Paper lantern")
    visit.stage.delete(doomed)
    expect(page.get_by_role("heading", name="This product was deleted")).to_be_visible()


@screen("product-menu")
def _(visit: Visit) -> None:
    page = visit.go(f"/products/{visit.stage.own['id']}", ready="Delivery 4711")
    page.get_by_role("button", name="More actions").click()
    expect(page.get_by_role("menu")).to_be_visible()


@screen("product-delete")
def _(visit: Visit) -> None:
    page = visit.go(f"/products/{visit.stage.own['id']}", ready="Delivery 4711")
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("menuitem", name="Delete").click()
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
    page.get_by_label("Category", exact=True).select_option("home")
    page.get_by_role("button", name="Add product").last.click()
    expect(page.locator("[aria-invalid=true]").first).to_be_visible()


@screen("add-leave")
def _(visit: Visit) -> None:
    page = visit.go("/products/new")
    page.get_by_label("Name").fill("Brass desk lamp")
    page.get_by_role("link", name="Back to the inventory").first.click()
    expect(page.get_by_role("alertdialog")).to_be_visible()


@screen("edit", page=True)
def _(visit: Visit) -> None:
    page = visit.go(f"/products/{visit.stage.own['id']}/edit")
    expect(page.get_by_label("Name")).to_have_value(visit.stage.own["name"])


@screen("edit-forbidden", who="ana")
def _(visit: Visit) -> None:
    visit.go(f"/products/{visit.stage.foreign['id']}/edit", ready="You can’t change this product")


@screen("edit-merged")
def _(visit: Visit) -> None:
    product = visit.add("Ceramic bowl", description="Glazed inside.")
    page = visit.go(f"/products/{product['id']}/edit")
    page.get_by_label("Name").fill("Ceramic bowl, white")
    visit.stage.change(product, price="13.50")
    expect(page.get_by_label(re.compile("^Price"))).to_have_value("13.50")


@screen("edit-conflict")
def _(visit: Visit) -> None:
    product = visit.add("Ceramic bowl", description="Glazed inside.")
    page = visit.go(f"/products/{product['id']}/edit")
    page.get_by_label("Name").fill("Ceramic bowl, white")
    visit.stage.change(product, name="Ceramic bowl, large")
    expect(page.get_by_role("heading", name="Edit Ceramic bowl, large")).to_be_visible()
    page.get_by_role("button", name="Save changes").click()
    expect(page.get_by_role("alertdialog")).to_be_visible()


@screen("edit-deleted")
def _(visit: Visit) -> None:
    product = visit.stage.add("Paper lantern")
    page = visit.go(f"/products/{product['id']}/edit")
    page.get_by_label("Name").fill("Paper lantern, red")
    visit.stage.delete(product)
    expect(page.get_by_role("button", name="Add as new product")).to_be_visible()


@screen("add-picture")
def _(visit: Visit) -> None:
    preview = choose_picture(visit).get_by_role("img", name="Preview")
    preview.evaluate("one => one.scrollIntoView({ block: 'center' })")


@screen("add-crop")
def _(visit: Visit) -> None:
    page = choose_picture(visit)
    page.get_by_role("button", name="Crop").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("img", name="The picture to crop")).to_be_visible()
    expect(dialog.locator(".ReactCrop__crop-selection")).to_be_visible()


@screen("duplicate")
def _(visit: Visit) -> None:
    page = visit.go(f"/products/new?from={visit.stage.own['id']}")
    expect(page.get_by_label("Name")).to_have_value(re.compile("copy"))


# --- The drawer ----------------------------------------------------------------------------------------------


@screen("drawer", only="desk", page=True)
def _(visit: Visit) -> None:
    page = visit.go(f"/?product={visit.stage.own['id']}", ready="Delivery 4711")
    expect(page.get_by_role("img", name=re.compile("^On hand from"))).to_be_visible()


@screen("drawer-presence", only="desk")
def _(visit: Visit) -> None:
    visit.put_back.append(visit.stage.join("ana", visit.stage.own))
    page = visit.go(f"/?product={visit.stage.own['id']}", ready="Delivery 4711")
    expect(status(page, "ana is editing")).to_be_visible()


@screen("drawer-loading", only="desk")
def _(visit: Visit) -> None:
    visit.stall(rf"/api/products/{visit.stage.own['id']}/$")
    # The list does not have it: what it has shows at once.
    page = visit.open(f"/?search=clock&product={visit.stage.own['id']}")
    expect(page.get_by_role("status", name="Loading product", exact=True)).to_be_visible()


@screen("drawer-edit", only="desk", page=True)
def _(visit: Visit) -> None:
    page = visit.go(f"/?product={visit.stage.own['id']}&edit=1")
    expect(page.get_by_label("Name", exact=True)).to_have_value(visit.stage.own["name"])


@screen("drawer-gone", only="desk")
def _(visit: Visit) -> None:
    doomed = visit.stage.add("Paper lantern")
    page = visit.go(f"/?product={doomed['id']}", ready="Paper lantern")
    expect(page.get_by_role("heading", name="Paper lantern")).to_be_visible()
    visit.stage.delete(doomed)
    expect(page.get_by_role("heading", name="This product was deleted")).to_be_visible()


def choose_picture(visit: Visit) -> Page:
    page = visit.go("/products/new")
    page.locator("input[type=file]").first.set_input_files(visit.stage.picture())
    expect(page.get_by_role("img", name="Preview")).to_be_visible()
    return page
