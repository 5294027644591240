"""Text as it is cleaned and compared, without a database."""

import json
import sys
import unicodedata
from pathlib import Path
from random import Random

import pytest

from api.core.text import (
    clean_code,
    clean_line,
    clean_text,
    code_key,
    fold,
    in_number_order,
    shows_something,
    sort_key,
    unique_name_key,
    words,
)

CASES = json.loads((Path(__file__).parent.parent / "cases" / "search.json").read_text())
_PLAIN = ("CJK UNIFIED", "TANGUT", "CUNEIFORM", "EGYPTIAN", "ANATOLIAN", "BAMUM", "YI SYLLABLE")  # nothing to fold


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['text']}/{case['query']}")
def test_every_word_is_looked_for_in_folded_text(case):
    folded = fold(case["text"])

    assert all(word in folded for word in words(case["query"])) is case["matches"]


def test_folding_is_final_and_the_same_for_every_form_of_every_character():
    for char in map(chr, range(sys.maxunicode + 1)):
        if unicodedata.category(char) in ("Cn", "Co", "Cs") or unicodedata.name(char, "").startswith(_PLAIN):
            continue
        folded = fold(char)
        forms = [unicodedata.normalize(form, char) for form in ("NFC", "NFD", "NFKC", "NFKD")]
        assert {fold(form) for form in (*forms, char.upper(), char.lower(), folded)} == {folded}, hex(ord(char))


# --- Cleaning ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("  Blue Mug ", "Blue Mug"),
        ("cafe\u0301", "café"),
        ("\u200bBlue\u200b Mug\ufeff", "Blue Mug"),
        ("Blue\u00adberry", "Blueberry"),
        ("\u202eguM\u202c", "guM"),
        ("\u2067שלום\u2069 +1\u200f", "שלום +1"),
        ("Mug\u200d", "Mug"),
        ("Blue\u200dMug", "BlueMug"),
        ("a\u2064b\u034fc\u3164d", "abcd"),
        ("\u00a0Mug\u3000", "Mug"),
        ("tag\U000e0041\U000e0042", "tag"),
        # What belongs to a character stays.
        ("👩\u200d💻", "👩\u200d💻"),
        ("❤\ufe0f", "❤\ufe0f"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("क्\u200dष", "क्\u200dष"),
        ("🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", None),
        ("\u0601١٢", None),
    ],
)
def test_names_lose_what_shows_nothing(typed, stored):
    stored = typed if stored is None else stored

    assert clean_line(typed) == stored
    assert clean_line(stored) == stored
    assert clean_text(f"{typed}x") == clean_line(typed) + "x" if typed == stored else True


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        (" ABC-1 ", "ABC-1"),
        ("ABC\u200b", "ABC"),
        ("\u200b4006381333931", "4006381333931"),
        ("A\u200dB\u200cC\ufe0f", "ABC"),
        ("\u202eABC", "ABC"),
        ("Cafe\u0301-1", "Café-1"),
        ("A B", "A B"),
        ("\u200b", ""),
        ("\u2800\u3164", ""),
    ],
)
def test_codes_hold_nothing_invisible(typed, stored):
    assert clean_code(typed) == stored
    assert clean_code(stored) == stored


def test_all_line_breaks_become_one_kind():
    assert clean_text("a\r\nb\rc\u2028d\u2029e\x85f\n\tg") == "a\nb\nc\nd\ne\nf\n\tg"


@pytest.mark.parametrize("text", ["a", "7", "!", "日", "☕", "¤", "ا", "\u0301a"])
def test_one_visible_character_is_enough(text):
    assert shows_something(text)


@pytest.mark.parametrize("text", ["", " ", "\u200b", "\u2800", "\u3164\uffa0", "\u0301", "\u00a0\u2003", "\u00ad"])
def test_nothing_visible_is_noticed(text):
    assert not shows_something(text)


# --- Keys ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "twins",
    [
        ("ABC-1", "abc-1", "ＡＢＣ－１", "aBc-1 ", "ABC\u200b-1"),
        ("ÄÖÜ-1", "äöü-1", "a\u0308o\u0308u\u0308-1"),
        ("Café-1", "Cafe\u0301-1", "CAFÉ-1"),
        ("STRASSE", "straße"),
        ("ΟΔΟΣ", "οδος", "οδοσ"),
    ],
)
def test_codes_that_are_the_same_to_people_have_one_key(twins):
    assert len({code_key(code) for code in twins}) == 1
    assert len({in_number_order(code_key(code)) for code in twins}) == 1
    assert len({unique_name_key(code) for code in twins}) == 1


@pytest.mark.parametrize("pair", [("Café", "Cafe"), ("A-1", "A-01"), ("कुल", "कल"), ("A 1", "A1"), ("O", "0")])
def test_codes_that_differ_to_people_have_two(pair):
    one, other = pair

    assert in_number_order(code_key(one)) != in_number_order(code_key(other))


def test_numbers_in_order_tell_any_two_codes_apart():
    chance = Random(1)
    codes = {"".join(chance.choices("0019aA.-,", k=chance.randint(1, 12))) for _ in range(50_000)}

    assert len({in_number_order(code) for code in codes}) == len(codes)


@pytest.mark.parametrize(
    "ordered",
    [
        ["9 mm", "10 mm", "100 mm"],
        ["Apfel", "Äpfel 2", "Apfel 10", "Zebra"],
        ["0.25 l", "0.5 l", "1 l", "1.5 l", "10 l"],
        ["0,25 l", "0,5 l", "1,5 l"],
        ["Item 01", "Item 2", "Item 003", "Item 10"],
        ["a 99999999", "a 100000000", "a 1234567890123456", "a 12345678901234567"],
        ["Łódź", "Lunch", "Østers", "Ozon"],
        ["10 mm", "Bolt", "Écrou", "Schraube", "Ω"],
    ],
)
def test_names_sort_as_people_do(ordered):
    assert sorted(set(ordered), key=sort_key) == ordered
    assert [name.upper() for name in ordered] == sorted((name.upper() for name in ordered), key=sort_key)


def test_numbers_of_every_length_are_in_order():
    numbers = [10**length + step for length in range(30) for step in (0, 1, 7)]

    assert sorted(map(str, numbers), key=sort_key) == list(map(str, sorted(numbers)))


def test_keys_fit_into_an_index_however_a_name_unfolds():
    longest = "\ufdfa" * 200  # a single character of eighteen letters

    assert len(sort_key(longest).encode()) <= 800
    assert len(unique_name_key(longest[:80]).encode()) < 2000
    assert len(in_number_order(code_key(longest[:64])).encode()) < 2700
