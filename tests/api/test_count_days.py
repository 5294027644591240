"""The days on which stock was counted: they are those of the person who brings the file."""

from datetime import datetime
from typing import Any

import pytest
from django.db.models import QuerySet
from django.utils import timezone
from import_requests import ADDRESS, apply, check, choose, codes, rows, upload

from api.models import Import, Product, StockMovement

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def item(ana: Any) -> Product:
    return Product.objects.create(sku="G-1", name="Glue", category_id="home", price=1, quantity=10, created_by=ana)


def it_is(monkeypatch: Any, moment: str) -> None:
    monkeypatch.setattr(timezone, "now", lambda: datetime.fromisoformat(moment))


def counted_on(day: str, number: int = 8) -> bytes:
    return f"sku,counted,counted_at\nG-1,{number},{day}\n".encode()


def row_of(client: Any, data: bytes, tz: str | None) -> Any:
    source = upload(client, data, kind="stock", tz=tz)
    check(client, source)
    return rows(client, source)[0]


def sold(item: Product, moment: str, number: int) -> None:
    """*number* went at *moment*; what there is came long before."""
    Product.objects.filter(pk=item.pk).update(quantity=item.quantity - number)
    movements = StockMovement.objects.filter(product=item)
    QuerySet.update(movements, created_at=moment)
    QuerySet.update(movements.filter(reason="initial"), created_at="2026-11-01T08:00Z")


@pytest.mark.parametrize(
    ("now", "tz", "today", "tomorrow"),
    [
        ("2026-11-30T16:00+00:00", "Asia/Tokyo", "2026-12-01", "2026-12-02"),
        ("2026-11-30T16:00+00:00", "+09:00", "1.12.2026", "2.12.2026"),
        ("2026-11-30T05:00+00:00", "America/Los_Angeles", "2026-11-29", "2026-12-01"),
        ("2026-11-30T16:00+00:00", None, "2026-11-30", "2026-12-01"),
        # Clocks go back on this day, which has 25 hours.
        ("2026-10-24T22:30+00:00", "Europe/Berlin", "2026-10-25", "2026-10-26"),
    ],
)
def test_today_is_the_persons_own(as_ana, item, monkeypatch, now, tz, today, tomorrow):
    it_is(monkeypatch, now)
    sold(item, "2026-11-01T09:00Z", 1)
    assert "too_large" not in codes(row_of(as_ana, counted_on(today), tz))
    assert codes(row_of(as_ana, counted_on(tomorrow), tz)) == ["too_large"]


def test_what_was_sold_that_day_was_counted(as_ana, item, monkeypatch):
    it_is(monkeypatch, "2026-11-30T05:00+00:00")
    sold(item, "2026-11-30T01:00Z", 2)  # at 17:00 of the 29th
    assert row_of(as_ana, counted_on("2026-11-29"), "America/Los_Angeles")["state"] == "unchanged"
    assert codes(row_of(as_ana, counted_on("2026-11-29"), None)) == ["moved_since"]


@pytest.mark.parametrize(("moment", "expected"), [("2026-11-29 16:30", 10), ("2026-11-29T17:30", 8)])
def test_a_time_without_a_zone_is_the_persons_own(as_ana, item, monkeypatch, moment, expected):
    it_is(monkeypatch, "2026-11-30T05:00+00:00")
    sold(item, "2026-11-30T01:00Z", 2)
    row = row_of(as_ana, counted_on(moment, 7), "America/Los_Angeles")
    assert codes(row) == ([] if expected == 8 else ["moved_since"])
    assert codes(row_of(as_ana, counted_on(f"{moment}:00-08:00", 7), "Asia/Tokyo")) == codes(row)


def test_the_zone_is_a_choice_that_stays(as_ana, item, monkeypatch):
    it_is(monkeypatch, "2026-11-30T05:00+00:00")
    sold(item, "2026-11-30T01:00Z", 2)
    source = upload(as_ana, counted_on("2026-11-29", 7), kind="stock")
    assert source["tz"] == "UTC"
    source = choose(as_ana, source, tz="America/Los_Angeles")
    source = choose(as_ana, source, header_row=1, moved_since={"all": "leave"})
    assert source["tz"] == "America/Los_Angeles"
    check(as_ana, source)
    apply(as_ana, source)
    assert Product.objects.get(pk=item.pk).quantity == 7


def test_the_first_and_the_last_day_of_all_are_no_days(as_ana, item):
    for tz in ("+14:00", "-14:00"):
        for day in ("0001-01-01T00:00", "9999-12-31"):
            assert set(codes(row_of(as_ana, counted_on(day), tz))) <= {"not_a_date", "moved_since"}
        Import.objects.all().delete()


@pytest.mark.parametrize("tz", ["Mars/Olympus", "+99:00", "..", "%00"])
def test_an_unknown_zone_is_refused(as_ana, item, nothing_saved, tz):
    with nothing_saved():
        assert list(upload(as_ana, counted_on("2026-11-29"), kind="stock", tz=tz, status=400)) == ["tz"]


def test_a_zone_that_is_none_is_no_choice(as_ana, item):
    source = upload(as_ana, counted_on("2026-11-29"), kind="stock", tz=" 02:00")  # a plus that is not escaped
    assert source["tz"] == "+02:00"
    for tz in ("Mars/Olympus", None, 2):
        assert list(choose(as_ana, source, tz=tz, status=400)) == ["tz"]


def test_an_import_of_before_has_its_days_in_utc(as_ana, item):
    source = upload(as_ana, counted_on("2026-11-29"), kind="stock")
    kept = Import.objects.get()
    del kept.choices["tz"]
    kept.save()
    assert as_ana.get(f"{ADDRESS}{source['id']}/").json()["tz"] == "UTC"
    check(as_ana, source)
