"""Every call of the API that writes, against the trail: what has changed is what it says, and nothing else.

A new address without a row in writing_calls.py fails, and so does a new table that is neither followed nor named
with its reason.
"""

from typing import Any, Final

import orjson
import pytest
from django.apps import apps
from rest_framework.test import APIClient
from rights import ANYBODY, EVERYBODY, OPERATIONS
from writing_calls import WRITES, Request, Shop, Write, a_product

from api.accounts import roles
from api.models import AuditEntry
from api.trail.check import check_trail
from api.trail_kinds import KINDS

pytestmark = pytest.mark.django_db(transaction=True)

# Tables that the trail does not follow, and why.
UNFOLLOWED: Final = {
    "AuditEntry": "the trail itself",
    "FormerName": "names that the trail points to",
    "StockMovement": "the ledger: append-only, with who and when",
    "StockAlert": "follows from quantities and levels",
    "LiveFeed": "the log",
    "LiveEvent": "the log",
    "TrashedProduct": "the trail has the deletion and the restoring of the product",
    "SampleProduct": "which products are samples: theirs are entries",
    "AccountName": "computed from the account",
    "SignIn": "sign-ins and sign-outs are entries of their own",
    "EndedSession": "sign-ins and sign-outs are entries of their own",
    "SpentToken": "tokens that were renewed",
    "LinkRequest": "a mail that waits; its link is an entry",
    "IdempotencyKey": "answers that are kept for a day",
    "BulkChunk": "how far a bulk change is; its rows are entries",
    "ImportChunk": "the lines of a file; what is written of them are entries",
}


@pytest.fixture
def shop(client_of, bea, boss, product, settings) -> Shop:
    settings.EMAIL_HOST, settings.SITE_URL = "mail.shop.example", "https://shop.example"
    return Shop(client_of, bea, boss, product)


def test_every_call_that_writes_has_a_row():
    assert set(WRITES) == {name for name in OPERATIONS if not name.startswith("GET")}


def test_every_table_is_followed_or_it_is_said_why_not():
    followed = {kind.model for kind in KINDS.values()}
    tables = {model.__name__ for model in apps.get_app_config("api").get_models() if model not in followed}
    assert tables == set(UNFOLLOWED)


@pytest.mark.parametrize(
    ("call", "write"),
    [pytest.param(call, write, id=f"{call} {n}") for call, rows in WRITES.items() for n, write in enumerate(rows)],
)
def test_it_leaves_an_entry_for_each_object_that_it_changes(shop, call, write):
    request = Request(shop, call, write)
    before, head = _rows(), _head()
    answer = request.send({"bea": shop.as_bea, "boss": shop.as_boss, "nobody": APIClient()}[write.by])

    assert 200 <= answer.status_code < 300, answer.content
    entries = list(AuditEntry.objects.filter(id__gt=head).order_by("id"))
    assert sorted(f"{entry.action} {entry.kind}" for entry in entries) == sorted(write.leaves)
    changes = [entry for entry in entries if entry.kind in KINDS and entry.action in _CHANGES]
    assert _told(changes) == _differences(before, _rows())
    assert check_trail(KINDS.values()).problems == []
    actor = {"bea": shop.bea.pk, "boss": shop.boss.pk, "nobody": None}[write.by]
    assert {entry.actor_id for entry in changes} <= {actor}


@pytest.mark.parametrize("call", [call for call in WRITES if OPERATIONS[call] not in (ANYBODY, EVERYBODY)])
def test_a_refused_call_leaves_none(shop, call, client_of):
    """The very same call, by somebody who has become a viewer."""
    request = Request(shop, call, WRITES[call][0])
    roles.set_role(shop.bea, "viewer")
    before, head = _rows(), _head()
    answer = request.send(client_of(shop.bea))

    assert answer.status_code == 403
    assert (_rows(), _head()) == (before, head)


def test_reading_leaves_none(shop):
    makers = {"views/{": Shop.view, "labels/": Shop.template, "imports/{": Shop.file, "people/{": Shop.service}
    for call in (call for call in OPERATIONS if call.startswith("GET")):
        path = call.removeprefix("GET ")
        at = next((maker for start, maker in makers.items() if path.startswith(start)), a_product)
        request = Request(shop, call, Write(at=at if "{" in path else None))
        head = _head()
        assert request.send(shop.as_boss).status_code < 500, call
        assert _head() == head, call


_CHANGES: Final = ("create", "update", "delete")
Rows = dict[tuple[str, str], dict[str, Any]]


def _rows() -> Rows:
    """All that the trail follows, as it is stored."""
    found: Rows = {}
    for name, kind in KINDS.items():
        ids = list(kind.model._base_manager.values_list("pk", flat=True))
        found |= {(name, str(pk)): values for pk, values in kind.read(ids, using="default").items()}
    return found


def _head() -> int:
    return AuditEntry.objects.order_by("-id").values_list("id", flat=True).first() or 0


Changes = dict[tuple[str, str], tuple[str, set[str]]]


def _told(entries: list[AuditEntry]) -> Changes:
    """What is said of each object: what was done to it, and to which fields."""
    told: Changes = {}
    for entry in entries:
        fields = set(orjson.loads(entry.changes)) if entry.action == "update" else set()
        at = (entry.kind, entry.object_id)
        told[at] = (entry.action, fields | told[at][1] if at in told else fields)
    return told


def _differences(before: Rows, after: Rows) -> Changes:
    found: Changes = {}
    for at in before.keys() | after.keys():
        old, new = before.get(at), after.get(at)
        if old is None or new is None:
            found[at] = ("create" if old is None else "delete", set())
        elif fields := {name for name in old if old[name] != new[name]}:
            found[at] = ("update", fields)
    return found
