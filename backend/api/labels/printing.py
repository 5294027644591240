"""From products to a file: which labels, how many of each, and whether all of them can be read."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from ..catalog.models import Category, Product
from ..catalog.rows import ProductRow, product_rows
from .content import Content, blank, content_of
from .design import Design
from .errors import BadStart, CodeTooWide, CodeUnprintable, NothingToPrint, TooManyLabels
from .layout import DoesNotFit, Drawing, layout
from .pdf import labels_pdf
from .svg import label_svg
from .symbols import Matrix
from .zpl import labels_zpl

MAX_LABELS: Final = 2_000
FileFormat = Literal["pdf", "svg", "zpl"]
CONTENT_TYPES: Final[dict[FileFormat, str]] = {
    "pdf": "application/pdf",
    "svg": "image/svg+xml",
    "zpl": "application/zpl",
}
Copies = int | Literal["on_hand"] | Mapping[int, int]

# A query names so many ids at most.
_PAGE: Final = 1_000
# A picture shows the first label, of the first of so many products that is still there.
_PREVIEWED: Final = 20


@dataclass(frozen=True, slots=True)
class Wanted:
    """How a file is to be made. *dx* and *dy* move all labels, in millimetres; *start* is a place on the page."""

    design: Design
    format: FileFormat = "pdf"
    start: int = 1
    dpi: int = 300
    dx: float = 0
    dy: float = 0


@dataclass(slots=True)
class Printed:
    """A file, and what the person should know of it."""

    data: bytes
    labels: int
    notices: list[dict[str, Any]] = field(default_factory=list)


def print_products(ids: Sequence[int], *, copies: Copies, wanted: Wanted, site: str) -> Printed:
    """The labels of the products *ids*, in this order. *site* is the address that QR codes begin with.

    Raises NothingToPrint, CodeTooWide, CodeUnprintable, BadStart and TooManyLabels; then there is no file.
    """
    _check_start(wanted)
    ids = list(dict.fromkeys(ids))
    if wanted.format == "svg":
        ids = ids[:_PREVIEWED]
    if copies == 1 and len(ids) > MAX_LABELS:
        raise TooManyLabels(len(ids), MAX_LABELS)
    rows = _rows(ids)
    counts = _counts(rows, copies)
    if wanted.format == "svg":
        rows = rows[:1]
    total = sum(counts[row["id"]] for row in rows)
    if total > MAX_LABELS:
        raise TooManyLabels(total, MAX_LABELS)
    categories = dict(Category.objects.values_list("slug", "name"))
    contents = [content_of(row, wanted.design.look, site=site, categories=categories) for row in rows]
    drawings = _drawn(contents, wanted)
    repeated = [drawing for row, drawing in zip(rows, drawings, strict=True) for _ in range(counts[row["id"]])]
    gone = [pk for pk in ids if pk not in counts]
    return Printed(_file(repeated, wanted), total, _notices(rows, drawings, gone))


def print_blanks(codes: Sequence[str], wanted: Wanted) -> Printed:
    """A label for each of *codes*, with nothing but the code. Raises CodeTooWide and BadStart."""
    _check_start(wanted)
    drawings = _drawn([blank(code) for code in codes], wanted)
    return Printed(_file(drawings, wanted), len(drawings))


def _rows(ids: Sequence[int]) -> list[ProductRow]:
    """The products that are there, in the order of *ids*. Each is read once, with all that its label says."""
    found: dict[int, ProductRow] = {}
    for start in range(0, len(ids), _PAGE):
        page = Product.objects.filter(pk__in=ids[start : start + _PAGE]).order_by()
        found |= {row["id"]: row for row in product_rows(page)}
    rows = [found[pk] for pk in ids if pk in found]
    if not rows:
        gone = "This product no longer exists." if len(ids) == 1 else "These products no longer exist."
        raise NothingToPrint(gone, ids)
    return rows


def _counts(rows: list[ProductRow], copies: Copies) -> dict[int, int]:
    """How many labels of each product; those with none of them are out of *rows* then."""
    counts = {row["id"]: _count(row, copies) for row in rows}
    rows[:] = [row for row in rows if counts[row["id"]]]
    if not rows:
        out = "This product is" if len(counts) == 1 else "These products are"
        why = f"{out} out of stock." if copies == "on_hand" else "The number of copies is 0."
        raise NothingToPrint(f"{why} There's nothing to print.", list(counts))
    return counts


def _count(row: ProductRow, copies: Copies) -> int:
    if isinstance(copies, int):
        return copies
    return row["quantity"] if isinstance(copies, str) else copies.get(row["id"], 1)


def _check_start(wanted: Wanted) -> None:
    if wanted.start > wanted.design.geometry.per_page:
        raise BadStart(wanted.start, wanted.design.geometry.per_page)


def _drawn(contents: Sequence[Content], wanted: Wanted) -> list[Drawing]:
    """All labels, or a refusal that names every product whose code does not go on one."""
    if unprintable := [each.product for each in contents if each.unprintable and each.product]:
        raise CodeUnprintable(unprintable)
    geometry = wanted.design.geometry
    drawings: list[Drawing] = []
    too_wide: list[Content] = []
    for content in contents:
        try:
            drawings.append(
                layout(
                    content,
                    width=geometry.width,
                    height=geometry.height,
                    look=wanted.design.look,
                    dpi=wanted.dpi,
                )
            )
        except DoesNotFit:
            too_wide.append(content)
    if too_wide:
        raise CodeTooWide(
            [content.product for content in too_wide if content.product],
            is_qr=any(isinstance(content.code, Matrix) for content in too_wide),
        )
    return drawings


def _file(drawings: Sequence[Drawing], wanted: Wanted) -> bytes:
    match wanted.format:
        case "svg":
            return label_svg(drawings[0])
        case "zpl":
            return labels_zpl(drawings, dpi=wanted.dpi, dx=wanted.dx, dy=wanted.dy)
    return labels_pdf(
        drawings, wanted.design.geometry, start=wanted.start, dpi=wanted.dpi, dx=wanted.dx, dy=wanted.dy
    )


def _notices(rows: list[ProductRow], drawings: list[Drawing], gone: list[int]) -> list[dict[str, Any]]:
    drawn = list(zip(rows, drawings, strict=True))
    found: list[dict[str, Any]] = []
    if missing := [(row["id"], drawing.missing) for row, drawing in drawn if drawing.missing]:
        characters = "".join(dict.fromkeys("".join(each for _, each in missing)))
        found.append({"code": "missing_letters", "ids": list(_first(missing)), "letters": characters[:_MOST]})
    if left_out := [(row["id"], "") for row, drawing in drawn if drawing.left_out]:
        found.append({"code": "lines_left_out", "ids": list(_first(left_out))})
    if gone:
        found.append({"code": "gone", "ids": gone[:_MOST]})
    return found


# Notices travel in a header, which has room for little.
_MOST: Final = 50


def _first(pairs: Sequence[tuple[int, str]]) -> Iterator[int]:
    return (pk for pk, _ in pairs[:_MOST])
