"""Flat drawings of clothing and bags."""

from ..canvas import PAPER, STEEL, WOOD, Canvas


def tshirt(c: Canvas) -> None:
    c.poly(
        [(35, 20), (12, 34), (21, 52), (31, 46), (31, 84), (69, 84), (69, 46), (79, 52), (88, 34), (65, 20)],
        c.base,
    )
    c.poly([(35, 20), (12, 34), (21, 52), (31, 46)], c.light)
    c.poly([(65, 20), (88, 34), (79, 52), (69, 46)], c.dark)
    c.poly([(62, 46), (69, 46), (69, 84), (61, 84)], c.dark)
    c.pie(50, 20, 12, 0, 180, c.dark)
    c.pie(50, 20, 9, 0, 180, c.deep)
    c.box(31, 81, 69, 84, c.dark, 0.6)


def hoodie(c: Canvas) -> None:
    c.poly(
        [
            (36, 26),
            (18, 36),
            (11, 78),
            (23, 80),
            (31, 56),
            (31, 86),
            (69, 86),
            (69, 56),
            (77, 80),
            (89, 78),
            (82, 36),
            (64, 26),
        ],
        c.base,
    )
    c.poly([(64, 26), (82, 36), (89, 78), (77, 80), (69, 56), (66, 42)], c.dark)
    c.poly([(36, 26), (18, 36), (11, 78), (23, 80), (31, 56), (34, 42)], c.light)
    c.disc(50, 26, 17, c.dark, ry=14)
    c.disc(50, 27, 11, c.deep, ry=11)
    c.poly([(39, 30), (61, 30), (50, 44)], c.deep)
    c.line([(45, 38), (44, 54)], 1.4, PAPER)
    c.line([(55, 38), (56, 52)], 1.4, PAPER)
    c.poly([(39, 64), (61, 64), (66, 78), (34, 78)], c.dark)
    c.box(31, 82, 69, 87, c.dark, 1)


def cap(c: Canvas) -> None:
    c.shadow(52, 76, 76)
    c.pie(45, 62, 32, 180, 360, c.base)
    c.pie(45, 62, 32, 270, 360, c.dark)
    c.curve([(45, 30), (34, 44), (34, 62)], 1, c.deep)
    c.curve([(45, 30), (58, 44), (59, 62)], 1, c.deep)
    c.disc(45, 30.4, 2.6, c.deep)
    c.poly([(13, 60), (70, 60), (92, 68), (94, 73), (84, 75), (60, 67), (13, 67)], c.deep)
    c.poly([(13, 60), (66, 60), (60, 67), (13, 67)], c.dark)
    c.disc(46, 47, 6, c.pale)


def shoe(c: Canvas) -> None:
    c.shadow(50, 80, 84)
    c.poly([(12, 70), (13, 38), (24, 32), (34, 40), (44, 34), (60, 52), (82, 57), (90, 66), (90, 71)], c.base)
    c.poly([(12, 70), (13, 38), (24, 32), (30, 37), (26, 56), (27, 70)], c.dark)
    c.poly([(66, 54), (82, 57), (90, 66), (90, 71), (72, 71)], c.light)
    for step in range(3):
        x, y = 42 + step * 6.5, 42 + step * 5
        c.line([(x - 3, y + 4), (x + 5, y - 2)], 1.6, PAPER)
    c.curve([(30, 66), (46, 66), (58, 56)], 2.6, c.pale)
    c.box(10, 69, 92, 78, PAPER, 4)
    c.box(10, 75, 92, 79, STEEL, 2)


def socks(c: Canvas) -> None:
    for x, base, heel in ((42, c.dark, c.deep), (26, c.base, c.light)):
        c.box(x, 14, x + 20, 64, base, 2)
        c.disc(x + 11, 66, 13, base)
        c.box(x + 8, 58, x + 42, 79, base, 10)
        c.pie(x + 32, 68.5, 10.5, 270, 450, heel)
        c.disc(x + 7, 66, 7.4, heel)
        c.box(x, 12, x + 20, 22, heel, 2)
        for y in (30, 37):
            c.box(x, y, x + 20, y + 3, c.pale)


def backpack(c: Canvas) -> None:
    c.shadow(50, 89, 58)
    c.ring(50, 17, 9, 3, c.deep)
    c.box(17, 46, 28, 78, c.dark, 4)
    c.box(72, 46, 83, 78, c.deep, 4)
    c.box(24, 16, 76, 88, c.base, 15)
    c.box(24, 58, 76, 88, c.base, 7)
    c.curve([(28, 38), (50, 44), (72, 38)], 1.6, c.dark)
    c.box(31, 52, 69, 81, c.dark, 6)
    c.box(31, 52, 69, 62, c.light, 4)
    c.box(46.5, 58, 53.5, 66, WOOD, 1.4)
    c.box(42, 26, 58, 31, c.pale, 1.4)
