"""The ten files of the design, and others of their kinds: what is read, what is asked, what is held and why."""

import io
import zipfile
from typing import Any

import openpyxl
import pytest
from import_requests import apply, check, checked, choose, codes, rows, upload

from api.exchange import xlsx_files
from api.models import Import, Product

pytestmark = pytest.mark.django_db(transaction=True)

OTHER = {"defaults": {"category": "other"}}


def new(row: dict[str, Any]) -> dict[str, Any]:
    """What a row would create."""
    assert row["state"] == "create", row
    return {name: value for name, (_, value) in row["changes"].items()}


def xlsx(*lines: list[Any], formats: dict[str, str] | None = None) -> bytes:
    book = openpyxl.Workbook()
    for cells in lines:
        book.active.append(cells)
    for place, number_format in (formats or {}).items():
        book.active[place].number_format = number_format
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def test_t1_windows_1252_is_offered_and_the_comma_is_decimal(as_ana, settings):
    settings.CURRENCY = "EUR"
    data = b"SKU;Bezeichnung;Preis;Bestand\r\nM-1;M\xfcnchner Tasse;1.234,50 \x80;7\r\n"
    source, found = checked(as_ana, data, **OTHER)
    assert (source["encoding"], source["delimiter"]) == ("windows-1252", ";")
    assert source["mapping"] == {"sku": 0, "name": 1, "price": 2, "quantity": 3}
    assert source["doubts"][0]["readings"]["windows-1252"] == "Münchner Tasse"
    assert source["doubts"][0]["readings"]["windows-1251"] == "Mьnchner Tasse"
    assert "encoding_guessed" in source["warnings"]
    values = new(found[2])
    assert (values["name"], values["price"], values["quantity"]) == ("Münchner Tasse", "1234.50", 7)


def test_t1_another_encoding_is_read_from_the_same_file(as_ana):
    source = upload(as_ana, b"sku,name\nA,\xcf\xf0\xe8\xe2\xe5\xf2\n")
    source = choose(as_ana, source, encoding="windows-1251")
    assert source["preview"][1]["cells"] == ["A", "Привет"]


def test_t1_another_currency_is_refused(as_ana):
    _, found = checked(as_ana, "sku;name;price\nM-1;Mug;5,00 €\n".encode(), **OTHER)
    assert codes(found[2]) == ["other_currency"]


def test_t2_of_two_columns_that_say_the_same_neither_wins(as_ana):
    data = b'\xef\xbb\xbfsep=;\r\n"SKU";"Name";"Price";"Price"\r\n"A-1";"Lamp";"9,90";"12,90"\r\n'
    source = upload(as_ana, data)
    assert [column["name"] for column in source["columns"]] == ["SKU", "Name", "Price", "Price (2)"]
    assert [column["suggestion"]["field"] for column in source["columns"][2:]] == ["price", "price"]
    assert source["mapping"] == {"sku": 0, "name": 1}
    source = choose(as_ana, source, mapping={"sku": 0, "name": 1, "price": 3}, **OTHER)
    check(as_ana, source)
    assert new(rows(as_ana, source)[0])["price"] == "12.90"


def test_t3_codes_are_text(as_ana):
    data = (
        b"sku,name,price,category,barcode\nB-1,Pen,1.00,other,4.00638E+12\nB-2,Ink,2.00,other,12345678905\n"
        b"B-3,Nib,3.00,other,'0036000291452\n22E1,Cap,4.00,other,\n"
    )
    source, found = checked(as_ana, data)
    assert codes(found[2]) == ["mangled_number"]
    assert codes(found[3]) == ["missing_zero"]
    assert found[3]["problems"][0]["suggestion"] == "012345678905"
    assert new(found[4])["barcode"] == "0036000291452"
    assert new(found[5])["sku"] == "22E1"
    source = choose(as_ana, source, accept=["missing_zero"])
    check(as_ana, source)
    assert new(rows(as_ana, source)[1])["barcode"] == "012345678905"


def test_t4_the_heading_is_found_under_other_rows(as_ana):
    data = b"Stock list autumn,,,\n,,,\nItem,,Money,\nSKU,Name,Price,Qty\nC-1,Chair,49,3\n,,,\nTotal,,49,3\n"
    source, found = checked(as_ana, data, **OTHER)
    assert (source["header_row"], source["rows"]) == (4, 2)
    assert list(found) == [5, 7]
    assert new(found[5]) == {"sku": "C-1", "name": "Chair", "price": "49.00", "quantity": 3, "category": "other"}
    assert codes(found[7]) == ["required"]


def test_t4_another_row_is_chosen_for_the_heading(as_ana):
    source = upload(as_ana, b"sku,name,price\nA,Mug,1\nName,Price,SKU\nB,Cup,2\n")
    source = choose(as_ana, source, header_row=3)
    assert source["mapping"] == {"name": 0, "price": 1, "sku": 2}
    assert source["rows"] == 1
    choose(as_ana, source, header_row=99, status=400)


def test_t5_rows_are_those_of_the_spreadsheet(as_ana):
    data = b'sku,name,description,price\n"D-1","12"" ruler","one\ntwo, three",3.00\nD-2,Ruler\nD-3,Rule,x,1.00,\n'
    source, found = checked(as_ana, data, **OTHER)
    assert list(found) == [2, 3, 4]
    assert (new(found[2])["name"], new(found[2])["description"]) == ('12" ruler', "one\ntwo, three")
    assert [problem["field"] for problem in found[3]["problems"]] == ["price"]
    assert found[4]["state"] == "create"
    assert len(source["columns"]) == 4


def test_t6_one_apostrophe_is_taken_from_what_looks_quoted(as_ana):
    data = (
        b'sku,name,price\nE-1,\'=1+1,1\nE-2,"=HYPERLINK(""http://x.example"",""hi"")",1\n'
        b"E-3,''=a,1\nE-4,-5 C pack,1\n"
    )
    _, found = checked(as_ana, data, **OTHER)
    names = [new(row)["name"] for row in found.values()]
    assert names == ["=1+1", '=HYPERLINK("http://x.example","hi")', "'=a", "-5 C pack"]


def test_t7_rows_with_one_key_are_both_held(as_ana):
    data = "sku,name,price\nf-1,Fan,5\nF-1 ,Fan again,6\n\u00a0F-2,Fuse,1\n".encode()
    _, found = checked(as_ana, data, **OTHER)
    assert codes(found[2]) == codes(found[3]) == ["duplicate"]
    assert "Row 3" in found[2]["problems"][0]["detail"]
    assert "Row 2" in found[3]["problems"][0]["detail"]
    assert new(found[4])["sku"] == "F-2"


def test_t9_a_quotation_mark_that_is_never_closed_costs_nothing(as_ana):
    refused = upload(as_ana, b'sku,name\nI-1,"' + b"x" * 19_000_000, status=400)
    assert refused["code"] == "not_a_table"
    assert not Import.objects.exists()


def test_t10_a_doubtful_decimal_is_asked(as_ana):
    data = b'sku,price,quantity,active\nK-1,"1,234",1.0,WAHR\nK-2,"2,500",3.5,vielleicht\n'
    source = upload(as_ana, data)
    price = source["columns"][1]
    assert price["decimal"] is None
    assert price["readings"] == [["1,234", "1234", "1.234"], ["2,500", "2500", "2.500"]]
    assert "decimal_unknown" in source["warnings"]
    source = choose(as_ana, source, defaults={"category": "other"}, on_new="create")
    check(as_ana, source)
    assert "ambiguous_number" in codes(rows(as_ana, source)[0])
    source = choose(as_ana, source, decimal={"1": "."})
    check(as_ana, source)
    first, second = rows(as_ana, source)
    assert codes(first) == ["required"]  # no name
    assert codes(second) == ["not_whole", "not_yes_or_no"]


# --- More of their kinds -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty_file"),
        (b" \r\n\r\n", "empty_file"),
        (b"sku,name\n", "empty_file"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "not_a_table"),
        (b"%PDF-1.7 and so on", "not_a_table"),
        (b"a\0b,c\n1,2\n", "not_a_table"),
        (b"sku,name\n" + b"A,\xfc\n" * 20_000 + b"A,\xfc\0\n", "not_a_table"),
        (("sku,name\n" + "A,Mug\n" * 20_000 + "A,\0\n").encode("utf-16"), "not_a_table"),
        (b"PK\x03\x04 and nothing more", "not_a_table"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "legacy_xls"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (b"," * 100 + b"x\n" + b"1\n", "too_many_columns"),
        (b"sku\n" + b"1\n" * 50_001, "too_many_rows"),
        (b'sku,name\nA,"x" y\n', "not_a_table"),
        (b"sku,name\nA," + b"x" * 33_000 + b"\n", "not_a_table"),
    ],
)
def test_what_is_no_table_is_refused_with_a_reason(as_ana, data, code):
    assert upload(as_ana, data, status=400)["code"] == code
    assert not Import.objects.exists()


def test_a_file_beyond_the_limit_is_a_413(as_ana, settings):
    settings.IMPORT_MAX_BYTES = 1000
    assert upload(as_ana, b"sku\n" + b"1\n" * 600, status=413)["code"] == "too_large"
    assert upload(as_ana, b"sku\n" + b"1\n" * 60_000, status=413)["code"] == "too_large"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "utf-8"])
def test_unicode_needs_no_guess(as_ana, encoding):
    source = upload(as_ana, "sku\tname\nA\tŁódź\n".encode(encoding))
    assert source["doubts"] == []
    assert (source["delimiter"], source["preview"][1]["cells"]) == ("\t", ["A", "Łódź"])


def test_pasted_cells_are_a_file(as_ana):
    source = upload(as_ana, b"SKU\tName\tPrice\r\nA-1\tMug, blue\t1.50\r\n")
    assert source["mapping"] == {"sku": 0, "name": 1, "price": 2}


def test_a_form_brings_a_file_too(as_ana):
    file = io.BytesIO(b"sku,name\nA,Mug\n")
    file.name = "list.csv"
    answer = as_ana.post("/api/imports/?kind=products", {"file": file}, format="multipart")
    assert (answer.status_code, answer.json()["filename"]) == (201, "list.csv")


def test_xlsx_cells_are_read_as_what_they_are(as_ana):
    import datetime

    data = xlsx(
        ["sku", "name", "price", "barcode", "active", "quantity"],
        ["A", "Mug", 12.5, 4006381333931, True, 7.0],
        ["B", "Cup", "3", 36000291452, False, None],
        [datetime.datetime(2026, 3, 1), "Date", 1, None, None, None],
        ["C", "=1/0", 1, None, None, None],
        formats={"D3": "0000000000000", "A4": "yyyy-mm-dd"},
    )
    source, found = checked(as_ana, data, **OTHER)
    assert (source["format"], source["sheets"], source["sheet"]) == ("xlsx", ["Sheet"], "Sheet")
    assert new(found[2]) == {
        "sku": "A", "name": "Mug", "price": "12.50", "barcode": "4006381333931",
        "is_active": True, "quantity": 7, "category": "other",
    }  # fmt: skip
    assert new(found[3])["barcode"] == "0036000291452"
    assert codes(found[4]) == ["turned_into_date"]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("emoji _xD83D_ here", "emoji \ufffd here"),
        ("_xD83D__xDE00_ both", "\U0001f600 both"),
        ("_xDE00__xD83D_", "\ufffd\ufffd"),
        ("no _x0000_ here", "no \ufffd here"),
        ("caf_x00E9_ _xZZ_", "café _xZZ_"),
    ],
)
def test_escapes_of_units_become_characters(as_ana, written, read):
    _, found = checked(as_ana, xlsx(["sku", "name", "price"], ["A", written, 1]), **OTHER)
    assert new(found[2])["name"] == read


def test_a_number_that_is_no_day_is_a_number(as_ana):
    data = xlsx(
        ["name", "price", "barcode", "quantity"],
        ["Mug", 1, 4006381333931, 20260131],
        ["Cup", 1, None, None],
        formats={"C2": "yyyy-mm-dd", "D2": "dd.mm.yyyy"},
    )
    _, found = checked(as_ana, data, **OTHER)
    assert (new(found[2])["barcode"], new(found[2])["quantity"]) == ("4006381333931", 20260131)
    assert found[3]["state"] == "create"


def test_what_a_formula_has_calculated_is_read_as_excel_shows_it(as_ana):
    data = xlsx(
        ["sku", "name", "price", "quantity"], ["A", "Mug", 1.1 * 3, 0.1 * 3 * 10], [1.1 * 3, "Cup", 1.005, 2.5]
    )
    source, found = checked(as_ana, data, **OTHER)
    assert (new(found[2])["price"], new(found[2])["quantity"]) == ("3.30", 3)
    assert source["preview"][2]["cells"][0] == "3.3"
    assert codes(found[3]) == ["too_many_places", "not_whole"]


def test_a_stray_cell_far_away_costs_nothing(as_ana):
    book = openpyxl.Workbook()
    book.active.append(["sku", "name", "price"])
    book.active.append(["A", "Mug", 1])
    book.active["XFD1048576"] = "x"
    data = io.BytesIO()
    book.save(data)
    source = upload(as_ana, data.getvalue())
    assert (source["rows"], len(source["columns"]), source["warnings"]) == (1, 3, ["rows_left_out"])


@pytest.mark.parametrize("padding", [0, 2_000])
@pytest.mark.parametrize("formatted", [False, True])
def test_rows_after_a_long_gap_are_said_to_be_left_out(as_ana, padding, formatted):
    def sheet(*, more: bool) -> bytes:
        book = openpyxl.Workbook()
        book.active.append(["sku", "name", "price"])
        book.active.append(["A", "Mug", 1])
        if formatted:
            for number in range(3, 2_000 + padding):
                book.active.cell(number, 1).font = openpyxl.styles.Font(bold=True)
        if more:
            book.active.cell(2_000 + padding, 2).value = 5
        data = io.BytesIO()
        book.save(data)
        return data.getvalue()

    cut, whole = upload(as_ana, sheet(more=True)), upload(as_ana, sheet(more=False))
    assert (cut["rows"], "rows_left_out" in cut["warnings"]) == (1, True)
    assert (whole["rows"], "rows_left_out" in whole["warnings"]) == (1, False)


@pytest.mark.parametrize("numbers", [(1, 2, 2), (1, 3, 2), (0, 1, 2)])
def test_rows_that_are_not_in_the_order_of_their_numbers_are_refused(as_ana, numbers):
    rows_ = "".join(f'<row r="{n}"><c t="inlineStr"><is><t>name</t></is></c></row>' for n in numbers)
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sheet = f'<worksheet xmlns="{main}"><sheetData>{rows_}</sheetData></worksheet>'
    data = repacked(xlsx(["a"]), **{"xl__worksheets__sheet1.xml": sheet.encode()})
    assert upload(as_ana, data, status=400)["code"] == "not_a_table"


def test_another_sheet_is_read_from_the_same_file(as_ana):
    book = openpyxl.Workbook()
    book.active.append(["nothing", "here"])
    book.active.append([1, 2])
    second = book.create_sheet("Products")
    second.append(["sku", "name"])
    second.append(["A", "Mug"])
    data = io.BytesIO()
    book.save(data)
    source = upload(as_ana, data.getvalue())
    assert source["sheets"] == ["Sheet", "Products"]
    source = choose(as_ana, source, sheet="Products")
    assert source["mapping"] == {"sku": 0, "name": 1}
    assert choose(as_ana, source, sheet="Nowhere", status=400)["sheet"]


def repacked(data: bytes, **parts: bytes) -> bytes:
    """The workbook with some parts replaced; names with `/` for `__`."""
    made = io.BytesIO()
    named = {name.replace("__", "/"): content for name, content in parts.items()}
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new_file:
        for name in old.namelist():
            new_file.writestr(name, named.get(name, old.read(name)))
    return made.getvalue()


def test_bombs_are_refused_before_they_are_unpacked(as_ana, monkeypatch):
    plain = xlsx(["sku", "name"], ["A", "Mug"])
    bomb = repacked(plain, **{"xl__worksheets__sheet1.xml": b" " * 40_000_000})
    assert upload(as_ana, bomb, status=400)["code"] == "too_large"
    doctype = b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet/>'
    entities = repacked(plain, **{"xl__worksheets__sheet1.xml": doctype})
    assert upload(as_ana, entities, status=400)["code"] == "not_a_table"
    late = b"<?xml version='1.0'?>" + b" " * 2000 + doctype
    assert (
        upload(as_ana, repacked(plain, **{"xl__worksheets__sheet1.xml": late}), status=400)["code"]
        == "not_a_table"
    )
    monkeypatch.setattr(xlsx_files, "MAX_HELD", 1000)
    assert upload(as_ana, plain, status=400)["code"] == "too_large"
    assert not Import.objects.exists()


def test_names_with_prefixes_and_phonetic_text_are_read(as_ana):
    """As other programs write sheets: a prefix before each name, and how Japanese text is spoken."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    rows_ = (
        '<x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>name</x:t></x:is></x:c></x:row>'
        '<x:row r="3"><x:c r="A3" t="inlineStr"><x:is><x:r><x:t>東</x:t></x:r><x:r><x:t>京</x:t></x:r>'
        '<x:rPh sb="0" eb="2"><x:t>トウ</x:t></x:rPh></x:is></x:c></x:row>'
    )
    sheet = f'<x:worksheet xmlns:x="{main}"><x:sheetData>{rows_}</x:sheetData></x:worksheet>'
    data = repacked(xlsx(["a"]), **{"xl__worksheets__sheet1.xml": sheet.encode()})
    assert upload(as_ana, data)["preview"] == [{"row": 1, "cells": ["name"]}, {"row": 3, "cells": ["東京"]}]


@pytest.mark.parametrize("part", ["xl__workbook.xml", "xl__worksheets__sheet1.xml", "xl__styles.xml"])
@pytest.mark.parametrize("content", [b"", b"<a", b"<a/>", b"\xff\xfe\x00"])
def test_a_broken_workbook_is_no_crash(as_ana, part, content):
    data = repacked(xlsx(["sku", "name"], ["A", "Mug"]), **{part: content})
    answer = as_ana.generic("POST", "/api/imports/?kind=products", data, content_type="application/octet-stream")
    assert answer.status_code in (201, 400)
    if answer.status_code == 400:
        assert answer.json()["code"] in ("not_a_table", "empty_file")


@pytest.mark.parametrize(
    ("prices", "expected"),
    [
        (["1,5", "2,50"], ["1.50", "2.50"]),
        (["1.5", "1,234.50"], ["1.50", "1234.50"]),
        (["1.234", "1,5"], ["1234.00", "1.50"]),
        (["1'234.50", "2"], ["1234.50", "2.00"]),
        (["1\u00a0234,5", "2"], ["1234.50", "2.00"]),
        (["1 234", "7.0"], ["1234.00", "7.00"]),
        (["$ 5", "USD 6", "7 USD"], ["5.00", "6.00", "7.00"]),
        (["0,500"], ["0.50"]),
        (["1.234.567"], ["1234567.00"]),
    ],
)
def test_numbers_are_decided_for_a_whole_column(as_ana, prices, expected):
    data = "".join(f"S-{n};Mug {n};{price}\n" for n, price in enumerate(prices))
    _, found = checked(as_ana, f"sku;name;price\n{data}".encode(), **OTHER)
    assert [new(row)["price"] for row in found.values()] == expected


@pytest.mark.parametrize(
    ("price", "code"),
    [
        ("abc", "not_a_number"), ("0", "too_small"), ("-1", "too_small"), ("1.005", "too_many_places"),
        ("1e3", "not_a_number"), ("123456789.00", "too_large"), ("1.2.3", "not_a_number"), ("٣", "not_a_number"),
        ("5 €", "other_currency"),
    ],
)  # fmt: skip
def test_prices_that_are_none_are_held(as_ana, price, code):
    data = f"sku;name;price\nA;Mug;{price}\nB;Cup;1.50\n".encode()
    _, found = checked(as_ana, data, **OTHER)
    assert codes(found[2]) == [code]
    assert found[3]["state"] == "create"


def test_unknown_categories_are_listed_once_and_decided_once(as_ana, events):
    data = b"sku,name,price,category\nA,Mug,1,Toys\nB,Cup,2,toys\nC,Pen,3,Home\nD,Car,4,Garage\n"
    source = upload(as_ana, data)
    assert check(as_ana, source)["unknown_categories"] == {"Toys": 1, "toys": 1, "Garage": 1}
    source = choose(as_ana, source, categories={"Toys": {"create": True}, "Garage": {"use": "other"}})
    assert check(as_ana, source)["create"] == 4
    apply(as_ana, source)
    found = dict(Product.objects.values_list("sku", "category__name"))
    assert found == {"A": "Toys", "B": "Toys", "C": "Home", "D": "Other"}
    choose(as_ana, upload(as_ana, data), categories={"Toys": {"use": "nowhere"}}, status=400)


def test_a_name_is_its_category_though_another_has_the_slug_that_it_would_make(as_ana, as_boss):
    as_boss.patch("/api/categories/books/", {"name": "Literature"})
    as_boss.post("/api/categories/", {"name": "Books"})
    data = b"sku,name,price,category\nA,One,1,Books\nB,Two,2,books\nC,Three,3,LITERATURE\nD,Four,4,books-2\n"
    source, _ = checked(as_ana, data)
    apply(as_ana, source)
    slugs = Product.objects.order_by("sku").values_list("category", flat=True)
    assert list(slugs) == ["books-2", "books", "books", "books-2"]


def test_new_categories_whose_names_make_one_slug_all_come_to_be(as_ana):
    data = b"sku,name,price,category\nA,One,1,C++\nB,Two,2,C#\nC,Three,3,c++\n"
    created = {name: {"create": True} for name in ("C++", "C#", "c++")}
    source, found = checked(as_ana, data, categories=created)
    assert {row["state"] for row in found.values()} == {"create"}
    apply(as_ana, source)
    assert list(Product.objects.order_by("sku").values_list("sku", "category", "category__name")) == [
        ("A", "c", "C++"),
        ("B", "c-2", "C#"),
        ("C", "c", "C++"),
    ]
