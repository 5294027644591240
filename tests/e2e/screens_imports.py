"""Imports: the list of them, a file that is brought, its columns, its rows, and what becomes of them."""

import json
import re

from catalogue import screen
from places import main
from playwright.sync_api import Page, Route, expect
from stage import Visit

IMPORTS = r"/api/imports/$"

# What only a person can tell: the encoding of what is no Unicode, and how much 1,250 is.
COLUMNS = """Artikelnummer;Bezeichnung;Warengruppe;Preis;Bestand;Lagerort
M-1001;Münchner Tasse;home;1,250;7;A-12
M-1002;Brotmesser „Größe 3“;Küche;2,400;12;A-13
M-1003;Schneebesen;Küche;1,190;30;B-02
M-1004;Holzlöffel, 4 Stück;Küche;3,900;18;B-03
M-1005;Café-Becher;home;1,450;;B-04
"""
# Without a price, of a category that there is not, a barcode that a spreadsheet has cut short, and good ones.
ROWS = """sku,name,category,price,barcode,quantity
{sku},{name},{category},9.90,,
N-1,Enamel mug,home,12.50,,8
N-2,Bread knife,Kitchen,24.00,,12
N-3,Whisk,Kitchen,11.90,12345678905,30
N-4,Wooden spoon,home,,,18
N-5,Tea towel,home,7.25,4.00638E+12,40
N-6,"Cutting board, oiled beech with a juice groove and rubber feet",home,39.00,,6
"""
GOOD = """sku,name,category,price,quantity
N-1,Enamel mug,home,12.50,8
N-2,Bread knife,home,24.00,12
N-3,Wooden spoon,home,,18
"""


def rows_of(visit: Visit) -> str:
    own = visit.stage.own
    return ROWS.format(sku=own["sku"], name=f'"{own["name"]}"', category=own["category"])


def counts_of(visit: Visit) -> str:
    """What was counted when there were three more of demo's product."""
    own, newest = visit.stage.own, visit.stage.newest
    return (
        f"sku,counted,expected\n{own['sku']},40,{own['quantity'] + 30}\n{newest['sku']},17,{newest['quantity']}\n"
    )


@screen("imports", page=True)
def _(visit: Visit) -> None:
    visit.bring(COLUMNS, filename="autumn.csv")
    visit.bring(GOOD, "check", "apply", filename="kitchen-and-table-spring-catalogue-2026.csv")
    visit.bring(counts_of(visit), "check", filename="", kind="stock")
    visit.go("/imports", ready="Partly imported")


@screen("imports-empty")
def _(visit: Visit) -> None:
    visit.empty(IMPORTS)
    visit.go("/imports", ready="No imports yet")


@screen("imports-failed")
def _(visit: Visit) -> None:
    visit.fail(IMPORTS)
    visit.go("/imports", ready="Couldn’t load the imports")


@screen("imports-not-allowed", who="vera")
def _(visit: Visit) -> None:
    visit.go("/imports", ready="You can’t import")


@screen("import-new", page=True)
def _(visit: Visit) -> None:
    visit.go("/imports/new", ready="Or paste cells")


@screen("import-new-refused")
def _(visit: Visit) -> None:
    page = visit.go("/imports/new", ready="Or paste cells")
    file = {"name": "catalogue.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 nothing"}
    page.locator("input[type=file]").set_input_files(file)  # type: ignore[arg-type]
    expect(main(page).get_by_role("alert")).to_be_visible()


@screen("import-columns", page=True)
def _(visit: Visit) -> None:
    path = visit.bring(COLUMNS, filename="autumn.csv")
    visit.go(path, ready="Which of these is right?")


@screen("import-check", page=True)
def _(visit: Visit) -> None:
    show_rows(visit)


@screen("import-check-changed")
def _(visit: Visit) -> None:
    page = show_rows(visit)
    page.get_by_role("button", name=re.compile("^Changed")).click()
    expect(main(page).get_by_role("button", name=re.compile(f"^Row 2: {visit.stage.own['name']}"))).to_be_visible()


@screen("import-row")
def _(visit: Visit) -> None:
    page = show_rows(visit)
    page.get_by_role("button", name="Row 5: Whisk").click()
    expect(page.get_by_role("dialog", name="Row 5")).to_be_visible()


@screen("import-stock-moved", page=True)
def _(visit: Visit) -> None:
    path = visit.bring(counts_of(visit), "check", filename="shelf-4.csv", kind="stock")
    visit.go(path, ready="has moved since it was counted")


@screen("import-applying")
def _(visit: Visit) -> None:
    path = visit.bring(rows_of(visit), "check", filename="spring.csv")
    visit.stall("/apply/$")
    page = visit.go(path, ready="Fix held rows")
    page.get_by_role("button", name="Import 3, leave 4 out").click()
    expect(page.get_by_role("progressbar", name="Importing")).to_be_visible()


@screen("import-stopped")
def _(visit: Visit) -> None:
    path = visit.bring(rows_of(visit), "check", filename="spring.csv")

    def unfinished(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, json={**answer.json(), "state": "applying"})

    visit.page.route(re.compile(r"/api/imports/[0-9a-f-]+/$"), unfinished)
    visit.go(f"{path}?paused=1", ready="This import is unfinished")


@screen("import-failed")
def _(visit: Visit) -> None:
    path = visit.bring(rows_of(visit), filename="spring.csv")
    failed = {"type": "failed", "code": "server_error", "detail": "Something went wrong on the server.", "done": 0}
    visit.page.route(
        re.compile("/check/$"),
        lambda route: route.fulfill(body=json.dumps(failed) + "\n", content_type="application/x-ndjson"),
    )
    page = visit.go(path, ready="What happens to the rows")
    page.get_by_role("button", name="Check 7 rows").click()
    expect(main(page).get_by_role("alert")).to_be_visible()


@screen("import-done", page=True)
def _(visit: Visit) -> None:
    path = visit.bring(GOOD, "check", "apply", filename="spring.csv")
    visit.go(path, ready="2 rows imported")


@screen("import-undo")
def _(visit: Visit) -> None:
    path = visit.bring(GOOD, "check", "apply", filename="spring.csv")
    page = visit.go(path, ready="2 rows imported")
    page.get_by_role("button", name="Undo import").click()
    expect(page.get_by_role("alertdialog")).to_be_visible()


@screen("import-undone")
def _(visit: Visit) -> None:
    path = visit.bring(GOOD, "check", "apply", "undo", filename="spring.csv")
    visit.go(path, ready="This import was undone")


@screen("import-gone")
def _(visit: Visit) -> None:
    visit.go("/imports/00000000-0000-0000-0000-000000000000", ready="This import is no longer here")


def show_rows(visit: Visit) -> Page:
    path = visit.bring(rows_of(visit), "check", filename="spring.csv")
    page = visit.go(path, ready="Fix held rows")
    expect(main(page).get_by_role("button", name=re.compile("^Row [0-9]+: "))).to_have_count(4)
    return page


@screen("import-pictures", page=True)
def _(visit: Visit) -> None:
    visit.go("/imports/pictures", ready="Choose folder")


@screen("import-pictures-found")
def _(visit: Visit) -> None:
    page = visit.go("/imports/pictures", ready="Choose folder")
    picture = visit.stage.picture()
    names = (visit.stage.own["sku"], visit.stage.newest["sku"], "shelf photo (7)")
    files = [{**picture, "name": f"{name}.webp"} for name in names]
    page.locator("input[type=file]").first.set_input_files(files)  # type: ignore[arg-type]
    expect(main(page).get_by_text("Matched: 2 of 3 pictures")).to_be_visible()
