"""Figures that are longer than those of the samples are whole, and stay out of what stands beside them."""

import pytest
from playwright.sync_api import Browser, expect
from screens import SCREENS
from stage import Stage, Visit

pytestmark = pytest.mark.browser

# A cell that does not clip lets what is too long run into the next one.
RUN_OVER = """() => [...document.querySelectorAll('main td')]
  .filter((cell) => cell.scrollWidth > cell.clientWidth)
  .map((cell) => cell.innerText)"""


@pytest.mark.parametrize("width", [720, 1024, 1440])
def test_an_order_in_rupiah_is_whole(browser: Browser, stage: Stage, width: int) -> None:
    context = stage.context(browser, "desk", "demo")
    visit = Visit(stage, context.new_page(), "desk")
    try:
        next(screen for screen in SCREENS if screen.name == "reorder-large").show(visit)
        visit.page.set_viewport_size({"width": width, "height": 900})
        expect(visit.page.locator("tfoot")).to_contain_text("Rp")
        assert visit.page.evaluate(RUN_OVER) == []
    finally:
        visit.leave()
        context.close()
