"""Products as CSV and XLSX: what is in the file, that no text becomes a formula, and that nothing is lost."""

import csv
import io
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.core.spreadsheets import inert, revive
from api.exchange.workbook import workbook
from api.models import Product

pytestmark = pytest.mark.django_db(transaction=True)

ADDRESS = "/api/products/export/"
COLUMNS = [
    "id", "sku", "barcode", "name", "description", "category", "price",
    "reorder_level", "is_active", "quantity", "version", "owner",
]  # fmt: skip
NASTY = ["=1+1", "'=1+1", "''=a", "-5 °C", "＝1", "'tis", "_x0041_", "a & <b>", "one; =two", "+1", "@me"]


def fetch(client: Any, query: str = "", *, ids: list[int] | None = None, **body: Any) -> Any:
    answer = client.post(ADDRESS, {"ids": ids, **body}) if ids else client.get(f"{ADDRESS}?{query}")
    assert answer.status_code == 200, answer.json()
    return answer


def content(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


def csv_rows(client: Any, query: str = "", **body: Any) -> list[list[str]]:
    text = content(fetch(client, query, **body)).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


def cells(client: Any, query: str = "type=xlsx", **body: Any) -> list[list[Any]]:
    book = openpyxl.load_workbook(io.BytesIO(content(fetch(client, query, **body))))
    return [list(row) for row in book.active.iter_rows()]


def test_csv_holds_every_field(as_ana, product):
    answer = fetch(as_ana)
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="products-')
    assert answer.headers["X-Total-Count"] == "1"
    assert "X-Live-Seq" in answer.headers
    heading, row = csv.reader(io.StringIO(content(answer).decode("utf-8-sig"), newline=""))
    assert heading == COLUMNS
    assert row == [
        str(product.pk), "HOME-MUG01", "4006381333931", "Blue Mug", "Holds 300 ml.", "home", "12.50",
        "20", "true", "42", "1", "ana",
    ]  # fmt: skip


def test_xlsx_cells_are_what_they_are(as_ana, product):
    Product.objects.filter(pk=product.pk).update(barcode="0036000291452")
    heading, row = cells(as_ana)
    values = dict(zip([cell.value for cell in heading], row, strict=True))
    assert [cell.value for cell in heading] == COLUMNS
    barcode = values["barcode"]
    assert (barcode.value, barcode.data_type, barcode.number_format) == ("0036000291452", "s", "@")
    assert (values["price"].value, values["price"].data_type) == (12.5, "n")
    assert (values["quantity"].value, values["is_active"].value) == (42, True)


def test_it_is_the_list_as_filtered_and_sorted(as_ana, ana, bea, product):
    Product.objects.create(sku="B", name="Atlas", category_id="books", price=3, created_by=bea)
    Product.objects.create(sku="C", name="Bible", category_id="books", price=2, created_by=ana)
    assert [row[1] for row in csv_rows(as_ana, "category=books&ordering=price")] == ["sku", "C", "B"]
    assert [row[1] for row in csv_rows(as_ana, "scope=mine&ordering=name")] == ["sku", "C", "HOME-MUG01"]
    assert csv_rows(as_ana, "search=atlas&fields=name,price") == [["name", "price"], ["Atlas", "3.00"]]


def test_a_selection_keeps_its_order(as_ana, ana, product):
    other = Product.objects.create(sku="C", name="Bible", category_id="books", price=2, created_by=ana)
    rows = csv_rows(as_ana, ids=[other.pk, 10**6, product.pk], fields=["sku"])
    assert rows == [["sku"], ["C"], ["HOME-MUG01"]]
    assert fetch(as_ana, ids=[other.pk, 10**6]).headers["X-Total-Count"] == "1"


def test_a_count_sheet_says_what_is_expected(as_ana, product):
    heading, row = csv_rows(as_ana, "sheet=count")
    assert heading == ["id", "sku", "barcode", "name", "expected", "counted", "note"]
    assert row[4:] == ["42", "", ""]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("type=pdf", "type"),
        ("fields=nmae", "fields"),
        ("fields=name,name", "fields"),
        ("sheet=count&fields=name", "fields"),
        ("categry=home", "categry"),
        ("scope=yours", "scope"),
        ("ordering=weight", "ordering"),
    ],
)
def test_what_makes_no_sense_is_refused(as_ana, product, query, field):
    answer = as_ana.get(f"{ADDRESS}?{query}")
    assert answer.status_code == 400
    assert list(answer.json()) == [field]


def test_a_selection_must_be_ids(as_ana, db):
    assert as_ana.post(ADDRESS, {"ids": []}).status_code == 400
    assert as_ana.post(ADDRESS, {"ids": ["x"]}).status_code == 400


def test_a_stranger_gets_nothing(anonymous, product):
    assert anonymous.get(ADDRESS).status_code == 401


def test_no_cell_is_a_formula(as_ana, ana):
    for number, name in enumerate(NASTY):
        Product.objects.create(sku=f"N-{number}", name=name, category_id="home", price=1, created_by=ana)
    names = [row[3] for row in csv_rows(as_ana, "ordering=sku")[1:]]
    assert [revive(name) for name in names] == NASTY
    assert not any(name.lstrip()[:1] in "=+-@＝" for name in names)
    found = [row[3] for row in cells(as_ana, "type=xlsx&ordering=sku")[1:]]
    assert [cell.data_type for cell in found] == ["s"] * len(NASTY)
    # openpyxl leaves the escapes of ST_Xstring as they stand; a spreadsheet takes them back.
    assert [cell.value.replace("_x005F_", "_") for cell in found] == NASTY


def test_pages_follow_each_other_and_each_costs_one_query(as_ana, ana, monkeypatch):
    monkeypatch.setattr("api.exchange.views.EXPORT_PAGE", 2)
    for number in range(7):
        Product.objects.create(sku=f"P-{number}", name=f"P {number}", category_id="home", price=1, created_by=ana)
    answer = fetch(as_ana, "ordering=sku&fields=sku")
    with CaptureQueriesContext(connection) as queries:
        text = content(answer).decode("utf-8-sig")
    assert text.split() == ['"sku"', *(f'"P-{number}"' for number in range(7))]
    assert len(queries) == 4


def test_a_sheet_that_would_be_too_long_is_refused_before_it_begins(as_ana, ana, monkeypatch):
    monkeypatch.setattr("api.exchange.views.MAX_ROWS", 4)
    products = [
        Product.objects.create(sku=f"S-{n}", name="x", category_id="home", price=1, created_by=ana)
        for n in range(4)
    ]
    for answer in (
        as_ana.get(f"{ADDRESS}?type=xlsx"),
        as_ana.post(ADDRESS, {"ids": [product.pk for product in products], "type": "xlsx"}),
    ):
        assert (answer.status_code, list(answer.json())) == (400, ["type"])
        assert "CSV" in answer.json()["type"][0]
    assert as_ana.get(f"{ADDRESS}?type=csv").status_code == 200
    products[0].delete()
    assert as_ana.get(f"{ADDRESS}?type=xlsx").status_code == 200


def test_the_first_piece_leaves_before_any_row_is_read():
    def pages() -> Any:
        raise AssertionError("read too early")
        yield []

    pieces = workbook(pages(), widths=[10])
    assert next(pieces).startswith(b"PK")


@settings(max_examples=500, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet=st.one_of(st.sampled_from("'=+-@\t;\r\n a＝0\u200b\""), st.characters()), max_size=12))
def test_what_was_made_inert_comes_back(text: str) -> None:
    for is_code in (False, True):
        assert revive(inert(text, is_code=is_code), is_code=is_code) == text


def test_an_apostrophe_before_a_code_is_not_part_of_it() -> None:
    assert revive("'0036000291452", is_code=True) == "0036000291452"
    assert revive("'tis") == "'tis"
