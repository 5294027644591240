from django.contrib import admin
from django.urls import include, path, re_path
from django.views.generic import RedirectView

from api.http import pages
from api.labels.views import label_link

urlpatterns = [
    path("api/", include("api.urls")),
    path("admin/", admin.site.urls),
    path("docs/", RedirectView.as_view(pattern_name="docs", http_method_names=["get", "head", "options"])),
    path("media/<path:path>", pages.media),
    # On labels, in capitals: https://shop.example/P/61.
    re_path(r"^[Pp]/(?P<product>[0-9]{1,18})/?$", label_link),
    path("share", pages.shared),
    path("ws_test.html", pages.websocket_test_page),
    # Everything else belongs to the single-page app, which has its own "not found".
    re_path(r"^(?!(?:api|admin|media|static|ws|assets)(?:/|$))(?P<path>.*)$", pages.single_page_app),
]
