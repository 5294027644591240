"""Labels as PDF: vector bars on the printer's dots, embedded letters, and pages that viewers do not scale."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any, Final

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from .fonts import letters
from .layout import POINT, Bars, Drawing, Item, Squares, Text, bar_places
from .media import INCH, Geometry


def labels_pdf(
    drawings: Iterable[Drawing],
    geometry: Geometry,
    *,
    start: int = 1,
    dpi: int = 300,
    dx: float = 0,
    dy: float = 0,
) -> bytes:
    """The labels on pages, from the place *start* of the first one. *dx* and *dy* move all, in millimetres."""
    page = _Pages(geometry, dpi, dx, dy)
    place = start - 1
    for drawing in drawings:
        if place == geometry.per_page:
            page.turn()
            place = 0
        page.draw(drawing.items, *geometry.place(place))
        place += 1
    return page.finish()


def rulers_pdf(geometry: Geometry, name: str, *, dx: float = 0, dy: float = 0) -> bytes:
    """The outlines of a page's labels, with rulers, to be laid over the real ones."""
    page = _Pages(geometry, 300, dx, dy)
    page.outlines()
    page.rulers(name)
    return page.finish()


_RULER: Final = 50  # millimetres
# Nobody sends PDFs through channels of seven bits any more: a fifth smaller, and quicker.
rl_config.useA85 = 0


class _Pages:
    def __init__(self, geometry: Geometry, dpi: int, dx: float, dy: float) -> None:
        self._geometry = geometry
        self._dot = INCH / dpi
        self._shift = (dx, dy)
        self._file = BytesIO()
        self._width = geometry.page_width / POINT
        self._height = geometry.page_height / POINT
        self._canvas: Any = Canvas(self._file, pagesize=(self._width, self._height), pageCompression=1)
        self._canvas.setTitle("Labels")
        self._canvas.setCreator("LR Inventory")
        self._canvas.setViewerPreference("PrintScaling", "None")

    def turn(self) -> None:
        self._canvas.showPage()

    def finish(self) -> bytes:
        self._canvas.showPage()
        self._canvas.save()
        return self._file.getvalue()

    def draw(self, items: Sequence[Item], left: float, top: float) -> None:
        left, top = left + self._shift[0], top + self._shift[1]
        for item in items:
            if isinstance(item, Text):
                self._text(item, left, top)
            elif isinstance(item, Bars):
                self._bars(item, left, top)
            else:
                self._squares(item, left, top)

    def outlines(self) -> None:
        dx, dy = self._shift
        self._canvas.setLineWidth(0.3)
        for number in range(self._geometry.per_page):
            x, y = self._geometry.place(number)
            width, height = self._geometry.width / POINT, self._geometry.height / POINT
            self._canvas.rect((x + dx) / POINT, self._height - (y + dy) / POINT - height, width, height)

    def rulers(self, name: str) -> None:
        """A ruler along and one down the first label, as far as it reaches, and what to do with them."""
        x, y = (at + shift for at, shift in zip(self._geometry.place(0), self._shift, strict=True))
        across = min(_RULER, int(self._geometry.width) - 2)
        down = min(_RULER, int(self._geometry.height) - 2)
        for at in range(across + 1):
            self._line(x + at, y, x + at, y + _tick(at))
        for at in range(down + 1):
            self._line(x, y + at, x + _tick(at), y + at)
        for row, text in enumerate((name, "Print at 100%.", f"Ruler: {across} mm, {down} mm.")):
            size = 6 if self._geometry.height < 15 else 8
            drawn = letters(text, bold=not row)
            baseline = y + 4 + (row + 0.9) * size * 1.2 * POINT
            if baseline < y + self._geometry.height:
                self._text(Text(x + 5, baseline, size, text, not row, drawn, 0), 0, 0)

    def _line(self, x1: float, y1: float, x2: float, y2: float) -> None:
        self._canvas.line(x1 / POINT, self._height - y1 / POINT, x2 / POINT, self._height - y2 / POINT)

    def _text(self, item: Text, left: float, top: float) -> None:
        x, y = (left + item.x) / POINT, self._height - (top + item.baseline) / POINT
        for run in item.letters.runs:
            self._canvas.setFont(run.font, item.size)
            self._canvas.drawString(x, y, run.text)
            if len(item.letters.runs) > 1:
                x += self._canvas.stringWidth(run.text, run.font, item.size)

    def _bars(self, item: Bars, left: float, top: float) -> None:
        bars = [f"{start} 0 {width} 1 re" for start, width in bar_places(item.runs)]
        # In a grid of one module by the height of the bars, whose corner is at the bottom.
        self._filled(bars, left + item.x, top + item.y + item.height, item.module, item.height)

    def _squares(self, item: Squares, left: float, top: float) -> None:
        last = len(item.rows) - 1
        squares = [
            f"{start} {last - row} {width} 1 re" for row, runs in enumerate(item.rows) for start, width in runs
        ]
        bottom = top + item.y + len(item.rows) * item.module
        self._filled(squares, left + item.x, bottom, item.module, item.module)

    def _filled(self, rectangles: list[str], x: float, bottom: float, across: float, up: float) -> None:
        """Black rectangles on a grid. Its left edge stands on a whole dot of the printer, and so do all bars."""
        x = round(x / self._dot) * self._dot / POINT
        bottom = self._height - round(bottom / self._dot) * self._dot / POINT
        matrix = f"{across / POINT:.5f} 0 0 {up / POINT:.5f} {x:.4f} {bottom:.4f} cm"
        self._canvas._code.append(f"q 0 g {matrix} {' '.join(rectangles)} f Q")


def _tick(at: int) -> float:
    return 3.0 if at % 10 == 0 else 2.0 if at % 5 == 0 else 1.0
