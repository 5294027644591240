"""Writers that change products over REST without pause, and go on when the server comes back."""

import asyncio
import random
from contextlib import suppress
from typing import Any

import httpx

from servers import InventoryServer

RETRY_SECONDS = 0.05


class Writer:
    """Creates, changes and deletes products of its own until cancelled."""

    def __init__(self, server: InventoryServer, token: str, dice: random.Random, name: str) -> None:
        self.written = 0
        self._dice = dice
        self._name = name
        self._mine: list[int] = []
        self._rest = httpx.AsyncClient(
            base_url=server.url + "/api/", headers={"Authorization": f"Bearer {token}"}, timeout=10
        )

    async def run(self) -> None:
        try:
            while True:
                try:
                    await self._write()
                except httpx.TransportError:  # the server is down: whether the write was stored, nobody knows
                    await asyncio.sleep(RETRY_SECONDS)
        finally:
            await self._rest.aclose()

    async def _write(self) -> None:
        kind = self._dice.choices(["create", "update", "delete"], [4, 5, 1])[0]
        if kind == "create" or not self._mine:
            answer = await self._rest.post("products/", json=self._product())
            if answer.status_code == 201:
                self._mine.append(answer.json()["id"])
        elif kind == "update":
            change = {"quantity": self._dice.randrange(1000)}
            answer = await self._rest.patch(f"products/{self._dice.choice(self._mine)}/", json=change)
        else:
            doomed = self._dice.choice(self._mine)
            answer = await self._rest.delete(f"products/{doomed}/")
            with suppress(ValueError):
                self._mine.remove(doomed)
        # 404: a delete whose answer was lost in a crash was done all the same.
        assert answer.status_code < 300 or answer.status_code == 404, answer.text
        self.written += 1

    def _product(self) -> dict[str, Any]:
        return {"name": f"{self._name} {self.written}", "category": "other", "price": "1.00", "quantity": 1}
