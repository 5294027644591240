"""A writer process: `python orm_writer.py --seed 1 --pace 0.05 --skew 3600`; the environment names the database.

Changes products through the models, one transaction at a time, until SIGTERM, and prints a line for each that was
committed. With a skew its clock is wrong by up to so many seconds, differently at every look.
"""

# ruff: noqa: E402, T201  # Django must be set up before the models are imported; lines are the answer

import argparse
import os
import random
import signal
import sys
import threading
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent.parent / "backend"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backend.settings")

import django

django.setup()

from django.db import Error, connection, transaction
from django.db.models import F
from django.utils import timezone

from api.models import Product


class Undo(Exception):
    pass


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--pace", type=float, required=True, help="longest rest between two writes, in seconds")
    parser.add_argument("--skew", type=float, default=0.0, help="seconds")
    options = parser.parse_args()
    dice = random.Random(options.seed)
    _shift_clock(options.skew, dice)
    stopping = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stopping.set())
    number = 0
    while not stopping.is_set():
        number += 1
        try:
            with transaction.atomic():
                _write(dice, f"P{options.seed}-{number}")
                if dice.random() < 1 / 6:
                    raise Undo
        except Undo:
            continue
        except Error:  # the database is locked or away
            with suppress(Error):
                connection.close()
            continue
        print(number, flush=True)
        stopping.wait(dice.uniform(0, options.pace))


def _shift_clock(skew: float, dice: random.Random) -> None:
    right = timezone.now

    def now() -> datetime:
        return right() + timedelta(seconds=dice.uniform(-skew, skew))

    timezone.now = now


def _write(dice: random.Random, sku: str) -> None:
    mine = Product.objects.filter(sku__startswith=sku.partition("-")[0] + "-")
    match dice.choice(["create", "many", "update", "touch", "touch", "delete"]):
        case "create":
            _new(sku).save(force_insert=True)
        case "many":
            Product.objects.bulk_create([_new(f"{sku}-{index}") for index in range(dice.randrange(1, 8))])
        case "update":
            some = list(mine.order_by("?").values_list("pk", flat=True)[:20])
            mine.filter(pk__in=some).update(quantity=F("quantity") + 1)
        case "touch":
            if product := mine.order_by("?").first():
                product.quantity += 1
                product.save()
        case "delete":
            mine.filter(pk__in=mine.order_by("?").values("pk")[: dice.randrange(1, 6)]).delete()


def _new(sku: str) -> Product:
    return Product(sku=sku, name=f"Product {sku}", category_id="other", price="1.50")


if __name__ == "__main__":
    main()
