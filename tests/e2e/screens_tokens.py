"""Tokens, service accounts, a screen on a wall, and the categories."""

from typing import Any

from catalogue import screen
from places import main
from playwright.sync_api import Page, expect
from stage import Visit

# --- Tokens ---------------------------------------------------------------------------------------------------


def _token(visit: Visit, name: str, *scopes: str) -> dict[str, Any]:
    made = visit.stage.make_token(name, *scopes)
    visit.put_back.append(lambda: visit.stage.delete_token(made))
    return made


def _tokens(visit: Visit) -> Page:
    _token(visit, "Label printer", "read", "stock")
    _token(visit, "Wall by the door", "read")
    page = visit.go("/account", ready="Wall by the door")
    main(page).get_by_role("list", name="Tokens").evaluate("one => one.scrollIntoView({ block: 'center' })")
    return page


@screen("account-tokens")
def _(visit: Visit) -> None:
    expect(_tokens(visit).get_by_text("Read, Adjust stock")).to_be_visible()


@screen("account-token-new")
def _(visit: Visit) -> None:
    page = visit.go("/account", ready="Tokens")
    page.get_by_role("button", name="New token").click()
    expect(page.get_by_role("dialog", name="New token").get_by_label("Name")).to_be_visible()


@screen("account-token-refused")
def _(visit: Visit) -> None:
    page = visit.go("/account", ready="Tokens")
    page.get_by_role("button", name="New token").click()
    page.get_by_role("button", name="Create token").click()
    expect(page.get_by_text("Give the token a name.")).to_be_visible()


@screen("account-token-made")
def _(visit: Visit) -> None:
    page = visit.go("/account", ready="Tokens")
    page.get_by_role("button", name="New token").click()
    page.get_by_role("dialog").get_by_label("Name").fill("Wall by the door")
    with page.expect_response("**/api/tokens/") as answer:
        page.get_by_role("button", name="Create token").click()
    made = answer.value.json()
    visit.put_back.append(lambda: visit.stage.delete_token(made))
    expect(page.get_by_role("img", name="QR code of the link for a wall screen")).to_be_visible()


@screen("account-token-delete")
def _(visit: Visit) -> None:
    page = _tokens(visit)
    page.get_by_role("button", name="Delete the token Label printer").click()
    expect(page.get_by_role("alertdialog")).to_be_visible()


# --- Service accounts -----------------------------------------------------------------------------------------


def _with_service(visit: Visit) -> Page:
    account = visit.stage.make_service("label-printer")
    visit.put_back.append(lambda: visit.stage.delete_service(account))
    return visit.go("/settings/people", ready="label-printer")


@screen("people-service")
def _(visit: Visit) -> None:
    page = _with_service(visit)
    page.get_by_role("button", name="More actions for label-printer").click()
    expect(page.get_by_role("menuitem", name="Tokens")).to_be_visible()


@screen("people-service-new")
def _(visit: Visit) -> None:
    page = visit.go("/settings/people", ready="vera")
    page.get_by_role("button", name="New service account").click()
    expect(page.get_by_role("dialog", name="New service account")).to_be_visible()


@screen("people-service-tokens")
def _(visit: Visit) -> None:
    page = _with_service(visit)
    page.get_by_role("button", name="More actions for label-printer").click()
    page.get_by_role("menuitem", name="Tokens").click()
    expect(page.get_by_text("No tokens yet.")).to_be_visible()


# --- A screen on a wall ---------------------------------------------------------------------------------------


@screen("wall", who=None, page=True)
def _(visit: Visit) -> None:
    made = _token(visit, "Wall by the door", "read")
    page = visit.open(f"/wall?ordering=-created_at#token={made['token']}")
    expect(page.get_by_text(visit.stage.latest)).to_be_visible()
    expect(page.get_by_text("Live", exact=True)).to_be_visible()


@screen("wall-refused", who=None)
def _(visit: Visit) -> None:
    expect(visit.open("/wall#token=lri_none").get_by_text("no longer works")).to_be_visible()


@screen("wall-no-token", who=None)
def _(visit: Visit) -> None:
    expect(visit.open("/wall").get_by_text("needs a link for a wall screen")).to_be_visible()


# --- Categories -----------------------------------------------------------------------------------------------


def _categories(visit: Visit, *, menu: str = "", choose: str = "") -> Page:
    page = visit.go("/settings/categories", ready="Electronics")
    if menu:
        page.get_by_role("button", name=f"More actions for {menu}").click()
    if choose:
        page.get_by_role("menuitem", name=choose).click()
    return page


@screen("categories", page=True)
def _(visit: Visit) -> None:
    expect(_categories(visit).get_by_text("6 categories")).to_be_visible()


@screen("categories-menu")
def _(visit: Visit) -> None:
    expect(_categories(visit, menu="Home").get_by_role("menuitem", name="Merge")).to_be_visible()


@screen("categories-rename")
def _(visit: Visit) -> None:
    page = _categories(visit, menu="Home", choose="Rename")
    expect(page.get_by_role("dialog", name="Rename Home")).to_be_visible()


@screen("categories-merge")
def _(visit: Visit) -> None:
    page = _categories(visit, menu="Home", choose="Merge")
    expect(page.get_by_label("Merge into")).to_be_visible()


@screen("categories-delete-refused")
def _(visit: Visit) -> None:
    page = _categories(visit, menu="Home", choose="Delete")
    page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    expect(page.get_by_text("Choose where the products go.")).to_be_visible()


@screen("categories-new")
def _(visit: Visit) -> None:
    page = _categories(visit)
    page.get_by_role("button", name="New category").click()
    expect(page.get_by_role("dialog", name="New category")).to_be_visible()


@screen("categories-loading")
def _(visit: Visit) -> None:
    visit.stall("/api/categories/")
    page = visit.go("/settings/categories")
    expect(page.get_by_role("status", name="Loading categories")).to_be_visible()


@screen("categories-failed")
def _(visit: Visit) -> None:
    visit.fail("/api/categories/")
    visit.go("/settings/categories", ready="Couldn’t load the categories")


@screen("categories-not-allowed", who="ana")
def _(visit: Visit) -> None:
    visit.go("/settings/categories", ready="This page is for managers and admins")


@screen("add-category")
def _(visit: Visit) -> None:
    page = visit.go("/products/new", ready="Add product")
    page.get_by_role("button", name="New category").click()
    expect(page.get_by_role("dialog", name="New category")).to_be_visible()
