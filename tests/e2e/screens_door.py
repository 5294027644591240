"""Signing in and up, and the page that is not there."""

from catalogue import screen
from playwright.sync_api import expect
from stage import Visit


@screen("sign-in", who=None, page=True)
def _(visit: Visit) -> None:
    expect(visit.open("/login").get_by_label("Username")).to_be_visible()


@screen("sign-in-refused", who=None)
def _(visit: Visit) -> None:
    page = visit.open("/login")
    page.get_by_label("Username").fill("demo")
    page.get_by_label("Password", exact=True).fill("not the password")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_be_visible()


@screen("register", who=None, page=True)
def _(visit: Visit) -> None:
    expect(visit.open("/register").get_by_label("Username")).to_be_visible()


@screen("register-refused", who=None)
def _(visit: Visit) -> None:
    page = visit.open("/register")
    page.get_by_label("Username").fill("demo")
    page.get_by_label("Email").fill("demo@shop.example")
    page.get_by_label("Password", exact=True).fill("12345678")
    page.get_by_role("button", name="Create account").click()
    expect(page.locator("[aria-invalid=true]").first).to_be_visible()


@screen("not-found", page=True)
def _(visit: Visit) -> None:
    expect(visit.open("/nothing-here").get_by_role("heading").first).to_be_visible()
