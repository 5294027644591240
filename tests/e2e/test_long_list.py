"""A list that is longer than what is loaded of it: nothing is lost or there twice, and nothing moves by itself."""

import re
from collections.abc import Callable

import pytest
from places import expect_live
from playwright.sync_api import Locator, Page, expect

from servers import InventoryServer

pytestmark = pytest.mark.browser
SignIn = Callable[..., Page]

ROWS = 1500

# Scrolls through the whole list as a wheel does, and takes down which product stands at which place.
# Goes on as soon as rows stand wherever they can be seen, and none of them is still to be loaded.
WALK = """async (box) => {
  const seen = new Map()
  const isDrawn = (rows) => {
    if (rows.length === 0 || box.querySelector('tr[aria-busy]')) return false
    const { bottom } = box.getBoundingClientRect()
    const head = box.querySelector('th').getBoundingClientRect().bottom
    const end = Math.min(bottom, box.querySelector('table').getBoundingClientRect().bottom)
    return rows[0].getBoundingClientRect().top <= head && rows.at(-1).getBoundingClientRect().bottom >= end
  }
  const deadline = performance.now() + 120_000
  box.scrollTop = 0
  for (;;) {
    if (performance.now() > deadline) throw new Error(`No rows ${box.scrollTop} pixels down`)
    await new Promise(requestAnimationFrame)
    const rows = [...box.querySelectorAll('tr[data-index]')]
    if (!isDrawn(rows)) continue
    for (const row of rows) {
      const name = row.querySelector('a').textContent
      seen.set(name, new Set([...(seen.get(name) ?? []), row.dataset.index]))
    }
    if (box.scrollTop + box.clientHeight >= box.scrollHeight - 1) break
    box.scrollTop += 400
  }
  return [...seen].map(([name, places]) => [name, [...places]])
}"""


@pytest.fixture
def many(server: InventoryServer) -> InventoryServer:
    server.shell(
        "from django.contrib.auth import get_user_model\n"
        "from api.models import Category, Product\n"
        "owner = get_user_model().objects.get(username='ana')\n"
        "category = Category.objects.get(slug='other')\n"
        "Product.objects.bulk_create([Product(sku=f'P-{n:05}', name=f'Part {n:05}', category=category,"
        f" price='1.00', quantity=0, created_by=owner) for n in range({ROWS})])"
    )
    return server


def box_of(page: Page) -> Locator:
    return page.locator("[data-scroll-box]")


def test_every_product_is_met_once_on_the_way_to_the_end(sign_in: SignIn, many: InventoryServer) -> None:
    page = sign_in("ana", path="/?sort=name")
    expect(page.get_by_role("link", name="Part 00000", exact=True)).to_be_visible()
    met = box_of(page).evaluate(WALK)
    assert [name for name, _ in sorted(met)] == [f"Part {n:05}" for n in range(ROWS)]
    assert [places for _, places in sorted(met)] == [[str(n)] for n in range(ROWS)]
    assert page.locator("[data-scroll-box] tbody tr").count() < 200


def test_the_way_back_leads_to_the_place_in_the_list(sign_in: SignIn, many: InventoryServer) -> None:
    page = sign_in("ana", path="/?sort=name&search=part")
    box = box_of(page)
    expect(page.get_by_role("link", name="Part 00000", exact=True)).to_be_visible()
    box.evaluate("(box) => { box.scrollTop = 800 * 52 }")
    expect(page.get_by_role("row", name="Part 00805")).to_be_visible()
    product = page.get_by_role("link", name="Part 00805", exact=True)
    product.focus()
    product.press("Enter")
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("menuitem", name="Open full page").click()
    page.get_by_role("link", name="Back to the inventory").click()
    expect(page).to_have_url(re.compile("sort=name"))
    expect(page).to_have_url(re.compile("search=part"))
    expect(page.get_by_role("row", name="Part 00805")).to_be_visible()
    assert box.evaluate("(box) => box.scrollTop") == 800 * 52


@pytest.mark.parametrize("end", ["Save changes", "Cancel"])
@pytest.mark.parametrize("path", ["/", "/my-products"])
def test_the_way_back_leads_past_an_edit(sign_in: SignIn, many: InventoryServer, path: str, end: str) -> None:
    # So narrow that products have pages of their own.
    page = sign_in("ana", path=f"{path}?sort=name&search=part", viewport={"width": 820, "height": 900})
    box = box_of(page)
    expect(page.get_by_role("link", name="Part 00000", exact=True)).to_be_visible()
    box.evaluate("(box) => { box.scrollTop = box.scrollHeight / 2 }")
    product = page.get_by_role("link", name=re.compile("^Part 007[56]")).nth(3)
    expect(product).to_be_in_viewport()
    name, place = product.inner_text(), box.evaluate("(box) => box.scrollTop")
    product.click()
    page.get_by_role("link", name="Edit", exact=True).click()
    page.get_by_label("Description").fill("In the back room")
    page.get_by_role("button", name=end).or_(page.get_by_role("link", name=end)).click()
    if end == "Cancel":
        page.get_by_role("button", name="Leave").click()
    page.get_by_role("link", name="Back to My products" if path != "/" else "Back to the inventory").click()
    page.wait_for_url(f"**{path}?sort=name&search=part")
    expect(page.get_by_role("link", name=name, exact=True)).to_be_in_viewport()
    assert box.evaluate("(box) => box.scrollTop") == place


def test_cancelling_and_deleting_lead_back_to_the_filtered_list(sign_in: SignIn, many: InventoryServer) -> None:
    page = sign_in("ana", path="/?sort=name&search=part", viewport={"width": 820, "height": 900})
    page.get_by_role("link", name="Add product").click()
    page.get_by_role("link", name="Cancel").click()
    page.wait_for_url("**/?sort=name&search=part")
    page.get_by_role("link", name="Part 00001", exact=True).click()
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("menuitem", name="Delete").click()
    page.get_by_role("alertdialog").get_by_role("button", name="Delete").click()
    page.wait_for_url("**/?sort=name&search=part")
    expect(page.get_by_role("link", name="Part 00002", exact=True)).to_be_visible()
    expect(page.get_by_role("link", name="Part 00001", exact=True)).to_have_count(0)


def test_it_jumps_to_the_middle_and_stays_there_while_rows_above_go(
    sign_in: SignIn, many: InventoryServer
) -> None:
    page = sign_in("bea", path="/?sort=name")
    expect_live(page)
    box = box_of(page)
    box.evaluate("(box) => { box.scrollTop = 800 * 52 }")
    row = page.get_by_role("row", name="Part 00805")
    expect(row).to_be_visible()
    row.hover()
    before = row.bounding_box()
    ids = many.query("SELECT id FROM api_product WHERE name IN ('Part 00799', 'Part 00801', 'Part 00003')")
    with many.api(many.token("ana")) as api:
        for (product,) in ids:
            assert api.delete(f"products/{product}/").status_code == 204
    # Two of the three were loaded. How many there are above what is loaded is not known until it is asked for.
    expect(row).to_have_attribute("aria-rowindex", "805")
    assert row.bounding_box() == before
    box.evaluate("(box) => { box.scrollTop = 0 }")
    expect(page.get_by_role("link", name="Part 00000", exact=True)).to_be_visible()
    expect(page.get_by_role("link", name="Part 00003", exact=True)).to_have_count(0)
