"""Screens by name: what brings a page to a state, on which devices, and helpers to get there."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect
from stage import Device, Visit

Show = Callable[[Visit], None]


@dataclass(frozen=True)
class Screen:
    name: str
    show: Show
    devices: tuple[Device, ...]
    who: str | None
    """Who is signed in; None: nobody."""
    """A page, as against a state of one or something over it."""
    is_page: bool

    def __str__(self) -> str:
        return self.name


SCREENS: list[Screen] = []
"""In the order of their modules; `screens.py` imports them all."""


def screen(
    name: str, *, only: Device | None = None, who: str | None = "demo", page: bool = False
) -> Callable[[Show], Show]:
    """Register what brings a visit to the state of that name, and returns when it is there to be seen."""

    def register(show: Show) -> Show:
        devices: tuple[Device, ...] = (only,) if only else ("desk", "phone")
        SCREENS.append(Screen(name, show, devices, who, page))
        return show

    return register


def settled(visit: Visit) -> None:
    """Nothing is on its way to the list any more."""
    expect(visit.page.locator("main [aria-busy=true]")).to_have_count(0)
    expect(visit.page.get_by_role("status", name=re.compile("^Loading"))).to_have_count(0)


def choose(editor: Locator, mode: str) -> None:
    editor.locator("label", has_text=re.compile(f"^{mode}$")).click()


def open_editor(visit: Visit) -> Page:
    """The stock editor of demo's product, with Add chosen."""
    name = visit.stage.own["name"]
    page = visit.go(f"/?search={visit.stage.own['sku']}", ready=name)
    page.get_by_role("button", name=f"on hand, change {name}").click()
    page.get_by_role("dialog").get_by_role("button", name="More…").click()
    choose(page.get_by_role("dialog"), "Add")
    return page
