"""Links that open a door, the account, the people, and what somebody sees who may only look."""

import json
from typing import Any

from catalogue import screen
from places import main
from playwright.sync_api import Page, Route, expect
from stage import Visit

USED = "nothing-any-more"
SET_UP = {
    "purpose": "setup",
    "role": "admin",
    "email": "",
    "invited_by": None,
    "expires_at": "2026-12-01T12:00:00Z",
}


# --- The door ------------------------------------------------------------------------------------------------


@screen("register-by-invitation", who=None)
def _(visit: Visit) -> None:
    visit.config(registration="invite")
    expect(visit.open("/register").get_by_role("heading", name="You need an invitation")).to_be_visible()


@screen("forgot-password", who=None, page=True)
def _(visit: Visit) -> None:
    visit.config(mail=True)
    page = visit.open("/forgot-password")
    page.get_by_label("Email").fill("ana@shop.example")
    expect(page.get_by_role("button", name="Send link")).to_be_visible()


@screen("forgot-password-sent", who=None)
def _(visit: Visit) -> None:
    visit.config(mail=True)
    page = visit.open("/forgot-password")
    page.get_by_label("Email").fill("ana@shop.example")
    page.get_by_role("button", name="Send link").click()
    expect(page.get_by_role("heading", name="Check your email")).to_be_visible()


@screen("forgot-password-no-mail", who=None)
def _(visit: Visit) -> None:
    expect(visit.open("/forgot-password").get_by_text("can’t send email")).to_be_visible()


@screen("reset-password", who=None, page=True)
def _(visit: Visit) -> None:
    page = visit.open(visit.path_of(visit.stage.reset_link("ana")))
    expect(page.get_by_label("New password", exact=True)).to_be_visible()


@screen("reset-password-gone", who=None)
def _(visit: Visit) -> None:
    expect(visit.open(f"/reset#{USED}").get_by_text("no longer works")).to_be_visible()


@screen("join", who=None, page=True)
def _(visit: Visit) -> None:
    page = visit.open(visit.invite("operator", email="finn@shop.example"))
    expect(page.get_by_role("button", name="Join")).to_be_visible()


@screen("join-gone", who=None)
def _(visit: Visit) -> None:
    expect(visit.open(f"/join#{USED}").get_by_text("no longer works")).to_be_visible()


@screen("join-signed-in")
def _(visit: Visit) -> None:
    expect(visit.open(f"/join#{USED}").get_by_text("already signed in")).to_be_visible()


@screen("set-up", who=None, page=True)
def _(visit: Visit) -> None:
    visit.page.route("**/api/invitations/read/", lambda route: route.fulfill(json=SET_UP))
    expect(visit.open(f"/join#{USED}").get_by_role("button", name="Create account")).to_be_visible()


@screen("confirm-email", who=None)
def _(visit: Visit) -> None:
    expect(visit.open(f"/confirm#{USED}").get_by_role("button", name="Confirm")).to_be_visible()


# --- The account ---------------------------------------------------------------------------------------------


def _account(visit: Visit) -> Page:
    page = visit.go("/account", ready="Devices")
    expect(page.get_by_text("This device")).to_be_visible()
    return page


@screen("account", page=True)
def _(visit: Visit) -> None:
    visit.page.route("**/api/account/sessions/", _few_devices)
    _account(visit)


def _few_devices(route: Route) -> None:
    """The stage has signed in often; three are enough to be looked at."""
    answer = route.fetch()
    devices: list[dict[str, Any]] = answer.json()
    here = [device for device in devices if device["is_current"]]
    route.fulfill(response=answer, body=json.dumps([*here, *[one for one in devices if one not in here][:2]]))


@screen("account-password-refused")
def _(visit: Visit) -> None:
    page = _account(visit)
    page.get_by_label("Current password", exact=True).fill("not the password")
    page.get_by_label("New password", exact=True).fill("another-horse-9")
    page.get_by_role("button", name="Change password").click()
    expect(page.locator("[aria-invalid=true]")).to_be_visible()


@screen("account-new-address")
def _(visit: Visit) -> None:
    page = _account(visit)
    page.get_by_label("Email").fill("demo@another.example")
    expect(page.get_by_text("Enter your password to change your email address.")).to_be_visible()


@screen("account-delete")
def _(visit: Visit) -> None:
    page = _account(visit)
    page.get_by_role("button", name="Delete my account").click()
    expect(page.get_by_role("dialog", name="Delete your account?")).to_be_visible()


# --- The people ----------------------------------------------------------------------------------------------


def _people(visit: Visit) -> Page:
    page = visit.go("/settings/people", ready="vera")
    expect(main(page).get_by_label("Role of vera")).to_have_value("viewer")
    return page


@screen("people", page=True)
def _(visit: Visit) -> None:
    visit.invite("manager", email="finn@shop.example")
    expect(_people(visit).get_by_text("finn@shop.example").first).to_be_visible()


@screen("people-loading")
def _(visit: Visit) -> None:
    visit.stall("/api/people/")
    page = visit.go("/settings/people")
    expect(page.get_by_role("status", name="Loading people")).to_be_visible()


@screen("people-failed")
def _(visit: Visit) -> None:
    visit.fail("/api/people/")
    visit.go("/settings/people", ready="Couldn’t load people")


@screen("people-menu")
def _(visit: Visit) -> None:
    page = _people(visit)
    page.get_by_role("button", name="More actions for ana").click()
    expect(page.get_by_role("menuitem", name="Deactivate")).to_be_visible()


@screen("people-invite")
def _(visit: Visit) -> None:
    page = _people(visit)
    page.get_by_role("button", name="Invite").click()
    expect(page.get_by_role("dialog", name="Invite someone")).to_be_visible()


@screen("people-invitation-link")
def _(visit: Visit) -> None:
    page = _people(visit)
    page.get_by_role("button", name="Invite").click()
    with page.expect_response("**/api/invitations/") as made:
        page.get_by_role("button", name="Create link").click()
    invitation = made.value.json()
    visit.put_back.append(lambda: visit.stage.revoke(invitation))
    expect(page.get_by_role("img", name="QR code of the link")).to_be_visible()


@screen("people-reset-link")
def _(visit: Visit) -> None:
    page = _people(visit)
    page.get_by_role("button", name="More actions for ana").click()
    page.get_by_role("menuitem", name="Reset link").click()
    page.get_by_role("button", name="Create link").click()
    expect(page.get_by_role("img", name="QR code of the link")).to_be_visible()


@screen("people-deactivate")
def _(visit: Visit) -> None:
    page = _people(visit)
    page.get_by_role("button", name="More actions for ana").click()
    page.get_by_role("menuitem", name="Deactivate").click()
    expect(page.get_by_role("alertdialog", name="Deactivate ana?")).to_be_visible()


@screen("people-own-role")
def _(visit: Visit) -> None:
    page = _people(visit)
    page.get_by_label("Role of demo").select_option("manager")
    expect(page.get_by_role("alertdialog", name="Give up your admin role?")).to_be_visible()


# --- Who may only look ---------------------------------------------------------------------------------------


@screen("home-viewer", who="vera", page=True)
def _(visit: Visit) -> None:
    page = visit.go("/", ready=visit.stage.latest)
    expect(main(page).get_by_text("Ask demo for access.")).to_be_visible()


@screen("product-viewer", who="vera", page=True)
def _(visit: Visit) -> None:
    visit.go(f"/products/{visit.stage.own['id']}", ready="Ask demo for access.")


@screen("add-product-viewer", who="vera")
def _(visit: Visit) -> None:
    visit.go("/products/new", ready="You can’t add products")


@screen("edit-product-viewer", who="vera")
def _(visit: Visit) -> None:
    visit.go(f"/products/{visit.stage.own['id']}/edit", ready="You can’t change products")


@screen("account-viewer", who="vera")
def _(visit: Visit) -> None:
    visit.go("/account", ready="Ask demo for access.")


@screen("place", page=True)
def _(visit: Visit) -> None:
    page = visit.go("/settings/place")
    expect(page.get_by_label("Name of the place")).to_be_visible()


@screen("place-refused")
def _(visit: Visit) -> None:
    page = visit.go("/settings/place")
    page.get_by_label("Days in the trash").fill("0")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Enter a whole number of days")).to_be_visible()


@screen("place-failed")
def _(visit: Visit) -> None:
    visit.fail("/api/place/*")
    visit.go("/settings/place", ready="Couldn’t load the settings")


@screen("settings-viewer", who="vera")
def _(visit: Visit) -> None:
    visit.go("/settings/people", ready="This page is for admins")


@screen("product-foreign", who="ana")
def _(visit: Visit) -> None:
    visit.go(f"/products/{visit.stage.own['id']}", ready="demo owns this product.")
