"""`manage.py check_audit`: is the audit trail what was written, and does it agree with the database?"""

import re
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from ...trail.check import check_trail
from ...trail_kinds import KINDS


class Command(BaseCommand):
    help = "Verify the audit trail's chain of hashes, and that its newest entries match the tables."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--limit", type=int, default=100, help="how many problems to print (default: 100)")
        parser.add_argument(
            "--noted",
            default="",
            metavar="NUMBER:HASH",
            help="an entry from an earlier check: it must still be there, with this hash",
        )

    def handle(self, *args: Any, limit: int, noted: str, **options: Any) -> None:
        if limit < 1:
            raise CommandError(f"--limit must be at least 1, not {limit}.")
        known = re.fullmatch(r"([0-9]{1,18}):([0-9a-f]{64})", noted)
        if noted and not known:
            raise CommandError("--noted must be the number and the hash of an entry, such as 812:4be1….")
        began = time.monotonic()
        try:
            found = check_trail(KINDS.values(), known=(int(known[1]), known[2]) if known else None, limit=limit)
        except DatabaseError as error:
            raise CommandError(f"Can't use the database: {error}. Has `manage.py migrate` run?") from error
        checked = (
            f"{found.entries:,} {'entry' if found.entries == 1 else 'entries'} in {time.monotonic() - began:.1f} s"
        )
        if not found.problems:
            self.stdout.write(
                self.style.SUCCESS(f"The audit trail is intact: {checked}. Last entry: {found.last}:{found.hash}")
            )
            return
        for problem in found.problems:
            self.stdout.write(problem)
        raise CommandError(f"The audit trail doesn't match: checked {checked}.")
