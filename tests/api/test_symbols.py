"""Bars and squares by themselves: every letter reads, and no code is longer than it need be."""

import string

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from api.labels.layout import bar_places
from api.labels.symbols import Linear, barcode, code128_values


def picture(symbol: Linear) -> Image.Image:
    image = Image.new("L", (symbol.modules * 3, 60), 255)
    draw = ImageDraw.Draw(image)
    for start, width in bar_places(symbol.runs):
        left = (symbol.quiet[0] + start) * 3
        draw.rectangle((left, 0, left + width * 3 - 1, 59), fill=0)
    return image


@given(st.text(alphabet=string.printable[:95], min_size=3, max_size=24).filter(lambda text: text.strip() == text))
@settings(max_examples=200, deadline=None)
def test_code_128_reads_as_it_was_written(text):
    symbol = barcode(text)
    assert symbol
    [found] = zxingcpp.read_barcodes(picture(symbol))
    assert found.text == text or symbol.kind != "Code 128"


@pytest.mark.parametrize("code", ["4006381333931", "9780306406157", "0036000291452", "96385074", "036000291452"])
def test_eans_and_upcs_read_as_they_were_written(code):
    symbol = barcode(code)
    assert symbol
    [found] = zxingcpp.read_barcodes(picture(symbol))
    assert found.text.lstrip("0") == code.lstrip("0")


@pytest.mark.parametrize(
    ("text", "characters"),
    [
        ("1234567890", 6),
        ("A", 2),
        ("AB12", 5),
        ("AB1234", 6),
        ("12AB", 5),
        ("1234A", 5),
        ("A1234B", 7),
        ("12345", 5),
    ],
)
def test_digits_are_packed_where_that_is_shorter(text, characters):
    assert len(code128_values(text)) == characters


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("4006381333931", "EAN-13"),
        ("4006381333932", "Code 128"),  # the check digit is wrong
        ("036000291452", "UPC-A"),
        ("96385074", "EAN-8"),
        ("10614141000415", "Code 128"),
        ("ABC", "Code 128"),
    ],
)
def test_the_kind_of_bars_follows_the_code(code, kind):
    symbol = barcode(code)
    assert symbol
    assert symbol.kind == kind


@pytest.mark.parametrize("code", ["", "Łódź", "tab\tcode", "漢字"])
def test_bars_cannot_carry_everything(code):
    assert barcode(code) is None
