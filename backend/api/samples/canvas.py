"""A small drawing surface: 100 x 100 units, drawn large and reduced, so that edges come out smooth."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Final

from PIL import Image, ImageDraw

Colour = tuple[int, int, int]
Point = tuple[float, float]

SIDE: Final = 640
_SCALE: Final = 12.8  # pixels a unit while drawing: twice the final size

WHITE: Final = (255, 255, 255)
BLACK: Final = (12, 16, 24)

# Materials that stay what they are, whatever colour the product comes in.
STEEL: Final[Colour] = (176, 184, 194)
STEEL_DARK: Final[Colour] = (132, 141, 153)
PAPER: Final[Colour] = (250, 248, 243)
WOOD: Final[Colour] = (190, 142, 96)
SCREEN: Final[Colour] = (30, 36, 46)
LEAF: Final[Colour] = (84, 138, 92)
CREAM: Final[Colour] = (255, 246, 222)


def mix(colour: Colour, other: Colour, share: float) -> Colour:
    """*colour* with *share* (0 to 1) of *other* in it."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(colour, other, strict=True))
    return red, green, blue


Drawing = Callable[["Canvas"], None]


class Canvas:
    """Draws one product in tones of one colour on a pale ground of the same hue."""

    def __init__(self, colour: Colour) -> None:
        self.base = colour
        self.light = mix(colour, WHITE, 0.28)
        self.pale = mix(colour, WHITE, 0.6)
        self.dark = mix(colour, BLACK, 0.24)
        self.deep = mix(colour, BLACK, 0.5)
        self.ground = mix(mix(colour, (150, 156, 165), 0.4), WHITE, 0.84)
        side = round(100 * _SCALE)
        self._image = Image.new("RGB", (side, side), self.ground)
        self._draw = ImageDraw.Draw(self._image)
        self.shade = mix(self.ground, BLACK, 0.1)

    def finish(self) -> Image.Image:
        return self._image.resize((SIDE, SIDE), Image.Resampling.LANCZOS)

    def shadow(self, x: float, y: float, width: float) -> None:
        """The shadow on the floor, centred at *x*, *y*."""
        self.disc(x, y, width / 2, self.shade, ry=max(2.2, width / 16))

    def box(self, x0: float, y0: float, x1: float, y1: float, fill: Colour, r: float = 0) -> None:
        """A rectangle with corners rounded by *r*."""
        self._draw.rounded_rectangle(self._frame(x0, y0, x1, y1), r * _SCALE, fill)

    def disc(self, x: float, y: float, rx: float, fill: Colour, ry: float | None = None) -> None:
        ry = rx if ry is None else ry
        self._draw.ellipse(self._frame(x - rx, y - ry, x + rx, y + ry), fill)

    def ring(self, x: float, y: float, r: float, width: float, fill: Colour, ry: float | None = None) -> None:
        ry = r if ry is None else ry
        frame = self._frame(x - r, y - ry, x + r, y + ry)
        self._draw.ellipse(frame, outline=fill, width=round(width * _SCALE))

    def arc(self, x: float, y: float, r: float, start: float, end: float, width: float, fill: Colour) -> None:
        """Part of a circle line, clockwise in degrees from three o'clock."""
        self._draw.arc(self._frame(x - r, y - r, x + r, y + r), start, end, fill, round(width * _SCALE))

    def pie(self, x: float, y: float, r: float, start: float, end: float, fill: Colour) -> None:
        self._draw.pieslice(self._frame(x - r, y - r, x + r, y + r), start, end, fill)

    def poly(self, points: Sequence[Point], fill: Colour) -> None:
        self._draw.polygon([self._at(point) for point in points], fill)

    def line(self, points: Sequence[Point], width: float, fill: Colour) -> None:
        """A line with round joints and ends."""
        self._draw.line([self._at(point) for point in points], fill, round(width * _SCALE), "curve")
        for x, y in (points[0], points[-1]):
            self.disc(x, y, width / 2, fill)

    def curve(self, points: Sequence[Point], width: float, fill: Colour) -> None:
        """A Bezier curve through the control *points*."""
        steps = 40
        path = []
        for step in range(steps + 1):
            layer = list(points)
            while len(layer) > 1:
                layer = [
                    (a[0] + (b[0] - a[0]) * step / steps, a[1] + (b[1] - a[1]) * step / steps)
                    for a, b in pairwise(layer)
                ]
            path.append(layer[0])
        self.line(path, width, fill)

    def _at(self, point: Point) -> Point:
        return point[0] * _SCALE, point[1] * _SCALE

    def _frame(self, x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
        return x0 * _SCALE, y0 * _SCALE, x1 * _SCALE, y1 * _SCALE
