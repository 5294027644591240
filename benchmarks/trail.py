"""What the trail costs, and how long it takes to read.

    python benchmarks/trail.py writes                creates and changes with and without the trail, in turns
    python benchmarks/trail.py size                  bytes a change takes
    python benchmarks/trail.py export --entries N    a file of N entries: seconds, and the most memory

One process and no HTTP server between: on a machine with other work, times of the same block of writes with the
trail and without it, in turns, can be compared; requests a second over a socket cannot.
"""

# ruff: noqa: E402  # Django must be set up before the models are imported

import argparse
import os
import statistics
import sys
import time
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "backend"), str(ROOT / "tests")]
os.environ["DJANGO_SETTINGS_MODULE"] = "settings_for_tests"

import django

django.setup()

from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection
from django.test import override_settings
from rest_framework.test import APIClient
from rest_framework_simplejwt.tokens import AccessToken

from api.accounts import throttles
from api.models import AuditEntry, Product
from api.trail.notes import without_trail

BLOCK = 50


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("question", choices=["writes", "size", "export"])
    parser.add_argument("--writes", type=int, default=2_000)
    parser.add_argument("--entries", type=int, default=1_000_000)
    options = parser.parse_args()
    call_command("migrate", verbosity=0)
    with override_settings(ALLOWED_HOSTS=["*"]):
        {"writes": writes, "size": size, "export": export}[options.question](options)


def client() -> APIClient:
    user = User.objects.filter(username="ana").first() or User.objects.create_superuser("ana", "", "x")
    made = APIClient()
    made.credentials(HTTP_AUTHORIZATION=f"Bearer {AccessToken.for_user(user)}")
    return made


def writes(options: argparse.Namespace) -> None:
    """One write with the trail and one without it, in turns; the medians of their processor time are compared."""
    ana = client()
    taken: dict[str, dict[bool, list[float]]] = {"create": {True: [], False: []}, "change": {True: [], False: []}}

    def timed(name: str, with_trail: bool, write: Callable[[], Any]) -> Any:
        with nullcontext() if with_trail else without_trail():
            began = time.thread_time()
            answer = write()
            taken[name][with_trail].append(time.thread_time() - began)
        return answer

    for number in range(2 * options.writes):
        if number % BLOCK == 0:
            throttles.forget_all()
        body = {"name": f"Mug {number}", "sku": f"M-{number}", "category": "home", "price": "2.50"}
        made = timed("create", number % 2 == 0, lambda body=body: ana.post("/api/products/", body)).json()
        address = f"/api/products/{made['id']}/"
        timed("change", number % 2 == 0, lambda address=address: ana.patch(address, {"price": "3.00"}))
    print(
        f"load {os.getloadavg()[0]:.1f}, {options.writes} writes of each kind, {connection.vendor}, processor time"
    )
    for name, by in taken.items():
        on, off = statistics.median(by[True]) * 1000, statistics.median(by[False]) * 1000
        print(f"  {name}: {on:.3f} ms with, {off:.3f} ms without: {on - off:+.3f} ms ({on / off - 1:+.1%})")


def size(options: argparse.Namespace) -> None:
    """Bytes by which the database grows for each change of one field (SQLite, with its indexes)."""
    products = Product.objects.bulk_create(
        Product(name=f"Blue Mug {n}", sku=f"HOME-{n:06}", category_id="home", price=1) for n in range(5_000)
    )
    for kind, field in (("price", "price"), ("name", "name")):
        before = _pages()
        count = AuditEntry.objects.count()
        for step in range(4):
            for start in range(0, len(products), 500):
                chunk = products[start : start + 500]
                for product in chunk:
                    setattr(
                        product, field, f"{step + 2}.50" if field == "price" else f"Blue Mug {product.pk} v{step}"
                    )
                Product.objects.bulk_update(chunk, [field])
        grown, added = _pages() - before, AuditEntry.objects.count() - count
        print(f"  {kind}: {grown / added:.0f} bytes a change ({added:,} changes)")


def _pages() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT sum(pgsize) FROM dbstat WHERE name LIKE 'api_auditentry%' OR name LIKE 'audit%'")
        return int(cursor.fetchone()[0])


def export(options: argparse.Namespace) -> None:
    """A file of so many entries: how long, and how much memory it takes beyond that of the first thousand."""
    ana = client()
    _fill(options.entries)
    for kind in ("csv", "ndjson"):
        pieces = iter(ana.get("/api/audit/export/", {"type": kind}).streaming_content)
        began = time.perf_counter()
        length = len(next(pieces)) + len(next(pieces, b""))
        before = most = _memory()
        for piece in pieces:
            length += len(piece)
            most = max(most, _memory())
        more = (most - before) / 1024
        print(
            f"  {kind}: {options.entries:,} entries, {length / 1e6:.0f} MB, {time.perf_counter() - began:.1f} s, "
            f"{more:.1f} MB of memory more than the first page"
        )


def _memory() -> int:
    """Kilobytes of the process's own: SQLite also maps the file."""
    status = Path("/proc/self/status").read_text()
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("RssAnon"))


def _fill(count: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %s) "
            "INSERT INTO api_auditentry (id, at, actor_id, source, action, kind, object_id, label, changes, "
            "address, hash) SELECT (SELECT coalesce(max(id), 0) FROM api_auditentry) + i, '2026-01-01 00:00:00', "
            "1, 'api', 'update', 'product', i %% 100000, 'Blue Mug', "
            '\'{"price":["12.50","13.00"]}\', \'127.0.0.1\', '
            "zeroblob(32) FROM n",
            [count],
        )


if __name__ == "__main__":
    main()
