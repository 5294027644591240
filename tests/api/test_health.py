"""Health checks and metrics: what they say in good days and bad ones, and to whom."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.db import OperationalError
from pytest_django.fixtures import Settings
from rest_framework.test import APIClient

from api.http import health

pytestmark = pytest.mark.django_db


def test_liveness_asks_nobody(anonymous: APIClient, django_assert_num_queries: Callable[..., object]) -> None:
    with django_assert_num_queries(0):  # type: ignore[attr-defined]
        response = anonymous.get("/api/health/")
    assert (response.status_code, response.json()) == (200, {"status": "ok"})


def test_it_is_ready_without_a_hub_in_this_process(anonymous: APIClient) -> None:
    response = anonymous.get("/api/health/ready/")
    assert response.status_code == 200
    assert response.json() == {
        "status": "ok",
        "database": "ok",
        "storage": "ok",
        "channel_layer": "in process",
        "hub": "not started",
        "lag": None,
    }


def test_it_is_not_ready_where_nothing_can_be_written(
    anonymous: APIClient, settings: Settings, tmp_path: Path
) -> None:
    settings.DATA_DIR = tmp_path / "gone"
    response = anonymous.get("/api/health/ready/")
    assert (response.status_code, response.json()["storage"], response.json()["database"]) == (
        503,
        "failing",
        "ok",
    )

    settings.DATA_DIR.mkdir()
    assert anonymous.get("/api/health/ready/").status_code == 200
    assert list(tmp_path.rglob("*")) == [settings.DATA_DIR]  # the attempt leaves nothing


def test_it_is_not_ready_without_its_database(anonymous: APIClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def away() -> None:
        raise OperationalError("the database is away")

    monkeypatch.setattr(health.log, "position", away)
    response = anonymous.get("/api/health/ready/")
    assert response.status_code == 503
    assert response.json()["status"] == "failing"
    assert response.json()["database"] == "failing"


def test_metrics_are_for_staff(as_ana: APIClient, ana: User, anonymous: APIClient) -> None:
    assert anonymous.get("/api/metrics/").status_code == 401
    assert as_ana.get("/api/metrics/").status_code == 403
    User.objects.filter(pk=ana.pk).update(is_staff=True)
    response = as_ana.get("/api/metrics/")
    assert response.status_code == 200
    assert response.headers["Content-Type"].startswith("text/plain; version=0.0.4")
    assert "# TYPE inventory_live_log_head gauge\ninventory_live_log_head 0\n" in response.content.decode()


def test_metrics_are_for_the_holder_of_the_token(anonymous: APIClient, settings: Settings) -> None:
    settings.METRICS_TOKEN = "let-me-see"
    assert anonymous.get("/api/metrics/", headers={"Authorization": "Bearer let-me-see"}).status_code == 200
    assert anonymous.get("/api/metrics/", headers={"Authorization": "Bearer let-me"}).status_code == 401


def test_an_empty_token_opens_nothing(anonymous: APIClient, settings: Settings) -> None:
    settings.METRICS_TOKEN = ""
    assert anonymous.get("/api/metrics/", headers={"Authorization": "Bearer "}).status_code == 401
