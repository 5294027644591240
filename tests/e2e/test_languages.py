"""German, and a language for tests in which every word looks translated and the layout is mirrored.

Nothing is English, nothing is cut, and there is no barrier.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

import pytest
from inspection import barriers, cuts
from playwright.sync_api import Browser, BrowserContext, Page, Response, expect
from stage import Device, Stage
from test_every_screen import NO_TRANSITIONS

pytestmark = pytest.mark.browser

# No letter of its words is ASCII, so a word in ASCII letters was never looked up.
MIRRORED: Final = "ar-XB"
# What a page shows and nobody translates: names, keys, currencies, the languages in their own words.
NAMES: Final = re.compile(
    r"LR Inventory|Samsung Internet|(Headless)?Chrom(e|ium)|Linux|python-httpx|alt\+T|US\$|\bUS\b"
    r"|[\w.]+@[\w.]+|https?://\S+"
)
# A name that says more than the button shows begins with what it shows; longer words break that.
OF_LONGER_WORDS: Final = "label-content-name-mismatch"

SHOWN = """() => {
  const texts = [document.title]
  const isSeen = (element) => element.checkVisibility() && !element.closest('[lang]:not(html), [translate=no]')
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement
    if (!/^(SCRIPT|STYLE|NOSCRIPT)$/.test(parent.tagName) && isSeen(parent)) texts.push(node.data)
  }
  for (const element of document.body.querySelectorAll('*')) {
    if (!isSeen(element)) continue
    for (const name of ['aria-label', 'title', 'placeholder', 'alt', 'aria-description', 'aria-roledescription'])
      if (element.hasAttribute(name)) texts.push(element.getAttribute(name))
  }
  return texts
}"""


@dataclass
class Reader:
    """Somebody's page in a language, and what the server has sent to it."""

    page: Page
    stage: Stage
    answers: list[Response] = field(default_factory=list)

    def go(self, path: str, *, live: bool = True) -> None:
        self.page.goto(path)
        if live:
            expect(self.page.locator("[data-state-dot].bg-live").first).to_be_attached()
        expect(self.page.get_by_role("heading", level=1).first).to_be_attached()
        expect(self.page.locator("main [aria-busy=true]")).to_have_count(0)

    def english(self) -> list[str]:
        """The words on the page that neither the server sent nor a catalogue gave."""
        texts = {text for answer in self.answers for text in _sent_in(answer)}
        sent = sorted((text for text in texts if re.search("[A-Za-z]{2}", text)), key=len, reverse=True)
        found: list[str] = []
        for shown in self.page.evaluate(SHOWN):
            left = re.sub("[\\u2066-\\u2069\\u200e\\u200f]", "", shown)
            for text in sent:
                left = left.replace(text, "")
            if re.search("[A-Za-z]{2}", NAMES.sub("", left)):
                found.append(shown.strip())
        return found


Show = Callable[[Reader], None]


def home(reader: Reader) -> None:
    reader.go("/")
    expect(reader.page.get_by_text(reader.stage.latest).filter(visible=True).first).to_be_visible()


def palette(reader: Reader) -> None:
    home(reader)
    reader.page.keyboard.press("ControlOrMeta+k")
    expect(reader.page.get_by_role("option").first).to_be_visible()


def keys(reader: Reader) -> None:
    home(reader)
    reader.page.keyboard.press("?")
    expect(reader.page.get_by_role("dialog")).to_be_visible()


def chosen(reader: Reader) -> None:
    home(reader)
    boxes = reader.page.get_by_role("row").get_by_role("checkbox")
    for number in (1, 2):
        boxes.nth(number).click()
    expect(reader.page.get_by_role("toolbar")).to_be_visible()


def refused(reader: Reader) -> None:
    reader.go("/register", live=False)
    page = reader.page
    page.locator("input[autocomplete=username]").fill("demo")
    page.locator("input[type=email]").fill("demo@shop.example")
    page.locator("input[type=password]").fill("12345678")
    page.locator("form button[type=submit]").click()
    expect(page.locator("[aria-invalid=true]").first).to_be_visible()


def at(path: str, *, live: bool = True) -> Show:
    return lambda reader: reader.go(path, live=live)


def of_product(path: str) -> Show:
    return lambda reader: reader.go(path.format(reader.stage.own["id"]))


STATES: Final[dict[str, tuple[Device, str | None, Show]]] = {
    "sign-in": ("phone", None, at("/login", live=False)),
    "register-refused": ("desk", None, refused),
    "home": ("desk", "demo", home),
    "home-phone": ("phone", "demo", home),
    "selection": ("desk", "demo", chosen),
    "palette": ("desk", "demo", palette),
    "shortcuts": ("desk", "demo", keys),
    "product": ("desk", "demo", of_product("/products/{}")),
    "product-phone": ("phone", "demo", of_product("/products/{}")),
    "edit": ("phone", "demo", of_product("/products/{}/edit")),
    "movements": ("desk", "demo", at("/movements")),
    "reorder": ("desk", "demo", at("/reorder")),
    "account": ("phone", "demo", at("/account")),
    "people": ("desk", "demo", at("/settings/people")),
    "not-found": ("desk", "demo", at("/nothing-here", live=False)),
}


class Room:
    """A browser for each language, device and person, opened when it is first needed."""

    def __init__(self, browser: Browser, stage: Stage) -> None:
        self.stage = stage
        self._browser = browser
        self._contexts: dict[tuple[str, Device, str | None], BrowserContext] = {}

    def reader(self, language: str, device: Device, who: str | None) -> Reader:
        context = self._contexts.get((language, device, who))
        if context is None:
            locale = "de-DE" if language == "de" else "en-GB"
            context = self.stage.context(self._browser, device, who, bypass_csp=True, locale=locale)
            context.add_init_script(NO_TRANSITIONS)
            if language != "de":
                context.add_init_script(f"localStorage.setItem('lr.language', '{language}')")
            self._contexts[language, device, who] = context
        reader = Reader(context.new_page(), self.stage)
        reader.page.on("response", lambda answer: reader.answers.append(answer))
        return reader

    def close(self) -> None:
        for context in self._contexts.values():
            context.close()


@pytest.fixture(scope="module")
def room(browser: Browser, stage: Stage) -> Iterator[Room]:
    room = Room(browser, stage)
    yield room
    room.close()


@pytest.mark.parametrize("name", STATES)
def test_a_mirrored_page_has_no_word_that_was_not_looked_up(room: Room, name: str) -> None:
    device, who, show = STATES[name]
    reader = room.reader(MIRRORED, device, who)
    try:
        show(reader)
        assert reader.page.evaluate("document.documentElement.dir") == "rtl"
        found = [barrier for barrier in barriers(reader.page) if not barrier.startswith(OF_LONGER_WORDS)]
        problems = {"English": reader.english(), "barriers": found, "cut": cuts(reader.page)}
        assert {what: some for what, some in problems.items() if some} == {}
    finally:
        reader.page.close()


@pytest.mark.parametrize("name", STATES)
def test_a_german_page_has_no_barrier_and_nothing_is_cut(room: Room, name: str) -> None:
    device, who, show = STATES[name]
    reader = room.reader("de", device, who)
    try:
        show(reader)
        assert reader.page.evaluate("document.documentElement.lang") == "de"
        problems = {"barriers": barriers(reader.page), device: cuts(reader.page)}
        if device == "phone":
            reader.page.set_viewport_size({"width": 320, "height": 640})
            problems["320 px"] = cuts(reader.page)
        assert {what: found for what, found in problems.items() if found} == {}
    finally:
        reader.page.close()


def test_a_german_browser_reads_german_and_may_choose_english(room: Room) -> None:
    page = room.reader("de", "desk", "demo").page
    page.goto("/account")
    expect(page.get_by_role("heading", name="Darstellung")).to_be_visible()
    page.get_by_role("main").get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", name="Appearance")).to_be_visible()
    assert page.evaluate("document.documentElement.lang") == "en"
    page.get_by_role("main").get_by_role("button", name="Deutsch").click()
    expect(page.get_by_role("heading", name="Darstellung")).to_be_visible()
    page.close()


def test_a_price_is_typed_as_it_is_shown(room: Room) -> None:
    reader = room.reader("de", "desk", "demo")
    page = reader.page
    product = reader.stage.add("Teak shelf", price="1234.50")
    page.goto(f"/products/{product['id']}/edit")
    price = page.get_by_label(re.compile("^Preis"))
    price.fill("2.345,60 $")
    page.get_by_role("button", name="Speichern").click()
    expect(page.get_by_role("main").get_by_text(re.compile("2.345,60")).first).to_be_visible()
    page.close()
    reader.stage.delete(product)


def _sent_in(answer: Response) -> set[str]:
    is_json = "json" in answer.headers.get("content-type", "")
    return set(_texts(answer.json())) if "/api/" in answer.url and is_json else set()


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part)
