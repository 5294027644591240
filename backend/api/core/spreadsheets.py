"""Rows as CSV (RFC 4180) that spreadsheets open, and take for what they are: no text of anyone becomes a formula.

What `inert` does, `revive` takes back: a file that is exported and imported says the same.

The web app writes the same (`frontend/src/lib/spreadsheet.ts`); tests/cases/spreadsheet.json holds for both.
"""

import csv
import re
import unicodedata
from collections.abc import Collection, Iterable
from typing import Any, Final

MARK: Final = "\ufeff"
"""Tells spreadsheets that what follows is UTF-8."""


def csv_lines(rows: Iterable[Iterable[Any]], *, codes: Collection[int] = ()) -> str:
    """The rows as lines, each cell in quotes. Numbers stay as they are, text is made `inert`.

    *codes* are the places in a row that hold codes.
    """
    return "".join(
        _writer.writerow(
            [
                inert(cell, is_code=place in codes) if isinstance(cell, str) else cell
                for place, cell in enumerate(row)
            ]
        )
        for row in rows
    )


def inert(text: str, *, is_code: bool = False) -> str:
    """*text* with an apostrophe before whatever a spreadsheet would take for a formula (OWASP, CSV injection).

    That is what begins with a sign, in any width and after anything that does not show. The same within the text,
    where a cell begins for those who take a semicolon, a tab or a line break for the end of one. What looks as if
    it had been given an apostrophe gets one more, so that `revive` finds the text again. With *is_code*, that is
    whatever begins with an apostrophe: people put one before a code to keep its zeros, and it is not part of it.
    """
    if text[:1].isascii() and text[:1].isalnum() and not _ENDS_OF_CELLS.search(text):
        return text
    pieces = _ENDS_OF_CELLS.split(text)
    made = "".join(f"'{piece}" if _begins_formula(piece.lstrip("'")) else piece for piece in pieces)
    is_marked = text.lstrip("'").startswith(_ENDS_OF_LINES) or (
        is_code and text.startswith("'") and not _begins_formula(pieces[0].lstrip("'"))
    )
    return f"'{made}" if is_marked else made


def revive(cell: str, *, is_code: bool = False) -> str:
    """The text that `inert` has made *cell* of: one apostrophe less wherever it has put one."""
    if "'" not in cell:
        return cell
    if cell.startswith("'") and cell.lstrip("'").startswith(_ENDS_OF_LINES):
        cell, is_code = cell[1:], False
    pieces = _ENDS_OF_CELLS.split(cell)
    for place, piece in enumerate(pieces):
        bare = piece.lstrip("'")
        if bare != piece and (_begins_formula(bare) or (is_code and place == 0)):
            pieces[place] = piece[1:]
    return "".join(pieces)


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
