"""Many clients that adjust, count, take back and patch the same few products, and often say the same thing twice.

Used by the tests (short) and by `benchmarks/ledger.py` (long). Whatever they do, in the end

- the ledger is right, and no quantity was ever negative;
- each Idempotency-Key was applied once, or never where every answer to it was a refusal;
- all answers to one key that were not refusals are the same.
"""

import asyncio
import random
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import httpx

from servers import InventoryServer

START_QUANTITY = 20
REASONS = ["sale", "receive", "return", "damage", "loss", "count", "correction"]


@dataclass
class Tally:
    """What was asked and answered, by all clients together."""

    operations: Counter[str] = field(default_factory=Counter)
    statuses: Counter[tuple[str, int]] = field(default_factory=Counter)
    replays: int = 0
    unanswered: int = 0
    # The answers to each key, refusals left out.
    answers: dict[str, list[bytes]] = field(default_factory=dict)
    seconds: float = 0.0

    @property
    def applied(self) -> int:
        return sum(bool(answers) for answers in self.answers.values())


class Load:
    """*clients* share *operations*, on *products* that all of them may adjust; spread over the servers."""

    def __init__(
        self, servers: list[InventoryServer], dice: random.Random, *, clients: int, operations: int, products: int
    ) -> None:
        self._servers = servers
        self._dice = dice
        self._clients = clients
        self._operations = operations
        self._products = products
        self.tally = Tally()
        self.product_ids: list[int] = []
        self._movements: list[int] = []
        self._seen: dict[int, int] = {}

    async def run(self) -> Tally:
        """Do it all. Raises AssertionError at the first answer that should not be."""
        token = self._servers[0].token("ana")
        apis = [
            httpx.AsyncClient(
                base_url=f"{self._servers[number % len(self._servers)].url}/api/",
                headers={"Authorization": f"Bearer {token}"},
                timeout=60,
            )
            for number in range(self._clients)
        ]
        for number in range(self._products):
            product = {"name": f"Load {number}", "category": "home", "price": "1.00", "quantity": START_QUANTITY}
            answer = await apis[0].post("products/", json=product)
            assert answer.status_code == 201, answer.text
            self.product_ids.append(answer.json()["id"])
        left = iter(range(self._operations))
        began = time.monotonic()
        await asyncio.gather(*(self._work(api, random.Random(self._dice.random()), left) for api in apis))
        self.tally.seconds = time.monotonic() - began
        await asyncio.gather(*(api.aclose() for api in apis))
        return self.tally

    async def _work(self, api: httpx.AsyncClient, dice: random.Random, left: Any) -> None:
        for _ in left:
            product = dice.choice(self.product_ids)
            kind = dice.choices(["adjust", "set", "revert", "patch"], [6, 2, 1, 1])[0]
            if kind == "revert" and not self._movements:
                kind = "adjust"
            self.tally.operations[kind] += 1
            if kind == "patch":
                await self._patch(api, dice, product)
            else:
                await self._post(api, dice, kind, product)

    async def _patch(self, api: httpx.AsyncClient, dice: random.Random, product: int) -> None:
        answer = await self._send(api, "PATCH", f"products/{product}/", {"quantity": dice.randrange(40)})
        self._note("patch", answer, {200})
        self._seen[product] = answer.json()["quantity"]

    async def _post(self, api: httpx.AsyncClient, dice: random.Random, kind: str, product: int) -> None:
        path, body = self._request(dice, kind, product)
        key = str(UUID(int=dice.getrandbits(128), version=4))
        headers = {"Idempotency-Key": key}
        # Said once, twice one after the other, or twice at the same moment: as clients do on a bad network.
        times = dice.choices([1, 2, -2], [7, 2, 1])[0]
        if times < 0:
            answers = await asyncio.gather(*(self._send(api, "POST", path, body, headers) for _ in range(-times)))
        else:
            answers = [await self._send(api, "POST", path, body, headers) for _ in range(times)]
        for answer in answers:
            self._note(kind, answer, {201, 409})
            if answer.status_code == 201:
                self._take(key, answer)
            else:
                self._refused(answer.json())

    async def _send(
        self,
        api: httpx.AsyncClient,
        method: str,
        path: str,
        body: dict[str, Any],
        headers: dict[str, str] | None = None,
    ) -> httpx.Response:
        """Without an answer, the same again: that is what keys are for, and a PATCH says the same twice."""
        while True:
            try:
                return await api.request(method, path, json=body, headers=headers)
            except httpx.TransportError:
                self.tally.unanswered += 1

    def _request(self, dice: random.Random, kind: str, product: int) -> tuple[str, dict[str, Any]]:
        if kind == "revert":
            return f"movements/{dice.choice(self._movements)}/revert/", {}
        path = f"products/{product}/adjust/"
        if kind == "set":
            return path, {"set_to": dice.randrange(40), "expected": self._seen.get(product, START_QUANTITY)}
        delta = dice.choice([-9, -5, -3, -2, -1, 1, 2, 3, 5, 9])
        return path, {"delta": delta, "reason": dice.choice(REASONS)}

    def _note(self, kind: str, answer: httpx.Response, allowed: set[int]) -> None:
        assert answer.status_code in allowed, f"{kind}: {answer.status_code} {answer.text}"
        self.tally.statuses[(kind, answer.status_code)] += 1

    def _take(self, key: str, answer: httpx.Response) -> None:
        self.tally.replays += "Idempotent-Replayed" in answer.headers
        answers = self.tally.answers.setdefault(key, [])
        answers.append(answer.content)
        assert answers[0] == answer.content, f"two answers to one key: {answers[0]!r} and {answer.text}"
        body = answer.json()
        assert body["movement"]["balance_after"] == body["product"]["quantity"] >= 0
        self._movements.append(body["movement"]["id"])
        self._seen[body["product"]["id"]] = body["product"]["quantity"]

    def _refused(self, body: dict[str, Any]) -> None:
        codes = {"stale_quantity", "insufficient_stock", "already_reverted", "nothing_to_revert"}
        assert body["code"] in codes, body
        if "current" in body:
            assert body["current"]["quantity"] >= 0
            self._seen[body["current"]["id"]] = body["current"]["quantity"]


def verify(server: InventoryServer, load: Load) -> None:
    """Compare the database with what the clients were told. Raises AssertionError."""
    assert "The ledger adds up" in server.manage("check_ledger")
    rows = server.query(
        "SELECT idempotency_key, count(*) FROM api_stockmovement WHERE idempotency_key <> '' GROUP BY 1"
    )
    applied = dict(rows)
    assert applied == {key: 1 for key, answers in load.tally.answers.items() if answers}
    [(lowest,)] = server.query("SELECT min(balance_after) FROM api_stockmovement")
    assert lowest >= 0
    ids = ",".join(map(str, load.product_ids))
    versions = server.query(f"SELECT sum(version - 1) FROM api_product WHERE id IN ({ids})")[0][0]
    moved = server.query(
        f"SELECT count(*) FROM api_stockmovement WHERE product_id IN ({ids}) AND reason <> 'initial'"
    )
    # Each movement is one change of its product, and nothing else has changed them.
    assert versions == moved[0][0]
