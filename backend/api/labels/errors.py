"""Why labels are not printed, and why a code is not given to a product."""

from collections.abc import Sequence
from typing import Final

from ..core.errors import Gone, ServiceError, Unreadable
from ..core.words import counted

# Of products that are to blame; a selection may be all of them.
_NAMED: Final = 100


def _with_a_code(ids: Sequence[int]) -> str:
    return f"{counted(len(ids), 'product')} {'has' if len(ids) == 1 else 'have'} a code"


class LabelsRefused(Unreadable):
    """Nothing was printed. *ids* are the products to blame, or the first hundred of them."""

    def __init__(self, code: str, detail: str, ids: Sequence[int] = ()) -> None:
        super().__init__(code, detail)
        self.more = {"ids": list(ids[:_NAMED])}


class CodeTooWide(LabelsRefused):
    def __init__(self, ids: Sequence[int], *, is_qr: bool) -> None:
        what = f"{_with_a_code(ids)} that" if ids else "The code"
        remedy = "Choose a larger label." if is_qr else "Choose a QR code or a larger label."
        detail = f"{what} doesn't fit. {remedy}"
        super().__init__("code_too_wide", detail, ids)


class CodeUnprintable(LabelsRefused):
    def __init__(self, ids: Sequence[int]) -> None:
        detail = f"{_with_a_code(ids)} with characters a barcode can't hold. Choose a QR code."
        super().__init__("code_unprintable", detail, ids)


class NothingToPrint(LabelsRefused):
    def __init__(self, detail: str, ids: Sequence[int] = ()) -> None:
        super().__init__("nothing_to_print", detail, ids)


class BadStart(LabelsRefused):
    def __init__(self, start: int, per_page: int) -> None:
        choose = "Choose that one." if per_page == 1 else "Choose one of them."
        detail = f"This page has only {counted(per_page, 'label')}. {choose}"
        super().__init__("bad_start", detail)


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
