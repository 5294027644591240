"""The OpenAPI schema is valid, up to date and complete, and its page works without the internet."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.core.management import call_command
from drf_spectacular.generators import SchemaGenerator

from api.summaries import SUMMARIES

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def text(tmp_path_factory) -> str:
    path: Path = tmp_path_factory.mktemp("schema") / "schema.yml"
    call_command("spectacular", "--validate", "--fail-on-warn", "--file", str(path))
    return path.read_text()


@pytest.fixture(scope="module")
def schema(text) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(text)
    return loaded


def test_the_stored_schema_is_the_generated_one(text):
    assert (ROOT / "frontend" / "schema.yml").read_text() == text, "run `make schema`"


@pytest.mark.parametrize("path", ["/api/products/", "/api/products/my_products/"])
def test_lists_name_all_their_parameters(schema, path):
    parameters = {parameter["name"]: parameter for parameter in schema["paths"][path]["get"]["parameters"]}

    assert set(parameters) == {
        "at",
        "search",
        "code",
        "category",
        "is_active",
        "in_stock",
        "low_stock",
        "price_min",
        "price_max",
        "quantity_min",
        "quantity_max",
        "owner",
        "ordering",
        "limit",
        "cursor",
        "offset",
    }
    assert parameters["category"]["schema"]["type"] == "array"
    assert all(parameter["description"] for parameter in parameters.values())


def test_every_call_has_a_summary_of_a_few_words(schema):
    calls = {(path, method): call for path, calls in schema["paths"].items() for method, call in calls.items()}
    summaries = [call.get("summary", "") for call in calls.values()]

    assert [where for where, call in calls.items() if not 4 < len(call.get("summary", "")) < 45] == []
    assert [words for words in summaries if summaries.count(words) > 1] == []
    named = {(f"/api/{path}", method) for path, words in SUMMARIES.items() for method in words}
    assert named == set(calls), "a line for a call that is not there, or a call without one"


def test_a_row_has_every_field_always(schema):
    row = schema["components"]["schemas"]["Product"]

    assert set(row["required"]) == set(row["properties"])
    assert "pattern" not in row["properties"]["name"]


def test_only_name_price_and_category_are_asked_for(schema):
    assert set(schema["components"]["schemas"]["ProductRequest"]["required"]) == {"name", "price", "category"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("*/*", "application/vnd.oai.openapi"),
        ("", "application/vnd.oai.openapi"),
        ("application/yaml", "application/yaml"),
        ("application/vnd.oai.openapi+json", "application/vnd.oai.openapi+json"),
        ("application/json,*/*", "application/json"),
    ],
)
def test_it_is_served_as_it_is_stored(anonymous, text, schema, accept, kind):
    for _ in range(2):
        response = anonymous.get("/api/schema/", headers={"Accept": accept})
        assert response.headers["Content-Type"] == kind
        assert "Accept" in response.headers["Vary"]
        if "json" in kind:
            assert response.json() == schema
        else:
            assert response.content.decode() == text


@pytest.mark.django_db
def test_it_is_made_once(anonymous, monkeypatch):
    first = anonymous.get("/api/schema/")
    monkeypatch.setattr(SchemaGenerator, "get_schema", None)  # would be called

    for query in ("", "?lang=de", "?lang=ja", "?format=yaml", "?_=1"):
        assert anonymous.get(f"/api/schema/{query}").content == first.content


@pytest.mark.django_db
def test_it_is_not_sent_to_who_has_it(anonymous):
    first = anonymous.get("/api/schema/")
    other = anonymous.get("/api/schema/?format=json")
    tag = first.headers["ETag"]

    assert other.headers["ETag"] != tag
    assert first.headers["Cache-Control"] == "no-cache"
    again = anonymous.get("/api/schema/", headers={"If-None-Match": f'"x", {tag}'})
    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", tag)
    assert anonymous.get("/api/schema/?format=json", headers={"If-None-Match": tag}).status_code == 200
    small = anonymous.get("/api/schema/", headers={"Accept": "application/json", "Accept-Encoding": "gzip"})
    assert (small.headers["Content-Encoding"], small.headers["ETag"][:3]) == ("gzip", 'W/"')


@pytest.mark.django_db
def test_the_schema_and_its_page_need_no_account(anonymous):
    assert anonymous.get("/api/schema/").status_code == 200
    assert anonymous.get("/api/docs/").status_code == 200
    assert anonymous.get("/docs/").headers["Location"] == "/api/docs/"


@pytest.mark.django_db
def test_the_page_loads_nothing_from_elsewhere(anonymous):
    page = anonymous.get("/api/docs/", headers={"Accept": "text/html"}).content.decode()
    script = anonymous.get("/api/docs/?script=", headers={"Accept": "*/*"})
    own = re.findall(r"""(?:src=|href=|url\()["']([^"']+)["']""", page)

    assert script.headers["Content-Type"] == "application/javascript"
    assert own
    for address in own:
        assert address.startswith("/"), address
        assert not address.startswith("//")
        response = anonymous.get(address)
        assert response.status_code == 200, address
        response.close()
    assert not re.search(r"(?:https?:)?//(?!testserver)[a-z0-9]", page + script.content.decode())
    assert "<script>" not in page  # the policy would not let it run
