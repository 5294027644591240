"""`manage.py populate_products`: sample products for a first look, screenshots and load tests."""

import shutil
import time
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, IntegrityError

from ...core.words import counted
from ...samples.products import NothingToStock, add_sample_products, sample_owners

MAX_COUNT = 10_000_000


class Command(BaseCommand):
    help = "Add believable sample products with pictures. Running it again adds more."
    requires_migrations_checks = True

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--count", type=int, default=60, help="how many products to add (default: 60)")
        parser.add_argument(
            "--seed", type=int, default=1, help="the same seed gives the same products (default: 1)"
        )

    def handle(self, *args: Any, count: int, seed: int, **options: Any) -> None:
        if not 1 <= count <= MAX_COUNT:
            raise CommandError(f"--count must be between 1 and {MAX_COUNT:,}, not {count:,}.")
        progress = Progress(self, count)
        try:
            owners = self._owners()
            add_sample_products(count=count, seed=seed, owners=owners, progress=progress.show)
        except KeyboardInterrupt:
            progress.end()
            raise CommandError(f"Stopped after {counted(progress.done, 'product')}.", returncode=130) from None
        except NothingToStock:
            raise CommandError(
                "The default categories are missing. Run `manage.py migrate` to restore them."
            ) from None
        except IntegrityError as error:
            raise CommandError(
                f"Another process added the same codes after {counted(progress.done, 'product')}: run it again."
            ) from error
        except DatabaseError as error:
            raise CommandError(f"Can't use the database: {error}. Has `manage.py migrate` run?") from error
        except OSError as error:
            raise CommandError(f"Couldn't write a picture: {error}.") from error
        progress.end()
        self.stdout.write(self.style.SUCCESS(f"Added {counted(count, 'product')} in {progress.seconds:.1f} s."))

    def _owners(self) -> list[Any]:
        """The active users; a fresh database gets a few sample ones."""
        users = get_user_model().objects
        if not users.exists():
            owners = sample_owners()
            names = ", ".join(owner.get_username() for owner in owners)
            self.stdout.write(
                f"Created the users {names}. They can't sign in until you run `manage.py changepassword <name>`."
            )
            return owners
        return list(users.filter(is_active=True).order_by("pk")) or list(users.order_by("pk"))


class Progress:
    """A bar on a terminal; elsewhere a line each tenth."""

    def __init__(self, command: BaseCommand, total: int) -> None:
        self._out = command.stdout
        self._total = total
        self._bar = self._out.isatty()
        self._started = time.monotonic()
        self._tenths = 0
        self.done = 0

    @property
    def seconds(self) -> float:
        return time.monotonic() - self._started

    def show(self, done: int) -> None:
        self.done = done
        share = done / self._total
        if self._bar:
            width = max(10, min(40, shutil.get_terminal_size().columns - 40))
            filled = round(width * share)
            left = self.seconds / share - self.seconds
            bar = "[" + "#" * filled + "." * (width - filled) + "]"
            self._out.write(f"\r{bar} {done:,} / {self._total:,}  {left:.0f} s left ", ending="")
            self._out.flush()
        elif int(share * 10) > self._tenths:
            self._tenths = int(share * 10)
            self._out.write(f"{done:,} of {counted(self._total, 'product')}")

    def end(self) -> None:
        if self._bar and self.done:
            self._out.write("")
