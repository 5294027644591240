"""A writer process: `python writer.py --threads 4 --writes 50 --seed 1` changes products on several threads.

The mix: creates, updates, bulk changes, deletes; one in six is rolled back after its work. Tests start it with a
server's environment.
"""

# ruff: noqa: E402  # Django must be set up before the models are imported

import argparse
import os
import random
import sys
import threading
from contextlib import suppress
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent.parent / "backend"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backend.settings")

import django

django.setup()

from django.db import connection, transaction
from django.db.models import F

from api.models import Product


class Undo(Exception):
    pass


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--threads", type=int, required=True)
    parser.add_argument("--writes", type=int, required=True, help="transactions of each thread")
    parser.add_argument("--seed", type=int, required=True)
    options = parser.parse_args()
    failures: list[BaseException] = []
    threads = [
        threading.Thread(target=_run, args=(f"{options.seed}-{number}", options.writes, failures))
        for number in range(options.threads)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]


def _run(name: str, writes: int, failures: list[BaseException]) -> None:
    dice = random.Random(name)
    try:
        for number in range(writes):
            with suppress(Undo), transaction.atomic():
                _write(dice, f"{name}-{number}")
                if dice.random() < 1 / 6:
                    raise Undo
    except BaseException as error:
        failures.append(error)
    finally:
        connection.close()


def _write(dice: random.Random, sku: str) -> None:
    mine = Product.objects.filter(sku__startswith=sku.rsplit("-", 1)[0] + "-")
    match dice.choice(["create", "create", "create", "many", "update", "delete"]):
        case "create":
            product = _new(sku)
            product.save(force_insert=True)
            if dice.random() < 0.3:
                # A long transaction: others that begin later commit earlier.
                for _ in range(5):
                    product.save()
        case "many":
            Product.objects.bulk_create([_new(f"{sku}-{index}") for index in range(dice.randrange(1, 8))])
        case "update":
            mine.update(quantity=F("quantity") + 1)
        case "delete":
            doomed = mine.order_by("?").first()
            if doomed:
                doomed.delete()


def _new(sku: str) -> Product:
    return Product(sku=sku, name=f"Product {sku}", category_id="other", price="1.50")


if __name__ == "__main__":
    main()
