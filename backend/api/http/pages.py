"""Files that are served beside the API: the single-page app, pictures, and the WebSocket test page."""

from pathlib import Path

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from django.views.static import serve

from .security_policy import content_security_policy

_NOT_BUILT = (
    "The web app is not built. Run `make run`, or `npm install && npm run build` in frontend/. "
    "The API is at /api/docs/, the admin at /admin/."
)


@require_safe
def single_page_app(request: HttpRequest, path: str = "") -> HttpResponse:
    """The app's one page, for each of its addresses; it is never cached, what it refers to always is."""
    page = settings.FRONTEND_DIST / "index.html"
    if not page.is_file():
        return HttpResponse(_NOT_BUILT, content_type="text/plain", status=503)
    policy = content_security_policy(compiles=True)
    return HttpResponse(
        page.read_bytes(), headers={"Cache-Control": "no-cache", "Content-Security-Policy": policy}
    )


@csrf_exempt  # nothing is read of it
def shared(request: HttpRequest) -> HttpResponse:
    """What another app shares with the installed one, where the app's worker is not there to take it.

    The page says that it has to be shared once more; by then the worker is there.
    """
    return HttpResponse(status=303, headers={"Location": "/imports/new?shared"})


@require_safe
def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """A stored picture. Names are random and never reused, so it may be cached for ever."""
    if not path.endswith(".webp"):
        raise Http404  # only what catalog/images/store.py has written
    try:
        response: HttpResponseBase = serve(request, path, document_root=str(settings.MEDIA_ROOT))
    except OSError as error:  # a name that no file system takes
        raise Http404 from error
    if response.status_code == 200:
        # Not guessed: the table of types is the machine's, and a slim container has none.
        response.headers["Content-Type"] = "image/webp"
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


@require_safe
def websocket_test_page(request: HttpRequest) -> FileResponse:
    page: Path = settings.BASE_DIR.parent / "ws_test.html"
    if not page.is_file():
        raise Http404
    return FileResponse(page.open("rb"), content_type="text/html; charset=utf-8")
