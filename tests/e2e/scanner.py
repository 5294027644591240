"""A USB barcode scanner: a keyboard with a pace of its own, on machines with other keyboards than its own."""

import time
from collections.abc import Mapping

from playwright.sync_api import Page

SIGNS = {"-": "Minus", ".": "Period", "/": "Slash", " ": "Space", "+": "Equal", "=": "Equal", ":": "Semicolon"}
VIRTUAL = {"Enter": 13, "Tab": 9}
SHIFT = 8

# What the keys of a US keyboard type where the machine has another one. Capitals are the same keys with Shift.
US: Mapping[str, str] = {}
GERMAN = {"y": "z", "z": "y", "Y": "Z", "Z": "Y", "-": "ß", "/": "-", "=": "Dead", "+": "Dead"}
FRENCH = {
    **dict(zip("1234567890", "&é\"'(-è_çà", strict=True)),
    **dict(zip("aqzwAQZW-m/.", "qawzQAWZ),!:", strict=True)),
}


def _code(char: str) -> str:
    if char.isdigit():
        return f"Digit{char}"
    return f"Key{char.upper()}" if char.isalpha() else SIGNS[char]


class Scanner:
    """Types into *page* as a scanner that is set to a US keyboard.

    The browser is told when each key came, so that neither a busy machine nor a quick test changes the pace.
    """

    def __init__(self, page: Page) -> None:
        self._session = page.context.new_cdp_session(page)
        self._at = 0.0

    def scan(
        self,
        code: str,
        *,
        gap: float = 8,
        pauses: Mapping[int, float] | None = None,
        layout: Mapping[str, str] = US,
        end: str = "Enter",
    ) -> None:
        """Type *code* with *gap* milliseconds between keys; *pauses* has longer ones, by the key after them."""
        # A while after whatever came before.
        self._at = max(time.time(), self._at) + 2
        for index, char in enumerate(code):
            self._wait(max(gap, (pauses or {}).get(index, 0)))
            shift = char.isupper() or char == ":"
            if shift:
                self._press("Shift", "ShiftLeft", "", 0)
            key = layout.get(char, char)
            self._press(key, _code(char), "" if key == "Dead" else key, SHIFT if shift else 0)
        self._wait(max(gap, (pauses or {}).get(len(code), 0)))
        self._press(end, end, "\r" if end == "Enter" else "", 0)

    def _wait(self, milliseconds: float) -> None:
        self._at += milliseconds / 1000

    def _press(self, key: str, code: str, text: str, modifiers: int) -> None:
        event = {"key": key, "code": code, "timestamp": self._at, "modifiers": modifiers}
        number = VIRTUAL.get(key, 0)
        down = {**event, "type": "keyDown" if text else "rawKeyDown", "windowsVirtualKeyCode": number}
        self._session.send("Input.dispatchKeyEvent", {**down, "text": text} if text else down)
        self._session.send("Input.dispatchKeyEvent", {**event, "type": "keyUp", "windowsVirtualKeyCode": number})
