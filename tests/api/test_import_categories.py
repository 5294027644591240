"""New categories that an import makes follow the rules of all others, and only what its rows need is made."""

import json
from typing import Any

import pytest
from import_requests import ADDRESS, OTHER, apply, check, choose, many, rows, upload

from api.catalog.categories import MOST_CATEGORIES
from api.models import Category, Import

pytestmark = pytest.mark.django_db(transaction=True)

CREATE = {"create": True}


def toys(*names: str) -> bytes:
    return "".join(["name,price,category\n", *(f"Toy {n},1,{name}\n" for n, name in enumerate(names))]).encode()


@pytest.mark.parametrize("name", ["\u200b", "", " ", "a\nb", "\0", "\ud83d", "x" * 81, "x" * 201])
def test_a_name_that_no_category_may_have_is_refused(as_ana, name, nothing_saved):
    source = upload(as_ana, toys("Toys"))
    body = json.dumps({"categories": {name: CREATE}})
    with nothing_saved():
        answer = as_ana.generic("PATCH", f"{ADDRESS}{source['id']}/", body, content_type="application/json")
    assert answer.status_code == 400
    assert list(answer.json()) == ["categories"]
    assert Import.objects.get(pk=source["id"]).choices["categories"] == {}


def test_a_long_name_may_stand_for_a_category_that_there_is(as_ana):
    source = choose(as_ana, upload(as_ana, toys("x" * 120)), categories={"x" * 120: {"use": "home"}})
    assert check(as_ana, source)["create"] == 1


@pytest.mark.parametrize("field", ["decimal", "dates", "moved_since"])
@pytest.mark.parametrize("key", ["\0", "\ud83d", "one", "", "-1", "12345678"])
def test_choices_by_number_have_numbers_for_keys(as_ana, field, key):
    source = upload(as_ana, many(1))
    choice: Any = {"decimal": {key: "."}, "dates": {key: "dmy"}, "moved_since": {"rows": {key: "set"}}}
    body = json.dumps({field: choice[field]})
    answer = as_ana.generic("PATCH", f"{ADDRESS}{source['id']}/", body, content_type="application/json")
    assert (answer.status_code, list(answer.json())) == (400, [field])


def test_only_what_a_row_needs_is_made(as_ana):
    source = upload(as_ana, toys("Toys", "toys", "Home"))
    source = choose(as_ana, source, categories=dict.fromkeys(("Toys", "toys", "Elsewhere", "home"), CREATE))
    check(as_ana, source)
    assert "new_categories" not in as_ana.get(f"{ADDRESS}{source['id']}/").json()["totals"]
    before = set(Category.objects.values_list("name", flat=True))
    assert apply(as_ana, source)[-1]["created"] == 3
    assert set(Category.objects.values_list("name", flat=True)) - before == {"Toys"}


def test_a_row_that_is_held_makes_no_category(as_ana):
    data = b"name,price,category\nCar,,Toys\nCup,1,Home\n"
    source = choose(as_ana, upload(as_ana, data), categories={"Toys": CREATE})
    check(as_ana, source)
    assert apply(as_ana, source)[-1]["created"] == 1
    assert not Category.objects.filter(name="Toys").exists()


def test_there_are_no_more_than_the_most_allowed(as_ana, nothing_saved):
    room = MOST_CATEGORIES - Category.objects.count()
    Category.objects.bulk_create(
        Category(slug=f"c-{n}", name=f"Category {n}", name_key=f"{n}") for n in range(room - 1)
    )
    source = choose(as_ana, upload(as_ana, toys("Toys", "Tools")), categories={"Toys": CREATE, "Tools": CREATE})
    check(as_ana, source)
    with nothing_saved():
        answer = as_ana.post(f"{ADDRESS}{source['id']}/apply/", {}, headers={"Idempotency-Key": "one"})
    assert (answer.status_code, answer.json()["code"]) == (409, "too_many_categories")
    assert Import.objects.get(pk=source["id"]).state == "checked"
    source = choose(as_ana, source, categories={"Toys": CREATE, "Tools": {"use": "home"}})
    check(as_ana, source)
    assert apply(as_ana, source)[-1]["created"] == 2
    assert Category.objects.count() == MOST_CATEGORIES


def test_a_check_of_an_earlier_version_is_made_again(as_ana):
    source = choose(as_ana, upload(as_ana, many(1)), **OTHER)
    totals = check(as_ana, source)
    Import.objects.filter(pk=source["id"]).update(totals={"held": totals["held"]})
    assert as_ana.post(f"{ADDRESS}{source['id']}/apply/", {}).json()["code"] == "not_checked"
    check(as_ana, source)
    assert apply(as_ana, source)[-1]["created"] == 1


def test_new_rows_are_held_where_their_default_has_gone(as_ana):
    Category.objects.create(slug="toys", name="Toys")
    source = upload(as_ana, toys("", "Home"))
    source = choose(as_ana, source, defaults={"category": "Toys"})
    Category.objects.get(slug="toys").delete()
    last = check(as_ana, source)
    assert (last["create"], last["held"], last["unknown_categories"]) == (1, 1, {"Toys": 1})
    [problem] = rows(as_ana, source, "held")[0]["problems"]
    assert (problem["field"], problem["code"], problem["value"]) == ("category", "no_such_category", "Toys")
    # As of any other unknown name, it can be said what becomes of it.
    source = choose(as_ana, source, categories={"Toys": CREATE})
    check(as_ana, source)
    assert apply(as_ana, source)[-1]["created"] == 2
    assert Category.objects.get(name="Toys").products.count() == 1
