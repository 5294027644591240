"""The history of a product, the audit trail, the stock of then, and the trash."""

from datetime import UTC, datetime
from urllib.parse import quote

from catalogue import screen, settled
from places import main
from playwright.sync_api import Page, expect
from stage import Visit


def _trashed(visit: Visit, name: str) -> None:
    product = visit.stage.add(name, quantity=12)
    visit.stage.delete(product)
    visit.put_back.append(lambda: visit.stage.remove_for_good(product))


@screen("product-history", page=True)
def _(visit: Visit) -> None:
    product = visit.add("Stoneware mug", quantity=12)
    visit.stage.change(product, price="14.50", name="Stoneware mug, blue")
    visit.stage.adjust(product, -2)
    page = visit.go(f"/products/{product['id']}", ready="Stoneware mug, blue")
    history = page.get_by_role("list", name="History")
    expect(history.get_by_role("button", name="Restore Price")).to_be_visible()
    history.evaluate("one => one.scrollIntoView({ block: 'center' })")


def _audit(visit: Visit) -> Page:
    page = visit.go("/settings/audit", ready="Audit trail")
    settled(visit)
    return page


@screen("audit", page=True)
def _(visit: Visit) -> None:
    page = _audit(visit)
    expect(main(page).get_by_text("Signed in").filter(visible=True).first).to_be_visible()


@screen("audit-no-match")
def _(visit: Visit) -> None:
    visit.go("/settings/audit?actor=nobody-of-this-name", ready="No matches")


@screen("audit-failed")
def _(visit: Visit) -> None:
    visit.fail("/api/audit/*")
    visit.go("/settings/audit", ready="Couldn’t load the audit trail")


def _now() -> str:
    return datetime.now(UTC).isoformat().replace("+00:00", "Z")


@screen("past", page=True)
def _(visit: Visit) -> None:
    product = visit.add("Stoneware mug", quantity=12)
    at = _now()
    visit.stage.change(product, name="Stoneware mug, blue")
    page = visit.open(f"/?at={quote(at)}")
    expect(main(page).get_by_text("Stoneware mug", exact=True)).to_be_visible()
    expect(main(page).get_by_text("Read-only.")).to_be_visible()


@screen("past-product", page=True)
def _(visit: Visit) -> None:
    product = visit.add("Stoneware mug", quantity=12, price="14.50")
    at = _now()
    visit.stage.change(product, name="Stoneware mug, blue")
    page = visit.open(f"/products/{product['id']}?at={quote(at)}")
    expect(main(page).get_by_role("heading", name="Stoneware mug", exact=True)).to_be_visible()


@screen("past-no-match")
def _(visit: Visit) -> None:
    page = visit.open(f"/?search=nothing-of-this-name&at={quote(_now())}")
    expect(main(page).get_by_text("No matches")).to_be_visible()


@screen("past-too-early")
def _(visit: Visit) -> None:
    page = visit.open("/?at=2001-01-01T00:00:00Z")
    expect(main(page).get_by_text("There’s no history for that time")).to_be_visible()


@screen("past-not-there")
def _(visit: Visit) -> None:
    page = visit.open(f"/products/99999999?at={quote(_now())}")
    expect(main(page).get_by_text("This product didn’t exist")).to_be_visible()


@screen("as-of")
def _(visit: Visit) -> None:
    product = visit.add("Stoneware mug", quantity=12)
    page = visit.go(f"/products/{product['id']}", ready="Stoneware mug")
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("menuitem", name="As of…").click()
    expect(page.get_by_label("Date and time")).to_be_visible()


@screen("trash", page=True)
def _(visit: Visit) -> None:
    _trashed(visit, "Enamel pot")
    _trashed(visit, "Oak board")
    page = visit.go("/trash", ready="Oak board")
    expect(page.get_by_role("button", name="Restore Oak board")).to_be_visible()


@screen("trash-empty")
def _(visit: Visit) -> None:
    visit.empty("/api/products/trash/*")
    visit.go("/trash", ready="The trash is empty")


@screen("trash-remove")
def _(visit: Visit) -> None:
    _trashed(visit, "Copper pan")
    page = visit.go("/trash", ready="Copper pan")
    page.get_by_role("button", name="Delete Copper pan for good").click()
    expect(page.get_by_role("alertdialog")).to_be_visible()
