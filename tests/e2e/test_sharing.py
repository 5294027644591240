"""Files that another app shares with this one: the worker keeps them until the page for them takes them."""

import base64
import io
import re
from collections.abc import Callable

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from servers import PASSWORD, InventoryServer

pytestmark = pytest.mark.browser
WHOLE_BROWSER = True
SignIn = Callable[..., Page]

# What a phone does: it opens the address of the manifest with a form. A page can only do it from its own site.
SHARE = """([name, type, data]) => {
  const bytes = Uint8Array.from(atob(data), (char) => char.charCodeAt(0))
  const files = new DataTransfer()
  files.items.add(new File([bytes], name, { type }))
  const form = document.createElement('form')
  Object.assign(form, { method: 'POST', action: '/share', enctype: 'multipart/form-data' })
  const input = document.createElement('input')
  Object.assign(input, { type: 'file', name: 'files', files: files.files })
  form.append(input)
  document.body.append(form)
  form.submit()
}"""
GOODS = "SKU;Name;Preis\nT-1;Münchner Tasse;3,50\n".encode()


def png() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (60, 40), "navy").save(file, "PNG")
    return file.getvalue()


def controlled(page: Page) -> None:
    page.evaluate("navigator.serviceWorker.ready")
    page.wait_for_function("() => navigator.serviceWorker.controller !== null")


def share(page: Page, name: str, type: str, data: bytes) -> None:
    page.evaluate(SHARE, [name, type, base64.b64encode(data).decode()])


def keeps_nothing(page: Page) -> bool:
    return page.evaluate("caches.has('lr-shared')") is False


def test_a_spreadsheet_opens_the_wizard_and_leaves_no_copy(sign_in: SignIn) -> None:
    page = sign_in("ana")
    controlled(page)
    share(page, "Frühling 1.csv", "text/csv", GOODS)

    expect(page.get_by_text("Frühling 1.csv")).to_be_visible()
    expect(page).to_have_url(re.compile(r"/imports/new\?shared"))
    assert keeps_nothing(page)
    page.get_by_role("button", name="Use this file").click()
    expect(page.get_by_role("heading", name="Frühling 1.csv")).to_be_visible()
    expect(page.get_by_text("Münchner Tasse").first).to_be_visible()


def test_a_count_can_be_shared_too(sign_in: SignIn) -> None:
    page = sign_in("ana")
    controlled(page)
    share(page, "count.csv", "text/csv", b"sku,counted\nT-1,3\n")

    page.locator("label", has_text="Stock count").click()
    page.get_by_role("button", name="Use this file").click()
    expect(page.get_by_label("Column B, “counted”")).to_have_value("counted")


def test_who_is_signed_out_signs_in_first(browser: Browser, server: InventoryServer, sign_in: SignIn) -> None:
    page = sign_in("ana")
    controlled(page)
    page.goto(server.url + "/logout")
    expect(page.get_by_label("Username")).to_be_visible()
    share(page, "late.csv", "text/csv", GOODS)

    page.wait_for_url("**/login")
    page.get_by_label("Username").fill("ana")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_text("late.csv")).to_be_visible()
    assert keeps_nothing(page)


def test_a_picture_opens_the_pictures(sign_in: SignIn) -> None:
    page = sign_in("ana")
    controlled(page)
    share(page, "T-404.png", "image/png", png())

    expect(page.get_by_text("1 picture was shared with this app")).to_be_visible()
    assert keeps_nothing(page)
    page.get_by_role("button", name="Match to products").click()
    expect(page.get_by_text("T-404.png")).to_be_visible()


def test_a_reload_says_that_it_is_gone_and_the_next_share_works(sign_in: SignIn) -> None:
    page = sign_in("ana")
    controlled(page)
    share(page, "one.csv", "text/csv", GOODS)
    expect(page.get_by_text("one.csv")).to_be_visible()
    page.reload()
    expect(page.get_by_text("The shared file is gone.")).to_be_visible()

    share(page, "two.csv", "text/csv", GOODS)
    expect(page.get_by_text("two.csv")).to_be_visible()
    expect(page.get_by_text("The shared file is gone.")).to_be_hidden()


def test_without_the_worker_the_server_leads_to_the_same_page(sign_in: SignIn, server: InventoryServer) -> None:
    page = sign_in("ana")
    answer = page.request.post(server.url + "/share", multipart={"files": "x"}, max_redirects=0)
    assert (answer.status, answer.headers["location"]) == (303, "/imports/new?shared")
