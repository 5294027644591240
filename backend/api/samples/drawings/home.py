"""Flat drawings of things for the home."""

from ..canvas import CREAM, LEAF, PAPER, SCREEN, STEEL, STEEL_DARK, WOOD, Canvas, mix


def mug(c: Canvas) -> None:
    c.shadow(47, 83, 56)
    c.ring(70, 51, 14, 5, c.dark, ry=15)
    c.box(22, 26, 70, 82, c.base, 9)
    c.box(22, 26, 70, 50, c.base)
    c.box(60, 30, 70, 73, c.dark, 4)
    c.box(22, 40, 60, 73, c.base)
    c.disc(46, 27, 24, c.light, ry=5.4)
    c.disc(46, 27.6, 20.6, (92, 62, 44), ry=4)
    c.box(28, 40, 32, 68, c.light, 2)


def lamp(c: Canvas) -> None:
    c.shadow(45, 86, 50)
    c.disc(74, 52, 17, CREAM, ry=8)
    c.line([(40, 82), (30, 50), (58, 26)], 3.2, STEEL_DARK)
    c.disc(30, 50, 3.6, STEEL)
    c.poly([(53, 20), (66, 14), (88, 42), (60, 54)], c.base)
    c.poly([(53, 20), (58, 17.6), (67, 51), (60, 54)], c.light)
    c.disc(59.4, 17.6, 5.4, c.dark)
    c.box(22, 79, 62, 85.6, c.dark, 3)


def plant_pot(c: Canvas) -> None:
    c.shadow(50, 87, 46)
    dark_leaf = mix(LEAF, (12, 40, 30), 0.3)
    for tip_x, tip_y, fill in ((24, 22, dark_leaf), (78, 24, dark_leaf), (50, 8, LEAF)):
        middle = (tip_x + 50) / 2
        c.poly([(50, 54), (middle - 8, (tip_y + 50) / 2), (tip_x, tip_y), (middle + 9, (tip_y + 56) / 2)], fill)
    c.poly([(50, 54), (28, 46), (18, 42), (30, 36)], LEAF)
    c.poly([(50, 54), (70, 36), (84, 44), (70, 48)], LEAF)
    c.poly([(31, 58), (69, 58), (64, 86), (36, 86)], c.base)
    c.poly([(57, 58), (69, 58), (64, 86), (56, 86)], c.dark)
    c.box(27, 51, 73, 60, c.light, 2)


def cushion(c: Canvas) -> None:
    c.shadow(50, 85, 64)
    c.poly([(16, 18), (50, 25), (84, 18), (78, 51), (84, 84), (50, 78), (16, 84), (22, 51)], c.base)
    for x, y in ((17, 19), (83, 19), (83, 83), (17, 83)):
        c.disc(x, y, 2.6, c.base)
    c.poly([(84, 18), (78, 51), (84, 84), (66, 80.6), (71, 51), (66, 22)], c.dark)
    for step in range(3):
        y = 36 + step * 15
        c.curve([(24, y), (46, y + 3), (68, y)], 2.6, c.pale)


def pan(c: Canvas) -> None:
    c.shadow(43, 78, 60)
    c.line([(66, 40), (90, 18)], 6, WOOD)
    c.line([(62, 44), (71, 35.6)], 4.4, STEEL_DARK)
    c.disc(41, 56, 31, c.dark, ry=23.6)
    c.disc(41, 53, 31, c.base, ry=23.6)
    c.disc(41, 54, 26.4, c.deep, ry=19)
    c.disc(41, 56, 24, mix(c.deep, c.dark, 0.5), ry=16.4)
    c.disc(33, 51, 8, mix(c.deep, c.dark, 0.9), ry=3.4)


def candle(c: Canvas) -> None:
    c.shadow(50, 86, 50)
    c.disc(50, 24, 8, CREAM)
    c.poly([(50, 12), (54.6, 25), (50, 31), (45.4, 25)], (244, 170, 66))
    c.poly([(50, 20), (52.2, 27), (50, 30), (47.8, 27)], (255, 226, 140))
    c.line([(50, 30), (50, 38)], 1.2, SCREEN)
    c.box(28, 38, 72, 85, c.base, 6)
    c.box(62, 38, 72, 85, c.dark, 5)
    c.box(58, 40, 66, 85, c.base)
    c.disc(50, 39.4, 22, c.pale, ry=4.6)
    c.box(36, 54, 60, 72, PAPER, 1.6)
    c.box(40, 59, 56, 61, c.dark, 1)
    c.box(43, 65, 53, 66.6, c.light, 0.8)


def clock(c: Canvas) -> None:
    c.disc(52, 53, 36, c.shade)
    c.disc(50, 50, 36, c.base)
    c.disc(50, 50, 29.6, PAPER)
    for x, y, wide in ((50, 25, True), (75, 50, False), (50, 75, True), (25, 50, False)):
        c.box(
            x - (0.9 if wide else 2.4),
            y - (2.4 if wide else 0.9),
            x + (0.9 if wide else 2.4),
            y + (2.4 if wide else 0.9),
            c.dark,
            0.8,
        )
    c.line([(50, 50), (37, 40)], 2.8, c.deep)
    c.line([(50, 50), (64, 33)], 2, c.deep)
    c.line([(46, 58), (54, 42)], 0.9, (208, 74, 62))
    c.disc(50, 50, 2.6, c.deep)


def towels(c: Canvas) -> None:
    c.shadow(50, 84, 70)
    for layer, fill in enumerate((c.dark, c.base, c.light)):
        y = 66 - layer * 18
        c.box(17, y, 83, y + 17, fill, 7)
        c.box(17, y + 1, 40, y + 16, mix(fill, (255, 255, 255), 0.16), 7)
        c.box(66, y, 70, y + 17, c.pale)
        c.box(72.4, y, 74, y + 17, c.pale)
