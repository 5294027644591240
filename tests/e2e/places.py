"""Where things stand on a page.

A screen says much twice: to eyes and, by an announcer, to screen readers; in a toast and in a row; for the desk
and for the phone. A text alone matches the second copy too as soon as it comes, so tests look in a place.
"""

import re

from playwright.sync_api import Locator, Page, expect

Words = str | re.Pattern[str]


def main(page: Page) -> Locator:
    """The page itself: no navigation, no toasts, no announcer."""
    return page.get_by_role("main")


def pill(page: Page) -> Locator:
    """How true the screen is. Beside it a screen reader hears the same."""
    return page.get_by_role("button", name=re.compile("Connection:"), include_hidden=True)


def expect_live(page: Page) -> None:
    expect(pill(page)).to_contain_text("Live")


def expect_away(page: Page) -> None:
    expect(pill(page)).to_contain_text(re.compile("Reconnecting|Not connected"))


def told(page: Page, words: Words, *, exact: bool = False) -> Locator:
    """What a toast says."""
    return page.get_by_role("region", name=re.compile("Notifications")).get_by_text(words, exact=exact)


def status(page: Page | Locator, words: Words) -> Locator:
    """A line that is also said aloud: presence, a notice, a count."""
    return page.get_by_role("status").filter(has_text=words)


def chosen(page: Page) -> Locator:
    """What can be done with the selected products, and how many there are."""
    return page.get_by_role("toolbar", name="Selected products")
