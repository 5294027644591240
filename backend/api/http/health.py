"""Is the server alive, is it ready, and how is the live feed doing?"""

import secrets
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, Final

from channels.layers import InMemoryChannelLayer, get_channel_layer
from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import NotAuthenticated, PermissionDenied
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from ..accounts.authentication import TokenAuthentication
from ..live import log
from ..live.hub import Hub, local_hub

# A hub that is this many events behind the log is not keeping up.
MAX_LAG = 5_000
_PROBE_BYTES: Final = 64 * 1024
_EXPOSITION_TYPE = "text/plain; version=0.0.4; charset=utf-8"


class HealthSerializer(serializers.Serializer[Any]):
    status = serializers.CharField(help_text="`ok` or `failing`.")


class ReadinessSerializer(HealthSerializer):
    database = serializers.CharField(help_text="`ok` or `failing`.")
    storage = serializers.CharField(help_text="`ok`, or `failing` if nothing can be written.")
    channel_layer = serializers.CharField(help_text="`ok`, `in process`, or `failing: polling instead`.")
    hub = serializers.CharField(help_text="`ok`, `not started` or `failing`.")
    lag = serializers.IntegerField(
        allow_null=True, help_text="Number of events in the log that the hub has not sent yet."
    )


class LivenessView(APIView):
    """Check that the process responds.

    Nothing else is checked: an unavailable database is no reason to restart the process.
    """

    permission_classes = (AllowAny,)
    authentication_classes = ()

    @extend_schema(responses=HealthSerializer)
    def get(self, request: Request) -> Response:
        return Response({"status": "ok"})


class ReadinessView(APIView):
    """Check that database, storage and hub work. Without the channel layer, events are up to a second late."""

    permission_classes = (AllowAny,)
    authentication_classes = ()

    @extend_schema(responses={200: ReadinessSerializer, 503: ReadinessSerializer})
    def get(self, request: Request) -> Response:
        hub = local_hub()
        head = _head()
        lag = None if hub is None or head is None else max(0, head - hub.head)
        report = {
            "database": "ok" if head is not None else "failing",
            "storage": "ok" if _can_store() else "failing",
            "channel_layer": _channel_layer(hub),
            "hub": "not started" if hub is None else "ok" if lag is not None and lag <= MAX_LAG else "failing",
            "lag": lag,
        }
        ready = report["database"] == report["storage"] == "ok" and report["hub"] != "failing"
        return Response({"status": "ok" if ready else "failing", **report}, status=200 if ready else 503)


class MetricsView(APIView):
    """Get metrics of the live feed in Prometheus text format. For staff or the holder of METRICS_TOKEN."""

    authentication_classes = ()
    permission_classes = (AllowAny,)
    read_scope = "admin"

    def get_authenticate_header(self, request: Request) -> str:
        return "Bearer"  # so that "who are you?" is a 401, though the view authenticates by itself

    @extend_schema(responses={(200, "text/plain"): str})
    def get(self, request: Request) -> HttpResponse:
        if not _may_read_metrics(request):
            raise PermissionDenied
        return HttpResponse(_exposition(local_hub(), _head()), content_type=_EXPOSITION_TYPE)


def _may_read_metrics(request: Request) -> bool:
    scheme, _, offered = request.headers.get("Authorization", "").partition(" ")
    if (
        settings.METRICS_TOKEN
        and scheme.lower() == "bearer"
        and secrets.compare_digest(offered.encode(), settings.METRICS_TOKEN.encode())
    ):
        return True
    found: tuple[Any, Any] | None = TokenAuthentication().authenticate(request)
    if found is None:
        raise NotAuthenticated
    return bool(found[0].is_staff)


def _head() -> int | None:
    try:
        return log.position().seq
    except DatabaseError:
        return None


def _can_store() -> bool:
    """Whether there is room for a page or two, in the folders of the pictures and of the SQLite file.

    Tried, as no other way tells a full disk, a full quota and a read-only one alike. PostgreSQL's own disk is not
    ours to look at; whether it takes writes at all is asked.
    """
    folders = {Path(settings.DATA_DIR)}
    try:
        if connection.vendor == "sqlite":
            folders.add(Path(connection.settings_dict["NAME"]).parent)
        else:
            with connection.cursor() as cursor:
                cursor.execute("SHOW transaction_read_only")
                if cursor.fetchone()[0] == "on":
                    return False
        for folder in folders:
            with TemporaryFile(dir=folder) as probe:
                probe.write(bytes(_PROBE_BYTES))
                probe.flush()
    except (OSError, DatabaseError):
        return False
    return True


def _channel_layer(hub: Hub | None) -> str:
    if isinstance(get_channel_layer(), InMemoryChannelLayer):
        return "in process"
    return "ok" if hub is None or hub.figures.layer_ok else "failing: polling instead"


def _exposition(hub: Hub | None, head: int | None) -> str:
    """https://prometheus.io/docs/instrumenting/exposition_formats/"""
    values: list[tuple[str, str, str, int]] = [
        ("live_log_head", "gauge", "Number of the newest event in the log.", head if head is not None else -1),
    ]
    if hub is not None:
        figures = hub.figures
        values += [
            ("live_sockets", "gauge", "Open sockets of this process.", len(hub.sockets)),
            ("live_hub_head", "gauge", "Number of the newest event that this process has sent.", hub.head),
            (
                "live_lag_events",
                "gauge",
                "Events still to be sent.",
                max(0, (head or 0) - hub.head),
            ),
            ("live_floor", "gauge", "Number of the oldest event that is kept.", hub.floor),
            ("live_events_total", "counter", "Events read from the log.", figures.events),
            ("live_frames_total", "counter", "Frames handed to sockets.", figures.frames),
            ("live_resumes_total", "counter", "Sockets resumed from where they were.", figures.resumes),
            ("live_resets_total", "counter", "Sockets told to fetch anew.", figures.resets),
            (
                "live_slow_closes_total",
                "counter",
                "Sockets closed as too slow.",
                figures.slow_closes,
            ),
            ("live_channel_layer_up", "gauge", "1 while the channel layer answers.", int(figures.layer_ok)),
        ]
    lines = []
    for name, kind, text, value in values:
        name = f"inventory_{name}"
        lines += [f"# HELP {name} {text}", f"# TYPE {name} {kind}", f"{name} {value}"]
    return "\n".join(lines) + "\n"
