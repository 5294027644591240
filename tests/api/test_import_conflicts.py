"""Two requests about one import at the same moment: what the second has read is no longer so when it writes."""

import json
from typing import Any

import pytest
from django.db import connection
from import_requests import ADDRESS, OTHER, apply, check, checked, choose, many, rows, upload

from api.exchange.errors import AlreadyApplied, NoSuchImport
from api.exchange.runs import begin_apply, begin_undo
from api.exchange.services import change_import, delete_import
from api.models import Import, Product

pytestmark = pytest.mark.django_db(transaction=True)

CYRILLIC = "sku;name,price\nA;Кружка,5\nB;Чашка,6\n".encode("cp1251")


def loaded(source: Any) -> Import:
    """As a request has it that has just begun."""
    return Import.objects.defer("source").get(pk=source["id"])


def test_changes_are_made_to_what_the_other_request_has_left(as_ana):
    source = choose(as_ana, upload(as_ana, CYRILLIC), encoding="windows-1251", delimiter=",")
    stale = loaded(source)
    choose(as_ana, source, encoding="windows-1252", delimiter=";", on_match="skip")
    changed = change_import(stale, {"on_new": "skip"})
    assert (changed.reading["encoding"], changed.reading["delimiter"]) == ("windows-1252", ";")
    assert (changed.choices["on_new"], changed.choices["on_match"]) == ("skip", "skip")
    assert len(changed.reading["columns"]) == 2
    check(as_ana, source)
    assert [row["key"] for row in rows(as_ana, source)] == ["A", "B"]


def test_a_file_is_read_anew_as_both_have_asked(as_ana):
    source = upload(as_ana, CYRILLIC)
    stale = loaded(source)
    choose(as_ana, source, encoding="windows-1251")
    changed = change_import(stale, {"delimiter": ";"})
    assert changed.reading["preview"][1]["cells"] == ["A", "Кружка,5"]


@pytest.mark.parametrize("changes", [{"encoding": "windows-1251"}, {"header_row": 2}, {"on_new": "skip"}])
def test_an_import_that_was_applied_meanwhile_is_not_changed(as_ana, changes):
    source, _ = checked(as_ana, many(3), **OTHER)
    stale = loaded(source)
    apply(as_ana, source)
    with pytest.raises(AlreadyApplied):
        change_import(stale, changes)
    assert as_ana.patch(f"{ADDRESS}{source['id']}/", {"mapping": {"odd": 1}}).json()["code"] == "already_applied"
    assert loaded(source).state == "applied"


@pytest.mark.parametrize("changes", [{"encoding": "windows-1251"}, {"header_row": 2}, {"on_new": "skip"}])
def test_an_import_that_was_deleted_meanwhile_is_not_changed(as_ana, changes):
    source = upload(as_ana, many(3))
    stale = loaded(source)
    assert as_ana.delete(f"{ADDRESS}{source['id']}/").status_code == 204
    with pytest.raises(NoSuchImport):
        change_import(stale, changes)
    with pytest.raises(NoSuchImport):
        delete_import(stale.pk)


def test_an_import_that_was_deleted_meanwhile_is_not_applied(as_ana, ana, nothing_saved):
    source, _ = checked(as_ana, many(3), **OTHER)
    stale = loaded(source)
    as_ana.delete(f"{ADDRESS}{source['id']}/")
    with nothing_saved():
        for begin in (begin_undo, lambda *args, **rest: begin_apply(*args, only="good", **rest)):
            with pytest.raises(NoSuchImport):
                begin(stale.pk, ana, key="key", request={})


def test_an_import_that_is_deleted_while_it_is_applied_ends_there(as_ana):
    source, _ = checked(as_ana, many(250), **OTHER)
    answer = as_ana.post(f"{ADDRESS}{source['id']}/apply/", {})
    stream = answer.streaming_content
    next(stream), next(stream)
    as_ana.delete(f"{ADDRESS}{source['id']}/")
    last = json.loads(list(stream)[-1])
    answer.close()
    assert (last["type"], last["code"], last["created"]) == ("failed", "not_found", 99)
    assert Product.objects.count() == 99


def test_rows_of_an_import_that_is_deleted_meanwhile_are_none(as_ana):
    source, _ = checked(as_ana, many(250), **OTHER)
    pending = [source["id"]]

    def delete_first(execute: Any, sql: str, *rest: Any) -> Any:
        if pending and '"verdicts"' in sql:
            Import.objects.filter(pk=pending.pop()).delete()
        return execute(sql, *rest)

    with connection.execute_wrapper(delete_first):
        answer = as_ana.get(f"{ADDRESS}{source['id']}/rows/")
    assert (answer.status_code, answer.json()) == (200, [])
    assert not pending
