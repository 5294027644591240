"""Labels in ZPL II, the language of Zebra's printers and of many others: one format, ^XA to ^XZ, a label.

Bars and squares are boxes of the very dots that the layout has decided, not the printer's own codes. Latin letters
are text in the printer's font 0; a line with other letters is a picture, since few printers have them. Nothing a
product is called can break out of its field: all but plain ASCII is written in hexadecimal (^FH).
"""

import re
from collections.abc import Iterable
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from .fonts import font_file
from .layout import POINT, Bars, Drawing, Squares, Text, bar_places
from .media import INCH

# Letters of the printer's own font: Latin with its accents, and the punctuation that goes with it.
_RESIDENT: Final = re.compile(r"[\x20-\x7e\xa0-\u017f\u2013\u2014\u2018\u2019\u201c\u201d\u2026\u20ac]*")
_PLAIN: Final = re.compile(r"[A-Za-z0-9 .,:;/()+*#%$&@!?=<>|'\"\[\]{}-]")


def labels_zpl(drawings: Iterable[Drawing], *, dpi: int, dx: float = 0, dy: float = 0) -> bytes:
    return b"".join(_Format(drawing, dpi, dx, dy).text().encode("ascii") for drawing in drawings)


class _Format:
    def __init__(self, drawing: Drawing, dpi: int, dx: float, dy: float) -> None:
        self._drawing = drawing
        self._per_mm = dpi / INCH
        self._shift = (dx, dy)

    def text(self) -> str:
        width, length = self._dots(self._drawing.width), self._dots(self._drawing.height)
        lines = ["^XA", "^CI28", f"^PW{width}", f"^LL{length}", "^LH0,0"]
        for item in self._drawing.items:
            if isinstance(item, Bars):
                lines += self._bars(item)
            elif isinstance(item, Squares):
                lines += self._squares(item)
            elif _RESIDENT.fullmatch(_shown(item)):
                lines.append(self._field(item))
            else:
                lines.append(self._picture_of(item))
        return "\n".join([*lines, "^XZ", ""])

    def _dots(self, length: float) -> int:
        return round(length * self._per_mm)

    def _at(self, x: float, y: float) -> str:
        left, top = self._dots(x + self._shift[0]), self._dots(y + self._shift[1])
        return f"^FO{max(0, left)},{max(0, top)}"

    def _bars(self, item: Bars) -> list[str]:
        module, height = self._dots(item.module), self._dots(item.height)
        left, top = self._dots(item.x + self._shift[0]), max(0, self._dots(item.y + self._shift[1]))
        return [
            f"^FO{max(0, left + start * module)},{top}^GB{width * module},{height},{width * module}^FS"
            for start, width in bar_places(item.runs)
        ]

    def _squares(self, item: Squares) -> list[str]:
        module = self._dots(item.module)
        left, top = self._dots(item.x + self._shift[0]), self._dots(item.y + self._shift[1])
        return [
            f"^FO{max(0, left + start * module)},{max(0, top + row * module)}"
            f"^GB{width * module},{module},{module}^FS"
            for row, runs in enumerate(item.rows)
            for start, width in runs
        ]

    def _field(self, item: Text) -> str:
        size = self._dots(item.size * POINT)
        # The top of the letters: the printer's field begins there, and not at the baseline.
        at = self._at(item.x, item.baseline - item.size * _CAP * POINT)
        return f"{at}^A0N,{size},{round(size * _NARROW)}^FH^FD{_hexadecimal(_shown(item))}^FS"

    def _picture_of(self, item: Text) -> str:
        size = self._dots(item.size * POINT)
        image = Image.new("1", (max(1, self._dots(item.width) + 2), round(size * 1.3)), 0)
        draw, x = ImageDraw.Draw(image), 0.0
        for run in item.letters.runs:
            font = ImageFont.truetype(str(font_file(run.font)), size, layout_engine=ImageFont.Layout.BASIC)
            draw.text((x, size), run.text, font=font, fill=1, anchor="ls")
            x += font.getlength(run.text)
        return f"{self._at(item.x, item.baseline - item.size * POINT)}{_graphic(image)}^FS"


# Of font 0: the height of its capitals, and how much narrower than high its cells are, so that a line is no longer
# than the layout has it.
_CAP: Final = 0.75
_NARROW: Final = 0.85


def _shown(item: Text) -> str:
    return "".join("?" if char in item.letters.missing else char for char in item.text)


def _hexadecimal(text: str) -> str:
    """The data of a ^FH field: `_C5_81` for Ł, and for all that ZPL gives a meaning to."""
    return "".join(
        char if _PLAIN.fullmatch(char) else "".join(f"_{byte:02X}" for byte in char.encode()) for char in text
    )


def _graphic(image: Image.Image) -> str:
    """A picture in the field: each row in whole bytes, a set bit is a black dot."""
    row_bytes = (image.width + 7) // 8
    data = image.tobytes()
    return f"^GFA,{len(data)},{len(data)},{row_bytes},{data.hex().upper()}"
