"""`make screens`: pictures of every page and state, light and dark, desk and phone, in docs/screens.

`--only home,movements` takes those whose names begin so. Without it, pictures of screens that are no more go.
"""

# ruff: noqa: E402, T201  # the paths come before the imports that need them; it says what it did

import argparse
import io
import sys
import tempfile
from pathlib import Path

TESTS = Path(__file__).parent.parent
sys.path[:0] = [str(TESTS), str(TESTS.parent / "backend")]

import chromium
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Error, expect, sync_playwright
from screens import SCREENS, Screen
from stage import Device, Scheme, Stage, Visit, stage_in

from servers import ROOT, wait_until

FOLDER = ROOT / "docs" / "screens"
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
# Of the files as WebP. Pages keep their size; states are smaller, or the folder would be twice as large.
QUALITY = 60
STATE_QUALITY = 45
STATE_SIZE = (720, 640)
# Those in sight: others are fetched when they come near.
PICTURES_ARE_THERE = """[...document.images].every((image) => {
  const { top, bottom } = image.getBoundingClientRect()
  return image.complete || bottom < 0 || top > innerHeight
})"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="beginnings of names, with commas between them")
    beginnings = tuple(parser.parse_args().only.split(","))
    chosen = [screen for screen in SCREENS if screen.name.startswith(beginnings)]
    FOLDER.mkdir(exist_ok=True)
    expect.set_options(timeout=15_000)
    taken: list[Path] = []
    missed: list[str] = []
    with (
        tempfile.TemporaryDirectory(prefix="lr-screens-") as folder,
        stage_in(Path(folder)) as stage,
        sync_playwright() as playwright,
    ):
        browser = chromium.launch(playwright)
        photograph(browser, stage, chosen, taken, missed)
        browser.close()
    if len(chosen) == len(SCREENS) and not missed:
        for old in set(FOLDER.glob("*.webp")) - set(taken):
            old.unlink()
    size = sum(path.stat().st_size for path in FOLDER.glob("*.webp"))
    print(f"{len(taken)} pictures taken; docs/screens is {size / 1e6:.1f} MB.")
    for name in missed:
        print(f"Missed: {name}")
    return 1 if missed else 0


def photograph(
    browser: Browser, stage: Stage, screens: list[Screen], taken: list[Path], missed: list[str]
) -> None:
    """Take these screens on their devices, in both colour schemes; note the files, and what could not be shown.

    Screen by screen, not device by device: what the last ones leave behind would be in the others' pictures.
    """
    contexts: dict[tuple[Device, str | None], BrowserContext] = {}
    for screen, device in ((one, device) for one in screens for device in one.devices):
        key = (device, screen.who)
        if key not in contexts:
            contexts[key] = stage.context(browser, device, screen.who)
        try:
            taken += _take(contexts[key], stage, device, screen)
        except (AssertionError, Error) as error:
            missed.append(f"{screen} ({device}): {str(error)[:400]}")
        print(f"  {screen} ({device})", flush=True)
    for context in contexts.values():
        context.close()


def _take(context: BrowserContext, stage: Stage, device: Device, screen: Screen) -> list[Path]:
    visit = Visit(stage, context.new_page(), device)
    try:
        screen.show(visit)
        visit.dress("light")
        wait_until(lambda: visit.page.evaluate(PICTURES_ARE_THERE), what="the pictures")
        paths = []
        for scheme in SCHEMES:
            visit.dress(scheme)
            path = FOLDER / f"{screen.name}-{device}-{scheme}.webp"
            _save(visit.page.screenshot(animations="disabled", caret="hide"), path, small=not screen.is_page)
            paths.append(path)
        return paths
    finally:
        visit.leave()


def _save(png: bytes, path: Path, *, small: bool) -> None:
    image = Image.open(io.BytesIO(png)).convert("RGB")
    if small:
        image.thumbnail(STATE_SIZE, Image.Resampling.LANCZOS)
    image.save(path, "WEBP", quality=STATE_QUALITY if small else QUALITY, method=4)


if __name__ == "__main__":
    sys.exit(main())
