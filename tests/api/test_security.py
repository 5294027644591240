"""What the browser is told: policy, framing, origins, transport; and who may post forms."""

import re
from base64 import b64encode
from hashlib import sha256
from typing import Any

import pytest
from django.test import Client

from api.http.security_policy import content_security_policy

pytestmark = pytest.mark.django_db

PAGES = ["/", "/products/1/edit", "/api/config/", "/api/nothing/", "/api/docs/", "/admin/login/", "/media/x.webp"]


@pytest.fixture(autouse=True)
def web_app(settings, tmp_path):
    """A built app whose page has an inline script, a module and a style."""
    (tmp_path / "index.html").write_text(
        "<!doctype html><title>App</title><script>theme()</script>"
        '<script type="module" src="/assets/index.js"></script><div id="root"></div>'
    )
    settings.FRONTEND_DIST = tmp_path
    return tmp_path


def directives(policy: str) -> dict[str, list[str]]:
    return {name: values for name, *values in (part.split() for part in policy.split(";"))}


@pytest.mark.parametrize("path", PAGES)
def test_every_answer_is_guarded(client, path):
    headers = client.get(path).headers

    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "geolocation=()" in headers["Permissions-Policy"]
    assert "Content-Security-Policy" in headers
    assert "Server" not in headers


def test_the_policy_allows_own_scripts_only(client):
    policy = directives(client.get("/").headers["Content-Security-Policy"])

    assert policy["default-src"] == ["'self'"]
    assert policy["object-src"] == policy["base-uri"] == policy["frame-ancestors"] == ["'none'"]
    assert policy["form-action"] == policy["connect-src"] == ["'self'"]
    assert "'self'" in policy["script-src"]
    allowed = r"'self'|'wasm-unsafe-eval'|'sha256-[A-Za-z0-9+/]{43}='"
    assert all(re.fullmatch(allowed, source) for source in policy["script-src"])
    assert not {"*", "http:", "https:", "ws:", "wss:"} & {
        source for sources in policy.values() for source in sources
    }


def test_only_the_web_app_may_compile_webassembly(client):
    for path in ("/admin/login/", "/api/docs/", "/ws_test.html"):
        policy = directives(client.get(path).headers["Content-Security-Policy"])

        assert "'wasm-unsafe-eval'" not in policy["script-src"]


def test_the_page_s_inline_script_is_allowed_by_its_hash(web_app):
    digest = b64encode(sha256(b"theme()").digest()).decode()

    assert f"'sha256-{digest}'" in directives(content_security_policy())["script-src"]


def test_a_new_build_changes_the_hash(web_app):
    before = content_security_policy()
    (web_app / "index.html").write_text("<script>another()</script>")
    digest = b64encode(sha256(b"another()").digest()).decode()

    assert digest not in before
    assert digest in content_security_policy()


@pytest.mark.parametrize("secure", [True, False])
def test_production_is_https_only(client, settings, secure):
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_HSTS_SECONDS = 31_536_000
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    response = client.get("/api/config/", secure=secure)

    if secure:
        assert response.status_code == 200
        assert response.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
    else:
        assert response.status_code == 301
        assert response.headers["Location"] == "https://testserver/api/config/"


# --- CORS ----------------------------------------------------------------------------------------------------


def test_an_allowed_origin_reads_all_headers(as_ana, product):
    response = as_ana.get("/api/products/", headers={"Origin": "https://shop.example"})

    assert response.headers["Access-Control-Allow-Origin"] == "https://shop.example"
    assert "Access-Control-Allow-Credentials" not in response.headers
    assert "origin" in response.headers["Vary"].lower()
    exposed = set(response.headers["Access-Control-Expose-Headers"].split(", "))
    assert {"ETag", "Link", "Location", "Retry-After", "X-Live-Epoch", "X-Live-Seq", "X-Total-Count"} <= exposed


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "http://shop.example", "https://shop.example.evil.example", "null", ""]
)
def test_other_origins_read_nothing(as_ana, origin):
    response = as_ana.get("/api/products/", headers={"Origin": origin})

    assert "Access-Control-Allow-Origin" not in response.headers


@pytest.mark.parametrize("path", ["/admin/login/", "/"])
def test_pages_are_shared_with_nobody(client, path):
    assert (
        "Access-Control-Allow-Origin" not in client.get(path, headers={"Origin": "https://shop.example"}).headers
    )


def test_a_preflight_allows_conditional_writes(anonymous):
    response = anonymous.options(
        "/api/products/1/",
        headers={
            "Origin": "https://shop.example",
            "Access-Control-Request-Method": "PATCH",
            "Access-Control-Request-Headers": "authorization,content-type,if-match",
        },
    )

    assert response.status_code == 200
    assert "PATCH" in response.headers["Access-Control-Allow-Methods"]
    allowed = response.headers["Access-Control-Allow-Headers"]
    assert all(name in allowed for name in ("authorization", "content-type", "if-match", "if-none-match"))


def test_errors_are_readable_across_origins(anonymous):
    headers = {"Origin": "https://shop.example"}
    for response in (
        anonymous.get("/api/products/", headers=headers),
        anonymous.get("/api/nothing/", headers=headers),
        anonymous.generic(
            "POST", "/api/token/", b"x" * 3_000_000, content_type="application/json", headers=headers
        ),
    ):
        assert response.status_code >= 400
        assert response.headers["Access-Control-Allow-Origin"] == "https://shop.example"


# --- CSRF ----------------------------------------------------------------------------------------------------


def test_the_admin_asks_for_a_csrf_token(ana):
    strict: Any = Client(enforce_csrf_checks=True)
    response = strict.post("/admin/login/", {"username": "ana", "password": "correct-horse-9"})

    assert response.status_code == 403
    assert "sessionid" not in response.cookies


def test_the_api_needs_none_because_it_reads_no_cookie(ana, product, nothing_saved):
    strict: Any = Client(enforce_csrf_checks=True)
    strict.force_login(ana)
    with nothing_saved():
        assert strict.delete(f"/api/products/{product.pk}/").status_code == 401
    assert strict.post("/api/token/", {"username": "ana", "password": "correct-horse-9"}).status_code == 200


@pytest.mark.parametrize("path", ["/admin", "/docs/", "/api/products", "/api/products/1"])
def test_redirects_stay_on_this_host(as_ana, path):
    response = as_ana.get(path)

    assert response.status_code in (200, 301, 302, 404)
    assert response.headers.get("Location", "/").startswith("/")
    assert as_ana.get(f"//evil.example{path}").headers.get("Location", "/").startswith(("/", "http://testserver/"))


def test_a_session_of_the_admin_is_nobody_under_the_api(site, product, nothing_saved):
    with nothing_saved():
        for address in ("/api/user/", "/api/products/", f"/api/products/{product.pk}/", "/api/metrics/"):
            assert site.get(address).status_code == 401
        assert site.post("/api/products/", {"name": "Cup"}, content_type="application/json").status_code == 401
    assert site.get("/admin/api/product/").status_code == 200
