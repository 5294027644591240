"""What the columns of a file can be: one table for the export, the template, the mapping and its guesses."""

import re
from dataclasses import dataclass
from typing import Final, Literal

from ..core.text import fold
from .models import Kind

Content = Literal[
    "id", "code", "line", "text", "category", "money", "whole", "signed", "switch", "reason", "date", "shown"
]


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a file. *also* are headings that mean it, beside its name.

    *needed*: a new product must have it. *clearable*: an empty cell may be told to empty it. What is *shown* is
    written by exports and ignored by imports.
    """

    name: str
    content: Content
    also: tuple[str, ...] = ()
    most: int = 0
    needed: bool = False
    clearable: bool = False


_ID: Final = Field("id", "id", ("product id", "artikel id"))
_SKU: Final = Field(
    "sku",
    "code",
    ("item no", "item number", "item code", "article", "article number", "artikelnummer", "artikelnr", "art nr",
     "part number", "part no", "stock code", "product code", "référence", "reference", "código", "codice"),
    most=64,
)  # fmt: skip
_BARCODE: Final = Field(
    "barcode",
    "code",
    ("ean", "upc", "gtin", "ean13", "ean 13", "ean code", "bar code", "strichcode", "code barre", "code barres",
     "código de barras", "codice a barre"),
    most=64,
    clearable=True,
)  # fmt: skip
_NAME: Final = Field(
    "name",
    "line",
    ("product", "product name", "item", "item name", "title", "bezeichnung", "artikel", "nom", "nombre", "nome",
     "designation", "désignation"),
    most=200,
    needed=True,
)  # fmt: skip

PRODUCT_FIELDS: Final = (
    _ID,
    _SKU,
    _BARCODE,
    _NAME,
    Field(
        "description",
        "text",
        ("beschreibung", "details", "notes", "descripción", "descrizione"),
        5000,
        False,
        True,
    ),
    Field(
        "category",
        "category",
        ("kategorie", "warengruppe", "group", "type", "catégorie", "categoría"),
        needed=True,
    ),
    Field("price", "money", ("preis", "unit price", "sales price", "vk", "prix", "precio", "prezzo"), needed=True),
    Field(
        "reorder_level",
        "whole",
        (
            "reorder level",
            "reorder point",
            "minimum",
            "min stock",
            "minimum stock",
            "mindestbestand",
            "meldebestand",
        ),
        clearable=True,
    ),
    Field("is_active", "switch", ("active", "is active", "enabled", "aktiv", "actif", "activo", "attivo")),
    Field(
        "quantity",
        "whole",
        ("qty", "stock", "on hand", "in stock", "bestand", "menge", "anzahl", "quantité", "cantidad", "quantità"),
    ),
    Field("version", "shown"),
    Field("owner", "shown"),
)
COUNT_FIELDS: Final = (
    _ID,
    _SKU,
    _BARCODE,
    Field("name", "shown", _NAME.also),
    Field("expected", "whole", ("on hand", "quantity", "qty", "stock", "system", "soll", "bestand")),
    Field("counted", "whole", ("count", "actual", "found", "ist", "gezählt", "inventur")),
    Field("change", "signed", ("delta", "difference", "adjustment", "differenz")),
    Field("counted_at", "date", ("date", "counted on", "datum", "stichtag", "gezählt am", "fecha", "data")),
    Field("reason", "reason", ("grund", "why")),
    Field("note", "text", ("notes", "comment", "remark", "notiz", "bemerkung"), 500),
)
FIELDS: Final = {Kind.PRODUCTS: PRODUCT_FIELDS, Kind.STOCK: COUNT_FIELDS}
BY_NAME: Final = {kind: {field.name: field for field in fields} for kind, fields in FIELDS.items()}

KEYS: Final = ("id", "sku", "barcode")
"""What a row may name its product by, in the order in which they are asked."""

TEMPLATES: Final = {
    Kind.PRODUCTS: tuple(f.name for f in PRODUCT_FIELDS if f.content != "shown" and f.name != "id"),
    Kind.STOCK: ("sku", "barcode", "counted", "note"),
}
COUNT_SHEET: Final = ("id", "sku", "barcode", "name", "expected", "counted", "note")


def heading_key(text: str) -> str:
    """What two headings that mean the same have in common: `Item No.` and `item_no`."""
    return _NO_WORD.sub("", fold(text))


_NO_WORD: Final = re.compile(r"[\W_]+")
_MEANINGS: Final = {
    kind: {
        **{heading_key(also): field.name for field in reversed(fields) for also in field.also},
        **{heading_key(field.name): field.name for field in fields},
    }
    for kind, fields in FIELDS.items()
}


def meaning_of(heading: str, kind: str) -> str | None:
    """The name of the field that *heading* means; None: nobody knows."""
    return _MEANINGS[Kind(kind)].get(heading_key(heading))
