"""Middleware: tokens of sockets, JSON errors under /api/, the acting user, and the Content-Security-Policy."""

from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import parse_qs

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from .core.actor import Source, acting_through
from .http import security_policy
from .http.errors import error_response
from .live.protocol import BEARER_PREFIX

GetResponse = Callable[[HttpRequest], HttpResponseBase]
_ADMIN = "/admin/"  # see backend/urls.py
_IMPORTS = "/api/imports/"
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


class TrailingSlashMiddleware:
    """An address without its slash at the end is the same one: under /api/, and for what is sent to the admin.

    Django's own answer is a redirect, which turns a POST into a GET, or with DEBUG a crash.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        address = f"{request.path_info}/"
        one = address.startswith("/api/") or (address.startswith(_ADMIN) and request.method not in ("GET", "HEAD"))
        if one and not request.path_info.endswith("/"):
            request.path += "/"
            request.path_info += "/"
        return self.get_response(request)


class ApiCacheMiddleware:
    """No browser keeps what the API answers.

    Some of it is secret. And an ETag is a version: after a backup was restored, a product may reach that version
    with other content, and a browser that asked by its tag would show what it had kept as current.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.path.startswith("/api/"):
            response.headers.setdefault("Cache-Control", "no-store")
        return response


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
        is_page = response.headers.get("Content-Type", "").startswith("text/html")
        policy = security_policy.content_security_policy() if is_page else security_policy.OF_DATA
        response.headers.setdefault("Content-Security-Policy", policy)
        response.headers.setdefault("Permissions-Policy", "camera=(self), geolocation=(), microphone=()")
        return response


def _body_limit(request: HttpRequest) -> int:
    if request.path_info == _IMPORTS:
        # A form has room for what stands around the file.
        return settings.IMPORT_MAX_BYTES + 64 * 1024
    multipart = (request.content_type or "").startswith("multipart/")
    return settings.REQUEST_MAX_BYTES if multipart else settings.DATA_UPLOAD_MAX_MEMORY_SIZE


def _too_large(request: HttpRequest, size: int) -> HttpResponse:
    # The client is still sending and would never read an answer given now: take the body and forget it.
    while request.read(1024 * 1024):
        pass
    if request.path_info == _IMPORTS:
        limit = settings.IMPORT_MAX_BYTES // 1024**2
        detail = f"The file is {size / 1024**2:.1f} MB; the limit is {limit} MB."
        return error_response(413, {"detail": detail, "code": "too_large"})
    if (request.content_type or "").startswith("multipart/"):
        limit = settings.IMAGE_MAX_BYTES // 1024**2
        return error_response(400, {"image": [f"The upload is {size / 1024**2:.1f} MB; the limit is {limit} MB."]})
    return error_response(
        400, {"detail": f"The body is larger than {_body_limit(request)} bytes.", "code": "too_large"}
    )
