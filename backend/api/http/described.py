"""The OpenAPI schema."""

from hashlib import sha256
from threading import Lock
from typing import Any, Final, NamedTuple

from django.http import HttpResponse
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularAPIView
from rest_framework.request import Request

from .conditional import has_already


class SchemaView(SpectacularAPIView):
    """The schema as YAML or JSON, by `Accept` or `format`: made once a process, which takes longer than a list."""

    @extend_schema(exclude=True)
    def get(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        renderer: Any = request.accepted_renderer
        made = _made(renderer)
        headers = {
            "Cache-Control": "no-cache",
            "Content-Disposition": f'inline; filename="LR Inventory.{renderer.format}"',
            "ETag": made.tag,
        }
        if has_already(request, made.tag):
            return HttpResponse(status=304, headers=headers)
        return HttpResponse(made.content, content_type=renderer.media_type, headers=headers)


class _Made(NamedTuple):
    content: bytes
    tag: str


def _made(renderer: Any) -> _Made:
    with _making:
        if renderer.media_type not in _schemas:
            schema = SchemaGenerator().get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
            content = renderer.render(schema, renderer.media_type, {})
            # Weak: it may be compressed on the way.
            tag = f'W/"{sha256(content).hexdigest()[:32]}"'
            _schemas[renderer.media_type] = _Made(content, tag)
        return _schemas[renderer.media_type]


_schemas: Final[dict[str, _Made]] = {}
_making = Lock()
