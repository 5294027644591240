"""Middleware: tokens of sockets, JSON errors under /api/, the acting user, and the Content-Security-Policy."""

import re
from base64 import b64encode
from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from .actor import Source, acting_through
from .errors import error_response
from .live.protocol import BEARER_PREFIX

GetResponse = Callable[[HttpRequest], HttpResponseBase]
_ADMIN = "/admin/"  # see backend/urls.py
AsgiApp = Callable[[dict[str, Any], Any, Any], Awaitable[None]]


class JWTAuthMiddleware:
    """Finds a socket's token, in the subprotocols or in the query, and puts it into `scope["token"]`.

    The token is checked by the consumer, which can then close with the code that says what was wrong.
    """

    def __init__(self, inner: AsgiApp) -> None:
        self.inner = inner

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        offered = [p.removeprefix(BEARER_PREFIX) for p in scope["subprotocols"] if p.startswith(BEARER_PREFIX)]
        queried = parse_qs(scope["query_string"].decode("latin-1")).get("token", [])
        scope["token"] = (offered or queried or [""])[0]
        await self.inner(scope, receive, send)


class ApiErrorMiddleware:
    """Answers under /api/ are JSON, whatever goes wrong, and bodies beyond the limit are refused unread."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path.startswith("/api/"):
            return self.get_response(request)
        length = request.META.get("CONTENT_LENGTH") or ""
        size = int(length) if length.isdecimal() else 0
        if size > _body_limit(request):
            return _too_large(request, size)
        response = self.get_response(request)
        if response.status_code >= 400 and "json" not in response.headers.get("Content-Type", ""):
            error = error_response(response.status_code)
            # What the middleware inside have added, such as the denial of frames, stays.
            for name, value in response.headers.items():
                if name != "Content-Length":
                    error.headers.setdefault(name, value)
            return error
        return response


class ActorMiddleware:
    """What is changed while a request is served is changed by its user."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        source: Source = "admin" if request.path.startswith(_ADMIN) else "api"
        with acting_through(request, source=source):
            return self.get_response(request)


class ContentSecurityPolicyMiddleware:
    """Own scripts only. The pages' few inline scripts are allowed by hash, found in the files themselves."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", content_security_policy())
        response.headers.setdefault("Permissions-Policy", "camera=(self), geolocation=(), microphone=()")
        return response


def content_security_policy(*, compiles: bool = False) -> str:
    """The policy of a page. *compiles* lets it compile WebAssembly of its own: the web app's barcode reader."""
    scripts = " ".join(["'self'", *(["'wasm-unsafe-eval'"] if compiles else []), *_inline_script_hashes()])
    return (
        # Style attributes are set by the components and the admin; they can colour, not run.
        f"default-src 'self'; script-src {scripts}; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; connect-src 'self' ws: wss:; worker-src 'self'; manifest-src 'self'; "
        "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )


def _inline_script_hashes() -> list[str]:
    found: list[str] = []
    for page in (settings.FRONTEND_DIST / "index.html", settings.BASE_DIR.parent / "ws_test.html"):
        # One look at the disk a page: this is done for every answer.
        with suppress(FileNotFoundError, NotADirectoryError):
            found += [f"'sha256-{digest}'" for digest in _hashes(page, page.stat().st_mtime)]
    return found


@cache
def _hashes(page: Path, _changed: float) -> list[str]:
    # Inline scripts only: those with a `src` are covered by 'self'.
    scripts = re.findall(r"<script(?![^>]*\bsrc=)[^>]*>(.*?)</script>", page.read_text("utf-8"), re.DOTALL)
    return [b64encode(sha256(script.encode()).digest()).decode() for script in scripts]


def _body_limit(request: HttpRequest) -> int:
    multipart = (request.content_type or "").startswith("multipart/")
    return settings.REQUEST_MAX_BYTES if multipart else settings.DATA_UPLOAD_MAX_MEMORY_SIZE


def _too_large(request: HttpRequest, size: int) -> HttpResponse:
    # The client is still sending and would never read an answer given now: take the body and forget it.
    while request.read(1024 * 1024):
        pass
    if (request.content_type or "").startswith("multipart/"):
        limit = settings.IMAGE_MAX_BYTES // 1024**2
        return error_response(400, {"image": [f"The upload is {size / 1024**2:.1f} MB; the limit is {limit} MB."]})
    return error_response(
        400, {"detail": f"The body is larger than {_body_limit(request)} bytes.", "code": "too_large"}
    )
