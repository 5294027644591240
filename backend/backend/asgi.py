"""The whole system in one ASGI application: REST, admin and pages on threads, the live feed on the loop."""

import asyncio
import gc
import os
from typing import Any, Final

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backend.settings")

# Loads the app registry: the imports below need it.
from .wsgi import application as wsgi_application  # isort: skip

from channels.routing import ProtocolTypeRouter, URLRouter
from django.conf import settings

from api import upkeep
from api.live.hub import get_hub
from api.middleware import JWTAuthMiddleware
from api.routing import websocket_urlpatterns
from engine.guests import most_connections
from engine.wsgi import ThreadedWSGI

GC_THRESHOLD: Final = 20_000


# Also where a server knows no lifespan, and the first socket starts the hub.
upkeep.schedule()


async def lifespan(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """Start and stop the hub with the server. A server without lifespan starts it at the first socket."""
    await receive()
    most_connections()  # raises the limit of open files, before there is anything to count
    # What is loaded by now stays for good: the collector need not walk over it again and again.
    gc.collect()
    gc.freeze()
    # Nearly all that a request makes goes away by itself. To look for cycles several times a request is a tenth
    # of its cost.
    gc.set_threshold(GC_THRESHOLD)
    hub = get_hub()
    # Not waited for: with the database away, health checks and Ctrl-C must work all the same.
    starting = asyncio.ensure_future(hub.start())
    await send({"type": "lifespan.startup.complete"})
    await receive()
    starting.cancel()
    await hub.stop()
    await send({"type": "lifespan.shutdown.complete"})


application = ProtocolTypeRouter(
    {
        "http": ThreadedWSGI(wsgi_application, threads=settings.WEB_THREADS),
        "websocket": JWTAuthMiddleware(URLRouter(websocket_urlpatterns)),
        "lifespan": lifespan,
    }
)
