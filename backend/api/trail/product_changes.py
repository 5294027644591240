"""Which entries are about a field of a product: conditions that have small indexes of their own.

They are written out, without parameters: a database recognises the condition of an index by its text alone. And as
one expression: of a plain `kind = 'product'` SQLite would make a search through all that products have ever seen.
"""

from typing import Any, Final

from django.db.models import BooleanField, F, Func, Q

# Fields that lists of products are sorted or filtered by.
FIELDS: Final = (
    "sku",
    "name",
    "description",
    "category_id",
    "barcode",
    "price",
    "reorder_level",
    "is_active",
    "created_by_id",
    "created_at",
)
ACTIONS: Final = ("create", "delete")


class Did(Func):
    template = "CASE WHEN kind = 'product' THEN action ELSE '' END = '%(name)s'"
    output_field = BooleanField()
    conditional = True

    def __init__(self, name: str) -> None:
        super().__init__(F("action"), name=name)


class HasChanged(Func):
    """The trail is compact JSON, and a quotation mark inside a text has a backslash before it."""

    template = (
        "CASE WHEN kind = 'product' AND action = 'update' "
        "THEN %(function)s(changes, '\"%(name)s\":[') ELSE 0 END > 0"
    )
    function = "INSTR"
    output_field = BooleanField()
    conditional = True

    def __init__(self, name: str) -> None:
        super().__init__(F("changes"), name=name)

    def as_postgresql(self, compiler: Any, connection: Any, **more: Any) -> Any:
        return self.as_sql(compiler, connection, function="STRPOS", **more)


def did(action: str) -> Q:
    """Entries of products that were created, or deleted."""
    return Q(Did(action))


def has_changed(field: str) -> Q:
    """Entries of updates that have changed *field*."""
    return Q(HasChanged(field))
