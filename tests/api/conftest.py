from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client


@pytest.fixture(autouse=True)
def media(settings, tmp_path) -> Path:
    """Pictures of a test go into a folder of its own."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture
def boss(db: None) -> User:
    return User.objects.create_superuser("boss", "boss@shop.example", "correct-horse-9")


@pytest.fixture
def site(boss: User) -> Client:
    client = Client()
    client.force_login(boss)
    return client


@pytest.fixture
def as_boss(client_of: Callable[[Any], Any], boss: Any) -> Any:
    return client_of(boss)
