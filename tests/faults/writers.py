"""Writers that change products without pause: over REST, and in a process of their own past every server."""

import asyncio
import os
import random
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
from catalogue import Away, Rest, Tokens

from servers import ROOT, InventoryServer

RETRY_SECONDS = 0.05
PROCESS_WRITER = Path(__file__).parent / "orm_writer.py"


class Writer:
    """Creates, changes and deletes products of its own until stopped; rests up to *pace* seconds in between."""

    def __init__(self, rest: Rest, tokens: Tokens, dice: random.Random, name: str, *, pace: float) -> None:
        self.written = 0
        self.attempts = 0
        self._stopping = False
        self._rest = rest
        self._tokens = tokens
        self._dice = dice
        self._name = name
        self._pace = pace
        self._mine: list[int] = []
        self._unanswered: tuple[int, int, str] | None = None

    def stop(self) -> None:
        """End after the write that is under way: the server would finish it behind our back."""
        self._stopping = True

    async def run(self) -> None:
        while not self._stopping:
            try:
                await self._write()
            except Away:  # whether the write was stored, nobody knows
                await asyncio.sleep(RETRY_SECONDS)
            self.attempts += 1
            await asyncio.sleep(self._dice.uniform(0, self._pace))

    async def create(self) -> None:
        """One product; tries until it is there."""
        while True:
            with suppress(Away):
                if await self._send("POST", "products/", self._product()):
                    return
            await asyncio.sleep(RETRY_SECONDS)

    async def _write(self) -> None:
        if self._unanswered:
            await self._adjust(*self._unanswered)
            return
        kind = self._dice.choices(["create", "update", "adjust", "delete"], [3, 3, 3, 2])[0]
        if kind == "create" or not self._mine:
            answer = await self._send("POST", "products/", self._product())
            if answer:
                self._mine.append(answer.json()["id"])
        elif kind == "update":
            change = {"quantity": self._dice.randrange(1000)}
            await self._send("PATCH", f"products/{self._dice.choice(self._mine)}/", change)
        elif kind == "adjust":
            await self._adjust(self._dice.choice(self._mine), self._dice.choice([-2, -1, 1, 2]), str(uuid4()))
        else:
            doomed = self._dice.choice(self._mine)
            # 404: a delete whose answer was lost in a crash was done all the same.
            if await self._send("DELETE", f"products/{doomed}/"):
                self._mine.remove(doomed)

    async def _adjust(self, product: int, delta: int, key: str) -> None:
        """Move stock. Without an answer the same is said again, with the same key, until there is one."""
        self._unanswered = (product, delta, key)
        if await self._send("POST", f"products/{product}/adjust/", {"delta": delta}, {"Idempotency-Key": key}):
            self._unanswered = None

    async def _send(
        self, method: str, path: str, body: dict[str, Any] | None = None, headers: dict[str, str] | None = None
    ) -> httpx.Response | None:
        """None: the token has ended on the way."""
        headers = {**await self._tokens.headers(), **(headers or {})}
        answer = await self._rest.send(method, path, json=body, headers=headers)
        if answer.status_code == 401:
            return None
        # 409: there was not enough stock.
        assert answer.status_code < 300 or answer.status_code in (404, 409), f"{answer.status_code} {answer.text}"
        self.written += 1
        return answer

    def _product(self) -> dict[str, Any]:
        return {"name": f"{self._name} {self.written}", "category": "other", "price": "1.00", "quantity": 1}


class ProcessWriter:
    """`orm_writer.py` beside the servers, until stopped. *skew*: how wrong its clock goes, in seconds."""

    def __init__(self, server: InventoryServer, *, seed: int, pace: float, skew: float = 0.0) -> None:
        self.written = 0
        self._stopping = False
        self._process: asyncio.subprocess.Process | None = None
        self._server = server
        self._arguments = ["--seed", str(seed), "--pace", str(pace), "--skew", str(skew)]

    def stop(self) -> None:
        """End after the transaction that is under way."""
        self._stopping = True
        if self._process and self._process.returncode is None:
            self._process.terminate()

    async def run(self) -> None:
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            str(PROCESS_WRITER),
            *self._arguments,
            cwd=ROOT,
            env={**os.environ, **self._server.env},
            stdout=asyncio.subprocess.PIPE,
        )
        assert self._process.stdout
        try:
            while await self._process.stdout.readline():  # a line a write
                self.written += 1
            status = await self._process.wait()
            assert self._stopping, f"The writer process ended by itself, with {status}."
        finally:
            with suppress(ProcessLookupError):
                self._process.kill()
            await self._process.wait()
