"""Codes as scanners send them, without a database."""

import pytest

from api.catalog.codes import barcode_key, gtin, read_code, with_check_digit

MUG = "04006381333931"  # the GTIN-14 of the EAN-13 4006381333931
LINK = "https://id.gs1.org/01/04006381333931"


def test_check_digits():
    assert with_check_digit("400638133393") == "4006381333931"
    assert with_check_digit("03600029145") == "036000291452"
    assert with_check_digit("9638507") == "96385074"
    assert with_check_digit("1061414100041") == "10614141000415"


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("4006381333931", MUG),
        (MUG, MUG),
        ("036000291452", "00036000291452"),
        ("0036000291452", "00036000291452"),
        ("96385074", "00000096385074"),
        ("00000096385074", "00000096385074"),
        ("４００６３８１３３３９３１", MUG),
        # No GTINs: the length, the check digit, other characters.
        ("4006381333932", ""),
        ("400638133393", ""),
        ("0000096385074", "00000096385074"),
        ("000096385074", "00000096385074"),
        ("096385074", ""),
        ("123", ""),
        ("", ""),
        ("4006381-333931", ""),
        ("٤٠٠٦٣٨١٣٣٣٩٣١", ""),
    ],
)
def test_a_gtin_of_any_length_is_the_same_number(code, expected):
    assert gtin(code) == expected


@pytest.mark.parametrize(
    "scanned",
    [
        "4006381333931",
        " 4006381333931\n",
        "\u200b4006381333931",
        "]E04006381333931",
        "(01)04006381333931",
        "(01)04006381333931(17)261231(10)LOT-7",
        "(10)LOT7(01)04006381333931",
        "0104006381333931",
        "010400638133393117261231",
        "]C10104006381333931",
        "]C1010400638133393110LOT7\x1d21123",
        "]d2\x1d0104006381333931",
        "\x1d010400638133393110A",
        "]Q31726123101040063813339312112",
        "10LOT7\x1d0104006381333931",
        "]d2310300012401040063813339311726123110A",
        LINK,
        LINK.upper(),
        f"{LINK}/10/LOT7?17=261231",
        f"{LINK}#top",
        "http://shop.example/some/stem/01/04006381333931/",
        "https://shop.example/gtin/4006381333931",
    ],
)
def test_every_form_of_a_gtin_is_read(scanned):
    assert read_code(scanned).gtin == MUG
    assert barcode_key(scanned) == MUG


@pytest.mark.parametrize(
    "scanned",
    [
        "ABC-1",
        "0104006381333932",  # the check digit
        "01040063813339",  # cut off
        "]C110LOT7",
        "]C1(10)LOT7",
        "(02)04006381333931(37)12",  # what is packed in it
        "(01)040063813339311",
        "https://shop.example/product/04006381333931",
        "https://shop.example/01/04006381333932",
        "https://shop.example/?01=04006381333931",
        "101/01/04006381333931",
        "]C0ABC",
        "]",
        "01",
        "(01)",
        "\x1d",
        "",
    ],
)
def test_what_holds_no_gtin_stays_what_it_is(scanned):
    assert read_code(scanned).gtin == ""


def test_a_symbology_identifier_is_no_part_of_the_code():
    assert read_code("]C0ABC-1").texts == ("]C0ABC-1", "ABC-1")
    assert read_code("]A0abc").keys == ["]a0abc", "abc"]
    assert read_code("]x").texts == ("]x",)


@pytest.mark.parametrize(
    ("one", "other"), [("abc-1", "ABC-1"), ("ＡＢＣ", "abc"), ("036000291452", "0036000291452")]
)
def test_barcodes_that_are_the_same_have_one_key(one, other):
    assert barcode_key(one) == barcode_key(other) != ""


def test_no_barcode_has_no_key():
    assert barcode_key(None) == barcode_key("") == barcode_key("\u200b") == ""
