"""The ways that everybody goes, in the engine of Safari and of every iPhone."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webdriver import WebDriver
from selenium.webdriver.support.wait import WebDriverWait
from webkit import find_or_skip, screen_on, webkit

from servers import PASSWORD, InventoryServer

pytestmark = pytest.mark.browser
SECONDS = 60
PAGES = [
    *("/products/1", "/products/1/edit", "/products/new", "/movements", "/insights", "/reorder", "/imports"),
    *("/imports/new", "/trash", "/account", "/settings/people", "/settings/categories", "/settings/place"),
    *("/settings/audit", "/no-such-page", "/"),
]


@pytest.fixture(scope="module")
def display() -> Iterator[str]:
    _, _, xvfb = find_or_skip()
    with screen_on(xvfb) as name:
        yield name


@pytest.fixture
def page(display: str, server: InventoryServer) -> Iterator[WebDriver]:
    driver, browser, _ = find_or_skip()
    with webkit(display, driver, browser) as page:
        page.set_window_size(1440, 900)
        yield page


def until(page: WebDriver, what: Callable[[WebDriver], Any]) -> Any:
    return WebDriverWait(page, SECONDS, poll_frequency=0.1).until(what)


def seen(page: WebDriver, selector: str) -> Any:
    """The first element that is shown."""

    def shown(page: WebDriver) -> Any:
        return next((one for one in page.find_elements(By.CSS_SELECTOR, selector) if one.is_displayed()), None)

    return until(page, shown)


def says(page: WebDriver, text: str) -> None:
    until(page, lambda page: text in page.find_element(By.TAG_NAME, "body").text)


def sign_in(page: WebDriver, server: InventoryServer, username: str = "ana") -> None:
    page.get(server.url)
    seen(page, "[name=username]").send_keys(username)
    seen(page, "[name=password]").send_keys(PASSWORD, Keys.ENTER)
    is_live(page)


def says_live(page: WebDriver) -> bool:
    pills = page.find_elements(By.XPATH, "//button[.//span[text()='Connection:']]")
    return any(pill.is_displayed() and "Live" in pill.text for pill in pills)


def is_live(page: WebDriver) -> None:
    until(page, says_live)


def product(server: InventoryServer, **fields: Any) -> dict[str, Any]:
    body = {"name": "Blue mug", "sku": "MUG-1", "category": "home", "price": "9.50", "quantity": 10, **fields}
    with server.api(server.token("ana")) as api:
        answer = api.post("products/", json=body)
        assert answer.status_code == 201, answer.text
        made: dict[str, Any] = answer.json()
        return made


def on_hand(server: InventoryServer) -> int:
    [(quantity,)] = server.query("SELECT quantity FROM api_product")
    return int(quantity)


def row(page: WebDriver) -> str:
    return str(seen(page, "tr[data-index='0']").text)


def test_what_others_do_shows_and_what_is_done_is_recorded(page: WebDriver, server: InventoryServer) -> None:
    made = product(server)
    sign_in(page, server)
    assert "Blue mug" in row(page)
    with server.api(server.token("root")) as api:
        api.post(f"products/{made['id']}/adjust/", json={"delta": 32, "reason": "receive"})
    until(page, lambda page: "42" in row(page))

    seen(page, 'button[aria-label^="Remove one"]').click()
    until(page, lambda _: on_hand(server) == 41)
    says(page, "41 on hand")
    seen(page, "button[data-adjust]").click()
    seen(page, 'input[aria-label="Number on hand"]').send_keys("+9", Keys.ENTER)
    until(page, lambda _: on_hand(server) == 50)

    seen(page, "tr[data-index='0'] a").click()
    seen(page, "canvas")
    assert "The ledger adds up" in server.manage("check_ledger")


def test_a_product_is_added_with_a_picture(page: WebDriver, server: InventoryServer, tmp_path: Path) -> None:
    photo = tmp_path / "photo.jpg"
    Image.effect_noise((1200, 900), 80).convert("RGB").save(photo, quality=95)
    sign_in(page, server)
    page.get(f"{server.url}/products/new")
    seen(page, "[name=name]").send_keys("Green vase")
    seen(page, "[name=price]").send_keys("12.50")
    seen(page, "select[name=category]").send_keys("Home")
    page.find_element(By.CSS_SELECTOR, "input[type=file]").send_keys(str(photo))
    seen(page, "form img")
    seen(page, "form button[type=submit]:not([aria-disabled=true])").click()
    until(page, lambda _: server.query("SELECT count(*) FROM api_product WHERE image <> ''") == [(1,)])
    says(page, "Green vase")
    until(
        page, lambda page: page.execute_script("return [...document.images].some((one) => one.naturalWidth > 100)")
    )


def test_it_is_current_again_after_the_server_was_away(page: WebDriver, server: InventoryServer) -> None:
    made = product(server)
    sign_in(page, server)
    assert "10" in row(page)
    server.kill()
    until(page, lambda page: not says_live(page))
    server.start()
    with server.api(server.token("ana")) as api:
        api.post(f"products/{made['id']}/adjust/", json={"delta": -3, "reason": "sale"})
    is_live(page)
    until(page, lambda page: "7" in row(page))


def test_tabs_are_signed_out_together(page: WebDriver, server: InventoryServer) -> None:
    sign_in(page, server)
    first = page.current_window_handle
    page.switch_to.new_window("tab")
    page.get(server.url)
    is_live(page)
    page.get(f"{server.url}/logout")
    seen(page, "[name=username]")
    page.switch_to.window(first)
    seen(page, "[name=username]")


@pytest.mark.parametrize("width", [420, 1440])
def test_every_page_is_drawn(page: WebDriver, server: InventoryServer, width: int) -> None:
    product(server, quantity=2, reorder_level=5)
    sign_in(page, server, "root")
    page.set_window_size(width, 900)
    for path in PAGES:
        page.get(server.url + path)
        seen(page, "main h1, main h2")
        text = page.find_element(By.TAG_NAME, "body").text
        assert "Something went wrong" not in text, path
        assert page.execute_script("return document.documentElement.scrollWidth <= innerWidth"), path
