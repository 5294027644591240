"""What is stored beside a product's text, so that search, codes and order are the same on every database.

Python computes it: databases disagree about letters. Whatever writes TEXTS must write DERIVED in the same
transaction: `Product.save` and the product queryset do.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, NamedTuple
from uuid import uuid4

from django.db import connections
from django.db.models import QuerySet

from ..core.batches import in_batches
from ..core.text import fold, force_code, force_line, force_text, sort_key
from .codes import barcode_key, sku_key

TEXTS: Final = ("name", "sku", "barcode", "description")
DERIVED: Final = ("search_text", "name_key", "sku_key", "barcode_key")

# Between a SKU's key and the id of a product that had the same key before keys were unique. Such a twin keeps its
# SKU until someone changes it. Keys of single lines have no line break.
TWIN: Final = "\n"
AFTER_TWIN: Final = "\x0b"
_CLEAN: Final[dict[str, Callable[[str], str | None]]] = {
    "name": force_line,
    "sku": force_code,
    "barcode": lambda value: force_code(value) or None,
    "description": force_text,
}


class Derived(NamedTuple):
    """The values of DERIVED."""

    search_text: str
    name_key: str
    sku_key: str
    barcode_key: str


def derive(texts: Mapping[str, Any], *, known_sku_key: str = "") -> Derived:
    """What follows from *texts*, the values of TEXTS. *known_sku_key* is the stored one: a twin's stays."""
    name, sku, barcode, description = [texts[field] or "" for field in TEXTS]
    key = sku_key(sku)
    is_twin = known_sku_key.startswith(key + TWIN)
    return Derived(
        search_text(name, sku, barcode, description),
        sort_key(name),
        known_sku_key if is_twin else key,
        barcode_key(barcode),
    )


def search_text(name: str, sku: str, barcode: str, description: str) -> str:
    """All that is searched, folded: words are split at blanks, so that none reaches from one field into the next.

    Codes alone stand behind a line break, which finds those that begin with something (`search.relevance`).
    """
    return fold("{}\n{}\n{}\t{}".format(name, sku, barcode, description.replace("\n", " ")))


def movement_text(name: str, sku: str) -> str:
    """What is searched in a movement: name and SKU as they were then, folded."""
    return f"{fold(name)}\n{fold(sku)}"


def one_line(text: str) -> str:
    return " ".join(fold(text).split())


def set_derived(product: Any, texts: Mapping[str, Any], *, known_sku_key: str = "") -> bool:
    """Set what follows from *texts* on an instance.

    False where the database computes one of them: `rederive` must follow.
    """
    if any(map(is_expression, texts.values())):
        product.sku_key = f"{TWIN}{uuid4()}"  # like no other until it is known
        return False
    product.__dict__.update(zip(DERIVED, derive(texts, known_sku_key=known_sku_key), strict=True))
    return True


def tidy(product: Any) -> None:
    """Clean the text of an instance that is about to be saved; what the database computes is left alone."""
    values = product.__dict__
    for field, clean in _CLEAN.items():
        value = values.get(field)
        if value is not None and not is_expression(value):
            values[field] = clean(str(value))


def is_expression(value: Any) -> bool:
    """Whether the database computes *value* (`F("name")`)."""
    return hasattr(value, "resolve_expression")


def rederive(products: QuerySet[Any], ids: Iterable[int]) -> None:
    """Clean the stored text of *products* and write what follows from it: for text that the database has computed.

    Of those that have one of *ids*. Call inside the transaction that wrote the text, and has recorded the change.
    """
    columns = ", ".join(f"{column} = %s" for column in (*TEXTS, *DERIVED))
    statement = f"UPDATE api_product SET {columns} WHERE id = %s"  # noqa: S608  # constants alone
    for batch in in_batches(products.order_by("pk"), ids):
        rows = []
        for pk, known, *stored in batch.values_list("pk", "sku_key", *TEXTS):
            texts = {f: None if v is None else _CLEAN[f](v) for f, v in zip(TEXTS, stored, strict=True)}
            rows.append((*texts.values(), *derive(texts, known_sku_key=known), pk))
        with connections[products.db].cursor() as cursor:
            cursor.executemany(statement, rows)
