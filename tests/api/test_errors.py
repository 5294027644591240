"""Whatever goes wrong under /api/ is answered in JSON, with a code, and without a word about the inside."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import IntegrityError, OperationalError, connection
from django.test import RequestFactory
from rest_framework.test import APIClient

from backend.wsgi import application

pytestmark = pytest.mark.django_db


@pytest.fixture(params=[False, True], ids=["production", "DEBUG"], autouse=True)
def debug(request, settings):
    settings.DEBUG = request.param
    return request.param


@pytest.fixture
def calm(as_ana) -> APIClient:
    """ana's client, which takes a 500 as an answer."""
    as_ana.raise_request_exception = False
    return as_ana


def assert_json(response, status, code):
    assert response.status_code == status
    assert response.headers["Content-Type"] == "application/json"
    body = response.json()
    assert set(body) == {"detail", "code"}
    assert body["code"] == code
    assert "Traceback" not in response.content.decode()
    assert "/backend/" not in response.content.decode()


@pytest.mark.parametrize(
    "path", ["/api/", "/api/nothing/", "/api/products/1/nothing/", "/api/%00/", "/api/products/%00/", "/api/%FF/"]
)
def test_404(calm, anonymous, path):
    assert_json(calm.get(path), 404, "not_found")
    assert_json(anonymous.get(path), 404, "not_found")


def test_405_names_what_is_allowed(calm, product):
    response = calm.post(f"/api/products/{product.pk}/", {})

    assert_json(response, 405, "method_not_allowed")
    assert response.headers["Allow"] == "GET, PUT, PATCH, DELETE, HEAD, OPTIONS"
    assert_json(calm.delete("/api/products/"), 405, "method_not_allowed")
    assert_json(calm.generic("TRACE", "/api/products/"), 405, "method_not_allowed")
    assert_json(calm.generic("BREW", "/api/products/"), 405, "method_not_allowed")


def test_406(calm):
    assert_json(calm.get("/api/products/", headers={"Accept": "text/csv"}), 406, "not_acceptable")


def test_415(calm):
    response = calm.generic("POST", "/api/products/", "name=Mug", content_type="application/x-www-form-urlencoded")

    assert_json(response, 415, "unsupported_media_type")


def test_a_refused_host(calm):
    response = calm.get("/api/config/", headers={"Host": "evil.example"})

    assert_json(response, 400, "bad_request")


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (ZeroDivisionError("secret detail"), 500, "server_error"),
        (RuntimeError("secret detail"), 500, "server_error"),
        (OperationalError("secret detail"), 503, "database_busy"),
        (IntegrityError("secret detail"), 409, "conflict"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else None,
)
def test_a_failure_inside(calm, monkeypatch, nothing_saved, error, status, code):
    from api.catalog import views as views

    def fail(**_: Any) -> None:
        raise error

    monkeypatch.setattr(views, "create_product", fail)
    with nothing_saved():
        response = calm.post("/api/products/", {"name": "Mug", "price": "1", "category": "home"})

    assert_json(response, status, code)
    assert "secret" not in response.content.decode()
    assert response.has_header("Retry-After") == (status == 503)


@contextmanager
def full_database() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")  # pages that earlier tests have left free are room
        cursor.execute("PRAGMA page_count")
        [pages] = cursor.fetchone()
        cursor.execute(f"PRAGMA max_page_count = {pages}")
        try:
            yield
        finally:
            cursor.execute("PRAGMA max_page_count = 1073741823")


@contextmanager
def read_only_database() -> Iterator[None]:
    postgresql = connection.vendor == "postgresql"
    name, on, off = ("default_transaction_read_only", "on", "off") if postgresql else ("query_only", "1", "0")
    statement = "SET {} = {}" if postgresql else "PRAGMA {} = {}"
    with connection.cursor() as cursor:
        cursor.execute(statement.format(name, on))
        try:
            yield
        finally:
            cursor.execute(statement.format(name, off))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("state", [full_database, read_only_database])
def test_a_database_without_room(as_ana, nothing_saved, state):
    if state is full_database and connection.vendor != "sqlite":
        pytest.skip("only SQLite can be told to be full")
    big = {"name": "Mug", "price": "1", "category": "home", "description": "x" * 5000}
    with nothing_saved(), state():
        response = as_ana.post("/api/products/", big)
        assert_json(response, 507, "storage_failed")
        assert as_ana.get("/api/products/").status_code == 200
    assert as_ana.post("/api/products/", big).status_code == 201


@pytest.mark.django_db(transaction=True)
def test_a_database_of_another_version_is_not_called_busy(calm):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE api_savedview RENAME COLUMN position TO place")
        try:
            assert_json(calm.get("/api/views/"), 500, "server_error")
        finally:
            cursor.execute("ALTER TABLE api_savedview RENAME COLUMN place TO position")


@pytest.mark.parametrize("length", ["abc", "-5", "", "1.5", "²"])
def test_a_length_that_is_none(calm, length):
    assert calm.get("/api/config/", headers={"Content-Length": length}).status_code == 200


@pytest.mark.django_db(transaction=True)  # the real application drops connections that are in a transaction
@pytest.mark.parametrize("charset", ["hex", "rot13", "idna", "utf-16", "punycode", "no-such", "\0", "zlib"])
def test_odd_charsets_break_nothing(ana, client_of, nothing_saved, charset):
    with nothing_saved():
        for content_type in (
            f"application/json; charset={charset}",
            f"multipart/form-data; boundary=x; charset={charset}",
        ):
            assert raw(ana, client_of, "POST", content_type) == "400 Bad Request"
            assert raw(ana, client_of, "GET", content_type) == "200 OK"


def raw(user: Any, client_of: Any, method: str, content_type: str) -> str:
    """The status of a request through the server's own application: the test client decodes before it."""
    body = b"\xff{}"
    environ = RequestFactory()._base_environ(
        PATH_INFO="/api/products/",
        REQUEST_METHOD=method,
        QUERY_STRING="search=%C3%A9",
        CONTENT_TYPE=content_type,
        CONTENT_LENGTH=str(len(body)),
        HTTP_AUTHORIZATION=client_of(user)._credentials["HTTP_AUTHORIZATION"],
    )
    environ["wsgi.input"] = io.BytesIO(body)
    started: list[str] = []
    response = application(environ, lambda status, headers, exc_info=None: started.append(status))
    b"".join(response)
    response.close()
    return started[0]


# --- Why a field was refused, for programs -------------------------------------------------------------------


def test_codes_of_refused_fields_stand_in_a_header_and_leave_the_body_as_it_was(as_ana, product):
    draft = {"name": " ", "price": "0", "category": "no-such", "sku": product.sku}
    response = as_ana.post("/api/products/", draft, format="json")
    assert response.status_code == 400
    assert set(response.json()) <= {"name", "price", "category", "sku"}
    codes = dict(pair.split("=") for pair in response.headers["Error-Codes"].split(", "))
    assert set(codes) == set(response.json())
    assert codes["category"] == "does_not_exist"
    assert codes["price"] == "min_value"


def test_a_sku_that_is_taken_has_a_code(as_ana, product):
    draft = {"name": "Twin", "price": "1.00", "category": product.category.slug, "sku": product.sku}
    response = as_ana.post("/api/products/", draft, format="json")
    assert response.json() == {"sku": ["This SKU is already in use."]}
    assert response.headers["Error-Codes"] == "sku=taken"


def test_each_refusal_of_a_password_has_a_code(anonymous):
    fields = {"username": "dora", "email": "dora@shop.example", "password": "123456"}
    response = anonymous.post("/api/user/register/", fields, format="json")
    assert response.status_code == 400
    assert "password_too_short" in response.headers["Error-Codes"]


def test_no_name_from_a_request_breaks_the_header(as_ana):
    response = as_ana.get("/api/products/?na%0d%0aX-Bad:%201=2&limit=0")
    assert response.status_code == 400
    assert "X-Bad" not in response.headers
