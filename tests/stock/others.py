"""Somebody who reads and writes all the while, and proof in the log that it was between others' changes."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from servers import InventoryServer


@contextmanager
def others_at_work(server: InventoryServer, username: str) -> Iterator[None]:
    """*username* reads a list and adds a product, again and again; the first round is over when the block begins.

    Whoever begins only beside a run may still be getting ready when it ends, on a fast machine.
    """
    token = server.token(username)
    warm, done = threading.Event(), threading.Event()

    def work() -> None:
        try:
            with server.api(token) as api:
                while not done.is_set():
                    product = {"name": "Other", "category": "home", "price": "1.00"}
                    answers = [api.get("products/?limit=5"), api.post("products/", json=product)]
                    assert [answer.status_code for answer in answers] == [200, 201]
                    warm.set()
        finally:
            warm.set()

    with ThreadPoolExecutor(1) as pool:
        working = pool.submit(work)
        warm.wait()
        try:
            yield
        finally:
            done.set()
            working.result(60)


def changes_between(server: InventoryServer, others: str, owner: str) -> int:
    """How many changes of *others* the log has between two of *owner*, who began after they did."""
    theirs = f"SELECT min(seq) FROM api_liveevent WHERE actor = '{others}'"
    owners = f"FROM api_liveevent WHERE actor = '{owner}' AND seq > ({theirs})"
    [(count,)] = server.query(
        f"SELECT count(*) FROM api_liveevent WHERE actor = '{others}'"
        f" AND seq > (SELECT min(seq) {owners}) AND seq < (SELECT max(seq) {owners})"
    )
    return int(count)
