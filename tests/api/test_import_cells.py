"""Cells are read by the rules of the API: what a file brings is what a request could have brought."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from rest_framework.exceptions import ValidationError

from api.catalog.serializers import ProductSerializer
from api.exchange.cells import Refused, reader, with_zeros
from api.exchange.columns import NumberVotes
from api.exchange.fields import BY_NAME, FIELDS, meaning_of
from api.exchange.models import Kind

ODD = "\x00\x07\t\n\r\u0085\u00a0\u00ad\u200b\u200d\u2028\u202e\u3164\ufeff\ufffeÅ漢🏴'\"=-;, aA0"
TEXT = st.text(alphabet=st.one_of(st.sampled_from(ODD), st.characters(exclude_categories=["Cs"])), max_size=12)


def read(field: str, cell: Any, *, decimal: str | None = ".") -> Any:
    return reader(
        BY_NAME[Kind.PRODUCTS][field], is_csv=False, decimal=decimal, currency="USD", categories={"home": "home"}
    )(cell)


def asked_of_the_api(field: str, value: str) -> Any:
    return ProductSerializer().fields[field].run_validation(value)


@pytest.mark.parametrize("field", ["name", "description", "sku", "barcode"])
@given(text=TEXT)
def test_text_is_taken_or_refused_as_by_the_api(field: str, text: str) -> None:
    try:
        expected = asked_of_the_api(field, text)
    except ValidationError:
        expected = None
    try:
        value = read(field, text)
    except Refused as refused:
        assume(refused.code != "mangled_number")
        value = None
    assert (value or None) == (expected or None)


@pytest.mark.parametrize(("field", "most"), [("name", 200), ("sku", 64), ("barcode", 64), ("description", 5000)])
def test_text_is_as_long_as_the_api_takes_it(field: str, most: int) -> None:
    assert read(field, "x" * most) == asked_of_the_api(field, "x" * most)
    with pytest.raises(Refused):
        read(field, "x" * (most + 1))


@given(
    price=st.decimals("-1", "1e9", places=3).map(str)
    | st.from_regex(r"[+-]?[0-9]{0,9}\.?[0-9]{0,3}", fullmatch=True)
)
def test_a_price_that_the_api_takes_is_taken_and_is_the_same(price: str) -> None:
    try:
        expected = asked_of_the_api("price", price)
    except ValidationError:
        expected = None
    try:
        value = read("price", price)
    except Refused:
        value = None
    if expected is not None:
        # Trailing zeros beyond cents are refused by the API, and harmless in a file.
        assert value is not None
        assert Decimal(value) == expected
    elif value is not None:
        assert asked_of_the_api("price", value) == Decimal(price)


@given(st.integers(0, 2_147_483_647), st.sampled_from([",", "."]))
def test_grouped_numbers_are_read_as_they_are_written(number: int, decimal: str) -> None:
    group = "." if decimal == "," else ","
    written = f"{number:,}".replace(",", group)
    assert read("quantity", written, decimal=decimal) == number
    assert read("quantity", f"{written}{decimal}0", decimal=decimal) == number


@given(st.lists(st.decimals("0.01", "99999", places=2), min_size=3), st.sampled_from([",", "."]))
def test_the_sign_before_decimals_is_found(prices: list[Decimal], decimal: str) -> None:
    votes = NumberVotes()
    for price in prices:
        votes.add(str(price).replace(".", decimal))
    assert votes.style().decimal == decimal


@pytest.mark.parametrize(
    ("code", "repaired"),
    [("12345678905", "012345678905"), ("036000291452", None), ("36000291452", "036000291452"),
     ("12345678901", None), ("6291452", None), ("123", None), ("A2345678905", None)],
)  # fmt: skip
def test_zeros_are_suggested_where_they_make_a_gtin(code: str, repaired: str | None) -> None:
    assert with_zeros(code) == repaired


@pytest.mark.parametrize("kind", list(Kind))
def test_what_exports_write_is_what_imports_know(kind: Kind) -> None:
    for field in FIELDS[kind]:
        assert meaning_of(field.name, kind) == field.name
        assert meaning_of(field.name.replace("_", " ").title(), kind) == field.name
