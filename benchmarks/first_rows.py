"""How long after the first byte is asked for does Home show its rows, on a slow phone and network?

    python benchmarks/first_rows.py                        the built app
    python benchmarks/first_rows.py --build FOLDER …       several builds in turn, to compare them
    python benchmarks/first_rows.py --runs 9               medians of so many

A real server with the sample data and headless Chromium, 390 by 844, with Lighthouse's slow network (1.6 Mbit/s,
150 ms there and back) and a processor four times slower. Each run is a browser that has never been here, but is
signed in. Builds take turns, so that whatever else the machine does falls on all of them.
"""

import argparse
import statistics
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "tests" / "e2e"), str(ROOT / "tests"), str(ROOT / "backend")]

import chromium  # noqa: E402  # the paths come before what is found by them
from playwright.sync_api import Browser, sync_playwright  # noqa: E402
from stage import Stage, signed_in, stage_in  # noqa: E402

PHONE = {"width": 390, "height": 844}
BYTES_A_SECOND = 1.6e6 / 8
LATENCY_MS = 150
SLOWDOWN = 4
# When the first link to a product stands in the list, by the page's own clock.
PROBE = """
new MutationObserver((_, observer) => {
  if (!document.querySelector('main li a[href*="product"], main [role=row] a, main tbody tr a')) return
  observer.disconnect()
  window.firstRows = performance.now()
}).observe(document, { childList: true, subtree: true })
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", type=Path, action="append", metavar="FOLDER")
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--path", default="/")
    args = parser.parse_args()
    builds: list[Path] = args.build or [ROOT / "frontend" / "dist"]
    figures: dict[Path, list[float]] = {build: [] for build in builds}
    with (
        tempfile.TemporaryDirectory(prefix="lr-rows-") as folder,
        stage_in(Path(folder) / "data") as stage,
        sync_playwright() as playwright,
    ):
        browser = chromium.launch(playwright, shell=True)
        for _ in range(args.runs):
            for build, times in figures.items():
                serve(stage, build)
                times.append(first_rows(browser, stage, args.path))
    for build, times in figures.items():
        each = ", ".join(f"{time:.0f}" for time in sorted(times))
        print(f"{statistics.median(times):7.0f} ms  {build}  ({each})")


def serve(stage: Stage, build: Path) -> None:
    stage.server.kill()
    stage.server.env["TEST_FRONTEND_DIST"] = str(build.resolve())
    stage.server.start()


def first_rows(browser: Browser, stage: Stage, path: str) -> float:
    context = browser.new_context(viewport=PHONE, has_touch=True, storage_state=signed_in(stage.server, "demo"))
    page = context.new_page()
    page.add_init_script(PROBE)
    session = context.new_cdp_session(page)
    network = {"offline": False, "latency": LATENCY_MS}
    session.send(
        "Network.emulateNetworkConditions",
        {**network, "downloadThroughput": BYTES_A_SECOND, "uploadThroughput": BYTES_A_SECOND},
    )
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
    page.goto(stage.server.url + path, wait_until="commit")
    page.wait_for_function("() => window.firstRows", timeout=60_000)
    time: float = page.evaluate("window.firstRows")
    context.close()
    return time


if __name__ == "__main__":
    main()
