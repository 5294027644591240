"""Printing labels: the dialog with its preview, and giving a scanned code to a product."""

import re

from catalogue import screen
from playwright.sync_api import Locator, expect
from scanner import Scanner
from screens_list import select_some
from stage import Visit

UNKNOWN = "2000000000015"


def open_dialog(visit: Visit, media: str, code: str = "QR code") -> Locator:
    """The dialog for demo's product, on this medium and with this code."""
    page = visit.go(f"/products/{visit.stage.own['id']}", ready=visit.stage.own["name"])
    page.get_by_role("button", name="More actions").first.click()
    page.get_by_role("menuitem", name="Print label").click()
    dialog = page.get_by_role("dialog", name="Print a label")
    dialog.get_by_label("Labels", exact=True).select_option(media)
    codes = dialog.get_by_role("group", name="Code", exact=True)
    codes.locator("label", has_text=re.compile(f"^{code}$")).click()
    return dialog


def expect_preview(dialog: Locator) -> None:
    expect(dialog.get_by_role("img", name="The first label as it will be printed")).to_be_visible()


@screen("labels")
def _(visit: Visit) -> None:
    dialog = open_dialog(visit, "L7160")
    dialog.get_by_label("First free label").fill("8")
    expect_preview(dialog)


@screen("labels-roll")
def _(visit: Visit) -> None:
    dialog = open_dialog(visit, "dymo-89x28", "Barcode")
    dialog.get_by_text("Printer", exact=True).click()
    expect(dialog.get_by_role("button", name="Save ZPL")).to_be_visible()
    expect_preview(dialog)


@screen("labels-too-wide")
def _(visit: Visit) -> None:
    dialog = open_dialog(visit, "L4731", "Barcode")
    expect(dialog.get_by_text("No preview")).to_be_visible()
    expect(dialog.get_by_role("button", name="Use a QR code")).to_be_visible()


@screen("labels-own-size")
def _(visit: Visit) -> None:
    dialog = open_dialog(visit, "L7160")
    dialog.get_by_label("Labels", exact=True).select_option("")
    dialog.locator("label", has_text=re.compile("^Sheet$")).click()
    dialog.get_by_label("Label width").fill("wide")
    expect(dialog.get_by_label("Label width")).to_have_attribute("aria-invalid", "true")


@screen("labels-save-template")
def _(visit: Visit) -> None:
    dialog = open_dialog(visit, "L7160")
    dialog.get_by_role("button", name="Save as template").click()
    dialog.get_by_role("button", name="Save", exact=True).click()
    expect(dialog.get_by_text("Give the template a name.")).to_be_visible()


@screen("labels-selection")
def _(visit: Visit) -> None:
    select_some(visit)
    visit.page.get_by_role("toolbar").get_by_role("button", name="Print labels").click()
    expect_preview(visit.page.get_by_role("dialog"))


@screen("labels-blank", only="desk")
def _(visit: Visit) -> None:
    page = visit.go("/", ready=visit.stage.latest)
    page.keyboard.press("ControlOrMeta+k")
    page.get_by_role("combobox").fill("blank")
    page.get_by_role("option", name=re.compile("^Print blank labels")).click()
    expect(page.get_by_role("dialog").get_by_label("How many")).to_be_visible()


@screen("scan-unknown-blank", only="desk")
def _(visit: Visit) -> None:
    page = visit.go("/", ready=visit.stage.latest)
    Scanner(page).scan(UNKNOWN)
    page.get_by_role("button", name="Use for…").click()
    dialog = page.get_by_role("dialog", name=re.compile("^Use"))
    dialog.get_by_label("Which product?").fill("walnut")
    expect(dialog.get_by_role("button", name=re.compile(visit.stage.latest))).to_be_visible()
