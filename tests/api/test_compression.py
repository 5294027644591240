"""Answers that are smaller on the way, and those that are left as they are."""

import gzip
import json

import pytest

from api.models import Product

pytestmark = pytest.mark.django_db


@pytest.fixture
def shelf(ana) -> None:
    jars = [{"name": f"Jar {n}", "sku": f"JAR-{n}", "description": "Glass, with a lid. " * 90} for n in range(50)]
    Product.objects.bulk_create(Product(price="1.00", category_id="home", created_by=ana, **jar) for jar in jars)


def test_a_list_comes_compressed_to_who_takes_that(shelf, as_bea):
    plain = as_bea.get("/api/products/?limit=50")
    small = as_bea.get("/api/products/?limit=50", HTTP_ACCEPT_ENCODING="gzip, deflate, br")

    assert "Content-Encoding" not in plain.headers
    assert small.headers["Content-Encoding"] == "gzip"
    assert json.loads(gzip.decompress(small.content)) == plain.json()
    assert len(small.content) < len(plain.content) / 4
    assert small.headers["Content-Length"] == str(len(small.content))
    # Caches between must not hand one to who wants the other.
    assert "Accept-Encoding" in plain.headers["Vary"]
    assert "Accept-Encoding" in small.headers["Vary"]
    for name in ("X-Total-Count", "X-Live-Seq", "Link"):
        assert small.headers.get(name) == plain.headers.get(name)


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("gzip", "gzip"),
        ("gzip;q=1", "gzip"),
        ("gzip;q=0.001", "gzip"),
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("identity;q=0, gzip", "gzip"),
        ("gzip;q=0", None),
        ("gzip; q=0.000", None),
        ("GZIP ;Q=0", None),
        ("deflate, gzip;q=0, *", None),
        ("gzip;q=0.", None),
        ("identity", None),
        ("", None),
    ],
)
def test_what_is_refused_is_not_sent(shelf, as_bea, accepted, coding):
    response = as_bea.get("/api/products/?limit=50", HTTP_ACCEPT_ENCODING=accepted)

    assert response.headers.get("Content-Encoding") == coding
    assert "Accept-Encoding" in response.headers["Vary"]


def test_neither_is_it_sent_with_static_files(client):
    path = "/static/drf_spectacular_sidecar/swagger-ui-dist/swagger-ui.css"
    for accepted in ("gzip;q=0", "br;q=0, gzip;q=0.0"):
        response = client.get(path, HTTP_ACCEPT_ENCODING=accepted)
        assert (response.status_code, response.get("Content-Encoding")) == (200, None)
        response.close()


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/config/", 200),  # small
        ("/api/products/{id}/", 200),  # with an ETag
        ("/api/movements/export/", 200),  # a stream
        ("/admin/login/", 200),  # no JSON
    ],
)
def test_these_stay_as_they_are(path, status, shelf, as_bea):
    path = path.format(id=Product.objects.values_list("pk", flat=True)[0])
    response = as_bea.get(path, HTTP_ACCEPT_ENCODING="gzip")

    assert response.status_code == status
    assert "Content-Encoding" not in response.headers
