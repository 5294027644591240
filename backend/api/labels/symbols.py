"""Bar codes and QR codes as plain bars and squares, so that every format draws the same ones.

Sources: ISO/IEC 15417 (Code 128), GS1 General Specifications 5.2 (EAN-13, EAN-8, UPC-A).
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, Literal

import segno

from ..catalog.codes import gtin

Kind = Literal["EAN-13", "EAN-8", "UPC-A", "Code 128"]


@dataclass(frozen=True, slots=True)
class Linear:
    """Widths of bars and spaces in turn, in modules, beginning with a bar.

    *quiet* is what stays white on the left and on the right, in modules. A module is between *least* and *most*
    millimetres wide: EAN at 80 % of its nominal 0.33 mm or more.
    """

    kind: Kind
    text: str
    runs: tuple[int, ...]
    quiet: tuple[int, int]
    least: float
    most: float

    @property
    def modules(self) -> int:
        return sum(self.runs) + sum(self.quiet)


@dataclass(frozen=True, slots=True)
class Matrix:
    """Dark squares of a QR code, row by row, as (first, how many) runs; *size* is without the quiet zone."""

    text: str
    size: int
    rows: tuple[tuple[tuple[int, int], ...], ...]


QUIET_QR: Final = 4
# Millimetres a module: below, phones and cheap scanners fail.
LEAST_QR: Final = 0.33
MOST_QR: Final = 0.8

_LEAST_128: Final = 0.25
_MOST_128: Final = 0.34
_LEAST_EAN: Final = 0.264
_MOST_EAN: Final = 0.4


def barcode(code: str) -> Linear | None:
    """*code* as EAN or UPC-A where its check digit is right, else as Code 128; None if that lacks its letters."""
    digits = gtin(code)[-len(code) :] if code else ""
    match len(digits):
        case 13:
            return Linear("EAN-13", digits, _ean13(digits), (11, 7), _LEAST_EAN, _MOST_EAN)
        case 12:
            return Linear("UPC-A", digits, _ean13(f"0{digits}"), (9, 9), _LEAST_EAN, _MOST_EAN)
        case 8:
            return Linear("EAN-8", digits, _ean8(digits), (7, 7), _LEAST_EAN, _MOST_EAN)
    if not code or not all(" " <= char <= "~" for char in code):
        return None
    return Linear("Code 128", code, _code128(code), (10, 10), _LEAST_128, _MOST_128)


def qr(text: str) -> Matrix:
    """A QR code with error correction M."""
    made = _made(text, _mask(_DIGIT.sub("0", text)))
    rows = tuple(_dark_runs(bytes(row)) for row in made.matrix)
    return Matrix(text, len(rows), rows)


@lru_cache(maxsize=64)
def _mask(pattern: str) -> int:
    """The best of the eight masks for texts of this *pattern*.

    To weigh them takes five times as long as all the rest, and they are as good for the next number: any is read.
    """
    mask: int = _made(pattern, None).mask
    return mask


def _made(text: str, mask: int | None) -> Any:
    return segno.make(text, error="m", boost_error=False, micro=False, mask=mask)


_DIGIT: Final = re.compile("[0-9]")


def _dark_runs(row: bytes) -> tuple[tuple[int, int], ...]:
    found, at = [], 0
    while (start := row.find(1, at)) >= 0:
        end = row.find(0, start)
        at = len(row) if end < 0 else end
        found.append((start, at - start))
    return tuple(found)


# --- EAN and UPC ---------------------------------------------------------------------------------------------

# Widths of a digit of set A (left, odd); set B is the same backwards, set C the same with bars for spaces.
_DIGITS: Final = ("3211", "2221", "2122", "1411", "1132", "1231", "1114", "1312", "1213", "3112")
# Which of the left digits are of set B: this carries the first of thirteen.
_FIRST: Final = (
    *("AAAAAA", "AABABB", "AABBAB", "AABBBA", "ABAABB"),
    *("ABBAAB", "ABBBAA", "ABABAB", "ABABBA", "ABBABA"),
)


def _ean13(digits: str) -> tuple[int, ...]:
    sets = _FIRST[int(digits[0])]
    left = [
        _DIGITS[int(digit)][:: -1 if set_ == "B" else 1] for digit, set_ in zip(digits[1:7], sets, strict=True)
    ]
    right = [_DIGITS[int(digit)] for digit in digits[7:]]
    return _runs("111", *left, "11111", *right, "111")


def _ean8(digits: str) -> tuple[int, ...]:
    widths = [_DIGITS[int(digit)] for digit in digits]
    return _runs("111", *widths[:4], "11111", *widths[4:], "111")


def _runs(*parts: str) -> tuple[int, ...]:
    return tuple(int(width) for width in "".join(parts))


# --- Code 128 ------------------------------------------------------------------------------------------------

_TO_C: Final = 99
_TO_B: Final = 100
_START_B: Final = 104
_START_C: Final = 105
# Six widths for each value.
_WIDTHS: Final = (
    "212222222122222221121223121322131222122213122312132212221213221312231212112232122132122231"
    "113222123122123221223211221132221231213212223112312131311222321122321221312212322112322211"
    "212123212321232121111323131123131321112313132113132311211313231113231311112133112331132131"
    "113123113321133121313121211331231131213113213311213131311123311321331121312113312311332111"
    "314111221411431111111224111422121124121421141122141221112214112412122114122411142112142211"
    "241211221114413111241112134111111242121142121241114212124112124211411212421112421211212141"
    "214121412121111143111341131141114113114311411113411311113141114131311141411131211412211214"
    "211232"
)
_STOP: Final = "2331112"


def _code128(text: str) -> tuple[int, ...]:
    values = code128_values(text)
    check = (values[0] + sum(place * value for place, value in enumerate(values))) % 103
    return _runs(*(_WIDTHS[6 * value : 6 * value + 6] for value in (*values, check)), _STOP)


def code128_values(text: str) -> list[int]:
    """The symbol characters of *text* without check and stop, as few as subsets B and C make possible."""
    # From the end: how many characters the rest takes in B and in C, with the change of subset where it pays.
    in_b, in_c = [0] * (len(text) + 3), [0.0] * (len(text) + 3)
    for at in range(len(text) - 1, -1, -1):
        pair = text[at : at + 2]
        is_pair = len(pair) == 2 and pair.isdecimal()
        in_c[at] = 1 + min(in_c[at + 2], 1 + in_b[at + 2]) if is_pair else float("inf")
        in_b[at] = int(1 + min(in_b[at + 1], 1 + in_c[at + 1]))
    is_c = in_c[0] < in_b[0]
    values, at = [_START_C if is_c else _START_B], 0
    while at < len(text):
        if is_c and in_c[at] > 1 + in_b[at]:
            is_c = False
            values.append(_TO_B)
        elif not is_c and in_b[at] > 1 + in_c[at]:
            is_c = True
            values.append(_TO_C)
        if is_c:
            values.append(int(text[at : at + 2]))
            at += 2
        else:
            values.append(ord(text[at]) - 32)
            at += 1
    return values
