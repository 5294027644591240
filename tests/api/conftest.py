from collections.abc import Callable, Iterator
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from api.samples import pictures

_numbers = count(1)


@pytest.fixture(scope="session", autouse=True)
def _drawn_once() -> Iterator[None]:
    """Many tests add the sample products, each to a folder of its own: a picture is drawn for the first."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pictures, "_drawn", cache(pictures._drawn))
        yield


@pytest.fixture(autouse=True)
def media(settings, tmp_path_factory) -> Path:
    """Pictures of a test go into a folder of its own, which is made with the first of them: few tests have any."""
    settings.MEDIA_ROOT = tmp_path_factory.getbasetemp() / "media" / str(next(_numbers))
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
