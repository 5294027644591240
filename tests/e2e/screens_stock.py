"""Stock: the editor, alerts, the ledger, the reorder list."""

import re

from catalogue import choose, open_editor, screen, settled
from playwright.sync_api import expect
from stage import Visit


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
    expect(page.get_by_role("dialog", name="Stock alerts").get_by_text("No alerts")).to_be_visible()


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
    expect(visit.open("/movements").get_by_role("status", name="Loading the history")).to_be_visible()


@screen("movements-empty")
def _(visit: Visit) -> None:
    visit.empty("/api/movements/")
    visit.go("/movements", ready="No movements yet")


@screen("movements-no-match")
def _(visit: Visit) -> None:
    visit.go("/movements?actor=nobody", ready="No matches")


@screen("movements-failed")
def _(visit: Visit) -> None:
    visit.fail("/api/movements/")
    visit.go("/movements", ready="Couldn’t load the history")


@screen("movements-forbidden")
def _(visit: Visit) -> None:
    visit.forbid("/api/movements/")
    visit.go("/movements", ready="You don’t have access to this history")


@screen("movements-revert")
def _(visit: Visit) -> None:
    page = visit.go("/movements", ready="Delivery 4711")
    page.get_by_role("button", name=re.compile("^Revert ")).first.click()
    expect(page.get_by_role("dialog")).to_be_visible()


@screen("insights", page=True)
def _(visit: Visit) -> None:
    page = visit.go("/insights?days=90")
    expect(page.locator("canvas")).to_have_count(2)
    settled(visit)


@screen("insights-tables")
def _(visit: Visit) -> None:
    page = visit.go("/insights?days=365")
    for chart in ("Stock value", "Units in and out"):
        page.get_by_role("button", name=f"Show table: {chart}").click()
    expect(page.get_by_role("region", name="Units in and out, as a table")).to_be_visible()
    settled(visit)


@screen("insights-loading")
def _(visit: Visit) -> None:
    visit.stall("/api/insights/")
    expect(visit.open("/insights").get_by_role("status", name="Loading the figures")).to_be_visible()


@screen("insights-failed")
def _(visit: Visit) -> None:
    visit.fail("/api/insights/")
    visit.go("/insights", ready="Couldn’t load the figures")


@screen("reorder", page=True)
def _(visit: Visit) -> None:
    page = visit.go("/reorder")
    expect(page.get_by_role("button", name=re.compile("^Receive ")).first).to_be_visible()


@screen("reorder-large", page=True)
def _(visit: Visit) -> None:
    visit.config(currency="IDR")
    visit.add("Espresso machine, two groups", price="99999999.00", quantity=0, reorder_level=40)
    visit.go("/reorder", ready="Espresso machine")


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
    visit.go("/reorder", ready="Couldn’t load the reorder list")
