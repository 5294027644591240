"""Flat drawings of electronics."""

from ..canvas import PAPER, SCREEN, STEEL, STEEL_DARK, Canvas


def cable(c: Canvas) -> None:
    for r in (26, 20.5):
        c.ring(50, 48, r, 3.4, c.base)
        c.arc(50, 48, r, 200, 250, 1, c.light)
    c.box(46, 20, 54, 29, c.dark, 2)
    c.curve([(70, 62), (80, 76), (66, 82)], 3.4, c.base)
    c.curve([(30, 62), (20, 76), (34, 82)], 3.4, c.base)
    for x, tip in ((66, 80), (34, 20)):
        step = 1 if tip > x else -1
        c.box(min(x, x + 12 * step), 78, max(x, x + 12 * step), 86, c.dark, 2)
        c.box(min(x + 12 * step, x + 18 * step), 79.6, max(x + 12 * step, x + 18 * step), 84.4, STEEL, 1.6)


def headphones(c: Canvas) -> None:
    c.shadow(50, 84, 62)
    c.arc(50, 52, 34, 180, 360, 6.4, c.base)
    c.arc(50, 52, 30.6, 190, 350, 3, c.light)
    for x, side in ((20, 1), (80, -1)):
        c.box(x - 5, 48, x + 5, 62, c.dark, 3)
        c.box(min(x, x + 14 * side), 50, max(x, x + 14 * side), 80, c.base, 6.5)
        c.box(min(x + 9 * side, x + 17 * side), 52, max(x + 9 * side, x + 17 * side), 78, c.deep, 4)


def keyboard(c: Canvas) -> None:
    c.shadow(50, 71, 84)
    c.box(9, 33, 91, 70, c.dark, 5)
    c.box(9, 31, 91, 67, c.base, 5)
    for row, shift in enumerate((0.0, 1.6, 3.2)):
        for key in range(12):
            x = 13 + shift / 3 + key * 6.25
            accent = (row, key) in ((0, 0), (1, 11))
            c.box(x, 35 + row * 7.6, x + 5, 40.6 + row * 7.6, c.deep if accent else c.pale, 1.2)
    for x0, x1 in ((13.0, 24.0), (26.0, 65.0), (67.0, 87.6)):
        c.box(x0, 57.8, x1, 63, c.pale, 1.2)


def mouse(c: Canvas) -> None:
    c.shadow(50, 86, 46)
    c.curve([(50, 18), (50, 8), (64, 8)], 2.4, c.deep)
    c.box(30, 17, 70, 85, c.dark, 20)
    c.box(30, 15, 70, 82, c.base, 20)
    c.line([(50, 16), (50, 42)], 1.2, c.dark)
    c.curve([(31, 42), (50, 48), (69, 42)], 1.2, c.dark)
    c.box(46.6, 23, 53.4, 37, c.deep, 3.4)
    c.box(48.6, 26, 51.4, 34, STEEL, 1.4)


def speaker(c: Canvas) -> None:
    c.shadow(50, 87, 56)
    c.box(26, 14, 74, 86, c.dark, 9)
    c.box(26, 14, 72, 86, c.base, 9)
    c.disc(49, 32, 9.4, c.deep)
    c.disc(49, 32, 4.4, c.light)
    c.disc(49, 61, 18, c.deep)
    c.ring(49, 61, 14.6, 1.6, c.dark)
    c.disc(49, 61, 7.4, c.light)
    c.disc(47, 58.6, 2.2, c.pale)


def power_bank(c: Canvas) -> None:
    c.shadow(50, 86, 50)
    c.box(32, 14, 70, 85, c.dark, 7)
    c.box(30, 14, 67, 85, c.base, 7)
    c.box(38, 18.4, 46, 21.6, c.deep, 1.6)
    c.box(51, 18.4, 59, 21.6, c.deep, 1.6)
    for dot in range(4):
        c.disc(41 + dot * 5, 76, 1.3, c.pale if dot < 3 else c.dark)
    c.poly([(50.6, 36), (41, 52), (48, 52), (46, 64), (56, 47), (49, 47)], c.pale)


def monitor(c: Canvas) -> None:
    c.shadow(50, 85, 46)
    c.poly([(45, 66), (55, 66), (57, 82), (43, 82)], STEEL_DARK)
    c.box(34, 80, 66, 84.6, STEEL, 2)
    c.box(9, 18, 91, 70, c.deep, 3.4)
    c.box(11.4, 20.4, 88.6, 66, c.base, 1.6)
    c.disc(68, 36, 6.5, c.pale)
    c.poly([(11.4, 64.6), (11.4, 56), (32, 38), (52, 66), (12, 66)], c.light)
    c.poly([(36, 66), (60, 46), (88.6, 62), (88.6, 66)], c.dark)


def webcam(c: Canvas) -> None:
    c.shadow(50, 86, 44)
    c.box(46, 58, 54, 76, c.deep, 2)
    c.poly([(34, 76), (66, 76), (72, 85), (28, 85)], c.dark)
    c.box(18, 24, 82, 62, c.dark, 19)
    c.box(18, 22, 82, 59, c.base, 18.5)
    c.disc(50, 40.5, 15, c.deep)
    c.disc(50, 40.5, 10, SCREEN)
    c.disc(50, 40.5, 5, (64, 92, 140))
    c.disc(47, 37.4, 2, PAPER)
    c.disc(73, 40.5, 1.6, (96, 204, 128))
