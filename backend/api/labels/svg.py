"""One label as SVG: what the dialog shows, drawn from the same layout as the PDF."""

from html import escape
from typing import Final

from .layout import POINT, Bars, Drawing, Item, Squares, Text, bar_places

# What browsers have that is as narrow as the fonts of the PDF; `textLength` makes up for the rest.
_FONTS: Final = "'DejaVu Sans Condensed', 'Noto Sans', 'Arial Narrow', Arial, sans-serif"


def label_svg(drawing: Drawing) -> bytes:
    width, height = f"{drawing.width:.2f}", f"{drawing.height:.2f}"
    items = "".join(_element(item) for item in drawing.items)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}mm" height="{height}mm" '
        f'viewBox="0 0 {width} {height}" font-family="{_FONTS}">'
        f'<rect width="{width}" height="{height}" fill="#fff"/>{items}</svg>'
    ).encode()


def _element(item: Item) -> str:
    if isinstance(item, Text):
        return _text(item)
    if isinstance(item, Bars):
        path = "".join(f"M{start} 0h{width}v1h-{width}z" for start, width in bar_places(item.runs))
        return _path(path, item, item.module, item.height)
    path = "".join(
        f"M{start} {row}h{width}v1h-{width}z" for row, runs in enumerate(item.rows) for start, width in runs
    )
    return _path(path, item, item.module, item.module)


def _path(path: str, item: Bars | Squares, across: float, down: float) -> str:
    matrix = f"matrix({across:.5f} 0 0 {down:.5f} {item.x:.4f} {item.y:.4f})"
    return f'<path d="{path}" transform="{matrix}" shape-rendering="crispEdges"/>'


def _text(item: Text) -> str:
    is_rtl = item.letters.is_rtl
    x = item.x + (item.width if is_rtl else 0)
    direction = ' direction="rtl"' if is_rtl else ""
    weight = ' font-weight="700"' if item.bold else ""
    return (
        f'<text x="{x:.3f}" y="{item.baseline:.3f}" font-size="{item.size * POINT:.3f}"{weight}{direction} '
        f'textLength="{item.width:.3f}" lengthAdjust="spacingAndGlyphs" xml:space="preserve">'
        f"{escape(_shown(item), quote=False)}</text>"
    )


def _shown(item: Text) -> str:
    """The browser puts letters in their order by itself; what the paper cannot show is shown as on paper."""
    return "".join("?" if char in item.letters.missing else char for char in item.text)
