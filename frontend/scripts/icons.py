"""Draws the app's icons from the mark: `make icons`. The results are checked in, so a build needs no browser."""

import shutil
from pathlib import Path

from playwright.sync_api import sync_playwright

PUBLIC = Path(__file__).resolve().parents[1] / "public"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Name, pixels, and whether the colour fills the corners: whoever shows these cuts a shape of its own.
ICONS = (
    ("icon-192.png", 192, False),
    ("icon-512.png", 512, False),
    ("maskable-512.png", 512, True),
    ("apple-touch-icon.png", 180, True),
)


def main() -> None:
    mark = (PUBLIC / "favicon.svg").read_text("utf-8")
    path = next(found for name in BROWSERS if (found := shutil.which(name)))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        for name, size, fills in ICONS:
            page = browser.new_page(viewport={"width": size, "height": size})
            drawing = mark.replace('rx="7"', 'rx="0"') if fills else mark
            page.set_content(
                f"<style>body {{ margin: 0 }} svg {{ display: block; width: {size}px }}</style>{drawing}"
            )
            page.screenshot(path=PUBLIC / "icons" / name, omit_background=True)
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
