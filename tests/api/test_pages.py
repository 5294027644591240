"""The pages beside the API: the single-page app at all of its addresses, and stored pictures."""

import mimetypes
import re
from base64 import b64encode
from hashlib import sha256

import pytest
from image_files import SVG, png

pytestmark = pytest.mark.django_db


@pytest.fixture
def web_app(settings, tmp_path):
    (tmp_path / "dist").mkdir()
    (tmp_path / "dist" / "index.html").write_text("<!doctype html><title>App</title>")
    settings.FRONTEND_DIST = tmp_path / "dist"
    return tmp_path


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "data" / "media"
    (settings.MEDIA_ROOT / "products").mkdir(parents=True)
    (tmp_path / "data" / "db.sqlite3").write_text("secret")
    (settings.MEDIA_ROOT / "products" / "ab.webp").write_bytes(b"RIFF....WEBP")
    return settings.MEDIA_ROOT


def body(response):
    content = b"".join(response.streaming_content) if response.streaming else response.content
    response.close()
    return content


@pytest.mark.parametrize(
    "path", ["/", "/login", "/products/1/edit", "/no/such/page", "/products/", "/a%00b", "/%FF", "/.env"]
)
def test_the_app_answers_at_each_of_its_addresses(client, web_app, path):
    response = client.get(path)

    assert response.status_code == 200
    assert response.content == b"<!doctype html><title>App</title>"
    assert response.headers["Content-Type"] == "text/html; charset=utf-8"
    assert response.headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize(
    "path", ["/api/x/", "/media/x.png", "/static/x.js", "/assets/x.js", "/ws/x/", "/ws/products/"]
)
def test_other_places_have_their_own_not_found(client, web_app, path):
    response = client.get(path)

    assert response.status_code == 404
    assert b"App" not in response.content


@pytest.mark.parametrize("path", ["/", "/login", "/media/products/ab.webp"])
def test_pages_are_only_read(client, web_app, media, path):
    for method in (client.post, client.put, client.patch, client.delete):
        assert method(path).status_code == 405
    response = client.head(path)
    assert response.status_code == 200
    response.close()


def test_an_app_that_is_not_built_says_so(client, settings, tmp_path):
    settings.FRONTEND_DIST = tmp_path / "nowhere"
    response = client.get("/")

    assert response.status_code == 503
    assert b"make run" in response.content


def test_the_websocket_test_page_runs_under_the_policy(client):
    response = client.get("/ws_test.html")
    policy = response.headers["Content-Security-Policy"]
    scripts = re.findall(r"<script[^>]*>(.*?)</script>", body(response).decode(), re.DOTALL)

    assert response.status_code == 200
    assert scripts
    for script in scripts:
        assert b64encode(sha256(script.encode()).digest()).decode() in policy


# --- Pictures ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("known", [True, False], ids=["types known", "no table of types"])
def test_a_picture_is_cached_for_ever_and_can_do_nothing(client, media, monkeypatch, known):
    if not known:  # a slim container has no /etc/mime.types, and older Pythons do not know WebP without it
        monkeypatch.setattr(mimetypes, "guess_type", lambda *args, **kwargs: (None, None))
    response = client.get("/media/products/ab.webp")

    assert response.status_code == 200
    assert response.headers["Content-Type"] == "image/webp"
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert body(response) == b"RIFF....WEBP"


def test_a_picture_is_shown_across_origins(client, media):
    response = client.get("/media/products/ab.webp", headers={"Origin": "https://shop.example"})

    assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert response.headers["Access-Control-Allow-Origin"] == "https://shop.example"
    response.close()


def test_a_picture_is_not_sent_twice(client, media):
    first = client.get("/media/products/ab.webp")
    modified = first.headers["Last-Modified"]
    first.close()
    again = client.get("/media/products/ab.webp", headers={"If-Modified-Since": modified})

    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.svg", SVG), ("a.html", b"<script>"), ("a.png", png()), ("a.webp.html", b"x"), ("webp", b"x")],
)
def test_only_what_the_service_has_written_is_served(client, media, name, content):
    (media / "products" / name).write_bytes(content)

    assert client.get(f"/media/products/{name}").status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "../db.sqlite3",
        "products/../../db.sqlite3",
        "..%2Fdb.sqlite3",
        "%2e%2e/db.sqlite3",
        "....//db.sqlite3",
        "/etc/passwd",
        "%2Fetc%2Fpasswd",
        "products/..\\..\\db.sqlite3",
        "products/ab.webp%00",
        "%00",
        "%00.webp",
        "products/%FF.webp",
        "products/",
        "products",
        "",
        "a" * 5000 + ".webp",
        "../db.sqlite3.webp",
    ],
)
def test_nothing_outside_is_served(client, media, path):
    response = client.get(f"/media/{path}")

    assert response.status_code in (400, 404)
    assert b"secret" not in body(response)
