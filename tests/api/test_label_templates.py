"""Label templates: one's own, and those that others share."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connections

from api.labels.services import MAX_TEMPLATES
from api.models import LabelTemplate

pytestmark = pytest.mark.django_db

URL = "/api/labels/templates/"
OWN: dict[str, Any] = {
    "page_width": 210,
    "page_height": 297,
    "columns": 2,
    "rows": 5,
    "left": 10,
    "top": 10,
    "width": 90,
    "height": 50,
    "pitch_x": 95,
    "pitch_y": 55,
}


def test_it_stores_a_template_with_a_built_in_medium(as_ana, ana):
    lines = [{"field": "name", "size": 14, "bold": True}, {"field": "sku"}]
    body = {
        "name": " Shelf ",
        "media": "L7160",
        "layout": "left",
        "code": "qr",
        "lines": lines,
        "show_price": True,
    }
    response = as_ana.post(URL, body)

    assert response.status_code == 201, response.content
    template = LabelTemplate.objects.get()
    assert response.json() == {
        "id": template.pk,
        "name": "Shelf",
        "owner": "ana",
        "is_own": True,
        "shared": False,
        "media": "L7160",
        "geometry": None,
        "layout": "left",
        "code": "qr",
        "lines": [{"field": "name", "size": 14.0, "bold": True}, {"field": "sku", "size": 12.0, "bold": False}],
        "show_price": True,
    }
    assert template.owner == ana


def test_it_stores_a_medium_of_ones_own_and_prints_on_it(as_ana, product):
    response = as_ana.post(URL, {"name": "Own", "geometry": OWN, "lines": [{"field": "name"}]})

    assert response.status_code == 201, response.content
    assert response.json()["geometry"] == OWN
    printed = as_ana.post("/api/labels/", {"ids": [product.pk], "template": response.json()["id"], "start": 10})
    assert printed.status_code == 200
    refused = as_ana.post("/api/labels/", {"ids": [product.pk], "template": response.json()["id"], "start": 11})
    assert refused.json()["code"] == "bad_start"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"width": 0}, "width"),
        ({"height": -1}, "height"),
        ({"left": "NaN"}, "left"),
        ({"columns": 0}, "columns"),
        ({"columns": 3}, "columns"),
        ({"rows": 6}, "rows"),
        ({"pitch_x": 80}, "pitch_x"),
        ({"page_width": 3_000}, "page_width"),
        ({"columns": 30, "rows": 30, "width": 1, "height": 1, "pitch_x": 1, "pitch_y": 1}, "columns"),
    ],
)
def test_numbers_that_make_no_page_are_refused_by_name(as_ana, nothing_saved, change, field):
    with nothing_saved():
        response = as_ana.post(URL, {"name": "Own", "geometry": {**OWN, **change}})
    assert response.status_code == 400
    [problem] = response.json()["geometry"]
    assert problem.startswith(f"{field}: ")
    assert not LabelTemplate.objects.exists()


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"name": "A"}, "media"),
        ({"name": "A", "media": "L7160", "geometry": OWN}, "media"),
        ({"name": "A", "media": "L1"}, "media"),
        ({"name": " ", "media": "L7160"}, "name"),
        ({"name": "A", "media": "L7160", "layout": "wide"}, "layout"),
        ({"name": "A", "media": "L7160", "code": "aztec"}, "code"),
        ({"name": "A", "media": "L7160", "code": "none", "layout": "code_only"}, "code"),
        ({"name": "A", "media": "L7160", "lines": [{"field": "name"}] * 5}, "lines"),
        ({"name": "A", "media": "L7160", "lines": [{"field": "secret"}]}, "lines"),
        ({"name": "A", "media": "L7160", "lines": [{"field": "name", "size": 5}]}, "lines"),
    ],
)
def test_it_refuses_what_is_no_template(as_ana, body, field):
    response = as_ana.post(URL, body)
    assert response.status_code == 400
    assert list(response.json()) == [field]
    assert not LabelTemplate.objects.exists()


def test_a_change_writes_what_is_sent_alone(as_ana, ana):
    template = LabelTemplate.objects.create(owner=ana, name="Shelf", media="L7160", code="qr")
    response = as_ana.patch(f"{URL}{template.pk}/", {"geometry": OWN})

    assert response.status_code == 200, response.content
    template.refresh_from_db()
    assert (template.name, template.code, template.media, template.geometry) == ("Shelf", "qr", "", OWN)
    assert as_ana.patch(f"{URL}{template.pk}/", {"media": "L7163"}).json()["geometry"] is None


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ({"lines": [{"size": 10}]}, "0: field: This field is required."),
        ({"lines": [{"field": "name"}, {}]}, "1: field: This field is required."),
        ({"lines": [None]}, "0: This can't be empty."),
        ({"lines": [{"field": "name"}] * 5}, "Must have at most 4."),
        ({"geometry": {"page_width": 100}}, "page_height: This field is required."),
        ({"geometry": {}}, "page_width: This field is required."),
        (
            {"geometry": {**OWN, "page_width": 100}},
            "columns: The last column ends at 195.0 mm, past the edge of the page.",
        ),
    ],
)
def test_a_change_has_lines_and_measures_as_wholes(as_ana, ana, nothing_saved, body, problem):
    template = LabelTemplate.objects.create(owner=ana, name="Shelf", geometry=OWN, lines=[{"field": "sku"}])
    with nothing_saved():
        response = as_ana.patch(f"{URL}{template.pk}/", body)

    assert (response.status_code, list(response.json())) == (400, list(body))
    assert problem in response.json()[next(iter(body))]
    template.refresh_from_db()
    assert (template.geometry, template.lines) == (OWN, [{"field": "sku"}])


def test_a_changed_line_has_what_it_was_sent_without(as_ana, as_bea, ana, product):
    template = LabelTemplate.objects.create(owner=ana, name="Shelf", media="L7160", shared=True)
    response = as_ana.patch(f"{URL}{template.pk}/", {"lines": [{"field": "sku"}]})

    assert response.json()["lines"] == [{"field": "sku", "size": 12.0, "bold": False}]
    assert as_bea.get(URL).json()[0]["lines"] == response.json()["lines"]
    assert as_bea.post("/api/labels/", {"ids": [product.pk], "template": template.pk}).status_code == 200


def test_names_are_ones_own_and_unique(as_ana, as_bea, ana):
    LabelTemplate.objects.create(owner=ana, name="Shelf", media="L7160")
    other = LabelTemplate.objects.create(owner=ana, name="Other", media="L7160")
    for refused in (
        as_ana.post(URL, {"name": "shelf", "media": "L7160"}),
        as_ana.patch(f"{URL}{other.pk}/", {"name": "SHELF"}),
    ):
        assert refused.status_code == 400
        assert refused.json() == {"name": ["You already have a label template with this name."]}
        assert refused.headers["Error-Codes"] == "name=taken"
    assert as_bea.post(URL, {"name": "Shelf", "media": "L7160"}).status_code == 201


@pytest.mark.django_db(transaction=True)
def test_of_twins_at_the_same_moment_one_is_refused(client_of, ana):
    def post(client: Any, name: str) -> int:
        try:
            return int(client.post(URL, {"name": name, "media": "L7160"}).status_code)
        finally:
            connections.close_all()

    names = ["Shelf", "SHELF", "shelf", "Shelf"]
    with ThreadPoolExecutor(4) as pool:
        codes = list(pool.map(post, [client_of(ana) for _ in names], names))
    assert sorted(codes) == [201, 400, 400, 400]


def test_others_see_what_is_shared_and_change_nothing(as_bea, ana):
    own = LabelTemplate.objects.create(owner=ana, name="Mine", media="L7160")
    shared = LabelTemplate.objects.create(owner=ana, name="Ours", media="L7160", shared=True)

    assert [(each["id"], each["is_own"]) for each in as_bea.get(URL).json()] == [(shared.pk, False)]
    assert as_bea.get(f"{URL}{own.pk}/").status_code == 404
    for template in (own, shared):
        assert as_bea.patch(f"{URL}{template.pk}/", {"name": "X"}).status_code == 403
        assert as_bea.delete(f"{URL}{template.pk}/").status_code == 403
    assert LabelTemplate.objects.filter(name__in=("Mine", "Ours")).count() == 2


def test_its_owner_deletes_it(as_ana, ana):
    template = LabelTemplate.objects.create(owner=ana, name="Shelf", media="L7160")
    assert as_ana.delete(f"{URL}{template.pk}/").status_code == 204
    assert not LabelTemplate.objects.exists()


def test_there_are_at_most_50(as_ana, ana):
    LabelTemplate.objects.bulk_create(
        LabelTemplate(owner=ana, name=f"T {number}", media="L7160") for number in range(MAX_TEMPLATES)
    )
    response = as_ana.post(URL, {"name": "One more", "media": "L7160"})
    assert (response.status_code, response.json()["code"]) == (409, "too_many_templates")
