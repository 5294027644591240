"""The browser of this machine, and how it is started."""

import shutil
from collections.abc import Sequence

from playwright.sync_api import Browser, Playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# The same without a window of its own: a third less work. No camera, and Tab ends with the page.
SHELL = "chromium-headless-shell"
# Without these, a browser looks its vendor's services up at every start, which a closed network answers slowly.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def find(*, shell: bool = False) -> str | None:
    """The path of a browser; with *shell*, the shell's where there is one."""
    names = (SHELL, *NAMES) if shell else NAMES
    return next((found for name in names if (found := shutil.which(name))), None)


def launch(playwright: Playwright, *, shell: bool = False, more: Sequence[str] = ()) -> Browser:
    return playwright.chromium.launch(executable_path=find(shell=shell), args=[*ARGUMENTS, *more])
