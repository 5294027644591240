"""Flat drawings of books, sports gear and everything else."""

from ..canvas import LEAF, PAPER, STEEL, STEEL_DARK, WOOD, Canvas


def novel(c: Canvas) -> None:
    _cover(c)
    c.disc(52, 47, 13, c.pale)
    c.poly([(31, 74), (46, 52), (58, 67), (64, 60), (75, 74)], c.deep)
    c.box(36, 21, 70, 24.4, PAPER, 1)
    c.box(42, 27, 64, 29, c.pale, 1)


def textbook(c: Canvas) -> None:
    _cover(c)
    c.box(31, 20, 75, 40, PAPER)
    c.box(36, 25, 66, 28.4, c.dark, 1)
    c.box(36, 32, 56, 34, c.light, 1)
    for row in range(3):
        for column in range(4):
            fill = (c.light, c.pale, c.dark)[(row + column) % 3]
            c.box(36 + column * 8.6, 48 + row * 8.6, 42.6 + column * 8.6, 54.6 + row * 8.6, fill, 1)


def cookbook(c: Canvas) -> None:
    _cover(c)
    c.disc(53, 55, 16, PAPER)
    c.ring(53, 55, 11.6, 1, c.pale)
    c.poly([(53, 62), (45, 56), (45, 50), (53, 46), (61, 50), (61, 56)], LEAF)
    c.disc(50, 54, 3.4, (214, 86, 62))
    c.disc(57, 53, 2.6, (240, 180, 70))
    c.box(36, 22, 70, 25.6, PAPER, 1)
    c.box(43, 29, 63, 31, c.pale, 1)


def _cover(c: Canvas) -> None:
    """A book that stands a little open: pages, spine, front."""
    c.shadow(52, 88, 56)
    c.box(27, 14, 79, 87, c.deep, 2)
    c.box(28, 15.6, 77.6, 85.4, PAPER, 1)
    c.box(24, 13, 75, 84, c.base, 2)
    c.box(24, 13, 31, 84, c.dark, 2)


def yoga_mat(c: Canvas) -> None:
    c.shadow(50, 76, 82)
    c.poly([(28, 72), (92, 72), (96, 78), (34, 78)], c.dark)
    c.box(10, 36, 74, 74, c.base, 4)
    c.box(22, 36, 84, 74, c.base, 10)
    c.disc(76, 55, 12, c.light, ry=19)
    for r in (14.5, 10, 5.5):
        c.ring(76, 55, r * 0.63, 1.1, c.dark, ry=r)
    for x in (26, 48):
        c.box(x, 35.4, x + 5, 74.6, c.deep, 1)


def bottle(c: Canvas) -> None:
    c.shadow(50, 92, 36)
    c.box(43, 6, 57, 20, c.deep, 3)
    c.ring(50, 9, 8, 2, c.deep)
    c.box(41, 18, 59, 26, STEEL, 2)
    c.box(33, 26, 67, 91, c.base, 9)
    c.box(56, 28, 67, 90, c.dark, 8)
    c.box(52, 27, 61, 91, c.base)
    c.box(37.6, 36, 41, 80, c.light, 1.7)
    c.box(33, 56, 67, 60, c.pale)


def dumbbell(c: Canvas) -> None:
    c.shadow(50, 73, 80)
    c.box(30, 46.6, 70, 55.4, STEEL, 2)
    for x in range(40, 61, 4):
        c.line([(x - 1.4, 48), (x + 1.4, 54)], 0.8, STEEL_DARK)
    for x0, x1 in ((10, 22), (78, 90)):
        c.box(x0, 37, x1, 65, c.dark, 4)
    for x0, x1 in ((19, 34), (66, 81)):
        c.box(x0, 28, x1, 74, c.base, 5)
        c.box(x0 + 2.6, 32, x0 + 5.4, 70, c.light, 1.4)


def ball(c: Canvas) -> None:
    c.shadow(50, 88, 54)
    c.disc(50, 50, 36, c.base)
    c.pie(50, 50, 36, 300, 480, c.dark)
    c.disc(46, 46, 31.4, c.base)
    c.line([(50, 14), (50, 86)], 1.8, c.deep)
    c.line([(14, 50), (86, 50)], 1.8, c.deep)
    c.curve([(26, 23), (48, 50), (26, 77)], 1.8, c.deep)
    c.curve([(74, 23), (52, 50), (74, 77)], 1.8, c.deep)


def racket(c: Canvas) -> None:
    c.shadow(72, 90, 30)
    c.line([(56, 62), (74, 86)], 5.4, c.deep)
    c.line([(66, 75.4), (74, 86)], 6.6, WOOD)
    c.disc(40, 38, 25, PAPER, ry=29)
    for step in range(-4, 5):
        reach = (1 - (step / 5.0) ** 2) ** 0.5
        c.line([(40 + step * 5, 38 - 27 * reach), (40 + step * 5, 38 + 27 * reach)], 0.6, STEEL)
        c.line([(40 - 23 * reach, 38 + step * 5.6), (40 + 23 * reach, 38 + step * 5.6)], 0.6, STEEL)
    c.ring(40, 38, 25, 4, c.base, ry=29)
    c.disc(80, 42, 8, (208, 222, 84))
    c.curve([(74.6, 36.6), (81, 41), (78.6, 49.6)], 1.2, PAPER)


def helmet(c: Canvas) -> None:
    c.shadow(50, 82, 70)
    c.curve([(28, 60), (40, 88), (60, 88), (66, 62)], 2, c.deep)
    c.pie(50, 58, 37, 180, 360, c.base)
    c.box(13, 55, 87, 66, c.base, 5)
    c.pie(50, 58, 37, 285, 360, c.dark)
    c.box(66, 55, 87, 66, c.dark, 5)
    for x0, y0, x1, y1 in ((24, 50, 32, 36), (38, 49, 42, 29), (56, 49, 56, 29), (73, 50, 67, 36)):
        c.line([(x0, y0), (x1, y1)], 4.6, c.deep)
    c.box(13, 61, 87, 66, c.deep, 2.5)


def notebook(c: Canvas) -> None:
    c.shadow(52, 88, 54)
    c.box(29, 13, 79, 87, PAPER, 3)
    c.box(26, 12, 76, 85, c.base, 3)
    c.box(26, 12, 33, 85, c.dark, 3)
    c.box(66, 12, 69, 85, c.deep)
    c.box(39, 26, 60, 38, PAPER, 1.4)
    c.box(42, 30, 57, 31.6, c.dark, 0.6)
    c.box(42, 33.6, 52, 35, c.light, 0.6)


def gift_box(c: Canvas) -> None:
    c.shadow(50, 87, 64)
    c.box(20, 46, 80, 86, c.base, 2)
    c.box(66, 46, 80, 86, c.dark, 2)
    c.box(15, 34, 85, 48, c.light, 2)
    c.box(44, 34, 56, 86, PAPER)
    for x, side in ((50, -1), (50, 1)):
        c.disc(x + 12 * side, 25, 12, c.deep, ry=8)
        c.disc(x + 13 * side, 25, 6.4, c.dark, ry=3.6)
    c.disc(50, 28, 5.4, c.deep)


def umbrella(c: Canvas) -> None:
    c.line([(50, 12), (50, 78)], 2.4, STEEL_DARK)
    c.arc(56.8, 78, 8, 0, 180, 3.4, WOOD)
    c.pie(50, 52, 40, 180, 360, c.base)
    c.pie(50, 52, 40, 290, 360, c.dark)
    c.pie(50, 52, 40, 180, 235, c.light)
    for x in (16.6, 38.8, 61.2, 83.4):
        c.disc(x, 52, 6.7 if x in (16.6, 83.4) else 11.2, c.ground, ry=5)
    c.line([(50, 8), (50, 14)], 2.4, c.deep)


def tape(c: Canvas) -> None:
    c.shadow(48, 86, 62)
    c.box(48, 76, 92, 85, c.dark, 1)
    c.disc(47, 50, 35, c.base)
    c.ring(47, 50, 30, 1, c.light)
    c.ring(47, 50, 25, 1, c.dark)
    c.disc(47, 50, 19, WOOD)
    c.disc(47, 50, 15, c.ground)
