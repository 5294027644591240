"""Every page and state: no barrier, light, dark or in forced colours; nothing cut, 320 to 2560 px or on paper."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from inspection import barriers, cuts
from playwright.sync_api import Browser, BrowserContext
from screens import SCREENS, Screen
from stage import VIEWPORTS, Device, Stage, Visit

pytestmark = pytest.mark.browser

# A laptop of 1440 px at 200 %.
ZOOMED = 720
# A page is drawn anew at each of these; what lies over one keeps to those of its device.
WIDTHS = {"phone": (320,), "desk": (2560, 1920, 1280, 1024, 900, 820, 768, ZOOMED)}
WIDTHS_OVER_A_PAGE: dict[str, tuple[int, ...]] = {"phone": (320,), "desk": ()}

# What people take along on paper: A4, as browsers lay it out.
PRINTED = ("home", "home-print", "product", "movements", "insights", "reorder", "audit")
PAPER = 794

# Colours that are on their way would have to be waited for, at every screen.
NO_TRANSITIONS = """addEventListener('DOMContentLoaded', () => {
  document.head.append(Object.assign(document.createElement('style'), {
    textContent: '* { transition: none !important }',
  }))
})"""

LOOKS = [pytest.param(one, device, id=f"{one}-{device}") for one in SCREENS for device in one.devices]


class Room:
    """The browsers of this module, one a device and person, opened when they are first needed.

    Each has one page, which goes from visit to visit: a new page has a new process, which compiles the app anew.
    """

    def __init__(self, browser: Browser, stage: Stage) -> None:
        self.stage = stage
        self._browser = browser
        self._contexts: dict[tuple[Device, str | None], BrowserContext] = {}

    @contextmanager
    def visit(self, device: Device, *, who: str | None) -> Iterator[Visit]:
        context = self._contexts.get((device, who))
        if context is None:
            # axe comes from outside, which the policy of the page forbids.
            context = self.stage.context(self._browser, device, who, bypass_csp=True)
            context.add_init_script(NO_TRANSITIONS)
            self._contexts[device, who] = context
        visit = Visit(self.stage, context.pages[0] if context.pages else context.new_page(), device)
        is_seen = False
        try:
            yield visit
            is_seen = True
        finally:
            visit.leave(page_stays=is_seen)

    def close(self) -> None:
        for context in self._contexts.values():
            context.close()


@pytest.fixture(scope="module")
def room(browser: Browser, stage: Stage) -> Iterator[Room]:
    room = Room(browser, stage)
    yield room
    room.close()


@pytest.mark.parametrize(("screen", "device"), LOOKS)
def test_it_has_no_barrier_and_nothing_is_cut(room: Room, screen: Screen, device: Device) -> None:
    with room.visit(device, who=screen.who) as visit:
        page = visit.page
        screen.show(visit)
        visit.dress("light")
        problems = {"light": barriers(page), device: cuts(page)}
        visit.dress("dark")
        problems["dark"] = barriers(page, colours_only=True)
        for width in (WIDTHS if screen.is_page else WIDTHS_OVER_A_PAGE)[device]:
            page.set_viewport_size({**VIEWPORTS[device], "width": width})
            problems[f"{width} px"] = cuts(page)
        if screen.is_page and device == "desk":
            page.emulate_media(forced_colors="active")
            problems["forced colours"] = barriers(page, colours_only=True)
            page.emulate_media(forced_colors="none")
        if screen.name in PRINTED and device == "desk":
            page.set_viewport_size({**VIEWPORTS[device], "width": PAPER})
            page.emulate_media(media="print")
            problems["print"] = cuts(page)
        assert {where: what for where, what in problems.items() if what} == {}
