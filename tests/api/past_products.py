"""What tests of the past write down while it is the present, and how they read it later."""

import re
from typing import Any

from django.utils import timezone
from operations import Operations

from api.catalog.rows import product_rows
from api.models import Product

# What neither the trail nor the ledger has: see docs/api.md.
_UNKNOWN = ("version", "updated_at", "image", "thumbnail", "owner")


def seen(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in _UNKNOWN}


def moment() -> str:
    return timezone.now().isoformat().replace("+00:00", "Z")


def everything(client: Any, at: str, query: str = "", path: str = "/api/products/") -> list[dict[str, Any]]:
    """All pages, from the first to the last, and back again."""
    address, rows, pages = f"{path}?at={at.replace('+', '%2B')}&{query}", [], []
    while True:
        answer = client.get(address)
        assert answer.status_code == 200, answer.json()
        rows += answer.json()
        pages.append(answer.json())
        onward = re.search(r'<([^>]+)>; rel="next"', answer.headers.get("Link", ""))
        if not onward:
            break
        address = onward[1]
    assert answer.headers["X-Total-Count"] == str(len(rows))
    for before in reversed(pages[:-1]):
        back = re.search(r'<([^>]+)>; rel="prev"', answer.headers["Link"])
        assert back
        answer = client.get(back[1])
        assert answer.json() == before
    return rows


class Written(Operations):
    """Operations after each of which it is written down what there is."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.states: list[tuple[str, dict[int, dict[str, Any]]]] = []

    def write_down(self) -> None:
        state = {row["id"]: seen(dict(row)) for row in product_rows(Product.objects.order_by())}
        self.states.append((moment(), state))

    def way_sell(self) -> None:
        if product := self.some():
            self.as_boss.post(f"/api/products/{product.pk}/adjust/", {"delta": -1, "reason": "sale"})

    def run(self, count: int) -> None:
        for _ in range(6):
            self.way_create()
        ways = [name for name in sorted(dir(self)) if name.startswith("way_")]
        for _ in range(count):
            getattr(self, self.rng.choice([*ways, "way_create", "way_patch", "way_sell"]))()
            self.write_down()
