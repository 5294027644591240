"""How the tests of bulk changes ask for them, and what they ask them of."""

import json
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import OperationalError

from api.bulk import changes as bulk_changes
from api.models import Product

ADDRESS = "/api/products/bulk/"


def send(client: Any, body: dict[str, Any], key: str = "") -> list[dict[str, Any]]:
    """The lines of the answer."""
    response = client.post(ADDRESS, body, headers={"Idempotency-Key": key} if key else {})
    assert response.status_code == 200, response.content
    assert response.headers["Content-Type"] == "application/x-ndjson"
    return [json.loads(line) for line in b"".join(response.streaming_content).splitlines()]


def fill(owner: User, count: int, **fields: Any) -> list[int]:
    """Make *count* more products of *owner*, 10 on hand; returns their ids."""
    first = Product.objects.filter(sku__startswith=f"{owner.username}-").count()
    values = {"category_id": "home", "price": "2.00", "quantity": 10, **fields}
    made = Product.objects.bulk_create(
        Product(sku=f"{owner.username}-{number:04}", name=f"P{number:04}", created_by=owner, **values)
        for number in range(first, first + count)
    )
    return [product.pk for product in made]


def adjust(ids: list[int], delta: int, **more: Any) -> dict[str, Any]:
    return {"ids": ids, "action": "adjust", "delta": delta, "reason": "receive", **more}


def tally(line: dict[str, Any]) -> tuple[int, int, int]:
    return line["changed"], line["unchanged"], line["refused"]


class DatabaseAway:
    """Stands in the way of one chunk, as a database does that is locked or gone."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, chunk: int) -> None:
        self.left = chunk
        write = bulk_changes._write

        def fail_once(*args: Any) -> Any:
            written = write(*args)
            self.left -= 1
            if self.left == 0:
                raise OperationalError("database is locked")
            return written

        monkeypatch.setattr(bulk_changes, "_write", fail_once)


def undo(client, run="run", key=""):
    return send(client, {"action": "undo", "run": run}, key)
