"""How long a page of the past takes: the list and a product, at random instants of a year.

    python benchmarks/time_machine.py --products 100000 --movements 1000000 --changes 100000

One process, no HTTP server between; the database of the tests (DATABASE_URL for another). Fills it first:
movements and changes of fields are spread evenly over the products and the year. Where others use the machine,
the time of the processor tells more than the clock.
"""

# ruff: noqa: E402  # Django must be set up before the models are imported

import argparse
import os
import random
import statistics
import sys
import time
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "backend"), str(ROOT / "tests")]
os.environ["DJANGO_SETTINGS_MODULE"] = "settings_for_tests"

import django

django.setup()

from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection, transaction
from django.test import override_settings
from django.utils import timezone
from rest_framework.test import APIClient
from rest_framework_simplejwt.tokens import AccessToken

from api.accounts import throttles
from api.catalog.product_text import derive
from api.models import Product

YEAR = timedelta(days=365)
# What a change of a product's fields is about, as often as that may be.
_CHANGES = [
    *['{"price":["11.50","12.50"]}'] * 6,
    *['{"reorder_level":[990,995]}'] * 2,
    '{"description":["Holds 300 ml.",""]}',
    '{"name":["Green Mug","Blue Mug"]}',
]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--products", type=int, default=100_000)
    parser.add_argument("--movements", type=int, default=1_000_000)
    parser.add_argument("--changes", type=int, default=100_000)
    parser.add_argument("--requests", type=int, default=40)
    options = parser.parse_args()
    call_command("migrate", verbosity=0)
    rng = random.Random(7)
    began = timezone.now() - YEAR
    if not Product.objects.exists():
        with transaction.atomic():
            _fill(options, rng, began)
    user = User.objects.filter(username="ana").first() or User.objects.create_superuser("ana", "", "x")
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {AccessToken.for_user(user)}")
    ids = list(Product.objects.values_list("pk", flat=True))
    print(
        f"load {os.getloadavg()[0]:.1f}, {connection.vendor}: {len(ids):,} products, "
        f"{options.movements:,} movements and {options.changes:,} changes in a year"
    )
    for back in (1, 7, 30, 365):
        for name, address in (
            ("product", lambda: f"/api/products/{rng.choice(ids)}/"),
            ("list", lambda: "/api/products/"),
            ("by name", lambda: "/api/products/?ordering=name"),
            ("low", lambda: "/api/products/?low_stock=true"),
            ("by price", lambda: "/api/products/?ordering=-price"),
            ("by quantity", lambda: "/api/products/?ordering=quantity"),
        ):
            taken, worked = [], []
            few = name in ("low", "by price", "by quantity")
            with override_settings(ALLOWED_HOSTS=["*"]):
                for _ in range(max(1, options.requests // 8) if few else options.requests):
                    at = timezone.now() - timedelta(days=1) * rng.uniform(back * 0.9, back * 0.999)
                    throttles.forget_all()
                    where = address()
                    where += "&" if "?" in where else "?"
                    start, began_work = time.perf_counter(), time.process_time()
                    answer = client.get(f"{where}at={at.isoformat().replace('+00:00', 'Z')}")
                    taken.append((time.perf_counter() - start) * 1000)
                    worked.append((time.process_time() - began_work) * 1000)
                    assert answer.status_code == 200, answer.content
            taken.sort()
            worst = taken[min(len(taken) - 1, int(len(taken) * 0.95))]
            print(
                f"  {back:3} days back, {name}: median {statistics.median(taken):.0f} ms, p95 {worst:.0f} ms, "
                f"of the processor {statistics.median(worked):.0f} ms"
            )


def _fill(options: argparse.Namespace, rng: random.Random, began: datetime) -> None:
    adapt = connection.ops.adapt_datetimefield_value
    with connection.cursor() as cursor:
        _many(
            cursor,
            "INSERT INTO api_product (sku, name, description, category_id, price, quantity, reorder_level, image, "
            "thumbnail, is_active, created_at, updated_at, version, search_text, name_key, sku_key, barcode_key) "
            "VALUES (%s, %s, '', 'home', '12.50', 1000, %s, '', '', %s, %s, %s, 1, %s, %s, %s, '')",
            (_product(n, rng.choice([None, 995]), adapt(began)) for n in range(options.products)),
        )
    ids = list(Product.objects.values_list("pk", flat=True))
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM api_auditentry")
        step = YEAR / options.movements
        _many(
            cursor,
            "INSERT INTO api_stockmovement (product_id, sku, name, delta, balance_after, reason, note, "
            "actor_name, source, via, created_at, idempotency_key, search_text) "
            "VALUES (%s, 'S', 'N', %s, 1000, 'count', '', '', 'api', '', %s, '', '')",
            ((rng.choice(ids), 1 if n % 2 else -1, adapt(began + step * n)) for n in range(options.movements)),
        )
        step = YEAR / options.changes
        _many(
            cursor,
            "INSERT INTO api_auditentry (id, at, actor_id, source, via, action, kind, object_id, label, changes, "
            "address, hash) VALUES (%s, %s, NULL, 'api', '', 'update', 'product', %s, 'Blue Mug', %s, '', %s)",
            (
                (n + 1_000, adapt(began + step * n), str(rng.choice(ids)), rng.choice(_CHANGES), b"\0" * 32)
                for n in range(options.changes)
            ),
        )


def _product(number: int, reorder_level: int | None, at: Any) -> tuple[Any, ...]:
    texts = {"name": f"Blue Mug {number}", "sku": f"HOME-{number:06}", "barcode": "", "description": ""}
    derived = derive(texts)
    return texts["sku"], texts["name"], reorder_level, True, at, at, *derived[:3]


def _many(cursor: Any, statement: str, rows: Iterable[tuple[Any, ...]]) -> None:
    chunk = []
    for row in rows:
        chunk.append(row)
        if len(chunk) == 10_000:
            cursor.executemany(statement, chunk)
            chunk = []
    cursor.executemany(statement, chunk)


if __name__ == "__main__":
    main()
