"""The cast and what every test needs: ana owns a product, bea is an outsider, carl's account is switched off."""

import gc
import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, User
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.test import TransactionTestCase
from rest_framework.test import APIClient
from rest_framework_simplejwt.tokens import AccessToken

from api.accounts import throttles
from api.http import pagination
from api.live import log
from api.models import (
    ApiToken,
    BulkChunk,
    Category,
    IdempotencyKey,
    LiveEvent,
    Product,
    SavedView,
    StockAlert,
    StockMovement,
)
from api.place import reading as place
from api.stock import insights as stock_insights
from api.stock import reports as stock_reports
from servers import Databases, PostgresServer, postgres_server

PASSWORD = "correct-horse-9"


def pytest_collection_finish() -> None:
    """All that is loaded by now stays: to look through it again and again for garbage is a tenth of the work."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Databases:
    return Databases(tmp_path_factory.mktemp("databases"))


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    with postgres_server() as server:
        yield server


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """After each test that commits, the database is what the migrations made of it.

    Django would empty it by the command `flush`, and have what the migrations put into it made again by the
    receivers of post_migrate.
    """
    names = dict.fromkeys(model._meta.db_table for model in apps.get_models(include_auto_created=True))
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        first = {table: _rows_of(cursor, table) for table in map(connection.ops.quote_name, names)}

    def put_back(_: TransactionTestCase) -> None:
        # In any order: COMMIT checks the references.
        with transaction.atomic(), connection.cursor() as cursor:
            for table, rows in first.items():
                if not rows or _rows_of(cursor, table) != rows:
                    # Not TRUNCATE: PostgreSQL would make new files for the table and each index.
                    cursor.execute(f"DELETE FROM {table}")
                    if rows:
                        places = ", ".join(["%s"] * len(rows[0]))
                        cursor.executemany(f"INSERT INTO {table} VALUES ({places})", rows)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", put_back)
        # Nor is the connection another in each such test: it is one through all the tests between them.
        patch.setattr(TransactionTestCase, "_should_reload_connections", lambda _: False)
        yield


def _rows_of(cursor: CursorWrapper, table: str) -> list[Any]:
    cursor.execute(f"SELECT * FROM {table}")
    return cursor.fetchall()


@pytest.fixture(autouse=True)
def _forget_between_tests() -> None:
    """Throttle counters, counted totals and the last written position live in the process, not the database."""
    throttles.forget_all()
    pagination._totals.clear()
    stock_reports._dashboards.clear()
    stock_insights._insights.clear()
    log.take_last_written()
    place.forget()


@pytest.fixture
def ana(db: None) -> User:
    return User.objects.create_user("ana", "ana@shop.example", PASSWORD)


@pytest.fixture
def bea(db: None) -> User:
    return User.objects.create_user("bea", "bea@shop.example", PASSWORD)


@pytest.fixture
def carl(db: None) -> User:
    return User.objects.create_user("carl", "carl@shop.example", PASSWORD, is_active=False)


@pytest.fixture
def product(ana: User) -> Product:
    """ana's Blue Mug at version 1: 42 on hand, low at 20; its creation already in the log."""
    return Product.objects.create(
        sku="HOME-MUG01",
        name="Blue Mug",
        description="Holds 300 ml.",
        category_id="home",
        barcode="4006381333931",
        price="12.50",
        quantity=42,
        reorder_level=20,
        created_by=ana,
    )


@pytest.fixture
def client_of() -> Callable[[User], APIClient]:
    """A client that is signed in as the given user."""

    def client(user: User) -> APIClient:
        made = APIClient()
        made.credentials(HTTP_AUTHORIZATION=f"Bearer {AccessToken.for_user(user)}")
        return made

    return client


@pytest.fixture
def as_ana(client_of: Callable[[User], APIClient], ana: User) -> APIClient:
    return client_of(ana)


@pytest.fixture
def as_bea(client_of: Callable[[User], APIClient], bea: User) -> APIClient:
    return client_of(bea)


@pytest.fixture
def as_keeper(client_of: Callable[[User], APIClient], db: None) -> APIClient:
    """kim owns nothing and keeps all stock."""
    kim = User.objects.create_user("kim", "kim@shop.example", PASSWORD)
    kim.groups.add(Group.objects.get(name="Stock keepers"))
    return client_of(kim)


@pytest.fixture
def anonymous() -> APIClient:
    return APIClient()


@pytest.fixture
def events(db: None) -> Callable[[], list[dict[str, Any]]]:
    """Call it for the events written since the fixture was set up, oldest first, `data` decoded."""
    before = log.position().seq

    def since() -> list[dict[str, Any]]:
        found = LiveEvent.objects.filter(seq__gt=before)
        return [
            {
                "action": e.action,
                "data": json.loads(e.data),
                "movement": json.loads(e.movement) if e.movement else None,
                "alert": e.alert or None,
                "actor": e.actor,
                "seq": e.seq,
            }
            for e in found
        ]

    return since


@pytest.fixture
def nothing_saved(db: None) -> Callable[[], AbstractContextManager[None]]:
    """`with nothing_saved():` products, stock, accounts, categories and the log are afterwards what they were."""

    @contextmanager
    def check() -> Iterator[None]:
        before = _everything()
        yield
        assert _everything() == before

    return check


def _everything() -> dict[str, Any]:
    return {
        "products": list(Product.objects.order_by("pk").values()),
        "categories": list(Category.objects.values()),
        "users": list(User.objects.order_by("pk").values("username", "email", "password")),
        "movements": list(StockMovement.objects.order_by("pk").values()),
        "alerts": list(StockAlert.objects.order_by("pk").values()),
        "keys": list(IdempotencyKey.objects.order_by("pk").values()),
        "chunks": list(BulkChunk.objects.order_by("pk").values()),
        "tokens": list(ApiToken.objects.order_by("pk").values("pk", "name", "scopes", "expires_at")),
        "views": list(SavedView.objects.order_by("pk").values()),
        "events": list(LiveEvent.objects.values("seq", "data")),
        "position": log.position(),
    }
