"""Imports as things of their own: whose they are, how long they stay, and what the trail says of them."""

import json

import pytest
from import_requests import ADDRESS, OTHER, apply, checked, many, rows, undo, upload

from api.exchange import services
from api.models import Import
from api.trail.models import AuditEntry

pytestmark = pytest.mark.django_db(transaction=True)


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
