"""What people take along on paper says as much as the screen."""

import re
from collections.abc import Iterator

import pytest
from inspection import cuts
from places import expect_live, main
from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect
from stage import Stage

pytestmark = pytest.mark.browser

A4: ViewportSize = {"width": 794, "height": 1123}


@pytest.fixture
def page(browser: Browser, stage: Stage) -> Iterator[Page]:
    context = stage.context(browser, "desk", "demo")
    yield context.new_page()
    context.close()


def print_out(page: Page, path: str) -> Locator:
    page.goto(path)
    expect_live(page)
    page.set_viewport_size(A4)
    page.emulate_media(media="print")
    return main(page)


def test_the_history_says_what_a_run_was_and_names_are_whole(page: Page, stage: Stage) -> None:
    name = "Folding workbench with two vices, a drawer and a shelf for what would be in the way otherwise"
    made = [stage.add(f"{name} {number}") for number in (1, 2, 3)]
    with stage.server.api(stage.server.token("demo")) as api:
        each = {"ids": [one["id"] for one in made], "action": "adjust", "delta": 3, "reason": "receive"}
        assert api.post("products/bulk/", json=each).status_code == 200
    # By itself: the names of a run are in sight once it is open.
    stage.adjust(made[0], -1)
    try:
        history = print_out(page, "/movements")
        expect(history.get_by_text("+3 on 3 products")).to_be_visible()
        expect(history.get_by_text(f"{name} 1")).to_be_visible()
        assert cuts(page) == []
    finally:
        for product in made:
            stage.delete(product)


@pytest.mark.parametrize("path", ["/movements", "/settings/audit", "/products/{own}"])
def test_a_moment_is_a_date_and_a_time(page: Page, stage: Stage, path: str) -> None:
    """What was "5 min. ago" when it was printed is not when it is read."""
    moments = print_out(page, path.format(own=stage.own["id"])).locator("time")
    expect(moments.first).to_be_visible()
    for moment in moments.all():
        assert re.fullmatch(r"\d{1,2} \w+ \d{4}, \d\d:\d\d:\d\d", moment.inner_text())


def test_tools_stay_on_the_screen_but_a_filter_is_told_of(page: Page) -> None:
    for path in ("/movements", "/settings/audit"):
        shown = print_out(page, path)
        expect(shown.locator("time").first).to_be_visible()
        assert [field for field in shown.locator("input, select, button").all() if field.is_visible()] == []
    sales = print_out(page, "/movements?reason=sale&search=board")
    expect(sales.get_by_role("searchbox")).to_have_value("board")
    expect(sales.get_by_role("button", name="Reason")).to_have_text(re.compile("Sale"))


def test_a_product_has_its_picture(page: Page, stage: Stage) -> None:
    product = print_out(page, f"/products/{stage.own['id']}")
    expect(product.get_by_role("list", name="Pictures").locator("img").first).to_be_visible()
