from django.urls import path

from .consumers import product_feed

websocket_urlpatterns = [path("ws/products/", product_feed)]  # type: ignore[arg-type]  # an ASGI app, as Channels routes them
