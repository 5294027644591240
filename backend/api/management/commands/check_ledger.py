"""`manage.py check_ledger`: is every quantity the sum of its movements?"""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from ...core.words import counted
from ...stock.ledger import audit


class Command(BaseCommand):
    help = (
        "Verify that each product's quantity is the sum of its movements, and that every balance follows from the "
        "one before."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--limit", type=int, default=100, help="how many discrepancies of each kind to print (default: 100)"
        )

    def handle(self, *args: Any, limit: int, **options: Any) -> None:
        if limit < 1:
            raise CommandError(f"--limit must be at least 1, not {limit}.")
        began = time.monotonic()
        try:
            found = audit(limit=limit)
        except DatabaseError as error:
            raise CommandError(f"Can't use the database: {error}. Has `manage.py migrate` run?") from error
        checked = (
            f"{counted(found.movements, 'movement')} of {counted(found.products, 'product')} "
            f"in {time.monotonic() - began:.1f} s"
        )
        if not found.discrepancies:
            self.stdout.write(self.style.SUCCESS(f"The ledger adds up: {checked}."))
            return
        for wrong in found.discrepancies:
            self.stdout.write(f"product {wrong.product_id} ({wrong.sku}): {wrong.problem}")
        raise CommandError(f"The ledger doesn't add up: checked {checked}.")
