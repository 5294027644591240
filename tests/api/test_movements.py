"""Movements: listed, filtered, exported, taken back; readable when product and actor are gone; never changed."""

import csv
import io
import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection, transaction

from api.core.spreadsheets import inert
from api.models import Product, StockMovement
from api.stock import ledger
from api.stock.ledger import audit
from api.stock.querysets import AppendOnly

pytestmark = pytest.mark.django_db(transaction=True)

ALL = "/api/movements/"
SPREADSHEET = json.loads((Path(__file__).parent.parent / "cases" / "spreadsheet.json").read_text())


@pytest.fixture
def bowl(bea: User) -> Product:
    return Product.objects.create(
        sku="HOME-BOWL", name="Green Bowl", category_id="home", price="4.00", quantity=5, created_by=bea
    )


def posted(client: Any, product: Product, delta: int, reason: str = "sale", **body: Any) -> dict[str, Any]:
    response = client.post(f"/api/products/{product.pk}/adjust/", {"delta": delta, "reason": reason, **body})
    assert response.status_code == 201, response.json()
    movement: dict[str, Any] = response.json()["movement"]
    return movement


def deltas(response: Any) -> list[int]:
    assert response.status_code == 200, response.content
    assert response.headers["X-Total-Count"] == str(len(response.json()))
    return [row["delta"] for row in response.json()]


# --- Lists ---------------------------------------------------------------------------------------------------


def test_they_are_listed_newest_first(as_ana, as_bea, product, bowl):
    posted(as_ana, product, -3)
    posted(as_bea, bowl, 7, "receive")

    assert deltas(as_ana.get(ALL)) == [7, -3, 5, 42]
    assert deltas(as_ana.get(ALL, {"ordering": "created_at"})) == [42, 5, -3, 7]
    assert deltas(as_ana.get(ALL, {"ordering": "delta"})) == [-3, 5, 7, 42]
    assert deltas(as_bea.get(f"/api/products/{product.pk}/movements/")) == [-3, 42]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("reason=sale", [-3]),
        ("reason=sale&reason=receive", [7, -3]),
        ("actor=bea", [7]),
        ("search=bowl", [7, 5]),
        ("search=home-mug", [-3, 42]),
        ("search=green bowl", [7, 5]),
        ("search=green mug", []),
        ("date_to=2026-01-01", []),
        ("date_from=2026-01-01T00:00:00Z", [7, -3, 5, 42]),
        ("date_from=2999-01-01", []),
    ],
)
def test_filters(as_ana, as_bea, product, bowl, query, expected):
    posted(as_ana, product, -3)
    posted(as_bea, bowl, 7, "receive")
    assert deltas(as_ana.get(f"{ALL}?{query}")) == expected


def test_search_is_folded_and_minds_every_word(as_ana, ana):
    names = ["Äpfel", "cafe\u0301", "one two three four five six seven eight nine"]
    for number, name in enumerate(names, 1):
        Product.objects.create(sku=f"É-{number}", name=name, category_id="home", price="1", quantity=number)

    def found(text: str) -> list[int]:
        return deltas(as_ana.get(ALL, {"search": text}))

    assert found("äpfel") == found("ÄPFEL") == found("apfel") == found("a\u0308pfel") == [1]
    assert found("café") == found("CAFE") == found("e-2") == [2]
    assert found("é") == [3, 2, 1]
    assert found(names[2]) == [3]
    assert found(f"{names[2]} ten") == []
    assert found("apfel%") == found("_pfel") == []


def test_movements_are_found_by_the_names_of_then(as_ana, product):
    Product.objects.update(name="Red Cup")
    posted(as_ana, product, 1)

    assert deltas(as_ana.get(ALL, {"search": "blue mug"})) == [42]
    assert deltas(as_ana.get(ALL, {"search": "cup red"})) == [1]


def test_the_shared_cases_of_search(as_ana, product):
    cases = json.loads((Path(__file__).parent.parent / "cases" / "search.json").read_text())
    with transaction.atomic():
        for number, case in enumerate(cases, 1000):
            ledger.post([ledger.Posting(product.pk, "-", case["text"], number, 42, "count")])
    for number, case in enumerate(cases, 1000):
        found = deltas(as_ana.get(ALL, {"search": case["query"], "limit": 500}))
        assert (number in found) is case["matches"], case


def test_the_product_filter(as_ana, product, bowl):
    assert deltas(as_ana.get(ALL, {"product": bowl.pk})) == [5]
    assert deltas(as_ana.get(ALL, {"product": [bowl.pk, product.pk]})) == [5, 42]


def test_a_day_is_whole_and_an_offset_counts(as_ana, product):
    with transaction.atomic():
        for hour, delta in ((0, 1), (12, 2), (23, 3)):
            at = datetime(2026, 3, 5, hour, 30, tzinfo=UTC)
            ledger.post([ledger.Posting(product.pk, product.sku, product.name, delta, 42, "count", at=at)])
    assert sorted(deltas(as_ana.get(ALL, {"date_from": "2026-03-05", "date_to": "2026-03-05"}))) == [1, 2, 3]
    late = {"date_from": "2026-03-06T00:00:00+01:00", "date_to": "2026-03-06T23:59:59+01:00"}
    assert deltas(as_ana.get(ALL, late)) == [3]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("reason=theft", "reason"),
        ("product=abc", "product"),
        ("date_from=yesterday", "date_from"),
        ("date_to=2026-13-01", "date_to"),
        ("date_from=0001-01-01T00:00:00%2B14:00", "date_from"),
        ("date_to=9999-12-31T23:59:59-14:00", "date_to"),
        ("ordering=price", "ordering"),
        ("limit=501", "limit"),
        ("cursor=xyz", "cursor"),
    ],
)
def test_what_makes_no_sense_is_refused(as_ana, query, field):
    response = as_ana.get(f"{ALL}?{query}")
    assert response.status_code == 400
    assert list(response.json()) == [field]


def test_pages_hold_every_movement_once(as_ana, product):
    for _ in range(7):
        posted(as_ana, product, -1)
    for ordering in ("created_at", "-created_at", "delta", "-delta"):
        seen, url = [], f"{ALL}?limit=3&ordering={ordering}"
        while url:
            response = as_ana.get(url)
            seen += [row["id"] for row in response.json()]
            link = response.headers.get("Link", "")
            url = link.split(">")[0].removeprefix("<") if 'rel="next"' in link.split(",")[0] else ""
        assert sorted(seen) == sorted(StockMovement.objects.values_list("pk", flat=True))
        assert len(seen) == len(set(seen)) == 8


def test_a_page_takes_four_queries(as_ana, product, django_assert_num_queries):
    with django_assert_num_queries(4):  # the user of the token, the live position, the rows, their count
        as_ana.get(ALL)


@pytest.mark.parametrize("path", [ALL, f"{ALL}export/", "/api/alerts/", "/api/reorder/", "/api/dashboard/"])
def test_it_requires_a_token(anonymous, path):
    assert anonymous.get(path).status_code == 401


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_is_written_to_the_list_itself(as_ana, product, nothing_saved, method):
    pk = StockMovement.objects.get().pk
    with nothing_saved():
        assert getattr(as_ana, method)(ALL, {"delta": 5}).status_code == 405
        assert getattr(as_ana, method)(f"{ALL}{pk}/", {"delta": 5}).status_code in (404, 405)


# --- Export --------------------------------------------------------------------------------------------------


def exported(client: Any, query: str = "") -> list[dict[str, str]]:
    response = client.get(f"{ALL}export/?{query}")
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert "attachment" in response.headers["Content-Disposition"]
    assert response.headers["X-Export-Limit"] == "100000"
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_the_export_holds_what_the_list_holds(as_ana, product, bowl, monkeypatch):
    monkeypatch.setattr("api.stock.export.CHUNK", 2)  # several pages
    for delta in (-1, 5, -2):
        posted(as_ana, product, delta, "count", note='Said "so", twice')
    rows = exported(as_ana, f"product={product.pk}&ordering=created_at")

    assert [row["delta"] for row in rows] == ["42", "-1", "5", "-2"]
    assert [row["balance_after"] for row in rows] == ["42", "41", "46", "44"]
    assert rows[1]["note"] == 'Said "so", twice'
    assert rows[1]["actor"] == "ana"


def test_the_export_stops_at_its_cap(as_ana, product, monkeypatch):
    monkeypatch.setattr("api.stock.export.CHUNK", 2)
    monkeypatch.setattr("api.stock.export.LIMIT", 3)
    for _ in range(4):
        posted(as_ana, product, -1)
    response = as_ana.get(f"{ALL}export/")
    assert response.headers["X-Total-Count"] == "5"
    assert b"".join(response.streaming_content).decode().count("\r\n") == 1 + 3


def test_whoever_asks_for_csv_gets_it_and_errors_in_json(as_ana, product):
    response = as_ana.get(f"{ALL}export/", headers={"Accept": "text/csv"})
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    refused = as_ana.get(f"{ALL}export/?reason=theft", headers={"Accept": "text/csv"})
    assert (refused.status_code, list(refused.json())) == (400, ["reason"])


@pytest.mark.parametrize("case", SPREADSHEET, ids=[ascii(case["text"]) for case in SPREADSHEET])
def test_no_text_becomes_a_formula(case):
    assert inert(case["text"]) == case["cell"]


def test_a_note_that_looks_like_a_formula_is_text(as_ana, product):
    posted(as_ana, product, -1, note="=HYPERLINK(0)")
    posted(as_ana, product, -3, note="x;=1+1")
    notes, deltas_ = zip(*[(row["note"], row["delta"]) for row in exported(as_ana)[:2]], strict=True)
    assert notes == ("x;'=1+1", "'=HYPERLINK(0)")
    assert deltas_ == ("-3", "-1")


def test_every_cell_of_the_export_is_quoted(as_ana, product):
    posted(as_ana, product, -3)
    text = b"".join(as_ana.get(f"{ALL}export/").streaming_content).decode("utf-8-sig")
    for line in text.split("\r\n")[:-1]:
        assert re.fullmatch(r'"[^"]*"(?:,"[^"]*"){13}', line)
    assert '"-3","39"' in text


def test_the_export_outlives_a_connection_that_broke(as_ana, product, monkeypatch):
    monkeypatch.setattr("api.stock.export.CHUNK", 1)
    posted(as_ana, product, -1)
    posted(as_ana, product, -2)
    pieces = iter(as_ana.get(f"{ALL}export/").streaming_content)
    lines = [next(pieces), next(pieces)]
    broken = connection.connection
    broken.close()
    connection.close_at = 0  # how Django marks one that must not be used again
    lines += pieces

    assert connection.connection is not broken
    assert b"".join(lines).count(b"\r\n") == 1 + 3


# --- Taking back ---------------------------------------------------------------------------------------------


def test_the_opposite_is_posted_once(as_ana, product, events, nothing_saved):
    sale = posted(as_ana, product, -3)
    response = as_ana.post(f"{ALL}{sale['id']}/revert/", {"note": "Wrong shelf"})

    assert response.status_code == 201
    back = response.json()["movement"]
    assert (back["delta"], back["reason"], back["reverts"], back["note"]) == (
        3,
        "revert",
        sale["id"],
        "Wrong shelf",
    )
    assert response.json()["product"]["quantity"] == 42
    assert events()[-1]["movement"] == back
    listed = {row["id"]: row for row in as_ana.get(ALL).json()}
    assert listed[sale["id"]]["reverted_by"] == back["id"]
    with nothing_saved():
        again = as_ana.post(f"{ALL}{sale['id']}/revert/")
    assert (again.status_code, again.json()["code"]) == (409, "already_reverted")
    assert not audit().discrepancies


def test_what_was_taken_back_can_be_put_back(as_ana, product):
    sale = posted(as_ana, product, -3)
    back = as_ana.post(f"{ALL}{sale['id']}/revert/").json()["movement"]
    response = as_ana.post(f"{ALL}{back['id']}/revert/")
    assert response.json()["product"]["quantity"] == 39


def test_a_retried_revert_is_answered_as_the_first(as_ana, product):
    sale = posted(as_ana, product, -3)
    key = {"headers": {"Idempotency-Key": "undo-1"}}
    first = as_ana.post(f"{ALL}{sale['id']}/revert/", **key)
    again = as_ana.post(f"{ALL}{sale['id']}/revert/", **key)
    assert (again.status_code, again.json()) == (201, first.json())
    assert again.headers["Idempotent-Replayed"] == "true"


def test_what_has_gone_on_cannot_be_taken_back(as_ana, product, nothing_saved):
    received = posted(as_ana, product, 10, "receive")
    posted(as_ana, product, -50)
    with nothing_saved():
        response = as_ana.post(f"{ALL}{received['id']}/revert/")
    assert (response.status_code, response.json()["code"]) == (409, "insufficient_stock")
    assert response.json()["current"]["quantity"] == 2


def test_a_confirmed_count_has_nothing_to_take_back(as_ana, product, nothing_saved):
    address = f"/api/products/{product.pk}/adjust/"
    confirmed = as_ana.post(address, {"set_to": 42, "expected": 42}).json()["movement"]
    with nothing_saved():
        response = as_ana.post(f"{ALL}{confirmed['id']}/revert/")
    assert (response.status_code, response.json()["code"]) == (409, "nothing_to_revert")


def test_outsiders_take_nothing_back(as_ana, as_bea, as_keeper, product, nothing_saved):
    sale = posted(as_ana, product, -3)
    with nothing_saved():
        assert as_bea.post(f"{ALL}{sale['id']}/revert/").status_code == 403
        assert as_ana.post(f"{ALL}{10**9}/revert/").status_code == 404
    assert as_keeper.post(f"{ALL}{sale['id']}/revert/").status_code == 201


# --- What remains --------------------------------------------------------------------------------------------


def test_movements_outlive_product_and_actor(as_ana, as_bea, ana, product, nothing_saved):
    sale = posted(as_ana, product, -3)
    product.delete()
    ana.delete()

    rows = as_bea.get(ALL).json()
    assert [(row["product"], row["sku"], row["name"], row["actor"]) for row in rows[:1]] == [
        (None, "HOME-MUG01", "Blue Mug", "ana")
    ]
    with nothing_saved():
        response = as_bea.post(f"{ALL}{sale['id']}/revert/")
    assert (response.status_code, response.json()["code"]) == (409, "product_gone")
    assert not audit().discrepancies


def test_nobody_changes_a_movement(product, nothing_saved):
    movement = StockMovement.objects.get()
    movement.delta = 1
    with nothing_saved():
        for forbidden in (
            movement.save,
            movement.delete,
            StockMovement.objects.all().delete,
            lambda: StockMovement.objects.update(delta=1),
            lambda: StockMovement.objects.update(product=5),
            lambda: StockMovement.objects.bulk_update([movement], ["delta"]),
            lambda: StockMovement.objects.bulk_create([StockMovement(delta=1)]),
            lambda: StockMovement.objects.create(delta=1),
            lambda: StockMovement.objects.update(product=None),
            lambda: product.movements.clear(),
            lambda: product.movements.all().delete(),
            lambda: StockMovement.objects.all()._raw_delete("default"),
        ):
            with pytest.raises(AppendOnly):
                forbidden()


def test_a_movement_keeps_its_time_through_a_page(as_ana, product):
    [row] = as_ana.get(ALL).json()
    assert abs(datetime.fromisoformat(row["created_at"]) - datetime.now(UTC)) < timedelta(minutes=1)
