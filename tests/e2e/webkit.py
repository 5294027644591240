"""WebKit, the engine of Safari, driven by its own WebDriver on a screen that nobody sees."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from glob import glob
from typing import Any

import pytest
from selenium import webdriver
from selenium.webdriver.remote.webdriver import WebDriver
from selenium.webdriver.webkitgtk.options import Options
from selenium.webdriver.webkitgtk.service import Service

# Reads as a browser's own, whatever the system's is; the app has a test of its own for odd ones.
LANGUAGE = {"LANG": "C.UTF-8", "LANGUAGE": "en_US"}


def find() -> tuple[str, str, str] | None:
    """The driver, the browser and the screen; None where one of them is missing."""
    driver, screen = shutil.which("WebKitWebDriver"), shutil.which("Xvfb")
    browsers = glob("/usr/lib/*/webkit2gtk-4.*/MiniBrowser")
    return (driver, browsers[0], screen) if driver and screen and browsers else None


def find_or_skip() -> tuple[str, str, str]:
    found = find()
    if found is None:
        reason = "No WebKit: install webkit2gtk-driver and xvfb"
        if os.environ.get("REQUIRE_BROWSER"):
            pytest.fail(reason)
        pytest.skip(reason)
    return found


@contextmanager
def screen_on(xvfb: str) -> Iterator[str]:
    """The name of a display of its own."""
    reading, writing = os.pipe()
    command = [xvfb, "-displayfd", str(writing), "-screen", "0", "1600x1000x24", "-nolisten", "tcp"]
    screen = subprocess.Popen(command, pass_fds=[writing], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.close(writing)
    try:
        with os.fdopen(reading) as pipe:
            yield f":{pipe.readline().strip()}"
    finally:
        screen.terminate()
        screen.wait()


@contextmanager
def webkit(display: str, driver: str, browser: str) -> Iterator[WebDriver]:
    """A browser with storage of its own."""
    options = Options()
    options.binary_location = browser
    options.add_argument("--automation")
    options.set_capability("browserName", "MiniBrowser")
    environment: Any = {**os.environ, **LANGUAGE, "DISPLAY": display}
    page = webdriver.WebKitGTK(options=options, service=Service(driver, env=environment))
    try:
        yield page
    finally:
        with suppress(Exception):  # it may have died, which its test has seen
            page.quit()
