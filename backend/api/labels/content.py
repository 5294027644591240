"""What is on a label, before anyone knows how large it is: a code, and lines of text."""

from dataclasses import dataclass
from typing import Any, Final, Literal
from urllib.parse import urlsplit

from ..catalog.rows import ProductRow
from ..place import reading as place
from .symbols import Linear, Matrix, barcode, qr

Arrangement = Literal["left", "top", "code_only", "price"]
CodeKind = Literal["auto", "barcode", "qr", "none"]
ARRANGEMENTS: Final[tuple[Arrangement, ...]] = ("left", "top", "code_only", "price")
CODE_KINDS: Final[tuple[CodeKind, ...]] = ("auto", "barcode", "qr", "none")
LINE_FIELDS: Final = ("name", "sku", "barcode", "category", "price", "description")
MAX_LINES: Final = 4


@dataclass(frozen=True, slots=True)
class Line:
    """A field of the product, at most *size* points high."""

    field: str
    size: float = 12
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Look:
    """How labels are arranged, whatever they are printed on."""

    arrangement: Arrangement = "top"
    code: CodeKind = "auto"
    lines: tuple[Line, ...] = (Line("name", 12, True), Line("sku", 9))
    show_price: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    text: str
    size: float
    bold: bool
    rows: int = 1
    """On how many rows it may be broken."""


@dataclass(frozen=True, slots=True)
class Content:
    """One label. *code* is None where it has none; *unprintable* is the one that no bar code can carry."""

    product: int | None
    words: tuple[Words, ...]
    price: str
    code: Linear | Matrix | None
    unprintable: str = ""


def content_of(row: ProductRow, look: Look, *, site: str, categories: dict[str, str]) -> Content:
    """The label of a product. All of it comes from one row, so that code and text always belong together."""
    code, unprintable = _code(row, look.code, site)
    printed = code.text if isinstance(code, Linear) else ""
    words = []
    for line in look.lines:
        text = _field(row, line.field, categories)
        # What stands under the bars need not stand twice.
        if text and text != printed:
            words.append(Words(text, line.size, line.bold, rows=3 if line.field in _LONG else 1))
    price = price_text(row["price"]) if look.show_price or look.arrangement == "price" else ""
    return Content(row["id"], tuple(words), price, code, unprintable)


def blank(code: str) -> Content:
    """A label for a product that is yet to be named."""
    return Content(None, (), "", barcode(code))


def address(site: str, product: int) -> str:
    """What a QR code says. In capitals, which it packs closer: scheme and host mean the same in any case."""
    parts = urlsplit(site)
    return f"{parts.scheme}://{parts.netloc}".upper() + f"{parts.path.rstrip('/')}/P/{product}"


def price_text(price: str) -> str:
    """A price as it stands on a shelf."""
    currency = place.current().currency
    if currency in _WITHOUT_CENTS:
        price = price.removesuffix(".00")
    whole, _, cents = price.partition(".")
    amount = f"{int(whole):,}" + (f".{cents}" if cents else "")
    sign = _SIGNS.get(currency)
    return f"{sign}{amount}" if sign else f"{amount} {currency}"


_LONG: Final = ("name", "description")
_WITHOUT_CENTS: Final = frozenset({"CLP", "ISK", "JPY", "KRW", "PYG", "UGX", "VND", "XAF", "XOF"})
_SIGNS: Final = {
    **{"AUD": "A$", "BRL": "R$", "CAD": "CA$", "CNY": "¥", "EUR": "€", "GBP": "£", "ILS": "₪", "INR": "₹"},
    **{"JPY": "¥", "KRW": "₩", "MXN": "MX$", "NZD": "NZ$", "PHP": "₱", "USD": "$", "VND": "₫"},
}


def _field(row: Any, field: str, categories: dict[str, str]) -> str:
    if field == "category":
        return str(categories.get(row["category"], row["category"]))
    if field == "price":
        return price_text(row["price"])
    return " ".join(str(row[field] or "").split())


def _code(row: ProductRow, kind: CodeKind, site: str) -> tuple[Linear | Matrix | None, str]:
    if kind == "none":
        return None, ""
    if kind == "qr":
        return qr(address(site, row["id"])), ""
    wanted = [code for code in (row["barcode"], row["sku"]) if code]
    if kind == "barcode":
        wanted = wanted[:1]
    found = next((symbol for code in wanted if (symbol := barcode(code))), None)
    return (found, "") if found else (None, wanted[0])
