from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from api.core.words import counted
from api.live.retention import prune
from api.upkeep import prune_expired


class Command(BaseCommand):
    help = "Remove old events from the live log. Clients that were away longer reload everything."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--keep-events", type=int, help="how many events to keep at most (default: LIVE_KEEP_EVENTS)"
        )

    def handle(self, *args: Any, keep_events: int | None, **options: Any) -> None:
        if keep_events is None:
            dropped = prune_expired()
        elif keep_events < 0:
            raise CommandError("--keep-events must be 0 or more.")
        else:
            dropped = prune(max_age=settings.LIVE_KEEP, max_events=keep_events)
        self.stdout.write(f"Removed {counted(dropped, 'event')}.")
