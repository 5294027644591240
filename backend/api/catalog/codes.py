"""Codes that identify a product, in the ways in which scanners and people give them.

Source: GS1 General Specifications (GTIN and its check digit: 7.9; element strings: 7.8) and GS1 Digital Link URI
Syntax.
"""

import re
from typing import Final, NamedTuple

from ..core.text import clean_code, code_key, in_number_order

GTIN_LENGTHS: Final = frozenset({8, 12, 13, 14})  # EAN-8, UPC-A, EAN-13, GTIN-14

_SYMBOLOGY: Final = re.compile(r"\][A-Za-z][0-9A-Za-z]")  # AIM identifier: which kind of code was scanned
_GS1_SYMBOLOGIES: Final = frozenset({"]C1", "]e0", "]d2", "]Q3", "]J1"})
_SEPARATOR: Final = "\x1d"  # FNC1, as scanners send it
_BRACKETED: Final = re.compile(r"(?:\([0-9]{2,4}\)[^()]*)*?\(01\)([0-9]{14})(?![0-9])")
_DIGITAL_LINK: Final = re.compile(
    r"https?://[^/?#]+(?:/[^?#]*)?/(?:01|gtin)/([0-9]{8,14})(?![^/?#])", re.IGNORECASE
)
# What the QR code of a label says (labels/content.py). The host is that of the day when it was printed.
_LABEL: Final = re.compile(r"https?://[^/?#]+(?:/[^?#]*)?/p/([0-9]{1,18})/?", re.IGNORECASE | re.ASCII)
# Length of the element strings that need no separator, with their identifier, by its first two digits.
_FIXED: Final = {
    **{"00": 20, "01": 16, "02": 16, "03": 16, "04": 18, "20": 4, "41": 16},
    **{f"{identifier}": 8 for identifier in range(11, 20)},
    **{f"{identifier}": 10 for identifier in range(31, 37)},
}


class Scanned(NamedTuple):
    """What a code may stand for: *texts* as they would be stored, and the *gtin* in it, of 14 digits, or none."""

    texts: tuple[str, ...]
    gtin: str

    @property
    def keys(self) -> list[str]:
        return [key for key in map(code_key, self.texts) if key]


def read_code(scanned: str) -> Scanned:
    """The code that a scanner has sent or someone has typed, with or without a symbology identifier."""
    text = clean_code(scanned)  # without the separator that may stand in front
    symbology = _SYMBOLOGY.match(text)
    bare = clean_code(text[3:]) if symbology else text
    is_gs1 = _SEPARATOR in bare or bool(symbology and symbology[0] in _GS1_SYMBOLOGIES)
    texts = tuple(dict.fromkeys(each for each in (text, bare) if each))
    return Scanned(texts, gtin(bare) or _gtin_inside(bare, is_gs1=is_gs1))


def product_of_label(scanned: str) -> int | None:
    """The id of the product on whose label the QR code *scanned* is, wherever the label was printed."""
    found = _LABEL.fullmatch(clean_code(scanned))
    return int(found[1]) if found else None


def sku_key(sku: str) -> str:
    """What makes two SKUs the same, in an order that people expect."""
    return in_number_order(code_key(sku))


def barcode_key(barcode: str | None) -> str:
    """What makes two barcodes the same: the GTIN in them, or else their characters but for case."""
    return (gtin(barcode) or read_code(barcode).gtin or code_key(barcode)) if barcode else ""


def gtin(text: str) -> str:
    """*text* as a GTIN-14, when it is a GTIN of any length; else empty."""
    if len(text) not in GTIN_LENGTHS:
        return ""
    digits = code_key(text)
    if not (digits.isascii() and digits.isdecimal() and digits[-1] == _check_digit(digits[:-1])):
        return ""
    return digits.zfill(14)


def with_check_digit(digits: str) -> str:
    """*digits* and the check digit that makes them a GTIN (GS1 General Specifications, 7.9)."""
    return digits + _check_digit(digits)


def _check_digit(digits: str) -> str:
    # From the right, every other digit counts three times.
    return str(-(3 * sum(map(int, digits[-1::-2])) + sum(map(int, digits[-2::-2]))) % 10)


def _gtin_inside(text: str, *, is_gs1: bool) -> str:
    """The GTIN of an element string or a Digital Link."""
    if link := _DIGITAL_LINK.match(text):
        return gtin(link[1])
    if bracketed := _BRACKETED.match(text):
        return gtin(bracketed[1])
    # Unmarked digits that begin like a GTIN's element string are one when the check digit agrees.
    return gtin(_element(text)) if is_gs1 or text.startswith("01") else ""


def _element(text: str) -> str:
    """The value of the element string 01 in *text*, a row of element strings without brackets."""
    at = 0
    while at < len(text):
        identifier = text[at : at + 2]
        if identifier == "01":
            value = text[at + 2 : at + 16]
            return value if len(value) == 14 else ""
        length = _FIXED.get(identifier)
        end = at + length if length else text.find(_SEPARATOR, at)
        if end < at:
            return ""
        at = end + (text[end : end + 1] == _SEPARATOR)
    return ""
