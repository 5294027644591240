"""A copy of all products that stays equal to the server's: what protocol.md says, in sixty lines of code.

It needs `pip install httpx websockets`; then `python docs/live_client.py http://localhost:8000 demo PASSWORD`.
"""

import asyncio
import json
import random
import sys

import httpx
from websockets.asyncio.client import connect
from websockets.exceptions import WebSocketException


class Replica:
    """`products`, by id, follows the server for as long as `run` runs."""

    def __init__(self, url, username, password):
        self.url, self.credentials = url, {"username": username, "password": password}
        # `products` contains the events up to `seen` of `epoch`; without an epoch it must be fetched.
        self.products, self.epoch, self.seen, self.failures = {}, "", 0, 0

    async def run(self):
        """Connect, and again whenever the connection ends. Raises when the server does not let this user in."""
        while True:
            try:
                await self.session()
            except (OSError, httpx.HTTPError, WebSocketException) as error:
                if isinstance(error, httpx.HTTPStatusError) and error.response.status_code == 401:
                    raise
            # Full jitter: clients that were sent away together do not come back together.
            await asyncio.sleep(random.uniform(0, min(20, 2**self.failures)))
            self.failures += 1

    async def session(self):
        """One connection, with a new token. It ends when it breaks, or when it can be of no more use."""
        async with httpx.AsyncClient(base_url=self.url + "/api/", timeout=30) as http:
            token = (await http.post("token/", json=self.credentials)).raise_for_status().json()["access"]
            http.headers["Authorization"] = f"Bearer {token}"
            if not self.epoch:
                await self.fetch_all(http)
        feed = self.url.replace("http", "ws", 1) + "/ws/products/"
        # The library pings the server, so a dead connection ends by itself. A frame of many events may be large.
        async with connect(feed, subprotocols=["inventory.v1", f"bearer.{token}"], max_size=None) as socket:
            hello = json.loads(await socket.recv())
            self.resuming, self.failures = (hello["epoch"], hello["seq"]) != (self.epoch, self.seen), 0
            if self.resuming:
                await socket.send(json.dumps({"type": "resume", "epoch": self.epoch, "seq": self.seen}))
            async for message in socket:
                if not self.take(json.loads(message)):
                    break
                print(f"{len(self.products)} products, as of event {self.seen}")

    async def fetch_all(self, http):
        """Page by page. Changes made meanwhile are events after the place where the *first* page was read."""
        pages = [(await http.get("products/?ordering=created_at&limit=500")).raise_for_status()]
        while "next" in pages[-1].links:
            pages.append((await http.get(pages[-1].links["next"]["url"])).raise_for_status())
        self.products = {row["id"]: row for page in pages for row in page.json()}
        self.epoch, self.seen = pages[0].headers["X-Live-Epoch"], int(pages[0].headers["X-Live-Seq"])

    def take(self, frame):
        """Let in each event of a frame once and in order. False: connect again, to resume or to fetch anew."""
        if frame["type"] in ("reset", "bulk"):
            self.epoch = ""
        elif frame["type"] == "resumed":
            self.resuming = False
            return frame["to"] <= self.seen
        for event in frame.get("items", [frame] if frame["type"] == "event" else []):
            if event["prev"] > self.seen:
                return self.resuming  # the replay that is under way contains it; without one it is a gap
            if event["seq"] > self.seen:
                self.seen, row = event["seq"], event["data"]
                if event["action"] == "delete":
                    self.products.pop(row["id"], None)
                elif row["version"] > self.products.get(row["id"], {"version": 0})["version"]:
                    self.products[row["id"]] = row  # a row that was fetched may be ahead of its event
        return bool(self.epoch)


if __name__ == "__main__":
    asyncio.run(Replica(*sys.argv[1:]).run())
