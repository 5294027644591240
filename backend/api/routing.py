from typing import Any

from django.urls import re_path

from .consumers import ProductFeed


async def no_such_feed(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """Refuse the handshake (403). Channels itself would raise, and leave a traceback in the log for every try."""
    await receive()
    await send({"type": "websocket.close"})


# ASGI applications, as Channels routes them; Django's types know views only.
websocket_urlpatterns = [
    re_path(r"^ws/products/?$", ProductFeed.as_asgi()),
    re_path(r"", no_such_feed),  # type: ignore[arg-type]
]
