"""Why labels are not printed, and why a code is not given to a product."""

from collections.abc import Sequence
from typing import Final

from ..core.errors import Gone, ServiceError, Unreadable
from ..core.words import counted

# Of products that are to blame; a selection may be all of them.
_NAMED: Final = 100


class LabelsRefused(Unreadable):
    """Nothing was printed. *ids* are the products to blame, or the first hundred of them."""

    def __init__(self, code: str, detail: str, ids: Sequence[int] = ()) -> None:
        super().__init__(code, detail)
        self.more = {"ids": list(ids[:_NAMED])}


class CodeTooWide(LabelsRefused):
    def __init__(self, ids: Sequence[int], *, is_qr: bool) -> None:
        of = counted(len(ids), "product") if ids else "this label"
        remedy = "Choose a larger label." if is_qr else "Choose a QR code or a larger label."
        super().__init__("code_too_wide", f"The code of {of} doesn't fit. {remedy}", ids)


class CodeUnprintable(LabelsRefused):
    def __init__(self, ids: Sequence[int]) -> None:
        super().__init__(
            "code_unprintable",
            f"A barcode can't hold the letters in the code of {counted(len(ids), 'product')}. Choose a QR code.",
            ids,
        )


class NothingToPrint(LabelsRefused):
    def __init__(self, detail: str, ids: Sequence[int] = ()) -> None:
        super().__init__("nothing_to_print", detail, ids)


class BadStart(LabelsRefused):
    def __init__(self, start: int, per_page: int) -> None:
        super().__init__(
            "bad_start", f"There is no label {start} on this page. It has {counted(per_page, 'label')}."
        )


class TooManyLabels(LabelsRefused):
    def __init__(self, labels: int, most: int) -> None:
        super().__init__(
            "too_many_labels", f"That's {labels:,} labels. The limit is {most:,} at once. Select fewer."
        )


class HasBarcode(ServiceError):
    code = "has_barcode"

    def __init__(self) -> None:
        super().__init__("This product already has a barcode.")


class BarcodeTaken(ServiceError):
    code = "barcode_taken"

    def __init__(self, name: str) -> None:
        super().__init__(f"This code belongs to another product: {name}.")


class TemplateGone(Gone):
    def __init__(self) -> None:
        super().__init__("This label template no longer exists.")


class TooManyTemplates(ServiceError):
    code = "too_many_templates"

    def __init__(self, limit: int) -> None:
        super().__init__(f"You have {limit} label templates, the most allowed. Delete one first.")
