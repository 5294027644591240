"""Does the inventory screen stay quick over 100,000 products, and while others change what it shows?

    python benchmarks/screen.py                            the whole: fills a catalogue, then three measurements
    python benchmarks/screen.py --catalogue FOLDER         keeps the catalogue there for the next run
    python benchmarks/screen.py --only scroll              or: events
    python benchmarks/screen.py --no-check                 prints the table, whatever it says

A real server, and the built web app (`make run` or `npm run build` makes it) in headless Chromium, 1440 by 900.
Exit code 1 when a limit is broken. Everything is timed by the wall clock in the page: the machine should be idle.
"""

import argparse
import asyncio
import os
import shutil
import sqlite3
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import httpx
from listeners import Writer
from playwright.sync_api import Browser, Page, sync_playwright
from systems import PASSWORD, USER, OurServer, System

PROBE = Path(__file__).with_name("screen_probe.js")
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
WINDOW = {"width": 1440, "height": 900}
ROWS = "tbody tr a, [role=rowgroup] [role=row] a"
SEARCH = "input[type=search]"

WHEEL_STEPS = 120
WHEEL_PIXELS = 400
DRAG_SECONDS = 4.0
SETTLE_SECONDS = 10.0
WRITERS = 4
# Six figures, so that a quantity of this benchmark is found in no price, code or name.
FIRST_QUANTITY = 500_000

LONG_TASK_MS = 50
MOST_ROWS = 200
INPUT_MS = 100
PAINT_MS = 100
LEAST_RATE = 0.9  # of the events per second that were asked for


class Line(NamedTuple):
    """One figure; *limit* is None where there is none to keep. *ok* says whether it is kept."""

    what: str
    value: str
    limit: str | None = None
    ok: bool = True


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--rate", type=int, default=100, help="events a second")
    parser.add_argument("--seconds", type=int, default=30, help="of events")
    parser.add_argument("--only", choices=["scroll", "events"])
    parser.add_argument("--catalogue", type=Path, metavar="FOLDER", help="keep the products here for the next run")
    parser.add_argument("--port", type=int, default=8970)
    parser.add_argument("--no-check", action="store_true", help="do not fail when a limit is broken")
    args = parser.parse_args()
    lines: list[Line] = []
    with tempfile.TemporaryDirectory(prefix="lr-screen-") as folder, ExitStack() as stack:
        server = filled(Path(folder), args)
        system = server.start()
        stack.callback(server.stop)
        browser = stack.enter_context(chromium())
        if args.only != "events":
            lines += scroll(signed_in(browser, system), args.rows)
        if args.only != "scroll":
            lines += events(signed_in(browser, system), system, args.rate, args.seconds)
    load = os.getloadavg()[0]
    report(
        lines,
        f"{args.rows:,} products, Chromium, {WINDOW['width']} by {WINDOW['height']}, load average {load:.1f}",
    )
    if not args.no_check and not all(line.ok for line in lines):
        sys.exit(1)


def report(lines: list[Line], title: str) -> None:
    print(f"\n{title}\n\n| | measured | limit | |\n|---|---:|---:|---|")
    for line in lines:
        verdict = "" if line.limit is None else "kept" if line.ok else "BROKEN"
        print(f"| {line.what} | {line.value} | {line.limit or ''} | {verdict} |")


# --- The server and the browser ------------------------------------------------------------------------------


def filled(folder: Path, args: Any) -> OurServer:
    kept: Path | None = args.catalogue
    if kept and kept.exists():
        shutil.copytree(kept, folder, dirs_exist_ok=True)
        with sqlite3.connect(folder / "db.sqlite3") as database:
            # The account is made again, with a password of this run; names are given once.
            database.execute("DELETE FROM api_accountname WHERE key = ?", [USER])
            database.execute("UPDATE auth_user SET username = 'owner' WHERE username = ?", [USER])
        return OurServer(folder, args.port)
    server = OurServer(folder, args.port)
    began = time.perf_counter()
    server.manage("populate_products", "--count", str(args.rows))
    print(f"populate_products --count {args.rows}: {time.perf_counter() - began:.1f} s")
    if kept:
        shutil.copytree(folder, kept)
    return server


@contextmanager
def chromium() -> Iterator[Browser]:
    path = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if path is None:
        raise SystemExit("No browser: install Chromium, or Google Chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


def signed_in(browser: Browser, system: System) -> Page:
    """The list, loaded and live, in a context of its own."""
    page = browser.new_context(viewport=WINDOW).new_page()
    page.add_init_script(path=PROBE)
    page.goto(f"http://127.0.0.1:{system.port}/")
    page.get_by_label("Username").fill(USER)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.locator(ROWS).first.wait_for()
    page.get_by_text("Live", exact=True).first.wait_for()
    page.wait_for_load_state("networkidle")
    return page


def heap(page: Page) -> int:
    """Bytes of JavaScript that are still used after collecting garbage."""
    session = page.context.new_cdp_session(page)
    for _ in range(2):
        session.send("HeapProfiler.collectGarbage")
    used: int = session.send("Runtime.getHeapUsage")["usedSize"]
    session.detach()
    return used


# --- Scrolling -----------------------------------------------------------------------------------------------


def scroll(page: Page, rows: int) -> list[Line]:
    """By the wheel from the top, then dragging to the end, and dragging back."""
    before = heap(page)
    page.mouse.move(WINDOW["width"] / 2, WINDOW["height"] / 2)
    page.evaluate("screenProbe.start()")
    for _ in range(WHEEL_STEPS):
        page.mouse.wheel(0, WHEEL_PIXELS)
    wheeled = page.evaluate("screenProbe.stop()")
    page.evaluate("screenProbe.start()")
    page.evaluate("seconds => screenProbe.drag(1, seconds)", DRAG_SECONDS)
    reached = reach(page, rows)
    page.evaluate("seconds => screenProbe.drag(0, seconds)", DRAG_SECONDS)
    page.wait_for_load_state("networkidle")
    dragged = page.evaluate("screenProbe.stop()")
    after = heap(page)
    most_rows = max(wheeled["mostRows"], dragged["mostRows"])
    page.context.close()
    return [
        Line("row reached at the end", f"{reached:,}", f"{rows:,}", reached == rows),
        tasks_line("longest task, wheel", wheeled, is_checked=True),
        tasks_line("longest task, dragging to the end and back", dragged, is_checked=True),
        Line("most rows in the page", str(most_rows), f"< {MOST_ROWS}", most_rows < MOST_ROWS),
        Line("frames not drawn, wheel", share(wheeled)),
        Line("frames not drawn, dragging", share(dragged)),
        Line("JavaScript heap before and after", f"{before / 1e6:.1f} → {after / 1e6:.1f} MB"),
    ]


def reach(page: Page, rows: int) -> int:
    """Wait for the last row; returns the last place that is shown."""
    deadline = time.monotonic() + SETTLE_SECONDS
    while (place := int(page.evaluate("screenProbe.lastPlace()"))) < rows and time.monotonic() < deadline:
        page.wait_for_timeout(50)
    return place


# --- Events --------------------------------------------------------------------------------------------------


def events(page: Page, system: System, rate: int, seconds: int) -> list[Line]:
    """Others change the products in the window while somebody types."""
    products: list[int] = page.evaluate("screenProbe.visible()")
    if not products:
        raise SystemExit("No product is in the window.")
    load = Load(system, products, rate, seconds)
    page.wait_for_timeout(2000)
    before = heap(page)
    page.evaluate("screenProbe.start()")
    load.start()
    box = page.locator(SEARCH).first
    box.click()
    while load.is_alive():
        # Blanks: the search box shows them and asks for nothing, so the list stays what it is.
        for key in ("Space", "Backspace"):
            page.keyboard.press(key)
            page.wait_for_timeout(60)
    load.join()
    if load.failed:
        raise SystemExit(load.failed)
    page.wait_for_timeout(1000)
    found = page.evaluate("screenProbe.stop()")
    if page.evaluate("screenProbe.visible()") != products:
        raise SystemExit("The list did not stay what it was: the rows in the window are others now.")
    after = heap(page)
    page.context.close()
    received = found["events"] / load.took
    return [
        Line("products changed", str(len(products))),
        Line("writes a second", f"{load.done / load.took:.0f}"),
        Line("events received a second", f"{received:.0f}", f"~ {rate}", received >= LEAST_RATE * rate),
        Line("events never shown", str(found["unseen"]), "0", found["unseen"] == 0),
        percentile_line("key or click → handler", found["delays"], INPUT_MS),
        percentile_line("key or click → painted", found["inputs"], INPUT_MS),
        percentile_line("event → row painted", found["shown"], PAINT_MS),
        percentile_line("commit → row painted", found["committed"], None),
        tasks_line("longest task under events", found, is_checked=False),
        Line("frames not drawn, events", share(found)),
        Line("JavaScript heap before and after, events", f"{before / 1e6:.1f} → {after / 1e6:.1f} MB"),
    ]


class Load(threading.Thread):
    """Counts products anew over REST, *rate* times a second, on a thread and an event loop of its own.

    Each is counted once at the beginning, so that what it had before is in no figure that is looked for.
    """

    def __init__(self, system: System, products: list[int], rate: int, seconds: int) -> None:
        super().__init__()
        self.done = 0
        self.took = 0.0
        self.failed = ""
        self._system = system
        self._rate = rate
        self._writes = rate * seconds
        self._quantities = dict.fromkeys(products, FIRST_QUANTITY)
        base = f"http://127.0.0.1:{system.port}/api/products/"
        with httpx.Client(base_url=base, headers={"Authorization": f"Bearer {system.token}"}) as api:
            for product in products:
                held = api.get(f"{product}/").json()["quantity"]
                count = {"set_to": FIRST_QUANTITY, "expected": held, "reason": "count"}
                api.post(f"{product}/adjust/", json=count).raise_for_status()

    def run(self) -> None:
        asyncio.run(self._run())

    async def _run(self) -> None:
        began = time.perf_counter()
        await asyncio.gather(*(self._work(number, began) for number in range(WRITERS)))
        self.took = time.perf_counter() - began

    async def _work(self, first: int, began: float) -> None:
        """Each writer has products of its own, so that it knows what it counted there last."""
        products = list(self._quantities)[first::WRITERS]
        async with Writer(self._system) as writer:
            for turn, number in enumerate(range(first, self._writes, WRITERS)):
                await asyncio.sleep(began + number / self._rate - time.perf_counter())
                product = products[turn % len(products)]
                held, quantity = self._quantities[product], FIRST_QUANTITY + 1 + number
                count = {"set_to": quantity, "expected": held, "reason": "count"}
                path = f"/api/products/{product}/adjust/"
                status, answer = await writer.post(path, count, f"Bearer {self._system.token}")
                if status != 201:
                    self.failed = f"A count was answered {status}: {answer.decode()[:200]}"
                    return
                self._quantities[product] = quantity
                self.done += 1


# --- Lines ---------------------------------------------------------------------------------------------------


def tasks_line(what: str, found: dict[str, Any], *, is_checked: bool) -> Line:
    """Browsers report tasks from 50 ms on; below that there is nothing to say."""
    lengths = [length for _, length in found["tasks"]]
    value = f"{max(lengths):.0f} ms ({len(lengths)} long)" if lengths else f"< {LONG_TASK_MS} ms"
    return Line(what, value, f"< {LONG_TASK_MS} ms" if is_checked else None, not is_checked or not lengths)


def percentile_line(what: str, times: list[float], limit: float | None) -> Line:
    if len(times) < 2:
        return Line(what, "too few to say", f"p95 < {limit} ms", ok=limit is None)
    cuts = statistics.quantiles(times, n=20)
    value = f"p50 {statistics.median(times):.0f}, p95 {cuts[18]:.0f}, max {max(times):.0f} ms of {len(times):,}"
    return Line(what, value, limit and f"p95 < {limit} ms", limit is None or cuts[18] < limit)


def share(found: dict[str, Any]) -> str:
    return f"{100 * found['dropped'] / max(1, found['frames'] + found['dropped']):.1f} %"


if __name__ == "__main__":
    main()
