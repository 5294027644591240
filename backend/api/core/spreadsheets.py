"""Rows as CSV (RFC 4180) that spreadsheets open, and take for what they are: no text of anybody becomes a formula.

The web app writes the same (`frontend/src/lib/spreadsheet.ts`); tests/cases/spreadsheet.json holds for both.
"""

import csv
import re
import unicodedata
from collections.abc import Iterable
from typing import Any, Final

MARK: Final = "\ufeff"
"""Tells spreadsheets that what follows is UTF-8."""


def csv_lines(rows: Iterable[Iterable[Any]]) -> str:
    """The rows as lines, each cell in quotes. Numbers stay as they are, text is made `inert`."""
    return "".join(
        _writer.writerow([inert(cell) if isinstance(cell, str) else cell for cell in row]) for row in rows
    )


def inert(text: str) -> str:
    """*text* with an apostrophe before whatever a spreadsheet would take for a formula (OWASP, CSV injection).

    That is what begins with a sign, in any width and after anything that does not show. The same within the text,
    where a cell begins for those who take a semicolon, a tab or a line break for the end of one.
    """
    pieces = _ENDS_OF_CELLS.split(text)
    made = "".join(f"'{piece}" if _begins_formula(piece) else piece for piece in pieces)
    return f"'{made}" if made.startswith(_ENDS_OF_LINES) else made


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text


_writer: Final = csv.writer(_Echo(), quoting=csv.QUOTE_ALL)
_ENDS_OF_CELLS: Final = re.compile(r"([;\t\r\n])")
_ENDS_OF_LINES: Final = ("\t", "\r", "\n")
_SIGNS: Final = frozenset("=+-@\u2212")
# Of Unicode's classes those that show nothing by themselves, and the letters and symbols that do not either.
_UNSEEN_CLASSES: Final = frozenset("CZM")
_UNSEEN: Final = frozenset('"\u115f\u1160\u2800\u3164\uffa0')


def _begins_formula(piece: str) -> bool:
    for char in piece:
        if unicodedata.category(char)[0] not in _UNSEEN_CLASSES and char not in _UNSEEN:
            return unicodedata.normalize("NFKC", char)[0] in _SIGNS
    return False
