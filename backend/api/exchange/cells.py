"""What a cell says: text as it stands in a file becomes a value, or is refused with a reason."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, tzinfo
from decimal import Decimal
from typing import Any, Final

from ..catalog.codes import GTIN_LENGTHS, gtin
from ..catalog.models import MAX_QUANTITY
from ..core.spreadsheets import revive
from ..core.text import CONTROL, NOT_ONE_LINE, clean_code, clean_line, clean_text, code_key, shows_something
from ..core.validators import CONTROL_CHARACTERS, MORE_THAN_ONE_LINE, NOTHING_VISIBLE
from ..stock.services import REASONS
from .dates import Order, moment_reader
from .fields import Field
from .table import Cell

Value = Any
Read = Callable[[Cell], Value]
"""Returns the value; None for an empty cell. Raises Refused."""


class Refused(Exception):
    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code, self.detail = code, detail


class MissingZero(Refused):
    """*suggestion* is the code with its zeros."""

    def __init__(self, suggestion: str) -> None:
        super().__init__("missing_zero", f"The leading zeros are missing. With them, it's {suggestion}.")
        self.suggestion = suggestion


class UnknownCategory(Refused):
    def __init__(self, name: str) -> None:
        super().__init__("no_such_category", f"The category “{name}” doesn't exist.")
        self.name = name


def reader(
    field: Field,
    *,
    is_csv: bool,
    decimal: str | None,
    currency: str,
    categories: Mapping[str, str],
    date_order: Order | None = None,
    zone: tzinfo = UTC,
) -> Read:
    """How the cells of a column are read that holds *field*.

    *decimal* is the sign before decimals, *date_order* the order of day and month; None: nobody has said.
    *categories* are slugs by the key of what a cell may say. *zone* is that of its days.
    """
    read: Read
    match field.content:
        case "code":
            read = _code_reader(field.most, is_csv=is_csv)
        case "line":
            read = _line_reader(field.most, is_csv=is_csv)
        case "text":
            read = _text_reader(field.most, is_csv=is_csv)
        case "category":
            read = _category_reader(categories, is_csv=is_csv)
        case "money":
            read = _money_reader(decimal, currency)
        case "switch":
            read = _switch
        case "reason":
            read = _reason
        case "date":
            read = moment_reader(date_order, zone, Refused)
        case "id":
            read = _whole_reader(".", least=1, most=2**63 - 1)
        case "signed":
            read = _whole_reader(decimal, least=-MAX_QUANTITY, most=MAX_QUANTITY)
        case _:
            read = _whole_reader(decimal, least=0, most=MAX_QUANTITY)
    return _remembering(read) if field.content in _REPETITIVE else read


_REPETITIVE: Final = frozenset({"money", "switch", "category", "whole", "reason"})
_REMEMBERED: Final = 4096


def _remembering(read: Read) -> Read:
    """The same text is read once: columns say the same thing again and again."""
    known: dict[str, Value] = {}

    def read_once(cell: Cell) -> Value:
        if not isinstance(cell, str):
            return read(cell)
        if cell in known:
            return known[cell]
        value = read(cell)
        if len(known) < _REMEMBERED:
            known[cell] = value
        return value

    return read_once


# --- Text ----------------------------------------------------------------------------------------------------


def _as_text(cell: Cell, *, is_csv: bool, is_code: bool = False) -> str:
    if isinstance(cell, str):
        return revive(cell, is_code=is_code) if is_csv else cell
    if cell is None:
        return ""
    if isinstance(cell, list):
        kind, text = cell
        if kind == "error":
            raise Refused("cell_error", f"The cell holds the error {text}.")
        if is_code:
            raise Refused("turned_into_date", f"The spreadsheet has turned this code into a date: {text}.")
        return str(text).removesuffix("T00:00:00").removesuffix(" 00:00:00")
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    return str(cell)


def _code_reader(most: int, *, is_csv: bool) -> Read:
    def read(cell: Cell) -> Value:
        code = clean_code(_as_text(cell, is_csv=is_csv, is_code=True))
        if not code:
            return None
        if _MANGLED.fullmatch(code) or (isinstance(cell, float) and abs(cell) >= 1e15):
            raise Refused(
                "mangled_number",
                "The spreadsheet has cut digits off this code. Format the column as text, and enter it again.",
            )
        if NOT_ONE_LINE.search(code):
            raise Refused("invalid", MORE_THAN_ONE_LINE)
        if len(code) > most:
            raise _too_long(most)
        return code

    return read


def with_zeros(code: str) -> str | None:
    """*code* with the zeros that a spreadsheet has taken, where that makes a GTIN of it; else None."""
    if len(code) in GTIN_LENGTHS or not (code.isascii() and code.isdecimal()) or len(code) > max(GTIN_LENGTHS):
        return None
    padded = code.zfill(min(length for length in GTIN_LENGTHS if length > len(code)))
    return padded if gtin(padded) and len(code) >= _LEAST_DIGITS else None


_LEAST_DIGITS: Final = 7

# As spreadsheets show long numbers: 4.00638E+12. Codes such as 22E1 are left alone.
_MANGLED: Final = re.compile(r"[0-9](?:[.,][0-9]+)?[eE]\+[0-9]{1,3}")


def _line_reader(most: int, *, is_csv: bool) -> Read:
    def read(cell: Cell) -> Value:
        line = clean_line(_as_text(cell, is_csv=is_csv))
        if not line:
            return None
        if NOT_ONE_LINE.search(line):
            raise Refused("invalid", MORE_THAN_ONE_LINE)
        if not shows_something(line):
            raise Refused("invalid", NOTHING_VISIBLE)
        if len(line) > most:
            raise _too_long(most)
        return line

    return read


def _text_reader(most: int, *, is_csv: bool) -> Read:
    def read(cell: Cell) -> Value:
        text = clean_text(_as_text(cell, is_csv=is_csv).strip())
        if not text:
            return None
        if CONTROL.search(text):
            raise Refused("invalid", CONTROL_CHARACTERS)
        if len(text) > most:
            raise _too_long(most)
        return text

    return read


def _too_long(most: int) -> Refused:
    return Refused("too_long", f"Has more than {most:,} characters.")


def _category_reader(categories: Mapping[str, str], *, is_csv: bool) -> Read:
    read_line = _line_reader(200, is_csv=is_csv)
    slugs = frozenset(categories.values())

    def read(cell: Cell) -> Value:
        name = read_line(cell)
        if name is None:
            return None
        # As an export writes it. A slug outlives the name that it was made from, which another may have by now.
        slug = name if name in slugs else categories.get(category_key(name))
        if slug is None:
            raise UnknownCategory(name)
        return slug

    return read


def category_key(name: str) -> str:
    """What two ways to write a category have in common."""
    return " ".join(code_key(name).split())


# --- Numbers -------------------------------------------------------------------------------------------------

_GROUPS: Final = "\u00a0\u202f\u2009 '\u2019"
_GROUPED: Final = {
    sign: re.compile(rf"[+-]?(?:[0-9]{{1,3}}(?:[{other}{_GROUPS}][0-9]{{3}})+|[0-9]+)?(?:[{sign}][0-9]*)?")
    for sign, other in ((".", ","), (",", "."))
}
_NO_DIGITS: Final = {sign: str.maketrans("", "", _GROUPS + other) for sign, other in ((".", ","), (",", "."))}
# The signs of currencies, and whose they are.
_SIGNS: Final = {
    "€": ("EUR",),
    "£": ("GBP", "EGP", "GIP"),
    "¥": ("JPY", "CNY"),
    "$": ("USD", "CAD", "AUD", "NZD", "MXN", "SGD", "HKD", "CLP", "COP", "ARS"),
    "₹": ("INR",),
    "₩": ("KRW",),
    "₽": ("RUB",),
    "₺": ("TRY",),
    "₴": ("UAH",),
    "zł": ("PLN",),
    "kč": ("CZK",),
    "kr": ("SEK", "NOK", "DKK", "ISK"),
    "fr.": ("CHF",),
    "r$": ("BRL",),
}
_SIGN: Final = r"[^\d.,'\u2019+\-\s\u2212]+\.?"
_CURRENCY: Final = re.compile(rf"\A\s*{_SIGN}\s*(?=[0-9+\-])|{_SIGN}\s*\Z")
_NOT_A_NUMBER: Final = "This isn't a number we can read."


def _number(cell: Cell, decimal: str | None) -> Decimal | None:
    """Raises Refused."""
    if cell is None or isinstance(cell, Decimal):
        return cell
    if isinstance(cell, bool):
        raise Refused("not_a_number", _NOT_A_NUMBER)
    if isinstance(cell, int | float):
        return Decimal(repr(cell))
    if isinstance(cell, list):
        raise Refused("cell_error" if cell[0] == "error" else "not_a_number", _NOT_A_NUMBER)
    text = revive(cell).strip().replace("\u2212", "-")
    if not text:
        return None
    if not text.isascii() and not text.replace("\u00a0", "").replace("\u202f", "").isascii():
        text = text.translate(_SPACES)
    if decimal is None and not (text.isascii() and text.lstrip("+-").isdecimal()):
        raise Refused("ambiguous_number", f"“{text}” can be read in two ways. Choose the decimal separator.")
    sign = decimal or "."
    if not _GROUPED[sign].fullmatch(text) or not any(char.isdecimal() for char in text):
        raise Refused("not_a_number", f"“{text[:40]}” isn't a number we can read.")
    plain = text.translate(_NO_DIGITS[sign]).replace(",", ".")
    return Decimal(plain)


_SPACES: Final = str.maketrans(dict.fromkeys("\u2007\u2008", " "))


def _money_reader(decimal: str | None, currency: str) -> Read:
    def read(cell: Cell) -> Value:
        price = _number(_without_currency(cell, currency) if isinstance(cell, str) else cell, decimal)
        if price is None:
            return None
        if price < _CENT:
            raise Refused("too_small", "A price must be at least 0.01.")
        if price >= _MOST_MONEY:
            raise Refused("too_large", "A price can have up to 8 digits before the decimals.")
        rounded = round(price, 2)
        if rounded != price:
            raise Refused("too_many_places", "A price can have up to two decimals.")
        return f"{rounded:.2f}"

    return read


_CENT: Final = Decimal("0.01")
_MOST_MONEY: Final = Decimal(10) ** 8


def _without_currency(text: str, currency: str) -> str:
    found = _CURRENCY.search(text)
    if not found or not any(map(str.isdecimal, text)):
        return text
    sign = found[0].strip().lower()
    if sign.upper() != currency and currency not in _SIGNS.get(sign, ()):
        raise Refused("other_currency", f"Prices are in {currency}; this is in “{found[0].strip()[:10]}”.")
    return text[: found.start()] + text[found.end() :]


def _whole_reader(decimal: str | None, *, least: int, most: int) -> Read:
    def read(cell: Cell) -> Value:
        number = _number(cell, decimal)
        if number is None:
            return None
        if number != number.to_integral_value():
            raise Refused("not_whole", f"{number} isn't a whole number.")
        if number < least:
            raise Refused("too_small", f"Must be at least {least:,}.")
        if number > most:
            raise Refused("too_large", f"Must be at most {most:,}.")
        return int(number)

    return read


# --- Words ---------------------------------------------------------------------------------------------------

_YES: Final = frozenset(
    [
        "yes",
        "y",
        "true",
        "1",
        "x",
        "on",
        "active",
        "ja",
        "wahr",
        "aktiv",
        "oui",
        "vrai",
        "actif",
        "sì",
        "si",
        "sí",
        "vero",
        "verdadero",
        "activo",
        "attivo",
    ]
)
_NO: Final = frozenset(
    [
        "no",
        "n",
        "false",
        "0",
        "off",
        "inactive",
        "nein",
        "falsch",
        "inaktiv",
        "non",
        "faux",
        "inactif",
        "falso",
        "inactivo",
        "inattivo",
    ]
)


def _switch(cell: Cell) -> Value:
    if cell is None or isinstance(cell, bool):
        return cell
    word = str(cell).strip().lower() if not isinstance(cell, list) else ""
    if word in _YES:
        return True
    if word in _NO:
        return False
    if isinstance(cell, str) and not word:
        return None
    raise Refused("not_yes_or_no", f"“{word[:40]}” isn't yes or no.")


def _reason(cell: Cell) -> Value:
    word = str(cell or "").strip().lower()
    if not word:
        return None
    if word not in REASONS:
        raise Refused("no_such_reason", f"Must be one of {', '.join(REASONS)}.")
    return word
