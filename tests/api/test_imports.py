"""Imports of products: check, apply, undo, and what others do meanwhile."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from import_requests import ADDRESS, apply, check, checked, choose, codes, held, lines, rows, tally, undo, upload
from spreadsheet_products import PRODUCTS

from api.exchange import services
from api.live import log
from api.models import Category, Import, LiveEvent, Product, StockMovement
from api.stock.ledger import audit
from api.trail.models import AuditEntry

pytestmark = pytest.mark.django_db(transaction=True)

LIBREOFFICE = Path(__file__).parent.parent / "cases" / "files" / "saved-by-libreoffice.xlsx"
EXPORT = "/api/products/export/"
OTHER = {"defaults": {"category": "other"}}
NASTY = ["=1+1", "'=1+1", "''=a", "-5 °C", "＝1", "'tis", "_x0041_", "a & <b>", "one; =two", "+1", "x" * 200]


def exported(client: Any, query: str = "") -> bytes:
    return b"".join(client.get(f"{EXPORT}?{query}").streaming_content)


def fill(owner: Any, count: int) -> list[Product]:
    return Product.objects.bulk_create(
        Product(
            sku=f"P-{number:04}",
            name=NASTY[number % len(NASTY)],
            description=f"Line {number}\n- item; =2\n\tend" if number % 3 else "",
            category_id=["home", "books", "other"][number % 3],
            barcode=f"'0{number}" if number % 7 == 0 else (f"00360002{number:05}" if number % 2 else None),
            price=f"{number % 50 + 1}.{number % 100:02}",
            quantity=number % 9,
            reorder_level=number % 4 or None,
            is_active=bool(number % 5),
            created_by=owner,
        )
        for number in range(count)
    )


def everything() -> Any:
    return (
        list(Product.objects.order_by("pk").values()),
        list(StockMovement.objects.order_by("pk").values()),
        log.position(),
        LiveEvent.objects.count(),
    )


def many(count: int, bad: int = 0) -> bytes:
    """So many new products; the first *bad* of them without a price."""
    made = "".join(f"N-{n:04},New {n},{'' if n < bad else f'{n % 90 + 1}.50'},{n % 10}\n" for n in range(count))
    return f"sku,name,price,quantity\n{made}".encode()


# --- There and back ------------------------------------------------------------------------------------------


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


# --- Check ---------------------------------------------------------------------------------------------------


def test_a_check_changes_nothing_and_says_old_and_new(as_ana, ana, product, nothing_saved):
    with nothing_saved():
        data = b"sku,name,price,quantity\nHOME-MUG01,Blue Mug,99.00,7\nNEW,Cup,3,4\nhome-mug02,,5,1\n"
        source = upload(as_ana, data)
        source = choose(as_ana, source, **OTHER)
        last = check(as_ana, source)
        found = rows(as_ana, source)
    assert (last["create"], last["update"], last["held"], last["warnings"]) == (1, 1, 1, 1)
    assert last["seq"] == log.position().seq
    assert found[0]["changes"] == {"price": ["12.50", "99.00"]}
    assert found[0]["notes"] == ["quantity_ignored"]
    assert (found[0]["product"], found[0]["key"]) == (product.pk, "HOME-MUG01")
    assert codes(found[2]) == ["required"]
    answer = as_ana.get(f"{ADDRESS}{source['id']}/").json()
    assert (answer["state"], answer["totals"]["create"]) == ("checked", 1)


def test_a_price_ten_times_as_high_is_noticed(as_ana, product):
    _, found = checked(as_ana, b"sku,price\nHOME-MUG01,125.00\n")
    assert found[2]["notes"] == ["price_jump"]


def test_rows_are_held_for_what_is_another_owners(as_bea, product):
    _, found = checked(as_bea, b"sku,price\nHOME-MUG01,13.00\n")
    assert codes(found[2]) == ["not_owner"]
    _, found = checked(as_bea, b"sku,price\nHOME-MUG01,12.50\n")
    assert found[2]["state"] == "unchanged"


def test_blank_cells_leave_and_empty_only_where_told(as_ana, product):
    data = b"sku,name,barcode,description,reorder_level\nHOME-MUG01,,,,\n"
    source, found = checked(as_ana, data)
    assert found[2]["state"] == "unchanged"
    source, found = checked(as_ana, data, clear=["barcode", "description", "reorder_level"])
    assert found[2]["changes"] == {
        "barcode": ["4006381333931", None], "description": ["Holds 300 ml.", ""], "reorder_level": [20, None]
    }  # fmt: skip
    apply(as_ana, source)
    product.refresh_from_db()
    assert (product.barcode, product.description, product.reorder_level, product.name) == (
        None,
        "",
        None,
        "Blue Mug",
    )
    choose(as_ana, upload(as_ana, data), clear=["name"], status=400)


def test_keys_are_asked_in_their_order(as_ana, ana, product):
    other = Product.objects.create(sku="B", name="B", category_id="home", price=1, barcode="12", created_by=ana)
    data = (
        f"id,sku,barcode,price\n{product.pk},HOME-MUG01,4006381333931,13\n{other.pk},HOME-MUG01,,13\n999999,,,1\n"
    )
    _, found = checked(as_ana, data.encode())
    # The third names a product by id that another row names by SKU.
    assert codes(found[2]) == ["duplicate"]
    assert codes(found[3])[0] == "ambiguous"
    assert codes(found[4]) == ["not_found"]


def test_twelve_and_thirteen_digits_are_one_barcode(as_ana, ana):
    Product.objects.create(
        sku="U", name="Upc", category_id="home", price=1, barcode="0036000291452", created_by=ana
    )
    _, found = checked(as_ana, b"barcode,name,price\n036000291452,Upc,2\n")
    assert found[2]["changes"] == {"price": ["1.00", "2.00"]}


def test_new_and_known_may_be_skipped_or_refused(as_ana, product):
    data = b"sku,name,price\nHOME-MUG01,Blue Mug,13\nNEW,Cup,3\n"
    _, found = checked(as_ana, data, on_new="skip", on_match="refuse", **OTHER)
    assert (codes(found[2]), found[3]["state"]) == (["exists"], "skipped")
    _, found = checked(as_ana, data, on_new="refuse", on_match="skip", **OTHER)
    assert (found[2]["state"], codes(found[3])) == ("skipped", ["new"])


def test_a_barcode_of_another_product_is_held(as_ana, product):
    data = b"sku,name,price,barcode\nNEW,Cup,3,4006381333931\n"
    _, found = checked(as_ana, data, match=["sku"], **OTHER)
    assert codes(found[2]) == ["taken"]


@pytest.mark.parametrize(
    ("choices", "field"),
    [
        ({"mapping": {"sku": 0, "name": 0}}, "mapping"),
        ({"mapping": {"weight": 0}}, "mapping"),
        ({"mapping": {"sku": 44}}, "mapping"),
        ({"match": ["name"]}, "match"),
        ({"on_new": "destroy"}, "on_new"),
        ({"defaults": {"price": "x"}}, "defaults"),
        ({"defaults": {"sku": "x"}}, "defaults"),
        ({"encoding": "ebcdic"}, "encoding"),
        ({"sheet": "Sheet"}, "sheet"),
        ({"wether": 1}, "wether"),
    ],
)
def test_choices_that_make_no_sense_are_refused(as_ana, choices, field):
    source = upload(as_ana, b"sku,name\nA,Mug\n")
    assert list(choose(as_ana, source, status=400, **choices)) == [field]
    assert as_ana.get(f"{ADDRESS}{source['id']}/").json() == source


def test_a_check_asks_for_products_twice_for_500_rows(as_ana, ana):
    fill(ana, 400)
    source = upload(as_ana, exported(as_ana))
    with CaptureQueriesContext(connection) as queries:
        check(as_ana, source)
    assert len([query for query in queries if 'FROM "api_product"' in query["sql"]]) == 2


def test_choices_that_are_made_during_a_check_end_it(as_ana):
    source = choose(as_ana, upload(as_ana, many(700)), **OTHER)
    answer = as_ana.post(f"{ADDRESS}{source['id']}/check/")
    stream = answer.streaming_content
    assert [json.loads(next(stream))["type"] for _ in range(2)] == ["start", "progress"]
    choose(as_ana, source, on_new="refuse")
    last = json.loads(list(stream)[-1])
    answer.close()
    assert (last["type"], last["code"]) == ("failed", "import_changed")
    assert as_ana.get(f"{ADDRESS}{source['id']}/").json()["state"] == "new"


# --- Apply ---------------------------------------------------------------------------------------------------


def test_it_creates_with_first_stock_events_and_movements(as_ana, ana, events):
    source, _ = checked(as_ana, many(250), **OTHER)
    last = apply(as_ana, source)[-1]
    assert (last["type"], tally(last)) == ("end", (250, 0, 0, 0))
    assert Product.objects.filter(created_by=ana).count() == 250
    movement = StockMovement.objects.get(sku="N-0007")
    assert (movement.delta, movement.reason, movement.source, movement.actor) == (7, "initial", "import", ana)
    written = events()
    assert [event["action"] for event in written] == ["create"] * 250
    assert written[7]["movement"]["source"] == "import"
    assert last["seq"] == log.position().seq
    assert not audit().discrepancies
    assert as_ana.get(f"{ADDRESS}{source['id']}/").json()["state"] == "applied"
    assert Import.objects.get(pk=source["id"]).source is None


def test_it_updates_in_one_event_a_row(as_ana, ana, product, events):
    other = Product.objects.create(sku="B", name="B", category_id="home", price=1, created_by=ana)
    data = (
        b"sku,name,price,category,reorder_level,is_active,barcode\nHOME-MUG01,Red Mug,13,Books,5,no,\nB,,,,7,,X1\n"
    )
    source, _ = checked(as_ana, data)
    seen = log.position().seq
    assert tally(apply(as_ana, source)[-1]) == (0, 2, 0, 0)
    product.refresh_from_db()
    other.refresh_from_db()
    assert (product.name, str(product.price), product.category_id, product.reorder_level, product.is_active) == (
        "Red Mug", "13.00", "books", 5, False,
    )  # fmt: skip
    assert (product.version, other.version, other.reorder_level, other.barcode) == (2, 2, 7, "X1")
    assert product.name_key == "red mug"
    assert product.quantity == 42
    assert [e["data"]["sku"] for e in events() if e["seq"] > seen] == ["HOME-MUG01", "B"]
    assert list(Product.objects.search("red mug")) == [product]


def test_good_rows_go_in_and_the_others_come_back_as_a_file(as_ana):
    source, _ = checked(as_ana, many(1000, bad=37), **OTHER)
    assert tally(apply(as_ana, source, only="good")[-1])[0] == 963
    answer = as_ana.get(f"{ADDRESS}{source['id']}/").json()
    assert (answer["state"], answer["totals"]["create"], answer["totals"]["held"]) == ("partly", 963, 37)
    assert answer["totals"]["problems"] == {"required": 37}
    file = held(as_ana, source)
    table = list(csv.reader(io.StringIO(file.decode("utf-8-sig"), newline="")))
    assert table[0] == ["sku", "name", "price", "quantity", "Row", "Problem"]
    assert len(table) == 38
    assert table[1][:5] == ["N-0000", "New 0", "", "0", "2"]
    corrected = [table[0], *([*row[:2], "5.00", *row[3:]] for row in table[1:])]
    text = io.StringIO()
    csv.writer(text).writerows(corrected)
    again, found = checked(as_ana, text.getvalue().encode(), **OTHER)
    assert {row["state"] for row in found.values()} == {"create"}
    assert tally(apply(as_ana, again)[-1])[0] == 37
    assert Product.objects.count() == 1000


def test_all_or_nothing_is_a_409_with_nothing_changed(as_ana, nothing_saved):
    source, _ = checked(as_ana, many(5, bad=1), **OTHER)
    with nothing_saved():
        answer = as_ana.post(f"{ADDRESS}{source['id']}/apply/", {"only": "all"})
        assert (answer.status_code, answer.json()["code"]) == (409, "has_problems")


def test_it_must_be_checked_first_and_again_after_a_choice(as_ana):
    source = upload(as_ana, many(3))
    assert as_ana.post(f"{ADDRESS}{source['id']}/apply/", {}).json()["code"] == "not_checked"
    check(as_ana, source)
    choose(as_ana, source, **OTHER)
    assert as_ana.post(f"{ADDRESS}{source['id']}/apply/", {}).json()["code"] == "not_checked"


def test_what_somebody_has_changed_since_stands(as_ana, ana, product):
    other = Product.objects.create(sku="B", name="B", category_id="home", price=1, created_by=ana)
    source, _ = checked(as_ana, b"sku,price,name\nHOME-MUG01,13,Red Mug\nB,2,\n")
    Product.objects.filter(pk=product.pk).update(price=14)
    found = apply(as_ana, source)
    [refused] = [line for line in found if line["type"] == "row"]
    assert (refused["row"], refused["code"], refused["field"], refused["key"]) == (
        2, "changed_since", "price", "HOME-MUG01",
    )  # fmt: skip
    assert tally(found[-1]) == (0, 1, 0, 1)
    product.refresh_from_db()
    other.refresh_from_db()
    assert (str(product.price), product.name, str(other.price)) == ("14.00", "Blue Mug", "2.00")
    assert [row["row"] for row in rows(as_ana, source, "held")] == [2]


def test_what_somebody_has_set_to_the_very_same_is_unchanged(as_ana, product):
    source, _ = checked(as_ana, b"sku,price\nHOME-MUG01,13\n")
    Product.objects.filter(pk=product.pk).update(price=13)
    assert tally(apply(as_ana, source)[-1]) == (0, 0, 1, 0)
    product.refresh_from_db()
    assert product.version == 2


def test_what_has_come_or_gone_since_is_refused(as_ana, ana, product):
    source, _ = checked(as_ana, b"sku,price,name,barcode\nHOME-MUG01,13,,\nN,1,New,\nM,1,Mew,9\n", **OTHER)
    product.delete()
    Product.objects.create(sku="n", name="First", category_id="home", price=1, created_by=ana)
    Product.objects.create(sku="Q", name="Code", category_id="home", price=1, barcode="9", created_by=ana)
    found = apply(as_ana, source)
    assert [(r["row"], r["code"]) for r in found if r["type"] == "row"] == [
        (2, "not_found"),
        (3, "taken"),
        (4, "taken"),
    ]
    assert Product.objects.count() == 2


def test_rights_are_asked_again_at_the_apply(as_ana, bea, product):
    source, _ = checked(as_ana, b"sku,price\nHOME-MUG01,13\n")
    Product.objects.filter(pk=product.pk).update(created_by=bea)
    found = apply(as_ana, source)
    assert [line["code"] for line in found if line["type"] == "row"] == ["not_owner"]
    product.refresh_from_db()
    assert str(product.price) == "12.50"


def test_a_category_that_went_is_refused(as_ana):
    Category.objects.create(slug="toys", name="Toys")
    source, _ = checked(as_ana, b"sku,name,price,category\nA,Car,1,toys\n")
    Category.objects.filter(slug="toys").delete()
    assert [line["code"] for line in apply(as_ana, source) if line["type"] == "row"] == ["category_gone"]
    assert not Product.objects.exists()


def test_the_same_key_again_tells_the_same_and_does_nothing(as_ana, ana):
    source, _ = checked(as_ana, many(250), **OTHER)
    first = apply(as_ana, source, "key")
    before = everything()
    answer = as_ana.post(f"{ADDRESS}{source['id']}/apply/", {"only": "good"}, headers={"Idempotency-Key": "key"})
    assert answer.headers["Idempotent-Replayed"] == "true"
    assert lines(answer) == first
    assert everything() == before
    other = as_ana.post(f"{ADDRESS}{source['id']}/apply/", {"only": "all"}, headers={"Idempotency-Key": "key"})
    assert other.status_code == 422
    again = as_ana.post(f"{ADDRESS}{source['id']}/apply/", {}, headers={"Idempotency-Key": "other"})
    assert again.json()["code"] == "already_applied"
    assert as_ana.patch(f"{ADDRESS}{source['id']}/", OTHER).json()["code"] == "already_applied"


def test_who_stops_listening_stops_it_and_may_go_on(as_ana):
    source, _ = checked(as_ana, many(350), **OTHER)
    address = f"{ADDRESS}{source['id']}/apply/"
    answer = as_ana.post(address, {}, headers={"Idempotency-Key": "key"})
    stream = answer.streaming_content
    assert [json.loads(next(stream))["type"] for _ in range(2)] == ["start", "progress"]
    answer.close()
    assert Product.objects.count() == 99  # the heading is one of the first hundred rows
    assert tally(apply(as_ana, source, "key")[-1]) == (350, 0, 0, 0)
    assert Product.objects.count() == StockMovement.objects.count() + 35 == 350


# --- Undo ----------------------------------------------------------------------------------------------------


def test_an_undo_takes_all_of_it_back(as_ana, product, events):
    source, _ = checked(as_ana, b"sku,name,price,quantity\nHOME-MUG01,Red Mug,13,\nA,Cup,1,5\n", **OTHER)
    apply(as_ana, source)
    last = undo(as_ana, source, "back")[-1]
    assert (last["type"], tally(last)) == ("end", (1, 1, 0, 0))
    product.refresh_from_db()
    assert (product.name, str(product.price), product.version) == ("Blue Mug", "12.50", 3)
    assert not Product.objects.filter(sku="A").exists()
    assert [event["action"] for event in events()][-2:] == ["delete", "update"]
    assert not audit().discrepancies
    assert as_ana.get(f"{ADDRESS}{source['id']}/").json()["state"] == "undone"
    before = everything()
    assert undo(as_ana, source, "back")[-1] == last
    assert undo(as_ana, source)[-1]["type"] == "end"
    assert everything() == before


def test_what_was_edited_or_moved_since_stays_and_is_listed(as_ana, ana, product):
    source, _ = checked(
        as_ana, b"sku,name,price,quantity\nHOME-MUG01,Red Mug,,\nA,Cup,1,5\nB,Pen,1,5\nC,Ink,1,5\n", **OTHER
    )
    apply(as_ana, source)
    Product.objects.filter(sku="HOME-MUG01").update(name="Green Mug")
    Product.objects.filter(sku="A").update(price=9)
    moved = Product.objects.get(sku="B")
    as_ana.post(f"/api/products/{moved.pk}/adjust/", {"delta": -1})
    found = undo(as_ana, source)
    assert [(r["row"], r["code"]) for r in found if r["type"] == "row"] == [
        (3, "changed_since"), (4, "moved_since"), (2, "changed_since"),
    ]  # fmt: skip
    assert tally(found[-1]) == (1, 0, 0, 3)
    assert set(Product.objects.values_list("sku", "name")) == {
        ("HOME-MUG01", "Green Mug"),
        ("A", "Cup"),
        ("B", "Pen"),
    }


def test_an_import_that_was_not_applied_cannot_be_undone(as_ana):
    source, _ = checked(as_ana, many(3), **OTHER)
    answer = as_ana.post(f"{ADDRESS}{source['id']}/undo/")
    assert (answer.status_code, answer.json()["code"]) == (409, "not_applied")


def test_an_undo_in_the_middle_ends_the_apply(as_ana):
    source, _ = checked(as_ana, many(350), **OTHER)
    answer = as_ana.post(f"{ADDRESS}{source['id']}/apply/", {})
    stream = answer.streaming_content
    next(stream), next(stream)
    assert undo(as_ana, source)[-1]["type"] == "end"
    last = json.loads(list(stream)[-1])
    answer.close()
    assert (last["type"], last["code"]) == ("failed", "run_undone")
    assert not Product.objects.exists()


# --- Whose ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("method", "path"),
    [("get", ""), ("patch", ""), ("delete", ""), ("get", "rows/"), ("get", "held.csv/"), ("post", "check/"),
     ("post", "apply/"), ("post", "undo/")],
)  # fmt: skip
def test_nobody_else_sees_an_import(as_ana, as_bea, anonymous, method, path, nothing_saved):
    source, _ = checked(as_ana, many(3), **OTHER)
    with nothing_saved():
        assert getattr(as_bea, method)(f"{ADDRESS}{source['id']}/{path}").status_code == 404
        assert getattr(anonymous, method)(f"{ADDRESS}{source['id']}/{path}").status_code == 401
        assert as_bea.get(ADDRESS).json() == []
    assert Import.objects.filter(pk=source["id"]).exists()


def test_an_account_that_is_switched_off_meanwhile_ends_it(as_ana, ana):
    source, _ = checked(as_ana, many(250), **OTHER)
    answer = as_ana.post(f"{ADDRESS}{source['id']}/apply/", {})
    stream = answer.streaming_content
    next(stream), next(stream)
    ana.is_active = False
    ana.save()
    last = json.loads(list(stream)[-1])
    answer.close()
    assert (last["type"], last["code"], last["created"]) == ("failed", "account_off", 99)


def test_imports_are_listed_and_deleted_and_expire(as_ana, ana, product):
    first = upload(as_ana, many(3), filename="autumn.csv")
    second, _ = checked(as_ana, b"sku,price\nHOME-MUG01,13\n")
    apply(as_ana, second)
    found = as_ana.get(ADDRESS).json()
    assert [(each["id"], each["state"]) for each in found] == [(second["id"], "applied"), (first["id"], "new")]
    assert (found[1]["filename"], found[1]["rows"], found[1]["totals"]) == ("autumn.csv", 3, None)
    assert as_ana.delete(f"{ADDRESS}{second['id']}/").status_code == 204
    product.refresh_from_db()
    assert str(product.price) == "13.00"
    Import.objects.update(expires_at=Import.objects.get().created_at)
    assert as_ana.get(f"{ADDRESS}{first['id']}/").status_code == 404
    assert services.prune() == 1
    assert not Import.objects.exists()


def test_the_same_file_again_is_said_to_be_so(as_ana):
    data = b"sku,name,price,category\nA,Mug,1,home\n"
    source, _ = checked(as_ana, data)
    assert source["seen_before"] is None
    apply(as_ana, source)
    _again, found = checked(as_ana, data)
    assert upload(as_ana, data)["seen_before"] == source["created_at"]
    assert found[2]["state"] == "unchanged"


def test_five_may_be_open(as_ana):
    for _ in range(5):
        source = upload(as_ana, many(1))
    assert upload(as_ana, many(1), status=409)["code"] == "too_many_imports"
    as_ana.delete(f"{ADDRESS}{source['id']}/")
    upload(as_ana, many(1))


def test_rows_come_in_pages(as_ana):
    source, _ = checked(as_ana, many(320, bad=250), **OTHER)
    answer = as_ana.get(f"{ADDRESS}{source['id']}/rows/?state=held&limit=100")
    assert (len(answer.json()), answer.headers["X-Total-Count"]) == (100, "250")
    assert 'rel="next"' in answer.headers["Link"]
    assert len(rows(as_ana, source, "held")) == 250
    jump = as_ana.get(f"{ADDRESS}{source['id']}/rows/?state=held&offset=190&limit=20").json()
    assert [row["row"] for row in jump] == [row["row"] for row in rows(as_ana, source, "held")[190:210]]
    assert as_ana.get(f"{ADDRESS}{source['id']}/rows/?state=held&offset=250").json() == []
    for query in ("state=odd", "cursor=x", "limit=0", "nmae=1", "offset=-1", "cursor=3&offset=2"):
        assert as_ana.get(f"{ADDRESS}{source['id']}/rows/?{query}").status_code == 400


def test_a_template_imports_as_nothing(as_ana):
    for kind in ("products", "stock"):
        for type_ in ("csv", "xlsx"):
            answer = as_ana.get(f"/api/imports/template/?kind={kind}&type={type_}")
            data = b"".join(answer.streaming_content)
            assert upload(as_ana, data, kind=kind, status=400)["code"] == "empty_file"
    assert as_ana.get("/api/imports/template/?type=pdf").status_code == 400


def test_the_trail_names_who_checks_applies_and_undoes(as_ana, ana):
    source, _ = checked(as_ana, many(3), **OTHER)
    apply(as_ana, source)
    undo(as_ana, source)
    told = AuditEntry.objects.filter(kind="import", object_id=source["id"]).order_by("id")
    states = [json.loads(entry.changes)["state"] for entry in told if "state" in json.loads(entry.changes)]
    assert states == [
        "new",
        ["new", "checked"],
        ["checked", "applying"],
        ["applying", "applied"],
        ["applied", "undone"],
    ]
    assert {entry.actor_id for entry in told} == {ana.pk}
