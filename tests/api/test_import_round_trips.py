"""What was exported imports as unchanged, also when another program has saved it in between."""

import io
from pathlib import Path

import pytest
from import_requests import apply, check, checked, everything, exported, fill, rows, tally, upload
from spreadsheet_products import PRODUCTS

from api.models import Product

pytestmark = pytest.mark.django_db(transaction=True)

LIBREOFFICE = Path(__file__).parent.parent / "cases" / "files" / "saved-by-libreoffice.xlsx"


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_was_exported_imports_as_unchanged(as_ana, ana, bea, kind):
    fill(ana, 230)
    Product.objects.create(sku="BEA", name="\u2066Bea's", category_id="home", price=1, created_by=bea, quantity=3)
    before = everything()
    data = exported(as_ana, f"type={kind}&ordering=name")
    source = upload(as_ana, data)
    last = check(as_ana, source)
    changed = [row for row in rows(as_ana, source) if row["state"] != "unchanged"]
    assert changed == []
    assert last["unchanged"] == 231
    assert tally(apply(as_ana, source)[-1]) == (0, 0, 0, 0)
    assert everything() == before


def test_a_description_that_begins_with_a_tab_survives(as_ana, ana):
    Product.objects.create(
        sku="T", name="Tab", description="\tindented\n", category_id="home", price=1, created_by=ana
    )
    _, found = checked(as_ana, exported(as_ana))
    assert found[2]["state"] == "unchanged"


def test_a_file_that_a_spreadsheet_has_saved_again(as_ana, ana):
    import openpyxl

    fill(ana, 60)
    before = everything()
    book = openpyxl.load_workbook(io.BytesIO(exported(as_ana, "type=xlsx")))
    data = io.BytesIO()
    book.save(data)
    _source, found = checked(as_ana, data.getvalue())
    assert {row["state"] for row in found.values()} == {"unchanged"}
    assert everything() == before


def test_a_file_that_libreoffice_has_saved(as_ana, ana):
    """Exported, opened and saved by LibreOffice Calc 7.4 (docs/testing.md): every code and text is as it was."""
    for fields in PRODUCTS:
        values = {name: value for name, value in fields.items() if name != "category"}
        Product.objects.create(**values, category_id=fields["category"], created_by=ana)
    before = everything()
    _source, found = checked(as_ana, LIBREOFFICE.read_bytes())
    assert [row["state"] for row in found.values()] == ["unchanged"] * len(PRODUCTS)
    assert everything() == before
