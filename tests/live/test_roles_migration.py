"""A database from before there were roles: everybody may do what they could, on SQLite and on PostgreSQL."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from feed import opened

from servers import PASSWORD, InventoryServer

# An account of each kind that there was. Past `migrate`, which would make the groups of today.
BEFORE = f"""
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
MigrationExecutor(connection).migrate([("api", "0008_names_and_sessions"), ("sessions", "0001_initial"),
    ("admin", "0003_logentry_add_action_flag_choices"), ("auth", "0012_alter_user_first_name_max_length")])
from django.contrib.auth.models import Group, Permission, User
from django.contrib.contenttypes.models import ContentType
from api.trail.notes import without_trail
past = without_trail()  # whose table is not there yet
past.__enter__()
def permission(model, codename):
    kind, _ = ContentType.objects.get_or_create(app_label="api", model=model)
    return Permission.objects.get_or_create(content_type=kind, codename=codename, defaults={{"name": codename}})[0]
for name in ("owner", "stranger", "keeper", "helper", "off"):
    User.objects.create_user(name, name + "@shop.example", {PASSWORD!r}, is_active=name != "off")
User.objects.create_superuser("super", "super@shop.example", {PASSWORD!r})
keepers, _ = Group.objects.get_or_create(name="Stock keepers")
keepers.permissions.add(permission("stockmovement", "adjust_any_stock"))
User.objects.get(username="keeper").groups.add(keepers)
User.objects.filter(username="helper").update(is_staff=True)
helper = User.objects.get(username="helper")
helper.user_permissions.add(permission("product", "view_product"), permission("product", "change_product"))
"""

AFTER = """
import json
from django.contrib.auth.models import User
from api.accounts import roles
print(json.dumps({u.username: [sorted(u.groups.values_list("name", flat=True)), u.is_staff, u.is_superuser,
    roles.role_of(u), u.has_perm("api.change_product")] for u in User.objects.all()}))
"""

# What each was answered before, and what it is answered now where that is more.
EDITS = ("PUT", "PATCH", "image", "bulk set_active", "DELETE")
ADJUSTS = ("adjust", "revert", "bulk adjust")
OWN, OTHERS = "own", "others"
BEFORE_ROLES: dict[str, dict[str, dict[str, bool]]] = {
    "owner": {OWN: dict.fromkeys((*EDITS, *ADJUSTS), True)},
    "stranger": {OTHERS: dict.fromkeys((*EDITS, *ADJUSTS), False)},
    "helper": {OTHERS: dict.fromkeys((*EDITS, *ADJUSTS), False)},
    "keeper": {OTHERS: dict.fromkeys(EDITS, False) | dict.fromkeys(ADJUSTS, True)},
    "super": {OTHERS: dict.fromkeys(EDITS, False) | dict.fromkeys(ADJUSTS, True)},
}
# Superusers could do this in the admin; their role lets them do it everywhere.
GAINED = {("super", OTHERS, edit) for edit in EDITS}


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def server(request: pytest.FixtureRequest, tmp_path: Path) -> Any:
    url = ""
    if request.param == "postgres":
        postgres = request.getfixturevalue("postgres")
        url = postgres.database(postgres.create())
    server = InventoryServer(tmp_path, database_url=url)
    server.shell(BEFORE)
    server.manage("migrate", "-v0")
    server.start()
    yield server
    server.kill()


async def test_nobody_loses_a_right(server: InventoryServer) -> None:
    accounts = json.loads(server.shell(AFTER))
    assert accounts == {
        "owner": [["Role: operator"], False, False, "operator", False],
        "stranger": [["Role: operator"], False, False, "operator", False],
        "off": [["Role: operator"], False, False, "operator", False],
        "keeper": [["Role: operator", "Stock keepers"], False, False, "operator", False],
        "helper": [["Role: operator"], True, False, "operator", True],
        "super": [["Role: admin"], True, True, "admin", True],
    }

    with server.api(server.token("owner")) as owner:
        for name, expected in BEFORE_ROLES.items():
            with server.api(server.token(name)) as api:
                made = api.post("products/", json=PRODUCT | {"name": f"of {name}"})
                assert made.status_code == 201, "everybody adds products and views"
                assert api.post("views/", json={"name": "Mine", "query": ""}).status_code == 201
                for whose, calls in expected.items():
                    maker = api if whose == OWN else owner
                    for call, could in calls.items():
                        product = maker.post("products/", json=PRODUCT).json()["id"]
                        may = CALLS[call](api, maker, product)
                        assert may is (could or (name, whose, call) in GAINED), (name, whose, call)
    async with opened(server, server.token("stranger")) as feed:
        assert (await feed.frame())["type"] == "connection_established"


PRODUCT = {"name": "Mug", "category": "home", "price": "2.50", "quantity": 5}
# One pixel.
GIF = (
    b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff!\xf9\x04\x01\x00\x00\x00\x00,"
    b"\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"
)


def _is_done(answer: httpx.Response) -> bool:
    assert answer.status_code in (200, 201, 204, 403), answer.text
    return answer.status_code != 403


def _bulk(api: httpx.Client, product: int, **change: Any) -> bool:
    answer = api.post("products/bulk/", json={"ids": [product], **change})
    end = json.loads(answer.text.splitlines()[-1])
    assert end["type"] == "end"
    return bool(end["changed"])


def _revert(api: httpx.Client, maker: httpx.Client, product: int) -> bool:
    [movement] = maker.get(f"products/{product}/movements/").json()
    return _is_done(api.post(f"movements/{movement['id']}/revert/", json={}))


Call = Callable[[httpx.Client, httpx.Client, int], bool]
CALLS: dict[str, Call] = {
    "PUT": lambda api, _, pk: _is_done(api.put(f"products/{pk}/", json=PRODUCT)),
    "PATCH": lambda api, _, pk: _is_done(api.patch(f"products/{pk}/", json={"quantity": 3})),
    "image": lambda api, _, pk: _is_done(
        api.patch(f"products/{pk}/", files={"image": ("a.gif", GIF, "image/gif")})
    ),
    "DELETE": lambda api, _, pk: _is_done(api.delete(f"products/{pk}/")),
    "adjust": lambda api, _, pk: _is_done(
        api.post(f"products/{pk}/adjust/", json={"delta": 1, "reason": "count"})
    ),
    "revert": _revert,
    "bulk set_active": lambda api, _, pk: _bulk(api, pk, action="set_active", is_active=False),
    "bulk adjust": lambda api, _, pk: _bulk(api, pk, action="adjust", delta=1, reason="count"),
}
