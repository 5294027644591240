"""What labels are printed on: sheets and rolls, in millimetres.

Widths, heights and counts are the vendors'. Where a vendor gives no margins, the grid stands in the middle of the
page; published templates differ from each other by up to half a millimetre, which `dx` and `dy` make good.
"""

from dataclasses import asdict, dataclass, fields
from typing import Any, Final

INCH: Final = 25.4
MAX_PER_PAGE: Final = 500
# Millimetres by which a grid may stick out of its page: margins are published with one decimal.
_SLACK: Final = 0.2
_MOST: Final = 2_000.0


@dataclass(frozen=True, slots=True)
class Geometry:
    """A grid of labels on a page; a roll has one label a page. Millimetres from the top left corner."""

    page_width: float
    page_height: float
    columns: int
    rows: int
    left: float
    top: float
    width: float
    height: float
    pitch_x: float
    pitch_y: float

    @property
    def per_page(self) -> int:
        return self.columns * self.rows

    @property
    def is_roll(self) -> bool:
        return self.per_page == 1

    def place(self, number: int) -> tuple[float, float]:
        """The corner of the label *number* of a page, from 0, row by row."""
        row, column = divmod(number, self.columns)
        return self.left + column * self.pitch_x, self.top + row * self.pitch_y

    def problems(self) -> dict[str, str]:
        """What is wrong with these numbers, by name; nothing if they make a page of labels."""
        found = {
            name: "Must be more than 0."
            for name in ("page_width", "page_height", "columns", "rows", "width", "height")
            if getattr(self, name) <= 0
        }
        found |= {name: "Must not be negative." for name in ("left", "top") if getattr(self, name) < 0}
        found |= {name: f"At most {_MOST:.0f} mm." for name in _LENGTHS if getattr(self, name) > _MOST}
        if found:
            return found
        if self.per_page > MAX_PER_PAGE:
            return {"columns": f"A page can have up to {MAX_PER_PAGE} labels; this one has {self.per_page:,}."}
        if self.columns > 1 and self.pitch_x < self.width:
            found["pitch_x"] = "Labels would overlap. Enter at least the label width."
        if self.rows > 1 and self.pitch_y < self.height:
            found["pitch_y"] = "Labels would overlap. Enter at least the label height."
        x, y = self.place(self.per_page - 1)
        if x + self.width > self.page_width + _SLACK:
            found["columns"] = f"The last column ends at {x + self.width:.1f} mm, past the edge of the page."
        if y + self.height > self.page_height + _SLACK:
            found["rows"] = f"The last row ends at {y + self.height:.1f} mm, past the edge of the page."
        return found

    def numbers(self) -> dict[str, Any]:
        return asdict(self)


NUMBERS: Final = tuple(field.name for field in fields(Geometry))
_LENGTHS: Final = tuple(name for name in NUMBERS if name not in ("columns", "rows"))


@dataclass(frozen=True, slots=True)
class Media:
    slug: str
    name: str
    kind: str
    geometry: Geometry

    @property
    def dpi(self) -> int:
        """What most of its printers print: office printers sheets, Zebra's smaller ones rolls."""
        if self.kind != "roll":
            return 600
        return 203 if self.slug.startswith("zebra") else 300


def _sheet(
    page: tuple[float, float],
    grid: tuple[int, int],
    corner: tuple[float, float],
    label: tuple[float, float],
    pitch: tuple[float, float],
) -> Geometry:
    return Geometry(*page, *grid, *corner, *label, *pitch)


def _roll(width: float, height: float) -> Geometry:
    return Geometry(width, height, 1, 1, 0, 0, width, height, width, height)


_A4: Final = (210.0, 297.0)
_LETTER: Final = (8.5 * INCH, 11 * INCH)

# The vendor's label size and count; margins and pitch from the vendor's word-processor template or, for L7651,
# from Label Planet's LP65/38, which is the same sheet. L4731 is published with a left margin of 8.5 to 9 mm.
ALL: Final = (
    Media("L7160", "Avery L7160", "A4", _sheet(_A4, (3, 7), (7.21, 15.15), (63.5, 38.1), (66.04, 38.1))),
    Media("L7163", "Avery L7163", "A4", _sheet(_A4, (2, 7), (4.65, 15.15), (99.1, 38.1), (101.6, 38.1))),
    Media("L4731", "Avery L4731", "A4", _sheet(_A4, (7, 27), (8.6, 13.5), (25.4, 10), (27.9, 10))),
    Media("L7651", "Avery L7651", "A4", _sheet(_A4, (5, 13), (4.75, 10.7), (38.1, 21.2), (40.6, 21.2))),
    Media(
        "5160",
        "Avery 5160",
        "Letter",
        _sheet(_LETTER, (3, 10), (0.1875 * INCH, 12.7), (2.625 * INCH, INCH), (2.75 * INCH, INCH)),
    ),
    Media(
        "5163",
        "Avery 5163",
        "Letter",
        _sheet(_LETTER, (2, 5), (0.15625 * INCH, 12.7), (4 * INCH, 2 * INCH), (4.1875 * INCH, 2 * INCH)),
    ),
    Media(
        "5167",
        "Avery 5167",
        "Letter",
        _sheet(_LETTER, (4, 20), (0.28125 * INCH, 12.7), (1.75 * INCH, 12.7), (2.0625 * INCH, 12.7)),
    ),
    # Dymo 99010 and 11354; Brother DK-11209 and DK-22205, which is cut every 40 mm; Zebra's 2 x 1, 2.25 x 1.25 and
    # 4 x 6 inches, which it sells by these millimetres.
    Media("dymo-89x28", "Dymo 99010", "roll", _roll(89, 28)),
    Media("dymo-57x32", "Dymo 11354", "roll", _roll(57, 32)),
    Media("brother-62x29", "Brother DK-11209", "roll", _roll(62, 29)),
    Media("brother-62", "Brother DK-22205", "roll", _roll(62, 40)),
    Media("zebra-51x25", "Zebra 2 x 1 in", "roll", _roll(51, 25)),
    Media("zebra-57x32", "Zebra 2.25 x 1.25 in", "roll", _roll(57, 32)),
    Media("zebra-102x152", "Zebra 4 x 6 in", "roll", _roll(102, 152)),
)
MEDIA: Final = {each.slug: each for each in ALL}
